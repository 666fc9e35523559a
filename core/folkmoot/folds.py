"""What each stream amounts to now is folded once, kept, and carried on entry by entry."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

import msgspec

from folkmoot.domain import State, blank
from folkmoot.domain.duty import DUTIES, FOLLOWS
from folkmoot.events.entry import Entry, read
from folkmoot.events.fact import Fact, Unknown
from folkmoot.record.ids import new_id
from folkmoot.record.store import Store

_PAGE = 4_000
"""Entries read at once."""

_OWING = frozenset(kind.NAME.encode() for kind in FOLLOWS)


def _type(leaf: bytes) -> bytes:
    """The kind of an entry, from its bytes: no string in JSON holds a bare quotation mark, and `type` comes after `pub`."""
    start = leaf.rindex(b'"type":"') + 8
    return leaf[start : leaf.index(b'"', start)]


class Fold(msgspec.Struct):
    """State of one stream after `n` entries."""

    state: State
    n: int = 0


class Folds:
    """The states that the writer decides on, the least recently used dropped first.

    store: where streams are read from. most: how many streams are kept.
    """

    def __init__(self, store: Store, most: int = 50_000) -> None:
        self._store = store
        self._most = most
        self._kept: OrderedDict[tuple[str, str], Fold] = OrderedDict()

    def fold(self, community: str, stream: str) -> Fold | None:
        """The fold of a stream, read from the record when it is not kept; None when there can be no such stream."""
        fold = self._kept.get((community, stream))
        if fold is not None:
            self._kept.move_to_end((community, stream))
            return fold
        state = blank(stream)
        if state is None:
            return None
        fold = Fold(state)
        for leaf in self._owing(community) if stream == DUTIES else self._store.stream(community, stream):
            entry = read(leaf)
            self._carry(fold, entry, entry.fact())
        if fold.n:
            self._keep(community, stream, fold)
        return fold

    def _owing(self, community: str) -> Iterator[bytes]:
        """All of the record that can change what is owed; the rest is not even decoded."""
        start = 0
        while leaves := self._store.read(community, start, _PAGE):
            start += len(leaves)
            yield from (leaf for leaf in leaves if _type(leaf) in _OWING)

    def see(self, community: str, stream: str) -> Any:
        """The state of a stream, or None."""
        fold = self.fold(community, stream)
        return fold and fold.state

    def begin(self, community: str, prefix: str) -> str:
        """A new id, whose stream holds nothing yet, so that the record need not be asked."""
        stream = new_id(prefix)
        state = blank(stream)
        if state is not None:
            self._keep(community, stream, Fold(state))
        return stream

    def take(self, community: str, entry: Entry, fact: Fact) -> None:
        """Carry the fold of an entry's stream on. fact: what the entry says."""
        fold = self.fold(community, entry.s)
        if fold is not None:
            self._carry(fold, entry, fact)
            self._keep(community, entry.s, fold)
        duties = self._kept.get((community, DUTIES))
        if duties is not None:
            duties.state.evolve(entry, fact)

    def forget(self) -> None:
        """Drop everything: what was folded did not become durable, or somebody else wrote."""
        self._kept.clear()

    def _carry(self, fold: Fold, entry: Entry, fact: Fact | Unknown) -> None:
        fold.state.evolve(entry, fact)
        fold.n = entry.n

    def _keep(self, community: str, stream: str, fold: Fold) -> None:
        self._kept[community, stream] = fold
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
