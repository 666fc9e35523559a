"""Who gave an address comes back with a letter: in the browser that asked, once, and nobody learns whom we know."""

import concurrent.futures
from collections.abc import Iterator

import httpx
import pytest

from folkmoot_web.pace import Paces
from folkmoot_web.pages.letter import ENOUGH, SPENT, THEIRS, WRONG
from tests.services.browser import Browser, Site, serving
from tests.services.letterbox import Letterbox, code, path, receiving, text
from tests.services.reading import press, words
from tests.services.town import ASH, Resident, Town

MINE = f"/c/{ASH}/mine/address"
LETTER = f"/c/{ASH}/letter"


@pytest.fixture(scope="module")
def box(town: Town) -> Iterator[Letterbox]:
    with receiving(town.installation) as box:
        yield box


@pytest.fixture(scope="module")
def site(town: Town, box: Letterbox) -> Iterator[Site]:
    with serving(town.installation) as site:
        yield site


def known(town: Town, site: Site, box: Letterbox, address: str) -> Resident:
    """A resident who took part and attached an address with the link of its letter."""
    who = town.resident(town.ash, address.partition("@")[0].title())
    browser = site.browser(who.session)
    press(browser, browser.get(MINE), "/mine/address", address=address)
    page = press(browser, browser.get(path(box.wait(address))), path(box.wait(address)))
    assert address in words(page)
    return who


def asked(site: Site, address: str) -> Browser:
    browser = site.browser()
    page = browser.send_form(LETTER, {"address": address})
    assert "Look at your e-mail" in words(page)
    return browser


def test_a_resident_comes_back_in_another_browser_with_the_link_of_a_letter(town: Town, site: Site, box: Letterbox) -> None:
    who = known(town, site, box, "ana@example.org")
    browser = asked(site, "Ana@Example.org ")
    letter = box.wait("Ana@Example.org")
    page = press(browser, browser.get(path(letter)), path(letter))
    assert "Ana wants trees." in words(page)
    session = town.session(browser.session)
    assert (session.person, session.kind) == (who.person, "guest")


def test_the_six_digits_do_the_same_where_one_asked(town: Town, site: Site, box: Letterbox) -> None:
    who = known(town, site, box, "bea@example.org")
    browser = asked(site, "bea@example.org")
    digits = code(box.wait("bea@example.org", 2))
    page = browser.send_form(f"{LETTER}/code", {"code": f"{(int(digits) + 1) % 1_000_000:06}"})
    assert (page.status_code, WRONG in words(page)) == (422, True)
    assert "Bea wants trees." in words(browser.send_form(f"{LETTER}/code", {"code": f"{digits[:3]} {digits[3:]}"}))
    assert town.session(browser.session).person == who.person


def test_a_link_in_another_browser_lets_nobody_in_and_says_what_to_do(town: Town, site: Site, box: Letterbox) -> None:
    known(town, site, box, "cas@example.org")
    browser = asked(site, "cas@example.org")
    letter = box.wait("cas@example.org", 2)
    thief = site.browser()
    assert "Open this where you asked for it" in words(thief.get(path(letter)))
    answer = thief.send_form(path(letter))
    assert (answer.status_code, SPENT in words(answer), thief.session) == (422, True, "")
    assert thief.send_form(f"{LETTER}/code", {"code": code(letter)}).status_code == 422
    press(browser, browser.get(path(letter)), path(letter))
    assert browser.session


def test_looking_at_a_link_uses_nothing_up_and_of_fifty_who_press_one_comes_in(town: Town, site: Site, box: Letterbox) -> None:
    known(town, site, box, "dov@example.org")
    browser = asked(site, "dov@example.org")
    letter = box.wait("dov@example.org", 2)
    for _ in range(3):
        assert browser.get(path(letter)).status_code == browser.head(path(letter)).status_code == 200
    cookie = {"cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())}
    headers = {"origin": site.origin, "content-type": "application/x-www-form-urlencoded"} | cookie

    def knock(_: int) -> int:
        return httpx.post(site.origin + path(letter), headers=headers).status_code

    with concurrent.futures.ThreadPoolExecutor(16) as crowd:
        assert sorted(crowd.map(knock, range(50))) == [303] + [422] * 49


def test_an_address_that_nobody_gave_gets_the_same_answer_and_no_letter(town: Town, site: Site, box: Letterbox) -> None:
    known(town, site, box, "eva@example.org")
    answers = []
    for address in ("eva@example.org", "nobody@example.org"):
        browser = site.browser()
        answer = browser.send_form(LETTER, {"address": address})
        cookie = answer.history[0].headers["set-cookie"].partition("=")
        answers.append((answer.status_code, answer.text, [step.status_code for step in answer.history], cookie[0]))
    assert answers[0] == answers[1]
    box.wait("eva@example.org", 2)
    while town.installation.people.outbox.waiting():
        pass
    assert box.to("nobody@example.org") == []


def test_an_address_is_kept_only_once_its_letter_was_answered(town: Town, site: Site, box: Letterbox) -> None:
    who = town.resident(town.ash, "Fay")
    browser = site.browser(who.session)
    press(browser, browser.get(MINE), "/mine/address", address="fay@example.org")
    box.wait("fay@example.org")
    assert town.installation.people.contact(who.person, "email") is None
    browser.send_form(f"{LETTER}/code", {"code": code(box.wait("fay@example.org"))})
    assert town.installation.people.contact(who.person, "email") == "fay@example.org"


def test_an_address_can_be_changed_and_removed(town: Town, site: Site, box: Letterbox) -> None:
    who = known(town, site, box, "gil@example.org")
    browser = site.browser(who.session)
    press(browser, browser.get(MINE), "/mine/address", address="gil2@example.org")
    browser.send_form(f"{LETTER}/code", {"code": code(box.wait("gil2@example.org"))})
    assert "gil2@example.org" in words(browser.get(MINE))
    page = press(browser, browser.get(MINE), "/mine/address/remove")
    assert "gil2@example.org" not in words(page)
    assert town.installation.people.contact(who.person, "email") is None


def test_an_address_of_somebody_else_is_not_taken_over(town: Town, site: Site, box: Letterbox) -> None:
    known(town, site, box, "hal@example.org")
    other = town.resident(town.ash, "Other")
    browser = site.browser(other.session)
    press(browser, browser.get(MINE), "/mine/address", address="hal@example.org")
    page = browser.send_form(f"{LETTER}/code", {"code": code(box.wait("hal@example.org", 2))})
    assert (page.status_code, THEIRS in words(page)) == (422, True)


def test_whoever_holds_an_office_comes_back_without_it(town: Town, site: Site, box: Letterbox) -> None:
    who = known(town, site, box, "ida@example.org")
    town.installation.people.give_office(who.person, ASH, town.ash.offices["steward"])
    browser = asked(site, "ida@example.org")
    browser.send_form(f"{LETTER}/code", {"code": code(box.wait("ida@example.org", 2))})
    assert town.session(browser.session).kind != "staff"
    assert browser.get(f"/c/{ASH}/canvas/{town.ash.canvas}/conclude").status_code == 403


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "ana",
        "ana@host",
        "a@b.org\r\nBcc: x@y.org",
        "a@b.org,x@y.org",
        "<a@b.org>",
        '"a b"@c.org',
        "á@b.org",
        "a" * 250 + "@b.org",
    ],
)
def test_what_is_no_address_is_refused_and_shown_again(site: Site, bad: str) -> None:
    page = site.browser().send_form(LETTER, {"address": bad})
    assert page.status_code == 422
    assert "This is not an e-mail address as we can use it" in words(page)
    if bad.isalnum():
        assert f'value="{bad}"' in page.text


def test_the_same_address_is_not_flooded(site: Site, box: Letterbox) -> None:
    pages = [site.browser().send_form(LETTER, {"address": "flood@example.org"}) for _ in range(6)]
    assert [page.status_code for page in pages] == [200] * 5 + [422]
    assert ENOUGH in words(pages[-1])


def test_one_place_cannot_ask_for_letters_to_everybody(town: Town, box: Letterbox) -> None:
    with serving(town.installation, paces=Paces()) as site:
        browser = site.browser()
        codes = [browser.send_form(LETTER, {"address": f"n{n}@example.org"}).status_code for n in range(14)]
    assert codes[0] == 200
    assert codes[-1] == 429


def test_a_letter_says_what_it_is_for_and_nothing_of_the_person(town: Town, site: Site, box: Letterbox) -> None:
    known(town, site, box, "joy@example.org")
    asked(site, "joy@example.org")
    letter = box.wait("joy@example.org", 2)
    assert "Tell nobody these digits" in text(letter)
    assert ASH.title() not in str(letter["subject"])
    assert letter["auto-submitted"] == "auto-generated"
    assert "list-unsubscribe" not in letter
    assert path(letter).startswith(f"/c/{ASH}/letter/")


def test_where_no_mail_server_is_set_up_the_pages_say_so_and_ask_for_nothing(town: Town) -> None:
    from msgspec.structs import replace

    before = town.installation.settings
    town.installation.settings = replace(before, mail_host="")
    try:
        with serving(town.installation) as site:
            for address in (LETTER, MINE, f"/c/{ASH}/canvas/{town.ash.canvas}/follow"):
                page = site.browser(town.ash.anna.session).get(address)
                assert "This site sends no e-mail" in words(page)
                assert 'type="email"' not in page.text
            assert "Follow by e-mail" not in site.browser().get(f"/c/{ASH}/canvas/{town.ash.canvas}").text
            assert site.browser().send_form(LETTER, {"address": "a@example.org"}).status_code == 422
    finally:
        town.installation.settings = before
