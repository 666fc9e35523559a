"""What people allowed to be translated comes back whole from a real engine, or not at all, and is asked for once."""

import html
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from folkmoot.delivering import PAUSES
from folkmoot.domain.contributing import GiveConsent
from folkmoot.domain.plugin import ConfigurePlugin
from folkmoot.installation import HOUSE
from folkmoot.plugin import Alternative, Health, Source, Trial
from folkmoot.plugin.asked import Ask, Look
from folkmoot_translation import paragraphs
from folkmoot_translation.engines import pair
from tests.moot.conftest import Clock
from tests.plugins.apertium import apertium
from tests.plugins.engine import Engine, engine
from tests.plugins.mirror import Mirror
from tests.plugins.webhooks import ELM
from tests.rules.given import ASKED

STORY = "Vivo en esta calle desde hace treinta años.\n\nEl parque cierra a las cinco."


class Place(Mirror):
    """Two communities that speak English and Polish, and this plugin."""

    KEY = "translation"

    def set_up(self, url: str, engine: str = "libretranslate", company: str = "") -> None:
        """Enable it in one community, with an engine."""
        if self.KEY not in self.installation.plugging.enabled(ELM):
            self.enable()
        settings: dict[str, bool | int | str] = {"url": url, "engine": engine, "company": company}
        version = self.installation.plugins.plugins[self.KEY].version
        self.installation.moot(ELM).do(ConfigurePlugin(plugin=self.KEY, version=version, settings=settings), HOUSE, via="house")

    def ask(self, place: str, asked: Ask) -> Any:
        """What the plugin answers at a place."""
        plugging = self.installation.plugging
        told = plugging.ask_one(ELM, *next(one for one in plugging.joining(ELM, place) if one[0].key == self.KEY), place, asked)
        assert told.answered, told.why
        return told.answer


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    built = Place(tmp_path, Clock())
    yield built
    built.installation.close()


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    with apertium() as url:
        yield url


@pytest.fixture
def echo() -> Iterator[Engine]:
    with engine() as made:
        yield made


def test_a_spanish_story_reads_in_english_by_a_real_engine(place: Place, real: str) -> None:
    place.set_up(real + "/", "apertium")
    place.story(ELM, "translate", text=STORY, lang="es")
    place.make()
    [made] = place.made()
    [words] = place.words()
    assert (made.lang, made.level, made.engine) == ("en", "machine", "apertium")
    assert re.search(r"\bstreet\b.*\bthirty years\b.*\n\n.*\bpark\b", words)
    assert place.installation.making.jobs.waiting(ELM, "translation")[2] != "", "Polish is not made by this engine, and it says so"


def test_words_that_the_engine_does_not_know_are_counted_and_stay_as_they_are(place: Place, real: str) -> None:
    place.set_up(real, "apertium")
    made = place.ask("make_alternative", Source(kind="translation", lang="es", to="en", text="El xilguerón vive aquí."))
    assert made.missed == 1
    assert "xilguerón" in made.text
    assert "*" not in made.text


@pytest.mark.parametrize("fault", ["hangs", "garbage", "error", "long", "short", "busy"])
def test_an_engine_that_misbehaves_makes_nothing_and_once_it_is_well_the_story_is_there_once(
    place: Place, echo: Engine, fault: str
) -> None:
    place.set_up(echo.url)
    place.story(ELM, "translate", text=STORY, lang="en")
    echo.fault = fault
    assert place.make() == 1
    assert place.made() == []
    assert place.installation.making.jobs.waiting(ELM, "translation")[:2] == (1, 0)
    echo.fault = ""
    place.clock.now += PAUSES[1]
    place.make()
    assert place.words() == [STORY]
    assert len(set(echo.names)) == 1, "each try bears the same name"


@pytest.mark.parametrize(("fault", "said"), [("away", "leads somewhere else"), ("refuses", "refused the words")])
def test_an_engine_that_says_no_is_not_asked_again_until_somebody_tends_it(
    place: Place, echo: Engine, fault: str, said: str
) -> None:
    place.set_up(echo.url)
    place.story(ELM, "translate", text=STORY, lang="en")
    echo.fault = fault
    place.make()
    place.clock.now += 10 * PAUSES[-1]
    assert place.make() == 0
    assert said in place.installation.making.jobs.waiting(ELM, "translation")[2]


def test_an_engine_that_is_not_there_is_named_and_the_story_stays_readable(place: Place) -> None:
    place.set_up("http://127.0.0.1:9")
    place.story(ELM, "translate", text=STORY, lang="en")
    place.make()
    assert "does not answer" in place.installation.making.jobs.waiting(ELM, "translation")[2]


def test_a_companys_engine_reads_nothing_without_a_yes_to_that_company(place: Place, echo: Engine) -> None:
    place.set_up(echo.url, company="Words Ltd")
    story = place.story(ELM, "translate", text=STORY, lang="en")
    place.make()
    assert echo.asked == []
    place.do(GiveConsent(contribution=story, purposes=("translation/outside",), **ASKED))
    place.make()
    assert echo.asked == [part for part in STORY.split("\n") if part]
    assert place.words() == [STORY]


def declared(shared: Path, lang: str) -> str:
    """The Universal Declaration of Human Rights in a language, as plain paragraphs."""
    page = (shared / "data" / "multilingual" / "udhr" / f"{lang}.html").read_text(encoding="utf-8")
    found = re.findall(r"<(?:p|h\d|li)\b[^>]*>(.*?)</(?:p|h\d|li)>", page, re.DOTALL)
    said = [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", part)).split()) for part in found]
    return unicodedata.normalize("NFC", "\n\n".join(part for part in said if part))


def letters(text: str) -> list[str]:
    """The letters and their marks beyond Latin, in order."""
    return [sign for sign in text if ord(sign) > 0x24F and unicodedata.category(sign)[0] in "LM"]


UDHR = {"arb": "ar", "ben": "bn", "cmn_hans": "zh-Hans", "cym": "cy", "pol": "pl"}


@pytest.mark.parametrize("name", UDHR)
def test_a_long_text_in_any_script_passes_an_engine_of_libretranslates_kind_unbroken(
    place: Place, echo: Engine, shared: Path, name: str
) -> None:
    text = declared(shared, name)
    assert len(text) > 2_000
    place.set_up(echo.url)
    made: Alternative = place.ask("make_alternative", Source(kind="translation", lang=UDHR[name], to="en", text=text))
    assert made.text == text
    assert not [part for part in echo.asked if part not in text.split("\n")]


@pytest.mark.parametrize("name", UDHR)
def test_a_text_in_any_script_passes_apertium_unbroken(place: Place, real: str, shared: Path, name: str) -> None:
    text = "\n".join(declared(shared, name).split("\n")[:21])
    place.set_up(real, "apertium")
    made: Alternative = place.ask("make_alternative", Source(kind="translation", lang="es", to="en", text=text))
    assert made.text.count("\n") == text.count("\n")
    assert letters(made.text) == letters(text), "what it does not know it leaves as it is, in order"


def test_settings_are_tried_with_three_scripts_and_what_is_wrong_is_said(place: Place, echo: Engine, real: str) -> None:
    for url, kind in ((echo.url, "libretranslate"), (real, "apertium")):
        place.set_up(url, kind)
        assert place.ask("check_settings", Trial()) == []
        health: Health = place.ask("health", Look())
        assert health.well
    echo.fault = "garbage"
    place.set_up(echo.url)
    assert [one.said for one in place.ask("check_settings", Trial())] == [
        "What the engine answered is no translation. Ask whoever runs it."
    ]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "Write the address"),
        ("http://example.org", "With http"),
        ("https://a:b@example.org", "password"),
        ("x", "not a web address"),
    ],
)
def test_an_address_that_cannot_be_used_is_named(place: Place, url: str, said: str) -> None:
    place.set_up(url)
    assert said.casefold() in place.ask("check_settings", Trial())[0].said.casefold()


def test_paragraphs_that_people_have_checked_are_used_as_they_are_and_not_sent() -> None:
    sent: list[str] = []

    def backwards(parts: list[str]) -> list[paragraphs.Translated]:
        sent.extend(parts)
        return [paragraphs.Translated(part[::-1], 1) for part in parts]

    made = paragraphs.translated("one\n\ntwo\none\nthree", {"two": "dau"}, backwards)
    assert made == ("eno\n\ndau\neno\neerht", 2)
    assert sent == ["one", "three"]


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("es", "en", ("spa", "eng")),
        ("es-MX", "en-GB", ("spa", "eng")),
        ("zh-Hant", "en", ("zh-Hant", "en")),
        ("zh", "en", ("zh-Hans", "en")),
    ],
)
def test_a_pair_is_found_by_the_whole_tag_or_else_by_the_language(source: str, target: str, found: tuple[str, str]) -> None:
    assert pair([("zh-Hans", "en"), ("zh-Hant", "en"), ("spa", "eng")], source, target) == found


def test_a_pair_that_the_engine_does_not_have_is_none() -> None:
    assert pair([("spa", "eng")], "so", "en") is None
