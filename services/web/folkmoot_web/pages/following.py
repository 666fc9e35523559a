"""A canvas is followed by letter at one's own pace, stopped with one click, and read again from where one was."""

import asyncio
import datetime
from typing import Annotated, Literal

import msgspec

from folkmoot.domain.rules import Refused
from folkmoot.record.follows import Follow
from folkmoot.views import canvas as canvases
from folkmoot.views import record as records
from folkmoot.views.since import since, was_here
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.happened import BROUGHT, HAPPENED, leads_to
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.letter import Typed, send
from folkmoot_web.policy import everyone, guest
from folkmoot_web.post.sending import OFF
from folkmoot_web.routing import Nothing, Route, Routes

routes = Routes()
CANVAS = "/c/{community}/canvas/{canvas}"
STOP = "/stop/{link}"

UNSAID = 7
"""Days that are shown to somebody of whom nobody knows when they were here."""


class Following(msgspec.Struct):
    """At which pace letters come. address: where to, of somebody who gave none before."""

    pace: Literal["day", "week", "month"] = "week"
    address: Typed = ""


class Looked(msgspec.Struct):
    """entry: the first entry of the record that is news; -1 for since one was here."""

    entry: Annotated[int, msgspec.Meta(ge=-1, le=1 << 53)] = -1


class Read(msgspec.Struct):
    """entry: entries that one has read up to."""

    entry: Annotated[int, msgspec.Meta(ge=0, le=1 << 53)]


@routes.read(f"{CANVAS}/follow", may=everyone)
def following(ask: Ask, canvas: str) -> Answer:
    """How the viewer follows a canvas, and the form that begins it."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    people, person = ask.front.people, ask.viewer.person
    follow = people.follows.find(person, ask.community, canvas) if person else None
    address = people.contact(person, "email") if person else None
    return Page.of("follow.html", **around.values(ask, ask.view), canvas=found, follow=follow, address=address)


@routes.act(f"{CANVAS}/follow", may=guest, form=Following, again=following)
async def followed(ask: Ask, canvas: str, form: Following) -> Answer:
    """Follow a canvas, or change the pace."""
    if not ask.front.post.on:
        raise Refused(OFF)
    people, person = ask.front.people, ask.viewer.person
    reached = people.contact(person, "email") is not None
    answer = Go(f"/c/{ask.community}/canvas/{canvas}/follow") if reached else await send(ask, form.address, person)
    size = ask.front.store.head(ask.community).size
    await asyncio.to_thread(people.follows.follow, person, ask.community, canvas, form.pace, ask.locale, size)
    return answer


@routes.act(f"{CANVAS}/follow/stop", may=guest)
async def stopped_here(ask: Ask, canvas: str, form: Nothing) -> Answer:
    """Follow a canvas no longer."""
    await asyncio.to_thread(ask.front.people.follows.stop, ask.viewer.person, ask.community, canvas)
    return Go(f"/c/{ask.community}/canvas/{canvas}/follow")


@routes.read(STOP, may=everyone)
def stopping(ask: Ask, link: str) -> Answer:
    """What a letter's link stops, with the button that stops it."""
    follow = ask.front.people.follows.stopped_by(link)
    return Page.of("follow_stop.html", follow=follow, link=link, question=_question(ask, follow) if follow else None)


async def stopped(ask: Ask, link: str) -> Answer:
    """Stop what a letter's link stops: asked by the button, or by a mail program in one click. A second time is as good."""
    await asyncio.to_thread(ask.front.people.follows.stop_with, link)
    return Page.of("follow_stop.html", follow=None, link=link, question=None)


# without a form: a mail program sends one as multipart and without a cookie (RFC 8058 section 3.2), and nothing in it matters
routes.add(Route("POST", STOP, everyone, stopped))


@routes.read(f"{CANVAS}/since", may=everyone, query=Looked, dear=True)
def changed(ask: Ask, canvas: str, query: Looked | None = None) -> Answer:
    """What changed since an entry, or since the viewer was here."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    asked = query.entry if query else -1
    start, how = (min(asked, ask.view.size), "asked") if asked >= 0 else _start(ask, canvas)
    news = since(ask.view, canvas, start)
    values = around.values(ask, ask.view)
    turns = [(HAPPENED[one.what], leads_to(ask.community, canvas, one), one) for one in news.changes]
    brought = [(BROUGHT[kind], number) for kind, number in news.brought.items()]
    return Page.of("canvas_since.html", **values, canvas=found, since=news, how=how, turns=turns, brought=brought)


def _start(ask: Ask, canvas: str) -> tuple[int, str]:
    """The entry from which on it is news to the viewer, and how that is known."""
    if ask.viewer.person:
        read = ask.front.people.follows.read(ask.viewer.person, ask.community, canvas)
        here = was_here(ask.view, ask.pseudonym(canvas)) if ask.pseudonym(canvas) else None
        if read is not None and read >= (here or 0):
            return min(read, ask.view.size), "read"
        if here is not None:
            return here, "here"
    before = datetime.date.fromisoformat(ask.front.today) - datetime.timedelta(days=UNSAID)
    return records.size_at(ask.view, before.isoformat()), "week"


@routes.act(f"{CANVAS}/since/read", may=guest, form=Read)
async def have_read(ask: Ask, canvas: str, form: Read) -> Answer:
    """The viewer has read that far; kept with their session's person and nowhere else."""
    size = min(form.entry, ask.front.store.head(ask.community).size)
    await asyncio.to_thread(ask.front.people.follows.have_read, ask.viewer.person, ask.community, canvas, size)
    return Go(f"/c/{ask.community}/canvas/{canvas}")


def _question(ask: Ask, follow: Follow) -> object:
    """The question of the canvas that is followed, None where it is not shown."""
    with ask.front.views(follow.community).reading() as view:
        found = canvases.canvas(view, follow.canvas)
    return found and found.question
