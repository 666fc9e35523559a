"""A decision is called on terms stated beforehand; one ballot a person counts, the last; the result is frozen."""

import hashlib
from typing import Any

import msgspec

from folkmoot.domain.rules import Context, Refused
from folkmoot.events.decision import (
    BallotCast,
    BatchConfirmed,
    BatchDiffered,
    BatchEntered,
    Called,
    CalledOff,
    Closed,
    Opened,
    Reviewed,
    Seconded,
    Tallied,
    ViewAttached,
)
from folkmoot.events.entry import Entry, canonical
from folkmoot.events.fact import Fact, Unknown

OFF = "This decision was called off; nobody votes on it. Go back to the canvas to see which others there are."

MISSING = "There is no such decision; go back to the canvas and choose one."


class Batch(msgspec.Struct):
    """Ballots on paper. by: office that typed them. differed: what another typed last, None when that is the same, or
    nobody did since.
    """

    by: str
    choices: tuple[Any, ...]
    differed: tuple[Any, ...] | None = None
    confirmed: bool = False

    @property
    def waits(self) -> bool:
        """Whether it holds ballots that nobody else has checked."""
        return bool(self.choices) and not self.confirmed


class Decision(msgspec.Struct):
    """Terms, stage and counting ballots. opened: index of the entry, -1 before. called_off: it will never be opened.
    called_by: who did. seconders: pseudonyms of those who want a vote on what one of the people called.
    """

    called: Called | None = None
    called_by: str = ""
    seconders: set[str] = set()
    called_off: bool = False
    opened: int = -1
    closed: bool = False
    tallied: Tallied | None = None
    reviewed: bool = False
    ballots: dict[str, Any] = {}
    """Pseudonym, or `paper-BATCH-PLACE` of a ballot on paper that was checked -> choice."""
    batches: dict[int, Batch] = {}
    views: set[str] = set()
    """Pseudonyms of those who attached how they see it."""

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case BallotCast():
                self.ballots[entry.by] = fact.choice
            case BatchEntered() | BatchDiffered() | BatchConfirmed():
                self._paper(entry, fact)
            case Called():
                self.called, self.called_by = fact, entry.by
            case Seconded():
                self.seconders.add(entry.by)
            case CalledOff():
                self.called_off = True
            case Opened():
                self.opened = entry.i
            case Closed():
                self.closed = True
            case Tallied():
                self.tallied = fact
            case Reviewed():
                self.reviewed = True
            case ViewAttached():
                self.views.add(entry.by)

    def _paper(self, entry: Entry, fact: BatchEntered | BatchDiffered | BatchConfirmed) -> None:
        if isinstance(fact, BatchEntered):
            self.batches[fact.batch] = Batch(entry.by, fact.choices)
        elif (batch := self.batches.get(fact.batch)) is not None and isinstance(fact, BatchDiffered):
            batch.differed = fact.choices
        elif batch is not None:
            batch.confirmed, batch.differed = True, None
            self.ballots |= {f"paper-{fact.batch}-{place}": choice for place, choice in enumerate(batch.choices, 1)}

    @property
    def to_count(self) -> bool:
        """Whether it was called, and is neither called off nor counted."""
        return self.called is not None and not self.called_off and self.tallied is None

    @property
    def terms(self) -> Called:
        """The terms it was called on.

        Raises Refused when it was never called.
        """
        if self.called is None:
            raise Refused(MISSING)
        return self.called

    @property
    def options(self) -> tuple[str, ...]:
        """Ids of the options, in the order of the call."""
        return tuple(option.id for option in self.terms.options)


def inputs_digest(ballots: dict[str, Any]) -> str:
    """SHA-256, lower-case hex, over the canonical JSON of `[name, choice]` a line, in order of name: a pseudonym, or
    `paper-BATCH-PLACE`.
    """
    lines = b"".join(canonical([by, ballots[by]]) + b"\n" for by in sorted(ballots))
    return hashlib.sha256(lines).hexdigest()


def found(ctx: Context, decision: str) -> Decision:
    """A decision that was called; else refuse."""
    state = ctx.look(decision, Decision, MISSING)
    if state.called is None:
        raise Refused(MISSING)
    return state


def binding(ctx: Context, decision: str) -> Called:
    """The terms of a decision that has a result and had its quorum, so that it can be carried out; else refuse."""
    state = found(ctx, decision)
    if state.tallied is None or not state.tallied.quorum_met:
        raise Refused("Name a decision that has a result and had its quorum; only such a one can be carried out.")
    return state.terms


def in_time(state: Decision, ctx: Context) -> None:
    """Refuse once the last day for ballots is over."""
    closes = state.terms.closes
    if closes and closes < ctx.today:
        raise Refused(f"The last day for ballots was {closes}; no more can be taken.")
