"""Who holds a slip reads, changes, withdraws and erases what they gave, with its code and nothing else."""

import re

import httpx
import pytest

from folkmoot.domain.contributing import EraseContribution
from folkmoot.moot import Author
from folkmoot_web.origin import form_token
from folkmoot_web.pace import Paces
from tests.services.browser import Browser, Site, serving
from tests.services.reading import form, press, settled, words
from tests.services.town import Town

SLIP = "/c/ash-hill/slip"


def tell(site: Site, town: Town, text: str, publish: str = "yes") -> tuple[Browser, httpx.Response]:
    """A new browser with which somebody told a story, and the page that thanks them."""
    browser = site.browser()
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-story")
    return browser, press(browser, page, "/add-story", text=text, publish=publish)


def slip_of(browser: Browser, thanks: httpx.Response) -> tuple[str, str]:
    """The code of a new slip, and the address of the contribution."""
    page = press(browser, thanks, "/slip")
    assert page.status_code == 200, words(page)
    (code,) = re.findall(r'<bdi dir="ltr">((?:\d{5} ?){4})</bdi>', page.text)
    return code, form(thanks, "/slip")["action"].removesuffix("/slip")


def open_slip(site: Site, code: str) -> tuple[Browser, httpx.Response]:
    """A browser that never was here, with the slip open in it."""
    browser = site.browser()
    return browser, press(browser, browser.get(SLIP), "/slip", code=code)


def test_after_giving_a_slip_says_what_was_allowed_by_which_words_and_whom_to_ask(town: Town, site: Site) -> None:
    browser, thanks = tell(site, town, "The lamp is out again.")
    page = press(browser, thanks, "/slip")
    said = words(page)
    for part in ("Show my words on this website Yes, since", "Notice publish/1", "Yes, show my words under my made-up name"):
        assert part in said
    assert "Whom to ask: Steward" in said
    assert "The lamp is out" not in said
    assert "shown this once" in said


def test_a_code_opens_in_a_browser_that_never_was_here_and_makes_nobody_of_it(town: Town, site: Site) -> None:
    code, address = slip_of(*tell(site, town, "The stairs are steep."))
    before = town.installation.store.head("ash-hill").size
    browser, page = open_slip(site, f"  {code.replace(' ', '-')} ")
    assert "The stairs are steep." in words(page)
    assert browser.session == ""
    assert code.replace(" ", "") not in str(page.url) + "".join(str(one.url) for one in page.history)
    assert "You have not brought anything yet" in words(browser.get("/c/ash-hill/mine"))
    assert browser.get(f"{address}/withdraw").status_code == 401
    assert town.installation.store.head("ash-hill").size == before


def test_the_cookie_of_a_slip_opens_no_session(town: Town, site: Site) -> None:
    code, address = slip_of(*tell(site, town, "The door sticks."))
    browser, _ = open_slip(site, code)
    token = browser.cookies.get("folkmoot-slip") or ""
    assert site.browser(token).get(f"{address}/withdraw").status_code == 401
    assert site.api(token).get("/me").status_code == 401


def test_each_use_is_changed_with_a_tick(town: Town, site: Site) -> None:
    code, address = slip_of(*tell(site, town, "The bench is gone."))
    browser, page = open_slip(site, code)
    assert form(page, "/slip/uses")["ticked"] == [("purposes", "publish")]
    page = press(browser, page, "/slip/uses", purposes=["quote", "translate"])
    assert form(page, "/slip/uses")["ticked"] == [("purposes", "quote"), ("purposes", "translate")]
    assert "The bench is gone." not in site.browser().get(address).text
    page = press(browser, page, "/slip/uses", purposes=["publish"])
    assert "Everybody can read it." in words(page)
    assert "The bench is gone." in site.browser().get(address).text
    page = press(browser, page, "/slip/uses")
    assert form(page, "/slip/uses")["ticked"] == []
    assert "The bench is gone." not in site.browser().get(address).text


def test_words_are_taken_down_with_one_press_and_erased_with_one(town: Town, site: Site) -> None:
    code, address = slip_of(*tell(site, town, "The gate is locked."))
    browser, page = open_slip(site, code)
    page = press(browser, page, "/slip/withdraw")
    assert "You took it down." in words(page)
    assert "The gate is locked." not in site.browser().get(address).text
    page = press(browser, page, "/slip/erase")
    assert "Your words are erased" in words(page)
    assert browser.cookies.get("folkmoot-slip") is None
    contribution = address.rpartition("/")[2]
    assert not town.installation.people.slips.has("ash-hill", contribution)
    settled(town)
    assert "The words were erased" in words(site.browser().get(address))


def test_an_unknown_code_an_erased_one_and_one_of_elsewhere_are_answered_alike_and_stay_typed(town: Town, site: Site) -> None:
    code, address = slip_of(*tell(site, town, "The bus is late."))
    author = town.installation.store.stream("ash-hill", address.rpartition("/")[2])
    assert author
    browser, page = open_slip(site, code)
    press(browser, page, "/slip/erase")
    other, _ = slip_of(*tell(site, town, "The bus is early."))
    elsewhere = site.browser()
    answers = [open_slip(site, typed)[1] for typed in ("1" * 20, code)]
    answers.append(press(elsewhere, elsewhere.get("/c/elm-row/slip"), "/slip", code=other))
    assert [answer.status_code for answer in answers] == [422] * 3
    assert form(answers[1], "/slip")["fields"]["code"] == code
    said = {re.sub(r'value="[^"]*"|elm-row|ash-hill|Elm-Row|Ash-Hill', "", answer.text) for answer in answers[:2]}
    assert len(said) == 1
    assert all("This code opens nothing here." in words(answer) for answer in answers)


def test_what_an_order_erased_a_moment_ago_opens_no_more(town: Town, site: Site) -> None:
    code, address = slip_of(*tell(site, town, "The shop is shut."))
    browser, page = open_slip(site, code)
    erase = EraseContribution(contribution=address.rpartition("/")[2], ground="ordered")
    town.do("ash-hill", erase, Author(town.ash.offices["steward"]))
    settled(town)
    assert open_slip(site, code)[1].status_code == 422
    refused = press(browser, page, "/slip/withdraw")
    assert refused.status_code == 422
    assert "Your slip is closed by now" in words(refused)


@pytest.mark.parametrize("step", ["uses", "withdraw", "erase"])
def test_without_an_open_slip_nothing_is_done(town: Town, site: Site, step: str) -> None:
    before = town.installation.store.head("ash-hill").size
    answer = site.browser().send_form(f"{SLIP}/{step}")
    assert answer.status_code == 422
    assert "Type its code again." in words(answer)
    assert town.installation.store.head("ash-hill").size == before


def test_a_code_with_a_number_missing_is_told_apart_from_a_wrong_one(site: Site) -> None:
    _, page = open_slip(site, "12345 67890 12345 6789")
    assert page.status_code == 422
    assert "A code has 20 numbers, and you typed 19." in words(page)


def test_a_closed_slip_is_opened_by_its_code_alone(town: Town, site: Site) -> None:
    code, _ = slip_of(*tell(site, town, "The path is wet."))
    browser, page = open_slip(site, code)
    page = press(browser, page, "/slip/close")
    assert "I have a slip" in words(page)
    assert "The path is wet." not in words(browser.get(f"{SLIP}/open"))
    assert "The path is wet." in words(open_slip(site, code)[1])


def test_a_new_slip_takes_the_place_of_the_old_one(town: Town, site: Site) -> None:
    browser, thanks = tell(site, town, "The bins are full.")
    first, _ = slip_of(browser, thanks)
    thanks = browser.get(str(thanks.url))
    assert "the old code opens nothing more" in words(thanks)
    second, _ = slip_of(browser, thanks)
    assert open_slip(site, first)[1].status_code == 422
    assert open_slip(site, second)[1].status_code == 200


def test_a_slip_is_made_for_whoever_brought_the_words_and_for_nobody_else(town: Town, site: Site) -> None:
    address = f"/c/ash-hill/contribution/{town.ash.anna.contribution}/slip"
    assert site.browser(town.ash.bela.session).send_form(address).status_code == 403
    steward = town.ash.staff["steward"]
    assert site.browser(steward).send_form(address, {"token": form_token(steward)}).status_code == 403
    assert site.browser(town.ash.anna.session).send_form(address).status_code == 200


def test_who_types_many_codes_is_told_to_wait_and_how_long(town: Town) -> None:
    with serving(town.installation, paces=Paces()) as paced:
        answers = [open_slip(paced, f"{n:020}")[1] for n in range(12)]
    assert [answer.status_code for answer in answers[:10]] == [422] * 10
    assert answers[-1].status_code == 429
    said = words(answers[-1])
    assert re.search(r"Wait \d+ seconds and type yours again\.", said)
    assert int(answers[-1].headers["retry-after"]) <= 12
    assert form(answers[-1], "/slip")["fields"]["code"] == f"{11:020}"


def test_every_page_leads_to_the_slip(site: Site, town: Town) -> None:
    for address in ("/c/ash-hill", f"/c/ash-hill/canvas/{town.ash.canvas}", "/c/ash-hill/mine"):
        assert 'href="/c/ash-hill/slip"' in site.browser().get(address).text
    for address in ("/", "/sign-in/" + "x" * 43, "/nowhere"):
        page = site.browser().get(address)
        assert 'href="/slip"' in page.text
    assert 'href="/c/elm-row/slip"' in site.browser().get("/slip").text
