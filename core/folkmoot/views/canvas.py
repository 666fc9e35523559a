"""The page of a canvas: question and promise, what people brought, what to answer next, and what is decided."""

from typing import Any, Literal

import msgspec

from folkmoot.events.canvas import Level
from folkmoot.events.contribution import Kind
from folkmoot.events.participant import Roll, Value
from folkmoot.views import community
from folkmoot.views.community import Stage
from folkmoot.views.reading import View
from folkmoot.views.shown import AT, END, PAGE, PIECE, Piece, Said, number, piece, said, time_of, totals

DecisionStage = Literal["called", "called off", "open", "closed", "decided"]


class Canvas(msgspec.Struct, frozen=True):
    """A canvas. i, t, by: of its opening. promised: time at which the body made its promise itself, empty where whoever opened
    the canvas wrote it. totals: as `shown.totals`. concluded: time, empty while it goes on; reason: why."""

    id: str
    i: int
    t: str
    by: str
    level: Level
    body: str
    answer_by: str
    promised: str
    stage: Stage
    question: Said | None
    promise: Said | None
    concluded: str
    reason: Said | None
    totals: dict[str, int]
    small: bool


class Taking(msgspec.Struct, frozen=True):
    """How a participant takes part. answered: statements they responded to. here: did not leave and is not erased."""

    canvas: str
    roll: Roll
    joined: int
    here: bool
    answered: int


class DecisionLine(msgspec.Struct, frozen=True):
    """A decision in a list. n: cursor. t: when it was called. ballots: how many count so far."""

    n: int
    id: str
    t: str
    stage: DecisionStage
    closes: str
    ballots: int
    question: Said | None


def canvas(view: View, id_: str) -> Canvas | None:
    """A canvas, None when there is none such."""
    row = view.row("SELECT n, i, level, body, answer_by, promised, concluded FROM canvases WHERE id = ?", id_)
    if row is None:
        return None
    n, i, level, body, answer_by, promised, concluded = row
    by = view.row("SELECT b.name FROM entries e JOIN names b ON b.n = e.author WHERE e.i = ?", i)[0]
    counts = totals(view, n)
    return Canvas(
        id=id_,
        i=i,
        t=time_of(view, i),
        by=by,
        level=level,
        body=body,
        answer_by=answer_by,
        promised=time_of(view, promised) or (time_of(view, i) if by == body else ""),
        stage=community.stage(concluded >= 0, counts),
        question=said(view, i, 0),
        promise=said(view, promised) if promised >= 0 else said(view, i, 1),
        concluded=time_of(view, concluded),
        reason=said(view, concluded),
        totals=counts,
        small=counts.get("people", 0) < community.rules(view).small,
    )


def listed(view: View, canvas: str, kind: Kind, before: int = END, limit: int = PAGE) -> tuple[Piece, ...]:
    """A page of the public contributions of a kind, newest first. before: cursor, `n` of the last one seen."""
    sql = PIECE + "WHERE c.canvas = ? AND c.kind = ? AND c.open = 1 AND c.n < ? ORDER BY c.n DESC LIMIT ?"
    return tuple(map(piece, view.rows(sql, number(view, canvas), kind, before, limit)))


def latest(view: View, canvas: str, before: int = END, limit: int = PAGE) -> tuple[Piece, ...]:
    """A page of the public contributions of every kind, newest first."""
    sql = PIECE + "WHERE c.canvas = ? AND c.open = 1 AND c.n < ? ORDER BY c.n DESC LIMIT ?"
    return tuple(map(piece, view.rows(sql, number(view, canvas), before, limit)))


def next_statement(view: View, canvas: str, participant: str = "", skip: str = "") -> Piece | None:
    """The public statement with the fewest responses that a participant has not answered; None when none is left.

    participant: pseudonym, empty for somebody who has not joined. skip: a statement to leave for later. What this costs
    grows with what the participant answered, not with the canvas.
    """
    sql = PIECE.replace("contributions c", "contributions c INDEXED BY asked_least") + (
        "WHERE c.canvas = ? AND c.kind = 'statement' AND c.open = 1 AND c.id <> ? "
        "AND NOT EXISTS (SELECT 1 FROM responses r WHERE r.participant = ? AND r.statement = c.n) "
        "ORDER BY c.answered, c.n LIMIT 1"
    )
    row = view.row(sql, number(view, canvas), skip, number(view, participant))
    return row and piece(row)


def taking(view: View, participant: str) -> Taking | None:
    """How a participant takes part, None when there is none under this pseudonym."""
    row = view.row(
        "SELECT c.id, p.roll, p.joined, p.gone < 0 AND p.erased < 0, p.answered "
        "FROM participants p JOIN canvases c ON c.n = p.canvas WHERE p.id = ?",
        participant,
    )
    return row and Taking(*[*row[:3], bool(row[3]), row[4]])


def put_forward(view: View, canvas: str, limit: int = PAGE) -> frozenset[str]:
    """Ids of the latest public contributions to a canvas whose authors were told that they are put to a decision."""
    # told is named, because SQLite would rather walk all that is open in a canvas
    sql = "SELECT id FROM contributions INDEXED BY told WHERE canvas = ? AND put_forward >= 0 AND open = 1 ORDER BY n DESC LIMIT ?"
    return frozenset(id_ for (id_,) in view.rows(sql, number(view, canvas), limit))


def own_responses(view: View, participant: str, statements: tuple[str, ...]) -> dict[str, Value]:
    """A participant's own responses to some statements; for nobody's eyes but theirs. statements: those on one page."""
    marks = ", ".join("?" * len(statements))
    rows = view.rows(
        "SELECT c.id, r.value FROM contributions c JOIN responses r ON r.statement = c.n "
        f"WHERE r.participant = ? AND c.id IN ({marks})",
        number(view, participant),
        *statements,
    )
    return dict(rows)


def decisions(view: View, canvas: str, before: int = END, limit: int = PAGE) -> tuple[DecisionLine, ...]:
    """A page of the decisions of a canvas, newest first."""
    rows = view.rows(
        f"SELECT d.n, d.id, {AT.format('d.i')}, d.opened, d.closed, d.tallied, d.called_off, json_extract(d.terms, '$.closes'), d.ballots, "
        "w.body, w.lang, w.title FROM decisions d LEFT JOIN words w ON w.w = d.i * 256 "
        "WHERE d.canvas = ? AND d.n < ? ORDER BY d.n DESC LIMIT ?",
        number(view, canvas),
        before,
        limit,
    )
    return tuple(_line(row) for row in rows)


def _line(row: tuple[Any, ...]) -> DecisionLine:
    n, id_, t, opened, closed, tallied, off, closes, ballots, body, lang, title = row
    question = None if body is None else Said(body, lang, title)
    where = decision_stage(opened, closed, tallied, off)
    return DecisionLine(n, id_, t, where, closes or "", ballots, question)


def decision_stage(opened: int, closed: int, tallied: int, off: int) -> DecisionStage:
    """The stage of a decision. opened, closed, tallied, off: indices of the entries that say so, -1 when none does."""
    if tallied >= 0:
        return "decided"
    if closed >= 0:
        return "closed"
    if opened >= 0:
        return "open"
    return "called off" if off >= 0 else "called"


def held(view: View, before: int = END, limit: int = PAGE) -> tuple[Piece, ...]:
    """A page of the contributions that wait for a moderator to look, newest first; their words are not in the view.

    What somebody wrote for the safeguarding lead alone is not among them.
    """
    sql = PIECE + "LEFT JOIN cares ON cares.contribution = c.n WHERE c.why = 'held' AND coalesce(cares.help, 0) = 0 "
    return tuple(map(piece, view.rows(sql + "AND c.n < ? ORDER BY c.n DESC LIMIT ?", before, limit)))
