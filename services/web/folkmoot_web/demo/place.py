"""The community of the demonstration: its name, charter, offices and people, and how it looks."""

import msgspec

from folkmoot.events.community import Role
from folkmoot.identity import Identity
from folkmoot_web.demo.content import Moment, read


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """name: what the other files call it."""

    name: str
    role: Role
    title: str


class Amended(Moment, frozen=True):
    notice_hours: int
    reason: str


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The community. people: what the other files call them, with which of three ways they lean."""

    slug: str
    name: str
    languages: tuple[str, ...]
    steward: str
    charter: str
    notice_hours: int
    amended: Amended
    offices: tuple[Office, ...]
    notice: dict[str, str]
    people: dict[str, int]
    identity: Identity


def place() -> Place:
    """The community."""
    return read("place", Place)
