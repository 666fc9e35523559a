"""Every store there is, and drafts of entries that tests add to them."""

from collections.abc import Callable
from pathlib import Path

from folkmoot.events.contribution import Shared
from folkmoot.events.entry import Entry, pub_of, read
from folkmoot.record.store import Draft, MemoryStore, SQLiteStore, Store

STORES: dict[str, Callable[[Path], Store]] = {
    "sqlite": lambda folder: SQLiteStore(folder / "record.db"),
    "memory": lambda _: MemoryStore(),
}
"""Name -> how it is opened in an empty folder."""

NOW = "2026-11-22T10:00Z"


def draft(s: str, n: int = 1, by: str = "p_anna") -> Draft:
    """An entry that expects place n of stream s."""
    return Draft(by=by, s=s, n=n, type="contribution.shared", v=1, pub=pub_of(Shared()), via="web")


def add(store: Store, community: str, *drafts: Draft, now: str = NOW) -> list[Entry]:
    """Add drafts in one commit."""
    with store.write() as batch:
        return [batch.add(community, each, now) for each in drafts]


def entries(store: Store, community: str) -> list[Entry]:
    """Every entry of a community as the store holds it."""
    return [read(leaf) for leaf in store.read(community, 0, 10_000)]


def drop(store: Store, community: str, *seals: tuple[int, int]) -> None:
    """Delete the payloads of seals (i, k) in one commit."""
    with store.write() as batch:
        batch.drop_payloads(community, seals)
