"""A community is founded under a charter, gives roles to named offices, and takes them back."""

import re
from typing import Literal

from folkmoot.events.fact import Fact, fact

Role = Literal["steward", "facilitator", "officer", "moderator", "safeguarding", "overseer"]
"""A role gives duties, never a heavier vote. A resident needs none."""


HELPLINE = re.compile(r"(?:\+?[0-9](?:-?[0-9]){2,19})?")
"""A telephone number that may stand in the record, where nobody's words may."""


class Rules(Fact, frozen=True):
    """What the charter settles in a form that rules can read.

    grain: minutes to which the time of entries is floored (60 = the hour). notice: hours between telling an author
    that their text is put forward and calling a decision on it. opens: roles that may open a canvas; `resident`
    stands for everyone. small: below this number of people nothing finer than totals leaves the house. seconds: people
    besides who raised it that put a topic on the agenda, or a question to those it is for. answer: days that a body has
    to answer a question or a decision. care: days within which a safeguarding lead reads what somebody who needs help
    wrote. helpline: telephone number that such people are told as well, digits with hyphens, empty for none.
    """

    grain: int = 60
    notice: int = 48
    opens: tuple[str, ...] = ("steward", "facilitator", "officer")
    small: int = 10
    seconds: int = 2
    answer: int = 28
    care: int = 3
    helpline: str = ""


@fact("community.founded", seals={"name": "office"})
class Founded(Fact, frozen=True):
    """languages: BCP 47 tags, the first is the default."""

    languages: tuple[str, ...]


@fact("charter.adopted", seals={"text": "office"})
class CharterAdopted(Fact, frozen=True):
    version: int
    rules: Rules


@fact("charter.amended", seals={"text": "office", "reason": "office"})
class CharterAmended(Fact, frozen=True):
    """decision: the tallied one that this carries out, empty for none."""

    version: int
    rules: Rules
    decision: str = ""


@fact("role.given", seals={"title": "office"})
class RoleGiven(Fact, frozen=True):
    """office: `o_…`, a named office; its title is sealed with the entry. decision: the tallied one that this carries out,
    empty for none.
    """

    office: str
    role: Role
    decision: str = ""


@fact("role.taken_back", seals={"reason": "office"})
class RoleTakenBack(Fact, frozen=True):
    """decision: as in `RoleGiven`."""

    office: str
    role: Role
    decision: str = ""


@fact("keys.stated")
class KeysStated(Fact, frozen=True):
    """checkpoint, receipt: C2SP vkeys that sign this record from here on."""

    checkpoint: str
    receipt: str


@fact("source.named", seals={"attribution": "office"})
class SourceNamed(Fact, frozen=True):
    """Where imported words come from. licence: SPDX id; the attribution it asks for is sealed with the entry."""

    licence: str
    url: str = ""
