"""A community's page leads to what people can do there, says what was agreed, and can be looked at as it stood."""

import pytest

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.community import AmendCharter
from folkmoot.events.community import Rules
from folkmoot_web.origin import form_token
from tests.services.browser import Site
from tests.services.reading import form, press, settled, words
from tests.services.town import Town


@pytest.fixture(autouse=True)
def _settled(town: Town) -> None:
    settled(town)


def test_the_first_page_lists_every_community(site: Site) -> None:
    page = site.browser().get("/")
    assert page.status_code == 200
    assert 'href="/c/ash-hill"' in page.text
    assert 'href="/c/elm-row"' in page.text


def test_a_community_shows_its_canvases_by_stage_and_its_charter(town: Town, site: Site) -> None:
    page = site.browser().get("/c/ash-hill")
    said = words(page)
    assert "A decision is open What next?" not in said  # the tag stands between them
    assert said.index("A decision is open") < said.index("What next?")
    assert "2 people · 2 contributions · 1 decision".replace(" ·", "") in said
    assert "We listen before we answer." in said
    assert f'href="/c/ash-hill/canvas/{town.ash.canvas}"' in page.text


def test_the_charter_says_what_follows_from_it_and_who_serves(site: Site) -> None:
    said = words(site.browser().get("/c/ash-hill/charter"))
    assert "steward, facilitator, officer" in said
    assert "48 hours" in said
    assert "With fewer than 10 people, only totals are shown." in said
    assert "The moderator moderator" in said


def test_an_office_named_in_the_charter_opens_a_canvas_once_however_often_it_presses(town: Town, site: Site) -> None:
    browser = site.browser(town.elm.staff["facilitator"])
    page = browser.get("/c/elm-row/open-canvas")
    filled = {"question": "Where shall the bench go?", "promise": "We put it there.", "level": "empower", "answer_by": "2027-03-01"}
    first = press(browser, page, "/open-canvas", **filled)
    again = press(browser, page, "/open-canvas", **filled)
    assert "Where shall the bench go?" in words(first)
    assert "1 March 2027" in words(first)
    assert first.url == again.url
    assert words(browser.get("/c/elm-row")).count("Where shall the bench go?") == 1


def test_a_refused_canvas_comes_back_with_the_sentence_and_everything_typed(town: Town, site: Site) -> None:
    browser = site.browser(town.elm.staff["facilitator"])
    page = browser.get("/c/elm-row/open-canvas")
    back = press(browser, page, "/open-canvas", question="Which?", promise="We answer.", level="", answer_by="2027-03-01")
    assert back.status_code == 422
    assert '<a href="#level">Choose how far' in back.text
    assert "<title>Error: " in back.text
    assert form(back, "/open-canvas")["fields"]["question"] == "Which?"
    assert form(back, "/open-canvas")["fields"]["answer_by"] == "2027-03-01"


def test_an_office_that_the_charter_does_not_name_is_told_so(town: Town, site: Site) -> None:
    browser = site.browser(town.elm.staff["overseer"])
    page = browser.get("/c/elm-row/open-canvas")
    assert "a canvas is opened by: steward, facilitator, officer." in words(page)
    assert "<textarea" not in page.text
    fields = {"question": "Which?", "promise": "We answer.", "level": "inform", "token": form_token(browser.session)}
    back = browser.send_form("/c/elm-row/open-canvas", fields)
    assert back.status_code == 422
    assert "Only a steward or facilitator or officer can do this." in words(back)


@pytest.fixture
def open_to_all(town: Town) -> str:
    """A community whose charter lets everybody open a canvas."""
    rules = Rules(opens=("resident", "facilitator"))
    town.do("elm-row", AmendCharter(charter="Anybody may open a canvas.", reason="So that people begin.", rules=rules))
    settled(town)
    return "/c/elm-row"


def test_where_the_charter_lets_everybody_somebody_without_an_account_opens_a_canvas(
    town: Town, site: Site, open_to_all: str
) -> None:
    browser = site.browser()
    assert "Everybody may open a canvas here." in words(browser.get(open_to_all))
    page = browser.get(f"{open_to_all}/open-canvas")
    assert "No office has promised anything yet." in words(page)
    empty = press(browser, page, "/open-canvas", question="Who has the key to the park?", promise=" ")
    assert empty.status_code == 422
    opened = press(browser, empty, "/open-canvas", promise="That it opens earlier.")
    said = words(opened)
    assert "Who has the key to the park?" in said
    assert "who opened this, hopes for That it opens earlier." in said
    assert "How far your word goes" not in said
    canvas = opened.url.path
    assert "As participant" in words(browser.get(f"{open_to_all}/mine"))
    person = town.installation.people.session(browser.session)
    assert person is not None
    tied = town.installation.people.pseudonyms(person.person)
    assert [(place, where) for place, where, _ in tied] == [("elm-row", canvas.rpartition("/")[2])]
    again = press(browser, empty, "/open-canvas", promise="That it opens earlier.")
    assert again.url.path == canvas


def test_an_officer_makes_the_promise_of_a_canvas_that_somebody_opened(town: Town, site: Site, open_to_all: str) -> None:
    browser, officer = site.browser(), site.browser(town.elm.staff["officer"])
    page = browser.get(f"{open_to_all}/open-canvas")
    canvas = press(browser, page, "/open-canvas", question="Where is the map?", promise="To find it.").url.path
    assert f"{canvas}/promise" not in site.browser(town.elm.staff["moderator"]).get(canvas).text
    form_ = officer.get(f"{canvas}/promise")
    assert "To find it." in words(form_)
    unsaid = press(officer, form_, "/promise", promise="We print one by June.")
    assert "Choose how far" in words(unsaid)
    said = words(press(officer, unsaid, "/promise", level="involve", answer_by="2099-06-30"))
    assert "What The officer promises We print one by June." in said
    assert "By when: 30 June 2099" in said
    assert f"{canvas}/promise" not in officer.get(canvas).text


def test_a_promise_that_another_office_wrote_is_not_shown_as_made(town: Town, site: Site) -> None:
    staff = site.browser(town.elm.staff["facilitator"])
    body = town.elm.offices["officer"]
    page = staff.get("/c/elm-row/open-canvas")
    fields = {"question": "What of the pond?", "promise": "We clean it.", "level": "consult", "body": body}
    canvas = press(staff, page, "/open-canvas", **fields).url.path
    said = words(site.browser().get(canvas))
    assert "What is to be promised by The officer We clean it." in said
    assert "The facilitator. The office that is to answer has not made this promise its own yet." in said


def test_a_page_of_the_past_shows_what_was_there_and_says_which_day_it_is(town: Town, site: Site) -> None:
    before = town.installation.store.head("elm-row").size
    town.do("elm-row", OpenCanvas(question="Who waters the lime tree?", promise="We do.", level="inform"))
    settled(town)
    browser = site.browser()
    assert "Who waters the lime tree?" in words(browser.get("/c/elm-row"))
    past = browser.get(f"/at/{before}/c/elm-row")
    assert past.status_code == 200
    assert "Who waters the lime tree?" not in words(past)
    assert f"after {before} entries of the record" in words(past)
    assert '<a href="/c/elm-row">See this page as it is today</a>' in past.text


def test_a_past_that_the_record_has_not_come_to_is_not_there(site: Site) -> None:
    assert site.browser().get("/at/100000/c/ash-hill").status_code == 404


def test_a_page_for_nobody_in_particular_carries_no_token_and_no_cookie_and_is_kept(site: Site) -> None:
    browser = site.browser()
    page = browser.get("/c/ash-hill")
    assert "set-cookie" not in page.headers
    assert 'name="token"' not in page.text
    assert browser.get("/c/ash-hill", headers={"if-none-match": page.headers["etag"]}).status_code == 304
