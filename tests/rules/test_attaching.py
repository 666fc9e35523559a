"""A recording or a picture goes with a story of one's own, and only with the consent to the voice or the face."""

from typing import Any

import msgspec
import pytest

from folkmoot.domain.attaching import KIB, AttachToContribution, DetachFromContribution, recognised
from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.contributing import EraseContribution, GiveConsent, WithdrawConsent
from folkmoot.domain.helping import AskForHelp
from folkmoot.domain.participant import Leave
from folkmoot.events.contribution import Attached, Detached
from folkmoot.events.ground import Purpose
from tests.rules.given import ASKED, NOBODY, SAID, World, facts

SOUND = b"OggS\0" + bytes(range(256)) * 8
PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8


def attach(story: str, kind: Any = "audio", **more: Any) -> AttachToContribution:
    given = {"file": SOUND if kind == "audio" else PICTURE, "about": "The gate bangs at night."}
    return AttachToContribution(**({"contribution": story, "kind": kind} | given | more))


@pytest.fixture
def story(world: World, canvas: str, ana: str) -> str:
    """A public story of ana's, with consent to voice and face."""
    story = world.brings(ana, canvas, "story")
    world.when(ana, GiveConsent(contribution=story, purposes=("voice", "face"), **ASKED))
    return story


def test_a_recording_and_a_picture_go_with_a_story_as_two_seals_of_its_teller(world: World, story: str, ana: str) -> None:
    acts = world.when(ana, attach(story))
    assert facts(acts) == [Attached(kind="audio", media="audio/ogg", kib=3)]
    assert [words.owner for words in acts[0].words] == ["author", "author"]
    assert msgspec.json.decode(acts[0].words[1].payload) == {"lang": "und", "text": "The gate bangs at night."}
    assert facts(world.when(ana, attach(story, "picture"))) == [Attached(kind="picture", media="image/jpeg", kib=3)]
    assert all(world.openness.status(entry.i, k).state == "private" for entry in world.entries[-2:] for k in (0, 1))


@pytest.mark.parametrize(("kind", "needs"), [("audio", "voice"), ("picture", "face")])
def test_without_the_consent_to_the_voice_or_the_face_nothing_is_taken(
    world: World, story: str, ana: str, kind: str, needs: Purpose
) -> None:
    world.when(ana, WithdrawConsent(contribution=story, purposes=(needs,)))
    assert needs in world.refused(ana, attach(story, kind))


def test_only_who_told_it_attaches_and_takes_off(world: World, story: str, ana: str, ben: str) -> None:
    assert "Only the person" in world.refused(ben, attach(story))
    assert "Only the person" in world.refused("o" + NOBODY, attach(story))
    world.when(ana, attach(story))
    assert "Only the person" in world.refused(ben, DetachFromContribution(contribution=story, kind="audio"))


def test_there_is_one_recording_and_one_picture_at_a_time(world: World, story: str, ana: str) -> None:
    world.when(ana, attach(story))
    at = world.entries[-1].i
    assert "already" in world.refused(ana, attach(story))
    off = DetachFromContribution(contribution=story, kind="audio")
    assert facts(world.when(ana, off)) == [Detached(entry=at)]
    assert world.when(ana, off) == []
    assert world.when(ana, attach(story))


def test_only_a_story_has_a_recording(world: World, canvas: str, ana: str) -> None:
    idea = world.brings(ana, canvas, "idea")
    world.when(ana, GiveConsent(contribution=idea, purposes=("voice",), **ASKED))
    assert "Only a story" in world.refused(ana, attach(idea))


def test_what_is_written_for_help_takes_no_recording(world: World, canvas: str, ana: str) -> None:
    world.office("safeguarding")
    asker = world.new("p_")
    plea = world.when(asker, AskForHelp(canvas=canvas, **(SAID | {"text": "I am not safe."})))[0].stream
    assert "Join this canvas first" in world.refused(asker, attach(plea))


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("audio", PICTURE),
        ("picture", SOUND),
        ("audio", b"<svg onload=x>"),
        ("picture", b"GIF89a"),
        ("audio", b""),
        ("audio", b"\xff\xf4"),
    ],
)
def test_a_file_is_what_it_says_it_is(world: World, story: str, ana: str, kind: str, file: bytes) -> None:
    assert "This file is no" in world.refused(ana, attach(story, kind, file=file))


@pytest.mark.parametrize(("kind", "most", "sentence"), [("audio", 10, "longer than 10 MB"), ("picture", 5, "more than 5 MB")])
def test_a_file_has_an_end(world: World, story: str, ana: str, kind: str, most: int, sentence: str) -> None:
    full = (SOUND if kind == "audio" else PICTURE).ljust(most * KIB * KIB, b"x")
    assert sentence in world.refused(ana, attach(story, kind, file=full + b"x"))
    assert facts(world.when(ana, attach(story, kind, file=full)))[0].kib == most * KIB  # type: ignore[attr-defined]


def test_it_is_said_in_words_what_is_heard_or_seen(world: World, story: str, ana: str) -> None:
    assert "what the picture shows" in world.refused(ana, attach(story, "picture", about=" "))
    assert "what is said in the recording" in world.refused(ana, attach(story, about="x" * 601))
    assert "what the picture shows" in world.refused(ana, attach(story, "picture", about="x" * 601))
    assert world.when(ana, attach(story, about=" "))


def test_it_is_taken_off_also_when_the_canvas_is_over_and_its_teller_has_left(
    world: World, canvas: str, story: str, ana: str
) -> None:
    world.when(ana, attach(story))
    world.when(ana, Leave(), via="web")
    world.when("house", ConcludeCanvas(canvas=canvas, reason="The yard is planted."))
    assert world.refused(ana, attach(story, "picture"))
    assert world.when(ana, DetachFromContribution(contribution=story, kind="audio"))


def test_nothing_goes_with_a_story_that_was_erased(world: World, story: str, ana: str) -> None:
    world.when(ana, attach(story))
    world.when(ana, EraseContribution(contribution=story))
    assert "erased" in world.refused(ana, attach(story, "picture"))
    assert "erased" in world.refused(ana, DetachFromContribution(contribution=story, kind="audio"))


@pytest.mark.parametrize(
    ("head", "media"),
    [
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm", "audio/webm"),
        (b"\x1aE\xdf\xa3\x93B\x82\x88matroska", None),
        (b"\0\0\0\x1cftypM4A \0\0\0\0", "audio/mp4"),
        (b"\0\0\0\x1cftypheic\0\0\0\0", None),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", None),
        (b"ID3\x04\0\0", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "audio/mpeg"),
        (b"\xff\xfe<\0s\0", None),
        (b"\xff\xd8\xff\xdb", "image/jpeg"),
        (b"\x89PNG\r\n", None),
        (b"%PDF-1.7", None),
    ],
)
def test_a_type_is_recognised_by_its_first_bytes(head: bytes, media: str | None) -> None:
    assert recognised(head) == media
