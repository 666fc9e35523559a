"""A community's own look, and what is offered to people, on a desk and on a phone, light and dark, from left and from right."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from folkmoot.identity import Identity
from folkmoot_web.pages.around import Speakers
from tests.services.browser import Site
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.seeing import asked, axe, targets_below, wider_than_the_page
from tests.services.town import ASH, Town


def look(page: Page, name: str) -> None:
    """The page fits, and axe finds nothing."""
    if folder := os.environ.get("FOLKMOOT_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    # colours that are still on their way are nobody's colours
    asked(page, "() => Promise.all(document.getAnimations().map((one) => one.finished))")
    assert wider_than_the_page(page) == [], name
    assert targets_below(page, 24) == [], name
    assert axe(page) == [], name


def enter(page: Page, site: Site, session: str) -> None:
    """Go on as somebody who has a session."""
    page.context.clear_cookies(name="folkmoot")
    page.context.add_cookies([{"name": "folkmoot", "value": session, "url": site.origin}])


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("tongue", ["en", "ur"])
def test_a_community_looks_like_itself_and_people_are_thanked_there(
    town: Town, site: Site, open_page: OpenPage, width: int, tongue: str
) -> None:
    chosen = Identity(main="#7a1f5c", accent="#ffd24a", welcome="Come in, the kettle is on.")
    town.installation.identities.keep(ASH, chosen)
    page, anna = open_page(width=width), town.resident(town.ash, "Anna")
    name = f"{tongue}-{width}"
    page.goto(f"{site.origin}/c/{ASH}?lang={tongue}")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        look(page, f"first-{scheme}-{name}")
    page.emulate_media(color_scheme="light")
    assert page.locator(".head").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(98, 25, 74)"
    enter(page, site, town.ash.staff["steward"])
    page.goto(f"{site.origin}/c/{ASH}/identity")
    look(page, f"identity-{name}")
    enter(page, site, town.ash.staff["officer"])
    page.goto(f"{site.origin}/c/{ASH}/canvas/{town.ash.canvas}/recognise")
    look(page, f"offer-{name}")
    page.locator("#code").fill(Speakers.code(anna.pseudonym))
    page.locator("input[value=money] + label").click()
    page.locator("#words").fill("For the walk")
    page.locator("#amount").fill("12.50")
    page.locator("main .button").first.click()
    page.wait_for_url("**/recognition")
    look(page, f"offered-{name}")
    enter(page, site, anna.session)
    page.goto(f"{site.origin}/c/{ASH}/mine")
    page.locator("a[href*='/mine/offered/']").click()
    look(page, f"answer-{name}")
