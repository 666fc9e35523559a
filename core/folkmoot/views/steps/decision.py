"""What a decision changes in the tables, from its call to its review."""

import msgspec

from folkmoot.events import decision
from folkmoot.events.entry import Entry, pub_of
from folkmoot.events.fact import Fact
from folkmoot.views.batch import WHOLE, Batch, Relation
from folkmoot.views.step import Step
from folkmoot.views.steps.proposal import rests_on


def _called(batch: Batch, entry: Entry, fact: decision.Called, s: int) -> None:
    where = batch.names.known(fact.canvas)
    terms = bytes(pub_of(fact)).decode()
    sql = "INSERT OR IGNORE INTO decisions (n, id, i, canvas, terms) VALUES (?, ?, ?, ?, ?)"
    if not batch.db.execute(sql, (s, entry.s, entry.i, where, terms)).rowcount:
        return
    pages = [batch.names.known(source) for source in fact.inputs]
    batch.db.executemany("INSERT OR IGNORE INTO inputs VALUES (?, ?)", [(page, s) for page in pages])
    taken_over = {option.source for option in fact.options}
    for source in fact.inputs:
        relation: Relation = "option" if source in taken_over else "input"
        batch.tie(entry, source, entry.s, relation)
        rests_on(batch, entry, source, relation)
    batch.count(where, "decisions")
    batch.touch(entry.i, s, where, WHOLE, *pages)


def _opened(batch: Batch, entry: Entry, fact: decision.Opened, s: int) -> None:
    _stage(batch, entry, "opened", s)


def _ballot(batch: Batch, entry: Entry, fact: decision.BallotCast, s: int) -> None:
    by, choice = batch.names.number(entry.by), msgspec.json.encode(fact.choice, order="sorted").decode()
    sql = "UPDATE ballots SET choice = ?, i = ? WHERE decision = ? AND participant = ?"
    if not batch.db.execute(sql, (choice, entry.i, s, by)).rowcount:
        batch.db.execute("INSERT INTO ballots VALUES (?, ?, ?, ?)", (s, by, choice, entry.i))
        batch.db.execute("UPDATE decisions SET ballots = ballots + 1 WHERE n = ?", (s,))
        batch.touch(entry.i, s)


def _batch_entered(batch: Batch, entry: Entry, fact: decision.BatchEntered, s: int) -> None:
    choices = msgspec.json.encode(fact.choices, order="sorted").decode()
    row = s, fact.batch, batch.names.number(entry.by), entry.i, choices
    sql = "INSERT INTO paper_batches (decision, batch, author, i, choices) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
    sql += "author = excluded.author, i = excluded.i, choices = excluded.choices, checker = 0, differed = '', confirmed = -1"
    batch.db.execute(sql, row)
    batch.touch(entry.i, s)


def _batch_differed(batch: Batch, entry: Entry, fact: decision.BatchDiffered, s: int) -> None:
    choices = msgspec.json.encode(fact.choices, order="sorted").decode()
    sql = "UPDATE paper_batches SET checker = ?, differed = ? WHERE decision = ? AND batch = ?"
    batch.db.execute(sql, (batch.names.number(entry.by), choices, s, fact.batch))
    batch.touch(entry.i, s)


def _batch_confirmed(batch: Batch, entry: Entry, fact: decision.BatchConfirmed, s: int) -> None:
    sql = "UPDATE paper_batches SET checker = ?, differed = '', confirmed = ? WHERE decision = ? AND batch = ? AND confirmed < 0"
    if batch.db.execute(sql, (batch.names.number(entry.by), entry.i, s, fact.batch)).rowcount:
        more = "SELECT json_array_length(choices) FROM paper_batches WHERE decision = ? AND batch = ?"
        batch.db.execute(f"UPDATE decisions SET ballots = ballots + ({more}) WHERE n = ?", (s, fact.batch, s))
    batch.touch(entry.i, s)


def _seconded(batch: Batch, entry: Entry, fact: decision.Seconded, s: int) -> None:
    batch.db.execute("INSERT OR IGNORE INTO decision_seconds VALUES (?, ?, ?)", (s, batch.names.number(entry.by), entry.i))
    batch.touch(entry.i, s)


def _called_off(batch: Batch, entry: Entry, fact: decision.CalledOff, s: int) -> None:
    _stage(batch, entry, "called_off", s)


def _closed(batch: Batch, entry: Entry, fact: decision.Closed, s: int) -> None:
    _stage(batch, entry, "closed", s)


def _tallied(batch: Batch, entry: Entry, fact: decision.Tallied, s: int) -> None:
    batch.db.execute("UPDATE decisions SET tally = ? WHERE n = ?", (bytes(pub_of(fact)).decode(), s))
    _stage(batch, entry, "tallied", s)


_COUNTS: dict[str, tuple[tuple[str, int], ...]] = {
    "called_off": (),
    "opened": (("voting", 1),),
    "closed": (("voting", -1),),
    "tallied": (("decided", 1),),
}


def _stage(batch: Batch, entry: Entry, stage: str, s: int) -> None:
    """A decision comes to a stage, once."""
    new = batch.db.execute(f"UPDATE decisions SET {stage} = ? WHERE n = ? AND {stage} < 0", (entry.i, s))
    row = batch.db.execute("SELECT canvas FROM decisions WHERE n = ?", (s,)).fetchone()
    if new.rowcount and row:
        for what, more in _COUNTS[stage]:
            batch.count(row[0], what, more)
        batch.touch(entry.i, s, row[0], WHOLE)


def _reviewed(batch: Batch, entry: Entry, fact: decision.Reviewed, s: int) -> None:
    batch.db.execute("INSERT INTO reviews VALUES (?, ?, ?)", (s, entry.i, fact.outcome))
    batch.touch(entry.i, s)


def _view_attached(batch: Batch, entry: Entry, fact: decision.ViewAttached, s: int) -> None:
    row = s, batch.names.number(entry.by), entry.i, batch.names.number(fact.text)
    batch.db.execute("INSERT OR IGNORE INTO decision_views VALUES (?, ?, ?, ?)", row)
    batch.touch(entry.i, s)


STEPS: dict[type[Fact], Step] = {
    decision.Called: _called,
    decision.Seconded: _seconded,
    decision.CalledOff: _called_off,
    decision.Opened: _opened,
    decision.BallotCast: _ballot,
    decision.BatchEntered: _batch_entered,
    decision.BatchDiffered: _batch_differed,
    decision.BatchConfirmed: _batch_confirmed,
    decision.Closed: _closed,
    decision.Tallied: _tallied,
    decision.Reviewed: _reviewed,
    decision.ViewAttached: _view_attached,
}
