"""The agenda of a canvas: its topics, raised, seconded, merged and laid aside, and the places that are open."""

from collections.abc import Iterable
from typing import Any

import msgspec

from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.rules import Refused
from folkmoot.domain.topic import LayTopicAside, MergeTopic, RaiseTopic, SecondTopic
from folkmoot.views import canvas as canvases
from folkmoot.views import community as communities
from folkmoot.views import group
from folkmoot.views import topic as topics
from folkmoot.views.reading import View
from folkmoot.views.shown import END, PAGE
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, saying
from folkmoot_web.pages.canvas import Listed, not_there
from folkmoot_web.pages.past import seen
from folkmoot_web.pages.saying import Saying, spoken
from folkmoot_web.policy import everyone, guest, member
from folkmoot_web.routing import Nothing, Routes

routes = Routes()

AGENDA, TOPIC = "/c/{community}/canvas/{canvas}/agenda", "/c/{community}/topic/{topic}"


class Merging(msgspec.Struct):
    """into: the topic that takes it in."""

    into: saying.Tag = ""


def about(ask: Ask, view: View, canvas: str, listed: Iterable[topics.Topic]) -> dict[str, Any]:
    """What a template needs to show topics of a canvas: how many have to second one, and what the viewer did."""
    me = ask.pseudonym(canvas) if ask.at is None else ""
    return {
        "needed": communities.rules(view).seconds,
        "mine": around.own_names(ask, canvas) if ask.at is None else (),
        "seconded": topics.seconded(view, me, (one.id for one in listed)) if me else frozenset(),
    }


def _list(address: str, template: str, standing: bool) -> Any:
    @routes.read(address, may=everyone, query=Listed, past=True, kept=True, touched="canvas")
    async def listed(ask: Ask, canvas: str, query: Listed | None = None) -> Answer:
        """Topics of a canvas, those that most people second first."""
        view = await seen(ask)
        found = canvases.canvas(view, canvas) or not_there()
        before = query.before if query else 0
        page = topics.agenda(view, canvas, before or END, standing=standing)
        given = around.values(ask, view)
        return Page.of(
            template,
            **given,
            **saying.values(ask, given["place"]),
            **about(ask, view, canvas, page),
            canvas=found,
            topics=page,
            more=page[-1].rank if len(page) == PAGE else 0,
            first_page=not before,
            stages=group.STAGES,
            open_places=group.places(view, canvas),
            opens=group.opens(view, canvas),
            longest=LONGEST["topic"],
        )

    return listed


agenda = _list(AGENDA, "agenda.html", standing=True)
_list(f"{AGENDA}/aside", "agenda_aside.html", standing=False)


@routes.act(AGENDA, may=guest, form=Saying, again=agenda)
async def raised(ask: Ask, canvas: str, form: Saying) -> Answer:
    """Raise a topic."""
    ask.fault = "text"
    done = await ask.do(RaiseTopic(canvas=canvas, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/topic/{done.made}")


@routes.read(TOPIC, may=everyone, past=True, kept=True)
async def shown(ask: Ask, topic: str) -> Answer:
    """A topic, with what can be done about it."""
    view = await seen(ask)
    found: topics.Topic = topics.topic(view, topic) or not_there()
    return Page.of(
        "topic.html",
        address=ask.front.site.link(f"/c/{ask.community}/topic/{topic}"),
        **around.values(ask, view),
        **about(ask, view, found.canvas, (found,)),
        topic=found,
        canvas=canvases.canvas(view, found.canvas) or not_there(),
        parts=topics.merged(view, topic),
    )


@routes.act(f"{TOPIC}/second", may=guest, form=Nothing, again=shown)
async def seconded(ask: Ask, topic: str, form: Nothing) -> Answer:
    """Second a topic; one that was laid aside is taken up again."""
    await ask.do(SecondTopic(topic=topic))
    return Go(f"/c/{ask.community}/topic/{topic}")


def _form(ask: Ask, topic: str, template: str) -> Answer:
    found: topics.Topic = topics.topic(ask.view, topic) or not_there()
    given = around.values(ask, ask.view)
    return Page.of(
        template,
        **given,
        **saying.values(ask, given["place"]),
        topic=found,
        canvas=canvases.canvas(ask.view, found.canvas) or not_there(),
        choices=topics.takers(ask.view, found),
        longest=LONGEST["reason"],
    )


@routes.read(f"{TOPIC}/merge", may=everyone)
def merging(ask: Ask, topic: str) -> Answer:
    """The form that merges a topic into another one."""
    return _form(ask, topic, "topic_merge.html")


@routes.act(f"{TOPIC}/merge", may=member, form=Merging, again=merging)
async def merged(ask: Ask, topic: str, form: Merging) -> Answer:
    """Merge it."""
    ask.fault = "into"
    if not form.into:
        raise Refused("Choose the topic that takes this one in.")
    await ask.do(MergeTopic(topic=topic, into=form.into))
    return Go(f"/c/{ask.community}/topic/{form.into}")


@routes.read(f"{TOPIC}/lay-aside", may=everyone)
def laying_aside(ask: Ask, topic: str) -> Answer:
    """The form that lays a topic aside."""
    return _form(ask, topic, "topic_lay_aside.html")


@routes.act(f"{TOPIC}/lay-aside", may=member, form=Saying, again=laying_aside)
async def laid_aside(ask: Ask, topic: str, form: Saying) -> Answer:
    """Lay it aside, for a reason."""
    ask.fault = "text"
    await ask.do(LayTopicAside(topic=topic, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/topic/{topic}")
