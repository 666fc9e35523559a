"""A story is told one question a page: what is saved waits, what is sent is sent once, and nothing of it is in the record before."""

import re
from typing import Any

import httpx
import pytest

from folkmoot.record.drafts import KEPT
from folkmoot_web.begun import STEPS
from tests.services.browser import Browser, Site
from tests.services.reading import form, press, settled, words
from tests.services.town import ASH, Town

STORY = "The lift was broken for nine weeks, and my mother stayed in."

ANSWERS: dict[str, dict[str, Any]] = {
    "words": {"text": STORY, "title": "Nine weeks", "lang": "en"},
    "whose": {"whose": "mine"},
    "name": {"named": "made-up", "name": "Wren"},
    "note": {"note": "An illness"},
    "allow": {"publish": "yes", "uses": ["quote"]},
}


@pytest.fixture(autouse=True)
def _settled(town: Town) -> None:
    settled(town)


@pytest.fixture
def start(town: Town) -> str:
    return f"/c/{ASH}/canvas/{town.ash.canvas}/tell"


def tell(browser: Browser, start: str, until: str = "check", **changed: dict[str, Any]) -> httpx.Response:
    """Answer the questions from the first up to one of them; the page that asks it."""
    page = browser.get(start)
    for step in STEPS[: [*STEPS, "check"].index(until)]:
        page = press(browser, page, f"/{step}", **(ANSWERS[step] | changed.get(step, {})))
        assert page.status_code == 200, words(page)
    assert page.url.path.endswith(until), page.url.path
    return page


def draft_of(page: httpx.Response) -> str:
    found = re.search(r"/story/([0-9a-f]{16})/", str(page.url))
    assert found, page.url
    return found[1]


def person(town: Town, browser: Browser) -> str:
    return town.session(browser.session).person


def test_a_story_told_in_steps_is_shown_back_in_full_and_then_shared(start: str, town: Town, site: Site) -> None:
    browser = site.browser()
    shown = words(check := tell(browser, start))
    for said in ("Nothing is sent yet", STORY, "Nine weeks", "Told by Wren (a made-up name)", "An illness", "Use parts of it"):
        assert said in shown
    thanks = press(browser, check, "/send")
    assert "Thank you" in words(thanks)
    settled(town)
    path = thanks.url.path.removesuffix("/thanks")
    page = words(site.browser().get(path))
    assert page.index("This story speaks of: An illness") < page.index("Read the story") < page.index(STORY)
    assert "Told by Wren (a made-up name)" in page
    listed = words(site.browser().get(f"/c/{ASH}/canvas/{town.ash.canvas}/stories"))
    assert "This story speaks of: An illness" in listed
    feed = site.browser().get(f"/c/{ASH}/canvas/{town.ash.canvas}/feed.atom").text
    assert "An illness" in feed
    assert STORY not in listed + feed
    assert ("uses", "quote") not in form(browser.get(f"{path}/consent"), "/consent")["ticked"]
    assert ("purposes", "quote") in form(browser.get(f"{path}/consent"), "/consent")["ticked"]


def test_nothing_of_a_draft_is_in_the_record_and_nobody_else_sees_it(start: str, town: Town, site: Site) -> None:
    before = town.installation.store.head(ASH).size
    browser = site.browser()
    page = tell(browser, start)
    assert town.installation.store.head(ASH).size == before
    other = site.browser()
    for step in (*STEPS[1:], "check", "remove"):
        assert other.get(f"{page.url.path.removesuffix('check')}{step}").status_code == 404
    assert STORY not in other.get(f"{page.url.path.removesuffix('check')}words").text


def test_what_was_saved_waits_on_the_page_of_what_is_mine_and_goes_on_where_it_was(start: str, site: Site) -> None:
    browser = site.browser()
    page = press(browser, browser.get(start), "/words", text=STORY, later="true")
    assert page.url.path == f"/c/{ASH}/mine"
    assert STORY in words(page)
    assert STORY in words(browser.get(start))
    (link,) = set(re.findall(r'href="([^"]+/story/[0-9a-f]{16}/words)"', page.text))
    assert form(browser.get(link), "/words")["fields"]["text"] == STORY
    assert STORY in browser.get(f"/c/{ASH}/mine/copy").text


def test_a_code_brings_somebody_back_to_what_they_began_on_another_device(start: str, town: Town, site: Site) -> None:
    browser = site.browser()
    path = tell(browser, start, "name").url.path
    again = site.browser(town.installation.people.open_session(person(town, browser), "guest", 3600))
    browser.send_form("/sign-out")
    assert browser.get(path).status_code == 404
    assert again.get(path).status_code == 200
    assert "Nine weeks" in words(again.get(f"/c/{ASH}/mine"))


def test_whoever_comes_back_as_somebody_new_loses_no_word_that_was_typed(start: str, town: Town, site: Site) -> None:
    browser = site.browser()
    first, name = browser.get(start), tell(browser, start, "name")
    words_page = browser.get(name.url.path.replace("/name", "/words"))
    browser.cookies.clear()
    kept = press(browser, words_page, "/words", text=STORY + " And then.")
    assert kept.status_code == 200
    assert draft_of(kept) not in (draft_of(name), draft_of_form(first))
    assert form(browser.get(kept.url.path.replace("/whose", "/words")), "/words")["fields"]["text"] == STORY + " And then."
    refused = press(browser, name, "/name", named="self", name="Maria Ortega")
    assert refused.status_code == 409
    assert "Come back with your code" in words(refused)
    assert form(refused, "/name")["fields"]["name"] == "Maria Ortega"


def draft_of_form(page: httpx.Response) -> str:
    return str(form(page, "/words")["action"]).split("/")[-2]


def test_a_story_that_is_sent_twice_is_one_story_also_after_the_back_button(start: str, town: Town, site: Site) -> None:
    browser = site.browser()
    check = tell(browser, start)
    first = press(browser, check, "/send")
    size = town.installation.store.head(ASH).size
    assert press(browser, check, "/send").url.path == first.url.path
    assert browser.get(check.url.path).url.path == first.url.path
    assert town.installation.store.head(ASH).size == size
    old = press(browser, browser.get(start), "/words", text="Another one")
    assert old.url.path.endswith("/whose")
    late = browser.send_form(check.url.path.replace("/check", "/words"), {"text": STORY + " One more thing."})
    assert late.status_code == 409
    assert form(late, "/words")["fields"]["text"] == STORY + " One more thing."
    assert town.installation.people.drafts.of(person(town, browser))[0].content.count(b"Another one") == 1


def test_a_first_page_that_is_sent_twice_is_one_draft(start: str, town: Town, site: Site) -> None:
    browser = site.browser()
    page = browser.get(start)
    for text in ("Once", "Once more"):
        assert press(browser, page, "/words", text=text).status_code == 200
    (only,) = town.installation.people.drafts.of(person(town, browser))
    assert b"Once more" in only.content


def test_going_back_and_changing_one_answer_keeps_the_others(start: str, site: Site) -> None:
    browser = site.browser()
    check = tell(browser, start)
    page = browser.get(check.url.path.replace("/check", "/whose"))
    assert form(page, "/whose")["ticked"] == [("whose", "mine")]
    page = press(browser, page, "/whose", whose="other")
    page = press(browser, page, "/name", about="my mother, 81", captured="her daughter", attested="my mother")
    for step in ("note", "allow"):
        page = press(browser, page, f"/{step}", **dict(form(page, f"/{step}")["ticked"]))
    shown = words(page)
    for said in (STORY, "Told on behalf of my mother, 81", "Written down by her daughter", "Confirmed by my mother"):
        assert said in shown
    assert "Wren" not in shown


@pytest.mark.parametrize(
    ("step", "typed", "sentence"),
    [
        ("words", {"text": "x" * 20_001, "title": "Long"}, "Shorten your story to 20000 characters"),
        ("words", {"text": " ", "title": "Only a title"}, "Write your story first"),
        ("whose", {}, "whether this happened to you"),
        ("name", {"named": "self", "name": ""}, "Give the name"),
        ("name", {"name": "Maria"}, "Choose how you are to be named"),
        ("note", {"note": "n" * 281}, "Shorten the note"),
        ("allow", {"uses": "quote"}, "both answers are fine"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_said_saved_and_shown_again(
    start: str, site: Site, step: str, typed: dict[str, str], sentence: str
) -> None:
    browser = site.browser()
    page = tell(browser, start, step) if step != "words" else browser.get(start)
    back = browser.send_form(form(page, f"/{step}")["action"], {"step": step, **typed})
    assert back.status_code == 422
    assert sentence in words(back)
    for shown in (back, browser.get(form(page, f"/{step}")["action"])):
        found = form(shown, f"/{step}")
        assert typed.items() <= (found["fields"] | dict(found["ticked"])).items()


def test_a_long_story_in_any_script_arrives_whole(start: str, site: Site) -> None:
    browser = site.browser()
    story = "लिफ्ट नौ हफ्ते बंद रही। " * 800
    page = press(browser, browser.get(start), "/words", text=story, lang="hi")
    assert page.url.path.endswith("/whose"), words(page)
    assert form(browser.get(page.url.path.replace("/whose", "/words")), "/words")["fields"]["text"] == story


def test_a_story_is_not_sent_before_every_question_is_answered(start: str, town: Town, site: Site) -> None:
    browser = site.browser()
    name = tell(browser, start, "name")
    size = town.installation.store.head(ASH).size
    page = browser.send_form(name.url.path.replace("/name", "/send"))
    assert page.url.path.endswith("/name")
    assert browser.get(name.url.path.replace("/name", "/check")).url.path.endswith("/name")
    assert town.installation.store.head(ASH).size == size


def test_the_consent_that_is_kept_has_the_wording_that_was_shown(start: str, town: Town, site: Site) -> None:
    for named, shown in (("none", "under my made-up name"), ("self", "with the name that I chose")):
        browser = site.browser()
        check = tell(browser, start, name={"named": named, "name": "Ana" if named == "self" else ""}, words={"text": named})
        assert f"Yes, show my words {shown}" in words(check)
        press(browser, check, "/send")
        evidence = browser.get(f"/c/{ASH}/mine/copy").text
        assert f"Yes, show my words {shown}" in evidence


def test_a_story_that_is_kept_private_is_told_to_nobody_and_its_name_neither(start: str, town: Town, site: Site) -> None:
    browser = site.browser()
    thanks = press(browser, tell(browser, start, allow={"publish": "no", "uses": []}), "/send")
    assert "Your words are private" in words(thanks)
    settled(town)
    path = thanks.url.path.removesuffix("/thanks")
    assert "Wren" in words(browser.get(path))
    stranger = words(site.browser().get(path))
    assert "Wren" not in stranger
    assert "An illness" not in stranger


def test_removing_a_draft_takes_its_words_for_good(start: str, town: Town, site: Site) -> None:
    browser = site.browser()
    path = tell(browser, start, "name").url.path
    gone = press(browser, browser.get(path.replace("/name", "/remove")), "/remove")
    assert gone.url.path == f"/c/{ASH}/mine"
    assert STORY not in words(gone)
    assert town.installation.people.drafts.of(person(town, browser)) == []


def test_a_draft_says_until_when_it_waits_and_erasing_oneself_takes_it(start: str, town: Town, site: Site) -> None:
    browser = site.browser()
    page = tell(browser, start, "name")
    (found,) = town.installation.people.drafts.of(who := person(town, browser))
    assert "What you saved waits here until" in words(page)
    assert abs(found.expires - town.installation.clock() - KEPT) < 600
    press(browser, browser.get(f"/c/{ASH}/mine/erase"), "/erase")
    assert town.installation.people.drafts.of(who) == []
    assert town.installation.people.drafts.find(who, found.id) is None


def test_revising_a_story_keeps_its_name_and_note_and_can_change_them(start: str, town: Town, site: Site) -> None:
    browser = site.browser()
    path = press(browser, tell(browser, start), "/send").url.path.removesuffix("/thanks")
    settled(town)
    page = browser.get(f"{path}/revise")
    assert ("named", "made-up") in form(page, "/revise")["ticked"]
    press(browser, page, "/revise", text="Ten weeks.")
    settled(town)
    assert "Told by Wren (a made-up name)" in words(site.browser().get(path))
    back = press(browser, browser.get(f"{path}/revise"), "/revise", named="self", name="")
    assert "Give the name" in words(back)
    press(browser, browser.get(f"{path}/revise"), "/revise", named="none", name="Wren", note="")
    settled(town)
    anybody = words(site.browser().get(path))
    assert "Wren" not in anybody
    assert "This story speaks of" not in anybody
    assert "Ten weeks." in anybody


def test_an_office_is_led_to_the_one_page_form(start: str, town: Town, site: Site) -> None:
    browser = site.browser(town.staff(ASH, town.ash.offices["officer"]))
    assert browser.get(start).url.path.endswith("/add-story")


def test_the_one_page_form_stays_for_the_hurried(start: str, site: Site) -> None:
    page = site.browser().get(start)
    assert "/add-story" in page.text
    assert "/tell" in site.browser().get(start.replace("/tell", "/add-story")).text
