"""Rounds, in which everyone has a turn or passes, and looks back at how the group works."""

from typing import Annotated

import msgspec

from folkmoot.domain.review import CloseReview, OpenReview, Remark
from folkmoot.domain.rounds import CloseRound, OpenRound, PassTurn, TakeTurn
from folkmoot.events.review import Aspect
from folkmoot.views import canvas as canvases
from folkmoot.views import meeting as meetings
from folkmoot.views.meeting import Review, Round
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, saying
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.saying import Saying, Tag, spoken
from folkmoot_web.policy import everyone, guest, member, participant, roles
from folkmoot_web.routing import Nothing, Routes

routes = Routes()

LEADING = roles("facilitator", "steward")
CANVAS, ROUND, REVIEW = "/c/{community}/canvas/{canvas}", "/c/{community}/round/{round}", "/c/{community}/review/{review}"


class Opening(msgspec.Struct):
    """The form that opens a round. meeting: in which it is held, empty for none."""

    question: str
    meeting: Tag = ""
    lang: Tag = ""


class Remarking(Saying):
    """What helped, who was missing, or what to change."""

    aspect: Aspect = "helped"


class Closing(msgspec.Struct):
    """rules: version of the group's rules that it led to, 0 for none."""

    outcome: str
    lang: Tag = ""
    rules: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 0


@routes.read(f"{CANVAS}/open-round", may=LEADING)
def opening(ask: Ask, canvas: str) -> Answer:
    """The form that opens a round."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    given = around.values(ask, ask.view)
    return Page.of("round_open.html", **given, canvas=found, meetings=meetings.meetings(ask.view, canvas))


@routes.act(f"{CANVAS}/open-round", may=LEADING, form=Opening, again=opening)
async def opened(ask: Ask, canvas: str, form: Opening) -> Answer:
    """Open it."""
    ask.fault = "question"
    done = await ask.do(OpenRound(canvas=canvas, question=form.question, meeting=form.meeting, lang=form.lang))
    return Go(f"/c/{ask.community}/round/{done.made}")


@routes.read(ROUND, may=everyone)
async def shown(ask: Ask, round: str) -> Answer:  # noqa: A002
    """A round: what was said, and one's own turn."""
    found: Round = meetings.round_(ask.view, round) or not_there()
    given = around.values(ask, ask.view)
    me = ask.pseudonym(found.canvas)
    return Page.of(
        "round.html",
        **given,
        **saying.values(ask, given["place"]),
        round=found,
        canvas=canvases.canvas(ask.view, found.canvas),
        mine=meetings.had_turn(ask.view, round, me) if me else "",
    )


@routes.act(f"{ROUND}/turn", may=guest, form=Saying, again=shown)
async def taken(ask: Ask, round: str, form: Saying) -> Answer:  # noqa: A002
    """Take one's turn."""
    await ask.do(TakeTurn(round=round, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/round/{round}")


@routes.act(f"{ROUND}/pass", may=participant, again=shown)
async def passed(ask: Ask, round: str, form: Nothing) -> Answer:  # noqa: A002
    """Pass."""
    await ask.do(PassTurn(round=round))
    return Go(f"/c/{ask.community}/round/{round}")


@routes.act(f"{ROUND}/close", may=LEADING, again=shown)
async def closed(ask: Ask, round: str, form: Nothing) -> Answer:  # noqa: A002
    """Close it."""
    await ask.do(CloseRound(round=round))
    return Go(f"/c/{ask.community}/round/{round}")


@routes.act(f"{CANVAS}/look-back", may=member)
async def looking(ask: Ask, canvas: str, form: Nothing) -> Answer:
    """Open a look back."""
    done = await ask.do(OpenReview(canvas=canvas))
    return Go(f"/c/{ask.community}/review/{done.made}")


@routes.read(REVIEW, may=everyone)
async def review(ask: Ask, review: str) -> Answer:
    """A look back: what helped, who was missing, what to change."""
    found: Review = meetings.review(ask.view, review) or not_there()
    given = around.values(ask, ask.view)
    return Page.of(
        "review.html",
        **given,
        **saying.values(ask, given["place"]),
        review=found,
        canvas=canvases.canvas(ask.view, found.canvas),
    )


@routes.act(f"{REVIEW}/remark", may=guest, form=Remarking, again=review)
async def remarked(ask: Ask, review: str, form: Remarking) -> Answer:
    """Take what somebody says looking back."""
    await ask.do(Remark(review=review, aspect=form.aspect, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/review/{review}")


@routes.act(f"{REVIEW}/close", may=LEADING, form=Closing, again=review)
async def concluded(ask: Ask, review: str, form: Closing) -> Answer:
    """Say what comes of it."""
    ask.fault = "outcome"
    await ask.do(CloseReview(review=review, outcome=form.outcome, rules=form.rules, lang=form.lang))
    return Go(f"/c/{ask.community}/review/{review}")
