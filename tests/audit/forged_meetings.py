"""What the rules refuse about meetings, rounds and looks back."""

from folkmoot.domain.meeting import CallMeeting
from folkmoot.domain.review import OpenReview
from folkmoot.domain.rounds import OpenRound
from folkmoot.events.fact import Fact
from folkmoot.events.meeting import (
    AccessAsked,
    MeetingCalled,
    MeetingCancelled,
    MeetingChanged,
    MeetingHeld,
    MeetingNoted,
    NotesAgreed,
    NotesDisputed,
)
from folkmoot.events.review import ReviewClosed, ReviewOpened, ReviewRemarked
from folkmoot.events.rounds import RoundClosed, RoundOpened, TurnPassed, TurnTaken
from tests.audit.forging import NEW, Forge, Small, said, words

DAY, TIME = "2030-01-01", "18:00"


def called(w: Small) -> str:
    """A meeting in the canvas of the town."""
    return w.when("house", CallMeeting(canvas=w.canvas_, place="The hall", day=DAY, time=TIME))[-1].stream


def on_meeting(by: str, fact: Fact, seals: int = 0, *before: Fact) -> Forge:
    """A fact about a meeting, after others by the house."""

    def forge(w: Small) -> None:
        stream = called(w)
        for earlier in before:
            w.given("house", stream, earlier, len(type(earlier).SEALS))
        w.given(getattr(w, by, by), stream, fact, seals)

    return forge


def in_round(by: str, fact: Fact, *before: Fact) -> Forge:
    """A fact about a round, after others by the same person."""

    def forge(w: Small) -> None:
        stream = w.when("house", OpenRound(canvas=w.canvas_, question="How was it?"))[-1].stream
        for each in (*before, fact):
            w.given(getattr(w, by, by), stream, each)

    return forge


def in_review(by: str, fact: Fact, seals: int = 0) -> Forge:
    """A fact about a look back."""

    def forge(w: Small) -> None:
        w.given(getattr(w, by, by), w.when(w.ann, OpenReview(canvas=w.canvas_))[-1].stream, fact, seals)

    return forge


def another_turn(w: Small) -> None:
    """ann speaks twice in a round."""
    stream = w.when("house", OpenRound(canvas=w.canvas_, question="How was it?"))[-1].stream
    for _ in range(2):
        w.given(w.ann, stream, TurnTaken(text=words(w, w.ann, "turn", w.canvas_)))


def dispute_other_notes(w: Small) -> None:
    """ann disputes notes that are not the latest."""
    stream = called(w)
    w.minute += 60 * 24 * 3000
    w.given("house", stream, MeetingHeld(present=3))
    w.given(w.bob, stream, MeetingNoted(text=words(w, w.bob, "note", w.canvas_)))
    w.given(w.ann, stream, NotesDisputed(text=w.story, because=words(w, w.ann, "reason", w.canvas_)))


FORGED: dict[str, tuple[Forge, str]] = {
    "a meeting called by a resident": (
        lambda w: w.given(w.ann, NEW["mee"], MeetingCalled(canvas=w.canvas_, day=DAY, time=TIME), 1),
        "only a facilitator",
    ),
    "a meeting on a day that is no day": (
        lambda w: w.given("house", NEW["mee"], MeetingCalled(canvas=w.canvas_, day="2030-02-30", time=TIME), 1),
        "not written",
    ),
    "a meeting on a day that is over": (
        lambda w: w.given("house", NEW["mee"], MeetingCalled(canvas=w.canvas_, day="2020-01-01", time=TIME), 1),
        "is over",
    ),
    "a meeting at no time": (
        lambda w: w.given("house", NEW["mee"], MeetingCalled(canvas=w.canvas_, day=DAY, time="25:00"), 1),
        "not written",
    ),
    "a meeting with one arrangement twice": (
        on_meeting("house", MeetingChanged(day=DAY, time=TIME, access=("online", "online")), 2),
        "once each",
    ),
    "a meeting changed after it was cancelled": (
        on_meeting("house", MeetingChanged(day=DAY, time=TIME), 2, MeetingCancelled()),
        "cancelled",
    ),
    "a meeting cancelled by a moderator": (on_meeting("moderator", MeetingCancelled(), 1), "only a facilitator"),
    "a meeting held before its day": (on_meeting("house", MeetingHeld(present=1)), "before its day"),
    "access asked for without words": (on_meeting("ann", AccessAsked(text=NEW["con"])), "never received"),
    "notes before the meeting": (
        lambda w: w.given(w.ann, called(w), MeetingNoted(text=words(w, w.ann, "note", w.canvas_))),
        "once it has been held",
    ),
    "notes in somebody else's words": (on_meeting("bob", MeetingNoted(text=NEW["con"])), "never received"),
    "agreement to notes that are not there": (on_meeting("ann", NotesAgreed(text=NEW["con"])), "not the latest notes"),
    "a dispute of other notes": (dispute_other_notes, "not the latest notes"),
    "a round opened by a resident": (
        lambda w: w.given(w.ann, NEW["rou"], RoundOpened(canvas=w.canvas_), 1),
        "only a facilitator",
    ),
    "a round in a meeting of another canvas": (
        lambda w: w.given("house", NEW["rou"], RoundOpened(canvas=w.other, meeting=called(w)), 1),
        "none of its canvas",
    ),
    "a second turn": (another_turn, "has had a turn"),
    "a pass in a round that nobody opened": (said("ann", NEW["rou"], TurnPassed()), "never opened"),
    "a round closed by a resident": (in_round("ann", RoundClosed()), "only a facilitator"),
    "a look back opened from outside": (
        lambda w: w.given(w.ann, NEW["rev"], ReviewOpened(canvas=w.other)),
        "has not joined",
    ),
    "a look back in words of another kind": (
        lambda w: in_review("ann", ReviewRemarked(aspect="helped", text=w.story))(w),
        "no remark",
    ),
    "a look back closed before anybody looked back": (in_review("house", ReviewClosed(), 1), "once somebody has looked back"),
}
"""What is forged -> how, and words of the sentence that says what is wrong with it."""
