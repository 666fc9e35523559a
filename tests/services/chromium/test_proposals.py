"""The pages of proposals as a browser shows them, on a desk and on a phone, and the way through them without a script."""

from typing import Any

import pytest
from playwright.sync_api import expect

from folkmoot.domain.amending import DeclineAmendment, MergeProposal, OfferAmendment
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.proposal import Proposal
from folkmoot.domain.proposing import BeginProposal, ContestSubstance, PublishVersion, SupportProposal
from folkmoot.events.entry import read
from folkmoot.moot import Author
from tests.services.browser import Site
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.seeing import axe, targets_below, wider_than_the_page
from tests.services.reading import settled
from tests.services.town import ASH, NOTICE, Resident, Town

SAID: dict[str, Any] = NOTICE | {"publish": True, "lang": "en"}
LONG = "Each stair has a ramp beside it, and each ramp a rail. " * 12


def _author(one: Resident) -> Author:
    return Author(one.pseudonym, one.person)


@pytest.fixture(scope="module")
def proposal(town: Town) -> str:
    """A proposal of anna's in its third version, contested once, with an amendment of each sort; bela supports version 1."""
    anna, bela, canvas = _author(town.ash.anna), _author(town.ash.bela), town.ash.canvas
    idea = town.do(ASH, Contribute(canvas=canvas, kind="idea", text="Ramps.", **SAID), bela)
    begin = BeginProposal(canvas=canvas, sources=(idea, town.ash.theme), text=LONG, title="A ramp for each stair", **SAID)
    name = town.do(ASH, begin, anna)
    town.do(ASH, SupportProposal(proposal=name, version=1), bela)
    for text in ("With lamps. " * 9, "With gold."):
        town.do(ASH, OfferAmendment(proposal=name, text=text, because="It is dark.", **SAID), bela)
    state = Proposal()
    for entry in map(read, town.installation.store.stream(ASH, name)):
        state.evolve(entry, entry.fact())
    amendment = next(iter(state.amendments))
    town.do(ASH, DeclineAmendment(proposal=name, amendment=amendment, text="It is not dark.", **SAID), anna)
    for substance, text in ((True, LONG.replace("rail", "handrail")), (False, LONG.replace("rail", "long handrail"))):
        publish = PublishVersion(proposal=name, substance=substance, because="It was not safe.", text=text, **SAID)
        town.do(ASH, publish, anna)
    town.do(ASH, ContestSubstance(proposal=name, version=3, text="Longer is another thing.", **SAID), bela)
    settled(town)
    return name


@pytest.fixture(scope="module")
def pages(town: Town, proposal: str) -> list[str]:
    anna, canvas = _author(town.ash.anna), town.ash.canvas
    merged = town.do(ASH, BeginProposal(canvas=canvas, text="Only a lift.", sources=(proposal,), **SAID), anna)
    town.do(ASH, MergeProposal(proposal=merged, into=proposal), anna)
    settled(town)
    path = f"proposal/{proposal}"
    forms = ("publish", "amend", "contest/3", "merge", "split", "withdraw", "editors")
    return [
        f"canvas/{canvas}/proposals",
        f"canvas/{canvas}/begin-proposal",
        f"canvas/{canvas}/offers",
        path,
        f"{path}/version/2",
        f"{path}/compare/1/3",
        f"thread/{proposal}",
        *(f"{path}/{form}" for form in forms),
        f"proposal/{merged}",
        f"proposal/{merged}/object",
    ]


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_they_fit_and_axe_finds_nothing(town: Town, site: Site, open_page: OpenPage, pages: list[str], width: int) -> None:
    page = open_page(width=width)
    page.context.add_cookies([{"name": "folkmoot", "value": town.ash.anna.session, "url": site.origin}])
    for path in pages:
        answer = page.goto(f"{site.origin}/c/{ASH}/{path}")
        assert answer is not None
        assert answer.status == 200, path
        assert axe(page) == [], path
        assert wider_than_the_page(page) == [], path
        assert targets_below(page, 24) == [], path


@pytest.mark.browser
def test_without_a_script_somebody_supports_a_version_on_a_phone(site: Site, open_page: OpenPage, proposal: str) -> None:
    page = open_page(width=320, javascript=False)
    page.goto(f"{site.origin}/c/{ASH}/proposal/{proposal}")
    page.get_by_role("button", name="I support version 3").press("Enter")
    expect(page.get_by_text("You support this version.")).to_be_visible()
    page.get_by_role("button", name="I do not support it any more").press("Enter")
    expect(page.get_by_role("button", name="I support version 3")).to_be_visible()
