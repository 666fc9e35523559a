"""On a canvas people respond to one statement at a time, are told before the first click what stays, and find the rest."""

import pytest

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.contributing import Contribute, Withdraw
from folkmoot.domain.participant import Join, Respond
from folkmoot.moot import Author
from tests.services.browser import Site
from tests.services.reading import form, press, settled, words
from tests.services.town import NOTICE, Town

PLAIN = "Your answers stay in the record for good, under a made-up name."


@pytest.fixture
def canvas(town: Town) -> str:
    """A new canvas with two statements by an office."""
    made = town.do(
        "ash-hill", OpenCanvas(question="Is the path safe?", promise="We mend it.", level="consult", answer_by="2027-02-01")
    )
    for text in ("The path is dark.", "The path is wet."):
        town.do("ash-hill", Contribute(canvas=made, kind="statement", text=text), Author(town.ash.offices["facilitator"]))
    settled(town)
    return made


def test_the_promise_stands_before_everything_with_who_and_when(site: Site, canvas: str) -> None:
    said = words(site.browser().get(f"/c/ash-hill/canvas/{canvas}"))
    assert said.index("We mend it.") < said.index("What do you say to this?")
    assert "You are heard" in said
    assert "By when: 1 February 2027" in said


def test_statements_are_answered_one_after_the_other_until_none_is_left(site: Site, canvas: str) -> None:
    browser = site.browser()
    page = browser.get(f"/c/ash-hill/canvas/{canvas}")
    assert PLAIN in words(page)
    first = form(page, "/respond")["fields"]["statement"]
    page = press(browser, page, "/respond", response="agree")
    assert page.status_code == 200
    assert PLAIN not in words(page)
    assert "You have answered 1 of 2 statements." in words(page)
    assert form(page, "/respond")["fields"]["statement"] != first
    page = press(browser, page, "/respond", response="pass")
    assert "You have answered every statement" in words(page)


def test_a_statement_can_be_left_for_later(site: Site, canvas: str) -> None:
    browser = site.browser()
    page = browser.get(f"/c/ash-hill/canvas/{canvas}")
    first = form(page, "/respond")["fields"]["statement"]
    other = browser.get(f"/c/ash-hill/canvas/{canvas}?skip={first}")
    assert form(other, "/respond")["fields"]["statement"] != first


def test_an_answer_can_be_changed_on_the_page_of_the_statement(site: Site, canvas: str) -> None:
    browser = site.browser()
    page = browser.get(f"/c/ash-hill/canvas/{canvas}")
    statement = form(page, "/respond")["fields"]["statement"]
    press(browser, page, "/respond", response="agree")
    page = browser.get(f"/c/ash-hill/contribution/{statement}")
    assert 'value="agree" aria-pressed="true"' in page.text
    page = press(browser, page, "/respond", response="disagree")
    assert str(page.url).endswith(f"/contribution/{statement}#response")
    assert 'value="disagree" aria-pressed="true"' in page.text
    assert 'value="agree" aria-pressed="false"' in page.text


def test_how_few_people_divide_is_shown_to_nobody_and_how_many_do_is(town: Town, site: Site, canvas: str) -> None:
    statement = form(site.browser().get(f"/c/ash-hill/canvas/{canvas}"), "/respond")["fields"]["statement"]
    for number in range(9):
        _respond(town, canvas, statement, number)
    settled(town)
    shown = words(site.browser().get(f"/c/ash-hill/canvas/{canvas}/statements"))
    assert "9 people answered" in shown
    assert "Agree 9" not in shown
    assert "Agree 9" not in words(site.browser().get(f"/c/ash-hill/contribution/{statement}"))
    _respond(town, canvas, statement, 9)
    settled(town)
    assert "Agree 10 (100%)" in words(site.browser().get(f"/c/ash-hill/canvas/{canvas}/statements"))


def _respond(town: Town, canvas: str, statement: str, number: int) -> None:
    author = Author("p_" + "a" * 12 + canvas[-3:] + "abcdefghij"[number])
    town.do("ash-hill", Join(canvas=canvas), author)
    town.do("ash-hill", Respond(statement=statement, value=1), author)


def test_a_list_has_fifty_on_a_page_and_goes_on(town: Town, site: Site) -> None:
    canvas = town.do("ash-hill", OpenCanvas(question="What is missing?", promise="We look.", level="inform"))
    moot = town.installation.moot("ash-hill")
    office = Author(town.ash.offices["facilitator"])
    given = [moot.submit(Contribute(canvas=canvas, kind="idea", text=f"Idea {n:02}."), office) for n in range(53)]
    for one in given:
        one.result()
    settled(town)
    browser = site.browser()
    page = browser.get(f"/c/ash-hill/canvas/{canvas}/ideas")
    assert page.text.count('class="card idea') == 50
    assert "Idea 52." in page.text
    assert "Idea 02." not in page.text
    older = page.text.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    rest = browser.get(older)
    assert [f"Idea {n:02}." in rest.text for n in range(4)] == [True, True, True, False]
    assert "older" in rest.text.partition("</title>")[0]


def test_what_people_wrote_is_shown_as_words_and_never_as_markup(town: Town, site: Site, canvas: str) -> None:
    evil = '<script>alert(1)</script> & "quotes" <img src=x onerror=alert(1)>'
    town.do(
        "ash-hill", Contribute(canvas=canvas, kind="idea", text=evil, title="<b>bold</b>"), Author(town.ash.offices["facilitator"])
    )
    settled(town)
    for page in (f"/c/ash-hill/canvas/{canvas}", f"/c/ash-hill/canvas/{canvas}/ideas"):
        text = site.browser().get(page).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "&lt;b&gt;bold&lt;/b&gt;" in text


def test_words_in_another_language_carry_their_language(town: Town, site: Site, canvas: str) -> None:
    said = Contribute(canvas=canvas, kind="story", text="ضوء الشارع مكسور", lang="ar")
    town.do("ash-hill", said, Author(town.ash.offices["facilitator"]))
    settled(town)
    page = site.browser().get(f"/c/ash-hill/canvas/{canvas}/stories")
    assert '<div class="words" lang="ar" dir="auto">ضوء الشارع مكسور</div>' in page.text
    assert "Written in Arabic" in words(page)


def test_a_blank_canvas_says_that_it_is_meant_to_be_blank_and_what_to_do(town: Town, site: Site) -> None:
    canvas = town.do("ash-hill", OpenCanvas(question="Now what?", promise="We read it all.", level="inform"))
    settled(town)
    page = site.browser().get(f"/c/ash-hill/canvas/{canvas}")
    assert "This canvas is blank" in words(page)
    assert f"/c/ash-hill/canvas/{canvas}/tell" in page.text


def test_a_concluded_canvas_says_why_and_takes_nothing_more(town: Town, site: Site, canvas: str) -> None:
    staff = site.browser(town.ash.staff["facilitator"])
    page = press(staff, staff.get(f"/c/ash-hill/canvas/{canvas}/conclude"), "/conclude", reason="The path is mended.")
    assert "The path is mended." in words(page)
    page = site.browser().get(f"/c/ash-hill/canvas/{canvas}")
    assert "The path is mended." in words(page)
    assert "<form" not in page.text
    assert "add-story" not in page.text


def test_an_office_sees_its_tools_and_nobody_else_does(town: Town, site: Site) -> None:
    address = f"/c/ash-hill/canvas/{town.ash.canvas}"
    assert f"{address}/conclude" in site.browser(town.ash.staff["facilitator"]).get(address).text
    for other in ("", town.ash.anna.session, town.ash.staff["overseer"], town.elm.staff["facilitator"]):
        assert f"{address}/conclude" not in site.browser(other).get(address).text


def test_a_canvas_as_it_stood_has_nothing_to_press(town: Town, site: Site, canvas: str) -> None:
    size = town.installation.store.head("ash-hill").size
    page = site.browser(town.ash.anna.session).get(f"/at/{size}/c/ash-hill/canvas/{canvas}")
    assert "Is the path safe?" in words(page)
    assert "<form" not in page.text


def test_today_s_consents_rule_what_the_past_shows(town: Town, site: Site) -> None:
    anna = town.resident(town.ash, "Anna")
    author = Author(anna.pseudonym, anna.person)
    story = Contribute(canvas=town.ash.canvas, kind="story", text="The ferry took my hat.", publish=True, **NOTICE)
    made = town.do("ash-hill", story, author)
    size = town.installation.store.head("ash-hill").size
    settled(town)
    past = f"/at/{size}/c/ash-hill/contribution/{made}"
    assert "The ferry took my hat." in words(site.browser().get(past))
    town.do("ash-hill", Withdraw(contribution=made), author)
    settled(town)
    assert "The ferry took my hat." not in words(site.browser().get(past))
