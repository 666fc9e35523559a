"""What is published can be checked by anyone with the key, and reads from few files."""

from hashlib import sha256
from pathlib import Path

import pytest

from folkmoot.record import proof
from folkmoot.record.note import generate, signature_line
from folkmoot.record.publisher import Fork
from folkmoot.record.tiles import TileReader
from folkmoot.record.tree import Tree, leaf_hashes, verify_consistency
from tests.record.publishing import ORIGIN, SIGNER, files, opened, publisher, some_entries


def test_what_is_published_gives_the_signed_root_again(tmp_path: Path) -> None:
    entries = some_entries(0, 66_000)
    ours = publisher(tmp_path, entries)
    for size in (0, 1, 2, 200, 256, 257, 700, 65_536, 66_000):
        found = opened(ours.publish(size))
        assert (found.size, found.root) == (size, Tree(leaf_hashes(entries[:size])).root())
        reader = TileReader(tmp_path / "public")
        assert opened(reader.checkpoint()) == found
        assert reader.root(size) == found.root
        assert list(reader.entries(0, size)) == entries[:size]


def test_a_new_process_goes_on_from_the_published_files(tmp_path: Path) -> None:
    entries = some_entries(0, 1_000)
    for size in (3, 3, 255, 256, 256, 300, 512, 1_000):
        assert opened(publisher(tmp_path, entries).publish(size)).root == Tree(leaf_hashes(entries[:size])).root()


def test_it_is_the_same_record_in_one_step_or_many(tmp_path: Path) -> None:
    entries = some_entries(0, 600)
    for name in ("one", "many"):
        (tmp_path / name).mkdir()
    ours = publisher(tmp_path / "many", entries)
    for size in range(0, 601, 50):
        ours.publish(size)
    publisher(tmp_path / "one", entries).publish(600)
    one, many = files(tmp_path / "one" / "public"), files(tmp_path / "many" / "public")
    assert {path: many[path] for path in one} == one


def test_partial_tiles_stay_until_their_full_tile_is_there_and_no_longer(tmp_path: Path) -> None:
    entries, public = some_entries(0, 700), tmp_path / "public"
    ours = publisher(tmp_path, entries)
    for size in (100, 200, 255):
        ours.publish(size)
        for width in (100, 200, 255):
            assert (public / f"tile/entries/000.p/{width}").exists() is (width <= size)
            assert (public / f"tile/0/000.p/{width}").exists() is (width <= size)
    ours.publish(300)
    assert sorted(path for path in files(public) if ".p/" in path) == [
        "tile/0/001.p/44",
        "tile/1/000.p/1",
        "tile/entries/001.p/44",
    ]
    reader = TileReader(public)
    assert reader.root(100) == Tree(leaf_hashes(entries[:100])).root()


def test_publishing_less_or_the_same_gives_the_checkpoint_in_force(tmp_path: Path) -> None:
    ours = publisher(tmp_path, some_entries(0, 50))
    signed = ours.publish(40)
    before = files(tmp_path / "public")
    assert ours.publish(40) == ours.publish(7) == signed
    assert files(tmp_path / "public") == before


def test_signatures_that_witnesses_added_to_the_published_checkpoint_are_kept(tmp_path: Path) -> None:
    ours = publisher(tmp_path, some_entries(0, 50))
    witness = generate("university.example")
    signed = ours.publish(40)
    with_witness = signed + signature_line(witness.name, witness.key_id, witness.sign(b"x"))
    (tmp_path / "public" / "checkpoint").write_bytes(with_witness)
    assert ours.publish(40) == with_witness
    assert publisher(tmp_path, some_entries(0, 50)).publish(50) != with_witness


def test_more_than_the_store_has_cannot_be_published(tmp_path: Path) -> None:
    ours = publisher(tmp_path, some_entries(0, 50))
    with pytest.raises(ValueError, match="The store has 50 entries, so 51 cannot be published"):
        ours.publish(51)
    assert opened(ours.publish(50)).size == 50


def test_a_proof_from_the_tiles_convinces_with_the_key_alone(tmp_path: Path) -> None:
    entries = some_entries(0, 66_000)
    ours = publisher(tmp_path, entries)
    with pytest.raises(ValueError, match="No checkpoint of 1 entries has been published yet"):
        ours.prove(0)
    ours.publish(66_000)
    for index, size in ((0, None), (65_999, None), (300, 301), (300, 512), (65_535, 65_536)):
        found, checkpoint, entry = proof.verify(ours.prove(index, size), [SIGNER.verifier], ORIGIN)
        assert (found.index, checkpoint.size, entry) == (index, size or 66_000, entries[index])
    tree = Tree(leaf_hashes(entries))
    for old, new in ((1, 66_000), (256, 300), (777, 65_536), (66_000, 66_000)):
        verify_consistency(old, tree.root(old), new, tree.root(new), ours.consistency(old, new))
    for index, size in ((66_000, None), (5, 66_001)):
        with pytest.raises(ValueError, match="No checkpoint of 66001 entries"):
            ours.prove(index, size)
    with pytest.raises(ValueError, match="There is no entry 9"):
        ours.prove(9, 9)


def test_a_proof_reads_few_files_however_long_the_record(tmp_path: Path) -> None:
    entries = some_entries(0, 66_000)
    publisher(tmp_path, entries).publish(66_000)
    needed = {"checkpoint", "tile/entries/100", "tile/0/100"}
    needed |= {path for path in files(tmp_path / "public") if path.startswith(("tile/1/", "tile/2/")) or ".p/" in path}
    for path in set(files(tmp_path / "public")) - needed:
        (tmp_path / "public" / path).unlink()
    found = publisher(tmp_path, entries).prove(25_700)
    assert proof.verify(found, [SIGNER.verifier], ORIGIN)[2] == entries[25_700]


def test_an_altered_tile_makes_a_refusal_and_not_a_proof_or_a_signature(tmp_path: Path) -> None:
    entries = some_entries(0, 600)
    ours = publisher(tmp_path, entries)
    ours.publish(600)
    for path, at in (("tile/0/000", 40), ("tile/entries/000", 4)):
        file = tmp_path / "public" / path
        good = file.read_bytes()
        file.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        with pytest.raises(Fork, match="do not bear out the checkpoint"):
            ours.prove(0)
        file.write_bytes(good)
    file = tmp_path / "public" / "tile/1/000.p/2"
    file.write_bytes(file.read_bytes()[:32] + bytes(32))
    with pytest.raises(Fork, match="do not bear out the checkpoint"):
        ours.prove(0, 550)
    with pytest.raises(Fork, match="do not have the root that was signed"):
        publisher(tmp_path, some_entries(0, 700)).publish(700)
    publisher(tmp_path, entries).rewrite()
    assert opened(publisher(tmp_path, some_entries(0, 700)).publish(700)).size == 700


def test_a_reader_that_has_the_checkpoint_open_reads_the_one_it_opened_to_its_end(tmp_path: Path) -> None:
    ours = publisher(tmp_path, some_entries(0, 300))
    signed = ours.publish(100)
    with (tmp_path / "public" / "checkpoint").open("rb") as reading:
        newer = ours.publish(300)
        assert reading.read() == signed
    assert (tmp_path / "public" / "checkpoint").read_bytes() == newer


def test_what_a_cut_off_writer_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "public" / ".new" / "tile_0_000.p_7"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    publisher(tmp_path, some_entries(0, 10)).publish(10)
    assert not left.exists()


def test_the_files_are_those_that_another_implementation_writes(tmp_path: Path) -> None:
    # Made once by aics-tlog 0.2.1 from the same entries: no published vector has a full tile or a tile above level 0.
    theirs = "21044b5aaee228b4693982a65aecb43ee9105908fa52ce59e167490e70ef344a"
    ours = publisher(tmp_path, some_entries(0, 66_000))
    for size in (3, 255, 256, 700, 65_536, 66_000):
        ours.publish(size)
    digest = sha256()
    for path, data in sorted(files(tmp_path / "public").items()):
        if path != "checkpoint":
            digest.update(path.encode() + b"\n" + len(data).to_bytes(8, "big") + data)
    assert digest.hexdigest() == theirs
