"""Proposals: a canvas's list, one with its versions and the support of each, and two versions compared word by word."""

import asyncio
from typing import Any

import msgspec

from folkmoot.domain.proposing import SupportProposal, WithdrawSupport
from folkmoot.views import amendment as amendments
from folkmoot.views import canvas as canvases
from folkmoot.views import community as communities
from folkmoot.views import proposal as proposals
from folkmoot.views.reading import View
from folkmoot.views.shown import END, PAGE
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.comparing import compare
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import Listed, not_there
from folkmoot_web.pages.past import seen
from folkmoot_web.pages.thread import ADDRESSES
from folkmoot_web.policy import everyone, guest, member
from folkmoot_web.routing import Nothing, Routes

routes = Routes()

CANVAS, PROPOSAL = "/c/{community}/canvas/{canvas}/proposals", "/c/{community}/proposal/{proposal}"

HIGHEST = 1_000_000
"""No proposal has a version beyond this."""


class Supporting(msgspec.Struct):
    """version: the one that was read."""

    version: int


class Standing(msgspec.Struct, frozen=True):
    """What the viewer is to a proposal. supported: the version that they said they support, 0 for none. edits: they may
    publish versions, answer amendments and split it; leads: they are a facilitator. began: they began it.
    """

    supported: int = 0
    edits: bool = False
    leads: bool = False
    began: bool = False


def standing(ask: Ask, view: View, found: proposals.Proposal) -> Standing:
    """What the viewer is to a proposal; nothing where the past is looked at."""
    if ask.at is not None:
        return Standing()
    line = found.line
    me, mine = ask.pseudonym(line.canvas), around.own_names(ask, line.canvas)
    leads = "facilitator" in ask.roles
    return Standing(
        supported=proposals.supported(view, line.id, me) if me else 0,
        edits=not set(mine).isdisjoint(found.editors) or (leads and proposals.abandoned(view, line.by)),
        leads=leads,
        began=line.by in mine,
    )


def on(ask: Ask, view: View, proposal: str) -> tuple[proposals.Proposal, dict[str, Any]]:
    """A proposal with what every page about one is given.

    Raises Problem 404 when the views do not show it.
    """
    found: proposals.Proposal = proposals.proposal(view, proposal) or not_there()
    canvas = canvases.canvas(view, found.line.canvas) or not_there()
    me = standing(ask, view, found)
    return found, {**around.values(ask, view), "proposal": found, "line": found.line, "canvas": canvas, "me": me}


@routes.read(CANVAS, may=everyone, query=Listed, past=True, kept=True, touched="canvas")
async def listed(ask: Ask, canvas: str, query: Listed | None = None) -> Answer:
    """The proposals of a canvas, newest first."""
    view = await seen(ask)
    found = canvases.canvas(view, canvas) or not_there()
    before = query.before if query else 0
    page = proposals.proposals(view, canvas, before or END)
    more = page[-1].n if len(page) == PAGE else 0
    return Page.of("proposals.html", **around.values(ask, view), canvas=found, proposals=page, more=more, first_page=not before)


@routes.read(PROPOSAL, may=everyone, past=True, kept=True, touched="proposal")
async def shown(ask: Ask, proposal: str) -> Answer:
    """A proposal as it reads now, with who supports it, what is offered and what became of it."""
    view = await seen(ask)
    found, given = on(ask, view, proposal)
    merge = found.merged
    other = proposals.proposal(view, merge.other.id) if merge else None
    return Page.of(
        "proposal.html",
        **given,
        waiting=amendments.waiting(view, proposal),
        answered=amendments.answered(view, proposal),
        rules=communities.rules(view),
        taking=bool(ask.pseudonym(found.line.canvas)) if ask.at is None else False,
        objects=given["me"].began or bool(other and standing(ask, view, other).began),
        addresses=ADDRESSES,
    )


@routes.act(f"{PROPOSAL}/support", may=guest, form=Supporting, again=shown)
async def supported(ask: Ask, proposal: str, form: Supporting) -> Answer:
    """Support a proposal as it was read."""
    await ask.do(SupportProposal(proposal=proposal, version=form.version))
    return Go(f"/c/{ask.community}/proposal/{proposal}#support")


@routes.act(f"{PROPOSAL}/support/withdraw", may=member, form=Nothing, again=shown)
async def support_withdrawn(ask: Ask, proposal: str, form: Nothing) -> Answer:
    """Take the support back."""
    await ask.do(WithdrawSupport(proposal=proposal))
    return Go(f"/c/{ask.community}/proposal/{proposal}#support")


@routes.read(f"{PROPOSAL}/version/{{version:int}}", may=everyone, past=True, kept=True, touched="proposal")
async def version(ask: Ask, proposal: str, version: int) -> Answer:
    """One version, whole."""
    view = await seen(ask)
    _, given = on(ask, view, proposal)
    return Page.of("proposal_version.html", **given, version=_version(view, proposal, version))


@routes.read(f"{PROPOSAL}/compare/{{one:int}}/{{two:int}}", may=everyone, past=True, kept=True, touched="proposal")
async def compared(ask: Ask, proposal: str, one: int, two: int) -> Answer:
    """Two versions, with what was removed and what was added."""
    view = await seen(ask)
    _, given = on(ask, view, proposal)
    earlier, later = (_version(view, proposal, which) for which in sorted((one, two)))
    both = earlier.said and later.said
    parts = await asyncio.to_thread(compare, earlier.said.text, later.said.text) if both else ()
    return Page.of("proposal_compare.html", **given, earlier=earlier, later=later, parts=parts)


def _version(view: View, proposal: str, which: int) -> Any:
    return (proposals.version(view, proposal, which) if which < HIGHEST else None) or not_there()
