"""What changed, the evidence pack, how long things are kept, the assessment and a result, on a desk and on a phone."""

import pytest
from playwright.sync_api import Page

from folkmoot.domain.deciding import AttachView, CallDecision, CastBallot, Choice, CloseDecision, OpenDecision
from folkmoot.moot import Author
from tests.services.browser import Site
from tests.services.chromium.seeing import axe, targets_below, wider_than_the_page
from tests.services.reading import settled
from tests.services.town import ASH, NOTICE, Town

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def paths(town: Town) -> list[str]:
    """The pages for whoever oversees, and a result with a view attached to it."""
    canvas, anna = town.ash.canvas, Author(town.ash.anna.pseudonym, town.ash.anna.person)
    options = (Choice(text="A bench in the shade"), Choice(text="A tree, and somebody who waters it"))
    decision = town.do(ASH, CallDecision(canvas=canvas, question="What goes beside the gate?", options=options))
    town.do(ASH, OpenDecision(decision=decision))
    town.do(ASH, CastBallot(decision=decision, choice=["b"]), anna)
    town.do(ASH, CloseDecision(decision=decision))
    town.do(ASH, AttachView(decision=decision, text="A bench is for the old ones.", lang="en", publish=True, **NOTICE), anna)
    settled(town)
    names = ("record/between", f"canvas/{canvas}/evidence", "retention", "dpia", f"decision/{decision}")
    return [f"/c/{ASH}/{name}" for name in names]


def test_each_page_is_sound_and_fits(chromium: Page, site: Site, paths: list[str]) -> None:
    for path in paths:
        answer = chromium.goto(site.origin + path)
        assert answer
        assert answer.status == 200, path
        assert axe(chromium) == [], path
        assert wider_than_the_page(chromium) == [], path
        assert targets_below(chromium, 24) == [], path
