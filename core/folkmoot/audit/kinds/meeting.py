"""What has to hold where meetings are called, held and noted."""

import datetime
import re

from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.meeting import Meeting
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.events.meeting import (
    AccessAsked,
    MeetingCalled,
    MeetingCancelled,
    MeetingChanged,
    MeetingHeld,
    MeetingNoted,
    NotesAgreed,
    NotesDisputed,
)

_CLOCK = re.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_CALLING = "facilitator", "officer", "steward"


def _called(laws: Laws, entry: Entry, fact: MeetingCalled) -> None:
    if entry.n != 1:
        raise Broken("a meeting is called once.")
    laws.meetings[entry.s] = state = Meeting()
    state.evolve(entry, fact)
    laws.office(entry, *_CALLING)
    laws.going(fact.canvas)
    _when(laws, fact)


def _when(laws: Laws, fact: MeetingCalled | MeetingChanged) -> None:
    try:
        written = datetime.date.fromisoformat(fact.day).isoformat() == fact.day
    except ValueError:
        written = False
    if not written or not _CLOCK.fullmatch(fact.time):
        raise Broken("its day or its time is not written as one.")
    if fact.day < laws.day:
        raise Broken("a meeting is called for a day that is over.")
    if list(fact.access) != sorted(set(fact.access)):
        raise Broken("what makes it possible to come is not named once each, in order.")


def _known(laws: Laws, entry: Entry) -> Meeting:
    state = laws.meetings.get(entry.s)
    if state is None or state.cancelled:
        raise Broken("it is about a meeting that was never called, or was cancelled.")
    return state


def _to_come(laws: Laws, entry: Entry) -> Meeting:
    state = _known(laws, entry)
    if state.held:
        raise Broken("the meeting has been held already.")
    laws.going(state.canvas)
    return state


def _changed(laws: Laws, entry: Entry, fact: MeetingChanged) -> None:
    state = _to_come(laws, entry)
    state.evolve(entry, fact)
    laws.office(entry, *_CALLING)
    _when(laws, fact)


def _cancelled(laws: Laws, entry: Entry, fact: MeetingCancelled) -> None:
    _to_come(laws, entry).evolve(entry, fact)
    laws.office(entry, *_CALLING)


def _asked(laws: Laws, entry: Entry, fact: AccessAsked) -> None:
    state = _to_come(laws, entry)
    laws.here(entry, state.canvas)
    laws.words(entry, fact.text, "reason", state.canvas)


def _held(laws: Laws, entry: Entry, fact: MeetingHeld) -> None:
    state = _to_come(laws, entry)
    state.evolve(entry, fact)
    laws.office(entry, *_CALLING)
    if laws.last_day < state.day:
        raise Broken("it is said to be held before its day.")
    if not 0 <= fact.present <= 100_000 or list(fact.met) != sorted(set(fact.met)):
        raise Broken("how many came, or what was there, is not written as it has to be.")


def _noted(laws: Laws, entry: Entry, fact: MeetingNoted) -> None:
    state = _known(laws, entry)
    laws.active(entry, state.canvas)
    laws.words(entry, fact.text, "note", state.canvas)
    if not state.held:
        raise Broken("a meeting has notes once it has been held.")
    state.evolve(entry, fact)


def _on_notes(laws: Laws, entry: Entry, fact: NotesAgreed | NotesDisputed) -> Meeting:
    state = _known(laws, entry)
    laws.going(state.canvas)
    laws.here(entry, state.canvas)
    if not state.notes or fact.text != state.notes:
        raise Broken("these are not the latest notes of the meeting.")
    return state


def _agreed(laws: Laws, entry: Entry, fact: NotesAgreed) -> None:
    _on_notes(laws, entry, fact)


def _disputed(laws: Laws, entry: Entry, fact: NotesDisputed) -> None:
    laws.words(entry, fact.because, "reason", _on_notes(laws, entry, fact).canvas)


LAWS: dict[type[Fact], Law] = {
    MeetingCalled: _called,
    MeetingChanged: _changed,
    MeetingCancelled: _cancelled,
    AccessAsked: _asked,
    MeetingHeld: _held,
    MeetingNoted: _noted,
    NotesAgreed: _agreed,
    NotesDisputed: _disputed,
}
