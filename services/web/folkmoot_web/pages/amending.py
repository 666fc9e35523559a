"""The forms with which an amendment is offered and answered, and proposals are merged, split and kept apart again."""

from typing import Annotated

import msgspec

from folkmoot.domain.amending import (
    AcceptAmendment,
    DeclineAmendment,
    MergeProposal,
    ObjectToMerge,
    OfferAmendment,
    SplitProposal,
)
from folkmoot.domain.rules import Refused
from folkmoot.views import amendment as amendments
from folkmoot.views import community as communities
from folkmoot.views import proposal as proposals
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.proposal import PROPOSAL, on
from folkmoot_web.pages.proposing import say
from folkmoot_web.pages.saying import Saying, Tag, spoken
from folkmoot_web.policy import everyone, guest, member
from folkmoot_web.routing import Nothing, Routes

routes = Routes()

AMENDMENT = PROPOSAL + "/amendment/{contribution}"


class Offering(Saying):
    """What should read otherwise, and why."""

    because: Annotated[str, msgspec.Meta(max_length=40_000)] = ""


class Merging(msgspec.Struct):
    """into: the proposal that goes on."""

    into: Tag = ""


class Splitting(msgspec.Struct):
    """into: the proposals that go on."""

    into: tuple[Tag, ...] = ()


@routes.read(f"{PROPOSAL}/amend", may=everyone)
def offering(ask: Ask, proposal: str) -> Answer:
    """The form that offers an amendment."""
    return say(ask, proposal, "amend")


@routes.act(f"{PROPOSAL}/amend", may=guest, form=Offering, again=offering)
async def offered(ask: Ask, proposal: str, form: Offering) -> Answer:
    """Offer it."""
    try:
        await ask.do(OfferAmendment(proposal=proposal, because=form.because, **spoken(ask, form)), form.key)
    except Refused as refused:
        ask.fault = around.fault(refused, {"your reason": "because"}, "text")
        raise
    return Go(f"/c/{ask.community}/proposal/{proposal}#amendments")


@routes.act(f"{AMENDMENT}/accept", may=member, form=Nothing)
async def accepted(ask: Ask, proposal: str, contribution: str, form: Nothing) -> Answer:
    """Accept an amendment; the next version takes it in."""
    await ask.do(AcceptAmendment(proposal=proposal, amendment=contribution))
    return Go(f"/c/{ask.community}/proposal/{proposal}#amendments")


@routes.read(f"{AMENDMENT}/decline", may=member)
def declining(ask: Ask, proposal: str, contribution: str) -> Answer:
    """The form that says why an amendment is not taken in."""
    found = amendments.amendment(ask.view, proposal, contribution) or not_there()
    return say(ask, proposal, "decline", amendment=found)


@routes.act(f"{AMENDMENT}/decline", may=member, form=Saying, again=declining)
async def declined(ask: Ask, proposal: str, contribution: str, form: Saying) -> Answer:
    """Decline it."""
    ask.fault = "text"
    await ask.do(DeclineAmendment(proposal=proposal, amendment=contribution, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/proposal/{proposal}#amendments")


@routes.read(f"{PROPOSAL}/merge", may=member)
def merging(ask: Ask, proposal: str) -> Answer:
    """The form that merges a proposal into another one."""
    found, given = on(ask, ask.view, proposal)
    undone = {merge.other.id for merge in found.objections}
    others = [
        one for one in proposals.proposals(ask.view, found.line.canvas) if one.id not in (proposal, *undone) and not one.became
    ]
    return Page.of("proposal_merge.html", **given, others=others, rules=communities.rules(ask.view))


@routes.act(f"{PROPOSAL}/merge", may=member, form=Merging, again=merging)
async def merged(ask: Ask, proposal: str, form: Merging) -> Answer:
    """Merge it."""
    ask.fault = "into"
    await ask.do(MergeProposal(proposal=proposal, into=form.into))
    return Go(f"/c/{ask.community}/proposal/{proposal}")


@routes.read(f"{PROPOSAL}/object", may=member)
def objecting(ask: Ask, proposal: str) -> Answer:
    """The form with which an author objects to a merge."""
    return say(ask, proposal, "object")


@routes.act(f"{PROPOSAL}/object", may=member, form=Saying, again=objecting)
async def objected(ask: Ask, proposal: str, form: Saying) -> Answer:
    """Undo the merge."""
    ask.fault = "text"
    await ask.do(ObjectToMerge(proposal=proposal, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/proposal/{proposal}")


@routes.read(f"{PROPOSAL}/split", may=member)
def splitting(ask: Ask, proposal: str) -> Answer:
    """The form that splits a proposal into parts that were begun from it."""
    found, given = on(ask, ask.view, proposal)
    parts = [part for part in found.parts if not part.became]
    return Page.of("proposal_split.html", **given, parts=parts, ticked=ask.typed.all("into"))


@routes.act(f"{PROPOSAL}/split", may=member, form=Splitting, again=splitting)
async def split(ask: Ask, proposal: str, form: Splitting) -> Answer:
    """Split it."""
    ask.fault = "into"
    await ask.do(SplitProposal(proposal=proposal, into=form.into))
    return Go(f"/c/{ask.community}/proposal/{proposal}")
