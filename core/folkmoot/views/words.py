"""Words stand in a view exactly as long as the record says that they are public."""

import sqlite3
from collections.abc import Callable

import msgspec

from folkmoot.domain.telling import Telling
from folkmoot.views.schema import word
from folkmoot.views.script import spread

Opener = Callable[[int, int], bytes | None]
"""Answers the payload of seal `k` of entry `i`, None when it is gone."""

_SEARCHED = {"words", "alternative", "question", "promise", "option*", "answer"}
"""Names of the seals that people can search; reasons and charters are found where they belong."""


class _Payload(msgspec.Struct):
    text: str
    lang: str = "und"
    title: str = ""
    named: str = ""
    name: str = ""
    about: str = ""
    captured: str = ""
    attested: str = ""
    note: str = ""


_decode = msgspec.json.Decoder(_Payload).decode


class Words:
    """The words of one view. opener: None when the view is built without words."""

    def __init__(self, db: sqlite3.Connection, opener: Opener | None) -> None:
        self._db, self._opener = db, opener

    def show(self, i: int, k: int, s: int, role: str, place: str) -> None:
        """Open seal `k` of entry `i` and keep its words; nothing stands there when it cannot be opened.

        s: number of its stream. role: name of the seal. place: words by which a search is narrowed.
        """
        payload = self._opener(i, k) if self._opener else None
        if payload is None:
            return
        try:
            said = _decode(payload)
        except msgspec.MsgspecError:  # a payload that is not of our form has no text to show
            return
        row = (word(i, k), s, role, said.lang, said.title, said.text, _telling(said))
        self._db.execute("INSERT OR REPLACE INTO words VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        if role in _SEARCHED:
            found = (word(i, k), spread(said.title), spread(said.text), place)
            self._db.execute("INSERT OR REPLACE INTO search (rowid, title, body, place) VALUES (?, ?, ?, ?)", found)

    def take_away(self, i: int, k: int) -> None:
        """Nothing of seal `k` of entry `i` is kept."""
        self._db.execute("DELETE FROM words WHERE w = ?", (word(i, k),))
        self._db.execute("DELETE FROM search WHERE rowid = ?", (word(i, k),))


def _telling(said: _Payload) -> str:
    """What is said about a story besides the story, as JSON; empty for nothing."""
    parts = {name: getattr(said, name) for name in Telling.__struct_fields__ if getattr(said, name)}
    return msgspec.json.encode(parts, order="sorted").decode() if parts else ""


def purge(db: sqlite3.Connection) -> bool:
    """Clear from the file what was taken away; False when a reader held on, and it has to be asked again.

    Deleted words stay readable in the pages of the full-text index until it is merged, and in the write-ahead log
    until that is cut off.
    """
    db.execute("INSERT INTO search (search) VALUES ('optimize')")
    (patience,) = db.execute("PRAGMA busy_timeout").fetchone()
    db.execute("PRAGMA busy_timeout = 200")  # nothing else is written while this waits for a reader
    try:
        busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        db.execute(f"PRAGMA busy_timeout = {patience}")
    return not busy
