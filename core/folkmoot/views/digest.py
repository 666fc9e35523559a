"""Whoever has the same entries comes to the same digest: SHA-256 over the state that follows from them alone."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from itertools import islice

import msgspec

from folkmoot.views.batch import Batch
from folkmoot.views.schema import STATE, VERSION, connect, create
from folkmoot.views.taking import take

_encode = msgspec.json.Encoder().encode
AT_ONCE = 10_000
"""Entries that go into a view in one transaction."""


def digest(db: sqlite3.Connection) -> str:
    """Lower-case hex of the digest of a view.

    What is hashed, UTF-8, each line ended by a newline: `folkmoot state <version>`; then for each table of `STATE` in
    order of name, its name, and its rows in order of primary key, each as a JSON array of its columns as declared.
    """
    hashed = hashlib.sha256(b"folkmoot state %d\n" % VERSION)
    for table in sorted(STATE):
        hashed.update(table.encode() + b"\n")
        rows = db.execute(f"SELECT * FROM {table} ORDER BY {_key(db, table)}")
        while some := rows.fetchmany(10_000):
            hashed.update(b"\n".join(map(_encode, some)) + b"\n")
    return hashed.hexdigest()


def _key(db: sqlite3.Connection, table: str) -> str:
    columns = [(place, name) for _, name, _, _, _, place in db.execute(f"PRAGMA table_info({table})") if place]
    return ", ".join(name for _, name in sorted(columns))


def fold(leaves: Iterable[bytes], progress: Callable[[int], None] = lambda done: None) -> sqlite3.Connection:
    """A private view without words of the entries from the first on; it is gone when the connection is closed.

    progress: called with how many entries are taken in. Raises Gap and what `read` raises.
    """
    db = connect("")
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    create(db)
    batch, rest = Batch(db, None), iter(leaves)
    while some := list(islice(rest, AT_ONCE)):
        db.execute("BEGIN")
        take(batch, some)
        db.execute("COMMIT")
        progress(batch.size)
    return db


def digest_of(leaves: Iterable[bytes]) -> str:
    """Lower-case hex of the digest of the state that entries lead to, from the first on."""
    db = fold(leaves)
    try:
        return digest(db)
    finally:
        db.close()
