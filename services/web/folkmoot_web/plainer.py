"""Whoever writes for an office asks how the words could be plainer, before anybody else reads them; it is advice and no more."""

import asyncio

import msgspec

from folkmoot.plugin import Draft, Hint
from folkmoot_web.ask import Ask

FIELD = "plainer"
"""Name of the button; its value names the boxes that are looked at, with blanks between."""


class Looked(msgspec.Struct, frozen=True):
    """What came of it. hints: of all boxes. silent: titles of plugins that did not answer."""

    hints: tuple[Hint, ...] = ()
    silent: tuple[str, ...] = ()


def asked(ask: Ask) -> bool:
    """Whether the button was pressed, by somebody for whom it is there."""
    return bool(ask.typed[FIELD] and ask.community and ask.hinted)


async def look(ask: Ask) -> Looked:
    """Ask every plugin that gives hints about each box."""
    lang = ask.typed["lang"] or ask.front.standing.now(ask.community).lang
    drafts = [
        Draft(text=text, lang=lang, what=name) for name in ask.typed[FIELD].split() for text in ask.typed.all(name) if text.strip()
    ]
    plugging = ask.front.installation.plugging
    told = [one for draft in drafts for one in await asyncio.to_thread(plugging.ask, ask.community, "hints", draft, ask.locale)]
    hints = tuple(hint for one in told if one.answered for hint in one.answer)
    return Looked(hints, tuple(dict.fromkeys(_title(ask, one.plugin) for one in told if not one.answered)))


def _title(ask: Ask, plugin: str) -> str:
    return ask.front.installation.plugins.plugins[plugin].manifest.label(ask.locale).title
