"""The page of the record: the latest entries, one entry with the words it sealed, and what the record says of itself."""

from typing import Any, Literal

import msgspec

from folkmoot.events.fact import KINDS
from folkmoot.views import community
from folkmoot.views.reading import View
from folkmoot.views.schema import word
from folkmoot.views.shown import AT, END, PAGE, Said, said, time_of


class Line(msgspec.Struct, frozen=True):
    """An entry in a list. page: what has a page of its own, when the stream is that of such a thing. known: this release
    knows the kind. withheld: it is of a person in a canvas so small that what it says is shown to nobody else.
    """

    i: int
    t: str
    type: str
    v: int
    via: str
    s: str
    by: str
    page: Literal["canvas", "contribution", "decision", ""]
    known: bool
    withheld: bool


class Seal(msgspec.Struct, frozen=True):
    """One seal of an entry whose words are public. k: its number. name: what it holds, such as `question`."""

    k: int
    name: str
    said: Said


class Keys(msgspec.Struct, frozen=True):
    """Keys that sign the record from entry `i` on, as C2SP vkeys."""

    i: int
    t: str
    checkpoint: str
    receipt: str


class Restore(msgspec.Struct, frozen=True):
    """A store that came back from a backup: seals of entries `start` up to `stop` may be lost. reason: why."""

    i: int
    t: str
    start: int
    stop: int
    reason: Said | None


class Redaction(msgspec.Struct, frozen=True):
    """Seal `seal` of entry `entry` no longer opens, by entry `i`, for a reason."""

    i: int
    t: str
    entry: int
    seal: int
    reason: Said | None


_PAGES = {"can": "canvas", "con": "contribution", "dec": "decision"}

_PEOPLE = "SELECT coalesce(number, 0) FROM participants p LEFT JOIN totals t ON t.canvas = p.canvas AND t.what = 'people'"

_LINE = f"""SELECT e.i, {AT.format("e.i")}, kinds.type, kinds.v, kinds.via, s.name, b.name, ({_PEOPLE} WHERE p.n = e.author)
    FROM entries e JOIN kinds ON kinds.n = e.kind JOIN names s ON s.n = e.s JOIN names b ON b.n = e.author """


def latest(view: View, before: int = END, limit: int = PAGE) -> tuple[Line, ...]:
    """A page of entries, newest first. before: index of the last one seen."""
    small = community.rules(view).small
    rows = view.rows(_LINE + "WHERE e.i < ? ORDER BY e.i DESC LIMIT ?", before, limit)
    return tuple(_line(row, small) for row in rows)


def entry(view: View, i: int) -> Line | None:
    """One entry, None when there is none such."""
    row = view.row(_LINE + "WHERE e.i = ?", i)
    return row and _line(row, community.rules(view).small)


def _line(row: tuple[Any, ...], small: int) -> Line:
    *given, people = row
    _, _, kind, _, _, s, _ = given
    withheld = kind in _PERSONAL and people is not None and people < small
    return Line(*[*given, _PAGES.get(s.partition("_")[0], ""), kind in KINDS, withheld])


_PERSONAL = frozenset({"response.given", "ballot.cast", "contribution.reported", "contribution.held"})
"""Of a person; an office that holds something is none, so that is shown."""


def seals(view: View, i: int) -> tuple[Seal, ...]:
    """The seals of an entry whose words are public."""
    rows = view.rows("SELECT w & 255, role, body, lang, title FROM words WHERE w BETWEEN ? AND ?", word(i, 0), word(i, 255))
    return tuple(Seal(k, role.rstrip("*"), Said(*words)) for k, role, *words in rows)


def size_at(view: View, t: str) -> int:
    """How many entries there were at the end of a time. t: `YYYY-MM-DDTHH:MMZ`, or its beginning, such as a day."""
    row = view.row("SELECT i FROM times WHERE substr(t, 1, ?) > ? ORDER BY i LIMIT 1", len(t), t)
    return row[0] if row else view.size


def keys(view: View) -> tuple[Keys, ...]:
    """The keys that sign this record, the newest first."""
    rows = view.rows("SELECT i, checkpoint, receipt FROM keys ORDER BY i DESC")
    return tuple(Keys(i, time_of(view, i), checkpoint, receipt) for i, checkpoint, receipt in rows)


def restores(view: View) -> tuple[Restore, ...]:
    """Every restore of the store from a backup, the newest first."""
    rows = view.rows("SELECT i, start, stop FROM restores ORDER BY i DESC")
    return tuple(Restore(i, time_of(view, i), start, stop, said(view, i)) for i, start, stop in rows)


def redactions(view: View, limit: int = PAGE) -> tuple[Redaction, ...]:
    """The latest redactions of words of office."""
    rows = view.rows("SELECT i, entry, seal FROM redactions ORDER BY i DESC LIMIT ?", limit)
    return tuple(Redaction(i, time_of(view, i), entry, seal, said(view, i)) for i, entry, seal in rows)
