"""A steward enables, sets up and disables plugins; the house suspends one that fails; none leaves while a vote needs it."""

import hashlib
from typing import TypeVar

from folkmoot.domain.community import STREAM, Community
from folkmoot.domain.duty import DUTIES
from folkmoot.domain.enabled import On
from folkmoot.domain.rules import Act, Command, Context, Decide, Refused, code, office, text
from folkmoot.events.entry import canonical
from folkmoot.events.plugin import (
    Cause,
    PluginConfigured,
    PluginDisabled,
    PluginEnabled,
    PluginSuspended,
    PluginUpgraded,
    Running,
)

LONGEST_SETTINGS = 16 * 1024
"""Characters of the settings of a plugin, as canonical JSON."""


R = TypeVar("R", bound=Running)

NO_TONGUE = "zxx"
"""BCP 47 for what is in no language."""


class Wanted(Command, frozen=True, kw_only=True):
    """What is to run, as in `Running`; described: the blob that `told` names."""

    plugin: str
    version: str
    code: str = ""
    may: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    described: bytes = b""


class EnablePlugin(Wanted, frozen=True):
    """Have a plugin asked from now on, with all that is named."""


class UpgradePlugin(Wanted, frozen=True):
    """Go on with what is installed now, where it asks for no more than was granted."""


class ConfigurePlugin(Command, frozen=True):
    """settings: field -> value, as the plugin's own Struct takes them; secrets by their names alone."""

    plugin: str
    version: str
    settings: dict[str, bool | int | str]


class SuspendPlugin(Command, frozen=True):
    plugin: str
    cause: Cause


class DisablePlugin(Command, frozen=True):
    plugin: str
    reason: str


def enable_plugin(command: EnablePlugin, ctx: Context) -> list[Act]:
    ctx.require("steward")
    fact, now = _running(command, PluginEnabled), _on(ctx).get(command.plugin)
    if now is not None and not now.suspended and now.runs(fact):
        raise Refused(f"The plugin {command.plugin} {command.version} is enabled already.")
    return [_act(fact, command)]


def upgrade_plugin(command: UpgradePlugin, ctx: Context) -> list[Act]:
    if ctx.by != "house":
        raise Refused("What is installed is noted by the house; enable the plugin instead.")
    fact, now = _running(command, PluginUpgraded), _known(ctx, command.plugin)
    if not now.grants(fact):
        raise Refused(f"This version of {command.plugin} asks for more than was granted; a steward enables it anew.")
    return [] if now.runs(fact) and now.suspended != "older" else [_act(fact, command)]


def configure_plugin(command: ConfigurePlugin, ctx: Context) -> list[Act]:
    ctx.require("steward")
    _known(ctx, command.plugin)
    settings = canonical(command.settings).decode()
    if len(settings) > LONGEST_SETTINGS:
        raise Refused(f"The settings are over {LONGEST_SETTINGS // 1024} KiB; shorten them.")
    fact = PluginConfigured(plugin=command.plugin, version=code(command.version, "its version"))
    return [Act(STREAM, fact, (office(settings, NO_TONGUE),))]


def suspend_plugin(command: SuspendPlugin, ctx: Context) -> list[Act]:
    if ctx.by != "house":
        raise Refused("The house suspends a plugin that fails; a steward disables one.")
    now = _known(ctx, command.plugin)
    return [] if now.suspended else [Act(STREAM, PluginSuspended(plugin=command.plugin, cause=command.cause))]


def disable_plugin(command: DisablePlugin, ctx: Context) -> list[Act]:
    ctx.require("steward")
    now = _known(ctx, command.plugin)
    if waits := _to_count(now.running.methods, ctx):
        raise Refused(
            f"It is still needed; decisions that it will count: {len(waits)}. Close them or call them off, and then disable it."
        )
    words = office(text(command.reason, "the reason", 2_000), ctx.see(STREAM).lang)
    return [Act(STREAM, PluginDisabled(plugin=command.plugin), (words,))]


def _to_count(methods: tuple[str, ...], ctx: Context) -> list[str]:
    """Decisions that are called by one of these ways and neither called off nor counted."""
    called = [stream for stream, duty in ctx.see(DUTIES).known.items() if duty.what == "decision"] if methods else []
    return [stream for stream in called if (state := ctx.see(stream)).to_count and state.terms.method in methods]


def _act(fact: Running, command: Wanted) -> Act:
    return Act(STREAM, fact, blobs=(command.described,) if command.described else ())


def _running(command: Wanted, kind: type[R]) -> R:
    if command.code and not (len(command.code) == 64 and set(command.code) <= set("0123456789abcdef")):
        raise Refused("Give the code of the plugin as the 64 hexadecimal digits of a SHA-256.")
    return kind(
        plugin=code(command.plugin, "the plugin"),
        version=code(command.version, "its version"),
        code=command.code,
        may=tuple(code(one, "what it may do") for one in command.may),
        hosts=tuple(one if one == "*" else code(one.replace(":", "/"), "a host").replace("/", ":") for one in command.hosts),
        methods=tuple(code(one, "a way to decide") for one in command.methods),
        forms=tuple(code(one.replace(":", "/"), "a form").replace("/", ":") for one in command.forms),
        purposes=tuple(code(one, "a use") for one in command.purposes),
        told=hashlib.sha256(command.described).hexdigest() if command.described else "",
    )


def _on(ctx: Context) -> dict[str, On]:
    now: Community = ctx.see(STREAM)
    return now.plugins


def _known(ctx: Context, plugin: str) -> On:
    now = _on(ctx).get(plugin)
    if now is None:
        raise Refused(f"The plugin {plugin} is not enabled here.")
    return now


RULES: dict[type[Command], Decide] = {
    EnablePlugin: enable_plugin,
    UpgradePlugin: upgrade_plugin,
    ConfigurePlugin: configure_plugin,
    SuspendPlugin: suspend_plugin,
    DisablePlugin: disable_plugin,
}
