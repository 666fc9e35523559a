"""The thread through one thing, drawn and as a list, one step of it, and the form that adds one."""

from typing import Annotated, NamedTuple

import msgspec

from folkmoot.domain.contributing import Link
from folkmoot.domain.contribution import LONGEST
from folkmoot.events.contribution import Relation
from folkmoot.views import canvas as canvases
from folkmoot.views import theme as themes
from folkmoot.views import thread
from folkmoot.views.shown import PAGE, Piece
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, saying
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.contribution import on
from folkmoot_web.pages.past import seen
from folkmoot_web.pages.saying import Saying, spoken
from folkmoot_web.policy import everyone, guest
from folkmoot_web.routing import Routes

routes = Routes()

ADDRESSES = {"con": "contribution", "the": "theme", "pro": "proposal", "dec": "decision", "com": "commitment"}
"""Beginning of an id -> the part of the address of its page."""

ACROSS, WIDE, DEEP = 4, 92, 84
"""Things beside each other in the drawing, and how far apart things and rows are, in its units."""

BELOW, NEAR = 41, 15
"""From the middle of a thing to where a line leaves below its word, and to where one arrives above it."""

Id = Annotated[str, msgspec.Meta(max_length=40)]


class Dot(NamedTuple):
    """A thing in the drawing. here: it is the one that the thread is drawn around."""

    x: int
    y: int
    kind: str
    here: bool


class Line(NamedTuple):
    """A step in the drawing."""

    x1: int
    y1: int
    x2: int
    y2: int
    contested: bool


class Drawing(NamedTuple):
    """height, width: in units. left: things that the drawing has no room for."""

    width: int
    height: int
    dots: list[Dot]
    lines: list[Line]
    left: int


class Connecting(Saying):
    """to: contribution or theme. A step has a reason or none."""

    text: str = ""
    to: Id = ""
    relation: Relation = "grew-from"


@routes.read("/c/{community}/thread/{thing}", may=everyone, past=True, kept=True)
async def shown(ask: Ask, thing: str) -> Answer:
    """What led to a thing and what came of it."""
    view = await seen(ask)
    found: thread.Around = thread.around(view, thing) or not_there()
    return Page.of("thread.html", **around.values(ask, view), found=found, drawing=drawn(found), addresses=ADDRESSES)


@routes.read("/c/{community}/thread/{thing}/to/{other}", may=everyone, past=True, kept=True)
async def step(ask: Ask, thing: str, other: str) -> Answer:
    """Who says that one thing led to another, why, and who contests it."""
    view = await seen(ask)
    found = thread.between(view, thing, other) or not_there()
    return Page.of("thread_step.html", **around.values(ask, view), found=found, addresses=ADDRESSES)


def drawn(found: thread.Around) -> Drawing:
    """Where each thing of a thread stands in its drawing: a row a step away, what came first on top."""
    rows: dict[int, list[thread.Thing]] = {0: [found.thing]}
    met = {found.thing.n}
    for sign, steps in ((-1, found.before), (1, found.after)):
        for one in steps:
            end = one.here if sign < 0 else one.there
            if end.n not in met:
                met.add(end.n)
                rows.setdefault(sign * one.far, []).append(end)
    places, dots = {}, []
    for row, level in enumerate(sorted(rows)):
        shown = rows[level][:ACROSS]
        for place, thing in enumerate(shown):
            x = ACROSS * WIDE // 2 + (2 * place - len(shown) + 1) * WIDE // 2
            places[thing.n] = x, row * DEEP + 30
            dots.append(Dot(x, row * DEEP + 30, thing.kind, thing.n == found.thing.n))
    return Drawing(ACROSS * WIDE, len(rows) * DEEP, dots, _lines(found, places), len(met) - len(dots))


def _lines(found: thread.Around, places: dict[int, tuple[int, int]]) -> list[Line]:
    ends = {(one.here.n, one.there.n): one.state == "contested" for one in (*found.before, *found.after)}
    lines = []
    for (here, there), contested in ends.items():
        if here in places and there in places:
            (x1, y1), (x2, y2) = sorted((places[here], places[there]), key=lambda place: place[1])
            below = BELOW if y1 < y2 else 0  # the word below a thing stays free of lines
            lines.append(Line(x1, y1 + below, x2, y2 - (NEAR if below else 0), contested))
    return lines


@routes.read("/c/{community}/contribution/{contribution}/connect", may=everyone)
def connecting(ask: Ask, contribution: str) -> Answer:
    """The form that says what a contribution grew from, or how else it belongs to another."""
    piece: Piece = on(ask, contribution)
    view, given = ask.view, around.values(ask, ask.view)
    others = [one for one in canvases.latest(view, piece.canvas, limit=PAGE) if one.id != contribution and one.said]
    return Page.of(
        "thread_connect.html",
        **given,
        **saying.values(ask, given["place"]),
        piece=piece,
        canvas=canvases.canvas(view, piece.canvas) or not_there(),
        themes=themes.themes(view, piece.canvas),
        others=others,
        longest=LONGEST["reason"],
        taking=bool(ask.pseudonym(piece.canvas)),
    )


@routes.act("/c/{community}/contribution/{contribution}/connect", may=guest, form=Connecting, again=connecting)
async def connected(ask: Ask, contribution: str, form: Connecting) -> Answer:
    """Say so."""
    ask.fault = "to"
    words = spoken(ask, form) if form.text.strip() else {}
    await ask.do(Link(contribution=contribution, to=form.to, relation=form.relation, **words), form.key)
    return Go(f"/c/{ask.community}/thread/{contribution}")
