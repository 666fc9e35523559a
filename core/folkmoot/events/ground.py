"""A ground is why a thing may be public: consent, a source's licence, or public duty; each is an entry."""

from typing import Annotated

import msgspec

from folkmoot.events.fact import Fact, fact

Purpose = Annotated[
    str, msgspec.Meta(pattern=r"^(publish|quote|translate|recontact|voice|face|[a-z][a-z0-9_]{1,29}/[a-z][a-z0-9-]{0,39})$")
]
"""What a person allows. `publish` is the ground of publication; nothing else makes words public. Without `voice` nobody hears
a recording, without `face` nobody sees a picture, whatever else is allowed. `plugin/name` is a use that a plugin asks for.
"""


@fact("consent.given", seals={"evidence": "private"})
class ConsentGiven(Fact, frozen=True):
    """On the contribution's own stream. notice: id and version of the wording shown; lang: in which language."""

    purposes: tuple[Purpose, ...]
    notice: str
    lang: str


@fact("consent.withdrawn")
class ConsentWithdrawn(Fact, frozen=True):
    purposes: tuple[Purpose, ...]


@fact("licence.stated")
class LicenceStated(Fact, frozen=True):
    """source: `src_…` stream whose licence allows the words to be published."""

    source: str


@fact("duty.stated")
class DutyStated(Fact, frozen=True):
    """The words were written by an office in the course of its duty."""
