"""In which other words a contribution can be read, who made them, and what of them is shown."""

import msgspec

from folkmoot.events.alternative import Alternative, Level
from folkmoot.views.reading import View
from folkmoot.views.shown import Said, said, time_of


class Again(msgspec.Struct, frozen=True):
    """An alternative that stands. i, t: index and time of the entry that made it, whose seal 0 is the words. source: index of the
    entry with what it was made from. by: pseudonym, office or `house`. plugin, engine: what made it, empty for a person. missed:
    words the engine did not know. open: anybody may read it; why: or why not, in the terms of domain/openness.py. said: None
    unless it is open.
    """

    kind: Alternative
    lang: str
    i: int
    t: str
    source: int
    level: Level
    by: str
    plugin: str
    engine: str
    missed: int
    open: bool
    why: str
    said: Said | None


_ENDED = "ended", "erased", "redacted"


def alternatives(view: View, contribution: str) -> tuple[Again, ...]:
    """What stands of a contribution, by kind and language."""
    rows = view.rows(
        "SELECT a.kind, a.lang, a.i, a.source, a.level, a.author, a.plugin, a.engine, a.missed, a.why, a.open FROM alternatives a "
        "JOIN contributions c ON c.n = a.contribution WHERE c.id = ? ORDER BY a.kind, a.lang, a.i",
        contribution,
    )
    return tuple(
        Again(kind, lang, i, time_of(view, i), source, level, by, plugin, engine, missed, bool(open_), why, said(view, i))
        for kind, lang, i, source, level, by, plugin, engine, missed, why, open_ in rows
        if why not in _ENDED
    )
