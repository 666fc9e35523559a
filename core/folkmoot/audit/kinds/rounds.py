"""What has to hold where rounds are opened, turns taken or passed, and rounds closed."""

from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.rounds import Round
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.events.rounds import RoundClosed, RoundOpened, TurnPassed, TurnTaken


def _opened(laws: Laws, entry: Entry, fact: RoundOpened) -> None:
    if entry.n != 1:
        raise Broken("a round is opened once.")
    laws.rounds[entry.s] = state = Round()
    state.evolve(entry, fact)
    laws.office(entry, "facilitator", "steward")
    laws.going(fact.canvas)
    meeting = laws.meetings.get(fact.meeting)
    if fact.meeting and (meeting is None or meeting.canvas != fact.canvas):
        raise Broken("the meeting that it names is none of its canvas.")


def _open(laws: Laws, entry: Entry) -> Round:
    state = laws.rounds.get(entry.s)
    if state is None or state.closed:
        raise Broken("its round was never opened, or is closed.")
    laws.going(state.canvas)
    return state


def _taken(laws: Laws, entry: Entry, fact: TurnTaken) -> None:
    state = _open(laws, entry)
    laws.here(entry, state.canvas)
    laws.words(entry, fact.text, "turn", state.canvas)
    if entry.by in state.had:
        raise Broken(f"{entry.by} has had a turn in this round.")
    state.evolve(entry, fact)


def _passed(laws: Laws, entry: Entry, fact: TurnPassed) -> None:
    state = _open(laws, entry)
    laws.here(entry, state.canvas)
    if entry.by in state.had:
        raise Broken(f"{entry.by} has had a turn in this round.")
    state.evolve(entry, fact)


def _closed(laws: Laws, entry: Entry, fact: RoundClosed) -> None:
    _open(laws, entry).evolve(entry, fact)
    laws.office(entry, "facilitator", "steward")


LAWS: dict[type[Fact], Law] = {RoundOpened: _opened, TurnTaken: _taken, TurnPassed: _passed, RoundClosed: _closed}
