"""Items of lists are kept as they were rendered, because rendering them is the dearest part of a page."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

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


class Lists:
    """Pages of lists as anybody sees them, each until an entry touches what it is a list of.

    most: pages kept.
    """

    def __init__(self, most: int = 400) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()

    def get(self, key: Hashable, index: int) -> Any:
        """A page of a list as it is at an index, None when it was not kept or was touched since."""
        kept = self._kept.get(key)
        if kept is None or kept[0] != index:
            return None
        self._kept.move_to_end(key)
        return kept[1]

    def keep(self, key: Hashable, index: int, page: Any) -> Any:
        """Keep a page of a list; the same page."""
        self._kept[key] = index, page
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return page

    def clear(self) -> None:
        """Let go of every page, as after an erasure."""
        self._kept.clear()
