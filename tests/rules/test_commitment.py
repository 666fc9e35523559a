"""Commitments: who makes them, by which day, and how people dispute what is said of them."""

from typing import Any

from folkmoot.domain import decide
from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.commitment import (
    AnswerDispute,
    DeliverCommitment,
    DisputeCommitment,
    MakeCommitment,
    MissCommitment,
    MoveCommitment,
    ReportProgress,
)
from folkmoot.domain.community import TakeRoleBack
from folkmoot.domain.duty import DUTIES, Duty, NoteOverdue
from folkmoot.events.commitment import (
    CommitmentDelivered,
    CommitmentDisputed,
    CommitmentMade,
    CommitmentMissed,
    CommitmentMoved,
    CommitmentProgressed,
    DisputeAnswered,
)
from folkmoot.events.contribution import Received, Shared
from folkmoot.events.duty import DutyOverdue
from folkmoot.events.ground import ConsentGiven
from tests.rules.given import DAY, NOBODY, SAID, World, facts, founded, only, the
from tests.rules.test_duty import decided

DUE, LATER = "2025-06-01", "2025-09-01"
REASON: dict[str, Any] = SAID | {"text": "There is one tree, and it is dead."}


def make(where: str, by: str, **more: Any) -> MakeCommitment:
    return MakeCommitment(**({"canvas": where, "text": "Two trees are planted.", "owner": by, "due": DUE} | more))


def made(world: World, canvas: str) -> tuple[str, str]:
    """(commitment, officer who owns it)."""
    officer = world.office("officer")
    return world.when(officer, make(canvas, officer))[0].stream, officer


def is_open(world: World, commitment: str) -> bool:
    duty: Duty = world.see(DUTIES).known[commitment]
    return duty.open


def test_a_commitment_has_an_office_that_owns_it_and_a_day() -> None:
    world = founded()
    canvas, owner = world.canvas(), world.office("overseer")
    command = make(canvas, owner)
    acts = world.when(owner, command)
    assert facts(acts) == [CommitmentMade(canvas=canvas, owner=owner, due=DUE)]
    assert [words.owner for words in acts[0].words] == ["office"]
    for change in (
        {"due": ""},
        {"due": "2020-01-01"},
        {"due": "soon"},
        {"owner": "o" + NOBODY},
        {"canvas": "can" + NOBODY},
        {"text": ""},
    ):
        world.refused("house", make(canvas, owner, **change))


def test_an_office_promises_for_itself_alone_and_says_itself_what_became_of_it() -> None:
    world = founded()
    canvas, owner = world.canvas(), world.office("overseer")
    commitment = world.when(owner, make(canvas, owner))[0].stream
    world.when(owner, DeliverCommitment(commitment=commitment, text="They stand."))
    world.when(world.person(canvas), DisputeCommitment(commitment=commitment, **REASON))
    for role in ("officer", "steward", "facilitator", "moderator"):
        another = world.office(role)
        assert "for itself alone" in world.refused(another, make(canvas, owner))
        for command in (
            MoveCommitment(commitment=commitment, due=LATER, reason="The ground is frozen."),
            AnswerDispute(commitment=commitment, outcome="dismissed", reason="They do stand."),
        ):
            assert "for itself alone" in world.refused(another, command)


def test_what_an_office_promised_that_serves_no_more_is_answered_for_by_any_officer() -> None:
    world = founded()
    canvas, owner = world.canvas(), world.office("overseer")
    commitment = world.when(owner, make(canvas, owner))[0].stream
    world.when("house", TakeRoleBack(office=owner, role="overseer", reason="It is dissolved."))
    command = ReportProgress(commitment=commitment, text="The holes are dug.")
    assert "Only a officer" in world.refused(owner, command)
    only({"officer"}, world, lambda by: command)


def test_a_commitment_follows_from_a_decision_of_its_canvas_that_has_a_result() -> None:
    world = founded()
    decision, owner = decided(world), world.office("officer")
    canvas = world.see(decision).terms.canvas
    assert the(CommitmentMade, world.when("house", make(canvas, owner, decision=decision))).decision == decision
    assert "of this canvas" in world.refused("house", make(world.canvas(), owner, decision=decision))


def test_its_owner_says_what_becomes_of_it() -> None:
    world = founded()
    canvas, owner = world.canvas(), world.office("overseer")
    commitment = world.when(owner, make(canvas, owner))[0].stream
    for command in (
        MoveCommitment(commitment=commitment, due=LATER, reason="The ground is frozen."),
        ReportProgress(commitment=commitment, text="The holes are dug."),
        DeliverCommitment(commitment=commitment, text="They stand."),
        MissCommitment(commitment=commitment, reason="There is no money."),
    ):
        world.refused(world.office("moderator"), command)
        assert decide(command, world.context(owner))
        world.refused("p" + NOBODY, command)


def test_it_is_moved_to_another_day_to_come_with_a_reason() -> None:
    world = founded()
    commitment, officer = made(world, world.canvas())
    command = MoveCommitment(commitment=commitment, due=LATER, reason="The ground is frozen.")
    assert facts(world.when(officer, command)) == [CommitmentMoved(due=LATER)]
    assert "already" in world.refused(officer, command)
    world.refused(officer, MoveCommitment(commitment=commitment, due="2020-01-01", reason="Yesterday."))
    world.refused(officer, MoveCommitment(commitment=commitment, due=DUE, reason=" "))


def test_evidence_is_the_fingerprint_of_a_file_or_nothing() -> None:
    world = founded()
    commitment, officer = made(world, world.canvas())
    mark = "ab" * 32
    acts = world.when(officer, ReportProgress(commitment=commitment, text="The holes are dug.", evidence=mark))
    assert facts(acts) == [CommitmentProgressed(evidence=mark)]
    for wrong in ("AB" * 32, "ab", "the photo"):
        assert "SHA-256" in world.refused(officer, ReportProgress(commitment=commitment, text="Dug.", evidence=wrong))


def test_what_is_delivered_or_given_up_is_owed_no_more() -> None:
    world = founded()
    canvas = world.canvas()
    for end, fact in (
        (lambda c: DeliverCommitment(commitment=c, text="They stand."), CommitmentDelivered()),
        (lambda c: MissCommitment(commitment=c, reason="There is no money."), CommitmentMissed()),
    ):
        commitment, officer = made(world, canvas)
        assert is_open(world, commitment)
        assert facts(world.when(officer, end(commitment))) == [fact]
        assert not is_open(world, commitment)
        world.refused(officer, ReportProgress(commitment=commitment, text="More."))
        world.refused(officer, end(commitment))


def test_people_of_the_canvas_dispute_what_is_reported_in_words_that_everybody_reads() -> None:
    world = founded()
    canvas = world.canvas()
    commitment, officer = made(world, canvas)
    bob, command = world.person(canvas), DisputeCommitment(commitment=commitment, **REASON)
    assert "nothing to dispute" in world.refused(bob, command)
    world.when(officer, DeliverCommitment(commitment=commitment, text="They stand."))
    assert "office has no vote" in world.refused(officer, command)
    assert "Join this canvas" in world.refused(world.person(world.canvas()), command)
    assert "only work with words" in world.refused(bob, DisputeCommitment(commitment=commitment, **REASON | {"publish": False}))
    acts = world.when(bob, command)
    assert [type(fact) for fact in facts(acts)] == [Received, ConsentGiven, Shared, CommitmentDisputed]
    assert the(Received, acts).kind == "reason"
    assert the(CommitmentDisputed, acts).because == acts[0].stream
    assert "already" in world.refused(bob, command)


def test_a_dispute_that_is_upheld_makes_it_owed_again_and_one_that_is_dismissed_does_not() -> None:
    world = founded()
    canvas = world.canvas()
    commitment, officer = made(world, canvas)
    bob = world.person(canvas)

    def answer(outcome: Any) -> AnswerDispute:
        return AnswerDispute(commitment=commitment, outcome=outcome, reason="We went and looked.")

    world.when(officer, DeliverCommitment(commitment=commitment, text="They stand."))
    assert "Nobody disputes" in world.refused(officer, answer("upheld"))
    world.when(bob, DisputeCommitment(commitment=commitment, **REASON))
    world.when(officer, answer("dismissed"))
    assert not is_open(world, commitment)
    world.when(world.person(canvas), DisputeCommitment(commitment=commitment, **REASON))
    assert facts(world.when(officer, answer("upheld"))) == [DisputeAnswered(outcome="upheld")]
    assert is_open(world, commitment)
    world.when(officer, DeliverCommitment(commitment=commitment, text="Now they stand."))
    world.when(bob, DisputeCommitment(commitment=commitment, **REASON))


def test_a_commitment_is_overdue_the_day_after_and_again_after_its_new_day() -> None:
    world = founded()
    commitment, officer = made(world, world.canvas())
    world.minute += 200 * DAY
    assert facts(world.when("house", NoteOverdue())) == [DutyOverdue(due=DUE)]
    moved = world.context(officer).today
    world.when(officer, MoveCommitment(commitment=commitment, due=moved, reason="Today."))
    assert world.when("house", NoteOverdue()) == []
    world.minute += DAY
    assert facts(world.when("house", NoteOverdue())) == [DutyOverdue(due=moved)]


def test_a_canvas_is_concluded_with_what_is_still_owed_to_it() -> None:
    world = founded()
    canvas = world.canvas()
    kept, keeper = made(world, canvas)
    done, officer = made(world, canvas)
    made(world, world.canvas())
    world.when(officer, DeliverCommitment(commitment=done, text="They stand."))
    fact = facts(world.when("house", ConcludeCanvas(canvas=canvas, reason="We planted.")))[0]
    assert getattr(fact, "open_duties", None) == (kept,)
    world.when(keeper, DeliverCommitment(commitment=kept, text="They stand."))
    outsider = world.person(world.canvas())
    assert "Join this canvas" in world.refused(outsider, DisputeCommitment(commitment=kept, **REASON))


def test_people_dispute_what_is_called_delivered_also_when_their_canvas_is_concluded() -> None:
    world = founded()
    canvas = world.canvas()
    commitment, officer = made(world, canvas)
    bob = world.person(canvas)
    world.when("house", ConcludeCanvas(canvas=canvas, reason="We planted."))
    world.when(officer, DeliverCommitment(commitment=commitment, text="They stand."))
    acts = world.when(bob, DisputeCommitment(commitment=commitment, **REASON))
    assert the(CommitmentDisputed, acts).because == acts[0].stream
    world.when(officer, AnswerDispute(commitment=commitment, outcome="upheld", reason="We went and looked."))
    assert is_open(world, commitment)
