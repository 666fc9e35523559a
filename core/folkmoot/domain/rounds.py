"""In a round everyone speaks once or passes, and nobody speaks twice before it is closed."""

import msgspec

from folkmoot.domain.canvas import going
from folkmoot.domain.community import tongue
from folkmoot.domain.meeting import NO_MEETING, Meeting
from folkmoot.domain.participant import here
from folkmoot.domain.rules import Act, Command, Context, Decide, Official, Refused, office, text
from folkmoot.domain.speaking import Spoken, speak
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.rounds import RoundClosed, RoundOpened, TurnPassed, TurnTaken

NO_ROUND = "There is no such round here; go back to the canvas and choose one."


class Round(msgspec.Struct):
    """had: who spoke. passed: who passed; they may still speak."""

    canvas: str = ""
    closed: bool = False
    had: set[str] = set()
    passed: set[str] = set()

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case RoundOpened():
                self.canvas = fact.canvas
            case TurnTaken():
                self.had.add(entry.by)
                self.passed.discard(entry.by)
            case TurnPassed():
                self.passed.add(entry.by)
            case RoundClosed():
                self.closed = True


class OpenRound(Official, frozen=True):
    """meeting: in which it is held, empty for none."""

    canvas: str
    question: str
    meeting: str = ""


class TakeTurn(Spoken, frozen=True, kw_only=True):
    round: str


class PassTurn(Command, frozen=True):
    round: str


class CloseRound(Command, frozen=True):
    round: str


def open_round(command: OpenRound, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "steward")
    going(ctx, command.canvas)
    if command.meeting and ctx.look(command.meeting, Meeting, NO_MEETING).canvas != command.canvas:
        raise Refused(NO_MEETING)
    words = office(text(command.question, "the question of the round", 500), tongue(command, ctx))
    return [Act(ctx.new("rou_"), RoundOpened(canvas=command.canvas, meeting=command.meeting), (words,))]


def take_turn(command: TakeTurn, ctx: Context) -> list[Act]:
    state = _open(ctx, command.round)
    here(ctx, state.canvas)
    if ctx.by in state.had:
        raise Refused("You have had your turn in this round. Change what you said, or wait for the next round.")
    words, acts = speak(command, "turn", state.canvas, ctx)
    return [*acts, Act(command.round, TurnTaken(text=words))]


def pass_turn(command: PassTurn, ctx: Context) -> list[Act]:
    state = _open(ctx, command.round)
    here(ctx, state.canvas)
    if ctx.by in state.had | state.passed:
        return []
    return [Act(command.round, TurnPassed())]


def close_round(command: CloseRound, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "steward")
    _open(ctx, command.round)
    return [Act(command.round, RoundClosed())]


def _open(ctx: Context, round_: str) -> Round:
    state = ctx.look(round_, Round, NO_ROUND)
    if not state.canvas:
        raise Refused(NO_ROUND)
    if state.closed:
        raise Refused("This round is closed; wait for the next one.")
    going(ctx, state.canvas)
    return state


RULES: dict[type[Command], Decide] = {OpenRound: open_round, TakeTurn: take_turn, PassTurn: pass_turn, CloseRound: close_round}
