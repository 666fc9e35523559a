"""The page of a contribution: its words or why there are none, comments, links, and the decisions that rest on it."""

from typing import Any

import msgspec

from folkmoot.events.contribution import HidingReason, HoldingReason, Relation
from folkmoot.events.ground import Purpose
from folkmoot.views.canvas import DecisionStage, decision_stage
from folkmoot.views.reading import View
from folkmoot.views.shown import PAGE, PIECE, Mention, Piece, Said, number, piece, said, telling, time_of


class Link(msgspec.Struct, frozen=True):
    """A link that somebody drew. other: what it goes to, or comes from. by: who drew it. i, t: index and time."""

    relation: Relation
    other: Mention
    by: str
    i: int
    t: str


class Basis(msgspec.Struct, frozen=True):
    """A decision that rests on a contribution."""

    id: str
    stage: DecisionStage
    question: Said | None


class Contribution(msgspec.Struct, frozen=True):
    """A contribution. since_t: time of the entry that says why its words are public or not, empty when none does.

    held, hidden: reason in force, empty for none; statement: the moderator's reasons for hiding. put_forward: when its
    author was told that it goes to a decision, empty for not. checked: when a second person held against the paper what
    was typed from it. consents: purposes in force. links: to others; linked: from others; decisions: that rest on it; the
    first page of each. words_at: index of the entry whose seal 0 holds the current words, for opening them to their author.
    form: `plugin/name` of the form that it was brought with, empty for none.
    """

    piece: Piece
    since_t: str
    parent: Mention | None
    held: HoldingReason | str
    hidden: HidingReason | str
    statement: Said | None
    put_forward: str
    checked: str
    consents: tuple[Purpose, ...]
    links: tuple[Link, ...]
    linked: tuple[Link, ...]
    decisions: tuple[Basis, ...]
    words_at: int
    form: str


def contribution(view: View, id_: str) -> Contribution | None:
    """A contribution, whether its words are public or not; None when there is none such."""
    row = view.row(PIECE + "WHERE c.id = ?", id_)
    if row is None:
        return None
    shown = piece(row)
    held, hidden, told, checked, parent, words, form = view.row(
        "SELECT held, hidden, put_forward, checked, parent, words, form FROM contributions WHERE n = ?", shown.n
    )
    return Contribution(
        piece=shown,
        since_t=time_of(view, shown.since),
        parent=mention(view, parent) if parent else None,
        held=held,
        hidden=hidden,
        statement=said(view, shown.since) if shown.why == "hidden" else None,
        put_forward=time_of(view, told),
        checked=time_of(view, checked),
        consents=consents(view, shown.n),
        links=_links(view, "target", "contribution", shown.n),
        linked=_links(view, "contribution", "target", shown.n),
        decisions=_decisions(view, shown.n),
        words_at=words,
        form=form,
    )


def comments(view: View, contribution: str, after: int = 0, limit: int = PAGE) -> tuple[Piece, ...]:
    """A page of the public comments on a contribution, oldest first. after: cursor, `n` of the last one seen."""
    sql = PIECE + "WHERE c.parent = ? AND c.parent > 0 AND c.open = 1 AND c.n > ? ORDER BY c.n LIMIT ?"
    return tuple(map(piece, view.rows(sql, number(view, contribution), after, limit)))


def mention(view: View, n: int) -> Mention | None:
    """A contribution by its number, None when there is none such."""
    row = view.row(
        "SELECT c.id, c.kind, w.body, w.lang, w.title, w.telling FROM contributions c "
        "LEFT JOIN words w ON c.open AND w.w = c.words * 256 WHERE c.n = ?",
        n,
    )
    return row and _mention(row)


def consents(view: View, n: int) -> tuple[Purpose, ...]:
    """Purposes for which consent is in force, by the number of the contribution."""
    rows = view.rows("SELECT purpose FROM consents WHERE contribution = ? AND withdrawn < 0 ORDER BY purpose", n)
    return tuple(purpose for (purpose,) in rows)


def _mention(row: Any) -> Mention:
    id_, kind, body, lang, title, parts = row
    return Mention(id_, kind, None if body is None else Said(body, lang, title, telling(parts)))


def _links(view: View, there: str, here: str, n: int) -> tuple[Link, ...]:
    rows = view.rows(
        f"SELECT l.relation, l.author, l.i, c.id, c.kind, w.body, w.lang, w.title, w.telling FROM links l "
        f"JOIN contributions c ON c.n = l.{there} LEFT JOIN words w ON c.open AND w.w = c.words * 256 "
        f"WHERE l.{here} = ? ORDER BY l.i LIMIT ?",
        n,
        PAGE,
    )
    return tuple(Link(relation, _mention(row), by, i, time_of(view, i)) for relation, by, i, *row in rows)


def basis(view: View, n: int) -> Basis | None:
    """A decision that rests on something, by the number of the decision; None when there is none such."""
    row = view.row("SELECT id, opened, closed, tallied, called_off, i FROM decisions WHERE n = ?", n)
    return row and Basis(row[0], decision_stage(*row[1:5]), said(view, row[5]))


def _decisions(view: View, n: int) -> tuple[Basis, ...]:
    rows = view.rows(
        "SELECT d.id, d.opened, d.closed, d.tallied, d.called_off, d.i FROM inputs JOIN decisions d ON d.n = inputs.decision "
        "WHERE inputs.contribution = ? ORDER BY d.n DESC LIMIT ?",
        n,
        PAGE,
    )
    return tuple(Basis(id_, decision_stage(*stages), said(view, i)) for id_, *stages, i in rows)
