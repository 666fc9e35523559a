"""The right edge of a growing record: what its unfinished tiles hold, and the tiles that come of more entries."""

from collections.abc import Iterable, Iterator

from folkmoot.record.tiles import WIDTH, Tile, TileReader, growth, subtree
from folkmoot.record.tree import range_root


class Edge:
    """The unfinished tile of each level; with it a record grows without reading anything older."""

    def __init__(self) -> None:
        """The edge of an empty record."""
        self.size = 0
        self._unfinished: list[list[bytes]] = [[]]

    @classmethod
    def read(cls, reader: TileReader, size: int) -> "Edge":
        """The edge of a published record of `size` entries. Raises TileError."""
        edge = cls()
        edge.size = size
        edge._unfinished = []
        level = 0
        while size >> 8 * level or not level:
            index, width = divmod(size >> 8 * level, WIDTH)
            edge._unfinished.append(reader.tile(Tile(level, index, width)) if width else [])
            level += 1
        return edge

    def copy(self) -> "Edge":
        """An edge that grows on its own."""
        twin = Edge()
        twin.size = self.size
        twin._unfinished = [list(hashes) for hashes in self._unfinished]
        return twin

    def last(self) -> list[bytes]:
        """The leaf hashes of the unfinished tile of level 0 (0 to 255 of them)."""
        return list(self._unfinished[0])

    def extend(self, hashes: Iterable[bytes]) -> Iterator[tuple[Tile, bytes]]:
        """Adds leaf hashes in order, and gives each tile that becomes full with its bytes. Only counts when used up."""
        for leaf in hashes:
            self.size += 1
            self._unfinished[0].append(leaf)
            if self.size % WIDTH == 0:
                yield from self._finish()

    def unfinished(self, old: int) -> Iterator[tuple[Tile, bytes]]:
        """The unfinished tiles, with their bytes, that a record of `old` entries had not."""
        for tile in growth(old, self.size):
            if tile.width < WIDTH:
                yield tile, b"".join(self._unfinished[tile.level])

    @property
    def root(self) -> bytes:
        """The root of the whole record."""
        return range_root(self._node, 0, self.size)

    def _finish(self) -> Iterator[tuple[Tile, bytes]]:
        level = 0
        while len(self._unfinished[level]) == WIDTH:
            hashes = self._unfinished[level]
            yield Tile(level, (self.size >> 8 * (level + 1)) - 1), b"".join(hashes)
            self._unfinished[level] = []
            level += 1
            if level == len(self._unfinished):
                self._unfinished.append([])
            self._unfinished[level].append(subtree(hashes, 0, 8))

    def _node(self, height: int, position: int) -> bytes:
        level, rise = divmod(height, 8)
        return subtree(self._unfinished[level], (position << rise) % WIDTH, rise)
