"""A key is on the disk before it is used, only the key outside the file opens it, and forgotten it is nowhere."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

from folkmoot.record import keyring as keyring_module
from folkmoot.record.keyring import Key, KeyId, Keyring
from folkmoot.record.store import Busy, Stopped
from tests.record.files import everything_in, full_disk, raw

KEK = os.urandom(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keyring.db"


@pytest.fixture
def keyring(path: Path) -> Iterator[Keyring]:
    with closing(Keyring(path, KEK)) as opened:
        yield opened


def fresh(i: int, owner: str = "p_anna", community: str = "elm", k: int = 0) -> Key:
    return Key(KeyId(community, i, k), owner, os.urandom(32))


def test_a_kept_key_is_there_when_the_file_is_opened_again(path: Path) -> None:
    keys = [fresh(i, owner) for i, owner in enumerate(["p_anna", "p_bela", "office:elm", "p_anna"])]
    with closing(Keyring(path, KEK)) as keyring:
        keyring.keep(keys[:2])
        keyring.keep(keys[2:])
    with closing(Keyring(path, KEK)) as again:
        assert [again.key(key.id) for key in keys] == [key.key for key in keys]
        assert again.key(KeyId("oak", 0, 0)) is None
        again.keep([later := fresh(9)])
        assert again.key(later.id) == later.key


def test_a_kept_key_can_be_read_at_once_by_another_process_that_only_reads(keyring: Keyring, path: Path) -> None:
    keyring.keep([key := fresh(1)])
    with closing(Keyring(path, KEK, write=False)) as reader:
        assert reader.key(key.id) == key.key
        with pytest.raises(Stopped, match="for reading only"):
            reader.keep([fresh(2)])


def test_keys_are_read_by_span_of_entries(keyring: Keyring) -> None:
    keys = [fresh(i, f"p_{i % 3}", k=k) for i in range(6) for k in range(2)]
    keyring.keep([*keys, fresh(3, community="oak")])
    assert keyring.keys("elm", 2, 4) == {(key.id.i, key.id.k): key.key for key in keys[4:8]}


def test_the_writing_connection_syncs_each_commit_and_overwrites_what_is_deleted(keyring: Keyring) -> None:
    pragmas = ("synchronous", "journal_mode", "secure_delete")
    assert [keyring._db.execute(f"PRAGMA {pragma}").fetchone()[0] for pragma in pragmas] == [2, "wal", 1]


def test_no_key_stands_in_the_file_as_it_is(keyring: Keyring, path: Path) -> None:
    keys = [fresh(i) for i in range(20)]
    keyring.keep(keys)
    written = everything_in(path.parent)
    assert not [key for key in keys if key.key in written]
    assert KEK not in written


def test_a_key_kept_again_replaces_the_one_before(keyring: Keyring) -> None:
    keyring.keep([fresh(1)])
    keyring.keep([second := fresh(1, "p_bela")])
    assert keyring.key(second.id) == second.key
    assert keyring.owned("elm", "p_anna") == []
    assert keyring.owned("elm", "p_bela") == [second.id]


def test_an_owner_is_known_by_what_they_own_in_one_community(keyring: Keyring) -> None:
    keyring.keep([fresh(2), fresh(1, "p_bela"), fresh(0), fresh(0, community="oak")])
    assert keyring.owned("elm", "p_anna") == [KeyId("elm", 0, 0), KeyId("elm", 2, 0)]
    assert keyring.owned("elm", "p_nobody") == []


def rows(path: Path, table: str) -> dict[tuple[object, ...], bytes]:
    """Each row of a table without its last column -> that column, the wrapped key."""
    with raw(path) as outsider:
        return {row[:-1]: row[-1] for row in outsider.execute(f"SELECT * FROM {table}").fetchall()}


def test_a_forgotten_key_is_gone_and_in_no_file(keyring: Keyring, path: Path) -> None:
    keys = [fresh(i, f"p_{i % 7}") for i in range(400)]
    keyring.keep(keys)
    wrapped = {at[1]: blob for at, blob in rows(path, "payload_keys").items()}
    written = everything_in(path.parent)
    assert all(blob in written for blob in wrapped.values())
    gone = keys[::3]
    keyring.forget_keys(key.id for key in gone)
    left = everything_in(path.parent)
    assert [key.id.i for key in gone if wrapped[key.id.i] in left] == []
    assert [keyring.key(key.id) for key in keys if key not in gone] == [key.key for key in keys if key not in gone]
    assert {keyring.key(key.id) for key in gone} == {None}


def test_with_an_owner_go_all_their_keys_and_what_wrapped_them(keyring: Keyring, path: Path) -> None:
    keys = [fresh(i, f"p_{i % 5}") for i in range(300)]
    keyring.keep([*keys, fresh(0, "p_3", "oak")])
    owners = {at[1:]: blob for at, blob in rows(path, "owners").items()}
    hers = [blob for at, blob in rows(path, "payload_keys").items() if at[0] == "elm" and at[1] in range(3, 300, 5)]
    keyring.forget_owner("elm", "p_3")
    left = everything_in(path.parent)
    assert owners["elm", "p_3"] not in left
    assert len(hers) == 60
    assert not [blob for blob in hers if blob in left]
    assert keyring.owned("elm", "p_3") == []
    assert len(keyring.keys("elm", 0, 300)) == 240
    assert keyring.key(KeyId("oak", 0, 0)) is not None


def test_no_key_that_is_left_opens_a_forgotten_one(keyring: Keyring, path: Path) -> None:
    keys = [fresh(i, f"p_{i % 4}") for i in range(40)]
    keyring.keep(keys)
    copied = {at: blob for at, blob in rows(path, "payload_keys").items() if at[1] in range(1, 40, 4)}
    keyring.forget_owner("elm", "p_1")
    wrapping = [keyring._wrapping, *keyring.keys("elm", 0, 40).values()]
    wrapping += [aes_key_unwrap(keyring._wrapping, blob) for blob in rows(path, "owners").values()]
    for blob in copied.values():
        for key in wrapping:
            with pytest.raises(InvalidUnwrap):
                aes_key_unwrap(key, blob)


def test_whoever_comes_back_after_being_forgotten_starts_with_a_new_key(keyring: Keyring, path: Path) -> None:
    keyring.keep([old := fresh(1)])
    before = rows(path, "owners")
    keyring.forget_owner("elm", "p_anna")
    keyring.keep([new := fresh(2)])
    assert set(before.values()).isdisjoint(rows(path, "owners").values())
    assert keyring.key(old.id) is None
    assert keyring.key(new.id) == new.key


def test_forgetting_what_is_not_there_is_no_fault(keyring: Keyring) -> None:
    keyring.forget_keys([KeyId("elm", 1, 1)])
    keyring.forget_owner("elm", "p_nobody")


def test_forgetting_is_not_said_to_be_done_while_another_process_reads_the_past(
    keyring: Keyring, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring_module, "_PATIENCE", 0.05)
    keyring.keep([key := fresh(1)])
    with raw(path) as outsider:
        outsider.execute("BEGIN")
        outsider.execute("SELECT COUNT(*) FROM owners").fetchone()
        with pytest.raises(Busy, match="next try"):
            keyring.forget_keys([key.id])
        assert keyring.key(key.id) is None
        outsider.execute("ROLLBACK")
    keyring.forget_keys([key.id])
    assert (path.parent / "keyring.db-wal").stat().st_size == 0


def test_a_keyring_opens_with_the_key_file_it_was_made_with_and_no_other(path: Path) -> None:
    Keyring(path, KEK).close()
    for write in (True, False):
        with pytest.raises(Stopped, match="another key file"):
            Keyring(path, os.urandom(32), write=write)
    Keyring(path, KEK).close()


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_file_of_another_length_is_refused(path: Path, length: int) -> None:
    with pytest.raises(ValueError, match=f"32 bytes, not {length}"):
        Keyring(path, bytes(length))


def test_a_file_that_is_no_keyring_is_refused(path: Path) -> None:
    with raw(path) as outsider:
        outsider.execute("CREATE TABLE minutes (text)")
    with pytest.raises(Stopped, match="is not a keyring"):
        Keyring(path, KEK)


def test_only_its_owner_can_read_a_new_keyring(keyring: Keyring, path: Path) -> None:
    assert path.stat().st_mode & 0o077 == 0


def test_after_a_full_disk_nothing_was_kept_and_nothing_more_is(path: Path) -> None:
    keyring = Keyring(path, KEK)
    keyring.keep([kept := fresh(0)])
    with full_disk(path.parent), pytest.raises(Stopped, match="must be restarted"):
        keyring.keep([fresh(i, f"p_{i}") for i in range(1, 2000)])
    with pytest.raises(Stopped, match="must be restarted"):
        keyring.keep([fresh(1)])
    assert keyring.keys("elm", 0, 3000) == {(0, 0): kept.key}
    keyring.close()
    with closing(Keyring(path, KEK)) as again:
        assert again.check() == []
        again.keep([key := fresh(1)])
        assert again.key(key.id) == key.key


def test_a_batch_of_keys_is_kept_whole_or_not_at_all(keyring: Keyring) -> None:
    broken = Key(KeyId("elm", 2, 0), "p_new", b"no key")
    with pytest.raises(ValueError):
        keyring.keep([fresh(1, "p_new"), broken])
    assert keyring.keys("elm", 0, 9) == {}
    keyring.keep([key := fresh(1, "p_new")])
    assert keyring.key(key.id) == key.key


def test_keeping_and_forgetting_at_once_loses_no_key_of_others(keyring: Keyring) -> None:
    def forget() -> None:
        for _ in range(20):
            keyring.forget_owner("elm", "p_gone")

    thread = threading.Thread(target=forget)
    thread.start()
    kept = []
    for i in range(100):
        keys = [fresh(3 * i, "p_gone"), fresh(3 * i + 1), fresh(3 * i + 2, f"p_{i}")]
        keyring.keep(keys)
        kept += keys[1:]
    thread.join()
    held = keyring.keys("elm", 0, 300)
    assert all(held[key.id.i, 0] == key.key for key in kept)
    keyring.keep([last := fresh(999, "p_gone")])
    assert keyring.key(last.id) == last.key


def test_a_program_that_holds_the_file_delays_a_key_and_stops_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("folkmoot.record.durable.BUSY", 50)
    with closing(Keyring(path, KEK)) as keyring, closing(sqlite3.connect(path, isolation_level=None)) as outsider:
        outsider.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="close it and try again"):
            keyring.keep([fresh(1)])
        outsider.execute("ROLLBACK")
        keyring.keep([key := fresh(1)])
        assert keyring.key(key.id) == key.key
