"""Whose story is told, how they are named and what it speaks of are words of the person: erased with the story, in no record."""

from typing import Literal

import msgspec

from folkmoot.domain.rules import Refused, text

LONGEST_NAME, LONGEST_NOTE = 80, 280
"""Characters."""


class Telling(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is said about a story besides the story.

    named, name: the name that is shown and whether it is the teller's own; both empty for no name. about: on whose behalf it
    is told, as they are to be named; then captured: who wrote it down, and attested: who confirms that it was told so.
    note: what it speaks of, shown before it.
    """

    named: Literal["", "self", "made-up"] = ""
    name: str = ""
    about: str = ""
    captured: str = ""
    attested: str = ""
    note: str = ""


NOTHING = Telling()


def parts(telling: Telling, kind: str) -> dict[str, str]:
    """The fields of a payload that say it; those without a value are left out.

    Raises Refused when it is not about a story, or a part of it is missing or too long.
    """
    if telling == NOTHING:
        return {}
    if kind != "story":
        raise Refused("Only a story says who it is about and how they are named; leave that out here.")
    if bool(telling.named) != bool(telling.name.strip()):
        raise Refused("Give the name that is to be shown, or choose to show no name.")
    said = {
        "name": _short(telling.name, "the name that is shown"),
        "about": _short(telling.about, "how the person you speak for is named"),
        "captured": _short(telling.captured, "who wrote it down"),
        "attested": _short(telling.attested, "who confirms it"),
        "note": _short(telling.note, "the note on what it speaks of", LONGEST_NOTE),
    }
    if said["about"] and not (said["captured"] and said["attested"]):
        raise Refused("Say who wrote this down and who confirms that it was told so; both may be you.")
    if (said["captured"] or said["attested"]) and not said["about"]:
        raise Refused("Say on whose behalf this is told, as they are to be named; leave the rest empty when it is your own story.")
    if said["about"] and telling.named:
        raise Refused("A story told for somebody carries the name you give for them; leave your own name out.")
    return {name: value for name, value in {"named": telling.named, **said}.items() if value}


def _short(value: str, what: str, most: int = LONGEST_NAME) -> str:
    return text(value, what, most) if value.strip() else ""
