"""Whoever needs help leaves the public pages at once, and is read by the safeguarding lead alone."""

import datetime
from typing import Annotated, Any

import msgspec

from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.helping import AskForHelp, OpenForCare
from folkmoot.domain.moderation import Release
from folkmoot.views import canvas as canvases
from folkmoot.views import care as cares
from folkmoot.views import community as communities
from folkmoot.views import contribution as contributions
from folkmoot.views.shown import END, PAGE
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.listing import Cursor
from folkmoot_web.policy import everyone, guest, owner, roles
from folkmoot_web.routing import Nothing, Routes

routes = Routes()
ROOT = "/c/{community}/canvas/{canvas}/help"
LIST = "/c/{community}/asked-for-help"
ONE = "/c/{community}/contribution/{contribution}"

ROOMY = 256 * 1024
"""Bytes of a body: the longest words there may be, in a script of which a form writes each sign as twelve."""

Tag = Annotated[str, msgspec.Meta(max_length=40)]


class Beginning(msgspec.Struct):
    """What somebody had typed into another form when they said that they need help."""

    text: str = ""
    lang: Tag = "und"


class Helping(msgspec.Struct):
    """The form. key: names this very asking, so that a form sent twice is one thing."""

    text: str
    lang: Tag = "und"
    key: Tag = ""


class Older(msgspec.Struct):
    """before: cursor of the last one of the page before, 0 for the first page."""

    before: Cursor = 0


def _told(ask: Ask) -> dict[str, Any]:
    """What somebody is told before they write: who reads it, by when, and whom they can call."""
    given = around.values(ask, ask.view)
    rules = communities.rules(ask.view)
    readers = [one.title for one in given["place"].offices.values() if "safeguarding" in one.roles]
    return given | {"readers": readers, "within": rules.care, "helpline": rules.helpline}


@routes.read(ROOT, may=everyone)
def asking(ask: Ask, canvas: str) -> Answer:
    """The page for what is not for the public."""
    return _page(ask, canvas, ask.typed["text"], ask.typed["lang"])


def _page(ask: Ask, canvas: str, text: str, lang: str) -> Page:
    found = canvases.canvas(ask.view, canvas) or not_there()
    given = _told(ask)
    more = {"canvas": found, "tongues": around.tongues(ask, given["place"]), "fresh": around.fresh}
    return Page.of("help.html", **given, **more, text=text, lang=lang or ask.locale, longest=LONGEST["story"])


@routes.act(f"{ROOT}/from", may=everyone, form=Beginning, most=ROOMY)
async def begun(ask: Ask, canvas: str, form: Beginning) -> Answer:
    """The same page with what was typed elsewhere; nothing is kept by this."""
    return _page(ask, canvas, form.text, form.lang)


@routes.act(ROOT, may=guest, form=Helping, again=asking, most=ROOMY)
async def asked(ask: Ask, canvas: str, form: Helping) -> Answer:
    """Take it for the safeguarding lead alone."""
    ask.fault = "text"
    done = await ask.do(AskForHelp(canvas=canvas, text=form.text, lang=form.lang or "und"), form.key)
    return Go(f"/c/{ask.community}/contribution/{done.made}/asked")


@routes.read(f"{ONE}/asked", may=owner("contribution"))
def taken(ask: Ask, contribution: str) -> Answer:
    """What happens next, for whoever asked."""
    found = contributions.contribution(ask.view, contribution) or not_there()
    if not cares.care(ask.view, contribution).for_help:
        not_there()
    return Page.of("help_asked.html", **_told(ask), piece=found.piece)


@routes.read(LIST, may=roles("safeguarding"), query=Older)
def listed(ask: Ask, query: Older) -> Answer:
    """What people asked, without their words."""
    page = cares.asked(ask.view, query.before or END)
    told = _told(ask)
    due = {one.piece.id: _due(one.piece.t, told["within"]) for one in page}
    more = page[-1].n if len(page) == PAGE else 0
    today = around.today(ask, ask.view)
    return Page.of("help_list.html", **told, asked=page, due=due, today=today, more=more, first_page=not query.before)


def _due(t: str, days: int) -> str:
    """The day by which somebody who wrote at a time is read, `YYYY-MM-DD`."""
    return (datetime.date.fromisoformat(t[:10]) + datetime.timedelta(days=days)).isoformat()


@routes.read(f"{LIST}/log", may=roles("safeguarding", "steward"), query=Older)
def log(ask: Ask, query: Older) -> Answer:
    """Who read what somebody asked and when, and never the words."""
    lines = cares.readings(ask.view, query.before or END)
    more = lines[-1].i if len(lines) == PAGE else 0
    return Page.of("help_log.html", **around.values(ask, ask.view), lines=lines, more=more, first_page=not query.before)


@routes.act(f"{ONE}/read-for-care", may=roles("safeguarding"))
async def read(ask: Ask, contribution: str, form: Nothing) -> Answer:
    """Show the words, once that is in the record."""
    await ask.do(OpenForCare(contribution=contribution))
    found = contributions.contribution(ask.view, contribution) or not_there()
    said = ask.front.said(ask.community, found.words_at)
    state = cares.care(ask.view, contribution)
    return Page.of("help_read.html", **around.values(ask, ask.view), piece=found.piece, said=said, settled=not state.holder)


@routes.act(f"{ONE}/settle-care", may=roles("safeguarding"))
async def settled(ask: Ask, contribution: str, form: Nothing) -> Answer:
    """Note that it is taken care of; it stays private."""
    if not cares.care(ask.view, contribution).for_help:
        not_there()
    await ask.do(Release(contribution=contribution))
    return Go(f"/c/{ask.community}/asked-for-help")
