"""The published form of a record: tiles of 256 hashes and bundles of 256 entries as plain files (C2SP tlog-tiles v0.1.0)."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from folkmoot.record.tree import HASH_BYTES, Node, consistency_path, inclusion_path, parents, range_root

WIDTH = 256
MAX_ENTRY_BYTES = 65_535


class TileError(ValueError):
    """A published file that is missing or is not what it should be; the message names the file."""


class Tile(msgspec.Struct, frozen=True):
    """The hashes index * 256 and on, `width` of them, of the tree's level `level` (one tree level in eight has tiles)."""

    level: int
    index: int
    width: int = WIDTH


def tile_path(tile: Tile) -> str:
    """Where a hash tile lies below the record's address."""
    return f"tile/{tile.level}/{_place(tile.index, tile.width)}"


def entries_path(index: int, width: int = WIDTH) -> str:
    """Where the bundle of the entries index * 256 and on, `width` of them, lies below the record's address."""
    return f"tile/entries/{_place(index, width)}"


def growth(old: int, new: int) -> list[Tile]:
    """The hash tiles that a record of `new` entries has and one of `old` entries has not, lowest level first.

    Those of level 0 name the entry bundles too.
    """
    found: list[Tile] = []
    level = 0
    while new >> 8 * level:
        before, after = old >> 8 * level, new >> 8 * level
        found.extend(Tile(level, index) for index in range(before // WIDTH, after // WIDTH))
        if after % WIDTH and after != before:
            found.append(Tile(level, after // WIDTH, after % WIDTH))
        level += 1
    return found


def pack(entries: Iterable[bytes]) -> bytes:
    """The bundle of these entries: before each its length as two bytes, big end first. Raises ValueError if one is too long."""
    parts = []
    for entry in entries:
        if len(entry) > MAX_ENTRY_BYTES:
            raise ValueError(f"An entry of {len(entry)} bytes cannot be published: the limit is {MAX_ENTRY_BYTES}.")
        parts += [len(entry).to_bytes(2, "big"), entry]
    return b"".join(parts)


def unpack(bundle: bytes) -> list[bytes]:
    """The entries of a bundle. Raises ValueError if it ends within one."""
    entries, at, end = [], 0, len(bundle)
    while at + 2 <= end:
        stop = at + 2 + (bundle[at] << 8 | bundle[at + 1])
        entries.append(bundle[at + 2 : stop])
        at = stop
    if at != end:
        raise ValueError("The bundle ends in the middle of an entry.")
    return entries


class TileReader:
    """Reads a published record from its folder; it checks shapes, and whoever asks checks hashes against a checkpoint."""

    def __init__(self, directory: Path) -> None:
        """Reads below this folder, which holds `checkpoint` and `tile/`."""
        self.directory = directory

    def checkpoint(self) -> bytes:
        """The signed checkpoint as published. Raises TileError."""
        try:
            return (self.directory / "checkpoint").read_bytes()
        except OSError as error:
            raise TileError(f"There is no checkpoint to read in {self.directory.name}.") from error

    def tile(self, tile: Tile) -> list[bytes]:
        """The hashes of a tile. Raises TileError."""
        data = self._read(tile_path(tile), tile.width)
        if len(data) % HASH_BYTES or len(data) < tile.width * HASH_BYTES:
            raise TileError(f"{tile_path(tile)} has {len(data)} bytes, which is not {tile.width} hashes.")
        return [data[at : at + HASH_BYTES] for at in range(0, tile.width * HASH_BYTES, HASH_BYTES)]

    def bundle(self, index: int, width: int = WIDTH) -> list[bytes]:
        """The first `width` entries of a bundle. Raises TileError."""
        path = entries_path(index, width)
        try:
            entries = unpack(self._read(path, width))
        except ValueError as error:
            raise error if isinstance(error, TileError) else TileError(f"{path} ends in the middle of an entry.") from error
        if len(entries) < width:
            raise TileError(f"{path} holds {len(entries)} entries instead of {width}.")
        return entries[:width]

    def bundles(self, start: int, stop: int) -> Iterator[list[bytes]]:
        """The entries start to stop - 1, up to 256 at a time, in one pass and little memory. Raises TileError."""
        while start < stop:
            index, at = divmod(start, WIDTH)
            width = min(WIDTH, stop - index * WIDTH)
            yield self.bundle(index, width)[at:]
            start = index * WIDTH + width

    def entries(self, start: int, stop: int) -> Iterator[bytes]:
        """The entries start to stop - 1, one by one. Raises TileError."""
        for bundle in self.bundles(start, stop):
            yield from bundle

    def nodes(self, size: int) -> Node:
        """Looks up hashes of complete subtrees in the tiles of the record of `size` entries, reading each tile once."""
        seen: dict[Tile, list[bytes]] = {}

        def node(height: int, position: int) -> bytes:
            level, rise = divmod(height, 8)
            index, at = divmod(position << rise, WIDTH)
            tile = Tile(level, index, min(WIDTH, (size >> 8 * level) - index * WIDTH))
            if tile not in seen:
                seen[tile] = self.tile(tile)
            return subtree(seen[tile], at, rise)

        return node

    def root(self, size: int) -> bytes:
        """The root of the first `size` entries, from O(log size) tiles. Raises TileError."""
        return range_root(self.nodes(size), 0, size)

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The inclusion proof of one entry, from O(log size) tiles. Raises TileError, ValueError."""
        return inclusion_path(self.nodes(size), index, size)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """The proof that `old` entries begin the `new` entries, from O(log new) tiles. Raises TileError, ValueError."""
        return consistency_path(self.nodes(new), old, new)

    def _read(self, path: str, width: int) -> bytes:
        """The file, or else a wider one of the same tile, as partial tiles may go once the full one is there."""
        partial = self.directory / path
        if width == WIDTH:
            return _bytes(partial, path)
        full = partial.parent.with_suffix("")
        for place in (partial, full, *_wider(partial.parent, width), full):
            if place.is_file():
                return _bytes(place, path)
        return _bytes(partial, path)


def subtree(hashes: list[bytes], at: int, rise: int) -> bytes:
    """The root over the 2**rise hashes from `at` on."""
    found = hashes[at : at + (1 << rise)]
    while len(found) > 1:
        found = parents(found)
    return found[0]


def _wider(folder: Path, width: int) -> list[Path]:
    if not folder.is_dir():
        return []
    widths = sorted(int(each.name) for each in folder.iterdir() if each.name.isdecimal())
    return [folder / str(each) for each in widths if each > width]


def _bytes(file: Path, path: str) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise TileError(f"{path} is missing.") from error
    except OSError as error:
        raise TileError(f"{path} cannot be read: {error.strerror}.") from error


def _place(index: int, width: int) -> str:
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    return "/".join(reversed(groups)) + ("" if width == WIDTH else f".p/{width}")
