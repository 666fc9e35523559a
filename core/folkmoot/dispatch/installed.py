"""Every installed plugin is loaded by itself; one that does not fit its manifest or the contract is set aside with the reason."""

import contextlib
import hashlib
import importlib.metadata
import inspect
import io
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import msgspec
import pluggy

from folkmoot.domain.rules import Method
from folkmoot.plugin import GROUP, PLACES, Places, Settings
from folkmoot.plugin.manifest import Manifest, Unfit, folder, read
from folkmoot.plugin.settings import Field, fields


class Plugin(msgspec.Struct, frozen=True, dict=True):
    """A plugin that was loaded. places: name of a place -> its function. kind: what it can be set to, None for nothing."""

    key: str
    version: str
    package: str
    manifest: Manifest
    places: Mapping[str, Callable[..., Any]] = {}
    methods: tuple[Method, ...] = ()
    kind: type[Settings] | None = None

    @cached_property
    def code(self) -> str:
        """SHA-256 over the names and bytes of its files, as 64 hexadecimal digits: what was running."""
        digest = hashlib.sha256()
        top = folder(self.package)
        for path in sorted(path for path in top.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
            name = str(path.relative_to(top)).encode()
            digest.update(len(name).to_bytes(4) + name + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The boxes of the form of its settings."""
        return fields(self.kind) if self.kind else ()


class Installed(msgspec.Struct, frozen=True):
    """plugins: by key, those that can be used. set_aside: key -> why it cannot."""

    plugins: Mapping[str, Plugin] = {}
    set_aside: Mapping[str, str] = {}

    @property
    def methods(self) -> dict[str, Method]:
        """Every way to decide, by name."""
        return {method.name: method for plugin in self.plugins.values() for method in plugin.methods}

    @property
    def versions(self) -> dict[str, str]:
        """Plugin -> version."""
        return {key: plugin.version for key, plugin in self.plugins.items()}


def load(allowed: tuple[str, ...] | None = None) -> Installed:
    """Load the installed plugins, one by one. allowed: keys of those that may run, None for all."""
    plugins: dict[str, Plugin] = {}
    set_aside: dict[str, str] = {}
    taken: set[str] = set()
    for point in sorted(importlib.metadata.entry_points(group=GROUP), key=lambda point: point.name):
        if allowed is not None and point.name not in allowed:
            set_aside[point.name] = "The settings of this server do not allow it."
            continue
        try:
            if point.name in plugins:
                raise Unfit(f"Two packages bring a plugin called {point.name}; take one out.")
            plugin = take(point)
            if twice := taken & {method.name for method in plugin.methods}:
                raise Unfit(f"Another plugin brings the way to decide called {min(twice)}.")
        except Unfit as unfit:
            set_aside[point.name] = str(unfit)
            plugins.pop(point.name, None)
        except (Exception, SystemExit) as fault:  # a broken plugin may raise anything; it must not stop the rest
            set_aside[point.name] = f"It cannot be loaded: {type(fault).__name__}: {fault}"
        else:
            plugins[point.name] = plugin
            taken |= {method.name for method in plugin.methods}
    return Installed(plugins, set_aside)


def one(key: str) -> Plugin:
    """One installed plugin.

    Raises Unfit when it is not installed or does not fit, and whatever it raises itself.
    """
    for point in importlib.metadata.entry_points(group=GROUP):
        if point.name == key:
            return take(point)
    raise Unfit(f"There is no plugin called {key} here; install its package first.")


def take(point: importlib.metadata.EntryPoint) -> Plugin:
    """The plugin behind an entry point: its manifest first, then its code, held against each other.

    Raises Unfit with what does not fit, and whatever the plugin raises.
    """
    package = point.module.partition(".")[0]
    manifest = read(package)
    if manifest.key != point.name:
        raise Unfit(f"The manifest says {manifest.key}, and the entry point {point.name}; both are the key of the plugin.")
    with contextlib.redirect_stdout(io.StringIO()):
        module = point.load()
        places = _joined(point.name, module)
        _as_it_says(manifest, places)
        methods = tuple(places["decision_methods"]()) if "decision_methods" in places else ()
        kind = places["settings"]() if "settings" in places else None
    plugin = Plugin(point.name, point.dist.version if point.dist else "", package, manifest, places, methods, kind)
    _offers_what_it_says(plugin)
    return plugin


def _joined(key: str, module: Any) -> dict[str, Callable[..., Any]]:
    """The functions of a module that join places."""
    registry = pluggy.PluginManager("folkmoot")
    registry.add_hookspecs(Places)
    try:
        registry.register(module, name=key)
        registry.check_pending()
    except pluggy.PluginValidationError as fault:
        raise Unfit(f"It joins a place that is none, or with other arguments: {fault}.".replace("\n", " ")) from None
    found = {}
    for name, place in PLACES.items():
        for joined in getattr(registry.hook, name).get_hookimpls():
            if joined.wrapper or joined.hookwrapper or joined.tryfirst or joined.trylast or joined.optionalhook:
                raise Unfit(f"{name} is joined as it is, without wrapping others or going before them.")
            wanted = ("ctx", "asked") if place.asked else ()
            if tuple(inspect.signature(joined.function).parameters) != wanted or joined.kwargnames:
                raise Unfit(f"{name} takes {' and '.join(wanted) or 'no argument'}, without defaults.")
            if inspect.iscoroutinefunction(joined.function):
                raise Unfit(f"{name} is a plain function; it runs on a thread or in a process of its own, so it may wait.")
            found[name] = joined.function
    return found


def _as_it_says(manifest: Manifest, places: Mapping[str, Any]) -> None:
    if set(places) != set(manifest.places):
        more, less = sorted(set(places) - set(manifest.places)), sorted(set(manifest.places) - set(places))
        what = (
            f"it joins {more[0]}, which its manifest does not name"
            if more
            else f"its manifest names {less[0]}, which it does not join"
        )
        raise Unfit(f"{manifest.key} is not as it says: {what}.")
    for name in places:
        needs = PLACES[name].needs
        if needs and needs not in manifest.may:
            raise Unfit(f"{manifest.key} joins {name} and does not ask for `{needs}`.")


def _offers_what_it_says(plugin: Plugin) -> None:
    for method in plugin.methods:
        if not isinstance(getattr(method, "name", None), str) or not isinstance(getattr(method, "version", None), str):
            raise Unfit(f"A way to decide of {plugin.key} has no name or no version.")
    ways = {method.name for method in plugin.methods}
    if ways != set(plugin.manifest.ways):
        raise Unfit(
            f"The ways to decide of {plugin.key} are {sorted(ways)}, and its manifest tells of {sorted(plugin.manifest.ways)}."
        )
    if plugin.kind is not None and not (isinstance(plugin.kind, type) and issubclass(plugin.kind, Settings)):
        raise Unfit(f"The settings of {plugin.key} are no Struct of folkmoot.plugin.Settings.")
    named = {field.name for field in plugin.fields} | {f"{field.name}.{one}" for field in plugin.fields for one in field.choices}
    if named != set(plugin.manifest.settings):
        raise Unfit(
            f"The settings of {plugin.key} are {sorted(named)}, and its manifest labels {sorted(plugin.manifest.settings)}."
        )
    if any(field.kind == "secret" for field in plugin.fields) != ("secrets" in plugin.manifest.may):
        raise Unfit(f"{plugin.key} asks for `secrets` exactly when one of its settings is a secret.")
