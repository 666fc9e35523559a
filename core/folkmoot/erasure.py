"""An erasure is done when every place that held the words has followed it, and only then is it said to be done."""

import logging
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from folkmoot.events.contribution import Erased as ContributionErased
from folkmoot.events.entry import Entry, read
from folkmoot.events.participant import ParticipantErased
from folkmoot.record.keyring import Keyring
from folkmoot.record.store import Store
from folkmoot.sealing import erased, of_person

if TYPE_CHECKING:
    from folkmoot.record.people import People

Follower = Callable[[str, int], bool]
"""Asked with community and index of the erasing entry; answers whether nothing of it is left where it looks."""

IDLE = 2.0
"""Seconds between looks for something to erase; the look is one small query."""

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
            self._wake.wait(IDLE if clean else 1)
            self._wake.clear()

    def follow(self) -> bool:
        """Go through every unfinished erasure once; True when none is left."""
        left = self._store.erasures()
        if not left:
            return True
        applied = [(community, i) for community, i in left if self._applied(community, i)]
        clean = self._store.truncate()
        done = [(community, i) for community, i in applied if self._followed(community, i)]
        if clean:
            with self._store.write() as batch:
                for community, i in done:
                    batch.finish_erasure(community, i)
        return clean and len(done) == len(left)

    def _applied(self, community: str, i: int) -> bool:
        """Whether an erasure went through; one that does not, for now, holds up no other."""
        try:
            self.apply(community, read(self._store.read(community, i, 1)[0]))
        except Exception:  # a locked keyring, a full disk: it stays noted and is tried again
            _log.exception("the erasure in entry %s of %s is not finished yet", i, community)
            return False
        return True

    def _followed(self, community: str, i: int) -> bool:
        """Whether every follower is clean; all are asked, also when one is not."""
        return not [follow for follow in self.followers if not follow(community, i)]

    def apply(self, community: str, entry: Entry) -> None:
        """Take away keys, payloads and links that one erasing entry names; nothing happens the second time."""
        keys = list(erased(entry, entry.fact(), community, self._store, self._keyring))
        with self._store.write() as batch:
            batch.drop_payloads(community, [(key.i, key.k) for key in keys])
        self._keyring.forget_keys(keys)
        if entry.type == ContributionErased.NAME:
            self._people.slips.drop(community, entry.s)
        if isinstance(entry.fact(), ParticipantErased):
            self._keyring.forget_owner(community, entry.s)
            self._people.unlink(community, entry.s)

    def replay(self, community: str) -> int:
        """Apply every erasure of a record; after a restore, before anything is served. Answers how many.

        The keyring that was brought back may have forgotten what the record of the copy still holds, so the payloads of
        people who were erased are looked for in the record itself.
        """
        count, gone = 0, set()
        for entry in self._entries(community):
            if entry.type in _ERASING:
                person = self._people.linked(community, entry.s) if entry.s.startswith("p_") else None
                self.apply(community, entry)
                self._left_alone(person)
                count += 1
            if entry.type == ParticipantErased.NAME:
                gone.add(entry.s)
        self._sweep(community, gone)
        return count

    def _left_alone(self, person: str | None) -> None:
        """Somebody whose last pseudonym was erased is erased too: a copy may hold the contact of who is long gone."""
        if person is not None and not self._people.pseudonyms(person) and not self._people.offices(person):
            self._people.erase(person)

    def _sweep(self, community: str, gone: set[str]) -> None:
        """Drop every payload that people who were erased wrote."""
        left = [key for entry in self._entries(community) if entry.by in gone for key in of_person(entry, community)]
        if left:
            with self._store.write() as batch:
                batch.drop_payloads(community, [(key.i, key.k) for key in left])
            self._keyring.forget_keys(left)

    def _entries(self, community: str) -> Iterator[Entry]:
        start = 0
        while leaves := self._store.read(community, start, 1000):
            yield from map(read, leaves)
            start += len(leaves)


_ERASING = frozenset({"participant.erased", "contribution.erased", "contribution.detached", "payload.redacted"})
