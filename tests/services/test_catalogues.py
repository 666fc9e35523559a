"""The words of the pages are whole in every language that is offered, and as the sources are."""

import gettext
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from folkmoot.events.community import Role
from folkmoot.events.contribution import Kind
from folkmoot_web.catalogues import FOLDER, path
from folkmoot_web.languages import OFFERED, SOURCE, translation

TRANSLATED = [tag for tag in OFFERED if tag != SOURCE]
VALUES = re.compile(r"%\(\w+\)s|%%|\{\w*\}")


@pytest.fixture(params=TRANSLATED)
def words(request: pytest.FixtureRequest) -> Catalog:
    """The catalogue of each language."""
    with path(request.param).open("rb") as kept:
        return read_po(kept, locale=request.param)


def _told(words: Catalog) -> list[Message]:
    return [message for message in words if message.id]


def _forms(message: Message) -> list[str]:
    said = message.string
    return [said] if isinstance(said, str) else list(said or ())


def _english(message: Message) -> str:
    """What is said of several, or of anything."""
    return message.id if isinstance(message.id, str) else message.id[1]


def _form(words: Catalog) -> Callable[[int], int]:
    """Number -> form, as gettext itself reads the header."""
    form: Callable[[int], int] = gettext.c2py(words.plural_expr)
    return form


def _values(text: str) -> set[str]:
    return set(VALUES.findall(text))


def test_every_language_that_is_offered_has_a_catalogue_and_no_other_has() -> None:
    assert sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir()) == sorted(TRANSLATED)


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_catalogue_is_as_the_sources_are(messages: ModuleType, source: Catalog, locale: str) -> None:
    brought_up = messages.written(messages.updated(locale, source))
    assert brought_up == path(locale).read_bytes(), "run: make messages; then give the new ones their words"


def test_every_message_has_its_words_in_every_form(messages: ModuleType, words: Catalog) -> None:
    assert len(_told(words)) > 1_000
    assert messages.waiting(words) == []
    for message in _told(words):
        assert len(_forms(message)) == (words.num_plurals if message.pluralizable else 1), message.id


def test_no_value_is_lost_or_made_up(words: Catalog) -> None:
    form = _form(words)
    for message in _told(words):
        forms, values = _forms(message), _values(_english(message))
        assert all(_values(said) <= values for said in forms), forms
        assert all(values - _values(said) <= {"%(num)s"} for said in forms), forms
        if message.pluralizable:  # none and one may be said as words
            assert all(_values(forms[form(n)]) == values for n in range(2, 30)), forms
        else:
            assert _values(forms[0]) == values, forms


def test_no_words_hold_markup_or_end_an_attribute(words: Catalog) -> None:
    for message in _told(words):
        assert not any(sign in form for form in _forms(message) for sign in '<>&"'), message.string


def test_every_number_has_the_form_that_cldr_gives_it(words: Catalog) -> None:
    where = _form(words)
    plural = Locale.parse(str(words.locale)).plural_form
    named = {n: plural(n) for n in range(1_001)}
    assert len({(named[n], where(n)) for n in named}) == len(set(named.values())) == words.num_plurals


def test_what_code_says_is_found_with_its_values(messages: ModuleType) -> None:
    found = {sentence for _, sentence in messages.sentences()}
    assert "Shorten {what} to {most} characters; it has {value} now." in found
    assert "Only a {wanted} can do this. Sign in with a link for that role." in found
    assert "what is promised" in found
    assert "Show my words on this website?" in found
    assert {f"your {kind}" for kind in get_args(Kind)} <= found
    assert not any(sentence.startswith("SELECT") for sentence in found)


def test_every_role_has_a_name_in_the_catalogue(words: Catalog) -> None:
    assert all(words.get(role) for role in get_args(Role))


@pytest.mark.parametrize(
    ("english", "polish"),
    [
        ("Voting has not opened yet.", "Głosowanie jeszcze się nie zaczęło."),
        ("Write the title first; the box is empty.", "Pole „tytuł” jest puste; najpierw coś w nim napisz."),
        (
            "Shorten your statement to 280 characters; it has 281 now.",
            "Skróć pole „Twoje stwierdzenie”: najwyżej 280 znaków, a teraz jest 281.",
        ),
        (
            "Only a moderator or steward can do this. Sign in with a link for that role.",
            "Może to zrobić tylko: moderator lub gospodarz. Zaloguj się linkiem dla tej roli.",
        ),
        (
            "Only a facilitator or an officer can do this. Sign in first.",
            "Może to zrobić tylko: osoba prowadząca lub urzędnik. Najpierw się zaloguj.",
        ),
        ("A sentence that nobody wrote.", "A sentence that nobody wrote."),
    ],
)
def test_a_sentence_of_the_rules_is_said_with_the_same_values(english: str, polish: str) -> None:
    assert translation("pl")(english) == polish
    assert translation("en")(english) == english


def test_english_reads_no_catalogue() -> None:
    asked = "import sys, folkmoot_web.app; sys.exit(any(name.startswith('babel.messages') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


@pytest.mark.parametrize("locale", TRANSLATED)
def test_another_tool_finds_nothing_lost_or_broken_in_a_catalogue(locale: str, tmp_path: Path) -> None:
    """pofilter, of the Translate Toolkit; its other checks compare capitals and punctuation, which languages set apart."""
    looked_at = ("blank", "escapes", "newlines", "pythonbraceformat", "tabs", "variables", "xmltags")
    found = tmp_path / "found.po"
    asked = [str(Path(sys.executable).with_name("pofilter")), "--progress=none", *(f"--test={check}" for check in looked_at)]
    subprocess.run([*asked, str(path(locale)), str(found)], check=True, capture_output=True)
    assert not found.exists() or "(pofilter)" not in found.read_text(), found.read_text()
