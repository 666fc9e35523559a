"""The page of a canvas: the question, the promise, one statement to respond to at a time, and what people brought."""

from typing import Annotated, Any, Literal

import msgspec

from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.participant import Respond
from folkmoot.events.contribution import Kind
from folkmoot.events.participant import Value
from folkmoot.views import canvas as canvases
from folkmoot.views import community as communities
from folkmoot.views import duty as duties
from folkmoot.views import topic as topics
from folkmoot.views.reading import View
from folkmoot.views.shown import Piece
from folkmoot_web import forms
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.listing import Cursor, list_page
from folkmoot_web.pages.past import seen
from folkmoot_web.policy import everyone, guest, roles
from folkmoot_web.problem import not_here
from folkmoot_web.routing import Routes

routes = Routes()

LISTS: dict[Kind, str] = {
    "statement": "statements",
    "story": "stories",
    "idea": "ideas",
    "question": "questions",
    "offer": "offers",
    "comment": "comments",
}
"""Kind -> last part of the address of its list."""

FIRST = 3
"""Of each kind, so many stand on the canvas itself."""

AGENDA = 5
"""Topics that stand on the canvas itself while it is blank."""

VALUES: dict[str, Value] = {"agree": 1, "pass": 0, "disagree": -1}


class Looked(msgspec.Struct):
    """skip: a statement to leave for later."""

    skip: Annotated[str, msgspec.Meta(max_length=40)] = ""


class Listed(msgspec.Struct):
    """before: cursor of the last item of the page before, 0 for the first page."""

    before: Cursor = 0


class Response(msgspec.Struct):
    """Which button was pressed, on which statement. back: where to go on to; empty for the next statement."""

    statement: str
    response: Literal["agree", "pass", "disagree"]
    back: Literal["", "contribution"] = ""


class Concluding(msgspec.Struct):
    """Why the canvas is concluded."""

    reason: str
    lang: Annotated[str, msgspec.Meta(max_length=40)] = ""


@routes.read("/c/{community}/canvas/{canvas}", may=everyone, query=Looked, past=True, kept=True, touched="canvas")
async def canvas(ask: Ask, canvas: str, query: Looked | None = None) -> Answer:
    """A canvas with what somebody can do there."""
    view = await seen(ask)
    found = canvases.canvas(view, canvas) or not_there()
    me = ask.pseudonym(canvas) if ask.at is None else ""
    taking = canvases.taking(view, me) if me else None
    given = around.values(ask, view)
    lists = {kind: list_page(ask, view, given, canvas, kind, limit=FIRST) for kind in LISTS if kind != "comment"}
    return Page.of(
        "canvas.html",
        **given,
        canvas=found,
        taking=taking,
        statement=_next(ask, view, canvas, me, query.skip if query else "") if not found.concluded else None,
        lists={kind: page.items if page else [] for kind, page in lists.items()},
        addresses=LISTS,
        forms=forms.offered(ask) if ask.at is None else [],
        decisions=canvases.decisions(view, canvas),
        agenda=topics.agenda(view, canvas, limit=AGENDA),
        needed=communities.rules(view).seconds,
        clock=duties.clock(view, canvas, around.today(ask, view)),
        given_answers=duties.answers(view, canvas) if found.promised else (),
    )


def _next(ask: Ask, view: View, canvas: str, me: str, skip: str) -> Piece | None:
    """The statement to respond to; offices do not respond."""
    if ask.at is not None or ask.offices:
        return None
    return canvases.next_statement(view, canvas, me, skip) or (canvases.next_statement(view, canvas, me) if skip else None)


def _list(kind: Kind, name: str) -> None:
    @routes.read(f"/c/{{community}}/canvas/{{canvas}}/{name}", may=everyone, query=Listed, past=True, kept=True, touched="canvas")
    async def listed(ask: Ask, canvas: str, query: Listed) -> Answer:
        """What people brought of one kind, newest first."""
        view = await seen(ask)
        given = around.values(ask, view)
        page = list_page(ask, view, given, canvas, kind, query.before) or not_there()
        return Page.of(
            "canvas_list.html",
            **given,
            canvas=page.canvas,
            kind=kind,
            name=name,
            items=page.items,
            more=page.more,
            first_page=not query.before,
        )


for _kind, _name in LISTS.items():
    _list(_kind, _name)


@routes.act("/c/{community}/canvas/{canvas}/respond", may=guest, form=Response, again=canvas)
async def responded(ask: Ask, canvas: str, form: Response) -> Answer:
    """Take a response, and show the next statement."""
    await ask.do(Respond(statement=form.statement, value=VALUES[form.response]))
    if form.back:
        return Go(f"/c/{ask.community}/contribution/{form.statement}#response")
    return Go(f"/c/{ask.community}/canvas/{canvas}#respond")


@routes.read("/c/{community}/canvas/{canvas}/conclude", may=roles("facilitator", "steward"))
def concluding(ask: Ask, canvas: str) -> Answer:
    """The form that concludes a canvas."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    owed = duties.open_of(ask.view, canvas, around.today(ask, ask.view))
    return Page.of("canvas_conclude.html", **around.values(ask, ask.view), canvas=found, owed=owed)


@routes.act("/c/{community}/canvas/{canvas}/conclude", may=roles("facilitator", "steward"), form=Concluding, again=concluding)
async def concluded(ask: Ask, canvas: str, form: Concluding) -> Answer:
    """Conclude a canvas: nothing can be added from then on."""
    await ask.do(ConcludeCanvas(canvas=canvas, reason=form.reason, lang=form.lang))
    return Go(f"/c/{ask.community}/canvas/{canvas}")


def not_there() -> Any:
    """Raises Problem 404: the views do not show it, or not yet."""
    raise not_here()
