"""What moderators and facilitators can do with a contribution; every act is in the record with its reason."""

from typing import Literal

import msgspec

from folkmoot.domain.moderation import Hide, Hold, PutForwardText, Release, Restore
from folkmoot.events.contribution import HidingReason, HoldingReason
from folkmoot.views import canvas as canvases
from folkmoot.views import contribution as contributions
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.policy import roles
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Nothing, Routes

routes = Routes()

ROOT = "/c/{community}/contribution/{contribution}"
_looking = roles("moderator", "facilitator", "steward")
_holding = roles("moderator", "facilitator")


class Holding(msgspec.Struct):
    """Why something is held."""

    why: Literal["", "report", "personal-data", "distress"] = ""


class Hiding(msgspec.Struct):
    """Why something is hidden, as a code and in plain words for everybody."""

    reasons: str
    reason: Literal["", "abuse", "personal-data", "off-topic", "duplicate", "unlawful"] = ""


class Restoring(msgspec.Struct):
    """Why something is shown again."""

    again: str


@routes.read("/c/{community}/held", may=_holding)
def held(ask: Ask) -> Answer:
    """Contributions that wait for somebody to look."""
    return Page.of("contribution_held.html", **around.values(ask, ask.view), pieces=canvases.held(ask.view))


@routes.read(f"{ROOT}/care", may=_looking)
def care(ask: Ask, contribution: str) -> Answer:
    """What can be done with a contribution now."""
    found = contributions.contribution(ask.view, contribution) or not_there()
    canvas = canvases.canvas(ask.view, found.piece.canvas) or not_there()
    # nobody judges what they cannot read
    reading = bool((found.held and ask.roles & {"moderator", "facilitator"}) or (found.hidden and "moderator" in ask.roles))
    said = found.piece.said or (ask.front.said(ask.community, found.words_at) if reading else None)
    return Page.of(
        "contribution_care.html", **around.values(ask, ask.view), found=found, piece=found.piece, canvas=canvas, said=said
    )


def _back(ask: Ask, contribution: str) -> Go:
    return Go(f"/c/{ask.community}/contribution/{contribution}")


@routes.act(f"{ROOT}/hold", may=_holding, form=Holding, again=care)
async def hold(ask: Ask, contribution: str, form: Holding) -> Answer:
    """Take it from view until somebody looked."""
    ask.fault = "why"
    if not form.why:
        raise Problem(422, "Say why it is held.")
    reason: HoldingReason = form.why
    await ask.do(Hold(contribution=contribution, reason=reason))
    return _back(ask, contribution)


@routes.act(f"{ROOT}/release", may=_holding, form=Nothing, again=care)
async def release(ask: Ask, contribution: str, form: Nothing) -> Answer:
    """Show it again as it was."""
    await ask.do(Release(contribution=contribution))
    return _back(ask, contribution)


@routes.act(f"{ROOT}/hide", may=roles("moderator"), form=Hiding, again=care)
async def hide(ask: Ask, contribution: str, form: Hiding) -> Answer:
    """Hide it with a public reason."""
    if not form.reason:
        ask.fault = "reason"
        raise Problem(422, "Choose the reason why it is hidden.")
    ask.fault = "reasons"
    reason: HidingReason = form.reason
    await ask.do(Hide(contribution=contribution, reason=reason, statement=form.reasons))
    return _back(ask, contribution)


@routes.act(f"{ROOT}/restore", may=roles("moderator"), form=Restoring, again=care)
async def restore(ask: Ask, contribution: str, form: Restoring) -> Answer:
    """Show what was hidden again."""
    ask.fault = "again"
    await ask.do(Restore(contribution=contribution, reason=form.again))
    return _back(ask, contribution)


@routes.act(f"{ROOT}/put-forward", may=roles("facilitator", "steward"), form=Nothing, again=care)
async def put_forward(ask: Ask, contribution: str, form: Nothing) -> Answer:
    """Tell the author that their words may become an option."""
    await ask.do(PutForwardText(contribution=contribution))
    return _back(ask, contribution)
