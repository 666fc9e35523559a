"""A participant is a person inside one canvas, under a random pseudonym, and answers statements with a response."""

from typing import Literal

from folkmoot.events.fact import Fact, fact

Roll = Literal["open", "invited", "code", "address", "attested", "import"]
"""How it was established who a participant is."""

Value = Literal[-1, 0, 1]
"""A response: -1 disagree, 0 pass, 1 agree."""


@fact("participant.joined")
class Joined(Fact, frozen=True):
    canvas: str
    roll: Roll


@fact("participant.attested")
class Attested(Fact, frozen=True):
    """An office established who a participant is, by `roll`."""

    roll: Roll


@fact("participant.left")
class Left(Fact, frozen=True):
    pass


@fact("participant.erased")
class ParticipantErased(Fact, frozen=True):
    """Keys, contact and links of the person behind this pseudonym are gone; every seal of theirs is explained by this.

    ground: why; `asked` by the person, `ordered` by a court or authority.
    """

    ground: Literal["asked", "ordered"] = "asked"


@fact("response.given")
class ResponseGiven(Fact, frozen=True):
    """claimed: date `YYYY-MM-DD` that a source claims for it, empty when given here and now."""

    statement: str
    value: Value
    claimed: str = ""
