"""The pages are written in plain words: short sentences in every language, and in English for readers of eleven or twelve."""

import re
from collections import defaultdict
from itertools import chain

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from folkmoot_web.catalogues import path
from folkmoot_web.languages import OFFERED, SOURCE

VALUES = re.compile(r"%\(\w+\)s|%%|\{\w*\}")
ENDS = re.compile(r"(?<=[.!?:;۔؟؛])\s+")
WORD = re.compile(r"[^\W\d_][\w’'-]*")

LONGEST = {"en": 25, "pl": 25, "cy": 30, "ur": 33}
"""Words that a sentence may have. Plain language asks for 25 of English; Welsh writes a fifth more words for the same, and Urdu,
whose endings and helping verbs stand apart, a third more.
"""

HARDEST = 6
"""The grade of school whose pupils can read the pages, by the formula of Flesch and Kincaid."""

ENOUGH = 50
"""Words from which a grade can be told."""


def _said(message: Message) -> list[str]:
    """What a catalogue says, and the sources where it is the catalogue of the sources."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return forms if any(forms) else [message.id] if isinstance(message.id, str) else list(message.id)


def _sentences(texts: list[str]) -> list[list[str]]:
    """The words of each sentence; a value counts as one, and a line ends at a colon or semicolon as well."""
    sentences = chain.from_iterable(ENDS.split(VALUES.sub("one", text)) for text in texts)
    return [words for words in map(WORD.findall, sentences) if words]


def _syllables(word: str) -> int:
    """Groups of vowels, the silent e at the end aside: rather one too many than one too few."""
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(e|es|ed)$", "", word.lower()))))


def _grade(sentences: list[list[str]]) -> float:
    """Kincaid and others 1975, Research Branch Report 8-75."""
    words = [word for sentence in sentences for word in sentence]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def test_the_grade_is_that_of_the_formula() -> None:
    assert _grade([["The", "cat", "sat", "on", "the", "mat"]]) == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert _grade(_sentences(["Deliberative considerations necessitate comprehensive participatory infrastructure."])) > 30


@pytest.mark.parametrize("locale", OFFERED)
def test_no_sentence_of_the_pages_is_longer_than_a_reader_can_hold(source: Catalog, locale: str) -> None:
    if locale == SOURCE:
        words = source
    else:
        with path(locale).open("rb") as kept:
            words = read_po(kept, locale=locale)
    sentences = _sentences([said for message in words if message.id for said in _said(message)])
    assert sorted(" ".join(sentence) for sentence in sentences if len(sentence) > LONGEST[locale]) == []


def test_every_page_is_written_for_readers_of_the_sixth_grade(source: Catalog) -> None:
    of_file: dict[str, list[list[str]]] = defaultdict(list)
    for message in source:
        if message.id and _said(message)[-1].rstrip()[-1] in ".!?":
            for file, _ in message.locations:
                of_file[file] += _sentences([_said(message)[-1]])
    grades = {file: _grade(found) for file, found in of_file.items() if sum(map(len, found)) >= ENOUGH}
    assert len(grades) > 100
    assert {file: grade for file, grade in grades.items() if grade > HARDEST} == {}
