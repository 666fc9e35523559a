"""Questions of the demonstration are seconded until an office has to answer, and the house notes what is overdue."""

from functools import partial

import msgspec

from folkmoot.domain.duty import NoteOverdue
from folkmoot.domain.question import AnswerQuestion, SecondQuestion
from folkmoot.domain.rules import Command
from folkmoot.moot import Author
from folkmoot_web.demo.content import By, Moment, Words, read
from folkmoot_web.demo.telling import WEEKS, Telling


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """id: of the question among what was said in its canvas."""

    canvas: str
    id: str
    seconds: tuple[By, ...] = ()
    answer: Words | None = None


class Questions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    question: tuple[Question, ...]


def plan(telling: Telling) -> None:
    """Plan who seconds a question and what is answered; each night the house notes what is overdue."""
    for question in read("questions", Questions).question:
        for second in question.seconds:
            telling.does(second, question.canvas, partial(_seconded, telling, question))
        if question.answer:
            telling.does(question.answer, question.canvas, partial(_answered, telling, question, question.answer))
    for day in range(WEEKS * 7):
        telling.at(Moment(day=day, hour=0), lambda: telling.ask(NoteOverdue(), Author("house"), "house"))


def _seconded(telling: Telling, question: Question) -> Command:
    return SecondQuestion(contribution=telling.stream(question.canvas, question.id))


def _answered(telling: Telling, question: Question, answer: Words) -> Command:
    return AnswerQuestion(contribution=telling.stream(question.canvas, question.id), answer=answer.text)
