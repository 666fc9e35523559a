"""A meeting is called by an office, and those who take part agree to its notes or dispute them."""

import re

import msgspec

from folkmoot.domain.canvas import date, going
from folkmoot.domain.community import tongue
from folkmoot.domain.participant import active, here
from folkmoot.domain.rules import Act, Command, Context, Decide, Official, Refused, Words, office, text
from folkmoot.domain.speaking import Spoken, speak, speak_privately
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.meeting import (
    Access,
    AccessAsked,
    MeetingCalled,
    MeetingCancelled,
    MeetingChanged,
    MeetingHeld,
    MeetingNoted,
    NotesAgreed,
    NotesDisputed,
)

NO_MEETING = "There is no such meeting here; go back to the canvas and choose one."

_CLOCK = re.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]")


class Meeting(msgspec.Struct):
    """notes: contribution with the latest notes, empty before. spoke: who agreed to them or disputed them."""

    canvas: str = ""
    day: str = ""
    cancelled: bool = False
    held: bool = False
    notes: str = ""
    agreed: set[str] = set()
    disputed: set[str] = set()

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case MeetingCalled():
                self.canvas, self.day = fact.canvas, fact.day
            case MeetingChanged():
                self.day = fact.day
            case MeetingCancelled():
                self.cancelled = True
            case MeetingHeld():
                self.held = True
            case MeetingNoted():
                self.notes, self.agreed, self.disputed = fact.text, set(), set()
            case NotesAgreed():
                self.agreed.add(entry.by)
                self.disputed.discard(entry.by)
            case NotesDisputed():
                self.disputed.add(entry.by)
                self.agreed.discard(entry.by)


class CallMeeting(Official, frozen=True):
    """place: where, or a link, in plain words. day: `YYYY-MM-DD`. time: `HH:MM`. access: what is offered."""

    canvas: str
    place: str
    day: str
    time: str
    access: tuple[Access, ...] = ()


class ChangeMeeting(Official, frozen=True):
    """The other fields take the place of what was said before."""

    meeting: str
    place: str
    day: str
    time: str
    reason: str
    access: tuple[Access, ...] = ()


class CancelMeeting(Official, frozen=True):
    meeting: str
    reason: str


class AskForAccess(Spoken, frozen=True, kw_only=True):
    """What somebody needs to be able to come; only those who host the meeting read it."""

    meeting: str


class HoldMeeting(Command, frozen=True):
    """present: how many people came. met: what was there of what makes it possible to come."""

    meeting: str
    present: int
    met: tuple[Access, ...] = ()


class NoteMeeting(Spoken, frozen=True, kw_only=True):
    """The notes of a meeting, or new ones in place of those."""

    meeting: str


class AgreeToNotes(Command, frozen=True):
    meeting: str


class DisputeNotes(Spoken, frozen=True, kw_only=True):
    """What is wrong with the notes."""

    meeting: str


def call_meeting(command: CallMeeting, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "officer", "steward")
    going(ctx, command.canvas)
    day, time, access = _when(command.day, command.time, ctx), _clock(command.time), _sorted(command.access)
    fact = MeetingCalled(canvas=command.canvas, day=day, time=time, access=access)
    return [Act(ctx.new("mee_"), fact, (_place(command, ctx),))]


def change_meeting(command: ChangeMeeting, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "officer", "steward")
    _to_come(ctx, command.meeting)
    day, time, access = _when(command.day, command.time, ctx), _clock(command.time), _sorted(command.access)
    words = _place(command, ctx), _reason(command, ctx)
    return [Act(command.meeting, MeetingChanged(day=day, time=time, access=access), words)]


def cancel_meeting(command: CancelMeeting, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "officer", "steward")
    _to_come(ctx, command.meeting)
    return [Act(command.meeting, MeetingCancelled(), (_reason(command, ctx),))]


def ask_for_access(command: AskForAccess, ctx: Context) -> list[Act]:
    state = _to_come(ctx, command.meeting)
    here(ctx, state.canvas)
    words, acts = speak_privately(command, "reason", state.canvas, ctx)
    return [*acts, Act(command.meeting, AccessAsked(text=words))]


def hold_meeting(command: HoldMeeting, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "officer", "steward")
    state = _to_come(ctx, command.meeting)
    if ctx.today < state.day:
        raise Refused(f"This meeting is on {state.day}; say who came once it has been.")
    if not 0 <= command.present <= 100_000:
        raise Refused("Write how many people came as a number.")
    return [Act(command.meeting, MeetingHeld(present=command.present, met=_sorted(command.met)))]


def note_meeting(command: NoteMeeting, ctx: Context) -> list[Act]:
    state = _called(ctx, command.meeting)
    going(ctx, state.canvas)
    active(ctx, state.canvas)
    if not state.held:
        raise Refused("A meeting has notes once it has been held; say first how many people came.")
    words, acts = speak(command, "note", state.canvas, ctx)
    return [*acts, Act(command.meeting, MeetingNoted(text=words))]


def agree_to_notes(command: AgreeToNotes, ctx: Context) -> list[Act]:
    state = _noted(ctx, command.meeting)
    here(ctx, state.canvas)
    if ctx.by in state.agreed:
        return []
    return [Act(command.meeting, NotesAgreed(text=state.notes))]


def dispute_notes(command: DisputeNotes, ctx: Context) -> list[Act]:
    state = _noted(ctx, command.meeting)
    here(ctx, state.canvas)
    words, acts = speak(command, "reason", state.canvas, ctx)
    return [*acts, Act(command.meeting, NotesDisputed(text=state.notes, because=words))]


def _called(ctx: Context, meeting: str) -> Meeting:
    state = ctx.look(meeting, Meeting, NO_MEETING)
    if not state.canvas:
        raise Refused(NO_MEETING)
    if state.cancelled:
        raise Refused("This meeting was cancelled.")
    return state


def _to_come(ctx: Context, meeting: str) -> Meeting:
    state = _called(ctx, meeting)
    if state.held:
        raise Refused("This meeting has been held; nothing about it can be changed but its notes.")
    going(ctx, state.canvas)
    return state


def _noted(ctx: Context, meeting: str) -> Meeting:
    state = _called(ctx, meeting)
    if not state.notes:
        raise Refused("This meeting has no notes yet.")
    going(ctx, state.canvas)
    return state


def _when(day: str, time: str, ctx: Context) -> str:
    if not date(day) or day < ctx.today:
        raise Refused("Choose the day of the meeting, today or later.")
    return day


def _clock(time: str) -> str:
    if not _CLOCK.fullmatch(time):
        raise Refused(f"Write the time {time} as hours and minutes, for example 18:30.")
    return time


def _sorted(access: tuple[Access, ...]) -> tuple[Access, ...]:
    return tuple(sorted(set(access)))


def _place(command: CallMeeting | ChangeMeeting, ctx: Context) -> Words:
    return office(text(command.place, "where the meeting is", 1_000), tongue(command, ctx))


def _reason(command: ChangeMeeting | CancelMeeting, ctx: Context) -> Words:
    return office(text(command.reason, "the reason", 2_000), tongue(command, ctx))


RULES: dict[type[Command], Decide] = {
    CallMeeting: call_meeting,
    ChangeMeeting: change_meeting,
    CancelMeeting: cancel_meeting,
    AskForAccess: ask_for_access,
    HoldMeeting: hold_meeting,
    NoteMeeting: note_meeting,
    AgreeToNotes: agree_to_notes,
    DisputeNotes: dispute_notes,
}
