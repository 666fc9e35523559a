"""What one commit adds to a store is collected here, in order, before anything is written."""

import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import NamedTuple

import msgspec

from folkmoot.events.entry import Entry, read, write
from folkmoot.record.tree import leaf_hash

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ")


class Head(NamedTuple):
    """size: number of entries. t: time of the last one, `YYYY-MM-DDTHH:MMZ`, empty when there is none."""

    size: int
    t: str


class Draft(msgspec.Struct, frozen=True):
    """An entry before it has its index and time; fields as in Entry. n: the place in its stream that it expects."""

    by: str
    s: str
    n: int
    type: str
    v: int
    pub: msgspec.Raw
    via: str
    cm: tuple[str, ...] = ()


class Conflict(Exception):
    """Nothing of the batch was stored: a place in a stream is taken or left out, or a key was used before.

    stream, n: the place, `""` and 0 when it is about a key. key: the idempotency key, `b""` when it is about a place.
    """

    def __init__(self, community: str, stream: str = "", n: int = 0, key: bytes = b"") -> None:
        self.community, self.stream, self.n, self.key = community, stream, n, key
        about = f"stream {stream} has moved on from place {n}: read it again" if stream else "this was taken before"
        super().__init__(f"in {community}, {about}")


class Stopped(Exception):
    """This store, or this file, cannot be used; the sentence says why and what to do."""


class Busy(Exception):
    """Another process has what is asked for, and nothing was done; the sentence says what to do."""


class Batch:
    """Entries, payloads, keys and blobs of one commit. The heads it shows include what was added so far.

    For the stores: events holds (`community/stream`, place, kind, leaf), ledger (community, index, leaf hash) in the same
    order; the other fields hold what the method of that purpose was given.
    """

    def __init__(self, committed: Callable[[str], Head]) -> None:
        self._committed = committed
        self._now: str | None = None
        self.heads: dict[str, Head] = {}
        self.events: list[tuple[str, int, str, bytes]] = []
        self.ledger: list[tuple[str, int, bytes]] = []
        self.keys: dict[tuple[str, bytes], tuple[int, int]] = {}
        self.blobs: dict[tuple[str, str], bytes] = {}
        self.payloads: dict[tuple[str, int, int], bytes] = {}
        self.dropped: list[tuple[str, int, int]] = []
        self.noted: list[tuple[str, int]] = []
        self.finished: list[tuple[str, int]] = []

    def head(self, community: str) -> Head:
        """Size of the record and time of its last entry as they will be if the batch is committed now.

        Raises ValueError when the name has anything but small letters, digits, `-` and `_`.
        """
        head = self.heads.get(community)
        if head is None:
            if not _NAME.fullmatch(community):
                raise ValueError(f"a community's name is small letters, digits, - and _; {community!r} is not")
            head = self.heads[community] = self._committed(community)
        return head

    def add(self, community: str, draft: Draft, now: str) -> Entry:
        """Give a draft its index and time and keep its leaf for the commit.

        now: `YYYY-MM-DDTHH:MMZ`, already floored to the charter's grain; the entry's time never runs backwards.
        Raises TooLarge over 8 KiB; whether the place in the stream is free shows at the commit.
        """
        if now != self._now:
            if not _MINUTE.fullmatch(now):
                raise ValueError(f"a time is written YYYY-MM-DDTHH:MMZ; {now!r} is not")
            self._now = now
        size, last = self.head(community)
        t = max(last, now)
        d = draft
        entry = Entry(d.by, d.cm, size, d.n, d.pub, d.s, t, d.type, d.v, d.via)
        self._keep(community, entry, write(entry))
        return entry

    def adopt(self, community: str, leaves: Iterable[bytes]) -> None:
        """Take exact leaves that came from published tiles; only for a restore.

        Raises ValueError when a leaf is not the next one of this record.
        """
        for leaf in leaves:
            entry = read(leaf)
            size = self.head(community).size
            if entry.i != size:
                raise ValueError(f"entry {size} of {community} is next, and entry {entry.i} was offered in its place")
            self._keep(community, entry, leaf)

    def remember(self, community: str, key: bytes, first: int, last: int) -> None:
        """Note that an idempotency key led to the entries first to last (both included).

        Raises Conflict when the batch already holds the key.
        """
        if (community, key) in self.keys:
            raise Conflict(community, key=key)
        self.keys[community, key] = first, last

    def put_blob(self, community: str, blob: bytes) -> str:
        """Keep public bytes under their SHA-256, lower-case hex, which is returned."""
        name = sha256(blob).hexdigest()
        self.head(community)
        self.blobs[community, name] = blob
        return name

    def put_payload(self, community: str, i: int, k: int, sealed: bytes) -> None:
        """Keep the sealed payload of seal k of entry i; the keyring has its key under the same three.

        Raises ValueError when the batch already has a payload for that seal.
        """
        if (community, i, k) in self.payloads:
            raise ValueError(f"seal {k} of entry {i} of {community} already has its payload")
        self.payloads[community, i, k] = sealed

    def drop_payloads(self, community: str, seals: Iterable[tuple[int, int]]) -> None:
        """Delete the payloads of seals (i, k); `truncate` of the store then clears them from the disk."""
        self.dropped += [(community, i, k) for i, k in seals]

    def note_erasure(self, community: str, i: int) -> None:
        """Note that the erasure told by entry i is still to be followed by every part of the installation."""
        self.noted.append((community, i))

    def finish_erasure(self, community: str, i: int) -> None:
        """Take back the note of an erasure: everything has followed it."""
        self.finished.append((community, i))

    def _keep(self, community: str, entry: Entry, leaf: bytes) -> None:
        self.events.append((f"{community}/{entry.s}", entry.n, entry.type, leaf))
        self.ledger.append((community, entry.i, leaf_hash(leaf)))
        self.heads[community] = Head(entry.i + 1, entry.t)
