"""The views of a community follow its record in the background, woken by each commit."""

import logging
import threading

from folkmoot.record.store import Store
from folkmoot.views.follow import Views

PAGE = 4_000
"""Entries taken in at once."""

_log = logging.getLogger("folkmoot.following")


class Following:
    """One thread that keeps the views of one community where the record stands."""

    def __init__(self, community: str, store: Store, views: Views) -> None:
        self.community, self._store, self.views = community, store, views
        self._stop = False
        self._thread = threading.Thread(target=self._run, name=f"views of {community}", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop; the next start goes on from where the views stand."""
        self._stop = True
        self._thread.join()

    def _run(self) -> None:
        while not self._stop:
            try:
                size = catch_up(self.community, self._store, self.views)
                self._store.wait(self.community, size, 0.5)
            except Exception:  # a full disk: contributions are still taken, pages wait; say so and try again
                _log.exception("the views of %s could not follow", self.community)
                threading.Event().wait(1)


def catch_up(community: str, store: Store, views: Views) -> int:
    """Take in everything that the record holds and the views do not; answers the size then."""
    size = views.size
    while leaves := store.read(community, size, PAGE):
        size = views.apply(leaves)
    return size
