"""Receipts: the signed promise to a contributor that an entry will be under a checkpoint by a stated time."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from folkmoot.record.checkpoint import check_origin, parse_hash, parse_number
from folkmoot.record.note import NoteError, Signer, Verifier, encode64, open_note, sign, split

HEADER = "folkmoot/receipt/v1"
_TIME = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


class Receipt(msgspec.Struct, frozen=True):
    """The record's origin, the entry's index and 32-byte leaf hash, and when (UTC, whole seconds) it is under a checkpoint."""

    origin: str
    index: int
    leaf: bytes
    due: datetime

    def body(self) -> str:
        """The text that is signed."""
        due = self.due.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return f"{HEADER}\n{self.origin}\n{self.index}\n{encode64(self.leaf)}\n{due}\n"


def key_name(origin: str) -> str:
    """The name of the key that signs receipts for this record, and nothing else."""
    return f"{origin}/receipt"


def make(receipt: Receipt, signer: Signer) -> bytes:
    """The signed receipt. Raises NoteError if it could not be read back or the key is not this record's receipt key."""
    check_origin(receipt.origin)
    if signer.name != key_name(receipt.origin):
        raise NoteError(f"Receipts of {receipt.origin} are signed by the key {key_name(receipt.origin)}, not by {signer.name}.")
    if receipt.due.tzinfo is None or read(receipt.body()) != receipt:
        raise NoteError("A receipt names an index from 0, a 32-byte leaf hash, and a time in UTC with whole seconds.")
    return sign(receipt.body(), signer)


def read(text: str) -> Receipt:
    """Reads the text of a receipt, signatures taken off. Raises NoteError."""
    lines = text.split("\n")
    if len(lines) != 6 or lines[0] != HEADER or lines[5] != "":
        raise NoteError(f"A receipt is the line {HEADER}, then origin, index, leaf hash and time, and nothing more.")
    check_origin(lines[1])
    index = parse_number(lines[2], "index of a receipt")
    leaf = parse_hash(lines[3], "leaf hash of a receipt")
    return Receipt(lines[1], index, leaf, _time(lines[4]))


def parse(data: bytes) -> Receipt:
    """Reads a signed receipt and verifies nothing. Raises NoteError."""
    return read(split(data)[0])


def verify(data: bytes, verifiers: Iterable[Verifier]) -> Receipt:
    """The receipt, signed by the receipt key of the record it names, which must be among `verifiers`. Raises NoteError."""
    opened = open_note(data, verifiers)
    receipt = read(opened.text)
    if key_name(receipt.origin) not in opened.names:
        raise NoteError(f"This receipt is not signed by {key_name(receipt.origin)}, which alone may sign it.")
    return receipt


def _time(text: str) -> datetime:
    try:
        if _TIME.fullmatch(text):
            return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        pass
    raise NoteError(f"The time of a receipt is written like 2026-11-22T10:00:00Z, not {text[:30]!r}.")
