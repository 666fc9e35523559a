"""Connections to one SQLite file: a pool that only reads and one connection that writes, each with its promises checked."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eventsourcing.persistence import InterfaceError, PersistenceError
from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)

from folkmoot.record.batch import Stopped

_BUSY = 5000
"""Milliseconds for which SQLite waits for a lock."""


class ReadingPool(SQLiteConnectionPool):
    """The library's pool over connections that cannot write and never move the write-ahead log."""

    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        cursor = connection.cursor()
        for pragma in ("query_only = ON", "wal_autocheckpoint = 0", "mmap_size = 0"):
            cursor.execute(f"PRAGMA {pragma}")
        return connection


class _Transaction(SQLiteTransaction):
    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        return cursor


class WritingConnection(SQLiteConnection):
    """The one connection that writes; versions of SQLite before 3.51.3 can spoil the log when two do."""

    def __init__(self, path: Path) -> None:
        """Raises Stopped when the file cannot be opened, or a promise of durability or of deletion is not kept."""
        try:
            connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=_BUSY / 1000)
            super().__init__(connection, max_age=None)
            self._promise(path, "journal_mode", "WAL", "wal")
            self._promise(path, "synchronous", "FULL", 2)
            self._promise(path, "secure_delete", "ON", 1)
            self._promise(path, "mmap_size", "0", 0)
        except sqlite3.Error as e:
            raise Stopped(f"{path} cannot be opened as a record ({e}); see that it is a file of Folkmoot") from e

    def _promise(self, path: Path, pragma: str, value: str, expected: str | int) -> None:
        self._sqlite_conn.execute(f"PRAGMA {pragma} = {value}")
        found = self._sqlite_conn.execute(f"PRAGMA {pragma}").fetchone()
        if found is not None and found[0] != expected:
            raise Stopped(f"SQLite does not keep {pragma} = {value} for {path}; keep it on a disk of this machine")

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """A transaction that holds SQLite's write lock from its first statement."""
        with _Transaction(self, commit=commit) as cursor, cursor:
            yield cursor

    def truncate(self) -> bool:
        """Write the log back and empty it, unless a reader is in the way right now."""
        try:
            self._sqlite_conn.execute("PRAGMA busy_timeout = 0")
            busy = self._sqlite_conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            self._sqlite_conn.execute(f"PRAGMA busy_timeout = {_BUSY}")
        return not busy


class Datastore(SQLiteDatastore):
    """The library's datastore, with writing on a connection of its own."""

    def __init__(self, path: Path, *, write: bool) -> None:
        """Raises Stopped when the file cannot be opened as a record."""
        super().__init__(f"{path.absolute().as_uri()}?mode=ro", originator_id_type="text")
        self.pool.close()
        self._writer = WritingConnection(path) if write else None
        self.pool = ReadingPool(db_name=f"{path.absolute().as_uri()}?mode=ro")
        try:
            with self.transaction(commit=False) as c:
                c.execute("SELECT COUNT(*) FROM sqlite_schema")
        except (PersistenceError, sqlite3.Error) as e:
            self.close()
            raise Stopped(f"{path} cannot be read as a record ({e}); name an installation that `init` has made") from e

    @contextmanager
    def get_connection(self, *, commit: bool) -> Iterator[SQLiteConnection]:
        """A connection: the writing one for `commit`, else one that only reads."""
        if not commit:
            with super().get_connection(commit=False) as connection:
                yield connection
            return
        if self._writer is None:
            raise InterfaceError("opened for reading only")
        yield self._writer

    def truncate(self) -> bool:
        """Empty the write-ahead log; False when a reader is in the way."""
        if self._writer is None:
            raise InterfaceError("opened for reading only")
        return self._writer.truncate()

    def close(self) -> None:
        """End every connection."""
        super().close()
        writer, self._writer = getattr(self, "_writer", None), None
        if writer is not None:
            writer.close()
