"""Whatever happened to the world while somebody typed, their words are on the page that says so."""

import pytest

from folkmoot.domain.canvas import ConcludeCanvas, OpenCanvas
from folkmoot.domain.contributing import Contribute, Withdraw
from folkmoot.moot import Author
from tests.services.browser import Site
from tests.services.reading import form, press, settled, words
from tests.services.town import NOTICE, Town

LONG = "The lamp in our stair has been out since March.\nI fell on Tuesday."
BENGALI = "আমাদের সিঁড়ির বাতি নিভে আছে। "


@pytest.fixture(autouse=True)
def _settled(town: Town) -> None:
    settled(town)


def test_a_story_of_the_greatest_length_is_taken_in_any_script(town: Town, site: Site) -> None:
    browser = site.browser(town.guest()[1])
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-story")
    story = (BENGALI * 1_000)[:19_000]
    thanks = press(browser, page, "/add-story", text=story, lang="bn", publish="yes")
    assert thanks.status_code == 200, words(thanks)[:300]


def test_a_story_beyond_the_greatest_length_comes_back_whole(town: Town, site: Site) -> None:
    browser = site.browser(town.guest()[1])
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-story")
    story = (BENGALI * 2_000)[:50_000].strip()
    back = press(browser, page, "/add-story", text=story, lang="bn", publish="yes")
    assert back.status_code == 422
    assert form(back, "/add-story")["fields"]["text"] == story


def test_a_canvas_that_was_concluded_meanwhile_costs_nobody_their_words(town: Town, site: Site) -> None:
    canvas = town.do("ash-hill", OpenCanvas(question="What of the wall?", promise="We answer.", level="involve"))
    settled(town)
    browser = site.browser(town.guest()[1])
    page = browser.get(f"/c/ash-hill/canvas/{canvas}/add-story")
    town.do("ash-hill", ConcludeCanvas(canvas=canvas, reason="It is done."))
    settled(town)
    back = press(browser, page, "/add-story", text=LONG, publish="yes")
    assert back.status_code in (409, 422)
    assert "concluded" in words(back)
    assert " ".join(LONG.split()) in words(back)


def test_a_comment_on_what_was_taken_back_meanwhile_is_given_back(town: Town, site: Site) -> None:
    anna = Author(town.ash.anna.pseudonym, town.ash.anna.person)
    idea = town.do(
        "ash-hill", Contribute(canvas=town.ash.canvas, kind="idea", text="A row of plums.", publish=True, **NOTICE), anna
    )
    settled(town)
    browser = site.browser(town.guest()[1])
    page = browser.get(f"/c/ash-hill/contribution/{idea}")
    assert page.status_code == 200
    town.do("ash-hill", Withdraw(contribution=idea), anna)
    settled(town)
    back = press(browser, page, "/comment", text=LONG, publish="yes")
    assert back.status_code >= 400
    assert " ".join(LONG.split()) in words(back)


def test_an_office_whose_session_is_over_copies_its_words_from_the_page_that_says_so(town: Town, site: Site) -> None:
    staff = site.browser(town.ash.staff["facilitator"])
    page = staff.get(f"/c/ash-hill/canvas/{town.ash.canvas}/open-round")
    sent = form(page, "/open-round")
    nobody = site.browser()
    back = nobody.send_form(sent["action"], {**sent["fields"], "question": f"{LONG} A <b>bench</b>."})
    assert back.status_code == 401
    assert " ".join(LONG.split()) in words(back)
    assert "A &lt;b&gt;bench" in back.text
    assert sent["fields"]["token"] not in words(back)


def test_what_a_form_holds_of_itself_is_not_called_words(town: Town, site: Site) -> None:
    back = site.browser().send_form(f"/c/ash-hill/contribution/{town.ash.bela.statement}/withdraw", {"token": "0" * 64})
    assert back.status_code == 401
    assert "<textarea" not in back.text
