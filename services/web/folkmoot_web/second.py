"""Whoever held or hid something does not decide the appeal against it, also not in another office that they hold."""

from collections.abc import Iterable

from folkmoot.domain.contribution import Contribution
from folkmoot.domain.rules import Refused
from folkmoot.events.entry import read
from folkmoot.record.store import Store

YOURS = "You held or hid this yourself, in an office of yours; another moderator or a steward has to decide."


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
