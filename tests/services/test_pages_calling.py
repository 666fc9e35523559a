"""People call a decision on a page of their own, others want it too, and nobody whom it may be about takes it off the table."""

import datetime

import pytest

from tests.services.browser import Browser, Site
from tests.services.reading import form, press, settled, words
from tests.services.town import Town


def later(days: int) -> str:
    return (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=days)).isoformat()


@pytest.fixture
def address(town: Town) -> str:
    settled(town)
    return f"/c/ash-hill/canvas/{town.ash.canvas}/call-decision"


@pytest.fixture
def caller(site: Site) -> Browser:
    """Somebody who has not been here before."""
    return site.browser()


@pytest.fixture
def called(site: Site, caller: Browser, address: str) -> str:
    """The address of a decision that the caller called."""
    terms = {"question": "Who is to facilitate?", "option": ["Who does now.", "Somebody else."], "quorum": "3", "closes": later(9)}
    page = press(caller, caller.get(address), "/call-decision", **terms)
    assert page.status_code == 200, words(page)
    return str(page.url.path)


def test_the_way_to_it_stands_on_the_canvas_for_people_and_for_offices(town: Town, site: Site, address: str) -> None:
    for browser in (site.browser(), site.browser(town.ash.staff["facilitator"])):
        assert f'href="{address}"' in browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}").text


def test_people_are_told_what_comes_of_it_and_choose_neither_the_roll_nor_an_end_by_hand(caller: Browser, address: str) -> None:
    page = caller.get(address)
    said = words(page)
    assert "Voting opens once 2 other people want a vote on it too." in said
    assert f"write it as year-month-day: {later(2)}." in said.lower()
    fields = form(page, "/call-decision")["fields"]
    assert not {"who", "until"} & fields.keys()


def test_what_was_typed_is_shown_again_when_the_last_day_is_too_soon(caller: Browser, address: str) -> None:
    terms = {"question": "Trees?", "option": ["Yes.", "No."], "quorum": "3", "closes": later(0)}
    page = press(caller, caller.get(address), "/call-decision", **terms)
    assert page.status_code == 422
    assert f"{later(2)} or later" in words(page)
    assert "Trees?" in page.text


def test_it_opens_as_soon_as_enough_others_want_it(site: Site, caller: Browser, called: str) -> None:
    assert "You called this." in words(caller.get(called))
    assert "0 of 2" in words(caller.get(called))
    first, second = site.browser(), site.browser()
    page = press(first, first.get(called), "/second")
    assert "1 of 2" in words(page)
    assert "You have said that you want it." in words(page)
    page = press(second, second.get(called), "/second")
    assert "Your ballot" in words(page)


def test_a_facilitator_cannot_call_it_off_and_a_steward_and_who_called_it_can(
    town: Town, site: Site, caller: Browser, called: str
) -> None:
    facilitator, steward = (site.browser(town.ash.staff[role]) for role in ("facilitator", "steward"))
    assert f'action="{called}/call-off"' not in facilitator.get(called).text
    assert f'action="{called}/call-off"' in steward.get(called).text
    assert f'action="{called}/call-off"' not in site.browser().get(called).text
    page = press(caller, caller.get(called), "/call-off", reason="It has a mistake.")
    assert "This decision was called off It has a mistake." in words(page)
