"""What somebody brought is said again in other words where they allowed it, and shown only where somebody stands behind it."""

from typing import Any

import msgspec
import pytest

from folkmoot.domain.alternative import EndAlternative, MakeAlternative
from folkmoot.domain.attaching import AttachToContribution, DetachFromContribution
from folkmoot.domain.contributing import EraseContribution, GiveConsent, Revise, Withdraw, WithdrawConsent
from folkmoot.domain.moderation import Hold
from folkmoot.domain.participant import EraseParticipant
from folkmoot.domain.plugin import DisablePlugin, EnablePlugin
from folkmoot.events.alternative import AlternativeEnded, AlternativeMade
from folkmoot.events.contribution import Kind
from tests.rules.given import ASKED, World, facts, the

ENABLED = EnablePlugin(plugin="translation", version="1.0.0", may=("read-allowed",), purposes=("outside",))


def machine(story: str, **more: Any) -> MakeAlternative:
    """What the house says that a plugin made."""
    made = {"kind": "translation", "lang": "cy", "text": "Mae’r giât yn clecian.", "plugin": "translation", "version": "1.0.0"}
    given: dict[str, Any] = {"contribution": story, "engine": "apertium/3.8", "missed": 1} | made | more
    return MakeAlternative(**given)


def human(story: str, **more: Any) -> MakeAlternative:
    """What a person writes."""
    given: dict[str, Any] = {"contribution": story, "kind": "translation", "lang": "cy", "text": "Mae’r giât yn taro."} | more
    return MakeAlternative(**given)


@pytest.fixture
def story(world: World, canvas: str, ana: str) -> str:
    """A public story of ana's that may be translated, where a plugin for it is enabled."""
    world.when("house", ENABLED)
    story = world.brings(ana, canvas, "story")
    world.when(ana, GiveConsent(contribution=story, purposes=("translate",), **ASKED))
    return story


def state(world: World, i: int = -1) -> tuple[str, str]:
    """What the record says of the words of an entry."""
    status = world.openness.status(world.entries[i].i, 0)
    return status.state, status.why


def test_what_a_plugin_made_is_recorded_with_the_plugin_under_the_key_of_the_author(world: World, story: str, ana: str) -> None:
    acts = world.when("house", machine(story), via="plugin")
    of = next(entry.i for entry in world.entries if entry.s == story)
    made = {"kind": "translation", "lang": "cy", "of": of, "level": "machine", "plugin": "translation", "version": "1.0.0"}
    assert facts(acts) == [AlternativeMade(engine="apertium/3.8", missed=1, **made)]  # type: ignore[arg-type]
    assert [words.owner for words in acts[0].words] == [ana]
    assert msgspec.json.decode(acts[0].words[0].payload) == {"lang": "cy", "text": "Mae’r giât yn clecian."}
    assert state(world) == ("public", "consent")


def test_without_consent_to_a_translation_no_plugin_and_no_office_makes_one(world: World, story: str, ana: str) -> None:
    world.when(ana, WithdrawConsent(contribution=story, purposes=("translate",)))
    assert "has not allowed a translation" in world.refused("house", machine(story))
    assert "has not allowed a translation" in world.refused(world.office("facilitator"), human(story))


def test_the_author_translates_their_own_words_and_needs_nobodys_consent(world: World, story: str, ana: str) -> None:
    world.when(ana, WithdrawConsent(contribution=story, purposes=("translate",)))
    assert the(AlternativeMade, world.when(ana, human(story))).level == "author"
    assert state(world)[0] == "public"


def test_taking_back_the_consent_takes_every_translation_by_others_down(world: World, story: str, ana: str) -> None:
    world.when("house", machine(story))
    at = world.entries[-1].i
    world.when(ana, WithdrawConsent(contribution=story, purposes=("translate",)))
    assert world.openness.status(at, 0)[:2] == ("private", "translation not allowed")
    assert [i for i, _, _ in world.openness.recalled()] == [at]


def test_once_made_from_the_words_that_stand_it_is_not_made_again(world: World, story: str) -> None:
    world.when("house", machine(story))
    assert world.when("house", machine(story, text="Again.")) == []


def test_a_machine_does_not_take_the_place_of_what_a_person_checked(world: World, story: str) -> None:
    world.when(world.office("facilitator"), human(story))
    assert world.when("house", machine(story)) == []


def test_what_was_made_from_words_that_changed_meanwhile_is_dropped(world: World, story: str, ana: str) -> None:
    of = next(entry.i for entry in world.entries if entry.s == story)
    world.when(ana, Revise(contribution=story, text="The gate is new.", lang="en"))
    assert world.when("house", machine(story, of=of)) == []


def test_changing_the_words_takes_down_what_was_made_from_the_old_ones(world: World, story: str, ana: str) -> None:
    world.when("house", machine(story))
    at = world.entries[-1].i
    world.when(ana, Revise(contribution=story, text="The gate is new.", lang="en"))
    assert world.openness.status(at, 0)[:2] == ("private", "out of date")
    world.when("house", machine(story, text="Mae’r giât yn newydd."))
    assert state(world)[0] == "public"
    assert world.openness.status(at, 0)[:2] == ("private", "ended")


@pytest.mark.parametrize(
    ("role", "official", "level"),
    [("facilitator", False, "reviewed"), ("officer", False, "reviewed"), ("officer", True, "official")],
)
def test_an_office_checks_a_translation_and_an_officer_makes_it_official(
    world: World, story: str, role: Any, official: bool, level: str
) -> None:
    world.when("house", machine(story))
    assert the(AlternativeMade, world.when(world.office(role), human(story, official=official))).level == level
    assert state(world)[0] == "public"


def test_a_facilitator_makes_nothing_official(world: World, story: str) -> None:
    assert "Only a officer or steward" in world.refused(world.office("facilitator"), human(story, official=True))


def test_nobody_else_says_again_what_somebody_brought(world: World, story: str, ben: str) -> None:
    assert "Only the person who brought this" in world.refused(ben, human(story))


@pytest.mark.parametrize("kind", ["statement", "idea"])
def test_a_translation_that_nobody_checked_is_no_part_of_what_people_vote_on(
    world: World, story: str, canvas: str, ana: str, kind: Kind
) -> None:
    piece = world.brings(ana, canvas, kind)
    world.when(ana, GiveConsent(contribution=piece, purposes=("translate",), **ASKED))
    world.when("house", machine(piece))
    assert state(world) == (("private", "draft") if kind == "statement" else ("public", "consent"))
    world.when(world.office("facilitator"), human(piece))
    assert state(world)[0] == "public"


def test_an_easy_version_by_a_machine_is_a_draft_until_a_person_signs_it(world: World, story: str) -> None:
    world.when("house", machine(story, kind="easy-read", lang="en"))
    assert state(world) == ("private", "draft")
    world.when(world.office("facilitator"), human(story, kind="easy-read", lang="en"))
    assert state(world)[0] == "public"


def test_a_transcript_is_shown_once_the_teller_says_that_it_is_right(world: World, story: str, ana: str) -> None:
    world.when(ana, GiveConsent(contribution=story, purposes=("voice",), **ASKED))
    assert "no recording" in world.refused("house", machine(story, kind="transcript"))
    world.when(ana, AttachToContribution(contribution=story, kind="audio", file=b"OggS\0" + bytes(99)))
    world.when("house", machine(story, kind="transcript", lang="en"))
    assert state(world) == ("private", "draft")
    assert "Only the person who speaks" in world.refused(world.office("moderator"), human(story, kind="transcript", lang="en"))
    world.when(ana, human(story, kind="transcript", lang="en"))
    assert state(world)[0] == "public"
    at = world.entries[-1].i
    world.when(ana, DetachFromContribution(contribution=story, kind="audio"))
    assert world.openness.status(at, 0)[:2] == ("private", "out of date")


@pytest.mark.parametrize(("command", "why"), [(Withdraw, "withdrawn"), (EraseContribution, "erased")])
def test_what_takes_the_words_away_takes_their_alternatives_away(
    world: World, story: str, ana: str, command: Any, why: str
) -> None:
    world.when("house", machine(story))
    at = world.entries[-1].i
    world.when(ana, command(contribution=story))
    assert world.openness.status(at, 0).why == why


def test_erasing_the_author_erases_what_others_made_of_their_words(world: World, story: str, ana: str) -> None:
    world.when(world.office("facilitator"), human(story))
    at = world.entries[-1].i
    world.when(ana, EraseParticipant(participant=ana))
    assert world.openness.status(at, 0)[:2] == ("gone", "erased")


def test_while_the_words_are_held_so_are_their_alternatives(world: World, story: str) -> None:
    world.when("house", machine(story))
    at = world.entries[-1].i
    world.when(world.office("moderator"), Hold(contribution=story, reason="report"))
    assert world.openness.status(at, 0).why == "held"


def test_the_author_and_an_office_take_an_alternative_back_and_nobody_else(world: World, story: str, ana: str, ben: str) -> None:
    world.when("house", machine(story))
    at = world.entries[-1].i
    assert "Only a facilitator" in world.refused(ben, EndAlternative(contribution=story, entry=at))
    assert facts(world.when(ana, EndAlternative(contribution=story, entry=at))) == [AlternativeEnded(entry=at)]
    assert world.openness.status(at, 0)[:2] == ("private", "ended")
    assert world.when(ana, EndAlternative(contribution=story, entry=at)) == []


def test_a_plugin_that_is_not_enabled_or_may_not_read_says_nothing_again(world: World, story: str) -> None:
    world.when("house", DisablePlugin(plugin="translation", reason="It costs too much."))
    assert "not enabled here" in world.refused("house", machine(story))
    world.when("house", EnablePlugin(plugin="translation", version="1.0.0", may=("count",)))
    assert "may not read" in world.refused("house", machine(story))


def test_only_the_house_says_what_a_machine_made(world: World, story: str, ana: str) -> None:
    assert "Only the house" in world.refused(ana, machine(story))


def test_a_use_that_a_plugin_asks_for_is_allowed_while_the_plugin_is_enabled(world: World, story: str, ana: str) -> None:
    asked = GiveConsent(contribution=story, purposes=("translation/outside",), **ASKED)
    assert world.when(ana, asked)
    world.when("house", DisablePlugin(plugin="translation", reason="It costs too much."))
    world.when(ana, WithdrawConsent(contribution=story, purposes=("translation/outside",)))
    assert "not asked for here any more" in world.refused(ana, asked)


def test_a_translation_into_the_language_it_is_in_is_none(world: World, story: str, ana: str) -> None:
    lang = world.see(story).lang
    assert "in this language already" in world.refused(ana, human(story, lang=lang))
