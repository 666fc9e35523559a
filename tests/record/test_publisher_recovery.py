"""No rewound, swapped or restored disk makes two signed records of one, and what was lost comes back proved or not at all."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.record.checkpoint import Checkpoint, sign
from folkmoot.record.note import generate
from folkmoot.record.publisher import Fork
from folkmoot.record.signed import Last, LastSigned
from folkmoot.record.tree import EMPTY_ROOT, Tree, leaf_hash, leaf_hashes
from tests.record.publishing import ORIGIN, SIGNER, files, opened, publisher, some_entries


def test_a_store_restored_from_a_backup_signs_nothing_until_it_has_caught_up(tmp_path: Path) -> None:
    publisher(tmp_path, some_entries(0, 700)).publish(700)
    before = files(tmp_path / "public")
    restored = some_entries(0, 300)
    ours = publisher(tmp_path, restored)
    for attempt in (ours.guard, lambda: ours.guard(thorough=False), lambda: ours.publish(300), lambda: ours.publish(701)):
        with pytest.raises(Fork, match=r"The store holds .* entries, but 700 are published and signed"):
            attempt()
    assert files(tmp_path / "public") == before
    restored.extend(ours.missing(300))
    assert restored == some_entries(0, 700)
    restored += some_entries(700, 800)
    assert opened(ours.publish(800)).root == Tree(leaf_hashes(some_entries(0, 800))).root()


def test_a_restored_store_that_went_on_differently_signs_nothing(tmp_path: Path) -> None:
    publisher(tmp_path, some_entries(0, 700)).publish(700)
    before = files(tmp_path / "public")
    other = some_entries(0, 650) + [b"something else %d" % index for index in range(650, 900)]
    for thorough in (True, False):
        with pytest.raises(Fork, match="Entry 650 in the store is not the entry 650 that is published and signed"):
            publisher(tmp_path, other).guard(thorough=thorough)
    with pytest.raises(Fork, match="Entry 650 in the restored store"):
        publisher(tmp_path, other[:690]).missing(690)
    assert files(tmp_path / "public") == before


def test_a_store_swapped_under_a_running_publisher_is_noticed_before_the_next_signature(tmp_path: Path) -> None:
    entries = some_entries(0, 256)
    ours = publisher(tmp_path, entries)
    ours.publish(256)
    entries[255] = b"swapped"
    entries += some_entries(256, 300)
    with pytest.raises(Fork, match="Entry 255 in the store"):
        ours.publish(300)
    assert opened(ours.reader.checkpoint()).size == 256


def test_an_entry_altered_long_ago_is_found_by_the_thorough_guard(tmp_path: Path) -> None:
    entries = some_entries(0, 9_000)
    publisher(tmp_path, entries).publish(9_000)
    entries[4_242] = b"altered"
    publisher(tmp_path, entries).guard(thorough=False)
    with pytest.raises(Fork, match="Entry 4242 in the store"):
        publisher(tmp_path, entries).guard()
    (tmp_path / "public" / "tile" / "0" / "016").unlink()
    with pytest.raises(Fork, match="the published hashes do not show where"):
        publisher(tmp_path, entries).guard()


def damage(change: Callable[[bytes], bytes], path: str) -> Callable[[Path], None]:
    def break_it(public: Path) -> None:
        (public / path).write_bytes(change((public / path).read_bytes()))

    return break_it


@pytest.mark.parametrize(
    ("break_it", "sentence"),
    [
        (
            lambda public: (public / "tile/entries/001").unlink(),
            "Entries 300 to 511 are not to be had: tile/entries/001 is missing",
        ),
        (
            lambda public: (public / "tile/entries/002.p/188").unlink(),
            "Entries 512 to 699 are not to be had: tile/entries/002.p/188",
        ),
        (
            damage(lambda data: data[:-1], "tile/entries/001"),
            "Entries 300 to 511 are not to be had: tile/entries/001 ends in the middle",
        ),
        (
            damage(lambda data: data[:-1] + b"]", "tile/entries/002.p/188"),
            "Entries 699 to 699 are not to be had: the published ones were changed",
        ),
    ],
)
def test_what_is_missing_is_given_whole_and_proved_or_not_at_all(
    tmp_path: Path, break_it: Callable[[Path], None], sentence: str
) -> None:
    publisher(tmp_path, some_entries(0, 700)).publish(700)
    break_it(tmp_path / "public")
    with pytest.raises(Fork, match=sentence):
        publisher(tmp_path, some_entries(0, 300)).missing(300)


def test_a_store_that_lost_everything_gets_everything_back_without_hash_tiles(tmp_path: Path) -> None:
    publisher(tmp_path, some_entries(0, 700)).publish(700)
    shutil.rmtree(tmp_path / "public" / "tile" / "0")
    assert list(publisher(tmp_path, []).missing(0)) == some_entries(0, 700)
    assert list(publisher(tmp_path, some_entries(0, 700)).missing(700)) == []
    assert list(publisher(tmp_path, some_entries(0, 710)).missing(710)) == []


def test_published_files_that_change_between_proof_and_reading_are_not_given(tmp_path: Path) -> None:
    publisher(tmp_path, some_entries(0, 700)).publish(700)
    rest = publisher(tmp_path, some_entries(0, 300)).missing(300)
    assert next(rest) == b'{"i":300}'
    damage(lambda data: data[:-1] + b"]", "tile/entries/002.p/188")(tmp_path / "public")
    given: list[bytes] = []
    with pytest.raises(Fork, match="changed while they were read"):
        given.extend(rest)
    assert given == some_entries(301, 512)


def test_a_machine_that_does_not_remember_signs_nothing_until_it_adopts_the_newest_checkpoint(tmp_path: Path) -> None:
    publisher(tmp_path, some_entries(0, 100)).publish(100)
    older = (tmp_path / "public" / "checkpoint").read_bytes()
    publisher(tmp_path, some_entries(0, 300)).publish(300)
    newest = (tmp_path / "public" / "checkpoint").read_bytes()
    ours = publisher(tmp_path, some_entries(0, 400), "new machine.sqlite")
    with pytest.raises(Fork, match="does not remember signing it"):
        ours.publish(400)
    with pytest.raises(Fork, match="one of 100 is not the newest"):
        ours.adopt(older)
    ours.adopt(newest)
    ours.adopt(newest)
    assert opened(ours.publish(400)).root == Tree(leaf_hashes(some_entries(0, 400))).root()


def test_a_memory_put_back_from_a_backup_signs_nothing(tmp_path: Path) -> None:
    publisher(tmp_path, some_entries(0, 100)).publish(100)
    shutil.copy(tmp_path / "signed.sqlite", tmp_path / "backup")
    publisher(tmp_path, some_entries(0, 300)).publish(300)
    shutil.copy(tmp_path / "backup", tmp_path / "signed.sqlite")
    with pytest.raises(Fork, match="its memory was restored, or a second machine signs"):
        publisher(tmp_path, some_entries(0, 400)).publish(400)
    publisher(tmp_path, some_entries(0, 400)).adopt((tmp_path / "public" / "checkpoint").read_bytes())
    assert opened(publisher(tmp_path, some_entries(0, 400)).publish(400)).size == 400


def test_published_files_put_back_from_a_backup_are_written_anew_from_the_store(tmp_path: Path) -> None:
    publisher(tmp_path, some_entries(0, 100)).publish(100)
    shutil.copytree(tmp_path / "public", tmp_path / "backup")
    signed = publisher(tmp_path, some_entries(0, 300)).publish(300)
    shutil.rmtree(tmp_path / "public")
    shutil.move(tmp_path / "backup", tmp_path / "public")
    with pytest.raises(Fork, match="Rewrite them from the store"):
        publisher(tmp_path, some_entries(0, 400)).publish(400)
    with pytest.raises(Fork, match="The store holds 200 entries, but 300"):
        publisher(tmp_path, some_entries(0, 200)).rewrite()
    publisher(tmp_path, some_entries(0, 300)).rewrite()
    assert publisher(tmp_path, some_entries(0, 300)).publish(300) == signed


def test_a_checkpoint_that_this_key_did_not_sign_stops_everything(tmp_path: Path) -> None:
    publisher(tmp_path, some_entries(0, 100)).publish(100)
    file = tmp_path / "public" / "checkpoint"
    for wrong in (
        b"nonsense",
        sign(Checkpoint(ORIGIN, 100, leaf_hash(b"x")), generate(ORIGIN)),
        sign(Checkpoint("moot.example/hillside", 0, EMPTY_ROOT), SIGNER),
    ):
        file.write_bytes(wrong)
        with pytest.raises(Fork, match=r"is not one that this key signed for moot.example/riverside"):
            publisher(tmp_path, some_entries(0, 200)).publish(200)
        assert file.read_bytes() == wrong
    file.write_bytes(sign(Checkpoint(ORIGIN, 100, leaf_hash(b"x")), SIGNER))
    with pytest.raises(Fork, match="remembers another as the last"):
        publisher(tmp_path, some_entries(0, 200)).publish(200)
    file.write_bytes(sign(Checkpoint(ORIGIN, 99, leaf_hash(b"x")), SIGNER))
    with pytest.raises(Fork, match="99 entries were signed here that do not begin the 100"):
        publisher(tmp_path, some_entries(0, 200)).publish(200)


def test_the_memory_of_what_was_signed_never_goes_back(tmp_path: Path) -> None:
    publisher(tmp_path, some_entries(0, 100)).publish(100)
    connection = sqlite3.connect(tmp_path / "signed.sqlite")
    for statement in (
        "UPDATE last_signed SET size = 99",
        "UPDATE last_signed SET root = zeroblob(32)",
        "DELETE FROM last_signed",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="the last signed size"):
            connection.execute(statement)
    connection.close()


def cut_off(memory: LastSigned) -> None:
    with memory.held() as held:
        held.advance(held.last(), 20, b"e" * 32)
        raise ConnectionError


def test_the_memory_moves_on_only_from_what_its_caller_saw(tmp_path: Path) -> None:
    memory = LastSigned(tmp_path / "signed.sqlite", ORIGIN)
    with memory.held() as held:
        assert held.last() is None
        assert held.advance(None, 10, b"a" * 32)
        assert not held.advance(None, 11, b"b" * 32)
        first = held.last()
        assert first == Last(10, b"a" * 32, 0)
        assert held.advance(first, 12, b"c" * 32)
        assert not held.advance(first, 13, b"d" * 32)
    with memory.held() as held:
        assert held.last() == Last(12, b"c" * 32, 0)
    with pytest.raises(ConnectionError):
        cut_off(memory)
    with memory.held() as held:
        assert held.last() == Last(12, b"c" * 32, 0)


def test_a_disk_that_fails_is_named_and_nothing_is_signed(tmp_path: Path) -> None:
    (tmp_path / "signed.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(OSError, match=r"the memory of what was signed, signed.sqlite, cannot be used"):
        publisher(tmp_path, some_entries(0, 10)).publish(10)
    assert not (tmp_path / "public").exists()
