"""A decision takes one ballot a person from those on its roll, until it closes with a result that is frozen."""

import hashlib
from typing import Any

import pytest

from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.deciding import CallOff, CastBallot, CloseDecision, OpenDecision, ReviewDecision
from folkmoot.domain.decision import inputs_digest
from folkmoot.domain.participant import Attest, EraseParticipant, Join, Leave
from folkmoot.domain.plugin import DisablePlugin, EnablePlugin, SuspendPlugin
from folkmoot.domain.rules import Outcome
from folkmoot.events.community import Role
from folkmoot.events.decision import BallotCast, CalledOff, Closed, Electorate, Opened, Reviewed, Tallied
from folkmoot.events.plugin import PluginDisabled
from folkmoot_approval import Approval
from tests.rules.given import DAY, NOBODY, World, facts, founded, only, the
from tests.rules.votes import call, called, opened

STAFF: set[Role] = {"facilitator", "officer", "steward"}


@pytest.fixture
def world() -> World:
    world = founded()
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    return world


def test_facilitators_officers_and_stewards_call_open_close_and_review(world: World, canvas: str) -> None:
    only(STAFF, world, lambda by: call(canvas), people="Join this canvas")
    decision = called(world, canvas)
    only(STAFF, world, lambda by: OpenDecision(decision=decision))
    world.when("house", OpenDecision(decision=decision))
    only(STAFF, world, lambda by: CloseDecision(decision=decision))
    world.when("house", CloseDecision(decision=decision))
    only(STAFF, world, lambda by: ReviewDecision(decision=decision, outcome="stands", text="It works."))


def test_voting_opens_once_and_only_for_what_was_called(world: World, canvas: str) -> None:
    decision = called(world, canvas)
    acts = world.when("house", OpenDecision(decision=decision))
    assert (facts(acts), acts[0].stream) == ([Opened()], decision)
    assert "open already" in world.refused("house", OpenDecision(decision=decision))


@pytest.mark.parametrize("missing", ["dec" + NOBODY, "dec_x", "", "community"])
def test_a_decision_that_is_not_there_takes_nothing(world: World, canvas: str, ana: str, missing: str) -> None:
    for by, command in (
        ("house", OpenDecision(decision=missing)),
        (ana, CastBallot(decision=missing, choice=["a"])),
        ("house", CloseDecision(decision=missing)),
        ("house", ReviewDecision(decision=missing, outcome="stands", text="It works.")),
    ):
        assert "no such decision" in world.refused(by, command)


def test_a_decision_is_called_off_with_a_reason_before_voting_opens_and_then_nobody_votes_on_it(
    world: World, canvas: str, ana: str
) -> None:
    decision = called(world, canvas)
    assert "Only a" in world.refused(ana, CallOff(decision=decision, reason="No."))
    assert "Write the reason" in world.refused("house", CallOff(decision=decision, reason=" "))
    acts = world.when(world.office("facilitator"), CallOff(decision=decision, reason="The second option has a mistake."))
    assert [(act.stream, act.fact) for act in acts] == [(decision, CalledOff())]
    assert acts[0].words[0].owner == "office"
    assert "called off already" in world.refused("house", CallOff(decision=decision, reason="Again."))
    assert "called off" in world.refused("house", OpenDecision(decision=decision))
    assert "called off" in world.refused(ana, CastBallot(decision=decision, choice=["a"]))


def test_once_voting_has_opened_a_decision_cannot_be_called_off(world: World, canvas: str) -> None:
    sentence = world.refused("house", CallOff(decision=opened(world, canvas), reason="A mistake."))
    assert "cannot be called off" in sentence


def test_the_last_ballot_of_a_person_counts_and_the_same_again_records_nothing(world: World, canvas: str, ana: str) -> None:
    decision = opened(world, canvas)
    for choice in (["a"], ["a", "b"], []):
        acts = world.when(ana, CastBallot(decision=decision, choice=choice))
        assert (facts(acts), acts[0].stream) == ([BallotCast(choice=choice)], decision)
    assert world.when(ana, CastBallot(decision=decision, choice=[])) == []
    assert world.see(decision).ballots == {ana: []}


def test_ballots_are_taken_from_opening_to_closing(world: World, canvas: str, ana: str) -> None:
    decision = called(world, canvas)
    ballot = CastBallot(decision=decision, choice=["a"])
    assert "not opened yet" in world.refused(ana, ballot)
    world.when("house", OpenDecision(decision=decision))
    assert world.when(ana, ballot)
    world.when("house", CloseDecision(decision=decision))
    assert "Voting is closed" in world.refused(ana, ballot)
    assert "Only a decision that is open" in world.refused("house", CloseDecision(decision=decision))


def test_what_was_announced_as_the_last_day_holds_for_voters_and_staff(world: World, canvas: str, ana: str) -> None:
    world.minute = 20_000 * DAY
    last = "2024-10-05"
    decision = opened(world, canvas, closes=last)
    late = called(world, canvas, closes=last)
    assert f"announced until {last}" in world.refused("house", CloseDecision(decision=decision))
    world.minute = 20_002 * DAY - 1
    assert world.context("house").today == last
    assert world.when(ana, CastBallot(decision=decision, choice=["a"]))
    world.minute += 1
    assert f"was {last}" in world.refused(ana, CastBallot(decision=decision, choice=["b"]))
    assert f"was {last}" in world.refused("house", OpenDecision(decision=late))
    assert world.when("house", CloseDecision(decision=decision))


def test_voting_is_closed_once_its_last_day_is_over(world: World, canvas: str) -> None:
    decision = opened(world, canvas, closes=world.context("house").today)
    assert "that day included" in world.refused("house", CloseDecision(decision=decision))
    world.minute += DAY
    assert world.when("house", CloseDecision(decision=decision))


def test_only_participants_of_the_canvas_vote(world: World, canvas: str) -> None:
    decision = opened(world, canvas)
    ballot = CastBallot(decision=decision, choice=["a"])
    for by in (world.person(world.canvas()), "p" + NOBODY, "house"):
        assert "Join this canvas first" in world.refused(by, ballot)
    assert "no vote" in world.refused(world.office("officer"), ballot)


def test_a_ballot_is_what_the_method_takes(world: World, canvas: str, ana: str) -> None:
    decision = opened(world, canvas)
    for choice in (None, "a", {"a": 1}, 7, ["z"], ["b", "a"], ["a", "a"], [["a"]]):
        world.refused(ana, CastBallot(decision=decision, choice=choice))
    assert world.see(decision).ballots == {}


def test_a_ballot_stays_when_its_voter_leaves_or_is_erased_and_they_cast_no_other(
    world: World, canvas: str, ana: str, ben: str
) -> None:
    decision = opened(world, canvas)
    for by in (ana, ben):
        world.when(by, CastBallot(decision=decision, choice=["a"]))
    world.when(ana, Leave())
    world.when(ben, EraseParticipant(participant=ben))
    for by in (ana, ben):
        assert "You have left" in world.refused(by, CastBallot(decision=decision, choice=["b"]))
    world.when(ana, Join(canvas=canvas))
    world.when(ana, CastBallot(decision=decision, choice=["b"]))
    assert world.see(decision).ballots == {ana: ["b"], ben: ["a"]}


def test_a_roll_asks_how_a_person_is_known(world: World, canvas: str, ana: str) -> None:
    decision = opened(world, canvas, electorate=Electorate(rolls=("code", "address"), until="closed"))
    ballot = CastBallot(decision=decision, choice=["a"])
    assert "has not been made yet" in world.refused(ana, ballot)
    world.when("house", Attest(participant=ana, roll="address"))
    world.when("house", Attest(participant=ana, roll="attested"))
    assert world.when(ana, ballot)


def test_who_came_by_import_has_no_vote_unless_the_call_says_so(world: World, canvas: str) -> None:
    by = world.new("p_")
    world.when(by, Join(canvas=canvas, roll="import"), via="import")
    assert "has not been made" in world.refused(by, CastBallot(decision=opened(world, canvas), choice=["a"]))


def test_a_roll_fixed_at_opening_has_nobody_who_came_or_was_checked_later(world: World, canvas: str, ana: str, ben: str) -> None:
    world.when("house", Attest(participant=ana, roll="code"))
    decision = opened(world, canvas, electorate=Electorate(rolls=("code",), until="opened"))
    world.when("house", Attest(participant=ben, roll="code"))
    world.when("house", Attest(participant=ana, roll="address"))
    ballot = CastBallot(decision=decision, choice=["a"])
    assert world.when(ana, ballot)
    assert "fixed when it opened" in world.refused(ben, ballot)
    everyone = opened(world, canvas, electorate=Electorate(rolls=("open",), until="opened"))
    late = world.person(canvas)
    assert "fixed when it opened" in world.refused(late, CastBallot(decision=everyone, choice=["a"]))


def test_closing_freezes_a_result_with_the_inputs_it_counted(world: World, canvas: str, ana: str, ben: str) -> None:
    decision = opened(world, canvas, quorum=2)
    world.when(ana, CastBallot(decision=decision, choice=["a"]))
    world.when(ana, CastBallot(decision=decision, choice=["b"]))
    world.when(ben, CastBallot(decision=decision, choice=["a", "b"]))
    digest = inputs_digest({ana: ["b"], ben: ["a", "b"]})
    acts = world.when(world.office("facilitator"), CloseDecision(decision=decision))
    assert facts(acts) == [
        Closed(ballots=2, input=digest),
        Tallied(
            method="approval",
            version="1.0.0",
            input=digest,
            chosen=("b",),
            counts={"a": 1, "b": 2},
            quorum_met=True,
        ),
    ]
    world.when(ana, EraseParticipant(participant=ana))
    assert world.see(decision).tallied == facts(acts)[1]


def test_a_quorum_that_was_not_met_is_said_so(world: World, canvas: str, ana: str) -> None:
    decision = opened(world, canvas, quorum=2)
    world.when(ana, CastBallot(decision=decision, choice=["a"]))
    assert not the(Tallied, world.when("house", CloseDecision(decision=decision))).quorum_met


def test_a_decision_nobody_voted_in_closes_with_nothing_chosen(world: World, canvas: str) -> None:
    acts = world.when("house", CloseDecision(decision=opened(world, canvas)))
    closed, tallied = the(Closed, acts), the(Tallied, acts)
    assert (closed.ballots, tallied.chosen, tallied.quorum_met) == (0, (), False)


def test_the_digest_of_the_ballots_is_over_canonical_lines_in_order_of_name() -> None:
    lines = b'["p_a",["b"]]\n["p_b",[]]\n'
    assert inputs_digest({"p_b": [], "p_a": ["b"]}) == hashlib.sha256(lines).hexdigest()


class Rounds(Approval):
    """Counts like approval and tells the rounds."""

    def tally(self, ballots: Any, options: Any, params: Any) -> Outcome:
        return Outcome(chosen=("a",), counts={"a": len(ballots)}, detail={"rounds": [["a", len(ballots)]]})


def test_what_a_method_tells_at_length_is_a_blob_named_by_its_hash(world: World, canvas: str, ana: str) -> None:
    decision = opened(world, canvas)
    world.when(ana, CastBallot(decision=decision, choice=["a"]))
    world.methods["approval"] = Rounds()
    acts = world.when("house", CloseDecision(decision=decision))
    assert acts[1].blobs == (b'{"rounds":[["a",1]]}',)
    assert the(Tallied, acts).detail == hashlib.sha256(acts[1].blobs[0]).hexdigest()


class NextMajor(Approval):
    version = "2.0.0"


class NextMinor(Approval):
    version = "1.7.3"


def test_a_decision_is_counted_by_the_major_version_it_was_called_under(world: World, canvas: str, ana: str) -> None:
    decision = opened(world, canvas)
    ballot, close = CastBallot(decision=decision, choice=["a"]), CloseDecision(decision=decision)
    world.methods.pop("approval")
    assert "approval 1.x" in world.refused(ana, ballot)
    assert "approval 1.x" in world.refused("house", close)
    world.methods["approval"] = NextMajor()
    assert "approval 1.x" in world.refused(ana, ballot)
    assert "approval 1.x" in world.refused("house", close)
    world.methods["approval"] = NextMinor()
    assert world.when(ana, ballot)
    assert the(Tallied, world.when("house", close)).version == "1.7.3"


def test_a_plugin_stays_while_a_decision_is_to_be_counted_by_it(world: World, canvas: str, ana: str) -> None:
    disable = DisablePlugin(plugin="approval", reason="Too coarse.")
    first, second = called(world, canvas), opened(world, canvas)
    assert "count: 2" in world.refused("house", disable)
    world.when("house", CallOff(decision=first, reason="Asked too soon."))
    assert "count: 1" in world.refused("house", disable)
    world.when(ana, CastBallot(decision=second, choice=["a"]))
    world.when("house", CloseDecision(decision=second))
    assert facts(world.when("house", disable)) == [PluginDisabled(plugin="approval")]


def test_a_vote_under_way_goes_on_when_its_plugin_is_suspended_and_none_is_called_by_it(
    world: World, canvas: str, ana: str
) -> None:
    decision = opened(world, canvas)
    world.when("house", SuspendPlugin(plugin="approval", cause="failing"))
    assert world.when(ana, CastBallot(decision=decision, choice=["a"]))
    assert world.when("house", CloseDecision(decision=decision))
    assert "not enabled" in world.refused("house", call(canvas))


def test_a_canvas_is_not_over_while_people_vote_in_it_and_what_was_only_called_is_not_opened_after(
    world: World, canvas: str, ana: str
) -> None:
    conclude, decision, waiting = ConcludeCanvas(canvas=canvas, reason="Done."), opened(world, canvas), called(world, canvas)
    world.when(ana, CastBallot(decision=decision, choice=["a"]))
    assert "see it through" in world.refused("house", conclude)
    assert facts(world.when("house", CloseDecision(decision=decision)))[0] == Closed(ballots=1, input=inputs_digest({ana: ["a"]}))
    world.when("house", conclude)
    assert "concluded" in world.refused("house", OpenDecision(decision=waiting))


def test_a_result_is_reviewed_in_words_of_office_as_often_as_needed(world: World, canvas: str) -> None:
    decision = opened(world, canvas)
    review = ReviewDecision(decision=decision, outcome="change", text="The tree needs more light.")
    assert "once it has a result" in world.refused("house", review)
    world.when("house", CloseDecision(decision=decision))
    for _ in range(2):
        acts = world.when(world.office("steward"), review)
        assert facts(acts) == [Reviewed(outcome="change")]
        assert acts[0].words[0].payload == b'{"lang":"en","text":"The tree needs more light."}'
    assert "Write the review" in world.refused("house", ReviewDecision(decision=decision, outcome="stands", text=""))
