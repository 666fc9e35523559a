"""Everything that can be recorded, a file a noun."""

from folkmoot.events import (
    alternative,
    canvas,
    commitment,
    community,
    contribution,
    decision,
    duty,
    ground,
    meeting,
    participant,
    plugin,
    proposal,
    question,
    record,
    review,
    rounds,
    theme,
    topic,
)
from folkmoot.events.entry import Entry
from folkmoot.events.fact import KINDS, Fact, Unknown

__all__ = [
    "KINDS",
    "Entry",
    "Fact",
    "Unknown",
    "alternative",
    "canvas",
    "commitment",
    "community",
    "contribution",
    "decision",
    "duty",
    "ground",
    "meeting",
    "participant",
    "plugin",
    "proposal",
    "question",
    "record",
    "review",
    "rounds",
    "theme",
    "topic",
]
