"""The pages of meetings, rounds and looks back of a canvas."""

import msgspec

from folkmoot.events.meeting import Access
from folkmoot.events.review import Aspect
from folkmoot.views.reading import View
from folkmoot.views.shown import END, PAGE, PIECE, Piece, Said, number, piece, said, time_of


class Meeting(msgspec.Struct, frozen=True):
    """n: cursor. i: of its call. place: where it is. why: the reason of its last change, or of its cancelling.

    changed, cancelled, held: time, empty for not. notes: None before there are any. agreed: how many agreed to the notes;
    asked: how many said what they need to be able to come.
    """

    n: int
    id: str
    i: int
    canvas: str
    day: str
    time: str
    access: tuple[Access, ...]
    place: Said | None
    why: Said | None
    changed: str
    cancelled: str
    held: str
    present: int
    met: tuple[Access, ...]
    notes: Piece | None
    agreed: int
    asked: int


class Dispute(msgspec.Struct, frozen=True):
    """What somebody finds wrong with notes."""

    by: str
    reason: Piece | None


class Round(msgspec.Struct, frozen=True):
    """closed: time, empty while it goes on. turns: what was said, in order, at most a page. passed: how many passed."""

    id: str
    i: int
    canvas: str
    meeting: str
    question: Said | None
    closed: str
    turns: tuple[Piece, ...]
    spoke: int
    passed: int


class Review(msgspec.Struct, frozen=True):
    """by: who opened it. remarks: by aspect, each in order. outcome: what came of it. rules: version it led to, 0 for none."""

    id: str
    i: int
    t: str
    canvas: str
    by: str
    closed: str
    outcome: Said | None
    rules: int
    remarks: dict[Aspect, tuple[Piece, ...]]


_MEETING = """SELECT m.n, m.id, m.i, (SELECT id FROM canvases WHERE n = m.canvas), m.day, m.time, m.access, m.place, m.changed,
    m.cancelled, m.held, m.present, m.met, m.notes FROM meetings m """


def meetings(view: View, canvas: str, before: int = END, limit: int = PAGE) -> tuple[Meeting, ...]:
    """A page of the meetings of a canvas, the last called first."""
    sql = _MEETING + "WHERE m.canvas = ? AND m.n < ? ORDER BY m.n DESC LIMIT ?"
    return tuple(_meeting(view, row) for row in view.rows(sql, number(view, canvas), before, limit))


def meeting(view: View, id_: str) -> Meeting | None:
    """A meeting, None when there is none such."""
    row = view.row(_MEETING + "WHERE m.id = ?", id_)
    return row and _meeting(view, row)


def _meeting(view: View, row: tuple[object, ...]) -> Meeting:
    n, id_, i, canvas, day, time, access, place, changed, cancelled, held, present, met, notes = msgspec.convert(
        row, tuple[int, str, int, str, str, str, str, int, int, int, int, int, str, int]
    )
    why = said(view, cancelled) if cancelled >= 0 else said(view, changed, 1)
    agreed = view.row("SELECT count(*) FROM notes WHERE text = ? AND what = 'agreed'", notes)
    asked = view.row("SELECT count(*) FROM access_asked WHERE meeting = ?", n)
    return Meeting(
        n=n,
        id=id_,
        i=i,
        canvas=canvas,
        day=day,
        time=time,
        access=msgspec.json.decode(access, type=tuple[Access, ...]),
        place=said(view, place),
        why=why,
        changed=time_of(view, changed),
        cancelled=time_of(view, cancelled),
        held=time_of(view, held),
        present=present,
        met=msgspec.json.decode(met, type=tuple[Access, ...]),
        notes=_piece(view, notes),
        agreed=agreed[0],
        asked=asked[0],
    )


def stand_on_notes(view: View, meeting: str, by: str) -> str:
    """`agreed` or `disputed`, as somebody said of the latest notes; empty when they said neither."""
    row = view.row(
        "SELECT what FROM notes JOIN meetings m ON m.notes = text WHERE m.id = ? AND author = ?", meeting, number(view, by)
    )
    return row[0] if row else ""


def disputes(view: View, meeting: str, limit: int = PAGE) -> tuple[Dispute, ...]:
    """What people find wrong with the latest notes of a meeting."""
    rows = view.rows(
        "SELECT (SELECT name FROM names WHERE names.n = author), because FROM notes JOIN meetings m ON m.notes = text "
        "WHERE m.id = ? AND what = 'disputed' ORDER BY notes.i LIMIT ?",
        meeting,
        limit,
    )
    return tuple(Dispute(by, _piece(view, because)) for by, because in rows)


def access_asked(view: View, meeting: str, limit: int = PAGE) -> tuple[Piece, ...]:
    """What people said that they need to be able to come; the words are for the host, who opens them from the vault."""
    sql = PIECE + "JOIN access_asked a ON a.text = c.n JOIN meetings m ON m.n = a.meeting WHERE m.id = ? ORDER BY c.n LIMIT ?"
    return tuple(map(piece, view.rows(sql, meeting, limit)))


def rounds(view: View, canvas: str, limit: int = PAGE) -> tuple[Round, ...]:
    """The latest rounds of a canvas."""
    rows = view.rows("SELECT id FROM rounds WHERE canvas = ? ORDER BY n DESC LIMIT ?", number(view, canvas), limit)
    return tuple(found for (id_,) in rows if (found := round_(view, id_, 0)))


def round_(view: View, id_: str, limit: int = 200) -> Round | None:
    """A round, None when there is none such. limit: turns that are given."""
    row = view.row(
        "SELECT n, i, (SELECT id FROM canvases WHERE n = canvas), (SELECT id FROM meetings WHERE n = meeting), closed "
        "FROM rounds WHERE id = ?",
        id_,
    )
    if row is None:
        return None
    n, i, canvas, held_in, closed = row
    spoke, passed = view.row(
        "SELECT count(*) FILTER (WHERE text > 0), count(*) FILTER (WHERE text = 0) FROM turns WHERE round = ?", n
    )
    sql = PIECE + "JOIN turns t ON t.text = c.n WHERE t.round = ? ORDER BY t.i LIMIT ?"
    turns = tuple(map(piece, view.rows(sql, n, limit))) if limit else ()
    return Round(id_, i, canvas, held_in or "", said(view, i), time_of(view, closed), turns, spoke, passed)


def had_turn(view: View, round_: str, by: str) -> str:
    """`spoke` or `passed`, as somebody did in a round; empty for neither."""
    row = view.row(
        "SELECT text > 0 FROM turns JOIN rounds r ON r.n = round WHERE r.id = ? AND author = ?", round_, number(view, by)
    )
    return "" if row is None else "spoke" if row[0] else "passed"


def reviews(view: View, canvas: str, limit: int = PAGE) -> tuple[Review, ...]:
    """The latest looks back of a canvas, without their remarks."""
    rows = view.rows("SELECT id FROM looks_back WHERE canvas = ? ORDER BY n DESC LIMIT ?", number(view, canvas), limit)
    return tuple(found for (id_,) in rows if (found := review(view, id_, 0)))


def review(view: View, id_: str, limit: int = 200) -> Review | None:
    """A look back, None when there is none such. limit: remarks of each aspect that are given."""
    row = view.row(
        "SELECT n, i, (SELECT id FROM canvases WHERE n = canvas), author, closed, rules FROM looks_back WHERE id = ?", id_
    )
    if row is None:
        return None
    n, i, canvas, by, closed, rules = row
    sql = PIECE + "JOIN remarks r ON r.text = c.n WHERE r.review = ? AND r.aspect = ? ORDER BY c.n LIMIT ?"
    aspects: tuple[Aspect, ...] = ("helped", "missing", "change")
    remarks = {aspect: tuple(map(piece, view.rows(sql, n, aspect, limit))) for aspect in aspects}
    return Review(id_, i, time_of(view, i), canvas, by, time_of(view, closed), said(view, closed), rules, remarks)


def _piece(view: View, n: int) -> Piece | None:
    row = view.row(PIECE + "WHERE c.n = ?", n) if n > 0 else None
    return row and piece(row)
