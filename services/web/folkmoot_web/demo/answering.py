"""The body answers a decision of the demonstration, says what it will do, and does it, more or less in time."""

from functools import partial

from folkmoot.domain.commitment import (
    AnswerDispute,
    DeliverCommitment,
    DisputeCommitment,
    MakeCommitment,
    MissCommitment,
    MoveCommitment,
    ReportProgress,
)
from folkmoot.domain.deciding import AnswerDecision
from folkmoot.domain.rules import Command
from folkmoot_web.demo.content import Answer, Canvas, Committed, Moved, Settled, Told, Words
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
        for told in one.delivered:
            telling.at(told, partial(_deliver, telling, canvas, one, told, name))
        if one.missed:
            telling.at(one.missed, partial(_miss, telling, canvas, one, one.missed, name))
        _plan_disputes(telling, canvas, one, name)


def _plan_disputes(telling: Telling, canvas: Canvas, one: Committed, name: str) -> None:
    for words in one.disputed:
        telling.does(words, canvas.name, partial(_dispute, telling, canvas, words, name))
    if one.settled:
        telling.at(one.settled, partial(_settle, telling, canvas, one, one.settled, name))


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


def _miss(telling: Telling, canvas: Canvas, one: Committed, told: Told, name: str) -> None:
    telling.ask(MissCommitment(commitment=telling.stream(canvas.name, name), reason=told.text), telling.office(one.by))


def _dispute(telling: Telling, canvas: Canvas, words: Words, name: str) -> Command:
    return DisputeCommitment(commitment=telling.stream(canvas.name, name), **telling.says(words))


def _settle(telling: Telling, canvas: Canvas, one: Committed, settled: Settled, name: str) -> None:
    stream = telling.stream(canvas.name, name)
    command = AnswerDispute(commitment=stream, outcome=settled.outcome, reason=settled.text)
    telling.ask(command, telling.office(one.by))
