"""What people brought is made easier to take in once, after they allowed it, however the engine behaves, and nobody waits for it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.delivering import PAUSES
from folkmoot.domain.attaching import AttachToContribution
from folkmoot.domain.contributing import EraseContribution, Revise, Withdraw, WithdrawConsent
from folkmoot.domain.plugin import DisablePlugin
from folkmoot.installation import HOUSE, Installation
from folkmoot.making import CALM
from tests.moot.conftest import Clock
from tests.plugins.mirror import ENGINE, MANIFEST, REST, Mirror
from tests.plugins.planted import found_in, plant
from tests.plugins.webhooks import ASH, ELM


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    plant(tmp_path, "mirror", ENGINE, lines=MANIFEST, rest=REST)
    found_in(tmp_path, monkeypatch)
    built = Mirror(tmp_path, Clock())
    yield built
    built.installation.close()


def test_a_story_is_translated_into_each_other_language_once(mirror: Mirror) -> None:
    mirror.enable()
    mirror.story(ELM, "translate")
    mirror.make()
    mirror.make()
    assert [(made.kind, made.lang, made.level, made.plugin, made.engine) for made in mirror.made()] == [
        ("translation", "pl", "machine", "mirror", "mirror/1")
    ]
    assert mirror.words() == [".sgnab etag ehT"]
    assert len(mirror.asked) == 1


def test_what_was_brought_before_the_plugin_was_enabled_is_made_too(mirror: Mirror) -> None:
    mirror.story(ELM, "translate")
    mirror.enable()
    mirror.make()
    assert len(mirror.made()) == 1


def test_without_consent_the_plugin_is_not_asked(mirror: Mirror) -> None:
    mirror.enable()
    mirror.story()
    mirror.make()
    assert mirror.asked == []


def test_consent_taken_back_before_its_turn_comes_is_no_consent(mirror: Mirror) -> None:
    mirror.enable()
    story = mirror.story(ELM, "translate")
    mirror.installation.making._read(ELM, *mirror.installation.plugging.joining(ELM, "make_alternative")[0])
    mirror.do(WithdrawConsent(contribution=story, purposes=("translate",)))
    mirror.make()
    assert mirror.asked == []
    assert mirror.waiting() == 0


def test_what_is_withdrawn_or_in_no_known_language_is_not_sent(mirror: Mirror) -> None:
    mirror.enable()
    story = mirror.story(ELM, "translate")
    mirror.do(Withdraw(contribution=story))
    mirror.story(ELM, "translate", lang="und")
    mirror.make()
    assert mirror.asked == []


def test_changed_words_are_made_again_after_a_while_and_once(mirror: Mirror) -> None:
    mirror.enable()
    story = mirror.story(ELM, "translate")
    mirror.make()
    for text in ("The gate is new.", "The gate is new and green."):
        mirror.do(Revise(contribution=story, text=text, lang="en"))
        mirror.make()
    assert len(mirror.made()) == 1
    mirror.clock.now += CALM + 1
    mirror.make()
    assert mirror.words() == [".sgnab etag ehT", ".neerg dna wen si etag ehT"]


@pytest.mark.parametrize("fault", ["dies", "garbage", "busy"])
def test_an_engine_that_fails_is_asked_again_later_under_the_same_name_and_nothing_is_made_twice(
    mirror: Mirror, fault: str
) -> None:
    mirror.enable()
    mirror.story(ELM, "translate")
    (mirror.package / fault).touch()
    mirror.make()
    assert mirror.made() == []
    assert mirror.waiting() == 1
    (mirror.package / fault).unlink()
    assert mirror.make() == 0
    mirror.clock.now += PAUSES[1]
    mirror.make()
    assert len(mirror.made()) == 1
    assert mirror.waiting() == 0
    assert len({call for _, call, *_ in mirror.asked}) == 1


def test_an_engine_that_does_not_know_a_language_is_not_asked_again_until_somebody_tends_it(mirror: Mirror) -> None:
    mirror.enable()
    mirror.story(ELM, "translate")
    (mirror.package / "never").touch()
    mirror.make()
    mirror.clock.now += 10 * PAUSES[-1]
    assert mirror.make() == 0
    assert mirror.installation.making.jobs.waiting(ELM, "mirror") == (1, 1, "It does not know this language.")
    (mirror.package / "never").unlink()
    mirror.loud()
    mirror.make()
    assert mirror.words() == [".SGNAB ETAG EHT"]


def test_what_fails_too_often_is_given_up_and_stays_in_sight(mirror: Mirror) -> None:
    mirror.enable()
    mirror.story(ELM, "translate")
    (mirror.package / "busy").touch()
    for _ in range(len(PAUSES) + 3):
        mirror.make()
        mirror.clock.now += PAUSES[-1] + 100
    assert len(mirror.asked) == len(PAUSES) + 1
    assert mirror.installation.making.jobs.waiting(ELM, "mirror")[:2] == (1, 1)


def test_a_hanging_engine_is_cut_off_by_closing_and_the_work_goes_on_after_the_next_start(mirror: Mirror) -> None:
    mirror.enable()
    mirror.story(ELM, "translate")
    (mirror.package / "hangs").touch()
    mirror.installation.making.start()
    while not mirror.asked:
        time.sleep(0.01)
    mirror.installation.close()
    (mirror.package / "hangs").unlink()
    mirror.installation = Installation(mirror.home, clock=mirror.clock)
    mirror.clock.now += PAUSES[0] + 1
    mirror.make()
    assert len(mirror.made()) == 1
    assert len({call for _, call, *_ in mirror.asked}) == 1


def test_two_communities_do_not_mix(mirror: Mirror) -> None:
    mirror.enable(ELM)
    mirror.loud(ELM)
    mirror.story(ELM, "translate")
    mirror.story(ASH, "translate")
    mirror.make()
    assert mirror.made(ASH) == []
    mirror.enable(ASH)
    mirror.make()
    assert (mirror.words(ELM), mirror.words(ASH)) == ([".SGNAB ETAG EHT"], [".sgnab etag ehT"])


def test_once_it_is_disabled_nothing_waits_and_nothing_is_asked(mirror: Mirror) -> None:
    mirror.enable()
    mirror.story(ELM, "translate")
    (mirror.package / "busy").touch()
    mirror.make()
    mirror.installation.moot(ELM).do(DisablePlugin(plugin="mirror", reason="Enough."), HOUSE, via="house")
    mirror.clock.now += PAUSES[-1]
    assert mirror.make() == 0
    assert mirror.waiting() == 0
    assert len(mirror.asked) == 1


def test_a_recording_is_written_down_before_anybody_else_hears_it_where_its_teller_allows_that(mirror: Mirror) -> None:
    mirror.enable()
    story = mirror.story(ELM, "voice")
    mirror.do(AttachToContribution(contribution=story, kind="audio", file=b"OggS\0" + bytes(99)))
    mirror.make()
    assert [(made.kind, made.level) for made in mirror.made()] == [("transcript", "machine")]
    assert mirror.asked[0][2:] == ["transcript", "en", "en", "104"]


def test_erased_words_take_what_was_made_of_them_along(mirror: Mirror) -> None:
    mirror.enable()
    story = mirror.story(ELM, "translate")
    mirror.make()
    mirror.do(EraseContribution(contribution=story))
    assert mirror.words() == []
