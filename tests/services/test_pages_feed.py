"""What happens in a canvas can be followed without an account, and what was taken down is not in there."""

from xml.etree import ElementTree as xml

from icalendar import Calendar

from folkmoot.domain.contributing import Contribute, Withdraw
from folkmoot.domain.meeting import CallMeeting, CancelMeeting
from folkmoot.installation import HOUSE
from folkmoot.moot import Author
from tests.services.browser import Site
from tests.services.reading import settled
from tests.services.town import ASH, NOTICE, Town

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_holds_what_is_public_now_and_nothing_that_was_withdrawn(town: Town, site: Site) -> None:
    anna = Author(town.ash.anna.pseudonym, town.ash.anna.person)
    said = Contribute(canvas=town.ash.canvas, kind="idea", text="A bench & a <tree>.", publish=True, **NOTICE)
    idea = town.do(ASH, said, anna)
    settled(town)
    path = f"/c/{ASH}/canvas/{town.ash.canvas}/feed.atom"
    answer = site.browser().get(path)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    contents = [item.findtext(f"{ATOM}content") for item in xml.fromstring(answer.content).iter(f"{ATOM}entry")]
    assert "A bench & a <tree>." in contents
    assert not [text for text in contents if text and "keeps this story private" in text]
    town.do(ASH, Withdraw(contribution=idea), anna)
    settled(town)
    assert "A bench" not in site.browser().get(path).text


def test_the_calendar_holds_meetings_and_says_which_are_cancelled(town: Town, site: Site) -> None:
    called = CallMeeting(canvas=town.ash.canvas, place="The hall; Mill Lane, 3", day="2031-05-04", time="18:30")
    meeting = town.do(ASH, called, HOUSE)
    town.do(ASH, CancelMeeting(meeting=meeting, reason="Flooded."), HOUSE)
    settled(town)
    answer = site.browser().get(f"/c/{ASH}/canvas/{town.ash.canvas}/calendar.ics")
    events = {str(event["uid"]): event for event in Calendar.from_ical(answer.text).walk("VEVENT")}
    event = next(event for uid, event in events.items() if uid.endswith(meeting))
    assert event.decoded("dtstart").isoformat() == "2031-05-04T18:30:00"
    assert str(event["location"]) == "The hall; Mill Lane, 3"
    assert str(event["status"]) == "CANCELLED"
