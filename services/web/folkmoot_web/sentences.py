"""A sentence that the rules or the site say in English is said in another language, with the same values in it."""

import functools
import re
from collections.abc import Callable
from gettext import GNUTranslations
from typing import NamedTuple

from folkmoot_web.catalogues import catalogue

Say = Callable[[str], str]

OPENING = re.compile(r"\{(\w*)\}")
"""Where a value stands in a sentence of a catalogue: `{name}`, or `{}`."""

LONGEST = 2_000
"""Letters of a sentence with values that is still looked for; a longer one holds what somebody sent, and is said as it is."""


def marked(sentence: str) -> str:
    """Words that are translated where they are shown; `make messages` finds them by this."""
    return sentence


VALUES = (
    *(marked("or"), marked("safeguarding")),
    *(marked("your story"), marked("your idea"), marked("your statement"), marked("your question"), marked("your comment")),
    *(marked("your topic"), marked("your theme"), marked("your proposal"), marked("your amendment"), marked("your reason")),
    *(marked("your note"), marked("your view"), marked("your turn"), marked("your remark"), marked("your offer")),
)
"""Words that the rules put together from a code, and that stand in no file as they are said."""


class _Pattern(NamedTuple):
    """A sentence with values. english: what it looks like. names: of its values, in order. said: in the other language."""

    english: re.Pattern[str]
    names: tuple[str, ...]
    said: str


@functools.cache
def speaking(locale: str) -> Say:
    """What says a sentence in a language. One that nobody translated is said as it is.

    A sentence with values is known by what stands between them. A value that the catalogue knows, such as the name of a
    box or of a role, is said in that language as well.
    """
    words = _pairs(catalogue(locale))
    patterns = [_pattern(english, said) for english, said in words.items() if OPENING.search(english)]

    def say(sentence: str) -> str:
        if sentence in words or len(sentence) > LONGEST:
            return words.get(sentence) or sentence
        for pattern in patterns:
            if found := pattern.english.fullmatch(sentence):
                return _filled(pattern, [_value(words, value) for value in found.groups()])
        return sentence

    return say


def _pairs(words: GNUTranslations) -> dict[str, str]:
    kept = words._catalog  # type: ignore[attr-defined]  # gettext keeps them there and has no other way to list them
    return {english: said for english, said in kept.items() if isinstance(english, str) and english}


def _pattern(english: str, said: str) -> _Pattern:
    between = OPENING.split(english)
    made = "".join("(.+?)" if n % 2 else re.escape(part) for n, part in enumerate(between))
    return _Pattern(re.compile(made, re.DOTALL), tuple(between[1::2]), said)


def _filled(pattern: _Pattern, given: list[str]) -> str:
    values = dict(zip(pattern.names, given, strict=True))
    return OPENING.sub(lambda opening: values[opening[1]], pattern.said)


def _value(words: dict[str, str], value: str) -> str:
    """A value as it is said: known words, or several of them with "or" between."""
    if value in words:
        return words[value]
    parts = [part.removeprefix("a ").removeprefix("an ") for part in value.split(" or ")]
    if not all(part in words for part in parts):
        return value
    return f" {words.get('or', 'or')} ".join(words[part] for part in parts)
