"""Items of lists are kept as they were rendered, because rendering them is the dearest part of a page."""

from collections import OrderedDict
from collections.abc import Hashable

from markupsafe import Markup

MOST = 4_000
"""Items that are kept at most, some kilobytes each."""


class Items:
    """Rendered items by everything that they show, so that one that changed is another one; the least recently asked
    are dropped first.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Markup] = OrderedDict()

    def get(self, key: Hashable) -> Markup | None:
        """An item, None when it was not kept. key: all that can be seen of it, and the language."""
        item = self._kept.get(key)
        if item is not None:
            self._kept.move_to_end(key)
        return item

    def keep(self, key: Hashable, rendered: str) -> Markup:
        """Keep an item that a template made, which escapes what it is given."""
        item = self._kept[key] = Markup(rendered)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return item

    def clear(self) -> None:
        """Let go of every item, as after an erasure."""
        self._kept.clear()
