"""Checkpoints: the signed size and root of a record (C2SP tlog-checkpoint v1.0.0)."""

import re
from collections.abc import Iterable

import msgspec

from folkmoot.record.note import Checks, NoteError, Signer, decode64, encode64, open_note
from folkmoot.record.note import sign as sign_note
from folkmoot.record.tree import EMPTY_ROOT, HASH_BYTES

_SIZE = re.compile("0|[1-9][0-9]{0,19}")
MAX_SIZE = 2**63 - 1


class Checkpoint(msgspec.Struct, frozen=True):
    """A record's origin, how many entries it has, and its 32-byte root; `extensions` are further lines of other logs."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def body(self) -> str:
        """The text that is signed."""
        return "\n".join((self.origin, str(self.size), encode64(self.root), *self.extensions)) + "\n"


def parse(text: str) -> Checkpoint:
    """Reads the text of a checkpoint, signatures taken off. Raises NoteError."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() != "" or not all(lines):
        raise NoteError("A checkpoint is an origin, a size and a root, each on a line of its own, and no line is empty.")
    origin, size, root, *extensions = lines
    number = parse_number(size, "size of a checkpoint")
    return Checkpoint(origin, number, parse_hash(root, "root of a checkpoint"), tuple(extensions))


def parse_number(text: str, noun: str) -> int:
    """Reads a decimal number without leading zeros, at most 2**63 - 1. Raises NoteError that names the noun."""
    if not _SIZE.fullmatch(text) or int(text) > MAX_SIZE:
        raise NoteError(f"The {noun} is a decimal number without leading zeros, not {text[:30]!r}.")
    return int(text)


def parse_hash(text: str, noun: str) -> bytes:
    """Reads a 32-byte hash in base64. Raises NoteError that names the noun."""
    try:
        value = decode64(text)
    except ValueError as error:
        raise NoteError(f"The {noun} is not written in base64.") from error
    if len(value) != HASH_BYTES:
        raise NoteError(f"The {noun} has {HASH_BYTES} bytes, not {len(value)}.")
    return value


def sign(checkpoint: Checkpoint, *signers: Signer) -> bytes:
    """The signed checkpoint. Raises NoteError if it would not be one of ours: a bad origin, extensions, a wrong empty root."""
    check_origin(checkpoint.origin)
    if checkpoint.extensions:
        raise NoteError("Our checkpoints carry no further lines, because nobody could check what they say.")
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise NoteError("An empty record has only one root, and this checkpoint gives another.")
    if parse(checkpoint.body()) != checkpoint:
        raise NoteError("This checkpoint would not be read back as it was written.")
    return sign_note(checkpoint.body(), *signers)


def open_checkpoint(data: bytes, verifiers: Iterable[Checks], origin: str | None = None) -> tuple[Checkpoint, tuple[str, ...]]:
    """The checkpoint in a signed note, and the names of the keys that verified.

    With `origin`, only a checkpoint of that record will do. Raises NoteError.
    """
    opened = open_note(data, verifiers)
    found = parse(opened.text)
    if origin is not None and found.origin != origin:
        raise NoteError(f"This is a checkpoint of {found.origin}, but one of {origin} was asked for.")
    return found, opened.names


def check_origin(origin: str) -> None:
    """Raises NoteError unless the origin is one a record of ours can have, like `moot.example/riverside`."""
    if not origin or "+" in origin or origin.endswith("/") or "://" in origin or any(letter.isspace() for letter in origin):
        raise NoteError(f"An origin is a host and a path, without scheme, space, plus sign or final slash, unlike {origin!r}.")
