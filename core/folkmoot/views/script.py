"""Text of any script as words that can be looked up: no case, no accents, and single signs where a script has no spaces."""

import re
import unicodedata

# marks that people leave out when they type: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs.
# Vowel signs of Indic and Thai scripts are letters to their readers and stay
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

_ALIKE = str.maketrans("łđøıæœ\u0649\u06cc\u06a9\u0629\u06c1\u06be", "ldoiao\u064a\u064a\u0643\u0647\u0647\u0647")
"""Letters that differ by keyboard or habit and that Unicode does not take apart: ł and l, Arabic and Urdu yeh, kaf, heh."""

# Han, kana, Hangul, Thai, Lao, Burmese and Khmer: words are not set apart by spaces, or grow endings without one
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\U00020000-\U0003ffff])"
)

_MOST = 8


def folded(text: str) -> str:
    """Text without case, accents and invisible signs, so that the same word typed by two people is the same."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.casefold())
    text = _INVISIBLE.sub("", _MARKS.sub("", text))
    return unicodedata.normalize("NFC", text).translate(_ALIKE)


def spread(text: str) -> str:
    """Folded text for the search index: signs of scripts without spaces stand alone."""
    return text.lower() if text.isascii() else _UNSPACED.sub(r" \1 ", folded(text))


def words_of(text: str) -> list[str]:
    """Letters, marks and digits that stand together in spread text, in order."""
    kept = "".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in spread(text))
    return kept.split()


def asked(text: str) -> str:
    """What a person typed as a full-text query, empty when it holds no word.

    Each part between spaces has to be found; its last word may go on, if it has three letters or more.
    """
    phrases = []
    for part in text.split()[:_MOST]:
        words = words_of(part)
        if words:
            goes_on = "*" if len(words[-1]) > 2 else ""
            phrases.append('"' + " ".join(words) + '"' + goes_on)
    return " AND ".join(phrases)


def snippet(text: str, query: str, wide: int = 200) -> str:
    """The piece of a text where a query is first met, cut at spaces, about `wide` characters; its start if not met."""
    if len(text) <= wide:
        return text
    plain = folded(text[:20_000])
    places = [place for part in query.split() if (place := plain.find(folded(part))) >= 0]
    start = max(0, min(places, default=0) - wide // 3)
    if start:
        start = text.find(" ", start, start + 30) + 1 or start
    end = start + wide
    if end < len(text):
        end = max(text.rfind(" ", end - 30, end), start + wide - 30)
    return "… " * (start > 0) + text[start:end].strip() + " …" * (end < len(text))
