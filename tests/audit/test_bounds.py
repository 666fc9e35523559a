"""Where entries are not what was signed, the report names the smallest range that the signed tiles bound."""

from pathlib import Path

import pytest

from folkmoot.audit.report import Place, Report
from folkmoot.audit.tree import TreeCheck
from folkmoot.bundle import Bundle
from folkmoot.record.checkpoint import Checkpoint
from folkmoot.record.tiles import WIDTH, Tile, growth, tile_path
from folkmoot.record.tree import Tree, leaf_hashes

SIZE = WIDTH**2 + 3 * WIDTH + 5
"""Three levels of tiles, none of them full to the end."""

OTHER = 60_000
"""The entry that is another, in the bundle of 59,904 to 60,159."""


@pytest.fixture(scope="module")
def entries() -> list[bytes]:
    return [b"%d" % number for number in range(SIZE)]


@pytest.fixture(scope="module")
def signed(entries: list[bytes]) -> Tree:
    return Tree(leaf_hashes(entries))


def changed(entries: list[bytes], at: int) -> list[bytes]:
    return [*entries[:at], b"another", *entries[at + 1 :]]


def put(folder: Path, tree: Tree, levels: set[int]) -> None:
    """Write the tiles of some levels as a tree has them."""
    for tile in growth(0, SIZE):
        if tile.level in levels:
            path = folder / tile_path(tile)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"".join(tree.node(8 * tile.level, tile.index * WIDTH + n) for n in range(tile.width)))


def places(folder: Path, entries: list[bytes], signed: Tree) -> list[Place]:
    """What is said to be wrong, given entries and a folder of tiles."""
    check = TreeCheck(Bundle(folder), Checkpoint("x", SIZE, signed.root()), set(), set())
    for index in range(-(-SIZE // WIDTH)):
        check.take(index, entries[index * WIDTH : (index + 1) * WIDTH])
    report = Report()
    assert check.finish(report) is (entries == [b"%d" % number for number in range(SIZE)])
    return [place for place, _ in report.faults]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (set(), [OTHER, (59_904, 60_160)]),
        ({0}, [(59_904, 60_160)]),
        ({0, 1}, [(0, 65_536)]),
        ({0, 1, 2}, [(0, SIZE)]),
    ],
)
def test_tiles_that_were_made_anew_from_below_still_bound_it_from_above(
    own: set[int], expected: list[Place], entries: list[bytes], signed: Tree, tmp_path: Path
) -> None:
    mine = changed(entries, OTHER)
    put(tmp_path, signed, {0, 1, 2} - own)
    put(tmp_path, Tree(leaf_hashes(mine)), own)
    assert places(tmp_path, mine, signed) == expected


def test_an_entry_after_the_last_full_tile_is_bounded_too(entries: list[bytes], signed: Tree, tmp_path: Path) -> None:
    put(tmp_path, signed, {0, 1, 2})
    assert places(tmp_path, changed(entries, SIZE - 1), signed) == [SIZE - 1, (SIZE - 5, SIZE)]


def test_a_tile_that_is_missing_leaves_the_others_to_say_it(entries: list[bytes], signed: Tree, tmp_path: Path) -> None:
    put(tmp_path, signed, {0, 1, 2})
    (tmp_path / tile_path(Tile(0, 1))).unlink()
    assert places(tmp_path, changed(entries, OTHER), signed) == [(59_904, 60_160)]


def test_entries_that_are_right_leave_the_fault_with_the_tile(entries: list[bytes], signed: Tree, tmp_path: Path) -> None:
    put(tmp_path, signed, {0, 1, 2})
    for tile in (Tile(0, 3), Tile(1, 1, 3), Tile(2, 0, 1)):
        path = tmp_path / tile_path(tile)
        path.write_bytes(bytes(32) + path.read_bytes()[32:])
    assert places(tmp_path, entries, signed) == [(768, 1024), (65_536, 66_304), (0, 65_536)]


def test_whole_and_right_is_no_fault(entries: list[bytes], signed: Tree, tmp_path: Path) -> None:
    put(tmp_path, signed, {0, 1, 2})
    assert places(tmp_path, entries, signed) == []
