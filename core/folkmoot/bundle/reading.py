"""A bundle is read file by file and trusted in nothing: no size, no name, no text in it is believed before it is checked."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from folkmoot.events.entry import canonical
from folkmoot.record.checkpoint import Checkpoint
from folkmoot.record.checkpoint import parse as parse_checkpoint
from folkmoot.record.note import NoteError, split
from folkmoot.record.tiles import TileError, TileReader, entries_path, growth, tile_path

ABOUT = """folkmoot/bundle/v1
This folder is the record of a community: every contribution and every decision, in order, as it was made.
checkpoint and tile/ are the record; vkey is the key that the host says it signs with; blobs/ are public files that entries name.
words/ are the words that were public on the day that words/terms names. Who keeps a copy looks for a newer list of what was
recalled, and takes that down too. The record itself verifies without words/.
Check it with: folkmoot audit FOLDER
"""

MOST = 64 * 1024 * 1024
"""Bytes of one file that are read at most."""

LONGEST = 1024 * 1024
"""Bytes of one line of openings."""

_BLOB = re.compile(r"blobs/[0-9a-f]{64}")
_WORDS = ("words/terms", "words/openings.jsonl", "words/recalled.jsonl")


class Unreadable(ValueError):
    """A part of the bundle cannot be read at all; the message says which and why."""


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of words/openings.jsonl. i, k: entry index and number of the seal. salt: base64 of 32 bytes."""

    i: int
    k: int
    payload: str
    salt: str


class Opened(NamedTuple):
    """What opens seal `k` of entry `i`."""

    i: int
    k: int
    salt: bytes
    payload: bytes


class Bundle:
    """A bundle in a folder."""

    def __init__(self, folder: Path) -> None:
        """Raises Unreadable when there is no such folder."""
        if not folder.is_dir():
            raise Unreadable(f"{folder} is not a folder; name the folder that `folkmoot export` made.")
        self.folder = folder
        self.tiles = TileReader(folder)

    def bytes_of(self, name: str) -> bytes:
        """A file of the bundle.

        Raises Unreadable when it is missing, too large, or not a plain file.
        """
        path = self.folder / name
        try:
            if path.is_symlink() or not path.is_file():
                raise Unreadable(f"{name} is missing.")
            if path.stat().st_size > MOST:
                raise Unreadable(f"{name} is larger than any file of a bundle may be.")
            return path.read_bytes()
        except OSError as fault:
            raise Unreadable(f"{name} cannot be read: {fault.strerror}.") from fault

    def claimed(self) -> Checkpoint:
        """What the checkpoint says, its signature not looked at.

        Raises Unreadable.
        """
        try:
            return parse_checkpoint(split(self.bytes_of("checkpoint"))[0])
        except (NoteError, UnicodeDecodeError) as fault:
            raise Unreadable(f"The checkpoint cannot be read: {fault}") from fault

    def expected(self, size: int) -> set[str]:
        """Names of the files that a bundle of `size` entries has, blobs and words aside."""
        tiles = growth(0, size)
        names = {"ABOUT.txt", "vkey", "checkpoint"} | {tile_path(tile) for tile in tiles}
        return names | {entries_path(tile.index, tile.width) for tile in tiles if tile.level == 0}

    def strangers(self, size: int) -> list[str]:
        """Files in the folder that are no part of a bundle, sorted."""
        expected = self.expected(size)
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if not path.is_dir())
        return sorted(name for name in found if name not in expected and name not in _WORDS and not _BLOB.fullmatch(name))

    def leaves(self, start: int, stop: int) -> Iterator[bytes]:
        """The entries start to stop - 1, as bytes.

        Raises Unreadable.
        """
        try:
            yield from self.tiles.entries(start, stop)
        except TileError as fault:
            raise Unreadable(str(fault)) from fault

    @property
    def has_words(self) -> bool:
        """Whether the words are in it."""
        return (self.folder / "words").exists()

    def openings(self) -> Iterator[Opened]:
        """What opens each seal whose words are public, in order.

        Raises Unreadable at the first line that is not in the one form that it may have.
        """
        last = (-1, -1)
        for number, text in enumerate(self._lines("words/openings.jsonl"), 1):
            try:
                line = msgspec.json.decode(text, type=Line)
                salt = b64decode(line.salt, validate=True)
                if canonical(line) + b"\n" != text or len(salt) != 32 or (line.i, line.k) <= last or min(line.i, line.k) < 0:
                    raise ValueError
                if b64encode(salt).decode() != line.salt:
                    raise ValueError
            except (ValueError, RecursionError):
                raise Unreadable(f"Line {number} of words/openings.jsonl is not an opening as it is written.") from None
            last = (line.i, line.k)
            yield Opened(line.i, line.k, salt, line.payload.encode())

    def _lines(self, name: str) -> Iterator[bytes]:
        path = self.folder / name
        if path.is_symlink() or not path.is_file():
            raise Unreadable(f"{name} is missing.")
        with path.open("rb") as file:
            while line := file.readline(LONGEST):
                yield line
