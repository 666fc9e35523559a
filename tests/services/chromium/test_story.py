"""Telling a story in steps as a browser shows it, on a desk and on a phone, without scripts and without a mouse."""

import pytest
from playwright.sync_api import Page

from tests.services.browser import Site
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.seeing import axe, tab_to, targets_below, wider_than_the_page
from tests.services.reading import settled
from tests.services.town import ASH, Town


def seen(page: Page, where: str) -> None:
    assert axe(page) == [], where
    assert wider_than_the_page(page) == [], where
    assert targets_below(page, 24) == [], where


@pytest.mark.browser
def test_every_step_fits_and_axe_finds_nothing(town: Town, site: Site, chromium: Page) -> None:
    settled(town)
    page = chromium
    page.goto(f"{site.origin}/c/{ASH}/canvas/{town.ash.canvas}/tell")
    seen(page, "words")
    page.fill("#text", "The lift was broken for nine weeks, and my mother stayed in. " * 6)
    page.fill("#title", "Antidisestablishmentarianism" * 3)
    for step, choice in (("whose", "#whose-2"), ("name", ""), ("note", ""), ("allow", "#publish"), ("check", "")):
        page.click("text=Save and continue")
        page.wait_for_url(f"**/{step}")
        seen(page, step)
        if choice:
            page.check(choice)
        for field in ("about", "captured", "attested", "note"):
            if page.locator(f"input#{field}").count():
                page.fill(f"#{field}", "a mother of three")
    page.goto(page.url.replace("/check", "/remove"))
    seen(page, "remove")
    page.goto(f"{site.origin}/c/{ASH}/mine")
    seen(page, "mine")
    page.click("text=See it whole and send it")
    page.click("text=Share my story")
    page.click("text=See them >> nth=0")
    seen(page, "the story")


@pytest.mark.browser
def test_the_back_button_of_the_browser_brings_back_what_was_answered(town: Town, site: Site, open_page: OpenPage) -> None:
    settled(town)
    page = open_page()
    page.goto(f"{site.origin}/c/{ASH}/canvas/{town.ash.canvas}/tell")
    page.fill("#text", "Nobody came to repair it.")
    page.click("text=Save and continue")
    page.wait_for_url("**/whose")
    page.go_back()
    assert page.input_value("#text") == "Nobody came to repair it."
    page.fill("#text", "Nobody came to repair it. Then somebody did.")
    page.click("text=Save and continue")
    page.wait_for_url("**/whose")
    page.click("main >> text=Back")
    assert page.input_value("#text") == "Nobody came to repair it. Then somebody did."
    page.goto(f"{site.origin}/c/{ASH}/mine")
    assert page.locator("text=Go on with it").count() == 1


@pytest.mark.browser
def test_a_story_is_told_by_keyboard_without_scripts(town: Town, site: Site, open_page: OpenPage) -> None:
    settled(town)
    page = open_page(javascript=False)
    page.goto(f"{site.origin}/c/{ASH}/canvas/{town.ash.canvas}/tell")
    tab_to(page, "Your story")
    page.keyboard.type("Nobody came to repair it.")
    tab_to(page, "Save and continue")
    page.keyboard.press("Enter")
    page.wait_for_url("**/whose")
    page.focus("#whose")
    page.keyboard.press("Space")
    tab_to(page, "Save and continue")
    page.keyboard.press("Enter")
    page.wait_for_url("**/name")
    tab_to(page, "Save and continue")
    page.keyboard.press("Enter")
    page.get_by_text("Choose how you are to be named").first.wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("step", ["words", "whose"])
def test_whoever_needs_help_leaves_each_step_with_what_was_typed(town: Town, site: Site, chromium: Page, step: str) -> None:
    settled(town)
    page = chromium
    page.goto(f"{site.origin}/c/{ASH}/canvas/{town.ash.canvas}/tell")
    page.fill("#text", "I am not safe where I live.")
    if step != "words":
        page.click("text=Save and continue")
        page.wait_for_url(f"**/{step}")
    page.click("text=This is not for the public, I need help")
    page.wait_for_url("**/help/from")
    assert page.input_value("#text") == "I am not safe where I live."
