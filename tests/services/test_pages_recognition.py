"""An office thanks people and pays what taking part cost them, and nothing of it is public."""

import re

import httpx
import pytest

from folkmoot_web.origin import form_token
from folkmoot_web.pages.around import Speakers
from tests.services.browser import Browser, Site
from tests.services.reading import form, press, words
from tests.services.town import Resident, Town

LIST = "/c/ash-hill/recognition"


def office(town: Town, site: Site, role: str = "officer") -> Browser:
    """The browser of an office."""
    return site.browser(town.ash.staff[role])


def offer(town: Town, site: Site, to: Resident, **fields: str) -> httpx.Response:
    """An officer offers something."""
    filled = {"code": Speakers.code(to.pseudonym), "kind": "money", "words": "For the walk", "amount": "12.50"} | fields
    browser, path = office(town, site), f"/c/ash-hill/canvas/{town.ash.canvas}/recognise"
    return press(browser, browser.get(path), "/recognise", **filled)


def offered_to(site: Site, person: Resident) -> tuple[Browser, str]:
    """The browser of somebody, and where they answer the last offer."""
    browser = site.browser(person.session)
    found = re.search(r'href="(/c/ash-hill/mine/offered/\w+)"', browser.get("/c/ash-hill/mine").text)
    assert found
    return browser, found[1]


def send(browser: Browser, town: Town, path: str, role: str = "officer") -> httpx.Response:
    """Press a button of an office."""
    return browser.send_form(path, {"token": form_token(town.ash.staff[role])})


def test_money_is_offered_taken_and_paid_and_the_record_says_nothing_of_it(town: Town, site: Site) -> None:
    anna = town.resident(town.ash, "Anna")
    size = town.installation.store.head("ash-hill").size
    assert Speakers.code(anna.pseudonym) in words(offer(town, site, anna))
    browser, path = offered_to(site, anna)
    page = browser.get(path)
    assert "12.50 GBP" in words(page)
    assert "benefits" in words(page)
    taken = press(browser, page, "/take", details="Anna Kovacs, 12-34-56")
    assert "You took it" in words(taken)
    officer = office(town, site)
    assert "Kovacs" not in words(officer.get(LIST))
    assert Speakers.code(anna.pseudonym) not in words(officer.get(LIST))
    pay = officer.get(f"{LIST}/{path.rpartition('/')[2]}")
    assert "Anna Kovacs, 12-34-56" in words(pay)
    assert Speakers.code(anna.pseudonym) not in words(pay)
    assert anna.pseudonym not in pay.text
    done = press(officer, pay, "/paid")
    assert "12.50 GBP" in words(done)
    assert officer.get(f"{LIST}/{path.rpartition('/')[2]}").status_code == 404
    assert "Kovacs" not in words(browser.get(path))
    assert town.installation.store.head("ash-hill").size == size


def test_nobody_is_asked_for_details_before_they_take_it_nor_for_thanks(town: Town, site: Site) -> None:
    anna = town.resident(town.ash, "Anna")
    offer(town, site, anna, kind="words", words="You made it clear to all of us.", amount="")
    browser, path = offered_to(site, anna)
    page = browser.get(path)
    assert "details" not in form(page, "/take")["fields"]
    assert "benefits" not in words(page)
    assert "Accepted" in words(press(browser, page, "/take"))


def test_taking_needs_what_is_needed_for_paying_and_keeps_what_was_typed(town: Town, site: Site) -> None:
    anna = town.resident(town.ash, "Anna")
    offer(town, site, anna)
    browser, path = offered_to(site, anna)
    refused = press(browser, browser.get(path), "/take", details=" ")
    assert refused.status_code == 422
    assert "Say what is needed to get this to you" in words(refused)
    long = press(browser, browser.get(path), "/take", details="x" * 601)
    assert form(long, "/take")["fields"]["details"] == "x" * 601


def test_declining_is_as_easy_and_deletes_what_was_told(town: Town, site: Site) -> None:
    anna = town.resident(town.ash, "Anna")
    offer(town, site, anna)
    browser, path = offered_to(site, anna)
    press(browser, browser.get(path), "/take", details="Anna Kovacs")
    declined = press(browser, browser.get(path), "/decline")
    assert "You declined it" in words(declined)
    assert "Kovacs" not in words(declined)
    id_ = path.rpartition("/")[2]
    assert office(town, site).get(f"{LIST}/{id_}").status_code == 404
    assert send(office(town, site), town, f"{LIST}/{id_}/paid").status_code == 409


@pytest.mark.parametrize(
    ("fields", "sentence", "field"),
    [
        ({"code": "zzz zzz"}, "Nobody in this canvas has that made-up name", "code"),
        ({"kind": "gold"}, "Choose what you offer", "kind"),
        ({"words": " "}, "Say in a few words", "words"),
        ({"amount": "0"}, "Write the amount in figures", "amount"),
        ({"amount": "lots"}, "Write the amount in figures", "amount"),
        ({"amount": "10000.01"}, "Write the amount in figures", "amount"),
    ],
)
def test_a_refused_offer_keeps_what_was_typed(town: Town, site: Site, fields: dict[str, str], sentence: str, field: str) -> None:
    refused = offer(town, site, town.ash.anna, **fields)
    assert refused.status_code == 422
    assert sentence in words(refused)
    assert f'href="#{field}"' in refused.text
    assert form(refused, "/recognise")["fields"]["words"] == fields.get("words", "For the walk")


def test_nobody_sees_or_answers_what_was_offered_to_somebody_else(town: Town, site: Site) -> None:
    anna, bela = town.resident(town.ash, "Anna"), town.resident(town.ash, "Bela")
    offer(town, site, anna)
    _, path = offered_to(site, anna)
    for other in (site.browser(bela.session), site.browser(), office(town, site)):
        assert other.get(path).status_code == 404
    assert site.browser(bela.session).send_form(f"{path}/take", {"details": "mine"}).status_code in (404, 422)
    assert "Offered to you" not in words(site.browser(bela.session).get("/c/ash-hill/mine"))
    assert "Not answered yet" in words(site.browser(anna.session).get(path))


def test_a_facilitator_offers_and_an_officer_alone_sees_what_was_told_for_paying(town: Town, site: Site) -> None:
    anna = town.resident(town.ash, "Anna")
    offer(town, site, anna)
    browser, path = offered_to(site, anna)
    press(browser, browser.get(path), "/take", details="Anna Kovacs")
    facilitator, id_ = office(town, site, "facilitator"), path.rpartition("/")[2]
    assert facilitator.get(LIST).status_code == 200
    assert facilitator.get(f"{LIST}/{id_}").status_code == 403
    assert send(facilitator, town, f"{LIST}/{id_}/paid", "facilitator").status_code == 403
    assert office(town, site, "steward").get(LIST).status_code == 403
    assert site.browser(town.elm.staff["officer"]).get(f"{LIST}/{id_}").status_code in (403, 404)
    assert site.browser(town.elm.staff["officer"]).get(f"/c/elm-row/recognition/{id_}").status_code == 404


def test_an_offer_that_nobody_answered_is_taken_back(town: Town, site: Site) -> None:
    anna = town.resident(town.ash, "Anna")
    offer(town, site, anna)
    browser, path = offered_to(site, anna)
    id_ = path.rpartition("/")[2]
    assert send(office(town, site), town, f"{LIST}/{id_}/drop").status_code == 200
    assert browser.get(path).status_code == 404
    assert send(office(town, site), town, f"{LIST}/{id_}/drop").status_code == 404


def test_erasing_oneself_leaves_no_offer_and_no_details(town: Town, site: Site) -> None:
    anna = town.resident(town.ash, "Anna")
    offer(town, site, anna, words="For the long walk")
    browser, path = offered_to(site, anna)
    press(browser, browser.get(path), "/take", details="Anna Kovacs")
    copy = browser.get("/c/ash-hill/mine/copy").json()
    assert copy["offered"][0]["details"] == "Anna Kovacs"
    press(browser, browser.get("/c/ash-hill/mine/erase"), "/mine/erase")
    assert town.installation.people.recognitions.of(anna.person) == []
    assert office(town, site).get(f"{LIST}/{path.rpartition('/')[2]}").status_code == 404
