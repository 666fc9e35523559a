"""What people allowed to be translated is put into another language by the engine that a steward chose, paragraph by paragraph."""

from typing import Annotated, Literal

import msgspec

from folkmoot.plugin import Alternative, Asking, Health, Look, Problem, Secret, Settings, Source, Trial, join
from folkmoot_translation import paragraphs
from folkmoot_translation.sentences import say

OUTSIDE = "translation/outside"
"""The use that people allow before their words leave the machines of whoever hosts them."""

SOON, LATER = 60, 600
"""Seconds after which to try again."""

SCRIPTS = ("The bench is by the well.", "المقعد بجانب البئر.", "ਬੈਂਚ ਖੂਹ ਦੇ ਕੋਲ ਹੈ।")
"""Latin, Arabic and Gurmukhi, with which an engine is tried."""


class Engine(Settings, frozen=True):
    """engine: which API it speaks. url: where it is. key: for an engine that asks for one. company: whose machines it runs on, empty
    for our own.
    """

    engine: Literal["libretranslate", "apertium"] = "libretranslate"
    url: Annotated[str, msgspec.Meta(max_length=500)] = ""
    key: Secret = ""
    company: Annotated[str, msgspec.Meta(max_length=120)] = ""


@join
def settings() -> type[Settings]:
    """Which engine, and where."""
    return Engine


@join
def check_settings(ctx: Asking, asked: Trial) -> list[Problem]:
    """Whether the engine is there, names its languages, and gives back three scripts whole."""
    from folkmoot_translation import engines, web  # not by the server, which loads this plugin too, and calls nobody

    if wrong := web.wrong(ctx.settings.url):
        return [Problem(said=say(wrong, ctx.lang), field="url")]
    try:
        engine = engines.of(ctx)
        pairs = engine.pairs()
        if not pairs:
            return [Problem(said=say("no-pairs", ctx.lang), field="url")]
        engine.translate(list(SCRIPTS), *pairs[0])
    except web.Unusable as fault:
        return [Problem(said=say(fault.what, ctx.lang), field="url")]
    return []


@join
def health(ctx: Asking, asked: Look) -> Health:
    """Whether the engine answers, and how many pairs of languages it knows."""
    from folkmoot_translation import engines, web

    if wrong := web.wrong(ctx.settings.url):
        return Health(well=False, said=say(wrong, ctx.lang))
    try:
        return Health(well=True, said=say("well", ctx.lang, pairs=len(engines.of(ctx).pairs())))
    except web.Unusable as fault:
        return Health(well=False, said=say(fault.what, ctx.lang))


@join
def make_alternative(ctx: Asking, asked: Source) -> Alternative:
    """A translation, when the engine knows the languages and the person allowed that it reads their words."""
    from folkmoot_translation import engines, web

    if asked.kind != "translation":
        return Alternative(said=say("no-translation", ctx.lang))
    if ctx.settings.company and OUTSIDE not in asked.allowed:
        return Alternative(said=say("not-allowed", ctx.lang))
    if wrong := web.wrong(ctx.settings.url):
        return Alternative(said=say(wrong, ctx.lang), again=LATER)
    try:
        engine = engines.of(ctx)
        pair = engines.pair(engine.pairs(), asked.lang, asked.to)
        if pair is None:
            return Alternative(said=say("no-pair", ctx.lang, source=asked.lang, target=asked.to))
        said = paragraphs.translated(asked.text, asked.known, lambda parts: engine.translate(parts, *pair))
        title = paragraphs.translated(asked.title, asked.known, lambda parts: engine.translate(parts, *pair))
    except web.Unusable as fault:
        return Alternative(said=say(fault.what, ctx.lang), again=max(SOON, fault.later) if fault.passing else 0)
    return Alternative(text=said.text, title=title.text[:600], engine=engine.name, missed=said.missed + title.missed)
