"""A slip, the ways back and a call for help, on a desk and on a phone without scripts."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

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


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_a_slip_is_taken_printed_opened_elsewhere_and_used_up(town: Town, site: Site, open_page: OpenPage, width: int) -> None:
    page = open_page(width=width)
    page.goto(f"{site.origin}/c/{ASH}/canvas/{town.ash.canvas}/add-story")
    page.get_by_label("Your story").fill(f"The kerb is too high for {width}.")
    page.get_by_text("Yes, show my words").click()
    page.get_by_role("button", name="Send my story").click()
    look(page, f"thanks-{width}")
    page.get_by_role("button", name="Make my slip").click()
    look(page, f"slip-{width}")
    code = page.locator(".code-shown bdi").inner_text()
    page.emulate_media(media="print")
    expect(page.locator(".slip")).to_be_visible()
    expect(page.locator("h1")).to_be_hidden()
    other = open_page(width=width)
    other.goto(f"{site.origin}/c/{ASH}")
    other.get_by_role("link", name="I have a slip").click()
    look(other, f"type-{width}")
    other.get_by_label("The code on your slip").fill(code)
    other.keyboard.press("Enter")
    other.wait_for_url("**/slip/open")
    look(other, f"open-{width}")
    other.get_by_role("button", name="Take it down").click()
    expect(other.get_by_text("You took it down.")).to_be_visible()
    other.get_by_role("button", name="Erase for good").click()
    look(other, f"erased-{width}")


@pytest.mark.browser
def test_all_of_it_works_without_a_script(town: Town, site: Site, open_page: OpenPage) -> None:
    page = open_page(width=320, javascript=False)
    page.goto(f"{site.origin}/c/{ASH}/canvas/{town.ash.canvas}/add-story")
    page.get_by_label("Your story").fill("He comes home angry.")
    page.get_by_role("button", name="This is not for the public, I need help").click()
    assert page.get_by_label("What do you want to say?").input_value() == "He comes home angry."
    page.get_by_role("button", name="Send it to the safeguarding lead alone").click()
    page.get_by_role("button", name="Make my slip").click()
    code = page.locator(".code-shown bdi").inner_text()
    other = open_page(width=320, javascript=False)
    other.goto(f"{site.origin}/slip")
    other.get_by_role("link", name="Ash-Hill").click()
    other.get_by_label("The code on your slip").fill(code)
    other.get_by_role("button", name="Open my slip").click()
    expect(other.get_by_text("He comes home angry.")).to_be_visible()
    other.get_by_role("button", name="Close my slip").click()
    expect(other.get_by_text("He comes home angry.")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_coming_back_and_asking_for_help_fit(town: Town, site: Site, open_page: OpenPage, width: int) -> None:
    page = open_page(width=width)
    page.goto(f"{site.origin}/c/{ASH}/canvas/{town.ash.canvas}/help")
    look(page, f"help-{width}")
    page.get_by_label("What do you want to say?").fill("I am not safe.")
    page.get_by_role("button", name="Send it to").click()
    look(page, f"help-asked-{width}")
    page.goto(f"{site.origin}/c/{ASH}/mine")
    page.get_by_role("button", name="Make a code to come back").click()
    look(page, f"return-{width}")
    page.goto(f"{site.origin}/sign-in")
    look(page, f"sign-in-{width}")
    lead = open_page(width=width)
    lead.context.add_cookies([{"name": "folkmoot", "value": town.ash.staff["safeguarding"], "url": site.origin}])
    lead.goto(f"{site.origin}/c/{ASH}/asked-for-help")
    look(lead, f"help-list-{width}")
    lead.get_by_role("button", name="Open and read it").first.click()
    look(lead, f"help-read-{width}")
    lead.goto(f"{site.origin}/c/{ASH}/asked-for-help/log")
    look(lead, f"help-log-{width}")
