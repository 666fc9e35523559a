"""Names and kinds of entry are numbered in the order in which the record first shows them, so that rows stay small."""

import sqlite3

from folkmoot.events.entry import Entry

_MOST = 50_000


class Names:
    """Numbers of names, from 1; what was looked up is kept, within bounds."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._kept: dict[str, int] = {}
        self._new: list[tuple[int, str]] = []
        self._last = int(db.execute("SELECT coalesce(max(n), 0) FROM names").fetchone()[0])

    def known(self, name: str) -> int:
        """The number of a name, 0 when the record has not shown it so far."""
        n = self._kept.get(name)
        if n is None:
            row = self._db.execute("SELECT n FROM names WHERE name = ?", (name,)).fetchone()
            if row is None:
                return 0
            n = self._kept[name] = row[0]
        return n

    def number(self, name: str) -> int:
        """The number of a name, the next one when it is new."""
        n = self._kept.get(name) or self.known(name)
        if not n:
            self._last += 1
            n = self._kept[name] = self._last
            self._new.append((n, name))
        return n

    def flush(self) -> None:
        """Write the new names."""
        self._db.executemany("INSERT INTO names VALUES (?, ?)", self._new)
        self._new.clear()
        if len(self._kept) > _MOST:
            self._kept.clear()


class Kinds:
    """Numbers of kinds of entry with version and channel, from 1."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._kept = {(type_, v, via): n for n, type_, v, via in db.execute("SELECT n, type, v, via FROM kinds")}

    def number(self, entry: Entry) -> int:
        """The number of an entry's kind."""
        key = entry.type, entry.v, entry.via
        n = self._kept.get(key)
        if n is None:
            n = self._kept[key] = len(self._kept) + 1
            self._db.execute("INSERT INTO kinds VALUES (?, ?, ?, ?)", (n, *key))
        return n
