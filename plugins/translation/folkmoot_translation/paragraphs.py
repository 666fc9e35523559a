"""A text is translated paragraph by paragraph, so that what people have checked is used as it is, and no paragraph is lost."""

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Translated(NamedTuple):
    """missed: words that the engine did not know."""

    text: str
    missed: int


Engine = Callable[[list[str]], list[Translated]]
"""Answers as many paragraphs as it is asked."""


def translated(text: str, known: Mapping[str, str], engine: Engine) -> Translated:
    """The text in another language, with its empty lines. known: paragraph -> translation that people have checked."""
    parts = text.split("\n")
    unknown = list(dict.fromkeys(part.strip() for part in parts if part.strip() and part.strip() not in known))
    made = dict(zip(unknown, engine(unknown), strict=True)) if unknown else {}
    said = [known.get(part) or (made[part].text if part else "") for part in map(str.strip, parts)]
    return Translated("\n".join(said), sum(one.missed for one in made.values()))
