"""Connections to SQLite files that keep what they were told and lose what they were told to forget, checked when opened."""

import sqlite3
from pathlib import Path

from folkmoot.record.batch import Stopped

BUSY = 5000
"""Milliseconds for which SQLite waits for a lock."""

_PROMISES: tuple[tuple[str, str, str | int], ...] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("secure_delete", "ON", 1),
    ("mmap_size", "0", 0),
)


def writing(path: Path) -> sqlite3.Connection:
    """The connection that writes to a file, made if missing with mode 0600; there may be one at a time.

    Versions of SQLite before 3.51.3 can spoil the write-ahead log when two connections write or empty it.
    Raises Stopped when the file cannot be opened, or a promise of durability or of deletion is not kept.
    """
    try:
        path.touch(mode=0o600)
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY / 1000)
        for pragma, value, expected in _PROMISES:
            connection.execute(f"PRAGMA {pragma} = {value}")
            found = connection.execute(f"PRAGMA {pragma}").fetchone()
            if found is not None and found[0] != expected:
                raise Stopped(f"SQLite does not keep {pragma} = {value} for {path}; put it on a disk of this machine")
    except (sqlite3.Error, OSError) as e:
        raise Stopped(f"{path} cannot be opened for writing ({e}); see that it is a file of Folkmoot") from e
    return connection


def reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write and never moves the write-ahead log.

    Raises Stopped when there is no such file or it is not SQLite's.
    """
    try:
        connection = sqlite3.connect(address(path), uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY / 1000)
        only_read(connection)
        connection.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error as e:
        raise Stopped(f"{path} cannot be read ({e}); name an installation that `folkmoot init` has made") from e
    return connection


def address(path: Path) -> str:
    """SQLite's URI of a file for reading only."""
    return f"{path.absolute().as_uri()}?mode=ro"


def only_read(connection: sqlite3.Connection) -> None:
    """Keep a connection from writing to the file and to its log."""
    for pragma in ("query_only = ON", "wal_autocheckpoint = 0", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")


def empty_log(connection: sqlite3.Connection) -> bool:
    """Write the log back into the file and empty it, unless a reader is in the way right now."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY}")


def is_busy(error: sqlite3.Error) -> bool:
    """Whether an error only says that somebody else holds the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
