"""A code brings a person without an account back on another device, until they ask for a new one or are erased."""

import re

import httpx

from folkmoot_web.origin import form_token
from folkmoot_web.pace import Paces
from tests.services.browser import Browser, Site, serving
from tests.services.reading import form, press, words
from tests.services.town import Town

MINE = "/c/ash-hill/mine"


def code_of(browser: Browser) -> str:
    """A new code of whoever uses a browser."""
    page = press(browser, browser.get(MINE), "/mine/return")
    (code,) = re.findall(r'<bdi dir="ltr">((?:\d{5} ?){4})</bdi>', page.text)
    return str(code)


def come_back(site: Site, code: str, session: str = "", **more: str) -> tuple[Browser, httpx.Response]:
    """A browser in which somebody typed a code."""
    browser = site.browser(session)
    return browser, press(browser, browser.get("/sign-in"), "/sign-in", code=code, **more)


def test_a_code_brings_a_person_back_with_all_that_they_brought(town: Town, site: Site) -> None:
    anna = town.resident(town.ash, "Anna")
    code = code_of(site.browser(anna.session))
    browser, page = come_back(site, code)
    assert str(page.url).endswith(MINE)
    assert "Anna keeps this story private." in words(page)
    assert browser.session != anna.session
    assert town.session(browser.session).person == anna.person
    assert town.installation.people.session(anna.session) is not None
    assert browser.get(f"/c/ash-hill/contribution/{anna.contribution}/withdraw").status_code == 200


def test_asking_again_makes_the_old_code_worthless_and_so_does_dropping_it(town: Town, site: Site) -> None:
    browser = site.browser(town.resident(town.ash, "Anna").session)
    first, second = code_of(browser), code_of(browser)
    assert come_back(site, first)[1].status_code == 422
    assert come_back(site, second)[1].status_code == 200
    page = press(browser, browser.get(MINE), "/mine/return/drop")
    assert "Make my code worthless" not in words(page)
    assert come_back(site, second)[1].status_code == 422


def test_a_code_ends_with_erasure_and_is_answered_like_an_unknown_one(town: Town, site: Site) -> None:
    browser = site.browser(town.resident(town.ash, "Anna").session)
    code = code_of(browser)
    press(browser, browser.get(f"{MINE}/erase"), "/mine/erase")
    gone, unknown = (come_back(site, typed)[1] for typed in (code, "1" * 20))
    assert gone.status_code == unknown.status_code == 422
    assert "This code brings nobody back here." in words(gone)
    assert words(gone) == words(unknown)
    assert form(gone, "/sign-in")["fields"]["code"] == code


def test_a_code_opens_no_office_and_an_office_has_none(town: Town, site: Site) -> None:
    person, session = town.guest()
    code = code_of(site.browser(session))
    town.installation.people.give_office(person, "ash-hill", town.ash.offices["steward"])
    browser, _ = come_back(site, code)
    assert town.session(browser.session).kind == "guest"
    assert browser.get(f"/c/ash-hill/contribution/{town.ash.anna.statement}/care").status_code == 403
    steward = site.browser(town.ash.staff["steward"])
    assert "Make a code" not in words(steward.get(MINE))
    refused = steward.send_form(f"{MINE}/return", {"token": form_token(town.ash.staff["steward"])})
    assert refused.status_code == 422
    assert "never with a code" in words(refused)


def test_whoever_never_came_is_given_no_code(town: Town, site: Site) -> None:
    assert "Make a code" not in words(site.browser().get(MINE))
    answer = site.browser().send_form(f"{MINE}/return")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


def test_the_session_that_a_browser_had_ends_and_that_is_said_before(town: Town, site: Site) -> None:
    code = code_of(site.browser(town.resident(town.ash, "Anna").session))
    _, other = town.guest()
    assert "Another session ends" in words(site.browser(other).get("/sign-in"))
    assert "Another session ends" not in words(site.browser().get("/sign-in"))
    come_back(site, code, other)
    assert town.installation.people.session(other) is None


def test_on_a_shared_device_somebody_is_forgotten_soon(town: Town, site: Site) -> None:
    code = code_of(site.browser(town.resident(town.ash, "Anna").session))
    shared, page = come_back(site, code, shared="true")
    assert page.history[0].headers["set-cookie"].endswith("SameSite=Lax")
    own, page = come_back(site, code)
    assert "Max-Age" in page.history[0].headers["set-cookie"]
    assert town.session(own.session).ends - town.session(shared.session).ends > 80 * 86_400


def test_a_slip_s_code_brings_nobody_back_and_a_return_code_opens_no_slip(town: Town, site: Site) -> None:
    anna = town.resident(town.ash, "Anna")
    browser = site.browser(anna.session)
    slip = town.installation.people.slips.new(anna.person, "ash-hill", anna.contribution, anna.pseudonym)
    assert come_back(site, slip)[1].status_code == 422
    code = code_of(browser)
    assert press(site.browser(), browser.get("/c/ash-hill/slip"), "/slip", code=code).status_code == 422


def test_the_copy_of_all_that_is_held_says_that_there_is_a_code(town: Town, site: Site) -> None:
    anna = town.resident(town.ash, "Anna")
    browser = site.browser(anna.session)
    assert browser.get(f"{MINE}/copy").json()["returns"] is False
    code = code_of(browser)
    copy = browser.get(f"{MINE}/copy")
    assert copy.json()["returns"] is True
    assert code.replace(" ", "") not in copy.text


def test_who_types_many_codes_is_told_to_wait(town: Town) -> None:
    with serving(town.installation, paces=Paces()) as paced:
        statuses = [come_back(paced, f"{n:020}")[1].status_code for n in range(12)]
    assert statuses[:10] == [422] * 10
    assert statuses[-1] == 429
