"""Decisions that tests call and open: a tree or a bench for the yard, by approval."""

from typing import Any

from folkmoot.domain.deciding import CallDecision, Choice, OpenDecision
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
