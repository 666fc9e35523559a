"""A store keeps entries in order and what belongs to them; it knows no rule. All stores answer to one port."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from folkmoot.record.batch import Batch, Busy, Conflict, Draft, Head, Stopped
from folkmoot.record.memory import MemoryStore
from folkmoot.record.sqlite import SQLiteStore

__all__ = ["Batch", "Busy", "Conflict", "Draft", "Head", "MemoryStore", "SQLiteStore", "Stopped", "Store"]


class Store(Protocol):
    """What the rest of Folkmoot may ask of a store. Every store passes tests/record/test_every_store.py."""

    def head(self, community: str) -> Head:
        """Size of a community's record and time of its last entry; (0, "") when it has none."""

    def communities(self) -> list[str]:
        """Names of all communities that have an entry, sorted."""

    def read(self, community: str, start: int, limit: int) -> list[bytes]:
        """At most `limit` leaves in index order, from index `start`."""

    def stream(self, community: str, s: str, after: int = 0, limit: int | None = None) -> list[bytes]:
        """Leaves of one stream in order, from the place after `after`."""

    def answered(self, community: str, key: bytes) -> tuple[int, int] | None:
        """First and last index that an idempotency key led to, None when it was never used."""

    def blob(self, community: str, sha256_hex: str) -> bytes | None:
        """Public bytes by their SHA-256, lower-case hex."""

    def payload(self, community: str, i: int, k: int) -> bytes | None:
        """Sealed payload of seal k of entry i, None when it is gone or never was."""

    def payloads(self, community: str, start: int, stop: int) -> list[tuple[int, int, bytes]]:
        """(i, k, sealed) of every payload still kept for entries start <= i < stop, in order."""

    def erasures(self) -> list[tuple[str, int]]:
        """(community, index) of the erasures that not everything has followed yet."""

    def write(self) -> AbstractContextManager[Batch]:
        """Hold the write lock, collect a batch, and make it durable in one commit at the end; all or nothing.

        Raises Conflict when a place or key is taken, Busy when another program holds the file, Stopped when the store
        takes nothing any more.
        """

    def wait(self, community: str, size: int, timeout: float) -> int:
        """Block until the record is larger than `size` entries, at most `timeout` seconds; returns its size."""

    def adopt(self, community: str, leaves: Sequence[bytes]) -> None:
        """Append exact leaves that came from published tiles, in one commit; only for a restore.

        Raises ValueError when a leaf is not the next one.
        """

    def truncate(self, timeout: float = 5.0) -> bool:
        """Clear from the disk what was deleted; False when readers held on for `timeout` seconds: ask again later."""

    def check(self) -> list[str]:
        """Sentences about what is wrong inside, none when it is sound; reads everything."""

    def close(self) -> None:
        """End every connection."""


if TYPE_CHECKING:
    _same_port: tuple[type[Store], ...] = (MemoryStore, SQLiteStore)
