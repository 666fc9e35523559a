"""The bytes of a page for people who are not signed in are kept until an entry touches that page."""

import gzip
import hashlib
from collections import OrderedDict

import msgspec

ROOM = 32 * 1024 * 1024
"""Bytes of pages that are kept at most."""

WORTH = 1_000
"""Bytes from which a page is sent compressed."""


class Kept(msgspec.Struct, frozen=True):
    """A page as bytes. index: last entry that touched it. packed: the same compressed with gzip, empty if not worth it."""

    index: int
    etag: str
    body: bytes
    packed: bytes

    @property
    def size(self) -> int:
        """Bytes it takes up."""
        return len(self.body) + len(self.packed)


def keepable(body: bytes, index: int) -> Kept:
    """A page in the form it is kept and sent."""
    packed = gzip.compress(body, 5, mtime=0) if len(body) >= WORTH else b""
    return Kept(index, etag(body), body, packed)


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

    def find(self, key: str, index: int) -> Kept | None:
        """A page as it is at an index; None when it was not kept or has been touched since."""
        page = self._pages.get(key)
        if page is None or page.index != index:
            return None
        self._pages.move_to_end(key)
        return page

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
        self._taken = 0
