"""The record is signed and published within seconds of growing, and never where it would fork."""

import logging
import threading
from collections.abc import Callable
from functools import partial

from folkmoot.record.publisher import Fork, Publisher
from folkmoot.record.store import Store

EVERY = 1.0
"""Seconds between looks for something new."""

_log = logging.getLogger("folkmoot.publishing")


class Publishing:
    """Publishes every community of an installation from where its publisher stands.

    publisher: answers the publisher of a community.
    """

    def __init__(self, store: Store, publisher: Callable[[str], Publisher]) -> None:
        self._store, self._make = store, publisher
        self._publishers: dict[str, Publisher] = {}
        self._sizes: dict[str, int] = {}
        self.forks: dict[str, str] = {}
        """Community -> why nothing of it is signed any more."""
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def guard(self, community: str, *, thorough: bool = True) -> None:
        """Compare the record with what was last published; thorough, all of it, some seconds for a million entries.

        Raises Fork when it does not go on from there.
        """
        with self._lock:
            self.of(community).guard(thorough=thorough)

    def of(self, community: str) -> Publisher:
        """The publisher of a community."""
        if community not in self._publishers:
            self._publishers[community] = self._make(community)
        return self._publishers[community]

    def now(self, community: str) -> None:
        """Publish what the record of a community holds at this moment."""
        with self._lock:
            size = self._store.head(community).size
            if size and self._sizes.get(community) != size:
                self.of(community).publish(size)
                self._sizes[community] = size

    def start(self) -> None:
        """Publish in the background until `close`."""
        self._thread = threading.Thread(target=self._run, name="publishing", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Publish a last time and stop."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self._all()

    def _run(self) -> None:
        for community in self._store.communities():  # at start only the end was looked at
            self._watched(community, partial(self.guard, community))
        while not self._stop.wait(EVERY):
            self._all()

    def _all(self) -> None:
        for community in self._store.communities():
            if community not in self.forks:
                self._watched(community, partial(self.now, community))

    def _watched(self, community: str, step: Callable[[], None]) -> None:
        """Do one step for one community; whatever goes wrong is said, and neither ends the thread nor stops another."""
        try:
            step()
        except Fork as fork:
            self.forks[community] = str(fork)
            _log.critical("nothing is signed any more for %s: %s", community, fork)
        except OSError as fault:  # a full disk or a folder gone: contributions are still taken, publishing waits
            _log.error("%s could not be published yet: %s", community, fault.strerror)
        except Exception:  # a damaged file, a fault of ours: others are published on, and this one is tried again
            _log.exception("%s could not be published yet", community)
