"""Entries are decoded and their bytes looked at once; facts that many entries repeat, such as responses, are kept."""

import unicodedata

import msgspec

from folkmoot.events.entry import LIMIT, Entry, is_canonical, read
from folkmoot.events.fact import Fact, Unknown

KEPT = 50_000
"""Facts that are kept at most."""

_again = msgspec.json.Encoder(order="sorted").encode
"""Writes an entry as `events.entry.write` does, whatever its length."""


class Decoder:
    """Reads entries; in a conversation nine of ten say what another one said, about the same statement."""

    def __init__(self) -> None:
        self._facts: dict[tuple[str, int, bytes], Fact | Unknown] = {}

    def read(self, leaf: bytes) -> tuple[Entry, Fact | Unknown | None]:
        """The entry and its fact; None for a fact when the bytes are not canonical JSON of at most 8 KiB.

        Raises ValueError when they are no entry at all.
        """
        try:
            entry = read(leaf)
            if len(leaf) > LIMIT or _again(entry) != leaf or not (leaf.isascii() or _normal(leaf)):
                return entry, None
            pub = bytes(entry.pub)
            fact = self._facts.get((entry.type, entry.v, pub))
            return entry, fact if fact is not None else self._fresh(entry, pub)
        except (RecursionError, LookupError) as fault:
            raise ValueError(f"it cannot be decoded ({type(fault).__name__})") from None

    def _fresh(self, entry: Entry, pub: bytes) -> Fact | Unknown | None:
        if not is_canonical(pub):
            return None
        if not pub.startswith(b"{"):
            raise ValueError("its pub is not an object")
        if len(self._facts) >= KEPT:
            self._facts.clear()
        fact = self._facts[entry.type, entry.v, pub] = entry.fact()
        return fact


def _normal(leaf: bytes) -> bool:
    return unicodedata.is_normalized("NFC", leaf.decode())
