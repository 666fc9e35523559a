"""Which contributions of a batch are public after it is asked of the rules, with the little that they need to know."""

import sqlite3
from typing import NamedTuple

import msgspec

from folkmoot.domain.openness import Openness, Status
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown

_decode = msgspec.json.Decoder(Openness).decode
_encode = msgspec.json.encode  # fields and entries stand in one order


class Change(NamedTuple):
    """A contribution before and after a batch. words: index of the entry that holds its words. open: they are public."""

    n: int
    id: str
    canvas: int
    kind: str
    parent: int
    words: int
    open: bool
    new_words: int
    status: Status
    piece: str
    again: tuple[tuple[int, Status], ...] = ()
    """Alternatives, by the index of the entry that made each, and what the record says of their words now."""

    @property
    def opens(self) -> int:
        """1 when the words become public, -1 when they cease to be, else 0."""
        return (self.status.state == "public") - self.open


class Pieces:
    """The part of `Openness` that one batch can change, fetched from the view and not from the record."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._seen = Openness()
        self._before: dict[str, tuple[int, str, int, str, int, int, int]] = {}

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        """Take an entry in; what it is about was fetched before."""
        self._seen.evolve(entry, fact)

    def fetch(self, stream: str) -> None:
        """Have a contribution at hand; nothing happens when there is none, or it is here already."""
        if stream in self._before:
            return
        row = self._db.execute(
            "SELECT n, id, canvas, kind, parent, words, open, author, piece FROM contributions WHERE id = ?", (stream,)
        ).fetchone()
        if row is None:
            return
        *before, author, piece = row
        self._before[stream] = tuple(before)
        self.fetch_person(author)
        if not piece:
            return
        known = _decode(b'{"pieces":{"":' + piece.encode() + b"}}").pieces[""]
        self._seen.pieces[stream] = known
        for of in (known.words, *known.again):
            self._seen.sealed[of] = (stream, author, ("words",))
            for entry, seal, i in self._db.execute("SELECT * FROM redactions WHERE entry = ?", (of,)):
                self._seen.redacted[entry, seal] = i

    def fetch_person(self, name: str) -> None:
        """Know whether a participant is erased."""
        row = self._db.execute("SELECT erased FROM participants WHERE id = ? AND erased >= 0", (name,)).fetchone()
        if row is not None:
            self._seen.erased[name] = row[0]

    def fetch_all_of(self, author: str) -> None:
        """Have every contribution of an author at hand."""
        for (stream,) in self._db.execute("SELECT id FROM contributions WHERE author = ?", (author,)).fetchall():
            self.fetch(stream)

    def public(self, i: int, k: int) -> bool:
        """Whether seal `k` of entry `i` is public after what was taken in."""
        return self._seen.status(i, k).state == "public"

    def office(self) -> list[tuple[int, int]]:
        """Seals of this batch that are public by duty, (entry index, seal number)."""
        return [seal for seal in self._seen.office if self.public(*seal)]

    def changes(self) -> list[Change]:
        """Every contribution that was at hand, before and after."""
        found = []
        for stream, before in self._before.items():
            piece = self._seen.pieces.get(stream)
            if piece is not None:
                n, id_, canvas, kind, parent, words, was = before
                status = self._seen.status(piece.words, 0)
                text = _encode(piece).decode()
                again = tuple((i, self._seen.status(i, 0)) for i in piece.again)
                found.append(Change(n, id_, canvas, kind, parent, words, bool(was), piece.words, status, text, again))
        return found
