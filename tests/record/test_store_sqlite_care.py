"""What is deleted from the SQLite store is nowhere, and damage to it is found."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from folkmoot.record.store import SQLiteStore
from tests.record.drafts import add, draft, drop
from tests.record.files import everything_in, raw


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def store(path: Path) -> Iterator[SQLiteStore]:
    with closing(SQLiteStore(path)) as opened:
        yield opened


def test_a_dropped_payload_is_in_no_file_once_the_log_is_empty(store: SQLiteStore, path: Path) -> None:
    payloads = {n: os.urandom(16).hex().encode() * (1 + n % 200) for n in range(600)}
    for start in range(0, 600, 100):
        with store.write() as batch:
            for n in range(start, start + 100):
                batch.put_payload("elm", n, 0, payloads[n])
    before = everything_in(path.parent)
    assert all(payload[:32] in before for payload in payloads.values())
    gone = range(0, 600, 3)
    drop(store, "elm", *((n, 0) for n in gone))
    assert store.truncate()
    left = everything_in(path.parent)
    assert [n for n in gone if payloads[n][:32] in left] == []
    assert store.payload("elm", 1, 0) == payloads[1]


def test_emptying_the_log_waits_for_whoever_still_reads(store: SQLiteStore, path: Path) -> None:
    add(store, "elm", draft("con_a"))
    with raw(path) as outsider:
        outsider.execute("BEGIN")
        outsider.execute("SELECT COUNT(*) FROM entries").fetchone()
        add(store, "elm", draft("con_b"))
        assert not store.truncate(timeout=0)
        outsider.execute("ROLLBACK")
        assert store.truncate(timeout=0)
    assert (path.parent / "record.db-wal").stat().st_size == 0


def test_a_sound_file_has_no_faults(store: SQLiteStore) -> None:
    add(store, "elm", draft("con_a"), draft("con_b"))
    add(store, "oak", draft("con_a"))
    assert store.check() == []


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("UPDATE entries SET state = CAST(replace(state, 'con_b', 'con_c') AS BLOB)", "entry 1 of elm is not what was written"),
        ("UPDATE ledger SET hash = zeroblob(32) WHERE idx = 2", "entry 2 of elm is not what was written"),
        ("DELETE FROM ledger WHERE idx = 1", "the index of elm has gaps"),
        ("DELETE FROM entries WHERE rowid = 2", "row 2 of the ledger has no entry"),
        ("DELETE FROM ledger WHERE idx = 2", "there are entries that are not in the ledger"),
    ],
)
def test_damage_past_the_triggers_is_found_and_named(store: SQLiteStore, path: Path, damage: str, fault: str) -> None:
    add(store, "elm", draft("con_a"), draft("con_b"), draft("con_d"))
    with raw(path) as outsider:
        for (name,) in outsider.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            outsider.execute(f"DROP TRIGGER {name}")
        outsider.execute(damage)
    assert fault in store.check()


def test_a_file_that_was_overwritten_in_parts_is_found_damaged(path: Path) -> None:
    with closing(SQLiteStore(path)) as store:
        for start in range(0, 600, 100):
            add(store, "elm", *(draft(f"con_{n}") for n in range(start, start + 100)))
        assert store.truncate()
        whole = path.read_bytes()
        for at in range(40_000, len(whole), 16_384):
            whole = whole[:at] + bytes(2_000) + whole[at + 2_000 :]
    path.write_bytes(whole)
    with closing(SQLiteStore(path)) as store:
        assert any("SQLite" in fault for fault in store.check())
