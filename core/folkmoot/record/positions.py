"""Where each plugin stands in each record is kept in a small SQLite file, made when first needed, that no backup needs."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

_TABLE = (
    "CREATE TABLE IF NOT EXISTS told (community TEXT, plugin TEXT, since INTEGER, next INTEGER, tries INTEGER, due REAL,"
    " tended INTEGER, PRIMARY KEY (community, plugin)) WITHOUT ROWID"
)


class Position(msgspec.Struct):
    """Where a plugin stands in a record. since: index of the entry that enabled it. next: of the first that it was not told.
    tries: how often it was told that one in vain. due: seconds since 1970 before which it is not told again. tended: index of
    the last entry by which somebody enabled it or set it up.
    """

    since: int
    next: int
    tries: int = 0
    due: float = 0.0
    tended: int = -1


class Positions:
    """The file. Several threads and processes may ask at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, community: str, plugin: str) -> Position | None:
        """Where one stands, None when that was never kept."""
        if not self._path.exists():
            return None
        rows = self._do("SELECT since, next, tries, due, tended FROM told WHERE community = ? AND plugin = ?", community, plugin)
        return Position(*rows[0]) if rows else None

    def keep(self, community: str, plugin: str, position: Position) -> None:
        """Keep it; it is on disk when this returns."""
        self._do("REPLACE INTO told VALUES (?, ?, ?, ?, ?, ?, ?)", community, plugin, *msgspec.structs.astuple(position))

    def forget(self, community: str, plugin: str) -> None:
        """Keep it no more."""
        self._do("DELETE FROM told WHERE community = ? AND plugin = ?", community, plugin)

    def _do(self, statement: str, *values: str | int | float) -> list[Any]:
        self._path.parent.mkdir(mode=0o700, exist_ok=True)
        # opened for each of the few statements, so that nobody has to close it and no thread waits for another
        with closing(sqlite3.connect(self._path, isolation_level=None)) as file:
            file.execute("PRAGMA synchronous = EXTRA")
            file.execute(_TABLE)
            return file.execute(statement, values).fetchall()
