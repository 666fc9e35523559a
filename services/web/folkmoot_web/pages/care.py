"""What moderators and facilitators can do with a contribution; every act is in the record with its reason."""

from typing import Literal

import msgspec

from folkmoot.domain.appeal import DecideAppeal
from folkmoot.domain.moderation import Hide, Hold, PutForwardText, Release, Restore
from folkmoot.domain.rules import Refused
from folkmoot.events.contribution import HidingReason, HoldingReason
from folkmoot.views import canvas as canvases
from folkmoot.views import care as cares
from folkmoot.views import community as communities
from folkmoot.views import contribution as contributions
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.moderation import words
from folkmoot_web.pages.recording import shown
from folkmoot_web.policy import roles
from folkmoot_web.problem import Problem, not_here
from folkmoot_web.routing import Nothing, Routes

routes = Routes()

ROOT = "/c/{community}/contribution/{contribution}"
_looking = roles("moderator", "facilitator", "steward")
_holding = roles("moderator", "facilitator")
_deciding = roles("moderator", "steward")

CHANGED = "Its author changed the words since you opened this page. Read them as they stand now, and decide again."


class Holding(msgspec.Struct):
    """Why something is held."""

    why: Literal["", "report", "personal-data", "distress"] = ""


class Hiding(msgspec.Struct):
    """Why something is hidden, as a code and in plain words for everybody."""

    reasons: str
    reason: Literal["", "abuse", "personal-data", "off-topic", "duplicate", "unlawful"] = ""


class Looked(msgspec.Struct):
    """seen: index of the entry with the words that were read, so that nobody shows words that they never saw."""

    seen: int = -1


class Restoring(Looked):
    """Why something is shown again."""

    again: str = ""


class Deciding(Looked):
    """Whether the author is right, and why."""

    upheld: Literal["", "yes", "no"] = ""
    outcome: str = ""


@routes.read(f"{ROOT}/care", may=_looking)
def care(ask: Ask, contribution: str) -> Answer:
    """All there is to know of a contribution before something is done with it, and what can be done now."""
    view = ask.view
    found = contributions.contribution(view, contribution) or not_there()
    state = cares.care(view, contribution)
    if state.for_help:
        raise not_here()
    notes = {}
    if ask.roles & {"moderator", "facilitator"}:
        reports = cares.reports(view, contribution)
        notes = {one.i: ask.front.said(ask.community, one.because) for one in reports if one.because >= 0}
    else:
        reports = ()
    waits = state.appeal == "waiting" and bool(ask.roles & {"moderator", "steward"})
    reads = bool(ask.roles & {"moderator", "facilitator"}) or waits
    return Page.of(
        "contribution_care.html",
        **around.values(ask, view),
        found=found,
        piece=found.piece,
        canvas=canvases.canvas(view, found.piece.canvas) or not_there(),
        said=words(ask, view, contribution) if reads else found.piece.said,
        files=shown(ask, contribution, yours=False),
        care=state,
        history=cares.history(view, contribution),
        reports=reports,
        notes=notes,
        waits=waits,
        plea=ask.front.said(ask.community, state.because) if waits else None,
        barred=not set(ask.offices).isdisjoint({state.holder, state.hider}),
        charter=communities.charters(view)[0].version,
    )


def _back(ask: Ask, contribution: str) -> Go:
    return Go(f"/c/{ask.community}/contribution/{contribution}/care")


def _looked(ask: Ask, contribution: str, form: Looked) -> None:
    """Raises Refused when the words that would be shown are not those that stood on the page."""
    found = contributions.contribution(ask.view, contribution) or not_there()
    if found.words_at != form.seen:
        raise Refused(CHANGED)


@routes.act(f"{ROOT}/hold", may=_holding, form=Holding, again=care)
async def hold(ask: Ask, contribution: str, form: Holding) -> Answer:
    """Take it from view until somebody looked."""
    ask.fault = "why"
    if not form.why:
        raise Problem(422, "Say why it is held.")
    reason: HoldingReason = form.why
    await ask.do(Hold(contribution=contribution, reason=reason))
    return _back(ask, contribution)


@routes.act(f"{ROOT}/release", may=_holding, form=Looked, again=care)
async def release(ask: Ask, contribution: str, form: Looked) -> Answer:
    """Show it again as it was, or leave it as it is."""
    _looked(ask, contribution, form)
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
    _looked(ask, contribution, form)
    ask.fault = "again"
    await ask.do(Restore(contribution=contribution, reason=form.again))
    return _back(ask, contribution)


@routes.act(f"{ROOT}/appeal/decide", may=_deciding, form=Deciding, again=care)
async def decided(ask: Ask, contribution: str, form: Deciding) -> Answer:
    """Decide an appeal, for the author or for whoever held or hid it."""
    if not form.upheld:
        ask.fault = "upheld"
        raise Problem(422, "Say whether it is shown again or stays as it is.")
    _looked(ask, contribution, form)
    ask.fault = "outcome"
    await ask.do(DecideAppeal(contribution=contribution, upheld=form.upheld == "yes", reasons=form.outcome))
    return _back(ask, contribution)


@routes.act(f"{ROOT}/put-forward", may=roles("facilitator", "steward"), form=Nothing, again=care)
async def put_forward(ask: Ask, contribution: str, form: Nothing) -> Answer:
    """Tell the author that their words may become an option."""
    await ask.do(PutForwardText(contribution=contribution))
    return Go(f"/c/{ask.community}/contribution/{contribution}")
