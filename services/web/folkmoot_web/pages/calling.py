"""An office or the people call a decision: the question, the options, who may vote and how it is counted, all before anybody votes."""

from typing import Annotated, Any, Literal

import msgspec

from folkmoot.domain.calling import EVERYBODY, soonest
from folkmoot.domain.deciding import CallDecision, Choice
from folkmoot.domain.rules import Refused
from folkmoot.events.contribution import Kind
from folkmoot.events.decision import Electorate
from folkmoot.events.participant import Roll
from folkmoot.views import canvas as canvases
from folkmoot.views import community as communities
from folkmoot.views import proposal as proposals
from folkmoot.views.shown import Piece
from folkmoot_web import ways
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.policy import everyone, guest
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Routes

routes = Routes()

OFFERED = 12
"""Of each kind, so many of the latest contributions are offered as what a decision rests on."""

WRITTEN = 6
"""Boxes for options that the office writes itself."""

CHECKED: tuple[Roll, ...] = ("invited", "code", "address", "attested")

FIELDS = {
    "the question": "question",
    "quorum": "quorum",
    "seats": "seats",
    "last day": "closes",
    "the date": "closes",
    "the way to decide": "method",
}
"""Words of a refusal -> the field that it is about; anything else is about the options."""

NOT_TO_BE_TAKEN = (
    "An idea that you ticked cannot become an option any more: it was taken back, hidden, or never put forward. "
    "It is not on the list now; look whether the others are still what you want to call."
)

Tag = Annotated[str, msgspec.Meta(max_length=40)]


class Calling(msgspec.Struct):
    """The form. option: texts of options, empty ones are left out. taken: ideas and versions of proposals whose words become
    options. rests: other contributions that it rests on. method: the way to decide. who: everybody who takes part, or those
    whom an office checked. until: by when they must have joined.
    """

    question: str
    option: tuple[str, ...] = ()
    taken: tuple[Tag, ...] = ()
    method: Tag = "approval"
    seats: str = "1"
    quorum: str = ""
    rests: tuple[Tag, ...] = ()
    who: Literal["everybody", "checked"] = "everybody"
    until: Literal["opened", "closed"] = "closed"
    closes: str = ""
    lang: Tag = ""
    key: Tag = ""


@routes.read("/c/{community}/canvas/{canvas}/call-decision", may=everyone)
def calling(ask: Ask, canvas: str) -> Answer:
    """The form that calls a decision."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    given = around.values(ask, ask.view)
    here: around.Place = given["place"]
    return Page.of(
        "decision_call.html",
        **given,
        canvas=found,
        ideas=_ideas(ask, canvas),
        written=(ask.typed.all("option") + [""] * WRITTEN)[:WRITTEN],
        taken=ask.typed.all("taken"),
        others=_others(ask, canvas),
        rests=ask.typed.all("rests"),
        rules=communities.rules(ask.view),
        first_day=soonest(around.today(ask, ask.view), communities.rules(ask.view)),
        tongues=around.tongues(ask, here),
        ways=ways.offered(ask),
        fresh=around.fresh,
    )


def _ideas(ask: Ask, canvas: str) -> list[Piece]:
    """Versions of proposals, and ideas, whose words can be taken over: public ones whose authors were told."""
    known = canvases.put_forward(ask.view, canvas)
    ideas = [piece for piece in canvases.listed(ask.view, canvas, "idea") if piece.id in known]
    return [piece for piece in (*(text for _, text in proposals.told_texts(ask.view, canvas)), *ideas) if piece.said]


def _others(ask: Ask, canvas: str) -> list[Piece]:
    """What a decision can rest on besides its options: the latest public stories, questions and ideas."""
    kinds: tuple[Kind, ...] = ("story", "idea", "question")
    return [piece for kind in kinds for piece in canvases.listed(ask.view, canvas, kind, limit=OFFERED) if piece.said]


@routes.act("/c/{community}/canvas/{canvas}/call-decision", may=guest, form=Calling, again=calling)
async def called(ask: Ask, canvas: str, form: Calling) -> Answer:
    """Call the decision."""
    ideas = {piece.id: piece.said.text for piece in _ideas(ask, canvas) if piece.said}
    whole = {piece.id: proposal for proposal, piece in proposals.told_texts(ask.view, canvas)}
    if not ideas.keys() >= {*form.taken}:
        ask.fault = "taken" if ideas else "option"
        raise Problem(422, NOT_TO_BE_TAKEN)
    options = [Choice(text=text) for text in form.option if text.strip()]
    options += [Choice(text=ideas[source][:1000], source=source) for source in form.taken if source in ideas]
    seats = _number(ask, "seats", form.seats) if form.method == "approval" else 1
    params: dict[str, Any] = {} if seats == 1 else {"seats": seats}
    command = CallDecision(
        canvas=canvas,
        question=form.question,
        options=tuple(options),
        method=form.method,
        params=params,
        electorate=Electorate(rolls=EVERYBODY if form.who == "everybody" else CHECKED, until=form.until),
        quorum=_number(ask, "quorum", form.quorum),
        inputs=(*form.taken, *(whole[source] for source in form.taken if source in whole), *form.rests),
        closes=form.closes,
        lang=form.lang,
    )
    try:
        done = await ask.do(command, form.key)
    except Refused as refused:
        ask.fault = around.fault(refused, FIELDS, "option")
        raise
    return Go(f"/c/{ask.community}/decision/{done.made}")


def _number(ask: Ask, field: str, given: str) -> int:
    if not given.strip().isdecimal() or len(given) > 6:
        ask.fault = field
        raise Problem(422, "Write a whole number, such as 10.")
    return int(given)
