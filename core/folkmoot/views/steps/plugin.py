"""What enabling, setting up, suspending and disabling a plugin change in the tables."""

from folkmoot.events import plugin
from folkmoot.events.entry import Entry, pub_of
from folkmoot.events.fact import Fact
from folkmoot.views.batch import EVERY, Batch
from folkmoot.views.step import Step

_ON = """INSERT INTO plugins (plugin, since, entry, running) VALUES (?, ?, ?, ?) ON CONFLICT (plugin) DO UPDATE
    SET entry = excluded.entry, running = excluded.running, suspended = """


def _note(batch: Batch, entry: Entry, name: str, version: str = "", cause: str = "", told: str = "") -> None:
    what = entry.type.partition(".")[2]
    batch.db.execute("INSERT INTO plugin_history VALUES (?, ?, ?, ?, ?, ?)", (name, entry.i, what, version, cause, told))
    batch.touch(entry.i, EVERY)


def _on(batch: Batch, entry: Entry, fact: plugin.PluginEnabled, s: int) -> None:
    row = (fact.plugin, entry.i, entry.i, bytes(pub_of(fact)).decode())
    batch.db.execute(_ON + "''", row)
    _note(batch, entry, fact.plugin, fact.version, told=fact.told)


def _upgraded(batch: Batch, entry: Entry, fact: plugin.PluginUpgraded, s: int) -> None:
    row = (fact.plugin, entry.i, entry.i, bytes(pub_of(fact)).decode())
    batch.db.execute(_ON + "CASE WHEN suspended = 'failing' THEN 'failing' ELSE '' END", row)
    _note(batch, entry, fact.plugin, fact.version, told=fact.told)


def _configured(batch: Batch, entry: Entry, fact: plugin.PluginConfigured, s: int) -> None:
    batch.db.execute("UPDATE plugins SET settings = ? WHERE plugin = ?", (entry.i, fact.plugin))
    _note(batch, entry, fact.plugin, fact.version)


def _suspended(batch: Batch, entry: Entry, fact: plugin.PluginSuspended, s: int) -> None:
    batch.db.execute("UPDATE plugins SET suspended = ? WHERE plugin = ?", (fact.cause, fact.plugin))
    _note(batch, entry, fact.plugin, cause=fact.cause)


def _disabled(batch: Batch, entry: Entry, fact: plugin.PluginDisabled, s: int) -> None:
    batch.db.execute("DELETE FROM plugins WHERE plugin = ?", (fact.plugin,))
    _note(batch, entry, fact.plugin)


STEPS: dict[type[Fact], Step] = {
    plugin.PluginEnabled: _on,
    plugin.PluginUpgraded: _upgraded,
    plugin.PluginConfigured: _configured,
    plugin.PluginSuspended: _suspended,
    plugin.PluginDisabled: _disabled,
}
