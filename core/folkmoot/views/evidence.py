"""What the record shows of how a canvas was run, principle by principle, and where it shows nothing.

The four principles are those of R v Brent LBC, ex parte Gunning (1985): proposals at a formative stage, enough reasons, enough
time, and conscientious consideration of what people said.
"""

import datetime
from typing import Any, Literal

import msgspec

from folkmoot.domain.duty import Duty
from folkmoot.events.community import Rules
from folkmoot.events.decision import Called, Tallied
from folkmoot.views.canvas import Canvas
from folkmoot.views.reading import View
from folkmoot.views.shown import PAGE, number, time_of

Principle = Literal["formative", "reasons", "time", "consideration"]
PRINCIPLES: tuple[Principle, ...] = ("formative", "reasons", "time", "consideration")

MANY = 1_000
"""Contributions, questions and the like are counted up to here; there may be more."""

_FIRST = 5
"""Entries named beside a count."""


class Claim(msgspec.Struct, frozen=True):
    """One thing that the record shows, or does not. code: what it is about. state: `shown`, `missing` where the record has
    nothing to show for it, `none` where there is nothing to be shown. values: numbers and dates in it. entries: indices of
    those it stands on.
    """

    code: str
    state: Literal["shown", "missing", "none"]
    entries: tuple[int, ...]
    values: dict[str, int | str] = {}


class Section(msgspec.Struct, frozen=True):
    """The claims of one principle."""

    principle: Principle
    claims: tuple[Claim, ...]

    def count(self, state: str) -> int:
        """How many claims are in a state."""
        return sum(claim.state == state for claim in self.claims)


class _Decision(msgspec.Struct, frozen=True):
    n: int
    i: int
    opened: int
    closed: int
    tallied: int
    terms: Called
    result: Tallied | None


def evidence(view: View, canvas: Canvas, today: str) -> tuple[Section, ...]:
    """The evidence pack of a canvas. today: `YYYY-MM-DD` in UTC."""
    n = number(view, canvas.id)
    decisions = _decisions(view, n)
    return (
        Section("formative", _formative(view, canvas, n, decisions)),
        Section("reasons", _reasons(view, canvas, n, decisions)),
        Section("time", _time(view, canvas, n, decisions)),
        Section("consideration", _consideration(view, n, decisions, today)),
    )


def _decisions(view: View, n: int) -> list[_Decision]:
    rows = view.rows(
        "SELECT n, i, opened, closed, tallied, terms, tally FROM decisions WHERE canvas = ? AND called_off < 0 ORDER BY n LIMIT ?",
        n,
        PAGE,
    )
    read_terms, read_tally = msgspec.json.Decoder(Called).decode, msgspec.json.Decoder(Tallied).decode
    return [_Decision(*[*row, read_terms(terms), read_tally(tally) if tally else None]) for *row, terms, tally in rows]


def _formative(view: View, canvas: Canvas, n: int, decisions: list[_Decision]) -> tuple[Claim, ...]:
    claims = [_promise(view, canvas, n)]
    if not decisions:
        claims.append(Claim("before-decision", "none", (canvas.i,)))
    else:
        first = decisions[0]
        sql = "SELECT i FROM contributions WHERE canvas = ? AND open = 1 AND n < ? ORDER BY n LIMIT ?"
        before = _column(view, sql, n, first.n, MANY)
        claims.append(_counted("before-decision", before, also=(first.i,)))
    claims.append(_counted("agenda", _column(view, _AGREED, n, MANY)))
    claims.append(_counted("versions", _column(view, _CHANGED, n, MANY)))
    return tuple(claims)


def _promise(view: View, canvas: Canvas, n: int) -> Claim:
    """Who promised how far people decide: whoever opened the canvas, before anybody spoke, or the body later, or nobody."""
    later = view.row("SELECT promised FROM canvases WHERE n = ?", n)[0]
    if later >= 0:
        return Claim("promise-later", "shown", (canvas.i, later), {"level": canvas.level, "day": canvas.promised[:10]})
    told: dict[str, int | str] = {"level": canvas.level, "day": canvas.t[:10]}
    if canvas.by.startswith("p_") or (canvas.body and not canvas.promised):
        return Claim("promise-nobody", "missing", (canvas.i,), told)
    return Claim("promise", "missing" if canvas.level == "inform" else "shown", (canvas.i,), told)


_AGREED = "SELECT agreed FROM topics WHERE canvas = ? AND agreed >= 0 ORDER BY agreed LIMIT ?"
_CHANGED = (
    "SELECT v.i FROM proposals p JOIN versions v ON v.proposal = p.n WHERE p.canvas = ? AND v.version > 1 ORDER BY v.i LIMIT ?"
)
_ASKED = (
    "SELECT c.i, d.state, (SELECT max(a.i) FROM office_answers a WHERE a.thing = d.n) FROM duties d "
    "JOIN contributions c ON c.n = d.n WHERE d.canvas = ? AND d.listed = 1 AND d.decision = 0 ORDER BY d.n LIMIT ?"
)


def _reasons(view: View, canvas: Canvas, n: int, decisions: list[_Decision]) -> tuple[Claim, ...]:
    readable = canvas.question is not None and canvas.promise is not None
    claims = [Claim("purpose", "shown" if readable else "missing", (canvas.i,))]
    for one in decisions:
        marks = ", ".join("?" * min(len(one.terms.inputs), _FIRST))
        sql = f"SELECT i FROM contributions WHERE id IN ({marks}) ORDER BY i"
        found = _column(view, sql, *one.terms.inputs[:_FIRST]) if marks else []
        state: Literal["shown", "missing"] = "shown" if one.terms.inputs else "missing"
        claims.append(Claim("rests-on", state, (one.i, *found), {"entry": one.i, "count": len(one.terms.inputs)}))
    asked = view.rows(_ASKED, n, MANY)
    answered = [answer for _, _, answer in asked if answer is not None]
    unanswered = [i for i, state, answer in asked if answer is None and msgspec.json.decode(state, type=Duty).open]
    if not asked:
        claims.append(Claim("questions", "none", ()))
    else:
        given: dict[str, int | str] = {"asked": len(asked), "answered": len(answered), "owed": len(unanswered)}
        claims.append(Claim("questions", "missing" if unanswered else "shown", tuple((unanswered or answered)[:_FIRST]), given))
    return tuple(claims)


def _time(view: View, canvas: Canvas, n: int, decisions: list[_Decision]) -> tuple[Claim, ...]:
    promised: dict[str, int | str] = {"day": canvas.answer_by}
    claims = [Claim("answer-by", "shown" if canvas.answer_by else "missing", (canvas.i,), promised)]
    under = {one.terms.charter for one in decisions}
    charters = view.rows("SELECT version, i, rules FROM charters ORDER BY version DESC")
    for version, i, settled in charters:
        if version in under or (not under and version == charters[0][0]):
            claims.append(Claim("notice", "shown", (i,), {"hours": msgspec.json.decode(settled, type=Rules).notice}))
    for one in decisions:
        claims += _open_for(view, canvas, one)
    held = _column(view, "SELECT held FROM meetings WHERE canvas = ? AND held >= 0 ORDER BY n LIMIT ?", n, MANY)
    claims.append(_counted("meetings", held, empty="none"))
    return tuple(claims)


def _open_for(view: View, canvas: Canvas, one: _Decision) -> list[Claim]:
    called = time_of(view, one.i)
    worked = Claim("days-before", "shown", (canvas.i, one.i), {"entry": one.i, "days": _days(canvas.t, called)})
    if one.closed < 0 or one.opened < 0:
        return [worked, Claim("days-open", "none", (one.i,), {"entry": one.i})]
    opened, closed = time_of(view, one.opened), time_of(view, one.closed)
    days, last = _days(opened, closed), one.terms.closes
    values: dict[str, int | str] = {"entry": one.i, "days": days, "opened": opened[:10], "closed": closed[:10]}
    claims = [worked, Claim("days-open", "shown" if days else "missing", (one.opened, one.closed), values)]
    if not last:
        return [*claims, Claim("announced", "missing", (one.i,), {"entry": one.i})]
    early = closed[:10] < last
    given: dict[str, int | str] = {"entry": one.i, "announced": last, "closed": closed[:10]}
    return [*claims, Claim("cut-short" if early else "announced", "missing" if early else "shown", (one.i, one.closed), given)]


def _consideration(view: View, n: int, decisions: list[_Decision], today: str) -> tuple[Claim, ...]:
    claims = [_answered(view, one, today) for one in decisions if one.result]
    if not claims:
        claims.append(Claim("answered", "none", ()))
    rows = view.rows("SELECT i, due, stage, last FROM commitments WHERE canvas = ? ORDER BY n LIMIT ?", n, PAGE)
    claims += [_kept(*[*row, today]) for row in rows]
    if not rows:
        claims.append(Claim("promised", "missing" if any(one.result for one in decisions) else "none", ()))
    waiting = _column(view, _WAITING, n, MANY)
    settled = _column(view, _SETTLED, n, MANY)
    if waiting or settled:
        given: dict[str, int | str] = {"count": len(settled), "waiting": len(waiting)}
        claims.append(Claim("amendments", "missing" if waiting else "shown", tuple((waiting or settled)[:_FIRST]), given))
    looked = _column(view, _LOOKED, n, MANY)
    claims.append(_counted("reviews", looked, empty="missing" if any(one.result for one in decisions) else "none"))
    return tuple(claims)


_AMENDED = "FROM proposals p JOIN amendments a ON a.proposal = p.n WHERE p.canvas = ?"
_WAITING = f"SELECT a.i {_AMENDED} AND a.state = 'offered' ORDER BY a.i LIMIT ?"
_SETTLED = f"SELECT a.answered {_AMENDED} AND a.answered >= 0 ORDER BY a.answered LIMIT ?"
_LOOKED = "SELECT r.i FROM decisions d JOIN reviews r ON r.decision = d.n WHERE d.canvas = ? ORDER BY r.i LIMIT ?"


def _answered(view: View, one: _Decision, today: str) -> Claim:
    row = view.row("SELECT i, outcome FROM office_answers WHERE thing = ? ORDER BY i DESC LIMIT 1", one.n)
    if row:
        return Claim(
            f"answered-{row[1]}", "shown", (one.tallied, row[0]), {"entry": one.tallied, "day": time_of(view, row[0])[:10]}
        )
    if one.result and not one.result.quorum_met:
        return Claim("not-binding", "none", (one.tallied,), {"entry": one.tallied})
    due = view.row("SELECT due FROM duties WHERE n = ?", one.n)
    day = due[0] if due else ""
    code = "answer-overdue" if day and day < today else "answer-owed"
    return Claim(code, "missing", (one.tallied,), {"entry": one.tallied, "day": day})


def _kept(i: int, due: str, stage: str, last: int, today: str) -> Claim:
    given: dict[str, int | str] = {"entry": i, "day": due}
    if stage == "delivered":
        return Claim("kept", "shown", (i, last), given)
    if stage == "missed":
        return Claim("missed", "missing", (i, last), given)
    return Claim("promise-overdue", "missing", (i,), given) if due < today else Claim("promise-owed", "none", (i,), given)


def _counted(code: str, found: list[int], also: tuple[int, ...] = (), empty: Literal["missing", "none"] = "missing") -> Claim:
    return Claim(code, "shown" if found else empty, (*found[:_FIRST], *also), {"count": len(found)})


def _column(view: View, sql: str, *values: object) -> list[int]:
    return [row[0] for row in view.rows(sql, *values)]


def _days(start: str, end: str) -> int:
    """Whole days between two times as entries have them."""
    moments: list[Any] = [datetime.datetime.fromisoformat(t) for t in (start, end)]
    return int((moments[1] - moments[0]).days)
