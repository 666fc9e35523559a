"""The record over HTTP: what it holds, word for word, with proofs and receipts."""

import hashlib
from typing import Annotated

import msgspec

from folkmoot.record.tree import leaf_hash
from folkmoot_web import small, taken
from folkmoot_web.answers import Answer, Bytes, Data
from folkmoot_web.api.commands import ROOT
from folkmoot_web.ask import Ask
from folkmoot_web.policy import everyone
from folkmoot_web.problem import Problem, not_here
from folkmoot_web.routing import Routes

routes = Routes()

Index = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]


class RecordState(msgspec.Struct):
    """origin: name of the record. size: entries it holds now. last: time of the last one, empty for none."""

    origin: str
    size: int
    last: str


class Entries(msgspec.Struct):
    """size: entries that the record holds. start: index of the first one here. entries: their exact bytes, as JSON."""

    size: int
    start: int
    entries: list[msgspec.Raw]


class OneEntry(msgspec.Struct):
    """entry: its exact bytes, as JSON. hash: RFC 6962 leaf hash, lower-case hex."""

    index: int
    entry: msgspec.Raw
    hash: str


class Stretch(msgspec.Struct, forbid_unknown_fields=True):
    """Which entries: from index `start`, at most `limit`."""

    start: Index = 0
    limit: Annotated[int, msgspec.Meta(ge=1, le=500)] = 100


@routes.read(f"{ROOT}/record", may=everyone, answer=RecordState)
def state(ask: Ask) -> Answer:
    """How much the record holds."""
    head = ask.front.store.head(ask.community)
    return Data(RecordState(ask.front.installation.origin(ask.community), head.size, head.t))


@routes.read(f"{ROOT}/record/checkpoint", may=everyone, answer="text/plain")
def checkpoint(ask: Ask) -> Answer:
    """The signed size and root, as a C2SP checkpoint."""
    try:
        signed = ask.front.publisher(ask.community).reader.checkpoint()
    except (OSError, ValueError):
        raise Problem(404, "Nothing of this record is signed yet. Ask again in a few seconds.") from None
    return Bytes(signed, "text/plain", headers={"cache-control": "no-cache"})


@routes.read(f"{ROOT}/record/entries", may=everyone, query=Stretch, answer=Entries)
def entries(ask: Ask, query: Stretch) -> Answer:
    """Entries in order, word for word."""
    small.check_whole(ask)
    leaves = ask.front.store.read(ask.community, query.start, query.limit)
    size = ask.front.store.head(ask.community).size
    return Data(Entries(size, query.start, [msgspec.Raw(leaf) for leaf in leaves]))


@routes.read(f"{ROOT}/record/entries/{{index:int}}", may=everyone, answer=OneEntry)
def entry(ask: Ask, index: int) -> Answer:
    """One entry, word for word."""
    leaf = taken.leaf(ask, index)
    small.check_entry(ask, index)
    return Data(OneEntry(index, msgspec.Raw(leaf), leaf_hash(leaf).hex()))


@routes.read(f"{ROOT}/record/entries/{{index:int}}/proof", may=everyone, dear=True, answer="text/plain")
def proof(ask: Ask, index: int) -> Answer:
    """The proof that the entry is under the checkpoint, as a C2SP tlog-proof."""
    return taken.proof(ask, index)


@routes.read(f"{ROOT}/record/entries/{{index:int}}/receipt", may=everyone, dear=True, answer="text/plain")
def signed_receipt(ask: Ask, index: int) -> Answer:
    """The signed promise that the entry will be under a checkpoint within the hour."""
    return taken.promise(ask, index)


@routes.read(f"{ROOT}/record/blobs/{{digest}}", may=everyone, answer="application/octet-stream")
def blob(ask: Ask, digest: str) -> Answer:
    """Public bytes that an entry names by their SHA-256."""
    body = ask.front.store.blob(ask.community, digest)
    if body is None or hashlib.sha256(body).hexdigest() != digest:
        raise not_here()
    return Bytes(body, "application/octet-stream", age=31_536_000)


@routes.read(f"{ROOT}/record/bundle", may=everyone, dear=True, within=900, answer="application/gzip")
def bundle(ask: Ask) -> Answer:
    """The record with its proofs, public blobs and public words, as a .tar.gz for `folkmoot audit`."""
    return taken.bundle(ask)
