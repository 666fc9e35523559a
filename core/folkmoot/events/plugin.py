"""A plugin is enabled in a community with what it may do, set up, suspended and disabled; what it does here rests on these."""

from typing import Literal

from folkmoot.events.fact import Fact, fact

Cause = Literal["failing", "asks-more", "older"]
"""failing: it failed again and again. asks-more: a newer version asks for more than was granted. older: what is installed is an
older version than the record has seen."""


class Running(Fact, frozen=True):
    """What runs under the name of a plugin. code: SHA-256 over its files, 64 hexadecimal digits, empty when not known. may: what it
    is allowed to do. hosts: `name` or `name:port` that it may call, `*` when a setting names them. methods: ways to decide that it
    brings. forms: `name:kind` of each form that it brings, with the kind of contribution it makes. purposes: name of each
    use that it asks people to allow. told: SHA-256 of a blob with
    what it says of itself, empty for none.
    """

    plugin: str
    version: str
    code: str = ""
    may: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    told: str = ""


@fact("plugin.enabled")
class PluginEnabled(Running, frozen=True):
    """It is asked from here on, after those that were enabled before it. Also ends a suspension, and grants a new version more."""


@fact("plugin.upgraded")
class PluginUpgraded(Running, frozen=True):
    """Another version runs here, which asks for no more than was granted."""


@fact("plugin.configured", seals={"settings": "office"})
class PluginConfigured(Fact, frozen=True):
    """The settings are sealed with the entry, secrets by their names alone. version: that they were made for."""

    plugin: str
    version: str


@fact("plugin.suspended")
class PluginSuspended(Fact, frozen=True):
    """The house asks it nothing from here on, until it is enabled again."""

    plugin: str
    cause: Cause


@fact("plugin.disabled", seals={"reason": "office"})
class PluginDisabled(Fact, frozen=True):
    plugin: str
