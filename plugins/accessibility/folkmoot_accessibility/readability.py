"""How hard a text is to read is told from the length of its sentences and, in English, of its words."""

import functools
import re
from collections import Counter
from typing import Any

from folkmoot_accessibility.splitting import bare

_LETTERS = re.compile(r"[^\W\d_]+")

LONGEST = 40
"""Letters of a word that are looked at; a longer one is an address or a mistake."""

# the final e of "make", "makes", "named", "placement", "hopeful"; not that of "table", "wanted" or "boxes"
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e(?=(?:ments?|ly|ful|less|ness)?$)|(?<=[aeiouy]l)e$|(?<=[^aeioudty])e(?=d$)|(?<=[^aeiouscghxyz])e(?=s$)"
)
_VOWEL = re.compile("[aeiouy]")
_VOWEL_GROUP = re.compile(r"(?:(?<![cglnstx])i(?=[ao])|[aeiou](?=ing$)|[aeiouy]++)")


def grade(spoken: list[list[str]], lang: str = "en") -> float | None:
    """Years of school after which an English text is easy to read: 0.39 words a sentence + 11.8 syllables a word - 15.59.

    J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom, "Derivation of new readability formulas for Navy enlisted
    personnel", Research Branch Report 8-75, Naval Technical Training, Millington 1975.

    spoken: the words of each sentence. None for other languages, for which the formula was not made, and where there is no word.
    """
    count = Counter(bare(word).casefold() for sentence in spoken for word in sentence)
    if not count or not is_english(lang):
        return None
    sounds = sum(times * (syllables(word, lang) or 1) for word, times in count.items())
    return 0.39 * count.total() / len(spoken) + 11.8 * sounds / count.total() - 15.59


def syllables(word: str, lang: str) -> int | None:
    """Syllables of a word, 1 for a number; None where there is no dictionary for the language.

    lang: BCP 47. A word has as many as the pieces into which pyphen would break it. That is too few in English, as no letter is
    broken off alone (`about`, `city`), so there the groups of vowels are counted too, and the larger number is taken.
    """
    dictionary = _dictionary(_code(lang))
    if dictionary is None:
        return None
    parts = [part[:LONGEST].lower() for part in _LETTERS.findall(word.replace("'", "").replace("’", ""))]
    return max(1, sum(_of_english(part, dictionary) if is_english(lang) else _pieces(part, dictionary) for part in parts))


def too_long(sentences: list[str], spoken: list[list[str]], most: int) -> list[tuple[str, int]]:
    """Sentences with more words than `most`, each with the number of its words; the longest first, each once.

    spoken: the words of each sentence.
    """
    counted = {sentence: len(said) for sentence, said in zip(sentences, spoken, strict=True) if len(said) > most}
    return sorted(counted.items(), key=lambda one: -one[1])


def is_english(lang: str) -> bool:
    """Whether a BCP 47 tag is of English."""
    return lang.partition("-")[0].lower() == "en"


def _of_english(word: str, dictionary: Any) -> int:
    groups = len(_VOWEL_GROUP.findall(_SILENT.sub("", word)))
    # no syllable is without a vowel, so pyphen, which takes its time, is asked only where some vowel was not counted
    return groups if groups == len(_VOWEL.findall(word)) > 0 else max(groups, _pieces(word, dictionary))


def _pieces(word: str, dictionary: Any) -> int:
    return 1 + len(dictionary.positions(word))


def _code(lang: str) -> str:
    # American patterns for all English: they find more of the syllables that a dictionary of speech has
    return "en_US" if is_english(lang) else lang


@functools.lru_cache(maxsize=8)
def _dictionary(code: str) -> Any:
    """The patterns of a language, None where there are none. They take a tenth of a second to read, so they are kept."""
    import pyphen  # type: ignore[import-untyped]  # where it is used: most communities never ask

    if not pyphen.language_fallback(code):
        return None
    found = pyphen.Pyphen(lang=code)
    found.hd.cache = _Forgets()
    return found


class _Forgets(dict[str, Any]):
    """pyphen keeps every word that it ever saw; nothing of a draft is to stay."""

    def __setitem__(self, word: str, points: Any) -> None:
        pass
