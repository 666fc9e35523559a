"""What a body owes: from when, until which day, when it is met, and when it is owed again."""

from typing import Any

import pytest

from folkmoot.domain.canvas import AnswerCanvas, ConcludeCanvas, MakePromise, OpenCanvas
from folkmoot.domain.community import STREAM, AmendCharter, TakeRoleBack
from folkmoot.domain.contributing import EraseContribution, GiveConsent, Share, Withdraw, WithdrawConsent
from folkmoot.domain.deciding import AnswerDecision, CastBallot, CloseDecision
from folkmoot.domain.duty import DUTIES, Duty, NoteOverdue, later
from folkmoot.domain.moderation import Hide
from folkmoot.domain.participant import EraseParticipant
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.domain.question import AnswerQuestion, SecondQuestion
from folkmoot.domain.rules import Command
from folkmoot.events.canvas import CanvasAnswered
from folkmoot.events.community import Rules
from folkmoot.events.decision import DecisionAnswered
from folkmoot.events.duty import DutyOverdue
from folkmoot.events.question import QuestionAnswered, QuestionSeconded
from tests.rules.given import ASKED, DAY, NOBODY, World, facts, founded, only
from tests.rules.votes import opened


def asked(world: World, canvas: str, **more: Any) -> tuple[str, str, str]:
    """(question, who asked, office): put to an officer."""
    officer, ana = world.office("officer"), world.person(canvas)
    return world.brings(ana, canvas, "question", to=officer, **more), ana, officer


def seconded(world: World, canvas: str) -> tuple[str, str, str]:
    """The same, seconded by as many as it takes."""
    question, ana, officer = asked(world, canvas)
    for _ in range(2):
        world.when(world.person(canvas), SecondQuestion(contribution=question))
    return question, ana, officer


def decided(world: World, body: str = "", answer_by: str = "", **more: Any) -> str:
    """A decision with a result, in a canvas of a body."""
    if "approval" not in world.see(STREAM).plugins:
        world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    command = OpenCanvas(question="What next?", promise="We answer.", level="involve", body=body, answer_by=answer_by)
    canvas = world.when("house", command)[0].stream
    decision = opened(world, canvas, **more)
    world.when(world.person(canvas), CastBallot(decision=decision, choice=["a"]))
    world.when("house", CloseDecision(decision=decision))
    return decision


def the_duty(world: World, stream: str) -> Duty:
    duty: Duty = world.see(DUTIES).known[stream]
    return duty


def today(world: World) -> str:
    return world.context("house").today


def test_a_question_is_owed_once_enough_people_second_it() -> None:
    world = founded()
    canvas = world.canvas()
    question, _, officer = asked(world, canvas)
    assert facts(world.when(world.person(canvas), SecondQuestion(contribution=question))) == [QuestionSeconded()]
    assert not the_duty(world, question).open
    world.minute += 3 * DAY
    world.when(world.person(canvas), SecondQuestion(contribution=question))
    assert the_duty(world, question).open
    assert the_duty(world, question).due == later(today(world), 28)
    assert the_duty(world, question).office == officer


def test_where_the_charter_asks_for_no_seconds_a_question_is_owed_when_it_is_shown() -> None:
    world = founded(Rules(seconds=0, answer=7))
    canvas = world.canvas()
    question, ana, _ = asked(world, canvas, publish=False)
    assert not the_duty(world, question).open
    world.minute += DAY
    world.when(ana, Share(contribution=question, **ASKED))
    assert the_duty(world, question).due == later(today(world), 7)


def test_a_day_once_set_stays_when_the_charter_changes() -> None:
    world = founded()
    question, _, _ = seconded(world, world.canvas())
    due = the_duty(world, question).due
    world.when("house", AmendCharter(charter="We are quick.", reason="People wait.", rules=Rules(answer=1)))
    assert the_duty(world, question).due == due


def test_a_question_is_seconded_once_by_people_of_the_canvas_and_not_by_who_asked() -> None:
    world = founded()
    canvas = world.canvas()
    question, ana, officer = asked(world, canvas)
    bob, command = world.person(canvas), SecondQuestion(contribution=question)
    assert "yourself" in world.refused(ana, command)
    assert "office has no vote" in world.refused(officer, command)
    assert "Join this canvas" in world.refused(world.person(world.canvas()), command)
    world.when(bob, command)
    assert "already" in world.refused(bob, command)
    assert "Only a question" in world.refused(bob, SecondQuestion(contribution=world.brings(ana, canvas, "story")))
    assert "Only a question" in world.refused(bob, SecondQuestion(contribution=world.brings(ana, canvas, "question")))
    hidden, _, _ = asked(world, canvas)
    world.when("house", Hide(contribution=hidden, reason="abuse", statement="It names a child."))
    assert "not shown" in world.refused(bob, SecondQuestion(contribution=hidden))


def test_a_question_is_answered_by_the_office_it_is_put_to_and_by_an_officer_once_that_serves_no_more() -> None:
    world = founded()
    canvas = world.canvas()
    moderator = world.office("moderator")
    question = world.brings(world.person(canvas), canvas, "question", to=moderator)
    command = AnswerQuestion(contribution=question, answer="By the spring.")
    for role in ("officer", "steward", "moderator"):
        assert "another office" in world.refused(world.office(role), command)
    acts = world.when(moderator, command)
    assert facts(acts) == [QuestionAnswered()]
    assert [words.owner for words in acts[0].words] == ["office"]
    world.when(moderator, AnswerQuestion(contribution=question, answer="By the summer."))
    assert "box is empty" in world.refused(moderator, AnswerQuestion(contribution=question, answer=" "))
    world.when("house", TakeRoleBack(office=moderator, role="moderator", reason="It moved away."))
    only({"officer"}, world, lambda by: command)


def test_an_answer_meets_a_question() -> None:
    world = founded()
    question, _, officer = seconded(world, world.canvas())
    world.when(officer, AnswerQuestion(contribution=question, answer="By the spring."))
    assert not the_duty(world, question).open


@pytest.mark.parametrize("back", ["withdrawn", "consent", "erased", "person"])
def test_a_question_that_is_taken_back_is_owed_no_answer(back: str) -> None:
    world = founded()
    question, ana, officer = seconded(world, world.canvas())
    ways: dict[str, Command] = {
        "withdrawn": Withdraw(contribution=question),
        "consent": WithdrawConsent(contribution=question, purposes=("publish",)),
        "erased": EraseContribution(contribution=question),
        "person": EraseParticipant(participant=ana),
    }
    world.when(ana, ways[back])
    assert not the_duty(world, question).open
    world.refused(officer, AnswerQuestion(contribution=question, answer="By the spring."))


def test_a_question_shown_again_is_owed_by_the_same_day_and_hiding_it_ends_nothing() -> None:
    world = founded()
    question, ana, officer = seconded(world, world.canvas())
    due = the_duty(world, question).due
    world.when(ana, Withdraw(contribution=question))
    world.when(ana, Share(contribution=question, **ASKED))
    assert (the_duty(world, question).open, the_duty(world, question).due) == (True, due)
    world.when(ana, WithdrawConsent(contribution=question, purposes=("publish",)))
    world.when(ana, GiveConsent(contribution=question, purposes=("publish",), **ASKED))
    assert the_duty(world, question).open
    world.when("house", Hide(contribution=question, reason="off-topic", statement="It is about the gate."))
    assert the_duty(world, question).open
    world.when(officer, AnswerQuestion(contribution=question, answer="It is hidden, and this is why."))
    assert not the_duty(world, question).open


def test_a_result_that_binds_is_owed_an_answer_by_the_charter_whatever_the_canvas_was_promised() -> None:
    world = founded()
    for promised in ("", later(today(world), 100), later(today(world), 3)):
        assert the_duty(world, decided(world, answer_by=promised)).due == later(today(world), 28)
    assert not the_duty(world, decided(world, quorum=9)).open


def promised(world: World, **more: Any) -> tuple[str, str]:
    """(canvas, office): of which the office made the promise itself."""
    body = world.office("officer")
    command = OpenCanvas(**({"question": "What next?", "promise": "We answer.", "level": "involve", "body": body} | more))
    return world.when(body, command)[0].stream, body


def test_what_comes_of_a_canvas_is_owed_by_the_day_that_its_office_promised() -> None:
    world = founded()
    canvas, body = promised(world, answer_by=later(today(world), 30))
    duty = the_duty(world, canvas)
    assert (duty.what, duty.office, duty.due, duty.open) == ("promise", body, later(today(world), 30), True)
    world.minute += 31 * DAY
    assert facts(world.when("house", NoteOverdue())) == [DutyOverdue(due=duty.due)]
    acts = world.when(body, AnswerCanvas(canvas=canvas, answer="We plant two trees, and no bench."))
    assert (facts(acts), acts[0].words[0].owner) == ([CanvasAnswered()], "office")
    assert not the_duty(world, canvas).open


def test_a_promise_that_another_office_wrote_is_owed_once_it_is_made() -> None:
    world = founded()
    body, day = world.office("overseer"), later(today(world), 30)
    command = OpenCanvas(question="What next?", promise="They answer.", level="involve", body=body, answer_by=day)
    canvas = world.when("house", command)[0].stream
    assert canvas not in world.see(DUTIES).known
    assert "make the promise first" in world.refused(body, AnswerCanvas(canvas=canvas, answer="Trees."))
    world.when(body, MakePromise(canvas=canvas, promise="We answer.", level="involve", answer_by=later(day, 1)))
    assert (the_duty(world, canvas).due, the_duty(world, canvas).office) == (later(day, 1), body)


def test_a_promise_without_a_day_is_answered_and_never_overdue() -> None:
    world = founded()
    canvas, body = promised(world)
    assert canvas not in world.see(DUTIES).known
    assert world.when(body, AnswerCanvas(canvas=canvas, answer="Trees."))


def test_the_office_that_promised_answers_for_its_canvas_also_once_it_is_concluded() -> None:
    world = founded()
    canvas, body = promised(world, answer_by=later(today(world), 30))
    command = AnswerCanvas(canvas=canvas, answer="We plant two trees.")
    assert "office that made the promise" in world.refused(world.office("officer"), command)
    assert "no such canvas" in world.refused(body, AnswerCanvas(canvas="can" + NOBODY, answer="Trees."))
    assert "Write the answer" in world.refused(body, AnswerCanvas(canvas=canvas, answer=" "))
    concluded = facts(world.when("house", ConcludeCanvas(canvas=canvas, reason="Done.")))[0]
    assert getattr(concluded, "open_duties", None) == (canvas,)
    world.when("house", TakeRoleBack(office=body, role="officer", reason="It is dissolved."))
    only({"officer"}, world, lambda by: command)
    world.when(world.office("officer"), command)
    assert not the_duty(world, canvas).open


def test_a_decision_is_answered_by_the_body_that_promised_or_an_officer_where_there_is_none() -> None:
    world = founded()
    body, officer = world.office("overseer"), world.office("officer")
    command = AnswerDecision(decision=decided(world, body=body), outcome="changed", reasons="A tree, but a small one.")
    assert "body that gave the promise" in world.refused(officer, command)
    acts = world.when(body, command)
    assert facts(acts) == [DecisionAnswered(outcome="changed")]
    assert not the_duty(world, command.decision).open
    world.when(body, AnswerDecision(decision=command.decision, outcome="accepted", reasons="A tall one after all."))
    anybody = AnswerDecision(decision=decided(world), outcome="refused", reasons="There is no money.")
    only({"officer"}, world, lambda by: anybody)


def test_a_decision_is_answered_once_it_has_a_result() -> None:
    world = founded()
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    decision = opened(world, world.canvas())
    command = AnswerDecision(decision=decision, outcome="accepted", reasons="Yes.")
    assert "once it has a result" in world.refused(world.office("officer"), command)
    assert "no such decision" in world.refused("house", AnswerDecision(decision="dec" + NOBODY, outcome="accepted", reasons="Yes."))


def test_the_house_notes_a_day_that_passed_once_and_nobody_else_does() -> None:
    world = founded()
    question, _, officer = seconded(world, world.canvas())
    due = the_duty(world, question).due
    world.minute += 28 * DAY
    assert world.when("house", NoteOverdue()) == []
    world.minute += DAY
    assert "kept by the house" in world.refused(officer, NoteOverdue())
    assert facts(world.when("house", NoteOverdue())) == [DutyOverdue(due=due)]
    assert world.when("house", NoteOverdue()) == []


def test_the_end_of_the_calendar_is_the_last_day_there_is() -> None:
    assert later("9999-12-30", 28) == "9999-12-31"
    assert later("2026-02-27", 2) == "2026-03-01"
