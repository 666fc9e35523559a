"""An alternative says again what somebody brought, so that more people can take it in; it never takes the place of the original."""

from typing import Literal

from folkmoot.events.fact import Fact, fact

Alternative = Literal["translation", "transcript", "easy-read", "summary"]

Level = Literal["machine", "reviewed", "official", "author"]
"""machine: nobody has checked it. reviewed: by an office. official: the body stands behind it as behind its own words. author: who
brought the original made it, or says that it is right."""


@fact("contribution.alternative_made", seals={"words": "words"})
class AlternativeMade(Fact, frozen=True):
    """What went before it, of the same kind in the same language, ends. of: index of the entry that holds what it was made from: the
    words, or for a transcript the recording. plugin, version, engine: what made it, empty for a person. missed: words that the
    engine did not know.
    """

    kind: Alternative
    lang: str
    of: int
    level: Level
    plugin: str = ""
    version: str = ""
    engine: str = ""
    missed: int = 0


@fact("contribution.alternative_ended")
class AlternativeEnded(Fact, frozen=True):
    """Who brought the original, or an office, took back the alternative that `entry` made."""

    entry: int
