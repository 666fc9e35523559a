"""A commitment has an owner and a day, and stays owed until it is delivered or the body says that it will not be."""

import re
from typing import Literal

import msgspec

from folkmoot.domain.canvas import NO_CANVAS, Canvas, date
from folkmoot.domain.community import STREAM, answers, tongue
from folkmoot.domain.decision import found
from folkmoot.domain.participant import here
from folkmoot.domain.rules import Act, Command, Context, Decide, Official, Refused, Words, office, text
from folkmoot.domain.speaking import Spoken, speak
from folkmoot.events.commitment import (
    CommitmentDelivered,
    CommitmentDisputed,
    CommitmentMade,
    CommitmentMissed,
    CommitmentMoved,
    CommitmentProgressed,
    DisputeAnswered,
)
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown

NO_COMMITMENT = "There is no such commitment here; go back to what was promised and choose one."

FOR_ITSELF = "An office promises for itself alone, and says itself what became of it; sign in for that office."

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Commitment(msgspec.Struct):
    """told: something was said to be done since. disputers: who disputed since it was last delivered. waiting: disputes
    that nobody answered yet.
    """

    canvas: str = ""
    owner: str = ""
    due: str = ""
    told: bool = False
    delivered: bool = False
    missed: bool = False
    disputers: set[str] = set()
    waiting: int = 0

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case CommitmentMade():
                self.canvas, self.owner, self.due = fact.canvas, fact.owner, fact.due
            case CommitmentMoved():
                self.due = fact.due
            case CommitmentProgressed():
                self.told = True
            case CommitmentDelivered():
                self.told = self.delivered = True
                self.disputers = set()
            case CommitmentMissed():
                self.missed = True
            case CommitmentDisputed():
                self.disputers.add(entry.by)
                self.waiting += 1
            case DisputeAnswered():
                self.waiting = 0
                self.delivered = self.delivered and fact.outcome == "dismissed"


class MakeCommitment(Official, frozen=True):
    """decision: that it follows from, or empty. owner: office that answers for it. due: `YYYY-MM-DD`."""

    canvas: str
    text: str
    owner: str
    due: str
    decision: str = ""


class MoveCommitment(Official, frozen=True):
    """Give it a new day, and say why."""

    commitment: str
    due: str
    reason: str


class ReportProgress(Official, frozen=True):
    """evidence: SHA-256, lower-case hex, of a file that the text says where to find; empty for none."""

    commitment: str
    text: str
    evidence: str = ""


class DeliverCommitment(Official, frozen=True):
    """Say that it is done. evidence: as in ReportProgress."""

    commitment: str
    text: str
    evidence: str = ""


class MissCommitment(Official, frozen=True):
    """Say that it will not be done, and why."""

    commitment: str
    reason: str


class DisputeCommitment(Spoken, frozen=True, kw_only=True):
    """Say, in words that everybody can read, that what was reported is not so."""

    commitment: str


class AnswerDispute(Official, frozen=True):
    """upheld: what was called delivered is owed again."""

    commitment: str
    outcome: Literal["upheld", "dismissed"]
    reason: str


def make_commitment(command: MakeCommitment, ctx: Context) -> list[Act]:
    if not ctx.look(command.canvas, Canvas, NO_CANVAS).opened:
        raise Refused(NO_CANVAS)
    if command.decision:
        decided = found(ctx, command.decision)
        if decided.terms.canvas != command.canvas or decided.tallied is None:
            raise Refused("A commitment follows from a decision of this canvas that has a result; choose one, or none.")
    if not ctx.see(STREAM).serves(command.owner):
        raise Refused("Name an office of this community as the one that answers for it.")
    answers(ctx, command.owner, FOR_ITSELF)
    fact = CommitmentMade(canvas=command.canvas, owner=command.owner, due=_day(command.due, ctx), decision=command.decision)
    return [Act(ctx.new("com_"), fact, (_said(command, command.text, "what is promised", ctx),))]


def move_commitment(command: MoveCommitment, ctx: Context) -> list[Act]:
    state = _owed(ctx, command.commitment)
    due = _day(command.due, ctx)
    if due == state.due:
        raise Refused(f"It is due on {due} already; choose another day.")
    return [Act(command.commitment, CommitmentMoved(due=due), (_said(command, command.reason, "the reason", ctx),))]


def report_progress(command: ReportProgress, ctx: Context) -> list[Act]:
    _owed(ctx, command.commitment)
    fact = CommitmentProgressed(evidence=_evidence(command.evidence))
    return [Act(command.commitment, fact, (_said(command, command.text, "what has been done", ctx),))]


def deliver_commitment(command: DeliverCommitment, ctx: Context) -> list[Act]:
    _owed(ctx, command.commitment)
    fact = CommitmentDelivered(evidence=_evidence(command.evidence))
    return [Act(command.commitment, fact, (_said(command, command.text, "what was delivered", ctx),))]


def miss_commitment(command: MissCommitment, ctx: Context) -> list[Act]:
    _owed(ctx, command.commitment)
    return [Act(command.commitment, CommitmentMissed(), (_said(command, command.reason, "the reason", ctx),))]


def dispute_commitment(command: DisputeCommitment, ctx: Context) -> list[Act]:
    state = made(ctx, command.commitment)
    here(ctx, state.canvas)
    if not state.told:
        raise Refused("Nothing has been reported as done yet, so there is nothing to dispute.")
    if ctx.by in state.disputers:
        raise Refused("You have disputed this already; wait until it is said again that it is delivered.")
    words, acts = speak(command, "reason", state.canvas, ctx)
    return [*acts, Act(command.commitment, CommitmentDisputed(because=words))]


def answer_dispute(command: AnswerDispute, ctx: Context) -> list[Act]:
    state = made(ctx, command.commitment)
    answers(ctx, state.owner, FOR_ITSELF)
    if not state.waiting:
        raise Refused("Nobody disputes this at the moment.")
    fact = DisputeAnswered(outcome=command.outcome)
    return [Act(command.commitment, fact, (_said(command, command.reason, "the reason", ctx),))]


def made(ctx: Context, commitment: str) -> Commitment:
    """A commitment that was made; else refuse."""
    state = ctx.look(commitment, Commitment, NO_COMMITMENT)
    if not state.canvas:
        raise Refused(NO_COMMITMENT)
    return state


def _owed(ctx: Context, commitment: str) -> Commitment:
    """A commitment that is still owed, asked about by who answers for it; else refuse."""
    state = made(ctx, commitment)
    answers(ctx, state.owner, FOR_ITSELF)
    if state.delivered:
        raise Refused("This is delivered by the record; nothing more is owed, unless a dispute is upheld.")
    if state.missed:
        raise Refused("The body has said that this will not be done; make a new commitment instead.")
    return state


def _day(value: str, ctx: Context) -> str:
    due = date(value)
    if not due or due < ctx.today:
        raise Refused("Choose the date by which it is due: today or later, written year-month-day.")
    return due


def _evidence(value: str) -> str:
    if value and not _SHA256.fullmatch(value):
        raise Refused(
            "The fingerprint of a file is its SHA-256: 64 of the signs 0 to 9 and a to f. Leave it empty if you have none."
        )
    return value


def _said(command: Official, value: str, what: str, ctx: Context) -> Words:
    return office(text(value, what, 4_000), tongue(command, ctx))


RULES: dict[type[Command], Decide] = {
    MakeCommitment: make_commitment,
    MoveCommitment: move_commitment,
    ReportProgress: report_progress,
    DeliverCommitment: deliver_commitment,
    MissCommitment: miss_commitment,
    DisputeCommitment: dispute_commitment,
    AnswerDispute: answer_dispute,
}
