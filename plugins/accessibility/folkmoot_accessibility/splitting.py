"""A text is split into sentences and words, in many scripts; where it is in doubt whether a sentence ends, it ends."""

import re

_ALWAYS = "؟۔।॥。！？．｡։።။។‼⁇⁈⁉"
"""Ends of sentences in Arabic, Urdu, Indian scripts, Chinese, Armenian, Ethiopic, Burmese and Khmer; no blank has to follow."""

_CLOSE = "\"'”’»)\\]」』）】"

# no part of it can begin in the middle of what another try went through, so that it takes one walk through any text
_BREAK = re.compile(rf"(?<![.!?…])[.!?…]++[{_CLOSE}]*+(?=\s|$)|[{_ALWAYS}]++[{_CLOSE}]*+|[\n\r\u2028\u2029]\s*+")

_LINE = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_MARK = re.compile(r"(?:[-*•·▪◦–—]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s")
"""What stands before a point of a list."""

_SIGNS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_SIGNS}]{{1,2}}|[^\s—{_SIGNS}]++")

_AT_WORDS = "\"'“”‘’„«»()[].,;:!?…*–-"

_LATIN = "cf dr e.g fig i.e messrs mr mrs ms prof rev st viz vs"
_SHORT = {
    "en": frozenset(f"{_LATIN} approx cllr cllrs hon para paras".split()),
    "cy": frozenset(f"{_LATIN} bnr cyng e.e gw h.y parch tud".split()),
    "pl": frozenset(f"{_LATIN} al im inż m.in mgr np os p pl płk por św tel tj tzn tzw ul zob".split()),
}
"""Short forms, without their last stop, after which a sentence goes on even before a capital letter."""

_BEFORE_NUMBERS = frozenset({"art", "godz", "no", "nos", "nr", "p", "par", "pkt", "poz", "pp", "s", "sec", "tel", "tud", "ust"})
"""Short forms, without their last stop, after which a sentence goes on before a number."""

_TITLES = frozenset({"cllr", "cyng", "dr", "lord", "mr", "mrs", "ms", "prof", "sir"})
"""What stands before the first letter of a name; a letter after anything else may be that of `option B`."""

_INITIAL = re.compile(r"[^\W\d_]\.")


def sentences(text: str, lang: str) -> list[str]:
    """The sentences of a text that hold a word, in their order, without the marks of a list before them.

    lang: BCP 47; it says which short forms have a stop. A line that ends ends the sentence too, unless the next line goes on
    with a small letter.
    """
    found, begun = [], 0
    for cut in _BREAK.finditer(text):
        if _ends(text, begun, cut, lang):
            found.append(text[begun : cut.end()])
            begun = cut.end()
    found.append(text[begun:])
    return [sentence for piece in found if words(sentence := _unmarked(piece.strip()))]


def words(text: str) -> list[str]:
    """The words of a text as they are written, with the punctuation at them.

    Chinese and Japanese put no blank between words, so two signs count as one word there.
    """
    return [word for word in _WORD.findall(text) if any(sign.isalnum() for sign in word)]


def bare(word: str) -> str:
    """A word without the punctuation at it."""
    return word.strip(_AT_WORDS)


def _unmarked(piece: str) -> str:
    mark = _MARK.match(piece)
    return piece[mark.end() :].lstrip() if mark else piece


def _ends(text: str, begun: int, cut: re.Match[str], lang: str) -> bool:
    """Whether a sentence that began at `begun` ends at a cut."""
    after = text[cut.end() : cut.end() + 40].lstrip()
    match cut[0][0]:
        case "\n" | "\r" | "\u2028" | "\u2029":
            return len(_LINE.findall(cut[0])) > 1 or not after[:1].islower() or _MARK.match(after) is not None
        case "۔":
            return not (text[max(0, cut.start() - 1) : cut.start()].isdecimal() and after[:1].isdecimal())
        case "." | "…":
            return not _goes_on(text[max(begun, cut.start() - 40) : cut.start()], after, lang)
    return not (after[:1].islower() and cut[0][-1] in _CLOSE)


def _goes_on(before: str, after: str, lang: str) -> bool:
    """Whether a stop belongs to a short form, a number of a list or a name. before, after: some of what stands around it."""
    if after[:1].islower():
        return True
    *earlier, last = before.split() or [""]
    last = last.lstrip("(\"'“‘[„«").casefold()
    if last in _SHORT.get(lang.partition("-")[0].lower(), _SHORT["en"]):
        return True
    if not earlier and _MARK.match(f"{last}. "):
        return True
    if len(last) == 1 and earlier and (earlier[-1].rstrip(".").casefold() in _TITLES or _INITIAL.fullmatch(earlier[-1])):
        return True
    return last in _BEFORE_NUMBERS and after[:1].isdecimal()
