"""Entries go into the tables in the order of the record, responses by the thousand and everything else one by one."""

from collections.abc import Sequence

from folkmoot.events.entry import read
from folkmoot.events.participant import ResponseGiven
from folkmoot.views import changes, moderated, owed
from folkmoot.views.batch import Batch
from folkmoot.views.steps import STEPS


def take(batch: Batch, leaves: Sequence[bytes]) -> None:
    """Take the next entries in; the caller holds a transaction.

    Raises Gap when they do not start where the batch stands or leave one out, and what `read` raises for bytes that
    are no entry.
    """
    for leaf in leaves:
        entry = read(leaf)
        s = batch.enter(entry)
        fact = entry.fact()
        if type(fact) is ResponseGiven:
            batch.answer(s, fact, entry.i)
            continue
        step = STEPS.get(type(fact))  # type: ignore[arg-type]  # a kind that nobody knows has no step
        if step is not None:
            step(batch, entry, fact, s)
        owed.follow(batch, entry, fact, s)
        moderated.follow(batch, entry, fact, s)
        changes.follow(batch, entry, fact)
        if entry.s.startswith("con_"):
            batch.pieces.fetch(entry.s)
        batch.pieces.evolve(entry, fact)
    batch.flush()
