"""Meetings, rounds and looks back on their pages, without a script."""

import datetime

from folkmoot.domain.meeting import CallMeeting, HoldMeeting
from folkmoot.installation import HOUSE
from tests.services.browser import Browser, Site
from tests.services.reading import press, settled, words
from tests.services.town import Town

SOON = (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=30)).isoformat()


def facilitator(town: Town, site: Site) -> Browser:
    return site.browser(town.ash.staff["facilitator"])


def called(town: Town, site: Site) -> str:
    """Path of a meeting that a facilitator called by the form."""
    browser = facilitator(town, site)
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/call-meeting")
    done = press(
        browser, page, "/call-meeting", place="The hall, Mill Lane 3", day=SOON, time="18:30", access=["step-free", "online"]
    )
    return done.url.path


def test_a_facilitator_calls_a_meeting_and_everybody_reads_where_and_when_it_is(town: Town, site: Site) -> None:
    path = called(town, site)
    said = words(site.browser().get(path))
    assert "at 18:30" in said
    assert "The hall, Mill Lane 3" in said
    assert "No steps on the way in" in said
    assert "18:30" in words(site.browser().get(f"/c/ash-hill/canvas/{town.ash.canvas}/meetings"))


def test_a_meeting_that_cannot_be_called_keeps_what_was_typed(town: Town, site: Site) -> None:
    browser = facilitator(town, site)
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/call-meeting")
    again = press(browser, page, "/call-meeting", place="The hall", day="2020-01-01", time="18:30", access=["childcare"])
    assert again.status_code == 422
    assert "today or later" in words(again)
    assert "The hall" in again.text
    assert 'value="childcare" checked' in " ".join(again.text.split())


def test_what_somebody_needs_is_read_by_the_host_and_nobody_else(town: Town, site: Site) -> None:
    path = called(town, site)
    anna = site.browser(town.ash.anna.session)
    press(anna, anna.get(path), "/need", text="I am deaf and sign.")
    assert "I am deaf and sign." in words(facilitator(town, site).get(path))
    for other in (site.browser(), site.browser(town.ash.bela.session), site.browser(town.ash.staff["moderator"])):
        assert "I am deaf" not in words(other.get(path))
        assert "1 person told the host" in words(other.get(path))


def test_notes_are_written_agreed_to_and_disputed(town: Town, site: Site) -> None:
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    meeting = town.do("ash-hill", CallMeeting(canvas=town.ash.canvas, place="The hall", day=today, time="09:00"))
    town.do("ash-hill", HoldMeeting(meeting=meeting, present=12), HOUSE)
    settled(town)
    path, anna, bela = f"/c/ash-hill/meeting/{meeting}", site.browser(town.ash.anna.session), site.browser(town.ash.bela.session)
    press(anna, anna.get(path), "/notes", text="We walked the yard.", publish="yes")
    press(bela, bela.get(path), "/agree")
    said = words(site.browser().get(path))
    assert "12 people came." in said
    assert "We walked the yard." in said
    assert "1 person agrees to them" in said
    press(bela, bela.get(path), "/dispute", text="It was the street.", publish="yes")
    said = words(site.browser().get(path))
    assert "It was the street." in said
    assert "0 people agree" in said


def test_in_a_round_one_has_a_turn_once_and_may_pass(town: Town, site: Site) -> None:
    path = f"/c/ash-hill/round/{town.ash.round}"
    anna = site.browser(town.ash.anna.session)
    press(anna, anna.get(path), "/pass")
    assert "You passed." in words(anna.get(path))
    press(anna, anna.get(path), "/turn", text="It was good to be asked.", publish="yes")
    assert "You have had your turn." in words(anna.get(path))
    assert "It was good to be asked." in words(site.browser().get(path))


def test_a_turn_without_an_answer_to_the_question_keeps_what_was_typed(town: Town, site: Site) -> None:
    path = f"/c/ash-hill/round/{town.ash.round}"
    bela = site.browser(town.ash.bela.session)
    again = press(bela, bela.get(path), "/turn", text="A long thought that took time.")
    assert again.status_code == 422
    assert "A long thought that took time." in again.text
    assert "Tick the box to say that we may show your words" in words(again)


def test_a_group_looks_back_and_reads_what_came_of_it(town: Town, site: Site) -> None:
    anna = site.browser(town.ash.anna.session)
    path = press(anna, anna.get(f"/c/ash-hill/canvas/{town.ash.canvas}/meetings"), "/look-back").url.path
    press(anna, anna.get(path), "/remark", aspect="missing", text="Nobody from the night shift.", publish="yes")
    lead = facilitator(town, site)
    press(lead, lead.get(path), "/close", outcome="We meet at noon as well.", rules="0")
    said = words(site.browser().get(path))
    assert "Nobody from the night shift." in said
    assert "We meet at noon as well." in said


def test_whoever_serves_opens_a_look_back_and_nobody_is_offered_one_who_takes_no_part(town: Town, site: Site) -> None:
    meetings = f"/c/ash-hill/canvas/{town.ash.canvas}/meetings"
    office = site.browser(town.ash.staff["facilitator"])
    opened = press(office, office.get(meetings), "/look-back")
    assert opened.status_code == 200, words(opened)
    assert "/look-back" not in site.browser().get(meetings).text
