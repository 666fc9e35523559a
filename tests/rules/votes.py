"""Decisions that tests call and open: a tree or a bench for the yard, by approval."""

from typing import Any

from folkmoot.domain.deciding import CallDecision, CastBallot, Choice, CloseDecision, OpenDecision
from tests.rules.given import World


def call(canvas: str, **more: Any) -> CallDecision:
    """The call, with other terms than usual where given."""
    terms = {"canvas": canvas, "question": "What goes into the yard?", "options": (Choice("A tree"), Choice("A bench"))}
    return CallDecision(**(terms | more))


def called(world: World, canvas: str, **more: Any) -> str:
    """A decision that was called."""
    return world.when("house", call(canvas, **more))[0].stream


def opened(world: World, canvas: str, **more: Any) -> str:
    """A decision that takes ballots."""
    decision = called(world, canvas, **more)
    world.when("house", OpenDecision(decision=decision))
    return decision


def decided(world: World, canvas: str, **more: Any) -> str:
    """A decision with a result; with the quorum of one that a call has, one ballot meets it."""
    decision = opened(world, canvas, **more)
    world.when(world.person(canvas), CastBallot(decision=decision, choice=["a"]))
    world.when("house", CloseDecision(decision=decision))
    return decision
