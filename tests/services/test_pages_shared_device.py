"""A device that many people use one after another: big type, one thing a page, and nothing of one person for the next."""

import re

import httpx
import pytest

from tests.services.browser import Browser, Site
from tests.services.reading import form, press, words
from tests.services.town import ASH, Town


@pytest.fixture
def address(town: Town) -> str:
    """Where the device of the canvas is."""
    return f"/c/{ASH}/canvas/{town.ash.canvas}/device"


@pytest.fixture
def shared(town: Town, site: Site, address: str) -> Browser:
    """A browser that a facilitator shares."""
    browser = site.browser(town.staff(ASH, town.ash.offices["facilitator"]))
    page = press(browser, browser.get(f"{address}/start"), "/start", minutes="3")
    assert page.url.path == address
    return browser


def begin(browser: Browser, address: str) -> httpx.Response:
    """A new person begins."""
    return press(browser, browser.get(address), "/begin")


def say(browser: Browser, address: str, text: str, kind: str = "idea") -> httpx.Response:
    """Begin and type something; the page that asks for consent."""
    begin(browser, address)
    return press(browser, browser.get(f"{address}/say-{kind}"), f"/say-{kind}", text=text)


def test_sharing_a_device_signs_the_office_out_of_it(town: Town, site: Site, address: str) -> None:
    token = town.staff(ASH, town.ash.offices["facilitator"])
    browser = site.browser(token)
    press(browser, browser.get(f"{address}/start"), "/start", minutes="5")
    assert town.installation.people.session(token) is None
    assert browser.get(f"/c/{ASH}/canvas/{town.ash.canvas}/cards").status_code == 401


def test_somebody_brings_something_and_finishes_and_the_next_sees_nothing_of_it(shared: Browser, site: Site, address: str) -> None:
    page = say(shared, address, "A roof over the bus stop")
    assert "A roof over the bus stop" in words(page)
    page = press(shared, page, "/allow", publish="yes")
    assert "Thank you" in words(page)
    thanks = page.url.path
    assert "A roof over the bus stop" in site.browser().get(address.removesuffix("/device") + "/ideas").text
    page = press(shared, page, "/finish")
    assert "nothing of theirs is left here" in words(page)
    begin(shared, address)
    for rest in ("/say-idea", "/allow", "/choose"):
        assert "A roof over the bus stop" not in shared.get(address + rest).text
    assert shared.get(thanks).url.path == address
    assert "A roof" not in shared.get(f"/c/{ASH}/mine").text


def test_what_was_not_sent_is_gone_with_the_person(shared: Browser, town: Town, address: str) -> None:
    say(shared, address, "Only half a thought")
    session = town.installation.people.session(shared.session)
    assert session is not None
    assert len(town.installation.people.drafts.of(session.person)) == 1
    press(shared, shared.get(f"{address}/allow"), "/finish")
    assert town.installation.people.drafts.of(session.person) == []
    assert town.installation.people.sessions(session.person) == []


def test_an_old_page_does_nothing_for_the_next_person(shared: Browser, town: Town, address: str) -> None:
    old = say(shared, address, "Said by the first")
    begin(shared, address)
    before = town.installation.store.head(ASH).size
    answer = press(shared, old, "/allow", publish="yes")
    assert answer.url.path == address
    again = shared.send_form(f"{address}/say-idea", {"who": form(old, "/allow")["fields"]["who"], "text": "Said by the first"})
    assert again.url.path == address
    assert town.installation.store.head(ASH).size == before
    assert "Said by the first" not in shared.get(f"{address}/say-idea").text


def test_nothing_is_kept_by_the_browser_and_every_page_of_a_person_closes_by_itself(shared: Browser, address: str) -> None:
    for page in (begin(shared, address), shared.get(f"{address}/say-story")):
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["refresh"] == f"185;url={address}?over=true"
        assert 'class="large"' in page.text
        assert "I am finished" in words(page)
    assert "refresh" not in shared.get(address).headers


def test_who_needs_longer_has_ten_times_as_long_and_keeps_what_they_typed(shared: Browser, town: Town, address: str) -> None:
    say(shared, address, "Slowly does it")
    page = press(shared, shared.get(f"{address}/choose"), "/longer")
    assert page.headers["refresh"] == f"1805;url={address}?over=true"
    assert town.session(shared.session).kind == "patient"
    assert town.session(shared.session).expires > town.installation.clock() + 25 * 60
    assert form(shared.get(f"{address}/say-idea"), "/say-idea")["fields"]["text"] == "Slowly does it"
    begin(shared, address)
    assert town.session(shared.session).kind == "device"


def test_a_session_on_a_shared_device_ends_after_the_minutes_that_were_chosen(shared: Browser, town: Town, address: str) -> None:
    begin(shared, address)
    session = town.session(shared.session)
    now = town.installation.clock()
    assert session.kind == "device"
    assert session.expires <= now + 3 * 60
    assert session.ends <= now + 2 * 60 * 60


def test_who_goes_elsewhere_with_a_shared_device_has_a_short_session_there_too(shared: Browser, town: Town, address: str) -> None:
    page = shared.get(address.removesuffix("/device") + "/add-idea")
    press(shared, page, "/add-idea", text="Straight from the canvas", publish="no")
    assert town.session(shared.session).kind == "device"


def test_more_time_saves_what_was_typed(shared: Browser, address: str) -> None:
    begin(shared, address)
    page = press(shared, shared.get(f"{address}/say-story"), "/say-story", text="It began when", more="true")
    assert form(page, "/say-story")["fields"]["text"] == "It began when"


def test_a_refused_page_says_why_and_keeps_what_was_typed(shared: Browser, address: str) -> None:
    page = say(shared, address, "x" * 300, "statement")
    assert "Shorten your statement to 280 characters" in words(page)
    assert form(page, "/say-statement")["fields"]["text"] == "x" * 300
    page = press(shared, page, "/say-statement", text="Short enough.")
    page = press(shared, page, "/allow")
    assert "Say whether we may show your words" in words(page)


def test_a_code_is_shown_once_and_opens_what_was_brought(shared: Browser, site: Site, address: str) -> None:
    page = press(shared, say(shared, address, "Mend the swing"), "/allow", publish="no")
    coded = press(shared, page, page.url.path)
    (code,) = re.findall(r'<bdi dir="ltr">((?:\d{5} ?){4})</bdi>', coded.text)
    press(shared, coded, "/finish")
    begin(shared, address)
    refused = press(shared, page, page.url.path)
    assert refused.url.path == address
    theirs = site.browser()
    assert "Mend the swing" in words(press(theirs, theirs.get(f"/c/{ASH}/slip"), "/slip", code=code))


def test_sharing_ends_on_the_first_page_and_elsewhere_there_is_no_such_device(shared: Browser, site: Site, address: str) -> None:
    assert site.browser().get(address).url.path == address.removesuffix("/device")
    press(shared, shared.get(address), "/stop")
    assert shared.get(address).url.path == address.removesuffix("/device")


def test_only_facilitators_and_stewards_share_a_device(town: Town, site: Site, address: str) -> None:
    for role, status in (("facilitator", 200), ("steward", 200), ("officer", 403), ("moderator", 403)):
        assert site.browser(town.staff(ASH, town.ash.offices[role])).get(f"{address}/start").status_code == status
    assert site.browser(town.ash.anna.session).get(f"{address}/start").status_code == 403


def test_a_poster_has_a_code_that_leads_to_the_canvas(town: Town, site: Site) -> None:
    page = site.browser().get(f"/c/{ASH}/canvas/{town.ash.canvas}/poster")
    link = f"{site.origin}/c/{ASH}/canvas/{town.ash.canvas}"
    assert link in words(page)
    assert f"leads to {link}" in page.text
    assert re.search(r'<path d="M4 4h1v1h-1zM5 4h1v1h-1z', page.text)
    assert "What next?" in words(page)
