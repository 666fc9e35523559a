"""Ballots on paper are typed by one office, a line a sheet, and typed again by another before they count."""

import re
from typing import Annotated, Any

import msgspec

from folkmoot.domain.papers import MOST, CheckBallots, EnterBallots
from folkmoot.views import canvas as canvases
from folkmoot.views import decision as decisions
from folkmoot.views import papers
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.decision import CALLING
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Routes

routes = Routes()
ROOT = "/c/{community}/decision/{decision}/paper"
CHECK = f"{ROOT}/{{batch:int}}/check"

UNREAD = "Line {} cannot be read. Write the letters of the options that are ticked, such as a c, or - for a sheet without a tick."
OTHER_WAY = "This page reads ballots with ticks only. Ask whoever runs this server how to bring in others."


class Typing(msgspec.Struct):
    """The form. batch: empty for the next one. ballots: a line a sheet."""

    ballots: str = ""
    batch: Annotated[str, msgspec.Meta(max_length=9, pattern="^[0-9]*$")] = ""


class Checking(msgspec.Struct):
    """The form of the second person. ballots: a line a sheet."""

    ballots: str = ""


class Again(msgspec.Struct):
    """batch: to be typed anew, 0 for the next one."""

    batch: Annotated[int, msgspec.Meta(ge=0, le=10**6)] = 0


def ballots_of(typed: str) -> tuple[Any, ...]:
    """Ballots from lines: letters of options, in any order and however parted; `-` for none.

    Raises Problem 422 with the line that cannot be read.
    """
    ballots = []
    for place, line in enumerate((one.strip().casefold() for one in typed.splitlines() if one.strip()), 1):
        letters = [] if line in ("-", "–", "0") else re.findall("[a-z]", line)
        if not re.fullmatch(r"[-–0]|[a-z](?:[\s,;.]*[a-z])*", line):
            raise Problem(422, UNREAD.format(place))
        ballots.append(sorted(set(letters)))
    return tuple(ballots)


def _page(ask: Ask, decision: str, template: str, **more: Any) -> Page:
    found = decisions.decision(ask.view, decision) or not_there()
    canvas = canvases.canvas(ask.view, found.canvas) or not_there()
    return Page.of(
        template,
        **around.values(ask, ask.view),
        decision=found,
        canvas=canvas,
        most=MOST,
        batches=papers.batches(ask.view, decision),
        readable=found.method == "approval",
        **more,
    )


@routes.read(ROOT, may=CALLING, query=Again)
def listed(ask: Ask, decision: str, query: Again | None = None) -> Answer:
    """The batches, and the box for the next one."""
    wanted = ask.typed["batch"] or str(query.batch if query and query.batch else "")
    return _page(ask, decision, "papers.html", again=wanted)


@routes.act(ROOT, may=CALLING, form=Typing, again=listed)
async def entered(ask: Ask, decision: str, form: Typing) -> Answer:
    """Take a batch; it counts once somebody else typed the same."""
    ask.fault = "ballots"
    _ways(ask, decision)
    batch = int(form.batch) if form.batch else len(papers.batches(ask.view, decision)) + 1
    await ask.do(EnterBallots(decision=decision, batch=batch, choices=ballots_of(form.ballots)))
    return Go(f"/c/{ask.community}/decision/{decision}/paper")


def _ways(ask: Ask, decision: str) -> None:
    found = decisions.decision(ask.view, decision) or not_there()
    if found.method != "approval":
        raise Problem(422, OTHER_WAY)


@routes.read(CHECK, may=CALLING)
def checking(ask: Ask, decision: str, batch: int) -> Answer:
    """The box for the second person, who is not shown what the first typed."""
    found = next((one for one in papers.batches(ask.view, decision) if one.batch == batch and one.waits), None)
    return _page(ask, decision, "papers_check.html", batch=found or not_there())


@routes.act(CHECK, may=CALLING, form=Checking, again=checking)
async def checked(ask: Ask, decision: str, batch: int, form: Checking) -> Answer:
    """The same from somebody else makes it count; anything else is shown to both."""
    ask.fault = "ballots"
    _ways(ask, decision)
    await ask.do(CheckBallots(decision=decision, batch=batch, choices=ballots_of(form.ballots)))
    return Go(f"/c/{ask.community}/decision/{decision}/paper#batch-{batch}")
