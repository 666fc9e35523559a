"""What the rules refuse about plugins."""

from folkmoot.domain.community import STREAM
from folkmoot.events.contribution import Received
from folkmoot.events.plugin import PluginConfigured, PluginDisabled, PluginEnabled, PluginSuspended, PluginUpgraded
from tests.audit.forging import NEW, Forge, Small, after, said
from tests.rules.given import steward

HOOKS = PluginEnabled(plugin="hooks", version="1.0.0", may=("network",), hosts=("hooks.example.org",))


def on(w: Small) -> None:
    """A plugin that may call one host."""
    w.given("house", STREAM, HOOKS)


FORGED: dict[str, tuple[Forge, str]] = {
    "a plugin by an officer": (said("officer", STREAM, PluginEnabled(plugin="x", version="1")), "only a steward"),
    "a plugin that is no code": (said("house", STREAM, PluginEnabled(plugin="my plugin", version="1")), "not written as one"),
    "a plugin with a host that is none": (
        said("house", STREAM, PluginEnabled(plugin="x", version="1", hosts=("a b",))),
        "not written as one",
    ),
    "a plugin with a digest that is none": (
        said("house", STREAM, PluginEnabled(plugin="x", version="1", code="ABC")),
        "not written as one",
    ),
    "a plugin enabled as it is": (after(on, on), "enabled already"),
    "an upgrade by a steward": (
        after(on, lambda w: w.given(steward(w), STREAM, PluginUpgraded(plugin="hooks", version="1.1.0"))),
        "only the house",
    ),
    "an upgrade that asks for more": (
        after(on, said("house", STREAM, PluginUpgraded(plugin="hooks", version="1.1.0", may=("secrets",)))),
        "more than was granted",
    ),
    "an upgrade to other hosts": (
        after(on, said("house", STREAM, PluginUpgraded(plugin="hooks", version="1.1.0", hosts=("evil.example.org",)))),
        "more than was granted",
    ),
    "an upgrade of what is not enabled": (said("house", STREAM, PluginUpgraded(plugin="hooks", version="1.1.0")), "not enabled"),
    "settings by an officer": (
        after(on, said("officer", STREAM, PluginConfigured(plugin="hooks", version="1.0.0"), 1)),
        "only a steward",
    ),
    "settings of what is not enabled": (
        said("house", STREAM, PluginConfigured(plugin="hooks", version="1.0.0"), 1),
        "not enabled",
    ),
    "suspended by a steward": (
        after(on, lambda w: w.given(steward(w), STREAM, PluginSuspended(plugin="hooks", cause="failing"))),
        "only the house",
    ),
    "suspended twice": (
        after(on, *[said("house", STREAM, PluginSuspended(plugin="hooks", cause="failing"))] * 2),
        "suspended already",
    ),
    "disabled by an officer": (after(on, said("officer", STREAM, PluginDisabled(plugin="hooks"), 1)), "only a steward"),
    "disabled twice": (after(on, *[said("house", STREAM, PluginDisabled(plugin="hooks"), 1)] * 2), "not enabled"),
    "a form that nobody offers": (
        lambda w: w.given(w.ann, NEW["con"], Received(canvas=w.canvas_, kind="story", lang="en", form="hooks/barrier"), 1),
        "was not offered",
    ),
    "disabled while it has to count": (said("house", STREAM, PluginDisabled(plugin="approval"), 1), "still to be counted"),
}
