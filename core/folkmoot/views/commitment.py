"""The page of a commitment: what was promised, by when, and what became of it, as the body and the people say."""

import datetime
from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from folkmoot.views.contribution import mention
from folkmoot.views.reading import View
from folkmoot.views.shown import PAGE, Mention, Said, number, said, time_of

Stage = Literal["made", "progressed", "delivered", "missed"]
TurnKind = Literal["made", "moved", "progressed", "delivered", "missed", "disputed", "upheld", "dismissed"]


class CommitmentLine(msgspec.Struct, frozen=True):
    """A commitment in a list. due: `YYYY-MM-DD`. overdue: it is owed, and its day is over. days: left until it is due.
    disputes: that nobody answered yet. text: what is promised. latest: what the body said last, None while it is that.
    """

    n: int
    id: str
    i: int
    t: str
    canvas: str
    owner: str
    due: str
    stage: Stage
    overdue: bool
    days: int
    disputes: int
    text: Said | None
    latest: Said | None


class Turn(msgspec.Struct, frozen=True):
    """What became of a commitment, one entry of its history. said: words of the office. because: words of who disputed."""

    i: int
    t: str
    what: TurnKind
    by: str
    due: str
    evidence: str
    said: Said | None
    because: Mention | None


class Commitment(msgspec.Struct, frozen=True):
    """A commitment with its history, oldest first. decision: id that it follows from, empty for none; question: what was
    decided there. disputers: who disputed it since it was last said to be delivered.
    """

    line: CommitmentLine
    decision: str
    question: Said | None
    turns: tuple[Turn, ...]
    disputers: frozenset[str]


def commitment(view: View, id_: str, today: str) -> Commitment | None:
    """A commitment, None when there is none such. today: `YYYY-MM-DD` in UTC."""
    n = number(view, id_)
    found = lines(view, (n,), today)
    if not found:
        return None
    sql = "SELECT d.id, d.i FROM commitments c JOIN decisions d ON d.n = c.decision WHERE c.n = ?"
    decision, asked = view.row(sql, n) or ("", -1)
    turns = _turns(view, n)
    return Commitment(found[0], decision, said(view, asked), turns, _disputers(turns))


def lines(view: View, numbers: Sequence[int], today: str) -> tuple[CommitmentLine, ...]:
    """Commitments by their numbers, in the order of the record; what is none is left out."""
    marks = ", ".join("?" * len(numbers))
    return tuple(_line(view, row, today) for row in view.rows(f"{_LINE} WHERE c.n IN ({marks}) ORDER BY c.n", *numbers))


def of_decision(view: View, decision: int, today: str) -> tuple[CommitmentLine, ...]:
    """Commitments that follow from a decision, by its number."""
    sql = f"{_LINE} WHERE c.decision = ? AND c.decision > 0 ORDER BY c.n LIMIT ?"
    return tuple(_line(view, row, today) for row in view.rows(sql, decision, PAGE))


def contested(view: View, offices: Sequence[str], today: str) -> tuple[CommitmentLine, ...]:
    """Commitments of some offices that somebody disputes without an answer so far, in the order of the record."""
    marks = ", ".join("?" * len(offices))
    sql = f"{_LINE} WHERE c.waiting > 0 AND c.owner IN ({marks}) ORDER BY c.n LIMIT ?"
    return tuple(_line(view, row, today) for row in view.rows(sql, *offices, PAGE))


_LINE = """SELECT c.n, c.id, c.i, k.id, c.owner, c.due, c.stage, c.waiting, c.last
    FROM commitments c LEFT JOIN canvases k ON k.n = c.canvas"""


def _line(view: View, row: Any, today: str) -> CommitmentLine:
    n, id_, i, canvas, owner, due, stage, waiting, last = row
    overdue = stage in ("made", "progressed") and due < today
    latest = said(view, last) if last != i else None
    days = days_until(due, today)
    t = time_of(view, i)
    return CommitmentLine(n, id_, i, t, canvas or "", owner, due, stage, overdue, days, waiting, said(view, i), latest)


def _turns(view: View, n: int) -> tuple[Turn, ...]:
    rows = view.rows(
        "SELECT i, what, author, due, evidence, because FROM commitment_turns WHERE commitment = ? ORDER BY i LIMIT 500", n
    )
    return tuple(_turn(view, *row) for row in rows)


def _turn(view: View, i: int, what: TurnKind, by: str, due: str, evidence: str, because: int) -> Turn:
    words = None if what == "disputed" else said(view, i)
    return Turn(i, time_of(view, i), what, by, due, evidence, words, mention(view, because) if because else None)


def _disputers(turns: tuple[Turn, ...]) -> frozenset[str]:
    last = max((place for place, turn in enumerate(turns) if turn.what == "delivered"), default=0)
    return frozenset(turn.by for turn in turns[last:] if turn.what == "disputed")


def days_until(due: str, today: str) -> int:
    """Days from one date to another, both `YYYY-MM-DD`; 0 when one is none."""
    try:
        return (datetime.date.fromisoformat(due) - datetime.date.fromisoformat(today)).days
    except ValueError:
        return 0
