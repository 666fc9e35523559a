"""The body answers a decision of the demonstration, says what it will do, and does it, more or less in time."""

from functools import partial

from folkmoot.domain.commitment import DeliverCommitment, MakeCommitment, MoveCommitment, ReportProgress
from folkmoot.domain.deciding import AnswerDecision
from folkmoot_web.demo.content import Answer, Canvas, Committed, Moved, Told
from folkmoot_web.demo.deciding import DECISION
from folkmoot_web.demo.telling import Telling


def plan(telling: Telling, canvas: Canvas) -> None:
    """Plan the answer to the decision of a canvas, and what follows from it."""
    terms = canvas.decision
    if terms is None:
        return
    if terms.answer:
        telling.at(terms.answer, partial(_answer, telling, canvas, terms.answer))
    for number, one in enumerate(terms.commitments):
        name = f"commitment {number}"
        telling.at(one, partial(_commit, telling, canvas, one, name))
        for told in one.progress:
            telling.at(told, partial(_progress, telling, canvas, one, told, name))
        if one.moved:
            telling.at(one.moved, partial(_move, telling, canvas, one, one.moved, name))
        if one.delivered:
            telling.at(one.delivered, partial(_deliver, telling, canvas, one, one.delivered, name))


def _answer(telling: Telling, canvas: Canvas, answer: Answer) -> None:
    command = AnswerDecision(decision=telling.stream(canvas.name, DECISION), outcome=answer.outcome, reasons=answer.reasons)
    telling.ask(command, telling.office(answer.by))


def _commit(telling: Telling, canvas: Canvas, one: Committed, name: str) -> None:
    command = MakeCommitment(
        canvas=telling.stream(canvas.name, ""),
        decision=telling.stream(canvas.name, DECISION),
        text=one.text,
        owner=telling.offices[one.by],
        due=telling.date(one.due),
    )
    telling.ask(command, telling.office(one.by), name=(canvas.name, name))


def _progress(telling: Telling, canvas: Canvas, one: Committed, told: Told, name: str) -> None:
    telling.ask(ReportProgress(commitment=telling.stream(canvas.name, name), text=told.text), telling.office(one.by))


def _move(telling: Telling, canvas: Canvas, one: Committed, moved: Moved, name: str) -> None:
    command = MoveCommitment(commitment=telling.stream(canvas.name, name), due=telling.date(moved.due), reason=moved.text)
    telling.ask(command, telling.office(one.by))


def _deliver(telling: Telling, canvas: Canvas, one: Committed, told: Told, name: str) -> None:
    telling.ask(DeliverCommitment(commitment=telling.stream(canvas.name, name), text=told.text), telling.office(one.by))
