"""What happens in public is told to the plugins that deliver it, in order, each thing until it is taken or was tried enough."""

import hashlib
import logging
import math
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from folkmoot.dispatch import Installed, Plugin, Told
from folkmoot.domain.enabled import On
from folkmoot.events.entry import Entry, read
from folkmoot.plugging import Plugging
from folkmoot.plugin import Delivery
from folkmoot.record.positions import Position, Positions
from folkmoot.record.store import Store

PLACE = "deliver"
TOLD = frozenset(
    [f"canvas.{one}" for one in ("opened", "promised", "answered", "concluded")]
    + [f"commitment.{one}" for one in ("made", "moved", "progressed", "delivered", "missed", "dispute_answered")]
    + [f"decision.{one}" for one in ("called", "opened", "called_off", "closed", "tallied", "reviewed", "answered")]
    + [f"plugin.{one}" for one in ("enabled", "upgraded", "configured", "suspended", "disabled")]
    + ["charter.adopted", "charter.amended", "meeting.called", "meeting.changed", "meeting.cancelled", "role.given"]
    + ["role.taken_back", "duty.overdue", "group_rules.agreed", "proposal.version_published", "question.answered"]
    + ["review.closed", "theme.made", "topic.agreed"]
)
"""Kinds of entries that are told: what an office or a group does, never what one person says, chooses, joins or disputes."""

_PAGES = {"can": "canvas", "con": "contribution", "dec": "decision", "com": "commitment", "mee": "meeting"}
_PAGES |= {"pro": "proposal", "rev": "review", "the": "theme", "top": "topic"}

PAUSES = (60, 300, 1_800, 21_600)
"""Seconds before each further try; when the last was in vain, the thing is given up and the next one is told."""

EVERY = 1.0
"""Seconds between looks at what is new."""

GRACE = 0.5
"""Seconds that a delivery has to end by itself when this is closed; what is cut off is told again after the next start."""

MOST_COUNTED = 10_000
"""Entries that are looked through to say how much waits."""

PAGE = 500
"""Entries read at once."""

_log = logging.getLogger("folkmoot.delivering")


class House(Protocol):
    """Where communities are hosted."""

    home: Path
    plugins: Installed
    plugging: Plugging
    clock: Callable[[], float]

    @property
    def store(self) -> Store:
        """Where their records are."""

    def communities(self) -> list[str]:
        """Their short names."""

    def origin(self, community: str) -> str:
        """Name of the record of one."""


class Delivering:
    """One thread for each installed plugin that delivers, so that one that is slow holds up no other."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._positions = Positions(house.home / "plugins" / "told.db")
        self._at: dict[tuple[str, str], Position] = {}
        self._quiet: dict[tuple[str, str], tuple[int, float]] = {}
        """(community, plugin) -> size of the record that was looked at, and when there is something to do if it does not grow."""
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Go on telling from where each plugin stands."""
        for key in self._deliverers():
            thread = threading.Thread(target=self._run, args=(key,), name=f"delivering by {key}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def close(self) -> None:
        """Stop telling, before anything is closed that this asks. A plugin that hangs is not waited for."""
        self._stop.set()
        for thread in self._threads:
            thread.join(GRACE)
            while thread.is_alive():
                self._house.plugging.close()  # its process ends, and with it the asking
                thread.join(GRACE)

    def once(self, plugin: str = "") -> int:
        """Tell each plugin the next thing in each community where there is one that is due; answers how many things were told.

        plugin: key of the only one to tell, empty for all of them.
        """
        told = 0
        for key in (plugin,) if plugin else self._deliverers():
            for community in self._house.communities():
                if self._stop.is_set():
                    break
                try:
                    told += self._look(community, key)
                except Exception:  # of one community, such as a full disk; others are looked at, and this one again
                    _log.exception("%s could not be told what happened in %s", key, community)
        return told

    def waiting(self, community: str, plugin: str) -> int:
        """How many things that happened a plugin has still to be told; 0 for one that is not enabled, or delivers nothing.

        Counted among the next MOST_COUNTED entries, so that a page costs no more as the record grows.
        """
        on = self._house.plugging.enabled(community).get(plugin)
        if on is None or plugin not in self._deliverers():
            return 0
        at = self._positions.get(community, plugin)
        start, waiting = at.next if at and at.since == on.since else on.since, 0
        last = start + MOST_COUNTED
        while start < last and (leaves := self._house.store.read(community, start, PAGE)):
            waiting += sum(read(leaf).type in TOLD for leaf in leaves)
            start += len(leaves)
        return waiting

    def _run(self, key: str) -> None:
        while not self._stop.is_set():
            try:
                told = self.once(key)
            except Exception:  # not even what communities there are could be read
                _log.exception("%s could be told nothing", key)
                told = 0
            if not told:
                self._stop.wait(EVERY)

    def _deliverers(self) -> list[str]:
        return [key for key, plugin in self._house.plugins.plugins.items() if PLACE in plugin.places]

    def _look(self, community: str, key: str) -> int:
        size, now = self._house.store.head(community).size, self._house.clock()
        seen, due = self._quiet.get((community, key), (-1, 0.0))
        if size == seen and now < due:
            return 0  # nothing happened, so nobody enabled or tended it either
        joined = [(plugin, on) for plugin, on in self._house.plugging.joining(community, PLACE) if plugin.key == key]
        if not joined:
            self._forget(community, key)
        for plugin, on in joined:
            at = self._standing(community, key, on)
            if now >= at.due and (entry := self._next(community, key, at)):
                self._tell(community, plugin, on, at, entry)
                return 1
        self._quiet[community, key] = (size, at.due if joined and now < at.due else math.inf)
        return 0

    def _forget(self, community: str, key: str) -> None:
        """Forget where a plugin stood that is not enabled any more; one that is suspended goes on from there."""
        if key not in self._house.plugging.enabled(community):
            self._at.pop((community, key), None)
            if self._positions.get(community, key):
                self._positions.forget(community, key)

    def _standing(self, community: str, key: str, on: On) -> Position:
        at = self._at.get((community, key)) or self._positions.get(community, key)
        if at is None or at.since != on.since:  # enabled anew: what happened meanwhile was not for it
            at = Position(on.since, on.since)
        if (tended := max(on.settings, on.entry)) != at.tended:
            at.tended, at.tries, at.due = tended, 0, 0.0
        self._at[community, key] = at
        return at

    def _next(self, community: str, key: str, at: Position) -> Entry | None:
        while not self._stop.is_set() and (leaves := self._house.store.read(community, at.next, PAGE)):
            for entry in map(read, leaves):
                if entry.type in TOLD:
                    return entry
                at.next = entry.i + 1
            if len(leaves) == PAGE:  # so that not all of it is read again after the next start
                self._positions.keep(community, key, at)
        return None

    def _tell(self, community: str, plugin: Plugin, on: On, at: Position, entry: Entry) -> None:
        origin, public, page = self._house.origin(community), msgspec.json.decode(entry.pub), _PAGES.get(entry.s.partition("_")[0])
        path = f"/c/{community}/{page}/{entry.s}" if page else f"/c/{community}/record/{entry.i}"
        thing = Delivery(index=entry.i, kind=entry.type, time=entry.t, path=path, origin=origin, public=public)
        call = "msg_" + hashlib.sha256(f"{origin}\n{plugin.key}\n{entry.i}".encode()).hexdigest()[:32]
        told = self._house.plugging.ask_one(community, plugin, on, PLACE, thing, call=call)
        if told.status == "resting":  # it was told nothing, so this is no try
            at.due = self._house.clock() + PAUSES[0]
        elif told.answered or not self._stop.is_set():  # closing cuts a plugin off, which is no failure of it
            self._note(at, told, f"{plugin.key} was not told entry {entry.i} of {community}")
            self._positions.keep(community, plugin.key, at)

    def _note(self, at: Position, told: Told, lost: str) -> None:
        taken, again = (told.answer.taken, told.answer.again) if told.answered else (False, 1)
        if taken or not again or at.tries >= len(PAUSES):
            if not taken:
                _log.warning("%s; given up after %d tries", lost, at.tries + 1)
            at.next, at.tries, at.due = at.next + 1, 0, 0.0
        else:
            at.tries, at.due = at.tries + 1, self._house.clock() + max(PAUSES[at.tries], again)
