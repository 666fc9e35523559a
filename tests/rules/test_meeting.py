"""Meetings, rounds and looks back: who may call them, who speaks, and when it is too late."""

from typing import Any

from folkmoot.domain.canvas import ConcludeCanvas
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
from folkmoot.domain.review import CloseReview, OpenReview, Remark
from folkmoot.domain.rounds import CloseRound, OpenRound, PassTurn, TakeTurn
from folkmoot.events.contribution import Received, Shared
from folkmoot.events.ground import ConsentGiven, DutyStated
from folkmoot.events.meeting import AccessAsked, MeetingCalled, MeetingHeld, MeetingNoted, NotesAgreed, NotesDisputed
from folkmoot.events.review import ReviewClosed, ReviewOpened, ReviewRemarked
from folkmoot.events.rounds import TurnPassed, TurnTaken
from tests.rules.given import DAY, NOBODY, SAID, World, facts, founded, only, the

HALL: dict[str, Any] = {"place": "The hall, Mill Lane 3", "day": "2025-03-01", "time": "18:30", "access": ("step-free",)}


def called(world: World, canvas: str) -> str:
    return world.when("house", CallMeeting(canvas=canvas, **HALL))[-1].stream


def held(world: World, canvas: str) -> str:
    meeting = called(world, canvas)
    world.minute += 60 * DAY
    world.when("house", HoldMeeting(meeting=meeting, present=12))
    return meeting


def test_a_meeting_is_called_with_its_place_as_words_of_office() -> None:
    world = founded()
    canvas = world.canvas()
    command = CallMeeting(canvas=canvas, **(HALL | {"access": ("online", "childcare", "online")}))
    only({"facilitator", "officer", "steward"}, world, lambda by: command)
    acts = world.when("house", command)
    assert facts(acts) == [MeetingCalled(canvas=canvas, day="2025-03-01", time="18:30", access=("childcare", "online"))]
    assert [words.owner for words in acts[0].words] == ["office"]


def test_a_meeting_is_on_a_day_to_come_at_a_time_of_day() -> None:
    world = founded()
    canvas = world.canvas()
    for change in ({"day": "2024-01-01"}, {"day": ""}, {"day": "soon"}, {"time": "25:00"}, {"time": ""}, {"place": " "}):
        world.refused("house", CallMeeting(canvas=canvas, **(HALL | change)))


def test_what_somebody_needs_to_come_is_said_to_the_host_alone() -> None:
    world = founded()
    canvas = world.canvas()
    ana, meeting = world.person(canvas), called(world, canvas)
    acts = world.when(ana, AskForAccess(meeting=meeting, text="I use a wheelchair."))
    assert [type(fact) for fact in facts(acts)] == [Received, AccessAsked]
    assert "join" in world.refused("p" + NOBODY, AskForAccess(meeting=meeting, text="Me too.")).lower()


def test_who_came_is_said_on_the_day_or_after_it() -> None:
    world = founded()
    canvas = world.canvas()
    meeting = called(world, canvas)
    assert "once it has been" in world.refused("house", HoldMeeting(meeting=meeting, present=3))
    world.minute += 60 * DAY
    only({"facilitator", "officer", "steward"}, world, lambda by: HoldMeeting(meeting=meeting, present=3))
    assert the(MeetingHeld, world.when("house", HoldMeeting(meeting=meeting, present=3, met=("online",)))).met == ("online",)
    assert "has been held" in world.refused("house", ChangeMeeting(meeting=meeting, reason="Rain.", **HALL))
    assert "number" in founded_and_held(-1)


def founded_and_held(present: int) -> str:
    world = founded()
    meeting = called(world, world.canvas())
    world.minute += 60 * DAY
    return world.refused("house", HoldMeeting(meeting=meeting, present=present))


def test_a_cancelled_meeting_takes_nothing_more() -> None:
    world = founded()
    canvas = world.canvas()
    meeting = called(world, canvas)
    world.when("house", CancelMeeting(meeting=meeting, reason="The hall is flooded."))
    for command in (ChangeMeeting(meeting=meeting, reason="Dry again.", **HALL), HoldMeeting(meeting=meeting, present=0)):
        assert "cancelled" in world.refused("house", command)


def test_notes_are_agreed_to_or_disputed_in_their_latest_form() -> None:
    world = founded()
    canvas = world.canvas()
    ana, ben, meeting = world.person(canvas), world.person(canvas), held(world, canvas)
    assert "no notes" in world.refused(ana, AgreeToNotes(meeting=meeting))
    noted = the(MeetingNoted, world.when(ana, NoteMeeting(meeting=meeting, **(SAID | {"text": "We walked the yard."}))))
    assert facts(world.when(ben, AgreeToNotes(meeting=meeting))) == [NotesAgreed(text=noted.text)]
    assert world.when(ben, AgreeToNotes(meeting=meeting)) == []
    disputed = the(NotesDisputed, world.when(ben, DisputeNotes(meeting=meeting, **(SAID | {"text": "Nobody walked."}))))
    assert disputed.text == noted.text
    assert "Only people" in world.refused(world.office("officer"), AgreeToNotes(meeting=meeting))


def test_an_office_takes_notes_in_its_own_name() -> None:
    world = founded()
    meeting = held(world, world.canvas())
    acts = world.when(world.office("facilitator"), NoteMeeting(meeting=meeting, text="Twelve came."))
    assert [type(fact) for fact in facts(acts)] == [Received, DutyStated, Shared, MeetingNoted]


def test_notes_that_nobody_may_read_are_refused() -> None:
    world = founded()
    canvas = world.canvas()
    meeting = held(world, canvas)
    assert "can read" in world.refused(world.person(canvas), NoteMeeting(meeting=meeting, text="Secret."))


def test_in_a_round_everybody_speaks_once_or_passes_and_may_still_speak() -> None:
    world = founded()
    canvas = world.canvas()
    ana, ben = world.person(canvas), world.person(canvas)
    only({"facilitator", "steward"}, world, lambda by: OpenRound(canvas=canvas, question="How was it?"))
    opened = world.when("house", OpenRound(canvas=canvas, question="How was it?"))[-1].stream
    turn = TakeTurn(round=opened, **(SAID | {"text": "Good."}))
    assert [type(fact) for fact in facts(world.when(ana, turn))] == [Received, ConsentGiven, Shared, TurnTaken]
    assert "had your turn" in world.refused(ana, turn)
    assert world.when(ana, PassTurn(round=opened)) == []
    assert facts(world.when(ben, PassTurn(round=opened))) == [TurnPassed()]
    assert world.when(ben, turn)
    only({"facilitator", "steward"}, world, lambda by: CloseRound(round=opened))
    world.when("house", CloseRound(round=opened))
    assert "closed" in world.refused(world.person(canvas), turn)


def test_a_round_is_held_in_a_meeting_of_its_own_canvas() -> None:
    world = founded()
    canvas, other = world.canvas(), world.canvas()
    meeting = called(world, other)
    assert "no such meeting" in world.refused("house", OpenRound(canvas=canvas, question="Well?", meeting=meeting))
    assert world.when("house", OpenRound(canvas=other, question="Well?", meeting=meeting))


def test_anyone_looks_back_at_any_time_and_a_facilitator_says_what_comes_of_it() -> None:
    world = founded()
    canvas = world.canvas()
    ana = world.person(canvas)
    review = world.when(ana, OpenReview(canvas=canvas))[-1].stream
    assert isinstance(world.entries[-1].fact(), ReviewOpened)
    close = CloseReview(review=review, outcome="We meet in the evening from now on.", rules=2)
    assert "Nobody has looked back" in world.refused("house", close)
    remarked = the(ReviewRemarked, world.when(ana, Remark(review=review, aspect="missing", **(SAID | {"text": "Shift workers."}))))
    assert remarked.aspect == "missing"
    only({"facilitator", "steward"}, world, lambda by: close)
    assert facts(world.when("house", close)) == [ReviewClosed(rules=2)]
    assert "closed" in world.refused(ana, Remark(review=review, aspect="helped", **SAID, text="Tea."))


def test_nothing_of_this_is_begun_in_a_concluded_canvas() -> None:
    world = founded()
    canvas = world.canvas()
    ana, meeting = world.person(canvas), called(world, canvas)
    world.when("house", ConcludeCanvas(canvas=canvas, reason="Done."))
    for by, command in (
        ("house", CallMeeting(canvas=canvas, **HALL)),
        ("house", HoldMeeting(meeting=meeting, present=1)),
        ("house", OpenRound(canvas=canvas, question="Well?")),
        (ana, OpenReview(canvas=canvas)),
    ):
        assert "concluded" in world.refused(by, command)


def test_what_is_not_there_is_said_not_to_be_there() -> None:
    world = founded()
    for command in (CancelMeeting(meeting="mee" + NOBODY, reason="No."), CloseRound(round="rou" + NOBODY)):
        assert "no such" in world.refused("house", command)
    assert "no such" in world.refused("house", CloseReview(review="rev" + NOBODY, outcome="None."))
