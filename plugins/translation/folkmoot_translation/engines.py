"""Two kinds of engines: any that speaks LibreTranslate's API, and Apertium's."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Protocol

from folkmoot.plugin import Asking
from folkmoot_translation.paragraphs import Translated
from folkmoot_translation.web import Unusable, Web

Pair = tuple[str, str]
"""From and to, as the engine calls its languages."""

AT_ONCE = 1_500
"""Characters that are sent together; public engines take two thousand. A longer paragraph goes alone and whole."""

TIMES, MORE = 6, 400
"""A translation longer than this many times what was sent, and this many characters, is none."""


class Engine(Protocol):
    """name: what made the translation, with its version where it tells."""

    @property
    def name(self) -> str:
        """Letters, digits and . _ / + -."""

    def pairs(self) -> list[Pair]:
        """What it can translate.

        Raises Unusable.
        """

    def translate(self, parts: list[str], source: str, target: str) -> list[Translated]:
        """As many as there are parts.

        Raises Unusable.
        """


def of(ctx: Asking) -> Engine:
    """The engine that is set."""
    web = Web(ctx.settings.url, ctx.call)
    return Apertium(web) if ctx.settings.engine == "apertium" else LibreTranslate(web, ctx.secrets.get("key", ""))


def pair(pairs: list[Pair], source: str, target: str) -> Pair | None:
    """The pair for two languages, None when there is none. source, target: BCP 47; where a whole tag is not known, its language counts."""
    for same in (_whole, _language):
        for one in pairs:
            if same(one[0], source) and same(one[1], target):
                return one
    return None


def _whole(one: str, other: str) -> bool:
    return one.replace("_", "-").casefold() == other.casefold()


def _language(one: str, other: str) -> bool:
    return _THREE.get(one, one).replace("_", "-").partition("-")[0].casefold() == other.partition("-")[0].casefold()


_THREE = {"spa": "es", "eng": "en", "cat": "ca", "glg": "gl", "isl": "is", "mkd": "mk", "hbs": "sh", "epo": "eo", "eus": "eu",
    "fra": "fr", "por": "pt", "ita": "it", "dan": "da", "nob": "nb", "nno": "nn", "swe": "sv", "rus": "ru", "ukr": "uk", "urd": "ur",
    "hin": "hi", "afr": "af", "nld": "nl", "cym": "cy", "pol": "pl", "ron": "ro", "ara": "ar", "deu": "de", "bel": "be", "oci": "oc",
    "arg": "an", "srd": "sc", "mlt": "mt", "bul": "bg", "slv": "sl", "kaz": "kk", "tat": "tt", "bre": "br"}  # fmt: skip
"""ISO 639-3, as Apertium names languages, -> ISO 639-1, as BCP 47 does, for the pairs that Apertium publishes."""


class LibreTranslate:
    """https://docs.libretranslate.com: GET /languages, and POST /translate with `q`, `source`, `target`, `format` and `api_key`."""

    name = "libretranslate"

    def __init__(self, web: Web, key: str) -> None:
        self._web, self._key = web, key

    def pairs(self) -> list[Pair]:
        """As in `Engine`."""
        found = self._web.get("/languages")
        try:
            return [(one["code"], to) for one in found for to in one["targets"] if to != one["code"]]
        except (KeyError, TypeError) as fault:
            raise Unusable("nonsense") from fault

    def translate(self, parts: list[str], source: str, target: str) -> list[Translated]:
        """As in `Engine`."""
        made: list[Translated] = []
        for some in _batches(parts):
            asked: dict[str, Any] = {"q": some, "source": source, "target": target, "format": "text"}
            answer = self._web.post("/translate", json=asked | ({"api_key": self._key} if self._key else {}))
            texts = answer.get("translatedText") if isinstance(answer, dict) else None
            made += [Translated(text, 0) for text in _fitting(some, texts)]
        return made


class Apertium:
    """https://wiki.apertium.org/wiki/Apertium-apy: GET /listPairs, and POST /translate with `q`, `langpair`, `markUnknown`, `format`."""

    name = "apertium"

    def __init__(self, web: Web) -> None:
        self._web = web

    def pairs(self) -> list[Pair]:
        """As in `Engine`."""
        found = self._web.get("/listPairs")
        try:
            return [(one["sourceLanguage"], one["targetLanguage"]) for one in found["responseData"]]
        except (KeyError, TypeError) as fault:
            raise Unusable("nonsense") from fault

    def translate(self, parts: list[str], source: str, target: str) -> list[Translated]:
        """As in `Engine`; a word that it does not know stays as it is, and is counted."""
        return [self._one(part, f"{source}|{target}") for part in parts]

    def _one(self, part: str, pair: str) -> Translated:
        marked = self._ask(part, pair, "yes")
        missed = max(0, len(_MARKED.findall(marked)) - len(_MARKED.findall(part)))
        return Translated(self._ask(part, pair, "no") if missed else marked, missed)

    def _ask(self, part: str, pair: str, mark: str) -> str:
        asked = {"q": part, "langpair": pair, "markUnknown": mark, "format": "txt"}
        answer = self._web.post("/translate", data=asked)
        try:
            text = answer["responseData"]["translatedText"]
        except (KeyError, TypeError) as fault:
            raise Unusable("nonsense") from fault
        return _fitting([part], [text])[0]


_MARKED = re.compile(r"[*@#](?=\w)")
"""How Apertium marks a word that it does not know."""


def _batches(parts: list[str]) -> Iterator[list[str]]:
    some: list[str] = []
    for part in parts:
        if some and sum(map(len, some)) + len(part) > AT_ONCE:
            yield some
            some = []
        some.append(part)
    if some:
        yield some


def _fitting(asked: list[str], texts: Any) -> list[str]:
    """The translations, each of one paragraph; else Unusable."""
    if not isinstance(texts, list) or len(texts) != len(asked) or not all(isinstance(text, str) for text in texts):
        raise Unusable("nonsense")
    made = [unicodedata.normalize("NFC", " ".join(text.split("\n"))).strip() for text in texts]
    if any(not text or len(text) > TIMES * len(part) + MORE for part, text in zip(asked, made, strict=True)):
        raise Unusable("nonsense")
    return made
