"""The ways to decide that a community can choose from, in the words of the plugins that bring them."""

from typing import Literal

import msgspec

from folkmoot.plugin.manifest import Label, Way, in_language
from folkmoot_web.ask import Ask

BALLOTS = {"several": "decision_ballot_several.html", "one": "decision_ballot_one.html"}
"""What is ticked -> the template of the ballot."""


class Shown(msgspec.Struct, frozen=True):
    """A way to decide on a page. ballot: whether several options are ticked or one."""

    name: str
    label: Label
    ballot: Literal["several", "one"]


def offered(ask: Ask) -> list[Shown]:
    """Ways that can be chosen now, in the order in which their plugins were enabled."""
    here = ask.front.installation.plugging.enabled(ask.community).values()
    known = _known(ask)
    names = [name for on in here if not on.suspended for name in on.running.methods]
    return [_shown(name, known[name], ask.locale) for name in names if name in known]


def named(ask: Ask, method: str) -> Shown | None:
    """A way by its name, None when nothing that is installed brings it."""
    way = _known(ask).get(method)
    return _shown(method, way, ask.locale) if way else None


def _known(ask: Ask) -> dict[str, Way]:
    plugins = ask.front.installation.plugins.plugins.values()
    return {name: way for plugin in plugins for name, way in plugin.manifest.ways.items()}


def _shown(name: str, way: Way, lang: str) -> Shown:
    return Shown(name, in_language(way.words, lang), way.ballot)
