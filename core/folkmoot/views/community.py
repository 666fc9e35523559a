"""The page of a community: its canvases, its charter, who serves it, and how small a group may be before it is guarded."""

from typing import Literal

import msgspec

from folkmoot.events.canvas import Level
from folkmoot.events.community import Role, Rules
from folkmoot.views.batch import WHOLE
from folkmoot.views.reading import View
from folkmoot.views.shown import AT, END, PAGE, Said, said, time_of, totals

Stage = Literal["open", "deciding", "decided", "concluded"]
"""Where a canvas is: people work on it, a decision takes ballots, one has a result and none is open, or it is over."""


class CanvasLine(msgspec.Struct, frozen=True):
    """A canvas in a list. n: cursor. t: when it was opened. totals: as `shown.totals`. small: too few people took part for
    anything finer than totals.
    """

    n: int
    id: str
    t: str
    level: Level
    body: str
    answer_by: str
    stage: Stage
    question: Said | None
    totals: dict[str, int]
    small: bool


class Home(msgspec.Struct, frozen=True):
    """The community. languages: the first is the default. charter: version in force. totals: as `shown.totals`.
    more: cursor for the older canvases, 0 when these are all.
    """

    name: Said | None
    t: str
    languages: tuple[str, ...]
    charter: int
    totals: dict[str, int]
    canvases: tuple[CanvasLine, ...]
    more: int


class Charter(msgspec.Struct, frozen=True):
    """One version of the charter. reason: why it was amended, None for the first."""

    version: int
    i: int
    t: str
    rules: Rules
    text: Said | None
    reason: Said | None


class Office(msgspec.Struct, frozen=True):
    """A named office. roles: that it holds now, sorted; empty when it holds none any more."""

    id: str
    title: Said | None
    roles: tuple[Role, ...]


class Source(msgspec.Struct, frozen=True):
    """Where imported words come from. attribution: what the licence asks to be shown."""

    id: str
    licence: str
    url: str
    attribution: Said | None


def home(view: View, before: int = END) -> Home | None:
    """The community and a page of its canvases, newest first; None before it is founded. before: cursor."""
    row = view.row("SELECT i, languages FROM community ORDER BY i LIMIT 1")
    if row is None:
        return None
    i, languages = row
    charter = view.row("SELECT coalesce(max(version), 0) FROM charters")[0]
    canvases = listed(view, before)
    more = canvases[-1].n if len(canvases) == PAGE else 0
    tags = msgspec.json.decode(languages, type=tuple[str, ...])
    return Home(said(view, i), time_of(view, i), tags, charter, totals(view, WHOLE), canvases, more)


def listed(view: View, before: int = END, limit: int = PAGE) -> tuple[CanvasLine, ...]:
    """A page of canvases, newest first. before: cursor."""
    rows = view.rows(
        f"SELECT c.n, c.id, {AT.format('c.i')}, c.level, c.body, c.answer_by, c.concluded, w.body, w.lang, w.title "
        "FROM canvases c LEFT JOIN words w ON w.w = c.i * 256 WHERE c.n < ? ORDER BY c.n DESC LIMIT ?",
        before,
        limit,
    )
    least = rules(view).small
    lines = []
    for *given, concluded, body, lang, title in rows:
        counts = totals(view, given[0])
        question = None if body is None else Said(body, lang, title)
        small = counts.get("people", 0) < least
        lines.append(CanvasLine(*[*given, stage(concluded >= 0, counts), question, counts, small]))
    return tuple(lines)


def stage(concluded: bool, counts: dict[str, int]) -> Stage:
    """The stage of a canvas. counts: its totals."""
    if concluded:
        return "concluded"
    if counts.get("voting", 0):
        return "deciding"
    return "decided" if counts.get("decided", 0) else "open"


def rules(view: View) -> Rules:
    """What the charter in force settles in a form that rules can read."""
    row = view.row("SELECT rules FROM charters ORDER BY version DESC LIMIT 1")
    return msgspec.json.decode(row[0], type=Rules) if row else Rules()


def charters(view: View) -> tuple[Charter, ...]:
    """Every version of the charter, the one in force first."""
    found = []
    for version, i, text in view.rows("SELECT version, i, rules FROM charters ORDER BY version DESC"):
        settled = msgspec.json.decode(text, type=Rules)
        found.append(Charter(version, i, time_of(view, i), settled, said(view, i), said(view, i, 1)))
    return tuple(found)


def decided(view: View, limit: int = PAGE) -> tuple[tuple[str, Said | None], ...]:
    """Decisions of every canvas that had their quorum, newest first, with their questions: a charter may carry one out."""
    rows = view.rows(
        "SELECT id, i FROM decisions WHERE tallied >= 0 "
        "AND CASE WHEN tally <> '' THEN json_extract(tally, '$.quorum_met') END ORDER BY n DESC LIMIT ?",
        limit,
    )
    return tuple((id_, said(view, i)) for id_, i in rows)


def offices(view: View) -> dict[str, Office]:
    """Every office that there ever was, by its id."""
    roles: dict[str, list[Role]] = {}
    for office, role in view.rows("SELECT office, role FROM roles ORDER BY office, role"):
        roles.setdefault(office, []).append(role)
    rows = view.rows("SELECT office, i FROM offices ORDER BY i")
    return {office: Office(office, said(view, i), tuple(roles.get(office, ()))) for office, i in rows}


def sources(view: View) -> dict[str, Source]:
    """Every source of imported words, by its id."""
    rows = view.rows("SELECT id, licence, url, i FROM sources ORDER BY i")
    return {id_: Source(id_, licence, url, said(view, i)) for id_, licence, url, i in rows}


def small_canvases(view: View) -> frozenset[str]:
    """Canvases in which so few people take part that nothing finer than totals is shown to anybody but the person."""
    rows = view.rows(
        "SELECT c.id FROM canvases c LEFT JOIN totals t ON t.canvas = c.n AND t.what = 'people' WHERE coalesce(t.number, 0) < ?",
        rules(view).small,
    )
    return frozenset(id_ for (id_,) in rows)
