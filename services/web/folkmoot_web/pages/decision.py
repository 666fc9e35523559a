"""The page of a decision: terms stated beforehand, a ballot that can be changed, and a result that anybody can recount."""

from typing import Any

import msgspec

from folkmoot.domain.calling import SecondDecision
from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.deciding import AttachView, CallOff, CastBallot, CloseDecision, OpenDecision, ReviewDecision
from folkmoot.views import canvas as canvases
from folkmoot.views import commitment as commitments
from folkmoot.views import decision as decisions
from folkmoot.views import duty as duties
from folkmoot.views.reading import View
from folkmoot.views.shown import number
from folkmoot_web import ways
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, saying
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.past import seen
from folkmoot_web.pages.saying import Saying, Tag, spoken
from folkmoot_web.policy import everyone, guest, member, roles
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Nothing, Routes

routes = Routes()

CALLING = roles("facilitator", "officer", "steward")
ROOT = "/c/{community}/decision/{decision}"


class Ballot(msgspec.Struct):
    """Options that somebody ticked."""

    choice: tuple[str, ...] = ()


class CallingOff(msgspec.Struct):
    """Why it is called off."""

    reason: str
    lang: Tag = ""


class Reviewing(msgspec.Struct):
    """What a body found when it looked back."""

    text: str
    outcome: str = ""
    lang: Tag = ""


@routes.read(ROOT, may=everyone, past=True, kept=True, touched="decision")
async def decision(ask: Ask, decision: str) -> Answer:
    """A decision: its terms, the ballot while it is open, the result once there is one."""
    view = await seen(ask)
    found = decisions.decision(view, decision) or not_there()
    canvas = canvases.canvas(view, found.canvas) or not_there()
    me = ask.pseudonym(found.canvas) if ask.at is None and not ask.offices else ""
    mine = decisions.own_ballot(view, decision, me) if me else None
    given, views = around.values(ask, view), decisions.otherwise(view, decision)
    return Page.of(
        "decision.html",
        **given,
        **saying.values(ask, given["place"]),
        decision=found,
        views=views,
        may_attach=ask.at is None and not ask.offices and (not me or all(one.by != me for one in views)),
        told_apart=decisions.people_told_apart(view, decision) if found.result else {},
        longest=LONGEST["view"],
        canvas=canvas,
        taking=bool(me),
        mine=mine,
        picked=_picked(ask, mine),
        ranked=sorted(found.options, key=lambda option: -(option.count or 0)),
        way=(way := ways.named(ask, found.method)),
        ballot=ways.BALLOTS[way.ballot] if way else "",
        **owed(ask, view, decision),
        early=bool(found.closes) and ask.front.today <= found.closes,
        theirs=found.called_by.startswith("p_"),
        seconded=decisions.has_seconded(view, decision, me),
        may_call_off=ask.at is None and _may_call_off(ask, found),
    )


def _may_call_off(ask: Ask, found: decisions.Decision) -> bool:
    """Whether the viewer can take a decision off the table: who called it, or an office that does not stand to lose by it."""
    if not found.called_by.startswith("p_"):
        return not ask.roles.isdisjoint(CALLING.roles)
    return found.called_by == ask.pseudonym(found.canvas) or not ask.roles.isdisjoint(("moderator", "steward"))


def owed(ask: Ask, view: View, thing: str) -> dict[str, Any]:
    """What a page shows of the duty that a decision or a question is: its clock, the answers, and what was promised."""
    today = around.today(ask, view)
    return {
        "clock": duties.clock(view, thing, today),
        "given_answers": duties.answers(view, thing),
        "promises": commitments.of_decision(view, number(view, thing), today),
    }


def _picked(ask: Ask, mine: decisions.Ballot | None) -> list[str]:
    """Options to show as ticked: those just sent when they were refused, else those of the ballot that counts."""
    if ask.typed:
        return ask.typed.all("choice")
    choice = mine.choice if mine else []
    return [str(one) for one in (choice if isinstance(choice, list) else [choice])]


@routes.act(f"{ROOT}/ballot", may=guest, form=Ballot, again=decision)
async def balloted(ask: Ask, decision: str, form: Ballot) -> Answer:
    """Take a ballot; the last one that somebody casts counts."""
    ask.fault = "choice"
    found = decisions.decision(ask.view, decision) or not_there()
    way = ways.named(ask, found.method)
    if way and way.ballot == "one":
        choice: Any = _one(form.choice)
    else:
        choice = sorted(set(form.choice))
    await ask.do(CastBallot(decision=decision, choice=choice))
    return Go(f"/c/{ask.community}/decision/{decision}#ballot")


def _one(choice: tuple[str, ...]) -> str:
    if len(choice) != 1:
        raise Problem(422, "Choose one option.")
    return choice[0]


@routes.act(f"{ROOT}/view", may=guest, form=Saying, again=decision)
async def attached(ask: Ask, decision: str, form: Saying) -> Answer:
    """Attach to a result how one sees it otherwise."""
    ask.fault = "text"
    await ask.do(AttachView(decision=decision, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/decision/{decision}#views")


@routes.act(f"{ROOT}/open", may=CALLING, form=Nothing, again=decision)
async def opened(ask: Ask, decision: str, form: Nothing) -> Answer:
    """Open the vote."""
    await ask.do(OpenDecision(decision=decision))
    return Go(f"/c/{ask.community}/decision/{decision}")


@routes.act(f"{ROOT}/second", may=guest, form=Nothing, again=decision)
async def seconded(ask: Ask, decision: str, form: Nothing) -> Answer:
    """Want a vote on what another of the people called."""
    await ask.do(SecondDecision(decision=decision))
    return Go(f"/c/{ask.community}/decision/{decision}")


@routes.act(f"{ROOT}/call-off", may=member, form=CallingOff, again=decision)
async def called_off(ask: Ask, decision: str, form: CallingOff) -> Answer:
    """Call it off before anybody votes."""
    ask.fault = "reason"
    await ask.do(CallOff(decision=decision, reason=form.reason, lang=form.lang))
    return Go(f"/c/{ask.community}/decision/{decision}")


@routes.act(f"{ROOT}/close", may=CALLING, form=Nothing, again=decision)
async def closed(ask: Ask, decision: str, form: Nothing) -> Answer:
    """Close the vote and freeze the result."""
    await ask.do(CloseDecision(decision=decision))
    return Go(f"/c/{ask.community}/decision/{decision}")


@routes.act(f"{ROOT}/review", may=CALLING, form=Reviewing, again=decision)
async def reviewed(ask: Ask, decision: str, form: Reviewing) -> Answer:
    """Say what the body found when it looked back."""
    match form.outcome:
        case "stands" | "change" | "repeal" as outcome:
            await ask.do(ReviewDecision(decision=decision, outcome=outcome, text=form.text, lang=form.lang))
        case _:
            ask.fault = "outcome"
            raise Problem(422, "Say whether the decision stands, changes or is taken back.")
    return Go(f"/c/{ask.community}/decision/{decision}")
