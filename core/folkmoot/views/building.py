"""A view file is disposable: made anew when it cannot be used, and built beside the old one and swapped when asked."""

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from folkmoot.views import words
from folkmoot.views.batch import Batch
from folkmoot.views.digest import AT_ONCE
from folkmoot.views.schema import VERSION, connect, create, version
from folkmoot.views.taking import take
from folkmoot.views.words import Opener


class Busy(Exception):
    """Another process builds this view at the moment."""


def size(db: sqlite3.Connection) -> int:
    """Entries that a view has taken in."""
    return int(db.execute("SELECT size FROM position").fetchone()[0])


def ready(path: Path) -> sqlite3.Connection:
    """A connection that writes to the view in a file; begun anew when the file is missing, broken or of another version."""
    try:
        return _begun(path)
    except sqlite3.DatabaseError as fault:
        if not broken(fault):
            raise
        drop(path)
        return _begun(path)


def _begun(path: Path) -> sqlite3.Connection:
    db = _opened(path)
    try:
        if version(db) not in (0, VERSION):
            db.close()
            drop(path)
            db = _opened(path)
        if version(db) == 0:
            with _alone(db):
                if version(db) == 0:  # another process may have been quicker
                    create(db)
        size(db)
    except BaseException:
        db.close()
        raise
    return db


def broken(fault: BaseException) -> bool:
    """Whether a file is no sound database any more, and not merely locked or the disk full."""
    return getattr(fault, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    db = connect(path)
    try:
        # in WAL mode this loses at most what the record gives again
        db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000")
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


@contextlib.contextmanager
def _alone(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def drop(path: Path) -> None:
    """Remove a view file and what belongs to it."""
    for tail in ("-wal", "-shm", ""):
        path.with_name(path.name + tail).unlink(missing_ok=True)


def build(
    path: Path,
    opener: Opener | None,
    leaves: Callable[[int, int], Sequence[bytes]],
    progress: Callable[[int, int], None],
    total: int,
) -> int:
    """Build a view from the first entry on beside a file, and put it in its place; answers its size.

    Raises Busy when another process does the same.
    """
    with open(path.with_name(path.name + ".lock"), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy("Another process builds this view already; wait until it is done.") from None
        beside = path.with_name(path.name + ".next")
        drop(beside)
        try:
            taken = _build(beside, opener, leaves, progress, total)
            # a log of the old file must not be taken for one of the new
            for tail in ("-wal", "-shm"):
                path.with_name(path.name + tail).unlink(missing_ok=True)
            os.replace(beside, path)
        finally:
            drop(beside)
    return taken


def _build(
    beside: Path,
    opener: Opener | None,
    leaves: Callable[[int, int], Sequence[bytes]],
    progress: Callable[[int, int], None],
    total: int,
) -> int:
    db = connect(beside)
    try:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        create(db)
        batch = Batch(db, opener)
        while more := leaves(batch.size, AT_ONCE):
            db.execute("BEGIN")
            take(batch, more)
            db.execute("COMMIT")
            progress(batch.size, max(batch.size, total))
        words.purge(db)
        return batch.size
    finally:
        db.close()
