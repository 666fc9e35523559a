"""Whoever needs help leaves the public pages at once; the safeguarding lead alone reads them, and each reading is on record."""

import httpx
import pytest

from folkmoot.domain.community import AmendCharter, TakeRoleBack
from folkmoot.events.community import Rules
from folkmoot.events.entry import read
from tests.services.browser import Browser, Site
from tests.services.reading import form, press, settled, words
from tests.services.town import Town

LIST = "/c/ash-hill/asked-for-help"
ASKED = "I am not safe where I live."


def ask(site: Site, town: Town, text: str = ASKED) -> tuple[Browser, httpx.Response]:
    """A new browser with which somebody asked for help, and what it shows then."""
    browser = site.browser()
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/help")
    return browser, press(browser, page, "/help", text=text)


def types(town: Town, last: int) -> list[str]:
    """Kinds of the last entries of Ash Hill."""
    head = town.installation.store.head("ash-hill").size
    return [read(leaf).type for leaf in town.installation.store.read("ash-hill", head - last, last)]


@pytest.mark.parametrize("kind", ["story", "idea", "question"])
def test_a_form_is_left_with_what_was_typed_and_nothing_of_it_is_kept(town: Town, site: Site, kind: str) -> None:
    before = town.installation.store.head("ash-hill").size
    browser = site.browser()
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-{kind}")
    (way,) = [part.partition('"')[0] for part in page.text.split('formaction="')[1:]]
    fields = form(page, f"/add-{kind}")["fields"] | {"text": ASKED, "publish": "yes"}
    there = browser.send_form(way, fields)
    assert there.status_code == 200
    assert form(there, "/help")["fields"]["text"] == ASKED
    assert browser.session == ""
    assert town.installation.store.head("ash-hill").size == before


def test_no_field_of_the_form_that_was_left_stands_in_the_way(town: Town, site: Site) -> None:
    way = f"/c/ash-hill/canvas/{town.ash.canvas}/help/from"
    there = site.browser().send_form(way, {"text": ASKED, "notes": ["death", "violence"], "when": "now"})
    assert there.status_code == 200
    assert form(there, "/help")["fields"]["text"] == ASKED


def test_it_says_who_reads_it_by_when_and_what_it_is_not(town: Town, site: Site) -> None:
    said = words(site.browser().get(f"/c/ash-hill/canvas/{town.ash.canvas}/help"))
    assert "Read by: The safeguarding . Nobody else." in said
    assert "Read within 3 days." in said
    assert "This is not an emergency service" in said
    assert "You can also call:" not in said


def test_a_charter_with_a_helpline_and_fewer_days_says_so_here(town: Town, site: Site) -> None:
    charter = AmendCharter(charter="We listen.", reason="A line was set up.", rules=Rules(care=1, helpline="0300-123-4567"))
    town.do("elm-row", charter)
    settled(town)
    page = site.browser().get(f"/c/elm-row/canvas/{town.elm.canvas}/help")
    assert 'href="tel:03001234567"' in page.text
    assert "Read within 1 day." in words(page)
    assert "Helpline: 0300-123-4567" in words(site.browser().get("/c/elm-row/charter"))


def test_what_was_asked_is_shown_to_nobody_but_its_author_and_the_lead(town: Town, site: Site) -> None:
    browser, page = ask(site, town)
    assert "It is taken, and not public" in words(page)
    assert types(town, 2) == ["contribution.received", "contribution.held"]
    address = str(page.url).removesuffix("/asked")
    settled(town)
    assert ASKED in words(browser.get(address))
    for role in ("", *(one for one in town.ash.staff)):
        other = site.browser(town.ash.staff[role] if role else "")
        for path in (address, f"{address}/care", "/c/ash-hill/held", LIST, f"{LIST}/log", f"{address}/asked"):
            assert ASKED not in other.get(path).text, (role, path)


def test_the_lead_opens_it_and_each_opening_is_on_record_before_the_words_are_shown(town: Town, site: Site) -> None:
    _, asked = ask(site, town, "My door was kicked in.")
    contribution = str(asked.url).split("/")[-2]
    lead = site.browser(town.ash.staff["safeguarding"])
    page = lead.get(LIST)
    assert "Waits to be read" in words(page)
    page = press(lead, page, f"{contribution}/read-for-care")
    assert "My door was kicked in." in words(page)
    assert types(town, 1) == ["contribution.opened_for_care"]
    page = press(lead, page, "/settle-care")
    assert str(page.url).endswith(LIST)
    assert "Taken care of" in words(page)
    for role in ("steward", "safeguarding"):
        log = site.browser(town.ash.staff[role]).get(f"{LIST}/log")
        said = words(log)
        assert f"The safeguarding Opened and read {contribution[-6:]}" in said
        assert f"The safeguarding Said that it is taken care of {contribution[-6:]}" in said
        assert "My door was kicked in." not in said


def test_nobody_else_reads_the_list_the_words_or_the_log(town: Town, site: Site) -> None:
    _, asked = ask(site, town, "Somebody follows me.")
    address = str(asked.url).removesuffix("/asked")
    for role in ("moderator", "facilitator", "officer", "overseer"):
        staff = site.browser(town.ash.staff[role])
        assert staff.get(LIST).status_code == 403
        assert staff.get(f"{LIST}/log").status_code == 403
    steward = site.browser(town.ash.staff["steward"])
    assert steward.get(LIST).status_code == 403
    assert steward.get(f"{LIST}/log").status_code == 200
    token = form(steward.get(f"/c/ash-hill/canvas/{town.ash.canvas}/conclude"), "/conclude")["fields"]["token"]
    refused = steward.send_form(f"{address}/read-for-care", {"token": token})
    assert refused.status_code == 403
    assert "Somebody follows me." not in refused.text


def test_an_empty_call_is_refused_and_a_form_sent_twice_is_one(town: Town, site: Site) -> None:
    browser = site.browser()
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/help")
    refused = press(browser, page, "/help", text="  ")
    assert refused.status_code == 422
    assert form(refused, "/help")["fields"]["key"] == form(page, "/help")["fields"]["key"]
    places = {str(press(browser, page, "/help", text="Once.").url) for _ in range(2)}
    assert len(places) == 1


def test_a_slip_lets_them_erase_it_on_another_device(town: Town, site: Site) -> None:
    browser, asked = ask(site, town, "He reads my letters.")
    slip = press(browser, asked, "/slip")
    assert "for the safeguarding lead alone" in words(slip)
    code = slip.text.partition('class="code-shown"')[2].partition('<bdi dir="ltr">')[2].partition("<")[0]
    other = site.browser()
    page = press(other, other.get("/c/ash-hill/slip"), "/slip", code=code)
    assert "He reads my letters." in words(page)
    assert "/slip/uses" not in page.text
    page = press(other, page, "/slip/erase")
    assert "Your words are erased" in words(page)
    lead = site.browser(town.ash.staff["safeguarding"])
    contribution = str(asked.url).split("/")[-2]
    assert f"{contribution}/read-for-care" not in lead.get(LIST).text


def test_where_nobody_would_read_it_nothing_is_taken(town: Town, site: Site) -> None:
    office = town.elm.offices["safeguarding"]
    town.do("elm-row", TakeRoleBack(office=office, role="safeguarding", reason="They moved away."))
    settled(town)
    page = site.browser().get(f"/c/elm-row/canvas/{town.elm.canvas}/help")
    assert "Nobody is named here to read this" in words(page)
    assert "<textarea" not in page.text


def test_each_step_of_a_story_can_be_left_with_what_was_told_so_far(town: Town, site: Site) -> None:
    browser = site.browser()
    page = press(browser, browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/tell"), "/words", text=ASKED)
    assert str(page.url).endswith("/whose")
    way = f"/c/ash-hill/canvas/{town.ash.canvas}/help/from"
    assert f'name="text" value="{ASKED}" formaction="{way}"' in page.text


def test_a_long_call_in_any_script_fits(town: Town, site: Site) -> None:
    browser = site.browser()
    way = f"/c/ash-hill/canvas/{town.ash.canvas}/help"
    long = "帮" * 20_000
    assert form(browser.send_form(f"{way}/from", {"text": long}), "/help")["fields"]["text"] == long
    assert ask(site, town, long)[1].status_code == 200


def test_where_nobody_reads_a_call_for_help_no_form_offers_one_and_no_charter_promises_to_read_it(town: Town, site: Site) -> None:
    office = town.ash.offices["safeguarding"]
    town.do("ash-hill", TakeRoleBack(office=office, role="safeguarding", reason="They moved away."))
    settled(town)
    page = site.browser().get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-idea")
    assert "/help/from" not in page.text
    assert "Call the emergency number. Nobody is named here to read a call for help." in words(page)
    assert "A call for help is read within" not in words(site.browser().get("/c/ash-hill/charter"))
