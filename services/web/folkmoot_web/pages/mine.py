"""All that one person brought here and all that is held about them, for nobody's eyes but theirs."""

import asyncio
from typing import Any

import msgspec

from folkmoot.views import care as cares
from folkmoot.views import mine as own
from folkmoot_web import acting, held
from folkmoot_web.answers import Answer, Bytes, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, recognition, story
from folkmoot_web.policy import everyone
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Nothing, Routes

routes = Routes()
ROOT = "/c/{community}/mine"

NOBODY = "You have not taken part here with this browser yet, so there is nothing of yours to erase."


def _names(ask: Ask) -> list[str]:
    return [name for where, _, name in ask.front.people.pseudonyms(ask.viewer.person) if where == ask.community]


@routes.read(ROOT, may=everyone)
def mine(ask: Ask) -> Answer:
    """What the viewer brought, answered and voted."""
    found = own.mine(ask.view, [*_names(ask), *ask.offices])
    private = {one.piece.id: ask.front.said(ask.community, one.words_at) for one in found.contributions if one.piece.said is None}
    cared = {
        one.piece.id: (cares.care(ask.view, one.piece.id), cares.history(ask.view, one.piece.id)) for one in found.contributions
    }
    cared = {id_: (state, history) for id_, (state, history) in cared.items() if history}
    values: dict[str, Any] = around.values(ask, ask.view)
    return Page.of(
        "mine.html",
        **values,
        found=found,
        private=private,
        cared=cared,
        for_help={one.piece.id for one in found.contributions if cares.care(ask.view, one.piece.id).for_help},
        serves=ask.offices,
        returns=_returns(ask),
        begun=_begun(ask),
        offered=recognition.own(ask),
        money=recognition.money,
    )


def _begun(ask: Ask) -> list[dict[str, str]]:
    """The stories that the viewer began here and did not send."""
    waiting = ask.front.people.drafts.of(ask.viewer.person) if ask.viewer.person else []
    return [story.line(one) for one in waiting if one.community == ask.community]


def _returns(ask: Ask) -> bool | None:
    """Whether the viewer has a code to come back with; None for whoever may have none."""
    return ask.front.people.returns.has(ask.viewer.person) if ask.viewer.person and not ask.viewer.staff else None


@routes.read(f"{ROOT}/copy", may=everyone, dear=True)
def copied(ask: Ask) -> Answer:
    """A copy of all that is held about the viewer, as a file."""
    if not ask.viewer.person:
        raise Problem(404, NOBODY)
    body = msgspec.json.format(msgspec.json.encode(held.copy(ask.front, ask.viewer.person)))
    return Bytes(body, "application/json", name="what-is-held-about-me.json")


@routes.read(f"{ROOT}/erase", may=everyone)
def erasing(ask: Ask) -> Answer:
    """What goes and what stays when somebody is erased."""
    parts = len(acting.taken(ask.front, ask.viewer.person))
    stays = acting.STILL_SERVES if acting.serves(ask.front, ask.viewer.person) else ""
    return Page.of("mine_erase.html", **around.values(ask, ask.view), parts=parts, stays=stays)


@routes.act(f"{ROOT}/erase", may=everyone, form=Nothing, again=erasing)
async def erased(ask: Ask, form: Nothing) -> Answer:
    """Erase the viewer, in every community of this site."""
    if not ask.viewer.person:
        raise Problem(404, NOBODY)
    parts = await acting.erase_person(ask.front, ask.viewer)
    ask.ends = True
    values = await asyncio.to_thread(around.values, ask, ask.view)
    return Page.of("mine_erased.html", **values, parts=parts)
