"""Remembers the last size and root that may be signed for a record, so that two different ones never are."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EIO, ETIMEDOUT
from pathlib import Path
from typing import NamedTuple

_WAIT_SECONDS = 60
_SCHEMA = """
CREATE TABLE IF NOT EXISTS last_signed (
    origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, pruned INTEGER NOT NULL DEFAULT 0
);
CREATE TRIGGER IF NOT EXISTS last_signed_only_grows BEFORE UPDATE ON last_signed
WHEN NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root <> OLD.root)
BEGIN SELECT RAISE(ABORT, 'the last signed size only grows'); END;
CREATE TRIGGER IF NOT EXISTS last_signed_stays BEFORE DELETE ON last_signed
BEGIN SELECT RAISE(ABORT, 'the last signed size stays'); END;
"""


class Last(NamedTuple):
    """The last size and root that may be signed, and up to which size narrower tiles were cleared away."""

    size: int
    root: bytes
    pruned: int


class Held:
    """The memory while its lock is held: no other process reads or changes it until the lock is given back."""

    def __init__(self, connection: sqlite3.Connection, path: Path, origin: str) -> None:
        """Works within the transaction that is open on the connection."""
        self._connection = connection
        self._path = path
        self._origin = origin

    def last(self) -> Last | None:
        """What may be signed now, or None before the first time."""
        found = self._run("SELECT size, root, pruned FROM last_signed WHERE origin = ?", self._origin).fetchone()
        return None if found is None else Last(*found)

    def advance(self, old: Last | None, size: int, root: bytes) -> bool:
        """Sets size and root if they still are the old ones, and says whether it did."""
        if old is None:
            done = self._run(
                "INSERT INTO last_signed (origin, size, root) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", self._origin, size, root
            )
        else:
            done = self._run(
                "UPDATE last_signed SET size = ?, root = ? WHERE origin = ? AND size = ? AND root = ?",
                size,
                root,
                self._origin,
                old.size,
                old.root,
            )
        return done.rowcount == 1

    def pruned(self, size: int) -> None:
        """Notes that narrower tiles are cleared away up to this size."""
        self._run("UPDATE last_signed SET pruned = ? WHERE origin = ?", size, self._origin)

    def _run(self, statement: str, *values: int | str | bytes) -> sqlite3.Cursor:
        with _plainly(self._path):
            return self._connection.execute(statement, values)


class LastSigned:
    """The memory, in a small SQLite file of its own that is never restored from a backup."""

    def __init__(self, path: Path, origin: str) -> None:
        """Keeps the record of this origin in this file, which is made when first needed."""
        self._path = path
        self._origin = origin

    @contextmanager
    def held(self) -> Iterator[Held]:
        """Takes the lock; what was changed is on disk when the block ends, and undone if it ends in an error.

        Raises TimeoutError if another process keeps the lock for a minute, OSError if the file cannot be read or written.
        """
        with _plainly(self._path):
            connection = sqlite3.connect(self._path, timeout=_WAIT_SECONDS, isolation_level=None)
        try:
            with _plainly(self._path):
                _begin(connection)
            yield Held(connection, self._path, self._origin)
            with _plainly(self._path):
                connection.execute("COMMIT")
        finally:
            connection.close()


def _begin(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = DELETE")
    # With FULL, a power cut can bring back a deleted journal and undo a commit after its checkpoint was signed.
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("BEGIN IMMEDIATE")
    for statement in _SCHEMA.split(";\n"):
        connection.execute(statement)


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise TimeoutError(
                ETIMEDOUT, "another process has been publishing this record for a minute: try again later"
            ) from error
        raise OSError(EIO, f"the memory of what was signed, {path.name}, cannot be used ({error}): see to its disk") from error
