"""Entries are compared with the tiles and the tiles with the signed root, so that a fault is found where it is."""

from collections.abc import Iterator

from folkmoot.audit.report import Report
from folkmoot.bundle import Bundle, Unreadable
from folkmoot.record.checkpoint import Checkpoint
from folkmoot.record.tiles import WIDTH, Tile, growth, subtree, tile_path
from folkmoot.record.tree import Frontier, leaf_hashes, parents, range_root

_OTHER = "this entry is not the one that was signed."
_AMONG = "among these is an entry that is not the one that was signed."

Row = list[bytes]
"""Hashes of one level, in order; an empty one stands for entries that could not be read."""


class TreeCheck:
    """Takes the bundles of entries in order, then says whether they are what was signed.

    wanted: sizes at which the root is remembered, for older checkpoints. asked: indices whose leaf hash is remembered.
    """

    def __init__(self, bundle: Bundle, signed: Checkpoint, wanted: set[int], asked: set[int]) -> None:
        self._bundle, self._signed, self._wanted, self._asked = bundle, signed, wanted, asked
        self._frontier = Frontier()
        self._whole: Row = []
        """Root of each complete bundle of entries."""
        self._rest: Row = []
        """Leaf hashes of the last, incomplete one."""
        self._other: dict[int, int] = {}
        """Bundle whose entries do not have the hashes of its level-0 tile -> first entry of which this is known, or -1."""
        self.roots: dict[int, bytes] = {}
        self.leaves: dict[int, bytes] = {}

    def take(self, index: int, entries: list[bytes]) -> None:
        """Take bundle `index` in, empty when it could not be read."""
        hashes = leaf_hashes(entries)
        start = index * WIDTH
        for at in self._asked & set(range(start, start + len(hashes))) if self._asked else ():
            self.leaves[at] = hashes[at - start]
        done = 0
        for size in sorted(size for size in self._wanted if start < size <= start + len(hashes)):
            self._frontier.extend(hashes[done : size - start])
            done = size - start
            self.roots[size] = self._frontier.root
        self._frontier.extend(hashes[done:])
        if index < self._signed.size // WIDTH:
            self._whole.append(_root(hashes) if len(hashes) == WIDTH else b"")
        else:
            self._rest = hashes
        self._compare(index, hashes)

    def _compare(self, index: int, hashes: Row) -> None:
        tile = Tile(0, index, min(WIDTH, self._signed.size - index * WIDTH))
        try:
            if self._bundle.bytes_of(tile_path(tile)) == b"".join(hashes):
                return
        except Unreadable:
            pass
        told = self._told(tile)
        if told != hashes:
            self._other[index] = -1 if told is None else index * WIDTH + _first_other(hashes, told)

    def _told(self, tile: Tile) -> Row | None:
        try:
            data = self._bundle.bytes_of(tile_path(tile))
        except Unreadable:
            return None
        if len(data) != tile.width * 32:
            return None
        return [data[at : at + 32] for at in range(0, len(data), 32)]

    def finish(self, report: Report) -> bool:
        """Say what is wrong with tree and tiles; True when the entries have the signed root."""
        size, root = self._frontier.size, self._frontier.root
        if size == self._signed.size and root == self._signed.root:
            self._check_tiles(report)
            report.checked.append(f"{size} entries hash to the root that is signed, and every tile was compared with them.")
            return True
        self._locate(report)
        return False

    def _check_tiles(self, report: Report) -> None:
        """The entries are right, so whatever a tile says otherwise is the tile's fault."""
        size = self._signed.size
        for index in self._other:
            tile = Tile(0, index, min(WIDTH, size - index * WIDTH))
            report.fault(_span(tile, size), f"the tile {tile_path(tile)} is not what the entries make it.")
        for tile, hashes in self._upper():
            if self._told(tile) != hashes:
                report.fault(_span(tile, size), f"the tile {tile_path(tile)} is not what the entries make it.")

    def _upper(self) -> Iterator[tuple[Tile, Row]]:
        """Tiles above level 0 as the entries make them."""
        level, row = 1, self._whole
        while row:
            for start in range(0, len(row), WIDTH):
                part = row[start : start + WIDTH]
                yield Tile(level, start // WIDTH, len(part)), part
            level, row = level + 1, _above(row)

    def _locate(self, report: Report) -> None:
        """The entries are not what was signed: say which, as narrowly as the tiles that were signed allow."""
        size = self._signed.size
        if self._level_0_root() == self._signed.root:
            exact = [at for at in self._other.values() if at >= 0]
            if exact:
                report.fault(min(exact), _OTHER)
            for index in self._other:
                report.fault(_span(Tile(0, index), size), _AMONG)
        elif not self._bounded(report):
            report.fault((0, size), "neither these entries nor the tiles have the root that was signed; it cannot be said which.")

    def _level_0_root(self) -> bytes:
        frontier = Frontier()
        for tile in growth(0, self._signed.size):
            if tile.level == 0:
                hashes = self._told(tile)
                if hashes is None:
                    return b""
                frontier.extend(hashes)
        return frontier.root

    def _bounded(self, report: Report) -> bool:
        """Compare with the lowest level of tiles that leads to the signed root; False when there is none.

        The entries after the last complete tile of that level are taken from the tiles below, or as they are.
        """
        size, level, row = self._signed.size, 1, self._whole
        ours = [self._rest]
        while row:
            told = self._row(level)
            if told is not None:
                for ends in (self._ends(level), ours):
                    if ends is not None and _root_of(size, told, ends) == self._signed.root:
                        self._differing(level, told, row, report)
                        if ends is not ours and ends[0] != self._rest:
                            report.fault((size - size % WIDTH, size), _AMONG)
                        return True
            ours = [*ours, row[len(row) - len(row) % WIDTH :]]
            level, row = level + 1, _above(row)
        return False

    def _row(self, level: int) -> Row | None:
        """All hashes of a level as the tiles tell them; None when a tile cannot be read."""
        row: Row = []
        for tile in growth(0, self._signed.size):
            if tile.level == level:
                hashes = self._told(tile)
                if hashes is None:
                    return None
                row += hashes
        return row

    def _ends(self, level: int) -> list[Row] | None:
        """For each level below, the hashes in its incomplete tile; None when one cannot be read."""
        ends = []
        for below in range(level):
            full, width = divmod(self._signed.size >> 8 * below, WIDTH)
            end = self._told(Tile(below, full, width)) if width else []
            if end is None:
                return None
            ends.append(end)
        return ends

    def _differing(self, level: int, told: Row, ours: Row, report: Report) -> None:
        for at, (theirs, own) in enumerate(zip(told, ours, strict=True)):
            if theirs != own:
                report.fault((at << 8 * level, (at + 1) << 8 * level), _AMONG)


def _root_of(size: int, row: Row, ends: list[Row]) -> bytes:
    """The root of `size` entries: row, the hashes of level len(ends); ends, of each level below those after its full tiles."""
    top = len(ends)

    def node(height: int, position: int) -> bytes:
        level = min(height // 8, top)
        rise = height - 8 * level
        before = 0 if level == top else (size >> 8 * level) // WIDTH * WIDTH
        return subtree(row if level == top else ends[level], (position << rise) - before, rise)

    try:
        return range_root(node, 0, size)
    except IndexError:  # entries are missing at the end
        return b""


def _above(row: Row) -> Row:
    """The roots of each 256 hashes of a level; what is left over has none."""
    groups = (row[start : start + WIDTH] for start in range(0, len(row) - len(row) % WIDTH, WIDTH))
    return [_root(group) if all(group) else b"" for group in groups]


def _root(hashes: Row) -> bytes:
    while len(hashes) > 1:
        hashes = parents(hashes)
    return hashes[0]


def _first_other(ours: Row, told: Row) -> int:
    pairs = enumerate(zip(ours, told, strict=False))
    return next((at for at, (own, theirs) in pairs if own != theirs), min(len(ours), len(told)))


def _span(tile: Tile, size: int) -> tuple[int, int]:
    """The entries below a tile."""
    each = WIDTH**tile.level
    return tile.index * WIDTH * each, min(size, (tile.index * WIDTH + tile.width) * each)
