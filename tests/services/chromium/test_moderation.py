"""The pages of moderation as a browser shows them, on a desk and on a phone, and a report by keyboard alone."""

from typing import Any

import pytest

from folkmoot.domain.appeal import Appeal, Report
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.moderation import Hide
from folkmoot.moot import Author
from tests.services.browser import Site
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.seeing import axe, tab_to, targets_below, wider_than_the_page
from tests.services.reading import settled
from tests.services.town import ASH, NOTICE, Resident, Town

SAID: dict[str, Any] = NOTICE | {"publish": True, "lang": "en"}


def _author(one: Resident) -> Author:
    return Author(one.pseudonym, one.person)


@pytest.fixture(scope="module")
def stories(town: Town) -> list[str]:
    """One that was reported, and one that is hidden and appealed, both by anna."""
    anna, bela, canvas = _author(town.ash.anna), _author(town.ash.bela), town.ash.canvas
    texts = ("The lift is out again, and I know who did it. " * 12, "Ask-Mrs-Lamp-on-the-second-floor-who-knows-everything.")
    made = [town.do(ASH, Contribute(canvas=canvas, kind="story", text=text, **SAID), anna) for text in texts]
    for id_ in made:
        town.do(ASH, Report(contribution=id_, reason="personal-data", text="She is my neighbour.", lang="en"), bela)
    hide = Hide(contribution=made[1], reason="personal-data", statement="It points at one person and says where she lives.")
    town.do(ASH, hide, Author(town.ash.offices["moderator"]))
    town.do(ASH, Appeal(contribution=made[1], text="She said that I may.", lang="en"), anna)
    settled(town)
    return made


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_they_fit_and_axe_finds_nothing(town: Town, site: Site, open_page: OpenPage, stories: list[str], width: int) -> None:
    first, second = (f"contribution/{id_}" for id_ in stories)
    anna, staff = town.ash.anna.session, town.ash.staff
    seen = {
        "": ["moderation", f"{first}/report", f"{first}/reported", first, second],
        anna: ["mine", f"{second}/appeal", second],
        staff["moderator"]: ["held", "appeals", f"{first}/care", f"{second}/care"],
        staff["steward"]: ["appeals", f"{second}/care"],
    }
    for session, paths in seen.items():
        page = open_page(width=width)
        if session:
            page.context.add_cookies([{"name": "folkmoot", "value": session, "url": site.origin}])
        for path in paths:
            page.goto(f"{site.origin}/c/{ASH}/{path}")
            assert axe(page) == [], path
            assert wider_than_the_page(page) == [], path
            assert targets_below(page, 24) == [], path


@pytest.mark.browser
def test_a_report_is_sent_by_keyboard_without_scripts(site: Site, open_page: OpenPage, stories: list[str]) -> None:
    page = open_page(width=320, javascript=False)
    page.goto(f"{site.origin}/c/{ASH}/contribution/{stories[0]}/report")
    tab_to(page, "It attacks somebody")
    page.keyboard.press("Space")
    tab_to(page, "Send my report")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reported*")
    assert "Thank you, a moderator can see it now" in page.inner_text("h1")
