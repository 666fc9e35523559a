"""What somebody writes who needs help is for a safeguarding lead alone, and each reading of it is on record."""

import pytest

from folkmoot.domain.appeal import Appeal, Report
from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.contributing import Contribute, EraseContribution, GiveConsent, Share
from folkmoot.domain.helping import AskForHelp, OpenForCare
from folkmoot.domain.moderation import Hide, Hold, PutForwardText, Release
from folkmoot.domain.participant import EraseParticipant, Leave
from folkmoot.events.contribution import Held, OpenedForCare, Received, Released
from folkmoot.events.participant import ParticipantErased
from tests.rules.given import ASKED, NOBODY, SAID, World, facts, only

WORDS = SAID | {"text": "I am not safe at home."}


@pytest.fixture
def asker(world: World) -> str:
    """A made-up name that takes part nowhere."""
    return world.new("p_")


@pytest.fixture
def asked(world: World, canvas: str, asker: str) -> str:
    """What somebody wrote to the safeguarding lead."""
    world.office("safeguarding")
    return world.when(asker, AskForHelp(canvas=canvas, **WORDS))[0].stream


def test_it_is_taken_as_a_story_that_was_never_shared_and_is_held_at_once(world: World, canvas: str, asker: str) -> None:
    world.office("safeguarding")
    acts = world.when(asker, AskForHelp(canvas=canvas, **WORDS))
    assert facts(acts) == [Received(canvas=canvas, kind="story", lang="en"), Held(reason="distress")]
    assert len({act.stream for act in acts}) == 1
    assert acts[0].words[0].owner == "author"
    assert world.openness.status(len(world.entries) - 2, 0).state == "private"


def test_it_is_not_taken_where_nobody_would_read_it(world: World, canvas: str, asker: str) -> None:
    assert "Nobody is named" in world.refused(asker, AskForHelp(canvas=canvas, **WORDS))
    lead = world.office("safeguarding")
    assert "Only people ask for help" in world.refused(lead, AskForHelp(canvas=canvas, **WORDS))
    assert "Write your story" in world.refused(asker, AskForHelp(canvas=canvas, text=" "))
    assert "no such canvas" in world.refused(asker, AskForHelp(canvas="can" + NOBODY, **WORDS))


def test_help_is_asked_for_also_where_a_canvas_is_concluded(world: World, canvas: str, asker: str) -> None:
    world.office("safeguarding")
    world.when("house", ConcludeCanvas(canvas=canvas, reason="Done."))
    assert world.when(asker, AskForHelp(canvas=canvas, **WORDS))


def test_the_name_that_asks_for_help_is_used_for_nothing_else(world: World, canvas: str, ana: str, asker: str) -> None:
    world.office("safeguarding")
    assert "used for nothing else" in world.refused(ana, AskForHelp(canvas=canvas, **WORDS))
    world.when(ana, Leave())
    assert "used for nothing else" in world.refused(ana, AskForHelp(canvas=canvas, **WORDS))
    world.when(asker, AskForHelp(canvas=canvas, **WORDS))
    assert facts(world.when(asker, EraseParticipant(participant=asker))) == [ParticipantErased()]
    assert "used for nothing else" in world.refused(asker, AskForHelp(canvas=canvas, **WORDS))


def test_a_safeguarding_lead_reads_it_and_that_is_an_entry(world: World, canvas: str, ana: str, asked: str) -> None:
    only({"safeguarding"}, world, lambda by: OpenForCare(contribution=asked))
    acts = world.when(world.office("safeguarding"), OpenForCare(contribution=asked))
    assert facts(acts) == [OpenedForCare()]
    assert (acts[0].stream, acts[0].words) == (asked, ())
    held = world.brings(ana, canvas)
    world.when("house", Hold(contribution=held, reason="distress"))
    assert "Nobody wrote this" in world.refused("house", OpenForCare(contribution=held))


def test_only_a_safeguarding_lead_settles_it(world: World, asked: str) -> None:
    only({"safeguarding"}, world, lambda by: Release(contribution=asked))
    assert facts(world.when(world.office("safeguarding"), Release(contribution=asked))) == [Released()]
    assert not world.see(asked).visible


def test_neither_its_author_nor_a_moderator_can_bring_it_before_others(world: World, asker: str, ben: str, asked: str) -> None:
    for _ in range(2):
        assert "safeguarding lead alone" in world.refused(asker, Share(contribution=asked, **ASKED))
        assert "safeguarding lead alone" in world.refused(asker, GiveConsent(contribution=asked, purposes=("quote",), **ASKED))
        assert "safeguarding lead alone" in world.refused("house", Hold(contribution=asked, reason="report"))
        hide = Hide(contribution=asked, reason="abuse", statement="It names somebody.")
        assert "safeguarding lead alone" in world.refused("house", hide)
        assert "public" in world.refused("house", PutForwardText(contribution=asked))
        assert "nothing to appeal" in world.refused(asker, Appeal(contribution=asked))
        assert "not shown" in world.refused(ben, Report(contribution=asked, reason="distress"))
        comment = Contribute(**(WORDS | {"canvas": world.see(asked).canvas, "kind": "comment", "parent": asked}))
        assert "not shown" in world.refused(ben, comment)
        if world.see(asked).held:
            world.when("house", Release(contribution=asked))


def test_its_author_can_have_it_erased(world: World, asker: str, asked: str) -> None:
    world.when(asker, EraseContribution(contribution=asked))
    assert "erased" in world.refused("house", OpenForCare(contribution=asked))
