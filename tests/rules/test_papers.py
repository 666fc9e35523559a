"""Ballots on paper count once a second office typed the same from the same pile."""

import pytest

from folkmoot.domain.deciding import CastBallot, CloseDecision
from folkmoot.domain.papers import MOST, CheckBallots, EnterBallots
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.events.community import Role
from folkmoot.events.decision import BatchConfirmed, BatchDiffered, BatchEntered, Closed, Electorate, Tallied
from tests.rules.given import World, facts, founded, only
from tests.rules.votes import called, opened

STAFF: set[Role] = {"facilitator", "officer", "steward"}
PILE: tuple[list[str], ...] = (["a"], ["a", "b"], [])


@pytest.fixture
def world() -> World:
    world = founded()
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    return world


def pile(world: World, canvas: str) -> tuple[str, str]:
    """An open decision with a batch that an officer typed."""
    decision, officer = opened(world, canvas), world.office("officer")
    world.when(officer, EnterBallots(decision=decision, batch=1, choices=PILE))
    return decision, officer


def test_a_batch_counts_once_a_second_office_typed_the_same(world: World, canvas: str, ana: str) -> None:
    decision, _ = pile(world, canvas)
    world.when(ana, CastBallot(decision=decision, choice=["b"]))
    assert len(world.see(decision).ballots) == 1
    second = world.office("facilitator")
    assert facts(world.when(second, CheckBallots(decision=decision, batch=1, choices=PILE))) == [BatchConfirmed(batch=1)]
    closed, tallied = facts(world.when("house", CloseDecision(decision=decision)))
    assert isinstance(closed, Closed)
    assert isinstance(tallied, Tallied)
    assert closed.ballots == 4
    assert tallied.counts == {"a": 2, "b": 2}


def test_facilitators_officers_and_stewards_type_ballots_and_check_them(world: World, canvas: str) -> None:
    decision, _ = pile(world, canvas)
    only(STAFF, world, lambda by: EnterBallots(decision=decision, batch=2, choices=PILE))
    only(STAFF, world, lambda by: CheckBallots(decision=decision, batch=1, choices=(["b"],)))


def test_nobody_checks_what_they_typed_themselves(world: World, canvas: str) -> None:
    decision, officer = pile(world, canvas)
    assert "yourself" in world.refused(officer, CheckBallots(decision=decision, batch=1, choices=PILE))


def test_a_difference_is_recorded_and_mended_by_typing_again(world: World, canvas: str) -> None:
    decision, officer = pile(world, canvas)
    second = world.office("facilitator")
    other: tuple[list[str], ...] = (["a"], ["b"], [])
    check = CheckBallots(decision=decision, batch=1, choices=other)
    assert facts(world.when(second, check)) == [BatchDiffered(batch=1, choices=other)]
    assert world.when(second, check) == []
    assert world.see(decision).ballots == {}
    again = EnterBallots(decision=decision, batch=1, choices=other)
    assert facts(world.when(officer, again)) == [BatchEntered(batch=1, choices=other)]
    assert facts(world.when(second, check)) == [BatchConfirmed(batch=1)]
    assert list(world.see(decision).ballots.values()) == [["a"], ["b"], []]


def test_what_counts_is_not_changed_and_not_checked_again(world: World, canvas: str) -> None:
    decision, officer = pile(world, canvas)
    check = CheckBallots(decision=decision, batch=1, choices=PILE)
    world.when("house", check)
    assert "checked already" in world.refused("house", check)
    assert "checked already" in world.refused(officer, EnterBallots(decision=decision, batch=1, choices=()))


def test_voting_closes_once_every_batch_is_checked_or_set_aside(world: World, canvas: str) -> None:
    decision, officer = pile(world, canvas)
    close = CloseDecision(decision=decision)
    assert "Batch 1" in world.refused("house", close)
    world.when(officer, EnterBallots(decision=decision, batch=1, choices=()))
    assert "set aside" in world.refused("house", CheckBallots(decision=decision, batch=1, choices=()))
    assert world.when("house", close)


def test_a_ballot_on_paper_is_one_that_the_method_allows(world: World, canvas: str) -> None:
    decision = opened(world, canvas)
    wrong = EnterBallots(decision=decision, batch=1, choices=(["a"], ["z"]))
    assert world.refused("house", wrong).startswith("Ballot 2: ")
    assert "at most" in world.refused("house", EnterBallots(decision=decision, batch=1, choices=([],) * (MOST + 1)))


def test_a_batch_comes_while_voting_is_open_under_the_next_number(world: World, canvas: str) -> None:
    before = called(world, canvas)
    assert "not opened" in world.refused("house", EnterBallots(decision=before, batch=1, choices=()))
    decision = opened(world, canvas)
    assert "number 1" in world.refused("house", EnterBallots(decision=decision, batch=2, choices=()))
    assert "no such batch" in world.refused("house", CheckBallots(decision=decision, batch=1, choices=()))
    world.when("house", CloseDecision(decision=decision))
    assert "closed" in world.refused("house", EnterBallots(decision=decision, batch=1, choices=()))


def test_a_vote_without_people_that_an_office_vouches_for_takes_no_paper(world: World, canvas: str) -> None:
    decision = opened(world, canvas, electorate=Electorate(rolls=("open",)))
    assert "vouches for" in world.refused("house", EnterBallots(decision=decision, batch=1, choices=PILE))
