"""All that a plugin may use, and every place it may join."""

import importlib.metadata
from collections.abc import Mapping
from typing import NamedTuple

import pluggy

from folkmoot.domain.rules import Method, Outcome, Refused

GROUP = "folkmoot.plugins"
"""Entry point group; the name of the entry point is the name of the plugin."""

hook = pluggy.HookspecMarker("folkmoot")
join = pluggy.HookimplMarker("folkmoot")
"""Decorator of a plugin's function that joins one of the places below."""


class Places:
    """Where a plugin may join. Each function is asked at start, without arguments, and does no reading or writing."""

    @hook
    def decision_methods(self) -> list[Method]:  # type: ignore[empty-body]  # a hook specification has no body
        """Ways to decide that this plugin brings."""


class Plugins(NamedTuple):
    """methods: every way to decide, by name. versions: plugin -> version. set_aside: plugin -> why it is not used."""

    methods: Mapping[str, Method]
    versions: Mapping[str, str]
    set_aside: Mapping[str, str]


def load() -> Plugins:
    """Load every installed plugin; one that fails is set aside with its reason, and the rest starts."""
    registry = pluggy.PluginManager("folkmoot")
    registry.add_hookspecs(Places)
    methods: dict[str, Method] = {}
    versions: dict[str, str] = {}
    set_aside: dict[str, str] = {}
    for point in sorted(importlib.metadata.entry_points(group=GROUP), key=lambda point: point.name):
        try:
            _take(registry, point, methods)
            versions[point.name] = point.dist.version if point.dist else ""
        except (Exception, SystemExit) as fault:  # a broken plugin may raise anything; it must not stop the rest
            set_aside[point.name] = f"{type(fault).__name__}: {fault}"
            if registry.has_plugin(point.name):
                registry.unregister(name=point.name)
    return Plugins(methods, versions, set_aside)


def _take(registry: pluggy.PluginManager, point: importlib.metadata.EntryPoint, methods: dict[str, Method]) -> None:
    module = point.load()
    registry.register(module, name=point.name)
    registry.check_pending()
    for offer in registry.hook.decision_methods.get_hookimpls():
        if offer.plugin_name == point.name:
            offered: list[Method] = offer.function()  # type: ignore[assignment]  # pluggy types a function as giving object
            for method in offered:
                if method.name in methods:
                    raise ValueError(f"another plugin brings the way to decide called {method.name}")
                methods[method.name] = method


__all__ = ["Method", "Outcome", "Plugins", "Refused", "join", "load"]
