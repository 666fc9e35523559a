"""A question is put to an office; when enough people second it, the office has to answer by a day."""

from folkmoot.domain.canvas import going
from folkmoot.domain.community import answers, tongue
from folkmoot.domain.contribution import Contribution, existing
from folkmoot.domain.participant import here
from folkmoot.domain.rules import Act, Command, Context, Decide, Official, Refused, office, text
from folkmoot.events.question import QuestionAnswered, QuestionSeconded


class SecondQuestion(Command, frozen=True):
    """Say that you want the answer too. contribution: the question."""

    contribution: str


class AnswerQuestion(Official, frozen=True):
    """Answer a question in the name of an office, or correct an answer. contribution: the question."""

    contribution: str
    answer: str


def second_question(command: SecondQuestion, ctx: Context) -> list[Act]:
    piece = _put(ctx, command.contribution)
    here(ctx, piece.canvas)
    going(ctx, piece.canvas)
    if not piece.visible:
        raise Refused("This question is not shown at the moment; choose another one.")
    if piece.by == ctx.by:
        raise Refused("You asked this yourself; wait for others to second it.")
    if ctx.by in piece.seconds:
        raise Refused("You have seconded this question already.")
    return [Act(command.contribution, QuestionSeconded())]


def answer_question(command: AnswerQuestion, ctx: Context) -> list[Act]:
    piece = _put(ctx, command.contribution)
    answers(ctx, piece.to, "This question is put to another office, and that office answers it; sign in for it.")
    if not piece.offered:
        raise Refused("Whoever asked this has taken it back, or never showed it; there is nothing to answer in public.")
    words = office(text(command.answer, "the answer", 8_000), tongue(command, ctx))
    return [Act(command.contribution, QuestionAnswered(), (words,))]


def _put(ctx: Context, contribution: str) -> Contribution:
    piece = existing(ctx, contribution)
    if piece.kind != "question" or not piece.to:
        raise Refused("Only a question that is put to an office is seconded and answered; comment on this instead.")
    return piece


RULES: dict[type[Command], Decide] = {SecondQuestion: second_question, AnswerQuestion: answer_question}
