"""The first page of a community: its canvases, its charter, and what somebody can do next."""

from typing import Annotated

import msgspec

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.rules import Refused
from folkmoot.views import community as communities
from folkmoot.views.shown import END
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.look import Look
from folkmoot_web.pages import around
from folkmoot_web.pages.around import Place, fresh, serving, tongues, values
from folkmoot_web.pages.past import seen
from folkmoot_web.pages.promise import Given, chosen
from folkmoot_web.policy import everyone, guest
from folkmoot_web.problem import not_here
from folkmoot_web.routing import Routes

routes = Routes()

FIELDS = {"the question": "question", "the promise": "promise", "you hope for": "promise", "the date": "answer_by"}
"""Words of a refusal to open a canvas -> the field that it is about."""

STAGES = ("deciding", "open", "decided", "concluded")
"""Stages of a canvas in the order in which they are shown: first where something waits for people."""

Cursor = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]


class Older(msgspec.Struct):
    """before: cursor of the last canvas of the page before, 0 for the first page."""

    before: Cursor = 0


class Opening(msgspec.Struct):
    """The form that opens a canvas."""

    question: str
    promise: str
    level: Given = ""
    body: str = ""
    answer_by: str = ""
    lang: str = ""
    key: str = ""


@routes.read("/", may=everyone)
def first(ask: Ask) -> Answer:
    """The communities of this site; where there is one, its own page."""
    names = ask.front.installation.communities()
    if len(names) == 1:
        return Go(f"/c/{names[0]}")
    homes = []
    for name in names:
        with ask.front.views(name).reading() as view:
            homes.append((name, communities.home(view)))
    return Page.of("community_list.html", homes=[(name, home) for name, home in homes if home])


@routes.read("/c/{community}", may=everyone, query=Older, past=True, kept=True, touched="community")
async def community(ask: Ask, query: Older | None = None) -> Answer:
    """A community: its canvases by stage, and its charter in short."""
    view = await seen(ask)
    home = communities.home(view, (query and query.before) or END)
    if home is None:
        raise not_here()
    charters = communities.charters(view)
    by_stage = [(stage, [one for one in home.canvases if one.stage == stage]) for stage in STAGES]
    opens = communities.rules(view).opens
    return Page.of(
        "community.html",
        **values(ask, view),
        home=home,
        stages=[(stage, lines) for stage, lines in by_stage if lines],
        charter=charters[0] if charters else None,
        opens=opens,
        may_open=ask.at is None and _may_open(ask, opens),
        welcome=_welcome(ask) if not (query and query.before) else None,
        first_page=not (query and query.before),
    )


def _welcome(ask: Ask) -> Look | None:
    """Words of welcome, where there are some; they are of today, so a past page has none."""
    look = ask.front.looks.find(ask.community) if ask.at is None else None
    return look if look is not None and look.welcome else None


@routes.read("/c/{community}/charter", may=everyone, past=True, kept=True, touched="community")
async def charter(ask: Ask) -> Answer:
    """The charter in force, the earlier ones, and who serves the community."""
    view = await seen(ask)
    return Page.of(
        "community_charter.html",
        **values(ask, view),
        charters=communities.charters(view),
    )


def _may_open(ask: Ask, opens: tuple[str, ...]) -> bool:
    """Whether the charter lets the viewer open a canvas. opens: roles that it names."""
    return "resident" in opens or not ask.roles.isdisjoint(opens)


@routes.read("/c/{community}/open-canvas", may=everyone)
def opening(ask: Ask) -> Answer:
    """The form that opens a canvas, for whoever may by the charter; for others, who may."""
    around, opens = values(ask, ask.view), communities.rules(ask.view).opens
    here: Place = around["place"]
    return Page.of(
        "community_open_canvas.html",
        **around,
        opens=opens,
        may_open=_may_open(ask, opens),
        offices=serving(here),
        tongues=tongues(ask, here),
        fresh=fresh,
    )


@routes.act("/c/{community}/open-canvas", may=guest, form=Opening, again=opening)
async def opened(ask: Ask, form: Opening) -> Answer:
    """Open a canvas, if the charter lets the viewer do so. Who holds no office promises nothing."""
    command = OpenCanvas(
        question=form.question,
        promise=form.promise,
        level=chosen(ask, form.level) if ask.offices else "inform",
        body=form.body,
        answer_by=form.answer_by,
        lang=form.lang,
    )
    try:
        done = await ask.do(command, form.key)
    except Refused as refused:
        ask.fault = around.fault(refused, FIELDS)
        raise
    return Go(f"/c/{ask.community}/canvas/{done.made}")
