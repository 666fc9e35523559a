"""What has to hold where a topic is raised, seconded, agreed, merged, laid aside and taken up again."""

from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.topic import Topic
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.events.topic import (
    TopicAgreed,
    TopicLaidAside,
    TopicMerged,
    TopicRaised,
    TopicSeconded,
    TopicTakenUp,
    TopicTookIn,
)


def _raised(laws: Laws, entry: Entry, fact: TopicRaised) -> None:
    if entry.n != 1:
        raise Broken("a topic is raised once.")
    laws.topics[entry.s] = state = Topic()
    state.evolve(entry, fact)
    if not laws.community.rules.seconds:
        laws.then = entry.s, TopicAgreed, entry.by
    laws.active(entry, fact.canvas)
    laws.words(entry, fact.text, "topic", fact.canvas)
    if not laws.shown(fact.text):
        raise Broken("what it is about is not public.")


def _seconded(laws: Laws, entry: Entry, fact: TopicSeconded) -> None:
    state = _standing(laws, entry.s)
    twice = entry.by in state.seconds
    state.evolve(entry, fact)
    if _enough(laws, state):
        laws.then = entry.s, TopicAgreed, entry.by
    _heard(laws, entry, state)
    if twice or state.aside:
        raise Broken(f"{entry.by} has seconded it before, or it is laid aside.")


def _heard(laws: Laws, entry: Entry, state: Topic) -> None:
    """Somebody else than who raised it can second it now."""
    laws.going(state.canvas)
    laws.here(entry, state.canvas)
    laws.piece(state.text)
    if not laws.shown(state.text) or entry.by == state.by:
        raise Broken("a topic is seconded while it is public, by somebody else than who raised it.")


def _enough(laws: Laws, state: Topic) -> bool:
    return not state.agreed and len(state.seconds) - (state.by in state.seconds) >= laws.community.rules.seconds


def _agreed(laws: Laws, entry: Entry, fact: TopicAgreed) -> None:
    _known(laws, entry.s).evolve(entry, fact)
    if laws.expected != (entry.s, TopicAgreed, entry.by):
        raise Broken("what comes before it does not bring as many as have to second it.")


def _merged(laws: Laws, entry: Entry, fact: TopicMerged) -> None:
    state = _standing(laws, entry.s)
    into = _standing(laws, fact.into)
    state.evolve(entry, fact)
    laws.then = fact.into, TopicTookIn, entry.by
    _own(laws, entry, state)
    if fact.into == entry.s or into.canvas != state.canvas or into.aside:
        raise Broken("a topic is merged into another one of its canvas that is not laid aside.")


def _took_in(laws: Laws, entry: Entry, fact: TopicTookIn) -> None:
    state, part = _known(laws, entry.s), _known(laws, fact.topic)
    state.evolve(entry, fact)
    if laws.expected != (entry.s, TopicTookIn, entry.by) or part.into != entry.s:
        raise Broken("it takes in what the entry before did not merge into it.")
    fewer, more = sorted((state.seconds, part.seconds), key=len)
    more |= fewer
    state.seconds, part.seconds = more, set()
    if _enough(laws, state):
        laws.then = entry.s, TopicAgreed, entry.by


def _laid_aside(laws: Laws, entry: Entry, fact: TopicLaidAside) -> None:
    state = _standing(laws, entry.s)
    twice = state.aside
    state.evolve(entry, fact)
    _own(laws, entry, state)
    if twice:
        raise Broken("it is laid aside already.")
    laws.words(entry, fact.because, "reason", state.canvas)


def _taken_up(laws: Laws, entry: Entry, fact: TopicTakenUp) -> None:
    state = _standing(laws, entry.s)
    aside = state.aside
    state.evolve(entry, fact)
    if entry.by not in state.seconds:
        laws.then = entry.s, TopicSeconded, entry.by
    _heard(laws, entry, state)
    if not aside:
        raise Broken("it is not laid aside.")


def _known(laws: Laws, name: str) -> Topic:
    state = laws.topics.get(name)
    if state is None:
        raise Broken("it is about a topic that was never raised.")
    return state


def _standing(laws: Laws, name: str) -> Topic:
    state = _known(laws, name)
    if state.into:
        raise Broken("it is about a topic that was merged into another one.")
    return state


def _own(laws: Laws, entry: Entry, state: Topic) -> None:
    laws.active(entry, state.canvas)
    if state.by != entry.by:
        laws.office(entry, "facilitator")


LAWS: dict[type[Fact], Law] = {
    TopicRaised: _raised,
    TopicSeconded: _seconded,
    TopicAgreed: _agreed,
    TopicMerged: _merged,
    TopicTookIn: _took_in,
    TopicLaidAside: _laid_aside,
    TopicTakenUp: _taken_up,
}
