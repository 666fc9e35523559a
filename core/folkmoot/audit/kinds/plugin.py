"""What has to hold where a plugin is enabled, upgraded, set up, suspended or disabled."""

import re

from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.enabled import On
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.events.plugin import PluginConfigured, PluginDisabled, PluginEnabled, PluginSuspended, PluginUpgraded, Running

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]{0,63}")
_HOST = re.compile(r"\*|[A-Za-z0-9][A-Za-z0-9._+:-]{0,63}")
_DIGEST = re.compile(r"([0-9a-f]{64})?")


def _written(fact: Running) -> None:
    codes = fact.plugin, fact.version, *fact.may, *fact.methods, *fact.purposes
    names = all(map(_HOST.fullmatch, fact.forms)) and all(map(_CODE.fullmatch, codes))
    if not names or not all(map(_HOST.fullmatch, fact.hosts)) or not all(map(_DIGEST.fullmatch, (fact.code, fact.told))):
        raise Broken("its plugin, version, grant or digest is not written as one.")


def _enabled(laws: Laws, entry: Entry, fact: PluginEnabled) -> None:
    before = laws.community.plugins.get(fact.plugin)
    same = before is not None and not before.suspended and before.runs(fact)
    laws.community.evolve(entry, fact)
    laws.office(entry, "steward")
    _written(fact)
    if same:
        raise Broken("it enables what is enabled already.")


def _upgraded(laws: Laws, entry: Entry, fact: PluginUpgraded) -> None:
    before = laws.community.plugins.get(fact.plugin)
    granted = before is not None and before.grants(fact)
    laws.community.evolve(entry, fact)
    _house(entry)
    _written(fact)
    if not granted:
        raise Broken("its plugin is not enabled, or asks for more than was granted.")


def _configured(laws: Laws, entry: Entry, fact: PluginConfigured) -> None:
    _on(laws, fact.plugin)
    laws.community.evolve(entry, fact)
    laws.office(entry, "steward")


def _suspended(laws: Laws, entry: Entry, fact: PluginSuspended) -> None:
    before = _on(laws, fact.plugin).suspended
    laws.community.evolve(entry, fact)
    _house(entry)
    if before:
        raise Broken("its plugin is suspended already.")


def _disabled(laws: Laws, entry: Entry, fact: PluginDisabled) -> None:
    methods = _on(laws, fact.plugin).running.methods
    laws.community.evolve(entry, fact)
    laws.office(entry, "steward")
    if methods and any(state.to_count and state.terms.method in methods for state in laws.decisions.values()):
        raise Broken("a decision is still to be counted by the plugin that it disables.")


def _on(laws: Laws, plugin: str) -> On:
    on = laws.community.plugins.get(plugin)
    if on is None:
        raise Broken("its plugin is not enabled.")
    return on


def _house(entry: Entry) -> None:
    if entry.by != "house":
        raise Broken("only the house says this.")


LAWS: dict[type[Fact], Law] = {
    PluginEnabled: _enabled,
    PluginUpgraded: _upgraded,
    PluginConfigured: _configured,
    PluginSuspended: _suspended,
    PluginDisabled: _disabled,
}
