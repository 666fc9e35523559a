"""A decision of the demonstration is called on ideas whose authors were told, voted in, and mostly closed and reviewed."""

import random
from functools import partial

from folkmoot.domain.deciding import (
    AttachView,
    CallDecision,
    CastBallot,
    Choice,
    CloseDecision,
    OpenDecision,
    ReviewDecision,
)
from folkmoot.domain.moderation import PutForwardText
from folkmoot.domain.papers import CheckBallots, EnterBallots
from folkmoot.domain.participant import Attest
from folkmoot.domain.rules import Command
from folkmoot.events.decision import Electorate
from folkmoot_web.demo.content import Canvas, Deciding, Moment, Typed, Words
from folkmoot_web.demo.telling import WEEKS, Telling

DECISION = "the decision"
TODAY = WEEKS * 7 - 1
"""Last whole day of the demonstration."""


def plan(telling: Telling, canvas: Canvas) -> None:
    """Plan the decision of a canvas, if there is one."""
    terms = canvas.decision
    if terms is None:
        return
    chance = random.Random(terms.question)
    voters = chance.sample(sorted(telling.place.people), terms.voters)
    for option in terms.options:
        telling.at(Moment(day=terms.put_forward), partial(_put_forward, telling, canvas, option.source))
    if terms.checked is not None:
        for voter in voters:
            telling.at(Moment(day=terms.checked, hour=chance.randint(9, 17)), partial(_check, telling, canvas, voter))
    telling.at(Moment(day=terms.call, hour=9), partial(_call, telling, canvas, terms))
    until = min(terms.last_day, TODAY if terms.close is None else terms.close - 1)
    for voter in voters:
        choice = [letter for letter, option in zip("abcdef", terms.options, strict=False) if chance.randrange(10) < option.weight]
        moment = Moment(day=chance.randint(terms.call, until), hour=chance.randint(10, 22))
        telling.at(moment, partial(_vote, telling, canvas, voter, choice))
    for number, pile in enumerate(terms.paper, 1):
        for typed in pile.typed:
            telling.does(typed, canvas.name, partial(_type, telling, canvas, number, typed))
    _plan_end(telling, canvas, terms)


def _plan_end(telling: Telling, canvas: Canvas, terms: Deciding) -> None:
    def stream() -> str:
        return telling.stream(canvas.name, DECISION)

    if terms.close is not None:
        telling.at(
            Moment(day=terms.close, hour=9),
            lambda: telling.ask(CloseDecision(decision=stream()), telling.office("facilitator")),
        )
    for view in terms.views:
        telling.does(view, canvas.name, partial(_view, telling, canvas, view))
    if terms.review:
        by, outcome, text = terms.review.by, terms.review.outcome, terms.review.text
        telling.at(
            terms.review,
            lambda: telling.ask(ReviewDecision(decision=stream(), outcome=outcome, text=text), telling.office(by)),
        )


def _put_forward(telling: Telling, canvas: Canvas, source: str) -> None:
    command = PutForwardText(contribution=telling.stream(canvas.name, source))
    telling.ask(command, telling.office("facilitator"))


def _check(telling: Telling, canvas: Canvas, voter: str) -> None:
    command = Attest(participant=telling.person(voter, canvas.name).name, roll="address")
    telling.ask(command, telling.office("facilitator"))


def _call(telling: Telling, canvas: Canvas, terms: Deciding) -> None:
    words = {item.id: item.text for item in canvas.said}
    command = CallDecision(
        canvas=telling.stream(canvas.name, ""),
        question=terms.question,
        options=tuple(Choice(words[o.source], telling.stream(canvas.name, o.source)) for o in terms.options),
        electorate=Electorate(rolls=terms.rolls, until=terms.until),
        quorum=terms.quorum,
        inputs=tuple(telling.stream(canvas.name, name) for name in terms.inputs),
        closes=telling.date(terms.last_day),
    )
    telling.ask(command, telling.office("facilitator"), name=(canvas.name, DECISION))
    telling.ask(OpenDecision(decision=telling.stream(canvas.name, DECISION)), telling.office("facilitator"))


def _vote(telling: Telling, canvas: Canvas, voter: str, choice: list[str]) -> None:
    command = CastBallot(decision=telling.stream(canvas.name, DECISION), choice=choice)
    telling.ask(command, telling.person(voter, canvas.name))


def _type(telling: Telling, canvas: Canvas, number: int, typed: Typed) -> Command:
    choices = tuple(list(letters) for letters in typed.ballots)
    decision = telling.stream(canvas.name, DECISION)
    return (CheckBallots if typed.check else EnterBallots)(decision=decision, batch=number, choices=choices)


def _view(telling: Telling, canvas: Canvas, view: Words) -> Command:
    return AttachView(decision=telling.stream(canvas.name, DECISION), **telling.says(view))
