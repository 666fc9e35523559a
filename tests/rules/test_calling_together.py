"""People of a canvas call a decision themselves, and vote on it once enough others second it, whoever it may be about."""

from typing import Any

import pytest

from folkmoot.domain.calling import SecondDecision
from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.deciding import CallOff, CastBallot, CloseDecision, OpenDecision
from folkmoot.domain.participant import Leave
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.events.community import Role, Rules
from folkmoot.events.decision import CalledOff, Electorate, Opened, Seconded
from tests.rules.given import DAY, World, facts, founded
from tests.rules.votes import call, called


@pytest.fixture
def world() -> World:
    world = founded(Rules(seconds=2, notice=48))
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    return world


@pytest.fixture
def canvas(world: World) -> str:
    return world.canvas()


@pytest.fixture
def ana(world: World, canvas: str) -> str:
    return world.person(canvas)


def day(world: World, more: int) -> str:
    """So many days from now."""
    world.minute += more * DAY
    ahead = world.context("house").today
    world.minute -= more * DAY
    return ahead


def theirs(world: World, canvas: str, **more: Any) -> Any:
    """A call as people may make it: everybody votes, for ten days."""
    return call(canvas, **({"closes": day(world, 10)} | more))


def wanted(world: World, canvas: str, by: str) -> str:
    """A decision that one of the people called."""
    return world.when(by, theirs(world, canvas))[0].stream


def test_whoever_takes_part_calls_a_decision_and_nobody_votes_on_it_yet(world: World, canvas: str, ana: str) -> None:
    decision = wanted(world, canvas, ana)
    assert "not opened yet" in world.refused(ana, CastBallot(decision=decision, choice=["a"]))
    assert "Join this canvas" in world.refused(world.person(world.canvas()), theirs(world, canvas))
    assert "Only a" in world.refused(ana, OpenDecision(decision=decision))


def test_it_opens_as_soon_as_enough_others_second_it(world: World, canvas: str, ana: str) -> None:
    decision = wanted(world, canvas, ana)
    second = SecondDecision(decision=decision)
    assert "You called this yourself" in world.refused(ana, second)
    ben, cleo = world.person(canvas), world.person(canvas)
    assert facts(world.when(ben, second)) == [Seconded()]
    assert "seconded this already" in world.refused(ben, second)
    assert "Join this canvas" in world.refused(world.person(world.canvas()), second)
    assert "office has no vote" in world.refused(world.office("facilitator"), second)
    assert facts(world.when(cleo, second)) == [Seconded(), Opened()]
    assert "cast your ballot" in world.refused(world.person(canvas), second)
    assert world.when(cleo, CastBallot(decision=decision, choice=["a"]))


def test_where_the_charter_asks_for_no_seconds_it_opens_at_once() -> None:
    world = founded(Rules(seconds=0))
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    canvas = world.canvas()
    assert isinstance(facts(world.when(world.person(canvas), theirs(world, canvas)))[-1], Opened)
    assert len(world.when("house", theirs(world, canvas))) == 1


@pytest.mark.parametrize("rolls", [("open",), ("invited", "code", "address", "attested"), ("import",)])
def test_what_people_call_asks_everybody(world: World, canvas: str, ana: str, rolls: Any) -> None:
    command = theirs(world, canvas, electorate=Electorate(rolls=rolls, until="closed"))
    assert "asks everybody" in world.refused(ana, command)


def test_nobody_is_shut_out_by_the_moment_at_which_people_open_a_vote(world: World, canvas: str, ana: str) -> None:
    everyone = theirs(world, canvas).electorate
    command = theirs(world, canvas, electorate=Electorate(rolls=everyone.rolls, until="opened"))
    assert "asks everybody" in world.refused(ana, command)


def test_everybody_has_the_notice_of_the_charter_to_hear_of_it(world: World, canvas: str, ana: str) -> None:
    for closes in ("", day(world, 0), day(world, 1)):
        assert f"{day(world, 2)} or later" in world.refused(ana, theirs(world, canvas, closes=closes))
    assert world.when(ana, theirs(world, canvas, closes=day(world, 2)))


def test_no_office_that_it_may_be_about_takes_it_off_the_table(world: World, canvas: str, ana: str) -> None:
    off = CallOff(decision=wanted(world, canvas, ana), reason="It has a mistake.")
    bound: tuple[Role, ...] = ("facilitator", "officer", "overseer")
    for role in bound:
        assert "Only a moderator or steward" in world.refused(world.office(role), off)
    assert "Only a moderator" in world.refused(world.person(canvas), off)
    assert facts(world.when(ana, off)) == [CalledOff()]
    assert "called off" in world.refused(world.person(canvas), SecondDecision(decision=off.decision))
    others: tuple[Role, ...] = ("moderator", "steward")
    for role in others:
        off = CallOff(decision=wanted(world, canvas, ana), reason="It insults somebody.")
        assert facts(world.when(world.office(role), off)) == [CalledOff()]


def test_who_has_left_calls_nothing_off(world: World, canvas: str, ana: str) -> None:
    off = CallOff(decision=wanted(world, canvas, ana), reason="It has a mistake.")
    world.when(ana, Leave())
    assert "You have left" in world.refused(ana, off)


def test_what_an_office_called_needs_no_seconds(world: World, canvas: str, ana: str) -> None:
    assert "An office called this" in world.refused(ana, SecondDecision(decision=called(world, canvas)))


def test_nobody_seconds_after_the_last_day_or_in_a_canvas_that_is_concluded(world: World, canvas: str, ana: str) -> None:
    second = SecondDecision(decision=wanted(world, canvas, ana))
    ben = world.person(canvas)
    world.minute += 11 * DAY
    assert "last day for ballots" in world.refused(ben, second)
    world.when("house", ConcludeCanvas(canvas=canvas, reason="Done."))
    assert "concluded" in world.refused(ben, second)


def test_a_canvas_is_not_concluded_over_a_vote_or_a_call_that_can_still_become_one(world: World, canvas: str, ana: str) -> None:
    conclude, decision = ConcludeCanvas(canvas=canvas, reason="Done."), wanted(world, canvas, ana)
    assert "see it through" in world.refused("house", conclude)
    for _ in range(2):
        world.when(world.person(canvas), SecondDecision(decision=decision))
    assert "see it through" in world.refused("house", conclude)
    world.minute += 11 * DAY
    assert "see it through" in world.refused("house", conclude)
    world.when("house", CloseDecision(decision=decision))
    late = wanted(world, canvas, ana)
    world.minute += 11 * DAY
    assert world.see(late).opened < 0
    assert world.when("house", conclude)


def test_it_closes_like_any_other_once_its_last_day_is_over(world: World, canvas: str, ana: str) -> None:
    decision = wanted(world, canvas, ana)
    for _ in range(2):
        world.when(world.person(canvas), SecondDecision(decision=decision))
    assert "that day included" in world.refused("house", CloseDecision(decision=decision))
    world.minute += 11 * DAY
    assert world.when("house", CloseDecision(decision=decision))
