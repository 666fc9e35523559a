"""What comes into a canvas can be followed with a feed reader, and its days with a calendar; nobody has to sign up."""

import datetime
from xml.etree import ElementTree as xml

from icalendar import Calendar, Event

from folkmoot.views import canvas as canvases
from folkmoot.views import meeting as meetings
from folkmoot.views.canvas import Canvas
from folkmoot.views.meeting import Meeting
from folkmoot.views.shown import Piece
from folkmoot_web import languages
from folkmoot_web.answers import Answer, Bytes
from folkmoot_web.ask import Ask
from folkmoot_web.pages.around import Speakers
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.policy import everyone
from folkmoot_web.routing import Routes
from folkmoot_web.sentences import marked

routes = Routes()

ATOM = "http://www.w3.org/2005/Atom"
"""Namespace of RFC 4287."""

KINDS = {
    "story": marked("A story"),
    "idea": marked("An idea"),
    "statement": marked("A statement"),
    "question": marked("A question"),
    "comment": marked("A comment"),
    "offer": marked("An offer"),
    "proposal": marked("A version of a proposal"),
    "amendment": marked("An amendment"),
}
FRESH = {"cache-control": "no-cache"}


@routes.read("/c/{community}/canvas/{canvas}/feed.atom", may=everyone)
def feed(ask: Ask, canvas: str) -> Answer:
    """What people brought lately, as Atom (RFC 4287): only words that are public at this moment; of a story that says what
    it speaks of, that alone.
    """
    found = canvases.canvas(ask.view, canvas) or not_there()
    key, index = (ask.community, ask.locale, canvas, "feed"), ask.view.touched(canvas)
    written = ask.front.lists.get(key, index) or ask.front.lists.keep(key, index, _written(ask, found))
    return Bytes(written, "application/atom+xml", headers=FRESH)


def _written(ask: Ask, found: Canvas) -> bytes:
    canvas, pieces = found.id, canvases.latest(ask.view, found.id)
    root, say = xml.Element("feed", xmlns=ATOM), languages.translation(ask.locale)
    here = f"{ask.front.site.origin}/c/{ask.community}"
    _put(root, "id", f"{here}/canvas/{canvas}")
    _put(root, "title", found.question.text if found.question else say("The question of this canvas is not shown"))
    _put(root, "updated", _moment(pieces[0].t if pieces else found.t))
    xml.SubElement(root, "link", href=f"{here}/canvas/{canvas}")
    xml.SubElement(root, "link", rel="self", href=f"{here}/canvas/{canvas}/feed.atom")
    for piece in pieces:
        if piece.said:
            _item(root, here, piece, say(KINDS.get(piece.kind, marked("A contribution"))))
    written: bytes = xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _item(root: xml.Element, here: str, piece: Piece, kind: str) -> None:
    item = xml.SubElement(root, "entry")
    words = piece.said
    assert words is not None
    _put(item, "id", f"{here}/contribution/{piece.id}")
    _put(item, "title", words.title or kind)
    _put(item, "updated", _moment(piece.t))
    _put(xml.SubElement(item, "author"), "name", f"{kind}, {Speakers.code(piece.by)}" if piece.by.startswith("p_") else kind)
    xml.SubElement(item, "link", href=f"{here}/contribution/{piece.id}")
    content = xml.SubElement(item, "content", {"type": "text", "xml:lang": words.lang})
    content.text = words.telling.note or words.text


def _put(parent: xml.Element, name: str, text: str) -> None:
    xml.SubElement(parent, name).text = text


def _moment(t: str) -> str:
    """RFC 3339 with seconds, as Atom has it."""
    return t.replace("Z", ":00Z")


@routes.read("/c/{community}/canvas/{canvas}/calendar.ics", may=everyone)
def calendar(ask: Ask, canvas: str) -> Answer:
    """Meetings, last days to vote and the day of the answer, as iCalendar (RFC 5545)."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    say, book = languages.translation(ask.locale), Calendar()
    book.add("prodid", "-//Folkmoot//folkmoot//EN")
    book.add("version", "2.0")
    here = f"{ask.front.site.origin}/c/{ask.community}"
    for one in meetings.meetings(ask.view, canvas):
        book.add_component(_meeting(one, here, found, say("Meeting")))
    for decision in canvases.decisions(ask.view, canvas):
        if decision.closes:
            title = f"{say('Last day to vote')}: {decision.question.text if decision.question else ''}"
            book.add_component(_day(f"{here}/decision/{decision.id}", decision.closes, title, found.t))
    if found.answer_by:
        title = f"{say('The body answers by this day')}: {found.question.text if found.question else ''}"
        book.add_component(_day(f"{here}/canvas/{canvas}", found.answer_by, title, found.t))
    return Bytes(book.to_ical(), "text/calendar", f"{ask.community}.ics", headers=FRESH)


def _meeting(one: Meeting, here: str, canvas: Canvas, title: str) -> Event:
    event = Event()
    # no time zone is named: the clock on the wall of the place is meant
    begins = datetime.datetime.fromisoformat(f"{one.day}T{one.time}")
    event.add("uid", f"{here}/meeting/{one.id}")
    event.add("dtstamp", _stamp(canvas.t))
    event.add("dtstart", begins)
    event.add("summary", f"{title}: {canvas.question.text}" if canvas.question else title)
    event.add("url", f"{here}/meeting/{one.id}")
    if one.place:
        event.add("location", one.place.text)
    if one.cancelled:
        event.add("status", "CANCELLED")
    return event


def _day(url: str, day: str, title: str, t: str) -> Event:
    event = Event()
    event.add("uid", url)
    event.add("dtstamp", _stamp(t))
    event.add("dtstart", datetime.date.fromisoformat(day))
    event.add("summary", title)
    event.add("url", url)
    return event


def _stamp(t: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(t.replace("Z", "+00:00"))
