"""The bytes of a page for people who are not signed in are kept until an entry touches that page."""

import gzip
import hashlib
from collections import OrderedDict

import msgspec

ROOM = 32 * 1024 * 1024
"""Bytes of pages that are kept at most."""

WAYS = 10_000
"""Requests of which it is remembered which page they lead to."""

Way = tuple[str, str, bytes]
"""Language, path and query of a request."""

WORTH = 1_000
"""Bytes from which a page is sent compressed."""


class Kept(msgspec.Struct):
    """A page as bytes. index: last entry that touched it. packed: the same compressed with gzip, empty if not worth it.

    community, stream: what it depends on; stream None for every entry of the community, community empty for none.
    seen: entries that the views had taken in when it was last found untouched. day: days since 1970 when it was made, as
    pages say how long a body still has to answer.
    """

    index: int
    etag: str = ""
    body: bytes = b""
    packed: bytes = b""
    community: str = ""
    stream: str | None = None
    seen: int = 0
    day: int = 0

    def fill(self, body: bytes) -> None:
        """Give it its bytes."""
        self.etag, self.body = etag(body), body
        self.packed = gzip.compress(body, 5, mtime=0) if len(body) >= WORTH else b""

    @property
    def size(self) -> int:
        """Bytes it takes up."""
        return len(self.body) + len(self.packed)


def etag(body: bytes) -> str:
    """A weak validator: the compressed and the plain form of a page are the same page."""
    return f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'


class Keeping:
    """Pages by their address, language and release, the least recently asked dropped first.

    room: bytes.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._taken = room, 0
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._ways: OrderedDict[Way, str] = OrderedDict()

    def find(self, key: str) -> Kept | None:
        """A page, whether it has been touched since or not; None when it is not kept."""
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def lead(self, way: Way, key: str) -> None:
        """Remember which page a request leads to, so that it need not be understood again."""
        self._ways[way] = key
        if len(self._ways) > WAYS:
            self._ways.popitem(last=False)

    def at(self, way: Way) -> Kept | None:
        """The page that a request led to before, whether it has been touched since or not."""
        return self.find(self._ways.get(way, ""))

    def keep(self, key: str, page: Kept) -> None:
        """Keep a page; one that would take an eighth of the room is not kept."""
        self.drop(key)
        if page.size > self._room // 8:
            return
        self._pages[key] = page
        self._taken += page.size
        while self._taken > self._room:
            self._taken -= self._pages.popitem(last=False)[1].size

    def drop(self, key: str) -> None:
        """Let go of a page."""
        if key in self._pages:
            self._taken -= self._pages.pop(key).size

    def clear(self) -> None:
        """Let go of every page, as after an erasure."""
        self._pages.clear()
        self._ways.clear()
        self._taken = 0
