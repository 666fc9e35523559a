"""Where an object belongs is in its first entry, for good: its canvas, and whose it is."""

import re
from collections import OrderedDict
from typing import NamedTuple

from folkmoot.events.canvas import CanvasOpened
from folkmoot.events.entry import read
from folkmoot.record.store import Store

PREFIXES = {
    "canvas": "can_",
    "contribution": "con_",
    "statement": "con_",
    "parent": "con_",
    "decision": "dec_",
    "participant": "p_",
    "source": "src_",
    "topic": "top_",
    "theme": "the_",
    "proposal": "pro_",
    "commitment": "com_",
    "meeting": "mee_",
    "round": "rou_",
    "review": "rev_",
}
"""Name of a path parameter or field -> how the ids begin that it may hold."""

_ID = re.compile(rf"(?:{'|'.join(sorted(set(PREFIXES.values())))})[a-z2-7]{{16}}")
_MOST = 50_000


class Thing(NamedTuple):
    """An object of a community. canvas: empty when it is in none. by: whose it is."""

    canvas: str
    by: str


class Things:
    """Looks objects up inside their community, and nowhere else; what was found once is kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[tuple[str, str], Thing] = OrderedDict()

    def find(self, community: str, stream: str, name: str = "") -> Thing | None:
        """The object with an id, None when this community has none such.

        name: of the parameter or field that gave the id; ids of another kind than it may hold are not found.
        """
        if not _ID.fullmatch(stream) or not stream.startswith(PREFIXES.get(name, "")):
            return None
        kept = self._kept.get((community, stream))
        if kept is None and (leaves := self._store.stream(community, stream, limit=1)):
            kept = self._kept[community, stream] = _thing(stream, leaves[0])
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return kept


def _thing(stream: str, leaf: bytes) -> Thing:
    entry = read(leaf)
    fact = entry.fact()
    return Thing(stream if isinstance(fact, CanvasOpened) else getattr(fact, "canvas", ""), entry.by)
