"""A steward writes a new version of the charter down: its words, why it changed, what follows from it, who decided it."""

from typing import Annotated, Any

import msgspec

from folkmoot.domain.community import AmendCharter
from folkmoot.domain.rules import Refused
from folkmoot.events.community import Rules
from folkmoot.views import community as communities
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.policy import roles
from folkmoot_web.problem import Problem, not_here
from folkmoot_web.routing import Routes

routes = Routes()

_steward = roles("steward")

NUMBERS = ("grain", "notice", "small", "seconds", "answer", "care")
OPENING = ("resident", "steward", "facilitator", "officer", "moderator", "safeguarding", "overseer")
"""Who may be allowed to open a canvas; `resident` stands for everybody."""

FIELDS = {
    "the charter": "charter",
    "the reason": "reason",
    "time grain": "grain",
    "may open": "opens",
    "decision": "decision",
    "helpline": "helpline",
    "read": "care",
}
"""Words of a refusal -> the field that it is about."""

Tag = Annotated[str, msgspec.Meta(max_length=40)]


class Amending(msgspec.Struct):
    """The form; numbers as they were typed. decision: that it carries out, empty for none."""

    charter: str
    reason: str
    grain: Tag
    notice: Tag
    small: Tag
    seconds: Tag
    answer: Tag
    care: Tag
    helpline: Tag = ""
    opens: tuple[Tag, ...] = ()
    decision: Tag = ""
    key: Tag = ""


@routes.read("/c/{community}/amend-charter", may=_steward)
def amending(ask: Ask) -> Answer:
    """The form, with what stands in the charter now."""
    view = ask.view
    charters = communities.charters(view)
    if not charters:
        raise not_here()
    now = charters[0]
    settled: dict[str, Any] = {name: ask.typed[name] or str(getattr(now.rules, name)) for name in NUMBERS}
    return Page.of(
        "charter_amend.html",
        **around.values(ask, view),
        now=now,
        settled=settled,
        helpline=ask.typed["helpline"] if ask.sent else now.rules.helpline,
        opens=ask.typed.all("opens") if ask.sent else list(now.rules.opens),
        opening=OPENING,
        choices=communities.decided(view),
        fresh=around.fresh,
    )


@routes.act("/c/{community}/amend-charter", may=_steward, form=Amending, again=amending)
async def amended(ask: Ask, form: Amending) -> Answer:
    """Put the new version in the record; it is in force from then on."""
    numbers = {name: _number(ask, name, getattr(form, name)) for name in NUMBERS}
    if not form.opens:
        ask.fault = "opens"
        raise Problem(422, "Choose who may open a canvas; somebody has to.")
    rules = Rules(**numbers, opens=tuple(one for one in OPENING if one in form.opens), helpline=form.helpline.strip())
    try:
        await ask.do(AmendCharter(charter=form.charter, reason=form.reason, rules=rules, decision=form.decision), form.key)
    except Refused as refused:
        ask.fault = around.fault(refused, FIELDS, "grain")
        raise
    return Go(f"/c/{ask.community}/charter")


def _number(ask: Ask, field: str, given: str) -> int:
    if not given.strip().isdecimal() or len(given) > 6:
        ask.fault = field
        raise Problem(422, "Write a whole number, such as 10.")
    return int(given)
