"""What the SQLite store promises beyond the others: of the disk, of other processes, of deletion."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from folkmoot.record import durable
from folkmoot.record.store import Busy, Conflict, SQLiteStore, Stopped
from tests.record.drafts import NOW, add, draft, entries
from tests.record.files import full_disk, raw


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def store(path: Path) -> Iterator[SQLiteStore]:
    with closing(SQLiteStore(path)) as opened:
        yield opened


def test_what_was_committed_is_there_when_the_file_is_opened_again(path: Path) -> None:
    with closing(SQLiteStore(path)) as store, store.write() as batch:
        batch.add("elm", draft("con_a"), NOW)
        batch.put_payload("elm", 0, 0, b"sealed")
        batch.remember("elm", b"form", 0, 0)
        batch.note_erasure("elm", 0)
        blob = batch.put_blob("elm", b"charter")
    with closing(SQLiteStore(path)) as again:
        assert again.head("elm") == (1, NOW)
        assert again.payload("elm", 0, 0) == b"sealed"
        assert again.answered("elm", b"form") == (0, 0)
        assert again.erasures() == [("elm", 0)]
        assert again.blob("elm", blob) == b"charter"
        assert add(again, "elm", draft("con_b"))[0].i == 1


def test_the_writing_connection_syncs_each_commit_and_overwrites_what_is_deleted(store: SQLiteStore) -> None:
    cursor = store._datastore.writer.cursor()
    found = {}
    for pragma in ("synchronous", "journal_mode", "secure_delete"):
        cursor.execute(f"PRAGMA {pragma}")
        found[pragma] = cursor.fetchone()[0]
    assert found == {"synchronous": 2, "journal_mode": "wal", "secure_delete": 1}


def test_connections_that_read_cannot_write_and_leave_the_log_alone(store: SQLiteStore) -> None:
    with store._datastore.transaction(commit=False) as c:
        c.execute("PRAGMA wal_autocheckpoint")
        assert c.fetchone()[0] == 0
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            c.execute("INSERT INTO erasures VALUES ('elm', 1)")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET state = x'00'",
        "DELETE FROM entries",
        "UPDATE ledger SET hash = x'00'",
        "DELETE FROM ledger",
        "INSERT INTO entries VALUES (7, 'elm/con_a', 9, 'x.y', x'00')",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_recorded(store: SQLiteStore, path: Path, statement: str) -> None:
    add(store, "elm", draft("con_a"))
    before = store.read("elm", 0, 9)
    with raw(path) as outsider, pytest.raises(sqlite3.IntegrityError):
        outsider.execute(statement)
    assert store.read("elm", 0, 9) == before


def test_the_librarys_recorder_reads_what_the_store_wrote(store: SQLiteStore) -> None:
    add(store, "elm", draft("con_a"), draft("con_a", 2))
    told = store._recorder.select_notifications(start=1, limit=10)
    assert [(each.id, each.originator_id, each.originator_version) for each in told] == [(1, "elm/con_a", 1), (2, "elm/con_a", 2)]
    assert [each.state for each in told] == store.read("elm", 0, 9)
    assert store._recorder.max_notification_id() == 2


def test_one_process_writes_and_a_second_is_told_which_and_what_to_do(store: SQLiteStore, path: Path) -> None:
    with pytest.raises(Busy, match=rf"process {os.getpid()} already writes .*stop it first"):
        SQLiteStore(path)
    add(store, "elm", draft("con_a"))


_HOLDER = """
import sys, time
from folkmoot.record.store import SQLiteStore
store = SQLiteStore(sys.argv[1])
print("holds", flush=True)
time.sleep(600)
"""


def test_a_killed_writer_stands_in_nobodys_way(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _HOLDER, str(path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"holds\n"
        with pytest.raises(Busy, match=f"process {holder.pid} "):
            SQLiteStore(path)
        holder.send_signal(signal.SIGKILL)
    with closing(SQLiteStore(path)) as store:
        assert add(store, "elm", draft("con_a"))[0].i == 0


def test_a_store_opened_for_reading_follows_the_writer_and_refuses_to_write(store: SQLiteStore, path: Path) -> None:
    add(store, "elm", draft("con_a"))
    with closing(SQLiteStore(path, write=False)) as reader:
        assert reader.head("elm").size == 1
        with pytest.raises(Stopped, match="for reading only"):
            add(reader, "elm", draft("con_b"))
        with pytest.raises(Stopped, match="for reading only"):
            reader.truncate()
        writing = threading.Timer(0.1, lambda: add(store, "elm", draft("con_b")))
        writing.start()
        assert reader.wait("elm", 1, 60) == 2
        writing.join()
        assert reader.read("elm", 0, 9) == store.read("elm", 0, 9)


def test_reading_what_is_not_there_makes_no_file(path: Path) -> None:
    with pytest.raises(Stopped, match="cannot be read"):
        SQLiteStore(path, write=False)
    assert not path.exists()


def test_a_file_of_another_release_or_program_is_refused_and_left_as_it_is(path: Path) -> None:
    SQLiteStore(path).close()
    with raw(path) as outsider:
        outsider.execute("PRAGMA user_version = 7")
    with pytest.raises(Stopped, match="has format 7; this release reads format 1"):
        SQLiteStore(path)
    with raw(path) as outsider:
        outsider.execute("PRAGMA application_id = 5")
    with pytest.raises(Stopped, match="is not a record of Folkmoot"):
        SQLiteStore(path)


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_bytes(b"minutes of the last meeting " * 100)
    for write in (True, False):
        with pytest.raises(Stopped, match="is not a database"):
            SQLiteStore(path, write=write)
    assert path.read_bytes().startswith(b"minutes")


def test_only_its_owner_can_read_a_new_file(store: SQLiteStore, path: Path) -> None:
    assert path.stat().st_mode & 0o077 == 0
    assert (path.parent / "writer.lock").stat().st_mode & 0o077 == 0


def test_after_a_full_disk_what_was_acknowledged_stays_and_nothing_more_is_taken(path: Path) -> None:
    store = SQLiteStore(path)
    add(store, "elm", draft("con_a"))
    with full_disk(path.parent), pytest.raises(Stopped, match="must be restarted"):
        add(store, "elm", *(draft(f"con_{n}") for n in range(3000)))
    with pytest.raises(Stopped, match="must be restarted"):
        add(store, "elm", draft("con_b"))
    assert [entry.s for entry in entries(store, "elm")] == ["con_a"]
    store.close()
    with closing(SQLiteStore(path)) as again:
        assert again.check() == []
        assert add(again, "elm", draft("con_b"))[0].i == 1


def test_a_program_that_holds_the_file_delays_a_commit_and_stops_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "BUSY", 50)
    with closing(SQLiteStore(path)) as store, raw(path) as outsider:
        outsider.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="close it and try again"):
            add(store, "elm", draft("con_a"))
        outsider.execute("ROLLBACK")
        assert add(store, "elm", draft("con_a"))[0].i == 0


def test_entries_that_came_past_the_store_stop_it(store: SQLiteStore, path: Path) -> None:
    add(store, "elm", draft("con_a"))
    with raw(path) as outsider:
        outsider.execute("INSERT INTO ledger VALUES ('elm', 1, 9, x'00')")
    with pytest.raises(Stopped, match="must be restarted"):
        add(store, "elm", draft("con_b"))
    assert store.stream("elm", "con_b") == []


def test_a_value_that_cannot_be_stored_fails_its_batch_alone(store: SQLiteStore) -> None:
    with pytest.raises(Exception, match="not supported"):
        _remember(store, object())
    assert add(store, "elm", draft("con_a"))[0].i == 0


def _remember(store: SQLiteStore, key: object) -> None:
    with store.write() as batch:
        batch.remember("elm", key, 0, 0)  # type: ignore[arg-type]


def test_a_batch_inside_a_batch_is_refused(store: SQLiteStore) -> None:
    with store.write() as batch:
        batch.add("elm", draft("con_a"), NOW)
        with pytest.raises(RuntimeError, match="one batch"):
            add(store, "elm", draft("con_b"))
    assert [entry.s for entry in entries(store, "elm")] == ["con_a"]


def test_a_conflict_is_told_from_a_used_key_even_when_both_are_true(store: SQLiteStore) -> None:
    def send() -> None:
        with store.write() as batch:
            batch.add("elm", draft("con_a"), NOW)
            batch.remember("elm", b"form", 0, 0)

    send()
    with pytest.raises(Conflict) as conflict:
        send()
    assert conflict.value.key == b"form"
