"""A batch of entries is taken into the tables together: rows, counts, words and position in one transaction."""

import sqlite3
from collections import Counter
from typing import Literal, get_args

from folkmoot.events.contribution import Brought
from folkmoot.events.entry import Entry
from folkmoot.events.fact import KINDS, guard
from folkmoot.events.participant import ResponseGiven
from folkmoot.views.answers import Answers
from folkmoot.views.names import Kinds, Names
from folkmoot.views.pieces import Change, Pieces
from folkmoot.views.words import Opener, Words

WHOLE = 0
"""Number that stands for the whole community where a canvas is counted, and for its page."""

EVERY = -1
"""Number that stands for every page, where something changed that any of them may show."""

Relation = Literal["in-theme", "grew-from", "begun-from", "merged-into", "split-into", "input", "option", "answered-by"]
"""How a thing led to another: a contribution is in a theme; what grew from it; a proposal begun from it; a proposal that was
merged into another or split from it; a decision rests on it; an option of a decision has its words; a commitment answers it.
"""

State = Literal["stands", "contested", "upheld", "gone"]
"""What became of a step: all but `gone` are walked."""

_BROUGHT = set(get_args(Brought))

_MOST = 50_000

_OF_CANVAS = {"con": "contributions", "dec": "decisions", "com": "commitments"}
"""Beginning of an id -> the table that says in which canvas it is."""


class Gap(ValueError):
    """The entries do not go on where the view stands."""


class Batch:
    """Takes entries into one database; the caller begins and ends the transaction, and drops this after a failure."""

    def __init__(self, db: sqlite3.Connection, opener: Opener | None) -> None:
        self.db = db
        self.names = Names(db)
        self.words = Words(db, opener)
        self.size = int(db.execute("SELECT size FROM position").fetchone()[0])
        self._kinds = Kinds(db)
        self._time = next(iter(db.execute("SELECT t FROM times ORDER BY i DESC LIMIT 1").fetchone() or [""]))
        self._asked: dict[str, tuple[int, int]] = {}
        self._begin()

    def _begin(self) -> None:
        self.pieces = Pieces(self.db)
        self.answers = Answers(self.db)
        self._entries: list[tuple[int, int, int, int]] = []
        self._times: list[tuple[int, str]] = []
        self._streams: list[tuple[str, str]] = []
        self._first = self.size
        self._totals: Counter[tuple[int, str]] = Counter()
        self._touched: dict[int, int] = {}
        self._where: dict[int, int] = {}

    def enter(self, entry: Entry) -> int:
        """Note that an entry is there, whatever it says; answers the number of its stream.

        Raises Gap when it is not the next one.
        """
        if entry.i != self.size:
            raise Gap(f"entry {entry.i} came where entry {self.size} was expected")
        self.size += 1
        s = self.names.number(entry.s)
        author = s if entry.by == entry.s else self.names.number(entry.by)
        self._entries.append((entry.i, s, author, self._kinds.number(entry)))
        self._streams.append((entry.s, entry.type))
        if entry.t != self._time:
            self._time = entry.t
            self._times.append((entry.i, entry.t))
        return s

    def answer(self, s: int, fact: ResponseGiven, i: int) -> None:
        """Take the response of participant number `s`; one to something that the record does not hold counts nowhere."""
        asked = self._asked.get(fact.statement) or self._ask(fact.statement)
        if asked is not None:
            statement, canvas = asked
            self.answers.give(s, statement, fact.value, i)
            self._where[statement] = canvas
            self._touched[statement] = self._touched[canvas] = i

    def _ask(self, statement: str) -> tuple[int, int] | None:
        row: tuple[int, int] | None = self.db.execute("SELECT n, canvas FROM contributions WHERE id = ?", (statement,)).fetchone()
        if row is not None:
            self._asked[statement] = row
        return row

    def stream_of(self, i: int) -> str:
        """The stream of an entry that was taken in, empty when there is none such."""
        if i >= self._first:
            return self._streams[i - self._first][0] if i < self.size else ""
        row = self.db.execute("SELECT name FROM entries JOIN names ON n = s WHERE i = ?", (i,)).fetchone()
        return row[0] if row else ""

    def count(self, canvas: int, what: str, more: int = 1) -> None:
        """Count something in a canvas and in the community."""
        self._totals[canvas, what] += more
        self._totals[WHOLE, what] += more

    def tie(self, entry: Entry, source: str, target: str, relation: Relation, because: str = "", state: State = "stands") -> None:
        """Say that one thing led to another, or what became of that: the one way in which a step of a thread is written.

        source: id of what came first, as a story is before its theme, a theme before an idea, an idea before a proposal,
        a proposal before a decision, and that before a commitment. target: id of what came of it. because: `con_…` with
        the reason, empty for none. state: `stands` ties the two, anew when it had gone; every other one changes a tie
        that is there. Ids that the record does not show so far are passed over.
        """
        here, there = self.names.known(source), self.names.known(target)
        if not here or not there:
            return
        key, why = (here, there, relation), self.names.known(because) if because else 0
        if state == "stands":
            sql = "INSERT INTO ties VALUES (?, ?, ?, ?, ?, ?, 'stands') ON CONFLICT DO UPDATE SET author = excluded.author, "
            sql += "i = excluded.i, because = excluded.because, state = 'stands' WHERE state = 'gone'"
            self.db.execute(sql, (*key, entry.by, entry.i, why))
        else:
            sql = "UPDATE ties SET state = ? WHERE source = ? AND target = ? AND relation = ? AND state <> 'gone'"
            if self.db.execute(sql, (state, *key)).rowcount:
                row = (*key, entry.i, entry.by, why, state)
                self.db.execute("INSERT OR IGNORE INTO tie_turns VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self.touch(entry.i, here, there)

    def touch(self, i: int, *pages: int) -> None:
        """An entry changed what these pages show; a page by the number of what it shows, WHOLE for the community's."""
        for page in pages:
            self._touched[page] = i

    def flush(self) -> None:
        """Write what was taken in, and where the view stands now."""
        self.names.flush()
        self._count_answers()
        for change in self.pieces.changes():
            self._settle(change)
        for i, k in self.pieces.office():
            self._show_office(i, k)
        write = self.db.executemany
        write("INSERT INTO entries VALUES (?, ?, ?, ?)", self._entries)
        write("INSERT INTO times VALUES (?, ?)", self._times)
        write(
            "INSERT INTO totals VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET number = number + excluded.number",
            [(*key, more) for key, more in self._totals.items()],
        )
        self.db.execute("DELETE FROM totals WHERE number = 0")  # the same rows, however the entries were batched
        write("INSERT OR REPLACE INTO touched VALUES (?, ?)", sorted(self._touched.items()))
        self.db.execute("UPDATE position SET size = ?", (self.size,))
        if len(self._asked) > _MOST:
            self._asked.clear()
        self._begin()

    def _count_answers(self) -> None:
        for statement, more in self.answers.flush().items():
            self.count(self._where[statement], "responses", more)

    def _settle(self, change: Change) -> None:
        status = change.status
        self.db.execute(
            "UPDATE contributions SET words = ?, open = ?, why = ?, since = ?, piece = ? WHERE n = ?",
            (change.new_words, status.state == "public", status.why, _or_none(status.by), change.piece, change.n),
        )
        if change.opens:
            self.count(change.canvas, change.kind, change.opens)
            self.db.execute("UPDATE contributions SET comments = comments + ? WHERE n = ?", (change.opens, change.parent))
        if change.open and (change.opens or change.words != change.new_words):
            self.words.take_away(change.words, 0)
            self.touch(self.size - 1, EVERY)  # any page may show these words in passing, and must not any more
        if status.state == "public" and (change.opens or change.words != change.new_words):
            place = f"{self.tail(change.canvas)} {change.kind}"
            self.words.show(change.new_words, 0, change.n, "words", place)
        self._say_again(change)
        self.touch(self.size - 1, change.n, change.canvas, change.parent, WHOLE, *self._beside(change))

    def _say_again(self, change: Change) -> None:
        """Show the alternatives that may be shown, and take away the others."""
        for i, status in change.again:
            (was,) = self.db.execute("SELECT open FROM alternatives WHERE contribution = ? AND i = ?", (change.n, i)).fetchone()
            row = status.state == "public", status.why, change.n, i
            self.db.execute("UPDATE alternatives SET open = ?, why = ? WHERE contribution = ? AND i = ?", row)
            if was and not row[0]:
                self.words.take_away(i, 0)
            if row[0] and not was:
                self.words.show(i, 0, change.n, "alternative", f"{self.tail(change.canvas)} {change.kind}")

    def _beside(self, change: Change) -> list[int]:
        """Pages of other things that show these words, when they changed after they could be shown there."""
        if change.words >= self._first or not (change.opens or change.words != change.new_words):
            return []
        if change.kind not in _BROUGHT:  # a name or a reason stands on the pages of whatever it is about
            return [EVERY]
        sql = "SELECT contribution FROM links WHERE target = :n UNION SELECT target FROM links WHERE contribution = :n "
        sql += "UNION SELECT source FROM ties WHERE target = :n UNION SELECT target FROM ties WHERE source = :n"
        return [n for (n,) in self.db.execute(sql, {"n": change.n})]

    def _show_office(self, i: int, k: int) -> None:
        stream, type_ = self._streams[i - self._first]
        s = self.names.number(stream)
        table = _OF_CANVAS.get(stream.partition("_")[0])
        row = table and self.db.execute(f"SELECT canvas FROM {table} WHERE n = ?", (s,)).fetchone()
        place = f"{self.tail(row[0] if row else s)} {type_.partition('.')[0]}"
        self.words.show(i, k, s, guard(KINDS[type_], k)[0], place)

    def tail(self, n: int) -> str:
        """The random part of the name with a number."""
        row = self.db.execute("SELECT name FROM names WHERE n = ?", (n,)).fetchone()
        return str(row[0]).partition("_")[2] if row else ""


def _or_none(i: int | None) -> int:
    return -1 if i is None else i
