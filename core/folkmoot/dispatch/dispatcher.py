"""A plugin is asked where its place says, is given its own copy of what it is asked, and its answer is held against the place."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import msgspec

from folkmoot.dispatch.apart import Failed, Port, Process
from folkmoot.dispatch.breaker import Breaker
from folkmoot.dispatch.here import Lane
from folkmoot.dispatch.installed import Installed, Plugin
from folkmoot.dispatch.told import Late, Status, Told
from folkmoot.plugin import PLACES, Asking, Place
from folkmoot.plugin.asked import Ask

_log = logging.getLogger("folkmoot.dispatch")


class Dispatcher:
    """Asks the installed plugins.

    failing: told of (community, plugin) that fails so often that it has to be suspended; called on the thread that asked.
    clock: seconds that never go back.
    """

    def __init__(
        self, installed: Installed, failing: Callable[[str, str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.installed = installed
        self._failing, self._clock = failing, clock
        self._lanes: dict[str, Lane] = {}
        self._ports: dict[str, Port] = {}
        self._breakers: dict[tuple[str, str], Breaker] = {}
        self._lock = threading.Lock()

    def ask(self, place: str, ctx: Asking, asked: Ask) -> Told:
        """Ask the plugin that `ctx` names. Raises nothing that a plugin does; `Told` says what became of it."""
        plugin = self.installed.plugins.get(ctx.plugin)
        if plugin is None or place not in plugin.places:
            return Told(ctx.plugin, ctx.version, place, "gone", why="It is not here, or does not join this place.")
        breaker = self._breaker(ctx)
        now = self._clock()
        if breaker.rests(now):
            return Told(plugin.key, plugin.version, place, "resting", why="It failed several times and is not asked for now.")
        told = self._told(plugin, PLACES[place], ctx, asked, now)
        if told.answered:
            breaker.worked()
        else:
            _log.warning("plugin %s %s: %s in %s", plugin.key, plugin.version, told.status, place)
            if breaker.failed(self._clock()):
                self._failing(ctx.community, plugin.key)
        return told

    def rests(self, community: str, plugin: str) -> bool:
        """Whether a plugin is left to rest in a community, because it failed."""
        breaker = self._breakers.get((community, plugin))
        return breaker is not None and breaker.rests(self._clock())

    def forgive(self, community: str, plugin: str) -> None:
        """Forget how often a plugin failed in a community, because somebody looked after it."""
        self._breakers.pop((community, plugin), None)

    def close(self) -> None:
        """End every thread that is not stuck and every process."""
        for lane in self._lanes.values():
            lane.close()
        for port in self._ports.values():
            port.close()

    def _told(self, plugin: Plugin, place: Place, ctx: Asking, asked: Ask, begun: float) -> Told:
        status: Status
        try:
            given = self._apart(plugin, place, ctx, asked) if place.runs == "apart" else self._here(plugin, place, ctx, asked)
            answer, status, why = msgspec.convert(given, place.answer), "answered", ""
        except Late as late:
            answer, status, why = None, "late", str(late)
        except msgspec.ValidationError as fault:
            answer, status, why = None, "no-answer", str(fault)
        except Failed as fault:
            answer, status, why = None, "failed", str(fault)
        except (Exception, SystemExit) as fault:  # what a plugin raises is its own matter
            answer, status, why = None, "failed", f"{type(fault).__name__}: {fault}"[:500]
        return Told(plugin.key, plugin.version, place.name, status, answer, why, (self._clock() - begun) * 1000)

    def _here(self, plugin: Plugin, place: Place, ctx: Asking, asked: Ask) -> Any:
        # a copy, because what is frozen may hold lists that are not
        own = msgspec.msgpack.decode(msgspec.msgpack.encode(asked), type=type(asked))
        context = msgspec.structs.replace(ctx, secrets=dict(ctx.secrets))
        function = plugin.places[place.name]
        return _plain(self._lane(plugin.key).ask(lambda: function(ctx=context, asked=own), min(ctx.seconds, place.seconds)))

    def _apart(self, plugin: Plugin, place: Place, ctx: Asking, asked: Ask) -> Any:
        question = {"place": place.name, "ctx": msgspec.to_builtins(ctx), "asked": msgspec.to_builtins(asked)}
        return self._port(plugin).ask(question, min(ctx.seconds, place.seconds))

    def _lane(self, key: str) -> Lane:
        with self._lock:
            return self._lanes.setdefault(key, Lane(key))

    def _port(self, plugin: Plugin) -> Port:
        with self._lock:
            if plugin.key not in self._ports:
                self._ports[plugin.key] = Process(plugin.key, plugin.manifest.memory)
            return self._ports[plugin.key]

    def _breaker(self, ctx: Asking) -> Breaker:
        with self._lock:
            return self._breakers.setdefault((ctx.community, ctx.plugin), Breaker())


def _plain(answer: Any) -> Any:
    """An answer as plain values, so that it is held against the place field by field.

    Raises msgspec.ValidationError when it holds what no answer can.
    """
    try:
        return msgspec.to_builtins(answer)
    except (TypeError, ValueError, RecursionError, OverflowError) as fault:
        raise msgspec.ValidationError(f"what it gave is no answer: {fault}") from None
