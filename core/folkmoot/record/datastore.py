"""The library's datastore over one SQLite file: a pool that only reads, and one connection that writes."""

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eventsourcing.persistence import OperationalError
from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)

from folkmoot.record import durable
from folkmoot.record.batch import Busy, Stopped


class ReadingPool(SQLiteConnectionPool):
    """The library's pool over connections that cannot write."""

    def __init__(self, path: Path) -> None:
        super().__init__(db_name=durable.address(path))
        self._path = path

    def _create_connection(self) -> SQLiteConnection:
        connection = durable.reading(self._path)
        connection.row_factory = sqlite3.Row
        return SQLiteConnection(connection, max_age=None)


class _Transaction(SQLiteTransaction):
    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as e:
            if durable.is_busy(e):
                raise Busy("another program holds the record's file; close it and try again") from e
            raise OperationalError(e) from e
        return cursor


class WritingConnection(SQLiteConnection):
    """The one connection that writes; its transactions hold SQLite's write lock from the first statement."""

    def __init__(self, path: Path) -> None:
        """Raises Stopped when the file cannot be opened for writing."""
        super().__init__(durable.writing(path), max_age=None)

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """A transaction; raises Busy when another program holds the file."""
        with _Transaction(self, commit=commit) as cursor, cursor:
            yield cursor

    def truncate(self) -> bool:
        """Empty the write-ahead log, unless a reader is in the way right now."""
        return durable.empty_log(self._sqlite_conn)


class Datastore(SQLiteDatastore):
    """The library's datastore, with writing on a connection of its own."""

    def __init__(self, path: Path, *, write: bool) -> None:
        """Raises Stopped when the file cannot be opened as a record."""
        self._path, self._closed = path, False
        self._idle: deque[sqlite3.Connection] = deque()
        super().__init__(durable.address(path), originator_id_type="text")
        self.pool.close()
        self._writer = WritingConnection(path) if write else None
        self.pool = ReadingPool(path)

    @contextmanager
    def get_connection(self, *, commit: bool) -> Iterator[SQLiteConnection]:
        """A connection: the writing one for `commit`, else one that only reads."""
        if commit:
            yield self.writer
            return
        with super().get_connection(commit=False) as connection:
            yield connection

    def rows(self, statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """Rows of one select, as tuples. The library's pool takes five times as long, which the writer feels."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = durable.reading(self._path)
        try:
            return connection.execute(statement, values).fetchall()
        finally:
            if self._closed:
                connection.close()
            else:
                self._idle.append(connection)

    @property
    def writer(self) -> WritingConnection:
        """The writing connection. Raises Stopped when there is none."""
        if self._writer is None:
            raise Stopped("this record was opened for reading only")
        return self._writer

    def close(self) -> None:
        """End every connection."""
        self._closed = True
        super().close()
        while self._idle:
            self._idle.pop().close()
        writer, self._writer = getattr(self, "_writer", None), None
        if writer is not None:
            writer.close()
