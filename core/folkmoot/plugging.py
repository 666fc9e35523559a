"""Each community has the plugins that its record says, asked in the order in which it enabled them, with its own settings."""

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import msgspec

from folkmoot.dispatch import Dispatcher, Installed, Plugin, Told
from folkmoot.domain.enabled import On
from folkmoot.domain.plugin import EnablePlugin, SuspendPlugin, UpgradePlugin
from folkmoot.domain.rules import Command, Refused
from folkmoot.events.plugin import Running
from folkmoot.moot import Author
from folkmoot.plugin import PLACES, Asking, Settings
from folkmoot.plugin.asked import Ask
from folkmoot.plugin.manifest import described
from folkmoot.record.ids import new_id
from folkmoot.secrets import NotHere, secret
from folkmoot.standing import Standing

HOUSE = Author("house")

_log = logging.getLogger("folkmoot.plugging")


class Unset(ValueError):
    """A plugin cannot be asked with the settings that it has; the message says why."""


class Host(Protocol):
    """What this needs of an installation."""

    home: Path
    plugins: Installed
    clock: Callable[[], float]

    def payload(self, community: str, i: int, k: int) -> bytes | None:
        """Payload of seal `k` of entry `i`; None when it is gone."""

    def moot(self, community: str) -> Any:
        """The door of a community."""


class Plugging:
    """The plugins of one installation, in each of its communities."""

    def __init__(self, host: Host, standing: Standing) -> None:
        self._host, self._standing = host, standing
        self.dispatcher = Dispatcher(host.plugins, self._failing)
        self._settings: dict[tuple[str, str, int], Settings | None] = {}

    def enabled(self, community: str) -> dict[str, On]:
        """Plugins that a community enabled, in the order in which they are asked."""
        return self._standing.now(community).plugins

    def languages(self, community: str) -> tuple[str, ...]:
        """Languages of a community, BCP 47, the first one its own."""
        return self._standing.now(community).languages

    def joining(self, community: str, place: str) -> list[tuple[Plugin, On]]:
        """Plugins that are asked at a place: here, enabled, not suspended, and allowed what the place needs."""
        needs = PLACES[place].needs
        found = []
        for key, on in self.enabled(community).items():
            plugin = self._host.plugins.plugins.get(key)
            allowed = needs is None or needs in on.running.may
            if plugin is not None and not on.suspended and place in plugin.places and allowed:
                found.append((plugin, on))
        return found

    def ask(self, community: str, place: str, asked: Ask, lang: str = "en", call: str = "") -> list[Told]:
        """Ask every plugin that joins a place. lang: of whoever reads the answer. call: names this asking, empty for a new name."""
        return [self.ask_one(community, plugin, on, place, asked, lang, call) for plugin, on in self.joining(community, place)]

    def ask_one(self, community: str, plugin: Plugin, on: On, place: str, asked: Ask, lang: str = "en", call: str = "") -> Told:
        """Ask one of them, with the settings that the record holds."""
        try:
            ctx = self.context(community, plugin, self.settings(community, plugin, on), PLACES[place].seconds, lang, call)
        except Unset as fault:
            return Told(plugin.key, plugin.version, place, "failed", why=str(fault))
        return self.dispatcher.ask(place, ctx, asked)

    def try_out(self, community: str, plugin: Plugin, settings: Settings | None, place: str, asked: Ask, lang: str) -> Told:
        """Ask a plugin with settings that are not kept yet."""
        try:
            ctx = self.context(community, plugin, settings, PLACES[place].seconds, lang)
        except Unset as fault:
            return Told(plugin.key, plugin.version, place, "failed", why=str(fault))
        return self.dispatcher.ask(place, ctx, asked)

    def context(
        self, community: str, plugin: Plugin, settings: Settings | None, seconds: float, lang: str = "en", call: str = ""
    ) -> Asking:
        """The context of an asking, with the values of secrets.

        Raises Unset when a secret is not there.
        """
        names = [field.name for field in plugin.fields if field.kind == "secret"]
        held = {name: getattr(settings, name) for name in names if settings is not None}
        return Asking(
            community=community,
            plugin=plugin.key,
            version=plugin.version,
            settings=settings,
            secrets={name: self._secret(community, reference) for name, reference in held.items() if reference},
            lang=lang,
            minute=int(self._host.clock()) // 60,
            call=call or new_id("call_"),
            seconds=seconds,
        )

    def settings(self, community: str, plugin: Plugin, on: On) -> Settings | None:
        """The settings that the record holds, or the plugin's own defaults; None for a plugin without any.

        Raises Unset when they do not fit the version that is installed, or were redacted.
        """
        if plugin.kind is None:
            return None
        at = community, plugin.key, on.settings
        if at not in self._settings:
            self._settings[at] = plugin.kind() if on.settings < 0 else self._kept(community, plugin, on.settings)
        return self._settings[at]

    def settings_or_none(self, community: str, plugin: Plugin, on: On) -> Settings | None:
        """The settings, None when there are none that fit."""
        try:
            return self.settings(community, plugin, on)
        except Unset:
            return None

    def wanted(self, plugin: Plugin) -> dict[str, Any]:
        """What the record is told of a plugin that is installed: fields of `EnablePlugin`."""
        manifest = plugin.manifest
        return {
            "plugin": plugin.key,
            "version": plugin.version,
            "code": plugin.code,
            "may": manifest.may,
            "hosts": manifest.hosts,
            "methods": tuple(sorted(manifest.ways)),
            "forms": tuple(sorted(f"{name}:{form.kind}" for name, form in manifest.forms.items())),
            "purposes": tuple(sorted(manifest.purposes)),
            "described": described(manifest),
        }

    def begin(self, community: str) -> None:
        """Enable in a new community the plugins that do nothing but count: without a way to decide it could decide nothing."""
        for plugin in self._host.plugins.plugins.values():
            if plugin.manifest.may == ("count",):
                self._do(community, EnablePlugin(**self.wanted(plugin)))

    def start(self, community: str) -> None:
        """Note what runs now: a newer version goes on where it asks for no more, and is suspended otherwise, as is an older one."""
        for key, on in list(self.enabled(community).items()):
            plugin = self._host.plugins.plugins.get(key)
            if plugin is None:
                continue
            wanted = UpgradePlugin(**self.wanted(plugin))
            runs = Running(**{name: getattr(wanted, name) for name in Running.__struct_fields__ if name != "told"})
            if older(plugin.version, on.version):
                self._do(community, SuspendPlugin(plugin=key, cause="older"))
            elif not on.grants(runs):
                self._do(community, SuspendPlugin(plugin=key, cause="asks-more"))
            else:
                self._do(community, wanted)

    def close(self) -> None:
        """End every thread and process of a plugin."""
        self.dispatcher.close()

    def _failing(self, community: str, plugin: str) -> None:
        self._do(community, SuspendPlugin(plugin=plugin, cause="failing"))

    def _do(self, community: str, command: Command) -> None:
        try:
            self._host.moot(community).do(command, HOUSE, via="house")
        except Refused as refusal:  # somebody was quicker, or this process only reads
            _log.warning("%s: %s", type(command).__name__, refusal)

    def _kept(self, community: str, plugin: Plugin, at: int) -> Settings:
        payload = self._host.payload(community, at, 0)
        if payload is None or plugin.kind is None:
            raise Unset(f"The settings of {plugin.key} were redacted; set it up again.")
        try:
            return msgspec.json.decode(msgspec.json.decode(payload)["text"], type=plugin.kind)
        except msgspec.ValidationError as fault:
            raise Unset(f"The settings of {plugin.key} do not fit version {plugin.version}: {fault}. Set it up again.") from None

    def _secret(self, community: str, reference: str) -> str:
        try:
            return secret(self._host.home, community, reference)
        except NotHere as fault:
            raise Unset(str(fault)) from None


def older(one: str, other: str) -> bool:
    """Whether a version comes before another, by the numbers that both begin with."""
    return _numbers(one) < _numbers(other)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"[0-9]+", version.partition("+")[0])[:4])
