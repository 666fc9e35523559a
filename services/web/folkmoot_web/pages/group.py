"""How a group works: the places it opens in its canvas, and its own rules with every version of them."""

from typing import Annotated, Literal

import msgspec

from folkmoot.domain.group import AgreeGroupRules, ClosePlace, OpenPlace
from folkmoot.domain.rules import Refused
from folkmoot.events.canvas import OpensPlaces, Stage
from folkmoot.views import canvas as canvases
from folkmoot.views import group
from folkmoot.views.shown import PAGE
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, saying, topic
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.listing import Cursor
from folkmoot_web.pages.past import seen
from folkmoot_web.policy import Policy, everyone, roles
from folkmoot_web.routing import Routes

routes = Routes()

OPENING = Policy("participant", roles=("facilitator", "steward"))
"""Whoever takes part, where the group says so; the rules ask for more where it does not."""

RULES = "/c/{community}/canvas/{canvas}/rules"

FIELDS = {"the rules": "text", "the reason": "reason", "decision": "decision", "decides": "decision", "quorum": "decision"}
"""Words of a refusal -> the field that it is about."""


class Placing(msgspec.Struct):
    """What becomes of a place. `stage` is the place: the field is not called so, for that names the community in a page."""

    stage: Stage
    what: Literal["open", "close"]


class Before(msgspec.Struct):
    """before: cursor of the last version of the page before, 0 for the first page."""

    before: Cursor = 0


class Agreeing(msgspec.Struct):
    """A version of the rules. key: names this very asking."""

    text: str
    reason: str
    decision: Annotated[str, msgspec.Meta(max_length=40)] = ""
    places: OpensPlaces = "offices"
    key: saying.Tag = ""


@routes.act("/c/{community}/canvas/{canvas}/place", may=OPENING, form=Placing, again=topic.agenda)
async def placed(ask: Ask, canvas: str, form: Placing) -> Answer:
    """Open or close a place."""
    command = OpenPlace if form.what == "open" else ClosePlace
    await ask.do(command(canvas=canvas, place=form.stage))
    return Go(f"/c/{ask.community}/canvas/{canvas}/agenda#places")


@routes.read(RULES, may=everyone, query=Before, past=True, kept=True, touched="canvas")
async def rules(ask: Ask, canvas: str, query: Before | None = None) -> Answer:
    """The rules of a group, every version with its reason and who decided it."""
    view = await seen(ask)
    found = canvases.canvas(view, canvas) or not_there()
    before = query.before if query else 0
    page = group.rules(view, canvas, before or 2**53)
    given = around.values(ask, view)
    return Page.of(
        "group_rules.html",
        **given,
        fresh=around.fresh,
        canvas=found,
        versions=page,
        more=page[-1].version if len(page) == PAGE else 0,
        first_page=not before,
        deciding=bool(canvases.decisions(view, canvas, limit=1)),
        choices=group.to_carry_out(view, canvas) if given["roles"] else (),
    )


@routes.act(RULES, may=roles("facilitator", "steward"), form=Agreeing, again=rules)
async def agreed(ask: Ask, canvas: str, form: Agreeing) -> Answer:
    """Write down what the group agreed."""
    fields = {"text": form.text, "reason": form.reason, "decision": form.decision}
    command = AgreeGroupRules(canvas=canvas, places=form.places, **fields)
    try:
        await ask.do(command, form.key)
    except Refused as refused:
        ask.fault = around.fault(refused, FIELDS)
        raise
    return Go(f"/c/{ask.community}/canvas/{canvas}/rules")
