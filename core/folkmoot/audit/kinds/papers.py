"""What has to hold where ballots on paper are typed, and typed again by somebody else."""

from typing import Any

from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.decision import Batch, Decision
from folkmoot.domain.papers import MOST
from folkmoot.domain.rules import Refused
from folkmoot.events.decision import BatchConfirmed, BatchDiffered, BatchEntered, Called
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact


def _entered(laws: Laws, entry: Entry, fact: BatchEntered) -> None:
    state, terms = laws.terms(entry.s)
    before, last = state.batches.get(fact.batch), len(state.batches)
    if before is not None and before.confirmed:
        raise Broken("it changes a batch of ballots that was checked and counts.")
    if before is None and fact.batch != last + 1:
        raise Broken(f"its batch is number {fact.batch}, where number {last + 1} comes.")
    state.evolve(entry, fact)
    _voting(laws, entry, state, terms)
    _ballots(laws, state, terms, fact.choices)


def _differed(laws: Laws, entry: Entry, fact: BatchDiffered) -> None:
    state, terms = laws.terms(entry.s)
    batch = _waiting(state, entry, fact.batch)
    state.evolve(entry, fact)
    _voting(laws, entry, state, terms)
    _ballots(laws, state, terms, fact.choices)
    if fact.choices == batch.choices:
        raise Broken("it says that two typings differ that are the same.")


def _confirmed(laws: Laws, entry: Entry, fact: BatchConfirmed) -> None:
    state, terms = laws.terms(entry.s)
    _waiting(state, entry, fact.batch)
    _voting(laws, entry, state, terms)
    state.evolve(entry, fact)


def _waiting(state: Decision, entry: Entry, number: int) -> Batch:
    """A batch that waits to be checked by the one who acts."""
    batch = state.batches.get(number)
    if batch is None or not batch.waits:
        raise Broken("it checks a batch of ballots that does not wait for it.")
    if batch.by == entry.by:
        raise Broken(f"{entry.by} checks ballots that it typed itself.")
    return batch


def _voting(laws: Laws, entry: Entry, state: Decision, terms: Called) -> None:
    laws.office(entry, "facilitator", "officer", "steward")
    if state.opened < 0 or state.closed:
        raise Broken("it was typed while voting was not open.")
    laws.going(terms.canvas)
    if "attested" not in terms.electorate.rolls:
        raise Broken("the roll of this vote has nobody that an office vouches for, so it takes no ballots on paper.")


def _ballots(laws: Laws, state: Decision, terms: Called, choices: tuple[Any, ...]) -> None:
    if len(choices) > MOST:
        raise Broken(f"a batch holds {MOST} ballots at most.")
    method = laws.way(terms.method, terms.version)
    for choice in choices if method is not None else ():
        try:
            method.check(choice, state.options, terms.params)  # type: ignore[union-attr]  # there are none without one
        except Refused as refused:
            raise Broken(f"it is no ballot: {refused}") from None
        except Exception as fault:  # what stands there may be anything, and a plugin need not expect it
            raise Broken(f"it is no ballot; looking at it failed with {type(fault).__name__}.") from None


LAWS: dict[type[Fact], Law] = {BatchEntered: _entered, BatchDiffered: _differed, BatchConfirmed: _confirmed}
