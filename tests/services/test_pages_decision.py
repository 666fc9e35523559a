"""A decision shows its terms before anybody votes, nothing of the count while they do, and a result to recount after."""

import httpx
import pytest

from folkmoot.domain.contributing import Contribute
from folkmoot.domain.deciding import CallDecision, Choice
from folkmoot.moot import Author
from tests.services.browser import Site
from tests.services.reading import form, press, settled, words
from tests.services.town import Town


@pytest.fixture
def decision(town: Town, site: Site) -> str:
    """The address of a decision that the facilitator called on the site: three options, quorum of two, not open yet."""
    settled(town)
    staff = site.browser(town.ash.staff["facilitator"])
    page = staff.get(f"/c/ash-hill/canvas/{town.ash.canvas}/call-decision")
    options = ["A bench.", "A tree.", "A pond.", "", "", ""]
    called = press(staff, page, "/call-decision", question="What goes there?", option=options, quorum="2")
    assert called.status_code == 200, words(called)
    return called.url.path


def _open(town: Town, site: Site, decision: str) -> None:
    staff = site.browser(town.ash.staff["facilitator"])
    press(staff, staff.get(decision), "/open")


def _close(town: Town, site: Site, decision: str) -> httpx.Response:
    staff = site.browser(town.ash.staff["facilitator"])
    return press(staff, staff.get(decision), "/close")


def test_the_terms_stand_there_before_the_vote_and_nobody_can_vote_yet(site: Site, decision: str) -> None:
    page = site.browser().get(decision)
    said = words(page)
    assert "Voting has not opened yet" in said
    assert "The option with most ticks is chosen." in said
    assert "Everybody who takes part in this canvas" in said
    assert "At least 2" in said
    assert "version 1 of the charter" in said
    assert "Called by The facilitator" in said
    assert "<form" not in page.text


def test_a_decision_with_a_mistake_is_called_off_before_the_vote_and_says_why(town: Town, site: Site, decision: str) -> None:
    staff = site.browser(town.ash.staff["facilitator"])
    empty = press(staff, staff.get(decision), "/call-off", reason=" ")
    assert empty.status_code == 422
    assert "Write the reason" in words(empty)
    said = words(press(staff, empty, "/call-off", reason="There is no room for a pond."))
    assert "This decision was called off There is no room for a pond. Nobody votes on it." in said
    assert "Open the vote" not in said
    assert "Called off" in words(site.browser().get(f"/c/ash-hill/canvas/{town.ash.canvas}"))
    for path in ("/open", "/call-off"):
        assert f'{decision}{path}"' not in staff.get(decision).text


def test_a_ballot_is_shown_to_its_voter_and_can_be_changed_until_the_end(town: Town, site: Site, decision: str) -> None:
    _open(town, site, decision)
    browser = site.browser()
    page = browser.get(decision)
    assert form(page, "/ballot")["ticked"] == []
    assert "it stays in the record for good" in words(page)
    page = press(browser, page, "/ballot", choice=["a", "c"])
    assert "Your ballot is in" in words(page)
    assert form(page, "/ballot")["ticked"] == [("choice", "a"), ("choice", "c")]
    page = press(browser, page, "/ballot", choice=["b"])
    assert form(page, "/ballot")["ticked"] == [("choice", "b")]
    assert form(site.browser().get(decision), "/ballot")["ticked"] == []


def test_while_people_vote_only_how_many_is_shown(town: Town, site: Site, decision: str) -> None:
    _open(town, site, decision)
    browser = site.browser()
    press(browser, browser.get(decision), "/ballot", choice=["b"])
    for page in (site.browser().get(decision), browser.get(decision)):
        assert "ballot 1 " in words(page)
        assert "Votes" not in words(page)
        assert "The result" not in words(page)


def test_the_result_says_what_was_chosen_and_how_to_count_again(town: Town, site: Site, decision: str) -> None:
    _open(town, site, decision)
    for choice in (["a", "b"], ["b"], ["b", "c"]):
        browser = site.browser()
        press(browser, browser.get(decision), "/ballot", choice=choice)
    _close(town, site, decision)
    page = site.browser().get(decision)
    said = words(page)
    assert "Chosen A tree." in said
    assert "How 3 people decided" in said
    assert said.index("A tree. Chosen 3 100%") < said.index("A bench. 1 33%")
    assert "3 ballots were cast. At least 2 were needed, so the result binds." in said
    assert "folkmoot audit bundle" in said
    assert f'action="{decision}/ballot"' not in page.text


def test_below_the_quorum_nothing_is_called_chosen(town: Town, site: Site, decision: str) -> None:
    _open(town, site, decision)
    browser = site.browser()
    press(browser, browser.get(decision), "/ballot", choice=["b"])
    said = words(_close(town, site, decision))
    assert "Too few people voted for this to bind 1 ballot counted, and 2 were needed." in said
    assert "A tree. Chosen" not in said


def test_a_tie_is_left_to_people(town: Town, site: Site, decision: str) -> None:
    _open(town, site, decision)
    for choice in ("a", "b"):
        browser = site.browser()
        press(browser, browser.get(decision), "/ballot", choice=[choice])
    assert "Nothing was chosen Options that tie" in words(_close(town, site, decision))


def test_a_ballot_after_the_end_is_refused_in_a_sentence(town: Town, site: Site, decision: str) -> None:
    _open(town, site, decision)
    browser = site.browser()
    page = browser.get(decision)
    _close(town, site, decision)
    back = press(browser, page, "/ballot", choice=["b"])
    assert back.status_code == 422
    assert "Voting is closed; your ballot cannot be taken any more." in words(back)


def test_a_ballot_for_what_is_no_option_is_refused_and_the_form_comes_back(town: Town, site: Site, decision: str) -> None:
    _open(town, site, decision)
    browser = site.browser()
    back = press(browser, browser.get(decision), "/ballot", choice=["b", "z"])
    assert back.status_code == 422
    assert '<a href="#choice">Your ballot names an option' in back.text
    assert form(back, "/ballot")["ticked"] == [("choice", "b")]


def test_an_office_has_no_ballot(town: Town, site: Site, decision: str) -> None:
    _open(town, site, decision)
    page = site.browser(town.ash.staff["officer"]).get(decision)
    assert "Close the vote" in words(page)
    assert "/ballot" not in page.text


def test_a_call_without_two_options_comes_back_with_everything_typed(town: Town, site: Site) -> None:
    settled(town)
    staff = site.browser(town.ash.staff["facilitator"])
    page = staff.get(f"/c/ash-hill/canvas/{town.ash.canvas}/call-decision")
    back = press(staff, page, "/call-decision", question="Which?", option=["Only one.", "", ""], quorum="3", closes="2030-01-01")
    assert back.status_code == 422
    assert '<a href="#option">Offer between 2 and 26 options.</a>' in back.text
    assert 'value="Only one."' in back.text
    assert form(back, "/call-decision")["fields"]["closes"] == "2030-01-01"


def test_an_idea_becomes_an_option_only_after_its_author_was_told_and_had_time(town: Town, site: Site) -> None:
    settled(town)
    anna, staff = site.browser(town.ash.anna.session), site.browser(town.ash.staff["facilitator"])
    page = anna.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-idea")
    idea = press(anna, page, "/add-idea", text="A row of plums.", publish="yes").url.path.split("/")[-2]
    address = f"/c/ash-hill/canvas/{town.ash.canvas}/call-decision"
    assert f'name="taken" value="{idea}"' not in staff.get(address).text
    press(staff, staff.get(f"/c/ash-hill/contribution/{idea}/care"), "/put-forward")
    page = staff.get(address)
    assert f'name="taken" value="{idea}"' in page.text
    back = press(staff, page, "/call-decision", question="Plums?", option=["No plums."], taken=[idea], quorum="3")
    assert back.status_code == 422
    assert "The author was told less than 48 hours ago" in words(back)


def test_a_call_names_what_it_rests_on_and_nobody_is_given_a_quorum_to_leave_as_it_is(town: Town, site: Site) -> None:
    settled(town)
    anna, staff = site.browser(town.ash.anna.session), site.browser(town.ash.staff["facilitator"])
    page = anna.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-idea")
    idea = press(anna, page, "/add-idea", text="Lights that stay on.", publish="yes").url.path.split("/")[-2]
    page = staff.get(f"/c/ash-hill/canvas/{town.ash.canvas}/call-decision")
    assert form(page, "/call-decision")["fields"]["quorum"] == ""
    terms = {"question": "Lights?", "option": ["Yes.", "No."], "rests": [idea]}
    back = press(staff, page, "/call-decision", **terms)
    assert back.status_code == 422
    assert "Write a whole number" in words(back)
    assert ("rests", idea) in form(back, "/call-decision")["ticked"]
    called = press(staff, back, "/call-decision", **terms, quorum="3")
    assert "What it rests on Lights that stay on." in words(called)


def test_an_idea_that_was_ticked_and_cannot_be_taken_over_is_not_dropped_in_silence(town: Town, site: Site) -> None:
    settled(town)
    staff = site.browser(town.ash.staff["facilitator"])
    address = f"/c/ash-hill/canvas/{town.ash.canvas}/call-decision"
    options = ["A bench.", "A tree."]
    back = press(staff, staff.get(address), "/call-decision", question="What?", option=options, taken=[town.ash.bela.statement])
    assert back.status_code == 422
    assert "An idea that you ticked cannot become an option any more" in words(back)
    assert 'value="A bench."' in back.text


def test_a_vote_that_was_announced_until_a_day_offers_no_button_to_close_it_before(town: Town, site: Site) -> None:
    settled(town)
    staff = site.browser(town.ash.staff["facilitator"])
    page = staff.get(f"/c/ash-hill/canvas/{town.ash.canvas}/call-decision")
    called = press(staff, page, "/call-decision", question="What?", option=["A bench.", "A tree."], quorum="3", closes="2099-01-31")
    opened = press(staff, called, "/open")
    assert '/close"' not in opened.text
    assert "From the day after you can close the vote here" in words(opened)


def test_a_button_that_is_refused_comes_back_with_its_page(town: Town, site: Site, decision: str) -> None:
    _open(town, site, decision)
    staff = site.browser(town.ash.staff["facilitator"])
    page = staff.get(decision)
    press(staff, page, "/close")
    again = press(staff, page, "/close")
    assert again.status_code == 422
    assert "Only a decision that is open can be closed." in words(again)
    assert "What goes there?" in words(again)


def test_a_review_stands_on_the_page_of_the_decision(town: Town, site: Site, decision: str) -> None:
    _open(town, site, decision)
    page = _close(town, site, decision)
    staff = site.browser(town.ash.staff["facilitator"])
    back = press(staff, page, "/review", text="The pond froze.")
    assert back.status_code == 422
    assert form(back, "/review")["fields"]["text"] == "The pond froze."
    press(staff, back, "/review", text="The pond froze.", outcome="repeal")
    said = words(site.browser().get(decision))
    assert "Looked at again: it is taken back The pond froze." in said


def test_what_an_option_took_over_leads_back_to_it(town: Town, site: Site) -> None:
    office = Author(town.ash.offices["facilitator"])
    source = town.do("ash-hill", Contribute(canvas=town.ash.canvas, kind="story", text="We had a well once."), office)
    options = (Choice(text="A well."), Choice(text="No well."))
    made = town.do("ash-hill", CallDecision(canvas=town.ash.canvas, question="A well?", options=options, inputs=(source,)), office)
    settled(town)
    browser = site.browser()
    assert f'/contribution/{source}"' in browser.get(f"/c/ash-hill/decision/{made}").text
    assert f'/decision/{made}"' in browser.get(f"/c/ash-hill/contribution/{source}").text
