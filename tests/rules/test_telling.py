"""A story says whose it is, how they are named and what it speaks of, in words that are erased with it."""

from typing import Any

import msgspec
import pytest

from folkmoot.domain.contributing import Contribute, Revise
from folkmoot.domain.telling import LONGEST_NAME, LONGEST_NOTE, Telling
from folkmoot.events.contribution import Received
from folkmoot.events.entry import pub_of
from tests.rules.given import SAID, World, the

STORY: dict[str, Any] = SAID | {"kind": "story", "text": "The lift was broken for nine weeks."}
BEHALF = Telling(about="my mother, 81", captured="her daughter", attested="she heard it read out")


def payload(acts: list[Any]) -> Any:
    return msgspec.json.decode(acts[0].words[0].payload)


def test_a_name_and_a_note_are_words_of_the_story_and_not_in_the_record(world: World, canvas: str, ana: str) -> None:
    telling = Telling(named="self", name="Ana Okoro", note="A death in the family")
    acts = world.when(ana, Contribute(canvas=canvas, telling=telling, **STORY))
    assert payload(acts) | {"text": ""} == {
        "lang": payload(acts)["lang"], "text": "", "named": "self", "name": "Ana Okoro", "note": "A death in the family",
    }  # fmt: skip
    assert the(Received, acts) == Received(canvas=canvas, kind="story", lang=payload(acts)["lang"])
    assert not any(word in bytes(pub_of(act.fact)) for act in acts for word in (b"Ana", b"self", b"death"))


def test_a_story_without_any_of_it_is_as_it_always_was(world: World, canvas: str, ana: str) -> None:
    assert payload(world.when(ana, Contribute(canvas=canvas, **STORY))).keys() == {"lang", "text"}


def test_a_story_told_for_somebody_says_who_wrote_it_down_and_who_confirms_it(world: World, canvas: str, ana: str) -> None:
    said = payload(world.when(ana, Contribute(canvas=canvas, telling=BEHALF, **STORY)))
    assert (said["about"], said["captured"], said["attested"]) == (BEHALF.about, BEHALF.captured, BEHALF.attested)


@pytest.mark.parametrize(
    ("telling", "what_to_do"),
    [
        (Telling(named="self"), "Give the name"),
        (Telling(name="Ana"), "Give the name"),
        (Telling(named="made-up", name=" "), "Give the name"),
        (Telling(about="my mother"), "who wrote this down and who confirms"),
        (Telling(about="my mother", captured="I"), "who wrote this down and who confirms"),
        (Telling(captured="I", attested="I"), "on whose behalf"),
        (msgspec.structs.replace(BEHALF, named="self", name="Ana"), "leave your own name out"),
        (Telling(named="self", name="x" * (LONGEST_NAME + 1)), "Shorten"),
        (Telling(note="x" * (LONGEST_NOTE + 1)), "Shorten"),
    ],
)
def test_half_of_it_is_refused_with_what_to_do(world: World, canvas: str, ana: str, telling: Telling, what_to_do: str) -> None:
    assert what_to_do in world.refused(ana, Contribute(canvas=canvas, telling=telling, **STORY))


def test_only_a_story_has_it(world: World, canvas: str, ana: str) -> None:
    idea = STORY | {"kind": "idea", "text": "A second lift"}
    assert "Only a story" in world.refused(ana, Contribute(canvas=canvas, telling=Telling(note="Lifts"), **idea))


def test_revising_a_story_says_it_anew(world: World, canvas: str, ana: str) -> None:
    stream = world.when(ana, Contribute(canvas=canvas, telling=Telling(named="self", name="Ana"), **STORY))[0].stream
    changed = Telling(named="made-up", name="Wren")
    said = payload(world.when(ana, Revise(contribution=stream, text="Ten weeks.", lang="en", telling=changed)))
    assert (said["name"], said["named"], said["text"]) == ("Wren", "made-up", "Ten weeks.")
