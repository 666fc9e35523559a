"""Everything that can be recorded, a file a noun."""

from folkmoot.events import canvas, community, contribution, decision, ground, meeting, participant, record, review, rounds
from folkmoot.events.entry import Entry
from folkmoot.events.fact import KINDS, Fact, Unknown

__all__ = [
    "KINDS",
    "Entry",
    "Fact",
    "Unknown",
    "canvas",
    "community",
    "contribution",
    "decision",
    "ground",
    "meeting",
    "participant",
    "record",
    "review",
    "rounds",
]
