"""Whoever brings something is asked whether it may be shown, is thanked with a receipt, and stays its owner."""

import re

import msgspec
import pytest

from folkmoot.domain.contributing import Contribute, Withdraw
from folkmoot.events.entry import read
from folkmoot.moot import Author
from tests.services.browser import Browser, Site
from tests.services.reading import form, ids, press, settled, words
from tests.services.town import NOTICE, Town


@pytest.fixture(autouse=True)
def _settled(town: Town) -> None:
    settled(town)


def _bring(browser: Browser, town: Town, kind: str, text: str, publish: str = "yes", **more: str) -> str:
    """The path of what was brought."""
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-{kind}")
    thanks = press(browser, page, f"/add-{kind}", text=text, publish=publish, **more)
    assert thanks.status_code == 200, words(thanks)
    return thanks.url.path.removesuffix("/thanks")


@pytest.mark.parametrize("kind", ["story", "idea", "statement", "question"])
def test_every_kind_can_be_brought_by_somebody_without_an_account(town: Town, site: Site, kind: str) -> None:
    browser = site.browser()
    path = _bring(browser, town, kind, f"This is my {kind} about the lamp.")
    assert f"This is my {kind} about the lamp." in words(site.browser().get(path))
    assert "Yours" in words(browser.get(path))


def test_nothing_is_ticked_beforehand_and_nobody_is_taken_without_an_answer(town: Town, site: Site) -> None:
    browser = site.browser()
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-story")
    assert form(page, "/add-story")["ticked"] == []
    back = press(browser, page, "/add-story", text="A long story that took an hour to type.", title="The lamp", lang="cy")
    assert back.status_code == 422
    assert '<a href="#publish">Say whether we may show your words' in back.text
    assert "publish" in ids(back)
    assert form(back, "/add-story")["fields"]["text"] == "A long story that took an hour to type."
    assert form(back, "/add-story")["fields"]["title"] == "The lamp"
    assert '<option value="cy" lang="cy" selected>' in back.text


def test_what_the_rules_refuse_is_said_at_the_field(town: Town, site: Site) -> None:
    browser = site.browser()
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-statement")
    back = press(browser, page, "/add-statement", text="x" * 281, publish="no")
    assert back.status_code == 422
    assert '<a href="#text">Shorten your statement to 280 characters; it has 281 now.</a>' in back.text
    assert 'aria-invalid="true"' in back.text
    assert form(back, "/add-statement")["ticked"] == [("publish", "no")]


def test_the_wording_that_was_shown_is_the_wording_that_is_kept(town: Town, site: Site) -> None:
    browser = site.browser()
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-idea")
    path = _bring(browser, town, "idea", "A lamp that waits.")
    leaves = town.installation.store.stream("ash-hill", path.rpartition("/")[2])
    (given,) = [entry for entry in map(read, leaves) if entry.type == "consent.given"]
    evidence = msgspec.json.decode(town.installation.payload("ash-hill", given.i, 0) or b"")
    for line in evidence["shown"].split("\n"):
        assert line in words(page)
    assert evidence["lang"] == "en"


def test_words_kept_private_are_shown_to_their_author_alone(town: Town, site: Site) -> None:
    browser = site.browser()
    path = _bring(browser, town, "story", "Nobody else should read of my lamp.", "no")
    assert "Nobody else should read of my lamp." in words(browser.get(path))
    for other in (site.browser(), site.browser(town.ash.anna.session), site.browser(town.ash.staff["steward"])):
        for page in (path, f"/c/ash-hill/canvas/{town.ash.canvas}", f"/c/ash-hill/canvas/{town.ash.canvas}/stories"):
            assert "Nobody else should read" not in words(other.get(page))
    assert "has not made it public" in words(site.browser().get(path))


def test_the_thanks_lead_to_the_entry_its_receipt_and_back(town: Town, site: Site) -> None:
    browser = site.browser()
    page = browser.get(_bring(browser, town, "story", "The lamp went out.") + "/thanks")
    index = re.search(r"Entry of the record (\d+) ", words(page))
    assert index
    receipt = browser.get(f"/c/ash-hill/record/{index[1]}/receipt")
    assert receipt.status_code == 200
    assert f"/record/{index[1]}/receipt" in page.text
    assert "do not come back for 90 days" in words(page)
    assert site.browser().get(page.url.path).status_code == 401


def test_words_that_were_withdrawn_leave_every_page_that_showed_them_in_passing(town: Town, site: Site) -> None:
    anna = Author(town.ash.anna.pseudonym, town.ash.anna.person)
    said = Contribute(canvas=town.ash.canvas, kind="idea", text="Words that go away.", publish=True, **NOTICE)
    idea = town.do("ash-hill", said, anna)
    on = Contribute(canvas=town.ash.canvas, kind="comment", parent=idea, text="Mine stay.", publish=True, **NOTICE)
    comment = town.do("ash-hill", on, anna)
    settled(town)
    path = f"/c/ash-hill/contribution/{comment}"
    for _ in range(2):
        assert "Words that go away." in words(site.browser().get(path))
    town.do("ash-hill", Withdraw(contribution=idea), anna)
    settled(town)
    said_now = words(site.browser().get(path))
    assert "Mine stay." in said_now
    assert "Words that go away." not in said_now


def test_an_office_whose_session_is_over_does_not_speak_as_a_resident(town: Town, site: Site) -> None:
    session = town.staff("ash-hill", town.ash.offices["facilitator"])
    browser = site.browser(session)
    path = f"/c/ash-hill/canvas/{town.ash.canvas}/add-idea"
    filled = {**form(browser.get(path), "/add-idea")["fields"], "text": "In the name of my office.", "publish": "yes"}
    town.installation.people.close_session(session)
    answer = browser.send_form(path, filled)
    assert answer.status_code == 403
    assert "In the name of my office." in answer.text
    assert browser.session in ("", session)


def test_a_form_sent_twice_is_one_contribution(town: Town, site: Site) -> None:
    browser = site.browser()
    assert _bring(browser, town, "idea", "Two lamps.") == _bring(browser, town, "idea", "Two lamps.")


def test_a_comment_stands_under_what_it_is_about(town: Town, site: Site) -> None:
    browser = site.browser()
    path = f"/c/ash-hill/contribution/{town.ash.bela.statement}"
    press(browser, browser.get(path), "/comment", text="Birches, please.", publish="yes")
    page = site.browser().get(path)
    assert "1 comment" in words(page)
    assert "Birches, please." in words(page)
    back = press(browser, browser.get(path), "/comment", text=" ", publish="yes")
    assert back.status_code == 422
    assert '<a href="#text">Write your comment first' in back.text


def test_revised_words_take_the_place_of_the_old_ones(town: Town, site: Site) -> None:
    browser = site.browser()
    path = _bring(browser, town, "idea", "A lmap.")
    page = press(browser, browser.get(path + "/revise"), "/revise", text="A lamp.", lang="en")
    assert "Revised once" in words(page)
    assert "A lamp." in words(site.browser().get(path))
    assert "A lmap." not in words(site.browser().get(path))


def test_withdrawn_words_are_down_at_once_and_can_be_shown_again(town: Town, site: Site) -> None:
    browser = site.browser()
    path = _bring(browser, town, "story", "My window faces the lamp.")
    asked = browser.get(path + "/withdraw")
    assert "They are kept in private" in words(asked)
    press(browser, asked, "/withdraw")
    assert "My window faces the lamp." not in words(site.browser().get(path))
    assert "took it back" in words(site.browser().get(path))
    assert "My window faces the lamp." in words(browser.get(path))
    press(browser, browser.get(path + "/consent"), "/consent", purposes=["publish", "quote"])
    assert "My window faces the lamp." in words(site.browser().get(path))
    press(browser, browser.get(path + "/consent"), "/consent", purposes=["quote"])
    assert "My window faces the lamp." not in words(site.browser().get(path))


def test_before_erasing_it_is_said_what_goes_and_what_stays_and_then_it_is_gone(town: Town, site: Site) -> None:
    browser = site.browser()
    path = _bring(browser, town, "story", "I fell under the lamp.")
    asked = words(browser.get(path + "/erase"))
    assert asked.index("What goes, for good") < asked.index("What stays") < asked.index("Erase for good")
    assert "Copies that others made" in asked
    page = press(browser, browser.get(path + "/erase"), "/erase")
    assert "The words were erased." in words(page)
    for who in (browser, site.browser()):
        for address in (path, f"/c/ash-hill/canvas/{town.ash.canvas}", f"/c/ash-hill/canvas/{town.ash.canvas}/stories"):
            assert "I fell under the lamp." not in words(who.get(address))


def test_nobody_else_gets_to_the_pages_for_the_author(town: Town, site: Site) -> None:
    path = _bring(site.browser(), town, "idea", "A blue lamp.")
    for part in ("revise", "withdraw", "erase", "consent", "thanks"):
        assert site.browser().get(f"{path}/{part}").status_code == 401
        assert site.browser(town.ash.anna.session).get(f"{path}/{part}").status_code == 403
    assert "/revise" not in site.browser(town.ash.anna.session).get(path).text


def test_a_moderator_hides_with_reasons_that_everybody_reads_and_shows_again(town: Town, site: Site) -> None:
    path = _bring(site.browser(), town, "story", "Mr Lamp of number 12 is ill.")
    moderator = site.browser(town.ash.staff["moderator"])
    back = press(moderator, moderator.get(path + "/care"), "/hide", reasons="It names a neighbour.")
    assert back.status_code == 422
    assert form(back, "/hide")["fields"]["reasons"] == "It names a neighbour."
    press(moderator, back, "/hide", reasons="It names a neighbour.", reason="personal-data")
    page = words(site.browser().get(path))
    assert "It names a neighbour." in page
    assert "Mr Lamp" not in page
    assert "Mr Lamp" in words(moderator.get(path + "/care"))
    press(moderator, moderator.get(path + "/care"), "/restore", again="They are the same person.")
    assert "Mr Lamp" in words(site.browser().get(path))


def test_what_is_held_waits_on_one_page_and_is_released_from_there(town: Town, site: Site) -> None:
    path = _bring(site.browser(), town, "story", "The lamp hums.")
    keeper = site.browser(town.ash.staff["facilitator"])
    press(keeper, keeper.get(path + "/care"), "/hold", why="report")
    assert "The lamp hums." not in words(site.browser().get(path))
    assert f"{path}/care" in keeper.get("/c/ash-hill/held").text
    assert "The lamp hums." in words(keeper.get(path + "/care"))
    press(keeper, keeper.get(path + "/care"), "/release")
    assert "The lamp hums." in words(site.browser().get(path))


def test_an_author_is_told_when_their_words_are_put_forward(town: Town, site: Site) -> None:
    browser = site.browser()
    path = _bring(browser, town, "idea", "One lamp for all.")
    keeper = site.browser(town.ash.staff["facilitator"])
    press(keeper, keeper.get(path + "/care"), "/put-forward")
    assert "Your words may be put to a decision" in words(browser.get(path))
    assert "Your words may be put to a decision" not in words(site.browser().get(path))


def test_no_page_of_a_family_has_an_id_twice(town: Town, site: Site) -> None:
    browser = site.browser(town.ash.anna.session)
    for path in (f"/c/ash-hill/contribution/{town.ash.anna.statement}", f"/c/ash-hill/canvas/{town.ash.canvas}/add-question"):
        found = ids(browser.get(path))
        assert sorted(found) == sorted(set(found)), path
