"""Tiles and bundles lie where the specification says, and another implementation's log is made again from its entries."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.record.checkpoint import Checkpoint, open_checkpoint, sign
from folkmoot.record.edge import Edge
from folkmoot.record.note import Signer, Verifier
from folkmoot.record.tiles import (
    WIDTH,
    Tile,
    TileError,
    TileReader,
    entries_path,
    growth,
    pack,
    tile_path,
    unpack,
)
from folkmoot.record.tree import EMPTY_ROOT, Tree, leaf_hash, leaf_hashes, verify_consistency, verify_inclusion


def written(folder: Path, old: int, new: int) -> None:
    """Puts there what a record of `new` entries adds to one of `old`, from the whole tree and not from its edge."""
    entries = [b"entry %d" % index for index in range(new)]
    tree = Tree(leaf_hashes(entries))
    for tile in growth(old, new):
        first = tile.index * WIDTH
        hashes = [tree.node(8 * tile.level, position) for position in range(first, first + tile.width)]
        put(folder / tile_path(tile), b"".join(hashes))
        if tile.level == 0:
            put(folder / entries_path(tile.index, tile.width), pack(entries[first : first + tile.width]))


def put(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def test_paths_are_the_published_ones(vectors: Path) -> None:
    for case in json.loads((vectors / "tiles" / "paths.json").read_text())["c2sp"]:
        width = case.get("width", WIDTH)
        if case.get("entries"):
            assert entries_path(case["index"], width) == case["path"]
        else:
            assert tile_path(Tile(case["level"], case["index"], width)) == case["path"]
    assert entries_path(0) == "tile/entries/000"
    assert tile_path(Tile(0, 1000)) == "tile/0/x001/000"


def test_a_record_has_the_tiles_that_the_specification_counts(vectors: Path) -> None:
    for case in json.loads((vectors / "tiles" / "paths.json").read_text())["sizes"]:
        tiles = growth(0, case["tree_size"])
        for level in range(3):
            widths = [tile.width for tile in tiles if tile.level == level]
            partial = [width for width in widths if width < WIDTH]
            if f"full_l{level}" in case:
                assert widths.count(WIDTH) == case[f"full_l{level}"]
            if f"partial_l{level}_width" in case:
                assert sum(partial) == case[f"partial_l{level}_width"]


@given(st.lists(st.integers(min_value=0, max_value=200_000), min_size=2, max_size=5).map(sorted))
def test_growing_by_steps_gives_every_full_tile_once_and_the_partial_ones_of_each_step(sizes: list[int]) -> None:
    start, *stops = [0, *sizes]
    steps: list[Tile] = []
    for stop in stops:
        steps += growth(start, stop)
        assert {tile for tile in growth(0, stop) if tile.width < WIDTH} <= set(steps)
        start = stop
    full = [tile for tile in steps if tile.width == WIDTH]
    assert sorted(full, key=repr) == sorted((tile for tile in growth(0, stops[-1]) if tile.width == WIDTH), key=repr)
    assert len(set(steps)) == len(steps)


def test_the_published_log_is_made_again_byte_for_byte(vectors: Path) -> None:
    folder = vectors / "tessera-testlog"
    keys = json.loads((folder / "KEYS.json").read_text())
    signer, reader, edge = Signer.parse(keys["published_test_skey"]), TileReader(folder), Edge()
    assert str(signer.verifier) == keys["vkey"]
    entries = list(reader.entries(0, 15))
    assert entries[:3] == [b"one", b"two", b"three"]
    for size in range(16):
        if size:
            assert list(edge.extend([leaf_hash(entries[size - 1])])) == []
            assert (folder / entries_path(0, size)).read_bytes() == pack(entries[:size])
        for tile, data in edge.unfinished(size - 1 if size else 0):
            assert (folder / tile_path(tile)).read_bytes() == data
        signed = sign(Checkpoint(keys["origin"], size, edge.root), signer)
        assert (folder / f"checkpoint.{size}").read_bytes() == signed
    assert reader.checkpoint() == signed
    assert open_checkpoint(signed, [Verifier.parse(keys["vkey"])], keys["origin"])[0].root == reader.root(15)


@given(st.lists(st.binary(max_size=600), max_size=20))
def test_a_bundle_gives_back_its_entries_and_cut_short_is_refused_or_shorter(entries: list[bytes]) -> None:
    bundle = pack(entries)
    assert unpack(bundle) == entries
    for stop in range(len(bundle)):
        try:
            assert unpack(bundle[:stop]) == entries[: len(unpack(bundle[:stop]))]
        except ValueError:
            continue
        assert len(unpack(bundle[:stop])) < len(entries)


def test_an_entry_too_long_to_publish_is_refused() -> None:
    assert unpack(pack([b"x" * 65_535])) == [b"x" * 65_535]
    with pytest.raises(ValueError, match="An entry of 65536 bytes cannot be published"):
        pack([b"x" * 65_536])


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 70_000])
def test_tiles_alone_answer_roots_proofs_and_entries(tmp_path: Path, size: int) -> None:
    written(tmp_path, 0, size)
    reader, tree = TileReader(tmp_path), Tree(leaf_hash(b"entry %d" % index) for index in range(size))
    assert reader.root(size) == tree.root()
    for index in {0, size // 3, size // 2, size - 1}:
        verify_inclusion(index, size, leaf_hash(b"entry %d" % index), reader.inclusion(index, size), tree.root())
        assert list(reader.entries(index, index + 1)) == [b"entry %d" % index]
        old = index + 1
        verify_consistency(old, tree.root(old), size, tree.root(), reader.consistency(old, size))
        assert reader.root(old) == tree.root(old)
    assert sum(1 for _ in reader.entries(0, size)) == size
    assert list(reader.entries(0, 0)) == []
    assert reader.root(0) == EMPTY_ROOT


def test_the_edge_read_from_tiles_grows_into_the_same_tiles_as_one_that_never_stopped(tmp_path: Path) -> None:
    whole, sizes = Edge(), [0, 1, 255, 256, 300, 65_535, 65_536, 66_000]
    for old, new in pairwise(sizes):
        leaves = [leaf_hash(b"entry %d" % index) for index in range(old, new)]
        again = Edge.read(TileReader(tmp_path), old)
        assert list(again.extend(leaves)) == list(whole.extend(leaves))
        assert list(again.unfinished(old)) == list(whole.unfinished(old))
        assert again.root == whole.root
        written(tmp_path, old, new)
        tiles = {tile for tile, _ in whole.unfinished(old)}
        assert tiles == {tile for tile in growth(old, new) if tile.width < WIDTH}
        for tile, data in whole.unfinished(old):
            assert (tmp_path / tile_path(tile)).read_bytes() == data


def test_a_reader_with_an_old_checkpoint_is_served_from_wider_tiles(tmp_path: Path) -> None:
    written(tmp_path, 0, 300)
    assert (tmp_path / "tile/entries/000").exists()
    reader, tree = TileReader(tmp_path), Tree(leaf_hash(b"entry %d" % index) for index in range(300))
    for size in (100, 256, 270, 300):
        assert reader.root(size) == tree.root(size)
        assert list(reader.entries(size - 1, size)) == [b"entry %d" % (size - 1)]
    with pytest.raises(TileError, match=r"tile/entries/001.p/45 is missing"):
        list(reader.entries(300, 301))


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    written(tmp_path, 0, 300)
    reader = TileReader(tmp_path)
    (tmp_path / "tile/entries/000").write_bytes(b"\0\5shor")
    (tmp_path / "tile/0/000").write_bytes(b"x" * 33)
    with pytest.raises(TileError, match="tile/entries/000 ends in the middle of an entry"):
        list(reader.entries(0, 300))
    with pytest.raises(TileError, match="tile/0/000 has 33 bytes, which is not 256 hashes"):
        reader.inclusion(3, 300)
    (tmp_path / "tile/entries/000").write_bytes(pack([b"only one"]))
    with pytest.raises(TileError, match="tile/entries/000 holds 1 entries instead of 256"):
        list(reader.entries(0, 300))
    with pytest.raises(TileError, match="There is no checkpoint"):
        reader.checkpoint()
