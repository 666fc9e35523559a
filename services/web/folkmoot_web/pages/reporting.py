"""Anybody who takes part asks a moderator to look; whoever was held or hidden asks that somebody else decides."""

from typing import Any, Literal

import msgspec

from folkmoot.domain.appeal import Appeal, Report
from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.rules import Refused
from folkmoot.events.contribution import ReportReason
from folkmoot.views import canvas as canvases
from folkmoot.views import care as cares
from folkmoot.views import community as communities
from folkmoot.views import contribution as contributions
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.contribution import private_words
from folkmoot_web.pages.saying import Tag
from folkmoot_web.policy import everyone, guest, owner
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Routes

routes = Routes()

ROOT = "/c/{community}/contribution/{contribution}"
_mine = owner("contribution")


class Reporting(msgspec.Struct):
    """Why somebody should look, as a code, and a word for the moderators alone, which may be empty."""

    reason: Literal["", "abuse", "personal-data", "off-topic", "duplicate", "unlawful", "distress"] = ""
    text: str = ""
    lang: Tag = "und"
    key: Tag = ""


class Appealing(msgspec.Struct):
    """Why what was held or hidden should be shown, for whoever decides alone; it may be empty."""

    text: str = ""
    lang: Tag = "und"
    key: Tag = ""


def _page(ask: Ask, template: str, contribution: str) -> Page:
    found = contributions.contribution(ask.view, contribution) or not_there()
    given: dict[str, Any] = around.values(ask, ask.view)
    yours = around.own(ask, found.piece)
    return Page.of(
        template,
        **given,
        found=found,
        piece=found.piece,
        canvas=canvases.canvas(ask.view, found.piece.canvas) or not_there(),
        care=cares.care(ask.view, contribution),
        history=cares.history(ask.view, contribution),
        charter=communities.charters(ask.view)[0].version,
        yours=yours,
        said=found.piece.said or (private_words(ask, found) if yours else None),
        taking=bool(ask.pseudonym(found.piece.canvas)),
        tongues=around.tongues(ask, given["place"]),
        fresh=around.fresh,
        longest=LONGEST["reason"],
    )


@routes.read(f"{ROOT}/report", may=everyone)
def reporting(ask: Ask, contribution: str) -> Answer:
    """The form with which somebody asks a moderator to look."""
    return _page(ask, "contribution_report.html", contribution)


@routes.act(f"{ROOT}/report", may=guest, form=Reporting, again=reporting)
async def reported(ask: Ask, contribution: str, form: Reporting) -> Answer:
    """Take a report."""
    if not form.reason:
        ask.fault = "reason"
        raise Problem(422, "Choose why somebody should look at it.")
    reason: ReportReason = form.reason
    command = Report(contribution=contribution, reason=reason, text=form.text, lang=form.lang or "und")
    await _do(ask, command, form.key)
    return Go(f"/c/{ask.community}/contribution/{contribution}/reported")


@routes.read(f"{ROOT}/reported", may=everyone)
def thanked(ask: Ask, contribution: str) -> Answer:
    """What happens next with what was reported."""
    return _page(ask, "contribution_reported.html", contribution)


@routes.read(f"{ROOT}/appeal", may=_mine)
def appealing(ask: Ask, contribution: str) -> Answer:
    """What happened to it, and the form that asks somebody else to decide."""
    return _page(ask, "contribution_appeal.html", contribution)


@routes.act(f"{ROOT}/appeal", may=_mine, form=Appealing, again=appealing)
async def appealed(ask: Ask, contribution: str, form: Appealing) -> Answer:
    """Take an appeal."""
    await _do(ask, Appeal(contribution=contribution, text=form.text, lang=form.lang or "und"), form.key)
    return Go(f"/c/{ask.community}/contribution/{contribution}#moderation")


async def _do(ask: Ask, command: Report | Appeal, key: str) -> None:
    try:
        await ask.do(command, key)
    except Refused as refused:
        ask.fault = around.fault(refused, {"your reason": "text", "language": "lang"})
        raise
