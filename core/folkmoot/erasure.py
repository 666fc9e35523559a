"""An erasure is done when every place that held the words has followed it, and only then is it said to be done."""

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from folkmoot.events.entry import Entry, read
from folkmoot.events.participant import ParticipantErased
from folkmoot.record.keyring import Keyring
from folkmoot.record.store import Store
from folkmoot.sealing import erased

if TYPE_CHECKING:
    from folkmoot.record.people import People

Follower = Callable[[str, int], bool]
"""Asked with community and index of the erasing entry; answers whether nothing of it is left where it looks."""

_log = logging.getLogger("folkmoot.erasure")


class Erasures:
    """Follows erasing entries through keys, links, freed pages and whatever else joined, again and again until clean.

    followers: places outside the record that hold copies, such as views.
    """

    def __init__(self, store: Store, keyring: Keyring, people: "People") -> None:
        self._store, self._keyring, self._people = store, keyring, people
        self.followers: list[Follower] = []
        self._wake = threading.Event()
        self._stop = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Follow in the background until `close`."""
        self._thread = threading.Thread(target=self._run, name="erasures", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Something was erased; look now."""
        self._wake.set()

    def close(self) -> None:
        """Stop following; what is unfinished goes on at the next start."""
        self._stop = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._stop:
            try:
                clean = self.follow()
            except Exception:  # a full disk or a locked file: say so, keep at it, never claim it is done
                _log.exception("an erasure could not be finished yet")
                clean = False
            self._wake.wait(60 if clean else 1)
            self._wake.clear()

    def follow(self) -> bool:
        """Go through every unfinished erasure once; True when none is left."""
        left = self._store.erasures()
        for community, i in left:
            self.apply(community, read(self._store.read(community, i, 1)[0]))
        if not left:
            return True
        clean = self._store.truncate()
        done = [(community, i) for community, i in left if self._followed(community, i)]
        if clean:
            with self._store.write() as batch:
                for community, i in done:
                    batch.finish_erasure(community, i)
        return clean and len(done) == len(left)

    def _followed(self, community: str, i: int) -> bool:
        """Whether every follower is clean; all are asked, also when one is not."""
        return not [follow for follow in self.followers if not follow(community, i)]

    def apply(self, community: str, entry: Entry) -> None:
        """Take away keys, payloads and links that one erasing entry names; nothing happens the second time."""
        keys = list(erased(entry, community, self._store, self._keyring))
        with self._store.write() as batch:
            batch.drop_payloads(community, [(key.i, key.k) for key in keys])
        self._keyring.forget_keys(keys)
        if isinstance(entry.fact(), ParticipantErased):
            self._keyring.forget_owner(community, entry.s)
            self._people.unlink(community, entry.s)

    def replay(self, community: str, start: int = 0) -> int:
        """Apply every erasure from an index on; after a restore, before anything is served. Answers how many."""
        count = 0
        while leaves := self._store.read(community, start, 1000):
            for leaf in leaves:
                entry = read(leaf)
                if entry.type in _ERASING:
                    self.apply(community, entry)
                    count += 1
            start += len(leaves)
        return count


_ERASING = frozenset({"participant.erased", "contribution.erased", "payload.redacted"})
