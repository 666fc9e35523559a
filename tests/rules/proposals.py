"""Proposals that tests begin, publish anew and support."""

from typing import Any

from folkmoot.domain.amending import OfferAmendment
from folkmoot.domain.proposing import BeginProposal, PublishVersion, SupportProposal
from tests.rules.given import SAID, World

TEXT: dict[str, Any] = SAID | {"text": "A tree in the middle of the yard."}
WHY: dict[str, Any] = SAID | {"text": "A tree needs water."}


def begun(world: World, by: str, canvas: str, *sources: str) -> str:
    """A proposal that somebody began."""
    return world.when(by, BeginProposal(canvas=canvas, sources=sources, **TEXT))[-1].stream


def publish(proposal: str, substance: bool = True, *takes_in: str) -> PublishVersion:
    """The asking for a new version."""
    text = SAID | {"text": "Two trees in the yard."}
    return PublishVersion(proposal=proposal, substance=substance, because="One more fits.", takes_in=takes_in, **text)


def support(world: World, by: str, proposal: str) -> None:
    """Somebody supports a proposal as it reads now."""
    world.when(by, SupportProposal(proposal=proposal, version=world.see(proposal).version))


def offered(world: World, by: str, proposal: str, because: str = "") -> str:
    """An amendment that somebody offered."""
    text = SAID | {"text": "A pear tree."}
    return world.when(by, OfferAmendment(proposal=proposal, because=because, **text))[0].stream
