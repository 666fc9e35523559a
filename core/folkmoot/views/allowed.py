"""What somebody allowed for a contribution, use by use: by which wording, when, and when they took it back."""

import msgspec

from folkmoot.events.ground import Purpose
from folkmoot.views.reading import View
from folkmoot.views.shown import time_of


class Use(msgspec.Struct, frozen=True):
    """Consent to one use. notice: id and version of the wording. i, t: index and time of the entry that gave it, whose
    seal 0 is the evidence. ended: when it was withdrawn, empty while it is in force.
    """

    purpose: Purpose
    notice: str
    lang: str
    i: int
    t: str
    ended: str


def uses(view: View, contribution: str) -> tuple[Use, ...]:
    """Every consent that was given for a contribution, in force or not, by purpose."""
    rows = view.rows(
        "SELECT purpose, notice, lang, given, withdrawn FROM consents "
        "WHERE contribution = (SELECT n FROM contributions WHERE id = ?) ORDER BY purpose",
        contribution,
    )
    return tuple(
        Use(purpose, notice, lang, i, time_of(view, i), time_of(view, ended) if ended >= 0 else "")
        for purpose, notice, lang, i, ended in rows
    )
