"""What anybody takes away from the record to check it elsewhere: proofs, receipts, the bundle."""

import datetime

from folkmoot.events.entry import read
from folkmoot.record import receipt
from folkmoot.record.tree import leaf_hash
from folkmoot_web import small
from folkmoot_web.answers import Bytes, Download
from folkmoot_web.ask import Ask
from folkmoot_web.problem import Problem, not_here

TEXT = "text/plain"
PROMISE = datetime.timedelta(hours=1)
"""Within this time an entry is under a checkpoint, says a receipt."""

NOT_YET = "This entry is not under a checkpoint yet. Ask again in a few seconds."


def leaf(ask: Ask, index: int) -> bytes:
    """The bytes of an entry.

    Raises Problem 404 when the record does not go that far.
    """
    leaves = ask.front.store.read(ask.community, index, 1) if 0 <= index < 2**53 else []
    if not leaves or read(leaves[0]).i != index:
        raise not_here()
    return leaves[0]


def proof(ask: Ask, index: int) -> Bytes:
    """The proof that an entry is under the checkpoint, as a C2SP tlog-proof.

    Raises Problem 404 before there is such an entry or checkpoint, and 403 for an entry that is withheld.
    """
    leaf(ask, index)
    small.check_entry(ask, index)
    try:
        proven = ask.front.publisher(ask.community).prove(index)
    except ValueError:
        raise Problem(404, NOT_YET, {"retry-after": "5"}) from None
    return Bytes(proven, TEXT, f"{ask.community}-{index}.proof", headers={"cache-control": "no-cache"})


def promise(ask: Ask, index: int) -> Bytes:
    """The receipt: a signed promise that an entry will be under a checkpoint within the hour.

    Raises Problem 404 when the record does not go that far.
    """
    entry, installation = leaf(ask, index), ask.front.installation
    due = datetime.datetime.fromtimestamp(int(installation.clock()), datetime.UTC) + PROMISE
    made = receipt.Receipt(installation.origin(ask.community), index, leaf_hash(entry), due)
    return Bytes(receipt.make(made, installation.receipt_key(ask.community)), TEXT, f"{ask.community}-{index}.receipt")


def bundle(ask: Ask) -> Download:
    """The record with its proofs, public blobs and public words, as a .tar.gz.

    Raises Problem 403 while a canvas is small, for who is not on duty.
    """
    small.check_whole(ask)
    return Download(ask.front.bundle(ask.community), "application/gzip", f"{ask.community}.tar.gz")
