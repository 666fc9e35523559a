"""What plugins have still to make is kept in a small SQLite file, made when first needed; what it loses is found in the record again."""

import math
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

_TABLES = (
    "CREATE TABLE IF NOT EXISTS read (community TEXT, plugin TEXT, since INTEGER, next INTEGER, tended INTEGER,"
    " PRIMARY KEY (community, plugin)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS jobs (community TEXT, plugin TEXT, contribution TEXT, kind TEXT, lang TEXT, tries INTEGER, due REAL,"
    " why TEXT, PRIMARY KEY (community, plugin, contribution, kind, lang)) WITHOUT ROWID",
)
_THIS = "community = ? AND plugin = ? AND contribution = ? AND kind = ? AND lang = ?"

NEVER = math.inf
"""Of a job that was given up: it is due again when somebody tends the plugin, or the words change."""


class Reading(msgspec.Struct, frozen=True):
    """How far a record was read for a plugin. since: index of the entry that enabled it. next: of the first that was not read.
    tended: of the last by which somebody enabled it or set it up.
    """

    since: int
    next: int
    tended: int


class Job(msgspec.Struct, frozen=True):
    """Something to make. tries: how often it was asked for in vain. due: seconds since 1970. why: what went wrong last, a sentence."""

    contribution: str
    kind: str
    lang: str
    tries: int = 0
    due: float = 0.0
    why: str = ""


class Jobs:
    """The file. Several threads and processes may ask at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def reading(self, community: str, plugin: str) -> Reading | None:
        """How far the record was read, None when that was never kept."""
        rows = self._do("SELECT since, next, tended FROM read WHERE community = ? AND plugin = ?", community, plugin)
        return Reading(*rows[0]) if rows else None

    def keep(self, community: str, plugin: str, reading: Reading, jobs: list[Job]) -> None:
        """Keep how far it was read together with what was found to do; a job that is there already begins anew."""
        rows = [(community, plugin, *msgspec.structs.astuple(job)) for job in jobs]
        with closing(self._open()) as file:
            file.execute("BEGIN IMMEDIATE")
            file.execute("REPLACE INTO read VALUES (?, ?, ?, ?, ?)", (community, plugin, *msgspec.structs.astuple(reading)))
            file.executemany("REPLACE INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            file.execute("COMMIT")

    def forget(self, community: str, plugin: str) -> None:
        """Keep nothing more of a plugin that is not enabled any more."""
        for table in ("read", "jobs"):
            self._do(f"DELETE FROM {table} WHERE community = ? AND plugin = ?", community, plugin)

    def due(self, community: str, plugin: str, now: float) -> Job | None:
        """The job that is due longest, None when none is. now: seconds since 1970."""
        sql = "SELECT contribution, kind, lang, tries, due, why FROM jobs WHERE community = ? AND plugin = ? AND due <= ?"
        rows = self._do(f"{sql} ORDER BY due, contribution, kind, lang LIMIT 1", community, plugin, now)
        return Job(*rows[0]) if rows else None

    def again(self, community: str, plugin: str, job: Job) -> None:
        """Keep a job with what became of it, unless it is gone meanwhile."""
        which = community, plugin, job.contribution, job.kind, job.lang
        self._do(f"UPDATE jobs SET tries = ?, due = ?, why = ? WHERE {_THIS}", job.tries, job.due, job.why, *which)

    def done(self, community: str, plugin: str, job: Job) -> None:
        """Keep a job no more."""
        self._do(f"DELETE FROM jobs WHERE {_THIS}", community, plugin, job.contribution, job.kind, job.lang)

    def waiting(self, community: str, plugin: str) -> tuple[int, int, str]:
        """How many jobs wait, how many of them were given up, and what went wrong last, empty for nothing."""
        sql = "SELECT count(*), coalesce(sum(due > 1e15), 0), coalesce(max(why), '') FROM jobs WHERE community = ? AND plugin = ?"
        [(jobs, given_up, why)] = self._do(sql, community, plugin)
        return jobs, given_up, why

    def waits(self, community: str, contribution: str, kind: str, lang: str) -> bool:
        """Whether something is still to be made, and was not given up."""
        sql = "SELECT 1 FROM jobs WHERE community = ? AND contribution = ? AND kind = ? AND lang = ? AND due < 1e15 LIMIT 1"
        return bool(self._do(sql, community, contribution, kind, lang))

    def _do(self, statement: str, *values: str | int | float) -> list[Any]:
        with closing(self._open()) as file:
            return file.execute(statement, values).fetchall()

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(mode=0o700, exist_ok=True)
        # opened for each of the few statements, so that nobody has to close it and no thread waits for another
        file = sqlite3.connect(self._path, isolation_level=None, timeout=10)
        for table in _TABLES:
            file.execute(table)
        return file
