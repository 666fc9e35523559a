"""The tables of the record's SQLite file, and what may not be done to them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from folkmoot.record.batch import Batch, Stopped
from folkmoot.record.datastore import Datastore

APPLICATION = 0x466F6C6B
"""SQLite's application_id of the file: "Folk" in ASCII."""

VERSION = 1


# The library selects `rowid` by that name, which SQLite keeps only if the column is called so.
_TABLES = """
CREATE TABLE entries (
    rowid INTEGER PRIMARY KEY AUTOINCREMENT,
    originator_id TEXT NOT NULL,
    originator_version INTEGER NOT NULL,
    topic TEXT NOT NULL,
    state BLOB NOT NULL,
    UNIQUE (originator_id, originator_version)) STRICT

CREATE TABLE ledger (
    community TEXT NOT NULL, idx INTEGER NOT NULL, row INTEGER NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (community, idx)) STRICT, WITHOUT ROWID

CREATE TABLE keys (
    community TEXT NOT NULL, key BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (community, key)) STRICT, WITHOUT ROWID

CREATE TABLE payloads (
    community TEXT NOT NULL, i INTEGER NOT NULL, k INTEGER NOT NULL, sealed BLOB NOT NULL,
    PRIMARY KEY (community, i, k)) STRICT, WITHOUT ROWID

CREATE TABLE blobs (
    community TEXT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (community, name)) STRICT

CREATE TABLE erasures (
    community TEXT NOT NULL, i INTEGER NOT NULL,
    PRIMARY KEY (community, i)) STRICT, WITHOUT ROWID

CREATE TRIGGER entries_no_gap BEFORE INSERT ON entries
    WHEN NEW.originator_version <> 1 AND NOT EXISTS (
        SELECT 1 FROM entries
        WHERE originator_id = NEW.originator_id AND originator_version = NEW.originator_version - 1)
    BEGIN SELECT RAISE(ABORT, 'a place in a stream was left out'); END
"""


def _guard(table: str, action: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{action} BEFORE {action} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, 'what is in {table} is never changed'); END"
    )


STATEMENTS = (
    *_TABLES.strip().split("\n\n"),
    *(_guard(table, action) for table in ("entries", "ledger") for action in ("UPDATE", "DELETE")),
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)

# Without statistics SQLite reads a whole index for DISTINCT; this takes one step a community.
COMMUNITIES = (
    "WITH RECURSIVE name(c) AS (SELECT MIN(community) FROM ledger UNION ALL"
    " SELECT (SELECT MIN(community) FROM ledger WHERE community > c) FROM name WHERE c IS NOT NULL)"
    " SELECT c FROM name WHERE c IS NOT NULL"
)

FAULTS = (
    "SELECT 'the index of ' || community || ' has gaps' FROM ledger GROUP BY community"
    " HAVING MIN(idx) <> 0 OR MAX(idx) + 1 <> COUNT(*)"
    " UNION ALL SELECT 'row ' || l.row || ' of the ledger has no entry' FROM ledger l"
    " WHERE NOT EXISTS (SELECT 1 FROM entries e WHERE e.rowid = l.row)"
    " UNION ALL SELECT 'there are entries that are not in the ledger' WHERE"
    " (SELECT COUNT(*) FROM entries) <> (SELECT COUNT(*) FROM ledger)"
)


def rows_of(batch: Batch, rows: Sequence[int]) -> list[tuple[str, list[Any]]]:
    """Statements with their rows for everything in a batch but its entries; rows: row number of each entry, in order."""
    return [
        (
            "INSERT INTO ledger VALUES (?,?,?,?)",
            [(name, i, row, leaf) for row, (name, i, leaf) in zip(rows, batch.ledger, strict=True)],
        ),
        ("INSERT INTO payloads VALUES (?,?,?,?)", [(*seal, sealed) for seal, sealed in batch.payloads.items()]),
        ("INSERT INTO keys VALUES (?,?,?,?)", [(*key, *span) for key, span in batch.keys.items()]),
        ("INSERT OR IGNORE INTO blobs VALUES (?,?,?)", [(*name, blob) for name, blob in batch.blobs.items()]),
        ("DELETE FROM payloads WHERE community = ? AND i = ? AND k = ?", batch.dropped),
        ("INSERT OR IGNORE INTO erasures VALUES (?,?)", batch.noted),
        ("DELETE FROM erasures WHERE community = ? AND i = ?", batch.finished),
    ]


def is_new(datastore: Datastore) -> bool:
    """Whether the file has nothing in it yet."""
    with datastore.transaction(commit=False) as c:
        c.execute("SELECT COUNT(*) FROM sqlite_schema")
        return bool(c.fetchone()[0] == 0)


def check_version(datastore: Datastore, path: Path) -> None:
    """Raises Stopped with a sentence when the file was made by another program or another release."""
    with datastore.transaction(commit=False) as c:
        c.execute("SELECT application_id, user_version FROM pragma_application_id, pragma_user_version")
        application, version = c.fetchone()
    if application != APPLICATION:
        raise Stopped(f"{path} is not a record of Folkmoot; name another file")
    if version != VERSION:
        raise Stopped(f"{path} has format {version}; this release reads format {VERSION}: use the release that wrote it")
