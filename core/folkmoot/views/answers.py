"""Responses are taken in many at a time: the last one a person gives to a statement counts, and each counts once."""

import sqlite3
from collections import Counter

_COUNTED = {1: "agree", 0: "pass", -1: "disagree"}


class Answers:
    """Responses of one batch, and what they change in the counts."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._given: dict[tuple[int, int], tuple[int, int]] = {}
        db.execute(
            "CREATE TEMP TABLE IF NOT EXISTS fresh (participant INTEGER, statement INTEGER, value INTEGER, i INTEGER, "
            "PRIMARY KEY (participant, statement)) WITHOUT ROWID"
        )

    def give(self, participant: int, statement: int, value: int, i: int) -> None:
        """Take one response; the last one counts."""
        self._given[participant, statement] = value, i

    def flush(self) -> dict[int, int]:
        """Write responses and counts. Answers statement -> how many responses it has more than before."""
        if not self._given:
            return {}
        self._db.execute("DELETE FROM fresh")
        rows = sorted((*pair, *said) for pair, said in self._given.items())
        self._given.clear()
        self._db.executemany("INSERT INTO fresh VALUES (?, ?, ?, ?)", rows)
        more = self._count()
        self._db.execute("INSERT OR REPLACE INTO responses SELECT participant, statement, value, i FROM fresh")
        return more

    def _count(self) -> dict[int, int]:
        people: Counter[int] = Counter()
        counts: dict[int, dict[str, int]] = {}
        for participant, statement, old, value in self._db.execute(
            "SELECT f.participant, f.statement, r.value, f.value FROM fresh f LEFT JOIN responses r USING (participant, statement)"
        ):
            count = counts.get(statement)
            if count is None:
                count = counts[statement] = {"agree": 0, "disagree": 0, "pass": 0, "answered": 0}
            count[_COUNTED[value]] += 1
            if old is None:
                count["answered"] += 1
                people[participant] += 1
            else:
                count[_COUNTED[old]] -= 1
        self._write(people, counts)
        return {statement: count["answered"] for statement, count in counts.items()}

    def _write(self, people: Counter[int], counts: dict[int, dict[str, int]]) -> None:
        self._db.executemany(
            "UPDATE participants SET answered = answered + ? WHERE n = ?", [(more, n) for n, more in people.items()]
        )
        self._db.executemany(
            "UPDATE contributions SET agree = agree + ?, disagree = disagree + ?, pass = pass + ?, "
            "answered = answered + ? WHERE n = ?",
            [(*count.values(), statement) for statement, count in sorted(counts.items())],
        )
