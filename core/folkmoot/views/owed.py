"""What is owed follows from the entries by the same fold that the rules decide on; the tables keep it, one duty a row."""

from typing import NamedTuple

import msgspec

from folkmoot.domain.duty import FOLLOWS, Duty, Promise, begins
from folkmoot.events.community import Rules
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.participant import ParticipantErased
from folkmoot.views.batch import WHOLE, Batch

_decode = msgspec.json.Decoder(Duty).decode
_encode = msgspec.json.Encoder(order="sorted").encode
_rules = msgspec.json.Decoder(Rules).decode


class _Row(NamedTuple):
    n: int
    canvas: int
    decision: int
    duty: Duty


def follow(batch: Batch, entry: Entry, fact: Fact | Unknown, s: int) -> None:
    """Take an entry in, after its own step; most change nothing that is owed."""
    if type(fact) not in FOLLOWS:
        return
    if isinstance(fact, ParticipantErased):
        for n, canvas, decision, state in batch.db.execute(_FETCH + "WHERE author = ?", (entry.s,)).fetchall():
            _carry(batch, entry, fact, _Row(n, canvas, decision, _decode(state)))
        return
    row = batch.db.execute(_FETCH + "WHERE n = ?", (s,)).fetchone()
    if row is not None:
        n, canvas, decision, state = row
        _carry(batch, entry, fact, _Row(n, canvas, decision, _decode(state)))
    elif (duty := begins(entry, fact)) is not None:
        canvas, decision = batch.names.known(duty.canvas), batch.names.known(getattr(fact, "decision", ""))
        batch.db.execute(
            "INSERT INTO duties VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (s, canvas, decision, duty.by, *_columns(duty))
        )
        _touch(batch, entry, s, canvas, decision)


_FETCH = "SELECT n, canvas, decision, state FROM duties "


def _carry(batch: Batch, entry: Entry, fact: Fact | Unknown, row: _Row) -> None:
    duty, before = row.duty, _encode(row.duty)
    duty.evolve(entry, fact, _in_force(batch), _promise(batch, row.canvas))
    if _encode(duty) == before:
        return
    sql = "UPDATE duties SET office = ?, due = ?, open = ?, noted = ?, listed = ?, state = ? WHERE n = ?"
    batch.db.execute(sql, (*_columns(duty), row.n))
    _touch(batch, entry, row.n, row.canvas, row.decision)


def _columns(duty: Duty) -> tuple[str, str, bool, str, bool, str]:
    return duty.office, duty.due, duty.open, duty.noted, bool(duty.due or duty.met), _encode(duty).decode()


def _in_force(batch: Batch) -> Rules:
    row = batch.db.execute("SELECT rules FROM charters ORDER BY version DESC LIMIT 1").fetchone()
    return _rules(row[0]) if row else Rules()


def _promise(batch: Batch, canvas: int) -> Promise:
    row = batch.db.execute("SELECT body, answer_by FROM canvases WHERE n = ?", (canvas,)).fetchone()
    return Promise(*row) if row else Promise()


def _touch(batch: Batch, entry: Entry, *pages: int) -> None:
    batch.touch(entry.i, WHOLE, *(page for page in pages if page))
