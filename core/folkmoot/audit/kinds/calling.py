"""What has to hold of those who call a decision, second the call, and call it off."""

from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.calling import everybody, soonest
from folkmoot.events.decision import Called, CalledOff, Opened, Seconded
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact


def caller(laws: Laws, entry: Entry) -> None:
    """Who acts is an office that calls decisions, or the house."""
    laws.office(entry, "facilitator", "officer", "steward")


def called(laws: Laws, entry: Entry, fact: Called) -> None:
    """Who calls is such an office, or takes part: then everybody is asked, for long enough, once enough others second it."""
    if not entry.by.startswith("p_"):
        caller(laws, entry)
        return
    laws.here(entry, fact.canvas)
    if not laws.community.rules.seconds:
        laws.then = entry.s, Opened, entry.by
    if not everybody(fact.electorate) or fact.closes < soonest(laws.day, laws.community.rules):
        raise Broken("what people call themselves asks everybody, and not for a shorter time than the notice of the charter.")


def in_time(laws: Laws, terms: Called) -> None:
    """The last day for ballots is not over."""
    if terms.closes and terms.closes < laws.day:
        raise Broken(f"the last day for ballots was {terms.closes}.")


def _seconded(laws: Laws, entry: Entry, fact: Seconded) -> None:
    state, terms = laws.terms(entry.s)
    again, over = entry.by in state.seconders, state.opened >= 0 or state.called_off
    state.evolve(entry, fact)
    if not over and len(state.seconders) >= laws.community.rules.seconds:
        laws.then = entry.s, Opened, entry.by
    laws.here(entry, terms.canvas)
    laws.going(terms.canvas)
    in_time(laws, terms)
    if over or not state.called_by.startswith("p_"):
        raise Broken("it seconds what an office called, or what was opened or called off.")
    if again or entry.by == state.called_by:
        raise Broken("a decision is seconded once by each, and not by who called it.")


def _called_off(laws: Laws, entry: Entry, fact: CalledOff) -> None:
    state, terms = laws.terms(entry.s)
    late = state.called_off or state.opened >= 0
    state.evolve(entry, fact)
    if not state.called_by.startswith("p_"):
        caller(laws, entry)
    elif entry.by == state.called_by:
        laws.here(entry, terms.canvas)
    else:
        laws.office(entry, "moderator", "steward")
    if late:
        raise Broken("a decision is called off once, and before it is opened.")
    laws.going(terms.canvas)


LAWS: dict[type[Fact], Law] = {Seconded: _seconded, CalledOff: _called_off}
