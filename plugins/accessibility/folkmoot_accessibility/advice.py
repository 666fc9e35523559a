"""Of all that could be plainer, what helps most is said first, and no more than eight things."""

from folkmoot.plugin import Hint
from folkmoot_accessibility.hard_words import plainer
from folkmoot_accessibility.readability import grade, is_english, too_long
from folkmoot_accessibility.sentences import say
from folkmoot_accessibility.splitting import sentences, words

MOST = 8
"""Hints that are given; with more of them nobody knows where to begin."""

LONG_FIRST = 4
"""Long sentences that are named before hard words are; the rest come after these."""

ENOUGH = 30
"""Words from which on the grade of a text is told; one long word would make that of a shorter one."""

HARDEST = 18
"""Years of school over which the formula says nothing more."""

COPIED = 1000
"""Characters of a sentence that a hint copies."""


def advice(text: str, lang: str, most_words: int, aim: int, reader: str) -> list[Hint]:
    """How a text could be plainer, what helps most first, at most eight hints; none for a text without words.

    lang: of the text, BCP 47. most_words: that a sentence should have. aim: years of school, in English. reader: language
    of the hints, BCP 47.
    """
    found = sentences(text, lang)
    spoken = [words(sentence) for sentence in found]
    long = [
        Hint(said=say("long", reader, count=count, most=most_words), about=_copied(sentence))
        for sentence, count in too_long(found, spoken, most_words)
    ]
    hard = [
        Hint(said=say("word", reader, hard=written, plain=plain), about=written)
        for written, plain in (plainer(spoken) if is_english(lang) else ())
    ]
    hints = [*_whole(spoken, lang, aim, reader), *long[:LONG_FIRST], *hard, *long[LONG_FIRST:]]
    return list(dict.fromkeys(hints))[:MOST]


def _whole(spoken: list[list[str]], lang: str, aim: int, reader: str) -> list[Hint]:
    """What is said of the text as a whole: its grade, when that is over the aim."""
    years = grade(spoken, lang)
    if years is None or sum(map(len, spoken)) < ENOUGH or round(years) <= aim:
        return []
    return [Hint(said=say("grade", reader, grade=min(round(years), HARDEST), aim=aim))]


def _copied(sentence: str) -> str:
    return sentence if len(sentence) <= COPIED else sentence[: COPIED - 1] + "…"
