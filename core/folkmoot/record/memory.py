"""The record in memory: what the tests and a try-out need, with the same promises except that it ends with the process."""

import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from eventsourcing.persistence import StoredEvent
from eventsourcing.popo import POPOApplicationRecorder

from folkmoot.events.entry import read
from folkmoot.record.batch import Batch, Conflict, Head
from folkmoot.record.tree import leaf_hash


class MemoryStore:
    """The record of every community, on the library's recorder for plain Python objects."""

    def __init__(self) -> None:
        self._recorder = POPOApplicationRecorder()
        self._writing = threading.Lock()
        self._grown = threading.Condition()
        self._ledger: dict[str, list[tuple[bytes, bytes]]] = defaultdict(list)
        self._keys: dict[tuple[str, bytes], tuple[int, int]] = {}
        self._blobs: dict[tuple[str, str], bytes] = {}
        self._payloads: dict[tuple[str, int, int], bytes] = {}
        self._erasures: set[tuple[str, int]] = set()

    def close(self) -> None:
        """Nothing to end."""

    def head(self, community: str) -> Head:
        """Size of a community's record and time of its last entry; (0, "") when it has none."""
        leaves = self._ledger.get(community)
        return Head(len(leaves), read(leaves[-1][0]).t) if leaves else Head(0, "")

    def communities(self) -> list[str]:
        """Names of all communities that have an entry, sorted."""
        return sorted(self._ledger)

    def read(self, community: str, start: int, limit: int) -> list[bytes]:
        """At most `limit` leaves in index order, from index `start`."""
        return [leaf for leaf, _ in self._ledger.get(community, [])[start : start + limit]]

    def stream(self, community: str, s: str, after: int = 0, limit: int | None = None) -> list[bytes]:
        """Leaves of one stream in order, from the place after `after`."""
        return [event.state for event in self._recorder.select_events(f"{community}/{s}", gt=after, limit=limit)]

    def answered(self, community: str, key: bytes) -> tuple[int, int] | None:
        """First and last index that an idempotency key led to, None when it was never used."""
        return self._keys.get((community, key))

    def blob(self, community: str, sha256_hex: str) -> bytes | None:
        """Public bytes by their SHA-256, lower-case hex."""
        return self._blobs.get((community, sha256_hex))

    def payload(self, community: str, i: int, k: int) -> bytes | None:
        """Sealed payload of seal k of entry i, None when it is gone or never was."""
        return self._payloads.get((community, i, k))

    def payloads(self, community: str, start: int, stop: int) -> list[tuple[int, int, bytes]]:
        """(i, k, sealed) of every payload still kept for entries start <= i < stop, in order."""
        with self._grown:
            within = sorted(seal for seal in self._payloads if seal[0] == community and start <= seal[1] < stop)
            return [(i, k, self._payloads[name, i, k]) for name, i, k in within]

    def erasures(self) -> list[tuple[str, int]]:
        """(community, index) of the erasures that not everything has followed yet."""
        with self._grown:
            return sorted(self._erasures)

    @contextmanager
    def write(self) -> Iterator[Batch]:
        """Hold the write lock, collect a batch, and take it as a whole at the end, or not at all.

        Raises Conflict when a place or key is taken.
        """
        with self._writing:
            batch = Batch(self.head)
            yield batch
            with self._grown:
                self._take(batch)
                self._grown.notify_all()

    def wait(self, community: str, size: int, timeout: float) -> int:
        """Block until the record is larger than `size` entries, at most `timeout` seconds; returns its size."""
        with self._grown:
            self._grown.wait_for(lambda: self.head(community).size > size, timeout)
            return self.head(community).size

    def adopt(self, community: str, leaves: Sequence[bytes]) -> None:
        """Append exact leaves that came from published tiles, in one commit; only for a restore.

        Raises ValueError when a leaf is not the next one.
        """
        with self.write() as batch:
            batch.adopt(community, leaves)

    def truncate(self, timeout: float = 5.0) -> bool:
        """Nothing deleted is left anywhere."""
        return True

    def check(self) -> list[str]:
        """Sentences about what is wrong, none when it is sound; reads everything."""
        return [
            f"entry {i} of {name} is not what was written"
            for name, leaves in self._ledger.items()
            for i, (leaf, kept) in enumerate(leaves)
            if leaf_hash(leaf) != kept
        ]

    def _take(self, batch: Batch) -> None:
        for community, key in batch.keys:
            if (community, key) in self._keys:
                raise Conflict(community, key=key)
        self._refuse_gaps(batch)
        self._recorder.insert_events([StoredEvent(*event) for event in batch.events])
        for (_, _, _, leaf), (community, _, kept) in zip(batch.events, batch.ledger, strict=True):
            self._ledger[community].append((leaf, kept))
        self._keys.update(batch.keys)
        self._blobs.update(batch.blobs)
        self._payloads.update(batch.payloads)
        for seal in batch.dropped:
            self._payloads.pop(seal, None)
        self._erasures.update(batch.noted)
        self._erasures.difference_update(batch.finished)

    def _refuse_gaps(self, batch: Batch) -> None:
        last: dict[str, int] = {}
        for stream, n, _, _ in batch.events:
            if stream not in last:
                found = self._recorder.select_events(stream, desc=True, limit=1)
                last[stream] = found[0].originator_version if found else 0
            if n != last[stream] + 1:
                community, s = stream.split("/", 1)
                raise Conflict(community, s, n)
            last[stream] += 1
