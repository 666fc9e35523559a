"""A bundle is read file by file and trusted in nothing: no size, no name, no text in it is believed before it is checked."""

import os
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
from folkmoot.record.tiles import WIDTH, Tile, entries_path, tile_path

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

_BLOB = re.compile("blobs/[0-9a-f]{64}")
_TILE = re.compile(r"tile/(?P<level>entries|[0-9]{1,2})/(?P<index>(?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/(?P<width>[0-9]{1,3}))?")
_OTHERS = frozenset(("ABOUT.txt", "vkey", "checkpoint", "words/terms", "words/openings.jsonl", "words/recalled.jsonl"))


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
        self._inside = folder.resolve()
        self._folders: dict[Path, bool] = {}

    def bytes_of(self, name: str) -> bytes:
        """A file of the bundle.

        Raises Unreadable when it is missing, too large, or not a plain file.
        """
        path = self.folder / name
        try:
            if not self._holds(path):
                raise Unreadable(f"{name} is missing.")
            if path.stat().st_size > MOST:
                raise Unreadable(f"{name} is larger than any file of a bundle may be.")
            return path.read_bytes()
        except OSError as fault:
            raise Unreadable(f"{name} cannot be read: {fault.strerror}.") from fault

    def _holds(self, path: Path) -> bool:
        """Whether a plain file lies there, and no link leads to it or to a folder above it."""
        folder = path.parent
        if folder not in self._folders:
            self._folders[folder] = folder.resolve().is_relative_to(self._inside)
        return self._folders[folder] and not path.is_symlink() and path.is_file()

    def claimed(self) -> Checkpoint:
        """What the checkpoint says, its signature not looked at.

        Raises Unreadable.
        """
        try:
            return parse_checkpoint(split(self.bytes_of("checkpoint"))[0])
        except (NoteError, UnicodeDecodeError) as fault:
            raise Unreadable(f"The checkpoint cannot be read: {fault}") from fault

    def blob(self, name: str) -> bytes:
        """A public file that an entry names.

        Raises Unreadable, also when the name is none that a file could have.
        """
        path = f"blobs/{name}"
        if not _BLOB.fullmatch(path):
            raise Unreadable("A file that it names is not named by its SHA-256.")
        return self.bytes_of(path)

    def names(self) -> Iterator[str]:
        """Every file in the folder, links and what else is no folder included."""
        for folder, folders, files in os.walk(self.folder):
            inside = Path(folder).relative_to(self.folder)
            links = (name for name in folders if os.path.islink(os.path.join(folder, name)))
            yield from ((inside / name).as_posix() for name in (*files, *links))

    def strangers(self, size: int) -> Iterator[str]:
        """Files in the folder that are no part of a bundle of `size` entries."""
        return (name for name in self.names() if not (name in _OTHERS or _BLOB.fullmatch(name) or _is_tile(name, size)))

    def entries(self, index: int, size: int) -> tuple[list[bytes], str]:
        """What can be read of the bundle `index` of the entries of a record of `size`, and what is wrong with it, or nothing."""
        width = min(WIDTH, size - index * WIDTH)
        path = entries_path(index, width)
        try:
            data = self.bytes_of(path)
        except Unreadable as fault:
            return [], str(fault)
        found: list[bytes] = []
        at = 0
        while at < len(data) and len(found) <= width:
            stop = at + 2 + int.from_bytes(data[at : at + 2])
            if stop > len(data):
                return found[:width], f"{path} ends in the middle of an entry."
            found.append(data[at + 2 : stop])
            at = stop
        if len(found) != width:
            return found[:width], f"{path} holds {'more' if len(found) > width else len(found)} entries instead of {width}."
        return found, ""

    def leaves(self, start: int, stop: int) -> Iterator[bytes]:
        """The entries start to stop - 1, as bytes.

        Raises Unreadable.
        """
        size = self.claimed().size
        for index in range(start // WIDTH, (min(stop, size) + WIDTH - 1) // WIDTH):
            entries, wrong = self.entries(index, size)
            if wrong:
                raise Unreadable(wrong)
            yield from entries[max(0, start - index * WIDTH) : stop - index * WIDTH]

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
        if not self._holds(path):
            raise Unreadable(f"{name} is missing.")
        with path.open("rb") as file:
            while line := file.readline(LONGEST):
                yield line


def _is_tile(name: str, size: int) -> bool:
    """Whether a file is one of the tiles of a record of `size` entries."""
    found = _TILE.fullmatch(name)
    if found is None:
        return False
    entries = found["level"] == "entries"
    level = 0 if entries else int(found["level"])
    index, width = int(re.sub("[x/]", "", found["index"])), int(found["width"] or WIDTH)
    full, rest = divmod(size >> 8 * level, WIDTH)
    if width != (WIDTH if index < full else rest if index == full else 0):
        return False
    return name == (entries_path(index, width) if entries else tile_path(Tile(level, index, width)))
