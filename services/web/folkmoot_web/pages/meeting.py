"""Meetings of a canvas: where and when, what makes it possible to come, who came, and the notes."""

import msgspec

from folkmoot.domain.meeting import (
    AgreeToNotes,
    AskForAccess,
    CallMeeting,
    CancelMeeting,
    ChangeMeeting,
    DisputeNotes,
    HoldMeeting,
    NoteMeeting,
)
from folkmoot.domain.rules import Refused
from folkmoot.events.meeting import Access
from folkmoot.views import canvas as canvases
from folkmoot.views import meeting as meetings
from folkmoot.views.meeting import Meeting
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, saying
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.past import seen
from folkmoot_web.pages.saying import Saying, Tag, spoken
from folkmoot_web.policy import everyone, guest, participant, roles
from folkmoot_web.routing import Nothing, Routes

routes = Routes()

CALLING = roles("facilitator", "officer", "steward")
ROOT = "/c/{community}/meeting/{meeting}"

FIELDS = {"where the meeting": "place", "the day": "day", "year-month-day": "day", "the time": "time", "the reason": "reason"}
"""Words of a refusal -> the field that it is about."""


class Calling(msgspec.Struct):
    """The form that calls or changes a meeting."""

    place: str
    day: str = ""
    time: str = ""
    access: tuple[Access, ...] = ()
    reason: str = ""
    lang: Tag = ""


class Cancelling(msgspec.Struct):
    reason: str
    lang: Tag = ""


class Holding(msgspec.Struct):
    """present: a number, as it was typed."""

    present: str
    met: tuple[Access, ...] = ()


@routes.read("/c/{community}/canvas/{canvas}/meetings", may=everyone, past=True, kept=True, touched="canvas")
async def listed(ask: Ask, canvas: str) -> Answer:
    """The meetings, rounds and looks back of a canvas."""
    view = await seen(ask)
    found = canvases.canvas(view, canvas) or not_there()
    return Page.of(
        "meetings.html",
        **around.values(ask, view),
        canvas=found,
        meetings=meetings.meetings(view, canvas),
        rounds=meetings.rounds(view, canvas),
        reviews=meetings.reviews(view, canvas),
    )


@routes.read("/c/{community}/canvas/{canvas}/call-meeting", may=CALLING)
def calling(ask: Ask, canvas: str) -> Answer:
    """The form that calls a meeting."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    return Page.of("meeting_call.html", **around.values(ask, ask.view), canvas=found, meeting=None)


@routes.act("/c/{community}/canvas/{canvas}/call-meeting", may=CALLING, form=Calling, again=calling)
async def called(ask: Ask, canvas: str, form: Calling) -> Answer:
    """Call it."""
    command = CallMeeting(canvas=canvas, place=form.place, day=form.day, time=form.time, access=form.access, lang=form.lang)
    try:
        done = await ask.do(command)
    except Refused as refused:
        ask.fault = around.fault(refused, FIELDS, "place")
        raise
    return Go(f"/c/{ask.community}/meeting/{done.made}")


@routes.read(ROOT, may=everyone)
async def shown(ask: Ask, meeting: str) -> Answer:
    """A meeting."""
    found = _found(ask, meeting)
    given = around.values(ask, ask.view)
    me = ask.pseudonym(found.canvas)
    hosts = bool({"facilitator", "officer", "steward"} & ask.roles)
    asked = meetings.access_asked(ask.view, meeting) if hosts else ()
    return Page.of(
        "meeting.html",
        **given,
        **saying.values(ask, given["place"]),
        meeting=found,
        canvas=canvases.canvas(ask.view, found.canvas),
        hosts=hosts,
        me=me,
        stand=meetings.stand_on_notes(ask.view, meeting, me) if me else "",
        disputes=meetings.disputes(ask.view, meeting),
        asked=[said for piece in asked if (said := ask.front.said(ask.community, piece.i))],
    )


@routes.read(f"{ROOT}/change", may=CALLING)
def changing(ask: Ask, meeting: str) -> Answer:
    """The form that changes a meeting."""
    found = _found(ask, meeting)
    canvas = canvases.canvas(ask.view, found.canvas)
    return Page.of("meeting_call.html", **around.values(ask, ask.view), canvas=canvas, meeting=found)


@routes.act(f"{ROOT}/change", may=CALLING, form=Calling, again=changing)
async def changed(ask: Ask, meeting: str, form: Calling) -> Answer:
    """Change it, with the reason."""
    fields = {"place": form.place, "day": form.day, "time": form.time, "reason": form.reason, "lang": form.lang}
    try:
        await ask.do(ChangeMeeting(meeting=meeting, access=form.access, **fields))
    except Refused as refused:
        ask.fault = around.fault(refused, FIELDS, "place")
        raise
    return _back(ask, meeting)


@routes.act(f"{ROOT}/cancel", may=CALLING, form=Cancelling, again=shown)
async def cancelled(ask: Ask, meeting: str, form: Cancelling) -> Answer:
    """Cancel it, with the reason."""
    ask.fault = "reason"
    await ask.do(CancelMeeting(meeting=meeting, reason=form.reason, lang=form.lang))
    return _back(ask, meeting)


@routes.act(f"{ROOT}/held", may=CALLING, form=Holding, again=shown)
async def held(ask: Ask, meeting: str, form: Holding) -> Answer:
    """Say how many came, and what was there."""
    ask.fault = "present"
    if not form.present.strip().isdecimal():
        raise Refused("Write how many people came as a number.")
    await ask.do(HoldMeeting(meeting=meeting, present=int(form.present.strip()[:9]), met=form.met))
    return _back(ask, meeting)


@routes.act(f"{ROOT}/need", may=guest, form=Saying, again=shown)
async def needed(ask: Ask, meeting: str, form: Saying) -> Answer:
    """Say to the host what one needs to be able to come."""
    ask.fault = "need"
    await ask.do(AskForAccess(meeting=meeting, text=form.text, lang=form.lang or "und"), form.key)
    return Go(f"/c/{ask.community}/meeting/{meeting}#told")


@routes.act(f"{ROOT}/notes", may=guest, form=Saying, again=shown)
async def noted(ask: Ask, meeting: str, form: Saying) -> Answer:
    """Take the notes, or new ones."""
    await ask.do(NoteMeeting(meeting=meeting, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/meeting/{meeting}#notes")


@routes.act(f"{ROOT}/agree", may=participant, again=shown)
async def agreed(ask: Ask, meeting: str, form: Nothing) -> Answer:
    """Agree to the notes."""
    await ask.do(AgreeToNotes(meeting=meeting))
    return Go(f"/c/{ask.community}/meeting/{meeting}#notes")


@routes.act(f"{ROOT}/dispute", may=guest, form=Saying, again=shown)
async def disputed(ask: Ask, meeting: str, form: Saying) -> Answer:
    """Say what is wrong with the notes."""
    await ask.do(DisputeNotes(meeting=meeting, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/meeting/{meeting}#notes")


def _found(ask: Ask, meeting: str) -> Meeting:
    found: Meeting = meetings.meeting(ask.view, meeting) or not_there()
    return found


def _back(ask: Ask, meeting: str) -> Answer:
    return Go(f"/c/{ask.community}/meeting/{meeting}")
