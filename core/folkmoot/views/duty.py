"""What a body owes and what became of it: the clock of one duty, the duties of an office, and the board for everybody."""

from typing import Literal

import msgspec

from folkmoot.domain.duty import Duty, What
from folkmoot.views import commitment as commitments
from folkmoot.views.commitment import CommitmentLine
from folkmoot.views.community import rules
from folkmoot.views.reading import View
from folkmoot.views.shown import END, PAGE, Said, number, said, time_of
from folkmoot.views.thread import thing

_decode = msgspec.json.Decoder(Duty).decode

Outcome = Literal["", "accepted", "changed", "refused"]


class Clock(msgspec.Struct, frozen=True):
    """One duty. office: who owes it, empty for any officer. due: `YYYY-MM-DD`, empty while nothing is owed yet. open: it
    is owed. overdue: and its day is over. days: that are left, below 0 when it is overdue. noted: the record says so.
    seconded, needed: people who seconded a question, and how many it takes.
    """

    what: What
    id: str
    canvas: str
    office: str
    due: str
    open: bool
    overdue: bool
    days: int
    noted: bool
    seconded: int
    needed: int


class OfficeAnswer(msgspec.Struct, frozen=True):
    """What an office answered. outcome: of a decision; empty for a question."""

    i: int
    t: str
    office: str
    outcome: Outcome
    text: Said | None


class Line(msgspec.Struct, frozen=True):
    """A duty on the board. n: cursor. said: question asked or decided, or what is promised; None while it is not shown.
    answer: the latest. commitments: that follow from a decision, or the one that this is.
    """

    n: int
    clock: Clock
    said: Said | None
    answer: OfficeAnswer | None
    commitments: tuple[CommitmentLine, ...]


def clock(view: View, id_: str, today: str) -> Clock | None:
    """The clock of a question to an office, a decision or a commitment; None when nothing can be owed there.

    today: `YYYY-MM-DD` in UTC.
    """
    row = view.row("SELECT state FROM duties WHERE n = ?", number(view, id_))
    return row and _clock(view, id_, row[0], today)


def _clock(view: View, id_: str, state: str, today: str) -> Clock:
    duty = _decode(state)
    late, days = duty.overdue(today), commitments.days_until(duty.due, today)
    said_so = duty.noted == duty.due
    needed = rules(view).seconds if duty.what == "question" and not duty.due else duty.seconded
    return Clock(duty.what, id_, duty.canvas, duty.office, duty.due, duty.open, late, days, said_so, duty.seconded, needed)


def answers(view: View, id_: str) -> tuple[OfficeAnswer, ...]:
    """What offices answered to a question or a decision, the latest first; the others were corrected."""
    rows = view.rows(
        "SELECT i, office, outcome FROM office_answers WHERE thing = ? ORDER BY i DESC LIMIT ?", number(view, id_), PAGE
    )
    return tuple(OfficeAnswer(i, time_of(view, i), office, outcome, said(view, i)) for i, office, outcome in rows)


def has_seconded(view: View, question: str, participant: str) -> bool:
    """Whether a participant seconded a question."""
    sql = "SELECT 1 FROM seconded_questions WHERE question = ? AND author = ?"
    return bool(participant) and view.row(sql, number(view, question), number(view, participant)) is not None


def board(view: View, today: str, canvas: str = "", before: int = END, limit: int = PAGE) -> tuple[Line, ...]:
    """A page of what was asked and decided and what became of it, newest first. canvas: id, empty for all. before: cursor."""
    where = "AND d.canvas = ? " if canvas else ""
    sql = f"SELECT d.n, d.state FROM duties d WHERE d.listed = 1 AND d.decision = 0 {where}AND d.n < ? ORDER BY d.n DESC LIMIT ?"
    given = (number(view, canvas), before, limit) if canvas else (before, limit)
    return tuple(_line(view, n, state, today) for n, state in view.rows(sql, *given))


def owed(view: View, today: str, offices: tuple[str, ...], any_officer: bool, limit: int = PAGE) -> tuple[Line, ...]:
    """What is owed by some offices, soonest first. any_officer: also what no office is named for."""
    names = (*offices, "") if any_officer else offices
    marks = ", ".join("?" * len(names))
    sql = f"SELECT n, state FROM duties WHERE open = 1 AND office IN ({marks}) ORDER BY due, n LIMIT ?"
    return tuple(_line(view, n, state, today) for n, state in view.rows(sql, *names, limit))


def open_of(view: View, canvas: str, today: str) -> tuple[Line, ...]:
    """What is owed to a canvas now, soonest first."""
    sql = "SELECT n, state FROM duties WHERE open = 1 AND canvas = ? ORDER BY due, n LIMIT ?"
    return tuple(_line(view, n, state, today) for n, state in view.rows(sql, number(view, canvas), PAGE))


def unnoted(view: View, today: str) -> bool:
    """Whether a due day passed and the record does not say so."""
    return view.row("SELECT 1 FROM duties WHERE open = 1 AND due < ? AND noted <> due LIMIT 1", today) is not None


def _line(view: View, n: int, state: str, today: str) -> Line:
    shown, words = _named(view, n, state, today)
    latest = answers(view, shown.id)[:1]
    follow = commitments.of_decision(view, n, today) if shown.what == "decision" else commitments.lines(view, (n,), today)
    return Line(n, shown, words, latest[0] if latest else None, follow)


def _named(view: View, n: int, state: str, today: str) -> tuple[Clock, Said | None]:
    """The clock of a duty, and the words that it is about: of a promise the question of its canvas."""
    duty = _decode(state)
    if duty.what == "promise":
        row = view.row("SELECT i FROM canvases WHERE n = ?", n)
        return _clock(view, duty.canvas, state, today), said(view, row[0]) if row else None
    named = thing(view, n)
    return _clock(view, named.id if named else "", state, today), named.said if named else None
