"""The record and the vault's payloads in one SQLite file: many read, one connection writes, each commit is on the disk."""

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eventsourcing.persistence import (
    DataError,
    IntegrityError,
    InterfaceError,
    PersistenceError,
    ProgrammingError,
    StoredEvent,
)
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor

from folkmoot.events.entry import read
from folkmoot.record import schema
from folkmoot.record.batch import Batch, Conflict, Head, Stopped
from folkmoot.record.datastore import Datastore
from folkmoot.record.lock import WriterLock
from folkmoot.record.tree import leaf_hash

_POLL = 0.05
"""Seconds between looks at a record that another process writes."""

_PAGE = 1000


class Recorder(SQLiteApplicationRecorder):
    """The library's recorder, with rows whose numbers are given by us, so that a batch goes in with one statement."""

    def __init__(self, datastore: Datastore) -> None:
        super().__init__(datastore, events_table_name="entries")

    def construct_create_table_statements(self) -> list[str]:
        """Statements that make every table of the file and the triggers that guard them."""
        return list(schema.STATEMENTS)

    def _insert_events(self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int]:
        return self.append(c, [(str(e.originator_id), e.originator_version, e.topic, e.state) for e in stored_events])

    def append(self, c: SQLiteCursor, events: Sequence[tuple[str, int, str, bytes]]) -> range:
        """Insert events (originator id, version, topic, state) in a transaction that is open; returns their row numbers."""
        c.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entries'")
        last = c.fetchone()
        first = last[0] + 1 if last else 1
        rows = range(first, first + len(events))
        values = [(row, *event) for row, event in zip(rows, events, strict=True)]
        c.executemany("INSERT INTO entries VALUES (?,?,?,?,?)", values)
        return rows


class SQLiteStore:
    """The record of every community of one installation, in one file."""

    def __init__(self, path: Path | str, *, write: bool = True) -> None:
        """path: the file; its folder also holds writer.lock. write: False opens beside a writer, for reading only.

        Raises Busy when another process writes, and Stopped when the file is of another release or another program, or
        the disk cannot keep what SQLite promises.
        """
        self.path = Path(path)
        self._lock = WriterLock(self.path.parent / "writer.lock") if write else None
        try:
            self._datastore = Datastore(self.path, write=write)
            self._recorder = Recorder(self._datastore)
            if write and schema.is_new(self._datastore):
                self._recorder.create_table()
            schema.check_version(self._datastore, self.path)
        except BaseException:
            self.close()
            raise
        self._writing = threading.RLock()
        self._open = False
        self._grown = threading.Condition()
        self._heads: dict[str, Head] = {}
        self._stopped = "" if write else f"{self.path} was opened for reading only"

    def close(self) -> None:
        """End every connection and let another process write."""
        if hasattr(self, "_datastore"):
            self._datastore.close()
        if self._lock is not None:
            self._lock.release()

    # Reading

    def head(self, community: str) -> Head:
        """Size of a community's record and time of its last entry; (0, "") when it has none."""
        known = self._heads.get(community)
        if known is not None:
            return known
        row = self._one(
            "SELECT l.idx, e.state FROM ledger l JOIN entries e ON e.rowid = l.row"
            " WHERE l.community = ? ORDER BY l.idx DESC LIMIT 1",
            (community,),
        )
        return Head(row[0] + 1, read(row[1]).t) if row else Head(0, "")

    def communities(self) -> list[str]:
        """Names of all communities that have an entry, sorted."""
        return [row[0] for row in self._datastore.rows(schema.COMMUNITIES)]

    def read(self, community: str, start: int, limit: int) -> list[bytes]:
        """At most `limit` leaves in index order, from index `start`."""
        rows = self._datastore.rows(
            "SELECT e.state FROM ledger l JOIN entries e ON e.rowid = l.row"
            " WHERE l.community = ? AND l.idx >= ? AND l.idx < ? ORDER BY l.idx",
            (community, start, start + limit),
        )
        return [row[0] for row in rows]

    def stream(self, community: str, s: str, after: int = 0, limit: int | None = None) -> list[bytes]:
        """Leaves of one stream in order, from the place after `after`."""
        rows = self._datastore.rows(
            "SELECT state FROM entries WHERE originator_id = ? AND originator_version > ? ORDER BY originator_version LIMIT ?",
            (f"{community}/{s}", after, -1 if limit is None else limit),
        )
        return [row[0] for row in rows]

    def answered(self, community: str, key: bytes) -> tuple[int, int] | None:
        """First and last index that an idempotency key led to, None when it was never used."""
        row = self._one("SELECT first, last FROM keys WHERE community = ? AND key = ?", (community, key))
        return (row[0], row[1]) if row else None

    def blob(self, community: str, sha256_hex: str) -> bytes | None:
        """Public bytes by their SHA-256, lower-case hex."""
        row = self._one("SELECT data FROM blobs WHERE community = ? AND name = ?", (community, sha256_hex))
        return row[0] if row else None

    def payload(self, community: str, i: int, k: int) -> bytes | None:
        """Sealed payload of seal k of entry i, None when it is gone or never was."""
        row = self._one("SELECT sealed FROM payloads WHERE community = ? AND i = ? AND k = ?", (community, i, k))
        return row[0] if row else None

    def payloads(self, community: str, start: int, stop: int) -> list[tuple[int, int, bytes]]:
        """(i, k, sealed) of every payload still kept for entries start <= i < stop, in order."""
        return self._datastore.rows(
            "SELECT i, k, sealed FROM payloads WHERE community = ? AND i >= ? AND i < ? ORDER BY i, k",
            (community, start, stop),
        )

    def erasures(self) -> list[tuple[str, int]]:
        """(community, index) of the erasures that not everything has followed yet."""
        return self._datastore.rows("SELECT community, i FROM erasures ORDER BY community, i")

    # Writing

    @contextmanager
    def write(self) -> Iterator[Batch]:
        """Hold the write lock, collect a batch, and make it durable in one commit at the end; all or nothing.

        Raises Conflict when a place or key is taken, Stopped when the disk failed or this store does not write.
        """
        with self._writing:
            self._refuse_when_stopped()
            if self._open:
                raise RuntimeError("a batch is open already; a commit holds one batch")
            self._open = True
            try:
                batch = Batch(self.head)
                yield batch
                self._commit(batch)
            finally:
                self._open = False

    def wait(self, community: str, size: int, timeout: float) -> int:
        """Block until the record is larger than `size` entries, at most `timeout` seconds; returns its size."""
        end = time.monotonic() + timeout
        with self._grown:
            while (now := self.head(community).size) <= size and (left := end - time.monotonic()) > 0:
                self._grown.wait(min(left, _POLL) if self._lock is None else left)
        return now

    def adopt(self, community: str, leaves: Sequence[bytes]) -> None:
        """Append exact leaves that came from published tiles, in one commit; only for a restore.

        Raises ValueError when a leaf is not the next one.
        """
        with self.write() as batch:
            batch.adopt(community, leaves)

    def truncate(self, timeout: float = 5.0) -> bool:
        """Write the log back into the file and empty it, so that nothing deleted is left; False when readers held on.

        timeout: seconds for which readers are waited for.
        """
        end = time.monotonic() + timeout
        while True:
            with self._writing:
                self._refuse_when_stopped()
                if self._datastore.writer.truncate():
                    return True
            if time.monotonic() > end:
                return False
            time.sleep(0.02)

    def check(self) -> list[str]:
        """Sentences about what is wrong inside the file, none when it is sound; reads everything."""
        faults = []
        try:
            faults += [f"SQLite finds: {row[0]}" for row in self._datastore.rows("PRAGMA quick_check") if row[0] != "ok"]
            faults += [row[0] for row in self._datastore.rows(schema.FAULTS)]
            for name in self.communities() if not faults else []:
                faults += self._check_hashes(name)
        except sqlite3.DatabaseError as e:
            faults.append(f"SQLite cannot read it all: {e}")
        return faults

    def _check_hashes(self, community: str) -> list[str]:
        faults = []
        for start in range(0, self.head(community).size, _PAGE):
            rows = self._datastore.rows(
                "SELECT l.idx, l.hash, e.state FROM ledger l JOIN entries e ON e.rowid = l.row"
                " WHERE l.community = ? AND l.idx >= ? AND l.idx < ? ORDER BY l.idx",
                (community, start, start + _PAGE),
            )
            faults += [f"entry {i} of {community} is not what was written" for i, h, leaf in rows if leaf_hash(leaf) != h]
        return faults

    def _commit(self, batch: Batch) -> None:
        try:
            with self._datastore.transaction(commit=True) as c:
                rows = self._recorder.append(c, batch.events)
                for statement, values in schema.rows_of(batch, rows):
                    if values:
                        c.executemany(statement, values)
        except IntegrityError as e:
            raise self._conflict(batch) or self._stop(e) from e
        except (DataError, InterfaceError, ProgrammingError):
            raise  # a value that cannot be stored, and was not
        except PersistenceError as e:
            raise self._stop(e) from e
        with self._grown:
            self._heads.update(batch.heads)
            self._grown.notify_all()

    def _conflict(self, batch: Batch) -> Conflict | None:
        for community, key in batch.keys:
            if self.answered(community, key):
                return Conflict(community, key=key)
        expected: dict[str, int] = {}
        for stream, n, _, _ in batch.events:
            if stream not in expected:
                last = self._recorder.select_events(stream, desc=True, limit=1)
                expected[stream] = last[0].originator_version + 1 if last else 1
            if n != expected[stream]:
                community, s = stream.split("/", 1)
                return Conflict(community, s, n)
            expected[stream] += 1
        return None

    def _stop(self, error: Exception) -> Stopped:
        # After a failed sync the system may have dropped what it could not write, so another try could seem to succeed.
        self._stopped = f"{self.path} could not be written ({error}); the process must be restarted"
        return Stopped(self._stopped)

    def _refuse_when_stopped(self) -> None:
        if self._stopped:
            raise Stopped(self._stopped)

    def _one(self, statement: str, values: tuple[Any, ...]) -> Any:
        rows = self._datastore.rows(statement, values)
        return rows[0] if rows else None
