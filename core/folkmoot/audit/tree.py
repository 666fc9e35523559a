"""Entries are compared with the tiles and the tiles with the signed root, so that a fault is found where it is."""

from collections.abc import Iterator

from folkmoot.audit.report import Report
from folkmoot.bundle import Bundle, Unreadable
from folkmoot.record.checkpoint import Checkpoint
from folkmoot.record.tiles import WIDTH, Tile, TileError, growth, tile_path
from folkmoot.record.tree import Frontier, leaf_hashes, parents


class TreeCheck:
    """Takes the bundles of entries in order, then says whether they are what was signed.

    wanted: sizes at which the root is remembered, for older checkpoints. asked: indices whose leaf hash is remembered.
    """

    def __init__(self, bundle: Bundle, signed: Checkpoint, wanted: set[int], asked: set[int]) -> None:
        self._bundle, self._signed, self._wanted, self._asked = bundle, signed, wanted, asked
        self._frontier = Frontier()
        self._other: list[int] = []
        """Bundles whose entries do not have the hashes of their level-0 tile."""
        self._first_other = -1
        self.roots: dict[int, bytes] = {}
        self.leaves: dict[int, bytes] = {}

    def take(self, index: int, entries: list[bytes]) -> None:
        """Take bundle `index` in."""
        hashes = leaf_hashes(entries)
        start = index * WIDTH
        for at in self._asked & set(range(start, start + len(hashes))) if self._asked else ():
            self.leaves[at] = hashes[at - start]
        inside = [size for size in self._wanted if start < size <= start + len(hashes)]
        done = 0
        for size in sorted(inside):
            self._frontier.extend(hashes[done : size - start])
            done = size - start
            self.roots[size] = self._frontier.root
        self._frontier.extend(hashes[done:])
        self._compare(index, hashes)

    def _compare(self, index: int, hashes: list[bytes]) -> None:
        told = self._told(Tile(0, index, min(WIDTH, self._signed.size - index * WIDTH)))
        if told == hashes:
            return
        self._other.append(index)
        if self._first_other < 0 and told is not None:
            at = next((n for n, (ours, theirs) in enumerate(zip(hashes, told, strict=False)) if ours != theirs), None)
            at = min(len(hashes), len(told)) if at is None else at
            self._first_other = index * WIDTH + at

    def _told(self, tile: Tile) -> list[bytes] | None:
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
            report.checked.append(f"{size} entries hash to the root that is signed; every tile is what the entries make it.")
            return True
        self._locate(report)
        return False

    def _check_tiles(self, report: Report) -> None:
        """The entries are right, so whatever a tile says otherwise is the tile's fault."""
        for tile in growth(0, self._signed.size):
            if tile.level == 0 and tile.index in self._other:
                report.fault(_span(tile, self._signed.size), f"the tile {tile_path(tile)} is not what the entries make it.")
        for tile, hashes in self._upper():
            if self._told(tile) != hashes:
                report.fault(_span(tile, self._signed.size), f"the tile {tile_path(tile)} is not what the tiles below make it.")

    def _upper(self) -> Iterator[tuple[Tile, list[bytes]]]:
        """Tiles above level 0 as the tiles below them make them."""
        for tile in growth(0, self._signed.size):
            if tile.level:
                below = [self._told(Tile(tile.level - 1, tile.index * WIDTH + n)) for n in range(tile.width)]
                yield tile, [_root(hashes) for hashes in below if hashes]

    def _locate(self, report: Report) -> None:
        """The entries are not what was signed: say which, as narrowly as the tiles allow."""
        size = self._signed.size
        if self._frontier.size < size:
            report.fault((self._frontier.size, size), "these entries are missing or cannot be read; the checkpoint covers them.")
        if self._tiles_have_root():
            if self._first_other >= 0:
                report.fault(self._first_other, "this entry is not the one that was signed.")
            for index in self._other:
                report.fault(_span(Tile(0, index), size), "among these is an entry that is not the one that was signed.")
            return
        narrow = self._narrowed()
        for index in narrow:
            report.fault(_span(Tile(0, index), size), "among these is an entry that is not the one that was signed.")
        if not narrow:
            report.fault((0, size), "neither these entries nor the tiles have the root that was signed; it cannot be said which.")

    def _tiles_have_root(self) -> bool:
        frontier = Frontier()
        for tile in growth(0, self._signed.size):
            if tile.level == 0:
                hashes = self._told(tile)
                if hashes is None:
                    return False
                frontier.extend(hashes)
        return frontier.root == self._signed.root

    def _narrowed(self) -> list[int]:
        """Bundles that a level-1 tile says are another, where the level-1 tiles have the signed root themselves."""
        size, frontier, above = self._signed.size, Frontier(), []
        for tile in growth(0, size):
            if tile.level == 1:
                above += self._told(tile) or []
        rest = self._told(Tile(0, size // WIDTH, size % WIDTH)) if size % WIDTH else []
        if rest is None or len(above) != size // WIDTH or not above:
            return []
        frontier = Frontier.resume(0, [])
        for whole in above:
            _append_whole(frontier, whole)
        frontier.extend(rest)
        if frontier.root != self._signed.root:
            return []
        own = ((index, self._bundle_root(index)) for index in range(len(above)))
        return [index for index, root in own if root != above[index]]

    def _bundle_root(self, index: int) -> bytes:
        try:
            return _root(leaf_hashes(self._bundle.tiles.bundle(index)))
        except TileError:
            return b""


def _append_whole(frontier: Frontier, root: bytes) -> None:
    """Put a complete subtree of 256 leaves on the edge."""
    edge, height, rest = frontier._edge, 8, frontier.size >> 8
    while rest & 1:
        root = parents([edge[height] or b"", root])[0]
        edge[height] = None
        height, rest = height + 1, rest >> 1
    edge.extend([None] * (height + 1 - len(edge)))
    edge[height] = root
    frontier.size += WIDTH


def _root(hashes: list[bytes]) -> bytes:
    while len(hashes) > 1:
        hashes = parents(hashes)
    return hashes[0] if hashes else b""


def _span(tile: Tile, size: int) -> tuple[int, int]:
    """The entries below a tile."""
    each = WIDTH**tile.level
    return tile.index * WIDTH * each, min(size, (tile.index * WIDTH + tile.width) * each)
