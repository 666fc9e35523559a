"""The record says of each seal whether it must open, may not, or cannot; after each entry and for a reason."""

from collections.abc import Callable
from typing import Any

import pytest

from folkmoot.domain.contributing import (
    Contribute,
    EraseContribution,
    GiveConsent,
    Revise,
    Share,
    Withdraw,
    WithdrawConsent,
)
from folkmoot.domain.moderation import Hide, Hold, Redact, Release, Restore
from folkmoot.domain.openness import Openness, Status
from folkmoot.domain.participant import EraseParticipant
from folkmoot.domain.restoring import DeclareRestored
from folkmoot.domain.rules import Command
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Unknown
from tests.rules.given import ASKED, SEAL, World


@pytest.fixture
def story(world: World, canvas: str, ana: str) -> str:
    return world.brings(ana, canvas, "story")


Ask = Callable[[str], Command]


def words(world: World, stream: str) -> int:
    """Index of the first entry of a stream, which holds the words."""
    return next(entry.i for entry in world.entries if entry.s == stream)


def status(world: World, stream: str, k: int = 0) -> Status:
    return world.openness.status(words(world, stream), k)


def last(world: World) -> int:
    return len(world.entries) - 1


def test_words_of_office_are_public_by_duty(world: World, canvas: str) -> None:
    for entry in world.entries:
        for k in range(len(entry.cm)):
            assert world.openness.status(entry.i, k) == Status("public", "duty")
            assert (entry.i, k) in set(world.openness.public())


def test_shared_words_are_public_by_consent_and_its_evidence_is_for_the_person_alone(world: World, story: str) -> None:
    place = words(world, story)
    assert status(world, story) == Status("public", "consent", place + 1)
    assert world.openness.status(place + 1, 0) == Status("private", "for the person alone")
    assert (place, 0) in set(world.openness.public())
    assert (place + 1, 0) not in set(world.openness.public())


def test_words_without_a_ground_are_private(world: World, canvas: str, ana: str) -> None:
    piece = world.brings(ana, canvas, publish=False)
    assert status(world, piece) == Status("private", "not shared")
    world.when(ana, GiveConsent(contribution=piece, purposes=("publish",), **ASKED))
    assert status(world, piece) == Status("private", "not shared")
    assert list(world.openness.recalled()) == []


def test_words_of_an_office_in_a_canvas_are_public_by_duty(world: World, canvas: str) -> None:
    by = world.office("officer")
    answer = world.when(by, Contribute(canvas=canvas, kind="idea", text="Yes.", lang="en"))[0].stream
    assert status(world, answer) == Status("public", "licence or duty", words(world, answer) + 1)


@pytest.mark.parametrize(
    ("stop", "go", "state", "why"),
    [
        (lambda s: Withdraw(contribution=s), lambda s: Share(contribution=s, **ASKED), "private", "withdrawn"),
        (
            lambda s: WithdrawConsent(contribution=s, purposes=("publish",)),
            lambda s: GiveConsent(contribution=s, purposes=("publish",), **ASKED),
            "private",
            "consent withdrawn",
        ),
        (lambda s: Hold(contribution=s, reason="report"), lambda s: Release(contribution=s), "private", "held"),
        (
            lambda s: Hide(contribution=s, reason="abuse", statement="It insults."),
            lambda s: Restore(contribution=s, reason="It does not."),
            "private",
            "hidden",
        ),
        (lambda s: EraseContribution(contribution=s), None, "gone", "erased"),
    ],
)
def test_what_stops_words_from_being_public_is_named_by_its_entry_and_can_be_undone_but_for_erasure(
    world: World, ana: str, story: str, stop: Ask, go: Ask | None, state: Any, why: str
) -> None:
    by = {"held": "house", "hidden": "house"}.get(why, ana)
    world.when(by, stop(story))
    assert status(world, story) == Status(state, why, last(world))
    assert (words(world, story), 0) not in set(world.openness.public())
    assert [(i, k) for i, k, _ in world.openness.recalled()] == [(words(world, story), 0)]
    if go is not None:
        world.when(by, go(story))
        assert status(world, story).state == "public"
        assert list(world.openness.recalled()) == []


def test_earlier_words_are_private_and_recalled_once_they_are_revised(world: World, ana: str, story: str) -> None:
    world.when(ana, Revise(contribution=story, text="Darker than I said.", lang="en"))
    new = last(world)
    assert status(world, story) == Status("private", "revised", new)
    assert world.openness.status(new, 0).state == "public"
    assert [(i, k, s.why) for i, k, s in world.openness.recalled()] == [(words(world, story), 0, "revised")]


def test_words_that_were_never_public_are_not_recalled(world: World, ana: str, story: str) -> None:
    world.when(ana, Withdraw(contribution=story))
    world.when(ana, Revise(contribution=story, text="Only for me.", lang="en"))
    new = last(world)
    assert world.openness.status(new, 0).state == "private"
    assert [i for i, _, _ in world.openness.recalled()] == [words(world, story)]


def test_erasing_a_person_takes_every_seal_of_theirs_and_no_other(
    world: World, canvas: str, ana: str, ben: str, story: str
) -> None:
    other = world.brings(ben, canvas, "story")
    world.when(ana, EraseParticipant(participant=ana))
    explained = last(world)
    for entry in world.entries:
        for k in range(len(entry.cm)):
            gone = Status("gone", "erased", explained)
            assert (world.openness.status(entry.i, k) == gone) == (entry.by == ana)
            assert world.openness.why_not_here(entry.i, k) == (gone if entry.by == ana else None)
    assert status(world, other).state == "public"


def test_words_of_office_about_an_erased_contribution_stay(world: World, ana: str, story: str) -> None:
    world.when("house", Hide(contribution=story, reason="abuse", statement="It insults."))
    reason = last(world)
    world.when(ana, EraseContribution(contribution=story))
    assert world.openness.status(reason, 0) == Status("public", "duty")


def test_a_redaction_explains_the_one_seal_it_names(world: World) -> None:
    world.when("house", Redact(entry=2, seal=0, reason="It names a child."))
    assert world.openness.status(2, 0) == Status("gone", "redacted", last(world))
    assert world.openness.status(last(world), 0) == Status("public", "duty")
    assert [(i, k) for i, k, _ in world.openness.recalled()] == [(2, 0)]
    assert (2, 0) not in set(world.openness.public())


def test_a_restore_explains_only_what_it_declared_lost(world: World, story: str) -> None:
    place = words(world, story)
    world.when("house", DeclareRestored(start=place, stop=place + 1, reason="The disk failed."))
    assert world.openness.why_not_here(place, 0) == Status("gone", "lost in a restore", last(world))
    assert world.openness.why_not_here(place + 1, 0) is None
    assert status(world, story).state == "public"


def test_seals_of_an_unknown_kind_are_private_and_move_nothing(world: World, story: str) -> None:
    before = list(world.openness.public())
    entry = world.entries[-1]
    strange = Entry("p_x", (SEAL,) * 3, entry.i + 1, 9, entry.pub, story, entry.t, "dream.told", 7, "web")
    assert isinstance(strange.fact(), Unknown)
    world.openness.evolve(strange, strange.fact())
    assert [world.openness.status(strange.i, k).state for k in range(3)] == ["private"] * 3
    assert list(world.openness.public()) == before


def test_the_same_entries_say_the_same_in_any_run(world: World, ana: str, story: str) -> None:
    world.when(ana, Withdraw(contribution=story))
    again = Openness()
    for entry in world.entries:
        again.evolve(entry, entry.fact())
    assert again == world.openness
