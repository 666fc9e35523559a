"""Which roles an office holds now is read from the community's own stream, never from a session."""

import threading

from folkmoot.domain.community import STREAM, Community
from folkmoot.events.entry import read
from folkmoot.record.store import Store


class Standing:
    """The community streams, folded and carried on."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()  # a stream folded by two threads at once would be taken in twice
        self._folds: dict[str, tuple[Community, int]] = {}

    def now(self, community: str) -> Community:
        """Charter, languages, plugins and roles of a community as the record has them at this moment."""
        with self._lock:
            state, n = self._folds.get(community) or (Community(), 0)
            for leaf in self._store.stream(community, STREAM, after=n):
                entry = read(leaf)
                state.evolve(entry, entry.fact())
                n = entry.n
            self._folds[community] = (state, n)
            return state

    def roles(self, community: str, office: str) -> frozenset[str]:
        """The roles that an office holds."""
        return frozenset(self.now(community).roles.get(office, ()))
