"""People of a canvas call a decision themselves; voting opens as soon as enough others second the call."""

from folkmoot.domain.canvas import going
from folkmoot.domain.community import STREAM, Community
from folkmoot.domain.decision import OFF, Decision, found, in_time
from folkmoot.domain.duty import later
from folkmoot.domain.participant import here
from folkmoot.domain.rules import Act, Command, Context, Decide, Refused
from folkmoot.events.community import Rules
from folkmoot.events.decision import Electorate, Opened, Seconded
from folkmoot.events.participant import Roll

EVERYBODY: tuple[Roll, ...] = ("open", "invited", "code", "address", "attested")
"""Every way in which people are known, but for an import."""


class SecondDecision(Command, frozen=True):
    """Say that you want a decision that somebody else of the canvas called to be voted on."""

    decision: str


def may_call(canvas: str, ctx: Context) -> None:
    """Refuse whoever neither holds an office that calls decisions nor takes part in the canvas."""
    if ctx.by.startswith("p_"):
        here(ctx, canvas)
    else:
        ctx.require("facilitator", "officer", "steward")


def soonest(day: str, rules: Rules) -> str:
    """The first last day for ballots, `YYYY-MM-DD`, that people can announce on a day: all have the notice of the charter."""
    return later(day, -(-rules.notice // 24))


def everybody(electorate: Electorate) -> bool:
    """Whether whoever takes part may vote, until the end."""
    return set(electorate.rolls) == set(EVERYBODY) and electorate.until == "closed"


def on_their_terms(electorate: Electorate, closes: str, ctx: Context) -> None:
    """Refuse terms on which people cannot call a decision themselves: it asks everybody, for long enough."""
    if not everybody(electorate):
        raise Refused("A decision that you call yourselves asks everybody who takes part; only an office checks who people are.")
    first = soonest(ctx.today, ctx.see(STREAM).rules)
    if closes < first:
        raise Refused(f"Choose the last day to vote, so that everybody has time to hear of it: {first} or later.")


def second_decision(command: SecondDecision, ctx: Context) -> list[Act]:
    state = found(ctx, command.decision)
    here(ctx, state.terms.canvas)
    going(ctx, state.terms.canvas)
    if not state.called_by.startswith("p_"):
        raise Refused("An office called this decision and opens the vote itself; nobody needs to second it.")
    _waiting(state, ctx)
    if ctx.by == state.called_by:
        raise Refused("You called this yourself; wait for others to second it.")
    if ctx.by in state.seconders:
        raise Refused("You have seconded this already.")
    now: Community = ctx.see(STREAM)
    enough = len(state.seconders) + 1 >= now.rules.seconds
    return [Act(command.decision, Seconded()), *([Act(command.decision, Opened())] if enough else [])]


def _waiting(state: Decision, ctx: Context) -> None:
    if state.called_off:
        raise Refused(OFF)
    if state.opened >= 0:
        raise Refused("Voting has opened on this already; cast your ballot.")
    in_time(state, ctx)


RULES: dict[type[Command], Decide] = {SecondDecision: second_decision}
