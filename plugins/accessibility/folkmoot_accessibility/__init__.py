"""An office that asks is told how more people could read what it writes."""

from typing import Annotated

import msgspec

from folkmoot.plugin import Asking, Draft, Hint, Settings, join
from folkmoot_accessibility.advice import advice


class Accessibility(Settings, frozen=True):
    """most_words: that a sentence should have, 25 on GOV.UK. grade: years of school for which offices write English."""

    most_words: Annotated[int, msgspec.Meta(ge=10, le=60)] = 25
    grade: Annotated[int, msgspec.Meta(ge=5, le=14)] = 9


@join
def settings() -> type[Settings]:
    """How long a sentence may be, and how hard a text."""
    return Accessibility


@join
def hints(ctx: Asking, asked: Draft) -> list[Hint]:
    """Long sentences, and in English hard words and the grade, in the language of whoever wrote."""
    return advice(asked.text, asked.lang, ctx.settings.most_words, ctx.settings.grade, ctx.lang)
