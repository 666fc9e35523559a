"""You said, we did, we didn't because: what was asked and decided, what a body answered and promised, and by when."""

from typing import Literal

import msgspec

from folkmoot.domain.canvas import AnswerCanvas
from folkmoot.domain.deciding import AnswerDecision
from folkmoot.domain.question import AnswerQuestion, SecondQuestion
from folkmoot.views import canvas as canvases
from folkmoot.views import commitment as commitments
from folkmoot.views import contribution as contributions
from folkmoot.views import decision as decisions
from folkmoot.views import duty as duties
from folkmoot.views.duty import Line
from folkmoot.views.reading import View
from folkmoot.views.shown import END, PAGE
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.contribution import contribution as contribution_page
from folkmoot_web.pages.listing import Cursor
from folkmoot_web.pages.past import seen
from folkmoot_web.pages.saying import Tag
from folkmoot_web.policy import everyone, guest, offices
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Nothing, Routes

routes = Routes()

CANVAS = "/c/{community}/canvas/{canvas}"
QUESTION, DECISION = "/c/{community}/contribution/{contribution}", "/c/{community}/decision/{decision}"


NO_DAY = duties.Clock("promise", "", "", "", "", open=False, overdue=False, days=0, noted=False, seconded=0, needed=0)
"""Of a promise without a day."""


class Looked(msgspec.Struct):
    """canvas: of one canvas alone, empty for all. before: cursor of the last line of the page before."""

    canvas: Tag = ""
    before: Cursor = 0


class Answering(msgspec.Struct):
    """The form. outcome: of a decision."""

    text: str
    outcome: Literal["", "accepted", "changed", "refused"] = ""
    lang: Tag = ""
    key: Tag = ""


@routes.read("/c/{community}/board", may=everyone, query=Looked, past=True, kept=True, touched="community")
async def board(ask: Ask, query: Looked | None = None) -> Answer:
    """What became of what people asked and decided."""
    view = await seen(ask)
    asked = query or Looked()
    canvas = (canvases.canvas(view, asked.canvas) or not_there()) if asked.canvas else None
    today = around.today(ask, view)
    lines = duties.board(view, today, asked.canvas, asked.before or END)
    return Page.of(
        "board.html",
        **around.values(ask, view),
        canvas=canvas,
        lines=lines,
        questions=_questions(view, lines),
        more=lines[-1].n if len(lines) == PAGE else 0,
        first_page=not asked.before,
    )


def _questions(view: View, lines: tuple[Line, ...]) -> dict[str, canvases.Canvas]:
    """The canvases that lines are about."""
    found = {id_: canvases.canvas(view, id_) for id_ in {line.clock.canvas for line in lines}}
    return {id_: canvas for id_, canvas in found.items() if canvas}


@routes.read("/c/{community}/duties", may=offices)
def due(ask: Ask) -> Answer:
    """What is due from the viewer's office, soonest first, and what it has to say to those who dispute a promise."""
    today = around.today(ask, ask.view)
    lines = duties.owed(ask.view, today, ask.offices, "officer" in ask.roles)
    contested = commitments.contested(ask.view, ask.offices, today)
    return Page.of("duties.html", **around.values(ask, ask.view), lines=lines, contested=contested)


@routes.act(f"{QUESTION}/second", may=guest, form=Nothing, again=contribution_page)
async def seconded(ask: Ask, contribution: str, form: Nothing) -> Answer:
    """Want the answer too."""
    await ask.do(SecondQuestion(contribution=contribution))
    return Go(f"/c/{ask.community}/contribution/{contribution}#owed")


@routes.read(f"{QUESTION}/answer", may=offices)
def to_answer(ask: Ask, contribution: str) -> Answer:
    """The form that answers a question."""
    view = ask.view
    found = contributions.contribution(view, contribution) or not_there()
    clock = duties.clock(view, contribution, around.today(ask, view)) or not_there()
    return _form(ask, clock, found.piece.said, f"/contribution/{contribution}", found.piece.canvas)


@routes.act(f"{QUESTION}/answer", may=offices, form=Answering, again=to_answer)
async def answered(ask: Ask, contribution: str, form: Answering) -> Answer:
    """Answer it, or correct the answer."""
    ask.fault = "text"
    await ask.do(AnswerQuestion(contribution=contribution, answer=form.text, lang=form.lang), form.key)
    return Go(f"/c/{ask.community}/contribution/{contribution}#owed")


@routes.read(f"{DECISION}/answer", may=offices)
def to_decide(ask: Ask, decision: str) -> Answer:
    """The form that answers a decision."""
    view = ask.view
    found = decisions.decision(view, decision) or not_there()
    clock = duties.clock(view, decision, around.today(ask, view)) or not_there()
    return _form(ask, clock, found.question, f"/decision/{decision}", found.canvas)


@routes.act(f"{DECISION}/answer", may=offices, form=Answering, again=to_decide)
async def decided(ask: Ask, decision: str, form: Answering) -> Answer:
    """Say what the body makes of the result, with its reasons."""
    if not form.outcome:
        ask.fault = "outcome"
        raise Problem(422, "Say whether the body accepts the decision, changes it or refuses it.")
    ask.fault = "text"
    await ask.do(AnswerDecision(decision=decision, outcome=form.outcome, reasons=form.text, lang=form.lang), form.key)
    return Go(f"/c/{ask.community}/decision/{decision}#owed")


@routes.read(f"{CANVAS}/answer", may=offices)
def to_answer_for(ask: Ask, canvas: str) -> Answer:
    """The form that says what came of a canvas."""
    view = ask.view
    found = canvases.canvas(view, canvas) or not_there()
    clock = duties.clock(view, canvas, around.today(ask, view))
    return _form(ask, clock or NO_DAY, found.question, f"/canvas/{canvas}", canvas)


@routes.act(f"{CANVAS}/answer", may=offices, form=Answering, again=to_answer_for)
async def answered_for(ask: Ask, canvas: str, form: Answering) -> Answer:
    """Say what came of it, or correct that."""
    ask.fault = "text"
    await ask.do(AnswerCanvas(canvas=canvas, answer=form.text, lang=form.lang), form.key)
    return Go(f"/c/{ask.community}/canvas/{canvas}#owed")


def _form(ask: Ask, clock: duties.Clock, said: object, path: str, canvas: str) -> Answer:
    view = ask.view
    return Page.of(
        "duty_answer.html",
        **around.values(ask, view),
        clock=clock,
        said=said,
        path=path,
        canvas=canvases.canvas(view, canvas) or not_there(),
        answers=duties.answers(view, path.rpartition("/")[2]),
        fresh=around.fresh,
    )
