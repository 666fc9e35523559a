"""What has to hold where the terms of a decision are stated, and it is opened, voted in, closed, tallied and reviewed."""

from collections.abc import Callable
from string import ascii_lowercase
from typing import Any

from folkmoot.audit.kinds.calling import called, caller, in_time
from folkmoot.audit.laws import Broken, Law, Laws, major
from folkmoot.domain.decision import Decision, inputs_digest
from folkmoot.domain.rules import Refused
from folkmoot.events.decision import BallotCast, Called, Closed, Opened, Reviewed, Tallied, ViewAttached
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact


def _called(laws: Laws, entry: Entry, fact: Called) -> None:
    if entry.n != 1:
        raise Broken("a decision is called once.")
    laws.decisions[entry.s] = Decision(called=fact, called_by=entry.by)
    called(laws, entry, fact)
    laws.going(fact.canvas)
    if fact.charter != laws.community.charter:
        raise Broken(f"it is called under version {fact.charter} of the charter, and {laws.community.charter} is in force.")
    options = tuple(option.id for option in fact.options)
    if len(options) < 2 or options != tuple(ascii_lowercase[: len(options)]) or len(entry.cm) != 1 + len(options):
        raise Broken("its options are not the letters a, b and on, or not the ones that are sealed.")
    if fact.quorum < 1 or not fact.electorate.rolls or (fact.closes and fact.closes < laws.day):
        raise Broken("its quorum, its electorate or its last day cannot be.")
    if not laws.community.brings(fact.method):
        raise Broken(f"the way to decide called {fact.method} was not enabled.")
    _told(laws, fact)
    method = laws.way(fact.method, fact.version)
    if method is not None:
        _asked("its settings cannot be", method.check_params, fact.params, options)


def _told(laws: Laws, fact: Called) -> None:
    """Authors were told before their words became the group's."""
    for name in fact.inputs:
        if not name.startswith("pro_"):
            laws.piece(name)
        elif name not in laws.proposals or laws.proposals[name].canvas != fact.canvas:
            raise Broken("it rests on a proposal that was never begun in its canvas.")
    for option in fact.options:
        if option.source:
            _told_of(laws, option.source, fact)


def _told_of(laws: Laws, source: str, fact: Called) -> None:
    piece = laws.piece(source)
    if piece.canvas != fact.canvas or source not in fact.inputs or not laws.shown(source):
        raise Broken("an option takes over words that are not public, not of its canvas, or not named as an input.")
    rules = laws.community.rules
    if piece.told < 0 or laws.minute + rules.grain <= piece.told + rules.notice * 60:
        raise Broken(f"the author of {source} was not told {rules.notice} hours before.")


def _opened(laws: Laws, entry: Entry, fact: Opened) -> None:
    state, terms = laws.terms(entry.s)
    twice = state.opened >= 0
    if not twice:
        state.evolve(entry, fact)
        laws.deciding.add(terms.canvas)
    if laws.expected != (entry.s, Opened, entry.by):
        caller(laws, entry)
    if twice:
        raise Broken("a decision is opened once.")
    if state.called_off:
        raise Broken("a decision that was called off is opened.")
    laws.going(terms.canvas)
    in_time(laws, terms)


def _ballot(laws: Laws, entry: Entry, fact: BallotCast) -> None:
    state, terms = laws.terms(entry.s)
    if state.opened < 0 or state.closed:
        raise Broken("it was cast while voting was not open.")
    state.evolve(entry, fact)
    laws.going(terms.canvas)
    person, electorate = laws.here(entry, terms.canvas), terms.electorate
    since = [index for roll, index in person.rolls.items() if roll in electorate.rolls]
    if not since or (electorate.until == "opened" and min(since) > state.opened):
        raise Broken(f"{entry.by} is not on the roll.")
    in_time(laws, terms)
    method = laws.way(terms.method, terms.version)
    if method is not None:
        _asked("it is no ballot", method.check, fact.choice, state.options, terms.params)


def _asked(what: str, check: Callable[..., None], *given: Any) -> None:
    """Ask a plugin; whatever it raises at what no plugin ever let in is a no."""
    try:
        check(*given)
    except Refused as refused:
        raise Broken(f"{what}: {refused}") from None
    except Exception as fault:  # what stands there may be anything, and a plugin need not expect it
        raise Broken(f"{what}; looking at it failed with {type(fault).__name__}.") from None


def _closed(laws: Laws, entry: Entry, fact: Closed) -> None:
    state, terms = laws.terms(entry.s)
    if state.opened < 0 or state.closed:
        raise Broken("it closes what is not open.")
    state.evolve(entry, fact)
    caller(laws, entry)
    if terms.closes and laws.last_day <= terms.closes:
        raise Broken(f"voting was announced until {terms.closes}, that day included.")
    if any(batch.waits for batch in state.batches.values()):
        raise Broken("a batch of ballots on paper was neither checked nor set aside.")
    if fact.ballots != len(state.ballots) or fact.input != inputs_digest(state.ballots):
        raise Broken(f"{len(state.ballots)} ballots count, and these are not the ones that it says it closes with.")


def _tallied(laws: Laws, entry: Entry, fact: Tallied) -> None:
    state, terms = laws.terms(entry.s)
    if not state.closed or state.tallied is not None:
        raise Broken("a decision is tallied once, when it is closed.")
    state.evolve(entry, fact)
    caller(laws, entry)
    same = fact.method == terms.method and major(fact.version) == major(terms.version) and fact.params == terms.params
    counted = fact.input == inputs_digest(state.ballots) and fact.quorum_met is (len(state.ballots) >= terms.quorum)
    if not same or not counted:
        raise Broken("the result is not counted on the terms of the call, from the ballots that were cast.")


def _reviewed(laws: Laws, entry: Entry, fact: Reviewed) -> None:
    state, _ = laws.terms(entry.s)
    caller(laws, entry)
    if state.tallied is None:
        raise Broken("it reviews what has no result.")


def _view_attached(laws: Laws, entry: Entry, fact: ViewAttached) -> None:
    state, terms = laws.terms(entry.s)
    again = entry.by in state.views
    state.evolve(entry, fact)
    laws.here(entry, terms.canvas)
    laws.words(entry, fact.text, "view", terms.canvas)
    if state.tallied is None or again:
        raise Broken("a view is attached to what has no result, or a second time.")


def binding(laws: Laws, name: str) -> Called:
    """The terms of a decision that has a result and had its quorum, so that it can be carried out."""
    state, terms = laws.terms(name)
    if state.tallied is None or not state.tallied.quorum_met:
        raise Broken("the decision that it carries out has no result, or had no quorum.")
    return terms


LAWS: dict[type[Fact], Law] = {
    Called: _called,
    Opened: _opened,
    BallotCast: _ballot,
    Closed: _closed,
    Tallied: _tallied,
    Reviewed: _reviewed,
    ViewAttached: _view_attached,
}
