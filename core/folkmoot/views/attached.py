"""The recording and the picture that go with a story, and whether anybody may have them now."""

import msgspec

from folkmoot.domain.attaching import NEEDS
from folkmoot.events.contribution import Media, Medium
from folkmoot.views.reading import View


class Attached(msgspec.Struct, frozen=True):
    """i: index of the entry whose seal 0 is the file, and seal 1 what it is about. kib: its length in KiB. allowed: the
    consent that it needs is in force; open: the story is public besides, so that anybody may have it.
    """

    kind: Medium
    i: int
    media: Media
    kib: int
    allowed: bool
    open: bool


def attached(view: View, contribution: str) -> tuple[Attached, ...]:
    """What goes with a contribution, the recording first; nothing once it was erased."""
    rows = view.rows(
        "SELECT a.kind, a.i, a.media, a.kib, c.open, c.why, (SELECT group_concat(purpose) FROM consents "
        "WHERE contribution = c.n AND withdrawn < 0) FROM attached a JOIN contributions c ON c.n = a.contribution "
        "WHERE c.id = ? ORDER BY a.kind",
        contribution,
    )
    found = []
    for kind, i, media, kib, open_, why, given in rows:
        allowed = NEEDS[kind] in (given or "").split(",")
        if why != "erased":
            found.append(Attached(kind, i, media, kib, allowed, allowed and bool(open_)))
    return tuple(found)
