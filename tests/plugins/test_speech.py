"""Public words are read aloud by a real program, whatever the words hold, and a language without a voice is not guessed at."""

import shutil
import wave
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from folkmoot.plugin import Aloud, Health, Look, Sound
from folkmoot_accessibility import aloud
from tests.moot.conftest import Clock
from tests.plugins.test_translation import Place as Translating

pytestmark = pytest.mark.skipif(
    shutil.which(aloud.PROGRAM) is None, reason="espeak-ng, from Debian, is not installed: nothing is read aloud"
)


class Place(Translating):
    """Two communities, and this plugin."""

    KEY = "accessibility"

    def said(self, text: str, lang: str) -> float:
        """Seconds of speech that the plugin makes of words, 0 for none."""
        sound: Sound = self.ask("speak", Aloud(text=text, lang=lang))
        if not sound.file:
            return 0.0
        assert sound.file.startswith(b"RIFF")
        with wave.open(BytesIO(sound.file)) as file:
            return (len(sound.file) - 44) / 2 / float(file.getframerate())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    built = Place(tmp_path_factory.mktemp("place"), Clock())
    built.enable()
    yield built
    built.installation.close()


def test_more_words_take_longer(place: Place) -> None:
    short, long = place.said("The well is full.", "en"), place.said("The well is full. " * 20, "en")
    assert 0.5 < short < long / 10


@pytest.mark.parametrize("lang", ["cy", "ur", "pl", "ar", "bn", "en-GB"])
def test_each_of_these_languages_has_a_voice(place: Place, lang: str) -> None:
    assert place.said("1 2 3 4 5", lang) > 1


def test_a_language_without_a_voice_is_not_read_by_another(place: Place) -> None:
    assert place.said("Waan kuu mahadcelinayaa.", "so") == 0
    assert place.said("", "en") == 0


@pytest.mark.parametrize(
    "text", ["-f /etc/passwd", "@/etc/hostname", "--version", "<speak>loud</speak> & quiet", "$(reboot) `reboot`"]
)
def test_words_are_words_whatever_they_look_like(place: Place, text: str) -> None:
    assert 0.3 < place.said(text, "en") < 10


def test_what_is_too_long_ends_after_a_sentence() -> None:
    text = aloud.shortened("A short sentence. " * 2_000)
    assert text.endswith("sentence.")
    assert aloud.LONGEST - 20 < len(text) <= aloud.LONGEST
    assert aloud.shortened("Short.") == "Short."
    assert len(aloud.shortened("x" * 20_000)) == aloud.LONGEST


def test_it_says_that_it_is_well(place: Place) -> None:
    health: Health = place.ask("health", Look())
    assert health.well


@pytest.mark.parametrize("lang", ["ar", "bn", "pl", "tr", "ur"])
def test_real_stories_in_many_scripts_are_read_aloud(place: Place, shared: Path, lang: str) -> None:
    files = sorted((shared / "data" / "stories-global-asp" / lang).glob("*.md"))[:2]
    assert files
    for file in files:
        words = " ".join(line for line in file.read_text(encoding="utf-8").split("\n") if not line.startswith("#"))
        assert place.said(words[:1_500], lang) > 10
