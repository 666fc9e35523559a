"""What is enabled in a community, what it may do there, and whether it is asked now."""

from typing import Literal

import msgspec

from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.plugin import (
    Cause,
    PluginConfigured,
    PluginDisabled,
    PluginEnabled,
    PluginSuspended,
    PluginUpgraded,
    Running,
)


class On(msgspec.Struct):
    """A plugin that is enabled. since, entry: index of the entry that enabled it first, and of the last that says what runs.
    settings: index of the entry with its settings, -1 for none. suspended: why it is not asked, empty when it is.
    """

    running: Running
    since: int
    entry: int
    settings: int = -1
    suspended: Cause | Literal[""] = ""

    @property
    def version(self) -> str:
        """The version that runs."""
        return self.running.version

    def runs(self, other: Running) -> bool:
        """Whether this is what runs, with the same grant."""
        return _bare(self.running) == _bare(other)

    def grants(self, other: Running) -> bool:
        """Whether another version asks for no more than was granted."""
        return set(other.may) <= set(self.running.may) and set(other.hosts) <= set(self.running.hosts)


def _bare(running: Running) -> tuple[object, ...]:
    sets = running.may, running.hosts, running.methods, running.forms, running.purposes
    return running.version, running.code, running.told, *map(frozenset, sets)


def follow(plugins: dict[str, On], entry: Entry, fact: Fact | Unknown) -> None:
    """Take the next entry of the community into what is enabled; the order of the keys is that of enabling."""
    match fact:
        case PluginEnabled() | PluginUpgraded():
            now = plugins.get(fact.plugin)
            if now is None:
                plugins[fact.plugin] = On(fact, entry.i, entry.i)
            else:
                # an upgrade goes on with what was granted; only a steward grants more, or ends a suspension for failing
                kept = now.suspended if isinstance(fact, PluginUpgraded) and now.suspended == "failing" else ""
                now.running, now.entry, now.suspended = fact, entry.i, kept
        case PluginConfigured() if fact.plugin in plugins:
            plugins[fact.plugin].settings = entry.i
        case PluginSuspended() if fact.plugin in plugins:
            plugins[fact.plugin].suspended = fact.cause
        case PluginDisabled():
            plugins.pop(fact.plugin, None)
