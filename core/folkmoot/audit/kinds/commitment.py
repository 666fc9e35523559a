"""What has to hold where a body commits itself, and says or is told what became of it."""

import datetime
import re

from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.commitment import Commitment
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
from folkmoot.events.fact import Fact

_SHA256 = re.compile(r"[0-9a-f]{64}|")


def _made(laws: Laws, entry: Entry, fact: CommitmentMade) -> None:
    if entry.n != 1:
        raise Broken("a commitment is made once.")
    laws.commitments[entry.s] = state = Commitment()
    state.evolve(entry, fact)
    laws.answers(entry, fact.owner)
    if fact.canvas not in laws.canvases or not laws.community.serves(fact.owner):
        raise Broken("its canvas was never opened, or its owner is no office that holds a role.")
    _day(laws, fact.due)
    if fact.decision:
        decided, terms = laws.terms(fact.decision)
        if terms.canvas != fact.canvas or decided.tallied is None:
            raise Broken("it follows from a decision of another canvas, or one without a result.")


def _day(laws: Laws, due: str) -> None:
    try:
        written = datetime.date.fromisoformat(due).isoformat() == due
    except ValueError:
        written = False
    if not written or due < laws.day:
        raise Broken("the day by which it is due is not written as one, or is over.")


def _state(laws: Laws, entry: Entry) -> Commitment:
    state = laws.commitments.get(entry.s)
    if state is None:
        raise Broken("it is about a commitment that was never made.")
    return state


def _owed(laws: Laws, entry: Entry, fact: Fact) -> Commitment:
    """A commitment that is owed, by who answers for it; followed here."""
    state = _state(laws, entry)
    over, before = state.delivered or state.missed, state.due
    state.evolve(entry, fact)
    laws.answers(entry, state.owner)
    if over:
        raise Broken("its commitment was delivered, or said not to be done.")
    if isinstance(fact, CommitmentMoved) and fact.due == before:
        raise Broken("it moves a commitment to the day on which it is due already.")
    return state


def _moved(laws: Laws, entry: Entry, fact: CommitmentMoved) -> None:
    _owed(laws, entry, fact)
    _day(laws, fact.due)
    laws.in_time(entry.s)


def _told(laws: Laws, entry: Entry, fact: CommitmentProgressed | CommitmentDelivered) -> None:
    _owed(laws, entry, fact)
    if not _SHA256.fullmatch(fact.evidence):
        raise Broken("its evidence is no SHA-256 in lower-case hex.")
    if isinstance(fact, CommitmentDelivered):
        laws.in_time(entry.s)


def _missed(laws: Laws, entry: Entry, fact: CommitmentMissed) -> None:
    _owed(laws, entry, fact)
    laws.in_time(entry.s)


def _disputed(laws: Laws, entry: Entry, fact: CommitmentDisputed) -> None:
    state = _state(laws, entry)
    again = entry.by in state.disputers
    state.evolve(entry, fact)
    laws.here(entry, state.canvas)
    laws.words(entry, fact.because, "reason", state.canvas)
    if again or not state.told:
        raise Broken("it disputes what nobody reported as done, or a second time.")


def _answered(laws: Laws, entry: Entry, fact: DisputeAnswered) -> None:
    state = _state(laws, entry)
    waiting = state.waiting
    state.evolve(entry, fact)
    laws.answers(entry, state.owner)
    if not waiting:
        raise Broken("nobody disputed it.")


LAWS: dict[type[Fact], Law] = {
    CommitmentMade: _made,
    CommitmentMoved: _moved,
    CommitmentProgressed: _told,
    CommitmentDelivered: _told,
    CommitmentMissed: _missed,
    CommitmentDisputed: _disputed,
    DisputeAnswered: _answered,
}
