"""Cards by keyboard alone, the device that people share, ballots on paper and what is printed, in a real browser."""

import contextlib
import os
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests.services.browser import Site
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.seeing import axe, targets_below, wider_than_the_page
from tests.services.town import ASH, Town


def look(page: Page, name: str) -> None:
    """The page fits, and axe finds nothing."""
    if folder := os.environ.get("FOLKMOOT_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    assert wider_than_the_page(page) == [], name
    assert targets_below(page, 24) == [], name
    assert axe(page) == [], name


def signed_in(page: Page, site: Site, town: Town, role: str) -> str:
    """Sign a browser in with an office; the address of the canvas."""
    page.context.add_cookies([{"name": "folkmoot", "value": town.staff(ASH, town.ash.offices[role]), "url": site.origin}])
    return f"{site.origin}/c/{ASH}/canvas/{town.ash.canvas}"


@pytest.mark.browser
def test_forty_cards_are_entered_by_keyboard_alone_without_a_script(town: Town, site: Site, open_page: OpenPage) -> None:
    page = open_page(width=1280, javascript=False)
    page.goto(f"{signed_in(page, site, town, 'facilitator')}/cards")
    for n in range(40):
        page.locator("#text:focus").wait_for()
        page.keyboard.type(f"C{n}")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_text(f"{n + 1} card", exact=False).first.wait_for()
    expect(page.get_by_text("Saved. 40 cards today.")).to_be_visible()


@pytest.mark.browser
def test_with_a_script_control_and_enter_saves_a_card(town: Town, site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{signed_in(page, site, town, 'facilitator')}/cards")
    page.keyboard.type("Quick as that")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Saved.").wait_for()
    expect(page.get_by_text("Quick as that").first).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_a_facilitator_in_a_room_fit(town: Town, site: Site, open_page: OpenPage, width: int) -> None:
    page = open_page(width=width)
    canvas = signed_in(page, site, town, "facilitator")
    page.goto(f"{canvas}/cards")
    page.get_by_label("What stands on the card").fill("A bench for the old oak")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_text("Saved.").wait_for()
    page.locator("summary").first.click()
    look(page, f"cards-{width}")
    page.get_by_role("link", name="Correct").first.click()
    look(page, f"card-{width}")
    for name in ("paper", "poster", "device/start", "reach/groups"):
        page.goto(f"{canvas}/{name}")
        look(page, f"{name.replace('/', '-')}-{width}")
    page.get_by_label("One group a line").fill("People under 25: 30")
    page.get_by_role("button", name="Ask about these groups").click()
    look(page, f"footing-{width}")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_ballots_on_paper_are_typed_twice(town: Town, site: Site, open_page: OpenPage, width: int) -> None:
    town.furnish(town.ash)
    first, second = open_page(width=width), open_page(width=width)
    signed_in(first, site, town, "facilitator")
    signed_in(second, site, town, "officer")
    address = f"{site.origin}/c/{ASH}/decision/{town.ash.decision}/paper"
    first.goto(address)
    first.get_by_label("A line for each sheet").fill("a\nb")
    first.get_by_role("button", name="Save this batch").click()
    look(first, f"papers-{width}")
    second.goto(address)
    second.get_by_role("link", name="Check this batch").click()
    second.get_by_label("A line for each sheet").fill("a\na")
    look(second, f"papers-check-{width}")
    second.get_by_role("button", name="Compare").click()
    second.get_by_text("Not the same").wait_for()
    look(second, f"papers-differ-{width}")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_people_share_a_device_without_a_script_and_going_back_shows_nothing(
    town: Town, site: Site, open_page: OpenPage, width: int
) -> None:
    page = open_page(width=width, javascript=False)
    canvas = signed_in(page, site, town, "facilitator")
    page.goto(f"{canvas}/device/start")
    page.get_by_role("button", name="Share this device").click()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Share an idea").click()
    page.locator(":focus:is(textarea, input)").wait_for()
    page.keyboard.type("Mine alone")
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Yes, show my words").click()
    page.get_by_role("button", name="Send my idea").click()
    page.get_by_role("button", name="Show me a code").click()
    code = page.locator(".code-shown bdi").inner_text()
    page.get_by_role("button", name="I am finished").click()
    page.get_by_text("nothing of theirs is left here").wait_for()
    for _ in range(6):
        with contextlib.suppress(Error):  # what a form was answered with is not kept, so there is nothing to go back to
            page.go_back()
        shown = _settled(page)
        assert "Mine alone" not in shown
        assert code not in shown


def _settled(page: Page) -> str:
    """The page once it goes nowhere any more; going back leads from one address to the next by itself."""
    for _ in range(100):
        with contextlib.suppress(Error):
            page.wait_for_load_state("networkidle")
            return page.content()
        page.wait_for_timeout(50)
    raise AssertionError("the page never came to rest")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_a_shared_device_fit(town: Town, site: Site, open_page: OpenPage, width: int) -> None:
    page = open_page(width=width)
    canvas = signed_in(page, site, town, "facilitator")
    page.goto(f"{canvas}/device/start")
    page.get_by_role("button", name="Share this device").click()
    look(page, f"device-welcome-{width}")
    page.get_by_role("button", name="Begin").click()
    look(page, f"device-choose-{width}")
    page.get_by_role("link", name="Tell a story").click()
    look(page, f"device-say-{width}")
    page.get_by_role("button", name="Go on").click()
    look(page, f"device-refused-{width}")
    page.get_by_label("Tell a story").fill("It rained in.")
    page.get_by_role("button", name="Go on").click()
    look(page, f"device-allow-{width}")
    page.get_by_text("No, keep them private").click()
    page.get_by_role("button", name="Send my story").click()
    look(page, f"device-thanks-{width}")
