"""What changed in a canvas since an entry: what people brought that is public now, and what became of the rest."""

from typing import Any, Literal

import msgspec

from folkmoot.events.contribution import Kind
from folkmoot.views.contribution import mention
from folkmoot.views.reading import View
from folkmoot.views.shown import PAGE, PIECE, Mention, Piece, Said, number, piece, said, time_of

Turn = Literal[
    "topic raised",
    "topic agreed",
    "rules agreed",
    "place opened",
    "theme made",
    "proposal version",
    "proposal merged",
    "proposal split",
    "proposal withdrawn",
    "meeting called",
    "meeting cancelled",
    "round opened",
    "review opened",
    "decision called",
    "decision called off",
    "decision opened",
    "decision decided",
    "commitment made",
    "commitment changed",
    "decision answered",
    "question answered",
    "promise made",
    "canvas answered",
    "canvas concluded",
]
"""What happened to a thing that is not a contribution somebody brought."""

BROUGHT: tuple[Kind, ...] = ("story", "idea", "statement", "question", "offer", "comment", "amendment")
"""Kinds of contribution that count as brought; of the others, such as a topic, it is said what became of them."""

_OF: dict[Turn, str] = {
    "topic raised": "SELECT i, id, text FROM topics WHERE canvas = ?1 AND i >= ?2",
    "topic agreed": "SELECT agreed, id, text FROM topics WHERE canvas = ?1 AND agreed >= ?2",
    "rules agreed": "SELECT i, '', 0 FROM group_rules WHERE canvas = ?1 AND i >= ?2",
    "place opened": "SELECT i, '', 0 FROM places WHERE canvas = ?1 AND i >= ?2",
    "theme made": "SELECT i, id, text FROM themes WHERE canvas = ?1 AND i >= ?2",
    "proposal version": "SELECT v.i, p.id, v.text FROM proposals p JOIN versions v ON v.proposal = p.n WHERE p.canvas = ?1 AND v.i >= ?2",
    "proposal merged": "SELECT ended, id, text FROM proposals WHERE canvas = ?1 AND ended >= ?2 AND became = 'merged'",
    "proposal split": "SELECT ended, id, text FROM proposals WHERE canvas = ?1 AND ended >= ?2 AND became = 'split'",
    "proposal withdrawn": "SELECT ended, id, text FROM proposals WHERE canvas = ?1 AND ended >= ?2 AND became = 'withdrawn'",
    "meeting called": "SELECT i, id, 0 FROM meetings WHERE canvas = ?1 AND i >= ?2",
    "meeting cancelled": "SELECT cancelled, id, 0 FROM meetings WHERE canvas = ?1 AND cancelled >= ?2",
    "round opened": "SELECT i, id, 0 FROM rounds WHERE canvas = ?1 AND i >= ?2",
    "review opened": "SELECT i, id, 0 FROM looks_back WHERE canvas = ?1 AND i >= ?2",
    "decision called": "SELECT i, id, -1 - i FROM decisions WHERE canvas = ?1 AND i >= ?2",
    "decision called off": "SELECT called_off, id, -1 - i FROM decisions WHERE canvas = ?1 AND called_off >= ?2",
    "decision opened": "SELECT opened, id, -1 - i FROM decisions WHERE canvas = ?1 AND opened >= ?2",
    "decision decided": "SELECT tallied, id, -1 - i FROM decisions WHERE canvas = ?1 AND tallied >= ?2",
    "commitment made": "SELECT i, id, -1 - i FROM commitments WHERE canvas = ?1 AND i >= ?2",
    "commitment changed": "SELECT last, id, -1 - i FROM commitments WHERE canvas = ?1 AND last >= ?2 AND last > i",
    "decision answered": "SELECT a.i, id, -1 - d.i FROM office_answers a JOIN decisions d ON n = thing WHERE canvas = ?1 AND a.i >= ?2",
    "question answered": "SELECT a.i, id, n FROM office_answers a JOIN contributions ON n = thing WHERE canvas = ?1 AND a.i >= ?2",
    "promise made": "SELECT promised, '', -1 - promised FROM canvases WHERE n = ?1 AND promised >= ?2",
    "canvas answered": "SELECT i, '', -1 - i FROM office_answers WHERE thing = ?1 AND i >= ?2",
    "canvas concluded": "SELECT concluded, '', 0 FROM canvases WHERE n = ?1 AND concluded >= ?2",
}
"""What happened -> a query for entry, id, and where its words are: a contribution by its number, or -1 - i for seal 0 of
entry i. What there is of these in one canvas is little, unlike contributions.
"""

_ALL = " UNION ALL ".join(f"SELECT '{what}', * FROM ({sql})" for what, sql in _OF.items())
_OPEN = f"WHERE c.canvas = ? AND c.open = 1 AND c.since >= ? AND c.kind IN ({', '.join(map(repr, BROUGHT))})"


class Change(msgspec.Struct, frozen=True):
    """Something happened by entry `i` at time `t`. id: of the thing, empty for the canvas itself. mention: its words where a
    person wrote them, said: where an office did; None while they are not public, or when it has none.
    """

    what: Turn
    i: int
    t: str
    id: str
    mention: Mention | None
    said: Said | None


class Since(msgspec.Struct, frozen=True):
    """What changed. start: the entry from which on. size: entries that are covered. brought: kind -> how many became public.
    pieces: the newest of these. changes: the newest of the rest.
    """

    start: int
    size: int
    start_t: str
    brought: dict[Kind, int]
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing changed that is shown."""
        return not (self.brought or self.changes)


def since(view: View, canvas: str, start: int, limit: int = PAGE) -> Since:
    """What changed in a canvas from entry `start` on, as far as it may be shown now. limit: pieces, and changes, at most."""
    n = number(view, canvas)
    counts = dict(view.rows(f"SELECT c.kind, count(*) FROM contributions c INDEXED BY opened {_OPEN} GROUP BY c.kind", n, start))
    rows = view.rows(
        f"{PIECE.replace('contributions c', 'contributions c INDEXED BY opened')}{_OPEN} ORDER BY c.since DESC, c.n DESC LIMIT ?",
        n,
        start,
        limit,
    )
    turns = view.rows(f"{_ALL} ORDER BY 2 DESC LIMIT ?3", n, start, limit)
    return Since(
        start=start,
        size=view.size,
        start_t=time_of(view, min(start, view.size - 1)),
        brought={kind: counts[kind] for kind in BROUGHT if kind in counts},
        pieces=tuple(map(piece, rows)),
        changes=tuple(_change(view, row) for row in turns),
    )


def _change(view: View, row: Any) -> Change:
    what, i, id_, words = row
    written = mention(view, words) if words > 0 else None
    return Change(what, i, time_of(view, i), id_, written, said(view, -1 - words) if words < 0 else None)


def was_here(view: View, participant: str) -> int | None:
    """The entry after the last one with which a participant brought or answered something, or joined; None for nobody.

    What this costs grows with what they answered, not with the record.
    """
    n = number(view, participant)
    row = view.row(
        "SELECT max(i) FROM (SELECT joined i FROM participants WHERE n = ?1 UNION ALL "
        "SELECT max(i) FROM contributions WHERE author = ?2 UNION ALL SELECT max(i) FROM responses WHERE participant = ?1)",
        n,
        participant,
    )
    return None if row[0] is None else int(row[0]) + 1
