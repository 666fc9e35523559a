"""Somebody who has never done this finds where to start, in the rules of the place they are in."""

from folkmoot.domain.canvas import OpenCanvas
from tests.services.browser import Site
from tests.services.reading import settled, words
from tests.services.town import Town


def test_the_guide_says_who_opens_a_canvas_here_and_how_long_the_body_has_to_answer(town: Town, site: Site) -> None:
    said = words(site.browser().get("/c/ash-hill/guide"))
    assert "a canvas is opened by: steward, facilitator, officer" in said
    assert "28 days to answer" in said


def test_a_blank_canvas_leads_to_the_guide(town: Town, site: Site) -> None:
    blank = town.do("ash-hill", OpenCanvas(question="And now?", promise="We answer.", level="involve"))
    settled(town)
    page = site.browser().get(f"/c/ash-hill/canvas/{blank}")
    assert 'href="/c/ash-hill/guide"' in page.text
    assert "Never done this before?" in words(page)
