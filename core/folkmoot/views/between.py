"""What changed between two moments of the record: how often, by kind, and the entries themselves."""

import msgspec

from folkmoot.views.changes import DETAIL
from folkmoot.views.reading import View
from folkmoot.views.shown import AT, PAGE

FEW = 5
"""Entries of a group that are shown beside its count."""

_ORDER = {kind.NAME: place for place, kind in enumerate(DETAIL)}


class Line(msgspec.Struct, frozen=True):
    """One entry. s: stream that it is on. by: who wrote it."""

    i: int
    t: str
    s: str
    by: str


class Group(msgspec.Struct, frozen=True):
    """Entries of one kind. detail: code that tells them apart, such as a kind of contribution or a reason; may be empty.
    lines: the first ones.
    """

    kind: str
    detail: str
    number: int
    lines: tuple[Line, ...]


class Between(msgspec.Struct, frozen=True):
    """What changed by the entries `start` <= i < `stop`. start_t, stop_t: times of the first and the last of these, empty
    when there are none. entries: how many there are of any kind; most, such as answers to statements, are in no group.
    """

    start: int
    stop: int
    start_t: str
    stop_t: str
    entries: int
    groups: tuple[Group, ...]


def between(view: View, start: int, stop: int, few: int = FEW) -> Between:
    """What changed by the entries `start` <= i < `stop`, at a cost that does not grow with how many these are.

    few: entries that are shown of each group.
    """
    stop = min(stop, view.size)
    start = min(start, stop)
    groups = []
    for kind, detail in view.rows("SELECT kind, detail FROM change_counts"):
        number = _until(view, kind, detail, stop) - _until(view, kind, detail, start)
        if number:
            groups.append(Group(kind, detail, number, lines(view, kind, detail, start, stop, few)))
    groups.sort(key=lambda group: (_ORDER.get(group.kind, len(_ORDER)), group.detail))
    first, last = (_time(view, start), _time(view, stop - 1)) if start < stop else ("", "")
    return Between(start, stop, first, last, stop - start, tuple(groups))


def lines(view: View, kind: str, detail: str, start: int, stop: int, limit: int = PAGE) -> tuple[Line, ...]:
    """The entries of one group from `start` on and before `stop`, the oldest first. A cursor is the index after the last."""
    rows = view.rows(
        f"SELECT c.i, {AT.format('c.i')}, s.name, b.name FROM changes c JOIN entries e ON e.i = c.i "
        "JOIN names s ON s.n = e.s JOIN names b ON b.n = e.author "
        "WHERE c.kind = ? AND c.detail = ? AND c.i >= ? AND c.i < ? ORDER BY c.i LIMIT ?",
        kind,
        detail,
        start,
        stop,
        limit,
    )
    return tuple(Line(*row) for row in rows)


def start_of(view: View, t: str) -> int:
    """Index of the first entry of a time or later. t: `YYYY-MM-DDTHH:MMZ`, or its beginning, such as a day."""
    row = view.row("SELECT i FROM times WHERE substr(t, 1, ?) >= ? ORDER BY i LIMIT 1", len(t), t)
    return row[0] if row else view.size


def _until(view: View, kind: str, detail: str, stop: int) -> int:
    sql = "SELECT number FROM changes WHERE kind = ? AND detail = ? AND i < ? ORDER BY i DESC LIMIT 1"
    row = view.row(sql, kind, detail, stop)
    return row[0] if row else 0


def _time(view: View, i: int) -> str:
    return str(view.row(f"SELECT {AT.format('?')}", i)[0] or "")
