"""The record can be read by everybody, what is one's own by oneself alone, and small groups are not to be guessed."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from folkmoot.domain.deciding import CastBallot
from folkmoot.domain.participant import Respond
from folkmoot.events.entry import read
from folkmoot.moot import Author
from folkmoot_web.origin import form_token
from tests.services.browser import Site
from tests.services.reading import downloads, press, settled, words
from tests.services.town import Town


@pytest.fixture(autouse=True)
def _settled(town: Town) -> None:
    """Anna responded and voted, in a canvas with two people, and that is published."""
    anna = Author(town.ash.anna.pseudonym, town.ash.anna.person)
    town.do("ash-hill", Respond(statement=town.ash.bela.statement, value=1), anna)
    town.do("ash-hill", CastBallot(decision=town.ash.decision, choice=["a"]), anna)
    town.installation.publishing.now("ash-hill")
    settled(town)


def _index(town: Town, kind: str) -> int:
    """Index of the last entry of a kind in Ash Hill."""
    leaves = town.installation.store.read("ash-hill", 0, 10_000)
    return [entry.i for entry in map(read, leaves) if entry.type == kind][-1]


def test_the_record_lists_what_happened_in_words(site: Site) -> None:
    said = words(site.browser().get("/c/ash-hill/record"))
    assert "Entries are never changed" in said
    assert "Somebody joined a canvas" in said
    assert "The last checkpoint covers" in said or "Nothing is signed yet" in said


def test_an_entry_shows_its_bytes_its_seals_and_its_words(town: Town, site: Site) -> None:
    index = _index(town, "canvas.opened")
    page = site.browser().get(f"/c/ash-hill/record/{index}")
    leaf = town.installation.store.read("ash-hill", index, 1)[0].decode()
    assert page.status_code == 200
    assert leaf in words(page)
    assert "Seal 0 Public What next?" in words(page)


def test_an_entry_that_is_not_there_is_not_found(site: Site) -> None:
    assert site.browser().get("/c/ash-hill/record/99999999").status_code == 404
    assert site.browser().get("/c/ash-hill/record/go?to=abc").status_code == 404


def test_a_number_and_a_day_lead_to_an_entry_and_to_the_past(town: Town, site: Site) -> None:
    browser = site.browser()
    day = read(town.installation.store.read("ash-hill", 0, 1)[0]).t[:10]
    assert browser.get("/c/ash-hill/record/go?to=3", follow_redirects=False).headers["location"] == "/c/ash-hill/record/3"
    assert browser.get(f"/c/ash-hill/record/go?day={day}", follow_redirects=False).headers["location"].startswith("/at/")


@pytest.mark.parametrize("kind", ["response.given", "ballot.cast"])
def test_who_chose_what_in_a_small_canvas_is_for_that_person_and_the_overseer(town: Town, site: Site, kind: str) -> None:
    index = _index(town, kind)
    by = read(town.installation.store.read("ash-hill", index, 1)[0]).by
    paths = [f"/communities/ash-hill/record/entries/{index}{end}" for end in ("", "/proof")]
    page = site.browser().get(f"/c/ash-hill/record/{index}")
    assert by not in page.text
    assert "shown to themselves alone" in words(page)
    assert [site.api().get(path).status_code for path in paths] == [403, 403]
    assert site.api(town.ash.staff["overseer"]).get(paths[0]).status_code == 200
    assert by in site.browser(town.ash.staff["overseer"]).get(f"/c/ash-hill/record/{index}").text


def test_the_whole_record_of_a_small_canvas_waits_for_everybody_but_the_overseer(town: Town, site: Site) -> None:
    for path in ("/communities/ash-hill/record/bundle", "/communities/ash-hill/record/entries"):
        assert site.api().get(path).status_code == 403
        assert site.api(town.ash.staff["overseer"]).get(path).status_code == 200
    said = words(site.browser().get("/c/ash-hill/record/bundle"))
    assert "Not for everybody yet" in said
    overseer = site.browser(town.ash.staff["overseer"])
    assert "Download the bundle" in words(overseer.get("/c/ash-hill/record/bundle"))
    (file,) = downloads(overseer.get("/c/ash-hill/record/bundle"))
    assert overseer.get(file).headers["content-type"] == "application/gzip"
    assert site.browser().get(file).status_code == 403


@pytest.mark.parametrize("kind", ["response.given", "ballot.cast"])
def test_the_proof_and_receipt_that_a_page_offers_are_given_to_whom_it_offers_them(town: Town, site: Site, kind: str) -> None:
    index, anna = _index(town, kind), site.browser(town.ash.anna.session)
    offered = downloads(anna.get(f"/c/ash-hill/record/{index}"))
    assert [path.rpartition("/")[2] for path in offered] == ["proof", "receipt"]
    for path in offered:
        answer = anna.get(path)
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
    assert site.browser(town.ash.bela.session).get(offered[0]).status_code == 403
    assert not downloads(site.browser(town.ash.bela.session).get(f"/c/ash-hill/record/{index}"))


def test_somebody_new_has_brought_nothing_and_is_told_where_to_begin(site: Site) -> None:
    said = words(site.browser().get("/c/ash-hill/mine"))
    assert "You have not brought anything yet" in said
    assert "See what people work on" in said


def test_what_somebody_brought_is_shown_to_them_with_what_they_can_do(town: Town, site: Site) -> None:
    person, session = town.guest()
    browser = site.browser(session)
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-story")
    filled = {"text": "My neighbour carries the shopping.", "lang": "en", "publish": "no"}
    press(browser, page, "/add-story", **filled)
    said = words(browser.get("/c/ash-hill/mine"))
    assert "My neighbour carries the shopping." in said
    assert "Nobody but you and whoever runs this site can read it." in said
    held = json.loads(browser.get("/c/ash-hill/mine/copy").text)
    assert held["person"] == person
    assert "My neighbour carries the shopping." not in words(site.browser().get("/c/ash-hill/search?q=neighbour"))


def test_somebody_who_has_everything_erased_is_not_known_any_more(town: Town, site: Site) -> None:
    person, session = town.guest()
    browser = site.browser(session)
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-story")
    press(browser, page, "/add-story", text="Quittengelee im Treppenhaus.", lang="de", publish="yes")
    assert "Quittengelee" in words(browser.get("/c/ash-hill/search?q=Quittengelee"))
    gone = press(browser, browser.get("/c/ash-hill/mine/erase"), "/mine/erase")
    assert "You are being erased" in words(gone)
    assert town.installation.people.pseudonyms(person) == []
    settled(town)
    assert "im Treppenhaus" not in words(site.browser().get("/c/ash-hill/search?q=Quittengelee"))
    size = town.installation.store.head("ash-hill").size
    assert "Quittengelee" not in site.browser().get(f"/at/{size - 1}/c/ash-hill/canvas/{town.ash.canvas}").text


def test_who_serves_in_an_office_is_not_erased_before_the_office_is_given_back(town: Town, site: Site) -> None:
    steward = site.browser(town.ash.staff["steward"])
    page = steward.get("/c/ash-hill/mine/erase")
    assert "Ask a steward to take your roles back first" in words(page)
    assert '/mine/erase"' not in page.text.partition("<main")[2]
    refused = steward.send_form("/c/ash-hill/mine/erase", {"token": form_token(town.ash.staff["steward"])})
    assert refused.status_code == 422
    assert steward.get("/c/ash-hill/held").status_code in (200, 403)
    assert town.installation.people.offices(town.session(town.ash.staff["steward"]).person)


def test_a_day_or_a_number_that_leads_nowhere_is_answered_in_a_sentence(town: Town, site: Site) -> None:
    browser, size = site.browser(), town.installation.store.head("ash-hill").size
    assert "There is no such day" in words(browser.get("/c/ash-hill/record/go?day=2027-02-31"))
    assert "There was nothing here yet" in words(browser.get("/c/ash-hill/record/go?day=1999-02-01"))
    assert f"from 0 to {size - 1}." in words(browser.get(f"/c/ash-hill/record/go?to={size}"))


def test_the_search_says_what_to_do_when_it_finds_nothing(site: Site) -> None:
    assert "Try fewer or other words" in words(site.browser().get("/c/ash-hill/search?q=xyzzyplugh"))
    assert "Write at least one whole word." in words(site.browser().get("/c/ash-hill/search?q=%2B%2B"))


@pytest.mark.parametrize("page", ["privacy", "accessibility"])
def test_what_is_kept_and_for_whom_it_works_is_said_on_every_page(site: Site, page: str) -> None:
    browser = site.browser()
    assert f'href="/c/ash-hill/{page}"' in browser.get("/c/ash-hill").text
    assert browser.get(f"/c/ash-hill/{page}").status_code == 200


def test_a_past_page_is_answered_or_asks_for_patience_however_many_are_asked_for_at_once(town: Town, site: Site) -> None:
    browser, size = site.browser(), town.installation.store.head("ash-hill").size
    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(lambda at: browser.get(f"/at/{at}/c/ash-hill").status_code, [*range(size - 12, size)] * 3))
    assert {*answers} <= {200, 503}
    assert 200 in answers
