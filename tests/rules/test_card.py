"""What an office typed for somebody is held against the paper by a second one, once for each time that it was typed."""

import pytest

from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.card import CheckCard
from folkmoot.domain.contributing import Contribute, Revise
from folkmoot.events.contribution import Checked
from tests.rules.given import ASKED, NOBODY, World, facts, only


@pytest.fixture
def typed(world: World, canvas: str, ana: str) -> str:
    """A card of Ana's."""
    command = Contribute(canvas=canvas, kind="idea", text="More lamps.", lang="en", **ASKED)
    return world.when(ana, command, via="paper")[0].stream


def test_a_card_is_checked_by_who_may_type_them_and_once(world: World, typed: str) -> None:
    command = CheckCard(contribution=typed)
    only({"facilitator", "steward"}, world, lambda by: command)
    assert facts(world.when(world.office("facilitator"), command)) == [Checked()]
    assert "already" in world.refused("house", command)


def test_a_card_that_was_corrected_is_checked_again(world: World, typed: str, ana: str) -> None:
    world.when("house", CheckCard(contribution=typed))
    world.when(ana, Revise(contribution=typed, text="More lamps at the gate.", lang="en"), via="paper")
    assert world.when("house", CheckCard(contribution=typed))


def test_only_what_was_typed_from_paper_or_in_a_room_is_checked(world: World, canvas: str, ana: str) -> None:
    own = world.brings(ana, canvas, "idea")
    assert "typed from paper" in world.refused("house", CheckCard(contribution=own))
    assert world.refused("house", CheckCard(contribution="con" + NOBODY))


def test_nothing_is_checked_once_the_canvas_is_concluded(world: World, canvas: str, typed: str) -> None:
    world.when("house", ConcludeCanvas(canvas=canvas, reason="Done."))
    assert "concluded" in world.refused("house", CheckCard(contribution=typed))
