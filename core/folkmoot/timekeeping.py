"""The house notes due days that passed, closes votes that nobody closed and removes what was kept for a time, ever after."""

import contextlib
import datetime
import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from folkmoot.domain.deciding import CloseDecision
from folkmoot.domain.duty import NoteOverdue
from folkmoot.domain.rules import Refused
from folkmoot.moot import Author, Moot
from folkmoot.record.store import Stopped, Store
from folkmoot.views.decision import over
from folkmoot.views.duty import unnoted
from folkmoot.views.follow import Views

if TYPE_CHECKING:
    from folkmoot.record.people import People

EVERY = 20.0
"""Seconds between looks, so that a day that passed is on record within the minute."""

DAY = 24 * 60 * 60
"""Seconds."""

LATE = 3
"""Days after the last day of a vote until the house closes it, so that there is time to type what was voted on paper."""

SOON = 0.5
"""The same from the start until the views have followed what is there."""

_log = logging.getLogger("folkmoot.timekeeping")


class House(Protocol):
    """Where communities are hosted."""

    @property
    def store(self) -> Store:
        """Where their records are."""

    @property
    def people(self) -> "People":
        """Where drafts wait."""

    def communities(self) -> list[str]:
        """Their short names."""

    def views(self, community: str) -> Views:
        """The views of one."""

    def moot(self, community: str) -> Moot:
        """The door of one."""


class Timekeeping:
    """One thread that looks in the views of every community for what became overdue, and for drafts that are too old.

    clock: seconds since 1970. every: seconds between looks.
    """

    def __init__(self, house: House, clock: Callable[[], float], every: float = EVERY) -> None:
        self._house, self._clock, self._every = house, clock, every
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._sizes: dict[str, int] = {}
        self._tried: dict[str, set[str]] = {}
        """Day -> decisions that were to be closed on it."""

    def start(self) -> None:
        """Look now, so that what became overdue while nothing ran comes first, and go on looking."""
        self._sizes = {name: self._house.store.head(name).size for name in self._house.communities()}
        self.look()
        self._thread = threading.Thread(target=self._run, name="timekeeping", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop looking."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def look(self) -> int:
        """Put on record whatever is overdue by now, as far as the views have followed; answers how many days passed. Close
        votes whose last day is over for LATE days, so that nobody keeps a result back by leaving one open.
        """
        noted = 0
        for community in self._house.communities():
            try:
                noted += self._look(community)
                self._close_votes(community)
            except Stopped:  # the store takes nothing any more, and whoever runs it has been told
                pass
            except Exception:  # of one community; others are looked at, and this one again
                _log.exception("what is overdue in %s could not be noted, or a vote not closed", community)
        try:
            self._house.people.drafts.expire()
        except Exception:  # the file is busy or full; it is tried again in a moment
            _log.exception("drafts that are too old could not be removed")
        return noted

    def _look(self, community: str) -> int:
        today, noted = day(self._clock()), 0
        with self._house.views(community).reading() as view:
            late = unnoted(view, today)
        while late:
            done = self._house.moot(community).do(NoteOverdue(), Author("house"), via="house")
            late = done.first >= 0
            noted += done.last - done.first + 1 if late else 0
        return noted

    def _close_votes(self, community: str) -> None:
        with self._house.views(community).reading() as view:
            late = over(view, day(self._clock() - LATE * DAY))
        today = day(self._clock())
        self._tried = {today: self._tried.get(today, set())}
        # once a day: paper may wait for a second pair of eyes, and a tally that hangs holds the writer up each time
        for decision in sorted(set(late) - self._tried[today]):
            self._tried[today].add(decision)
            with contextlib.suppress(Refused):
                self._house.moot(community).do(CloseDecision(decision=decision), Author("house"), via="house")

    def _run(self) -> None:
        while not self._stop.wait(self._every if self._followed() else SOON):
            self.look()

    def _followed(self) -> bool:
        """Whether the views hold all that was there when this started."""
        self._sizes = {name: size for name, size in self._sizes.items() if not self._house.views(name).wait(size, 0)}
        return not self._sizes


def day(seconds: float) -> str:
    """The date in UTC, `YYYY-MM-DD`, of seconds since 1970."""
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()
