"""What is public and long is a file of its own, which an entry names by its SHA-256."""

from folkmoot.events.decision import Tallied
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.plugin import PluginEnabled, PluginUpgraded


def blob_of(fact: Fact | Unknown) -> str:
    """The file that a fact names, 64 hexadecimal digits; empty for none."""
    match fact:
        case Tallied():
            return fact.detail
        case PluginEnabled() | PluginUpgraded():
            return fact.told
    return ""
