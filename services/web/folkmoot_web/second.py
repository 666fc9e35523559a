"""What needs a second person is not done by the first in another office that they hold: an appeal, ballots and cards on paper."""

from collections.abc import Iterable

from folkmoot.domain.contribution import Contribution
from folkmoot.domain.decision import Decision
from folkmoot.domain.rules import Refused
from folkmoot.events.entry import read
from folkmoot.record.people import People
from folkmoot.record.store import Store

YOURS = "You held or hid this yourself, in an office of yours; another moderator or a steward has to decide."
OWN_CARD = "You typed this card yourself, in an office of yours; somebody else has to check it."
TYPED = "You typed this batch yourself, in an office of yours; somebody else has to check it."


def check_card(people: People, community: str, contribution: str, offices: Iterable[str]) -> None:
    """Refuse somebody who typed a card, in any office that they signed in with. offices: all of them.

    Raises Refused.
    """
    if any(people.cards.find(community, office, contribution) for office in offices):
        raise Refused(OWN_CARD)


def check_second(store: Store, community: str, contribution: str, offices: Iterable[str]) -> None:
    """Refuse somebody who holds the office that holds or hides a contribution now. offices: all that they signed in with.

    The rules know offices and no persons, so that this can be asked here alone.
    Raises Refused.
    """
    piece = Contribution()
    for leaf in store.stream(community, contribution):
        entry = read(leaf)
        piece.evolve(entry, entry.fact())
    if not {piece.care.holder, piece.care.hider}.isdisjoint(offices):
        raise Refused(YOURS)


def check_other(store: Store, community: str, decision: str, batch: int, offices: Iterable[str]) -> None:
    """Refuse somebody who holds the office that typed a batch of paper ballots. offices: all that they signed in with.

    Raises Refused.
    """
    state = Decision()
    for leaf in store.stream(community, decision):
        entry = read(leaf)
        state.evolve(entry, entry.fact())
    if batch in state.batches and state.batches[batch].by in offices:
        raise Refused(TYPED)
