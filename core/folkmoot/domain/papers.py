"""Ballots on paper are typed by one office and count once another has typed the same from the same pile."""

from typing import Any

from folkmoot.domain.canvas import going
from folkmoot.domain.deciding import way
from folkmoot.domain.decision import Batch, Decision, found
from folkmoot.domain.rules import Act, Command, Context, Refused
from folkmoot.events.decision import BatchConfirmed, BatchDiffered, BatchEntered

MOST = 50
"""Ballots of one batch: what two people compare in one sitting, and what one entry holds."""

NO_BATCH = "There is no such batch of paper ballots; go back and choose one from the list."


class EnterBallots(Command, frozen=True):
    """Type a batch: the next number, or one that was not confirmed yet. choices: in the order of the pile; none to set
    the batch aside.
    """

    decision: str
    batch: int
    choices: tuple[Any, ...]


class CheckBallots(Command, frozen=True):
    """Type the same pile again, as another person."""

    decision: str
    batch: int
    choices: tuple[Any, ...]


def enter_ballots(command: EnterBallots, ctx: Context) -> list[Act]:
    state = _voting(command.decision, ctx)
    before = state.batches.get(command.batch)
    if before is None and command.batch != len(state.batches) + 1:
        raise Refused(f"The next batch is number {len(state.batches) + 1}; give it that number.")
    if before is not None and before.confirmed:
        raise Refused("This batch was checked already and counts; nothing of it can be changed.")
    _ballots(command.choices, state, ctx)
    if before is not None and before.choices == command.choices and before.by == ctx.by:
        return []
    return [Act(command.decision, BatchEntered(batch=command.batch, choices=command.choices))]


def check_ballots(command: CheckBallots, ctx: Context) -> list[Act]:
    state = _voting(command.decision, ctx)
    batch = _batch(state, command.batch)
    if batch.confirmed:
        raise Refused("This batch was checked already and counts; there is nothing left to do with it.")
    if not batch.choices:
        raise Refused("This batch was set aside; type it in first.")
    if batch.by == ctx.by:
        raise Refused("You typed this batch yourself; somebody from another office has to check it.")
    _ballots(command.choices, state, ctx)
    if command.choices == batch.choices:
        return [Act(command.decision, BatchConfirmed(batch=command.batch))]
    if command.choices == batch.differed:
        return []
    return [Act(command.decision, BatchDiffered(batch=command.batch, choices=command.choices))]


def _voting(decision: str, ctx: Context) -> Decision:
    """A decision that takes ballots on paper at this moment, for an office that may bring them; else refuse."""
    ctx.require("facilitator", "officer", "steward")
    state = found(ctx, decision)
    if state.opened < 0:
        raise Refused("Voting has not opened yet.")
    if state.closed:
        raise Refused("Voting is closed; no ballots on paper can be taken any more.")
    going(ctx, state.terms.canvas)
    # nobody knows the pseudonym behind a sheet: the office vouches for whom it handed one to
    if "attested" not in state.terms.electorate.rolls:
        raise Refused("This vote was called without people that an office vouches for, so it takes no ballots on paper.")
    return state


def _batch(state: Decision, number: int) -> Batch:
    if number not in state.batches:
        raise Refused(NO_BATCH)
    return state.batches[number]


def _ballots(choices: tuple[Any, ...], state: Decision, ctx: Context) -> None:
    if len(choices) > MOST:
        raise Refused(f"A batch holds {MOST} ballots at most; put the others into the next one.")
    method = way(state, ctx)
    for place, choice in enumerate(choices, 1):
        try:
            method.check(choice, state.options, state.terms.params)
        except Refused as refused:
            raise Refused(f"Ballot {place}: {refused}") from None
