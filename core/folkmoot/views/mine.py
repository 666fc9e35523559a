"""The page of one person: everything they brought, answered, linked and voted under their pseudonyms, private things too."""

from collections.abc import Sequence
from typing import Any

import msgspec

from folkmoot.events.contribution import Relation
from folkmoot.events.ground import Purpose
from folkmoot.events.participant import Roll, Value
from folkmoot.views.canvas import decision_stage
from folkmoot.views.contribution import consents
from folkmoot.views.reading import View
from folkmoot.views.shown import PIECE, Mention, Piece, Said, piece, said, time_of


class Part(msgspec.Struct, frozen=True):
    """A canvas that the person takes part in. left, erased: times, empty when they are not."""

    pseudonym: str
    canvas: str
    question: Said | None
    roll: Roll
    i: int
    joined: str
    left: str
    erased: str


class Brought(msgspec.Struct, frozen=True):
    """A contribution of the person. words_at: index of the entry whose seal 0 holds its words, for opening them to the
    person when they are not public. since_t: since when it is as it is. put_forward: when the person was told that it
    goes to a decision, empty for not. decided: decisions that took its words over or rest on it.
    """

    piece: Piece
    words_at: int
    since_t: str
    consents: tuple[Purpose, ...]
    put_forward: str
    decided: tuple[str, ...]


class Answered(msgspec.Struct, frozen=True):
    """The response of the person that counts."""

    i: int
    t: str
    pseudonym: str
    statement: Mention
    value: Value


class Cast(msgspec.Struct, frozen=True):
    """The ballot of the person that counts. stage: of the decision."""

    i: int
    t: str
    pseudonym: str
    decision: str
    stage: str
    question: Said | None
    choice: Any


class Drew(msgspec.Struct, frozen=True):
    """A link that the person drew."""

    i: int
    t: str
    contribution: str
    to: str
    relation: Relation


class Mine(msgspec.Struct, frozen=True):
    """All of it, each newest first."""

    parts: tuple[Part, ...]
    contributions: tuple[Brought, ...]
    responses: tuple[Answered, ...]
    ballots: tuple[Cast, ...]
    links: tuple[Drew, ...]


def mine(view: View, pseudonyms: Sequence[str]) -> Mine:
    """Everything under some pseudonyms of one person; for nobody's eyes but theirs."""
    given = msgspec.json.encode(list(pseudonyms)).decode()
    return Mine(_parts(view, given), _brought(view, given), _answered(view, given), _cast(view, given), _drew(view, given))


_OF = "IN (SELECT value FROM json_each(?))"


def _parts(view: View, given: str) -> tuple[Part, ...]:
    rows = view.rows(
        "SELECT p.id, c.id, c.i, p.roll, p.joined, p.gone, p.erased FROM participants p JOIN canvases c ON c.n = p.canvas "
        f"WHERE p.id {_OF} ORDER BY p.n DESC",
        given,
    )
    return tuple(
        Part(p, canvas, said(view, i), roll, joined, *(time_of(view, at) for at in (joined, left, erased)))
        for p, canvas, i, roll, joined, left, erased in rows
    )


def _brought(view: View, given: str) -> tuple[Brought, ...]:
    found = []
    for row in view.rows(PIECE + f"WHERE c.author {_OF} ORDER BY c.n DESC", given):
        shown = piece(row)
        words, told = view.row("SELECT words, put_forward FROM contributions WHERE n = ?", shown.n)
        rests = view.rows("SELECT d.id FROM inputs JOIN decisions d ON d.n = decision WHERE contribution = ?", shown.n)
        decided = tuple(id_ for (id_,) in rests)
        since = time_of(view, shown.since)
        found.append(Brought(shown, words, since, consents(view, shown.n), time_of(view, told), decided))
    return tuple(found)


def _answered(view: View, given: str) -> tuple[Answered, ...]:
    rows = view.rows(
        "SELECT r.i, p.id, r.value, c.id, c.kind, w.body, w.lang, w.title FROM participants p "
        "JOIN responses r ON r.participant = p.n JOIN contributions c ON c.n = r.statement "
        f"LEFT JOIN words w ON c.open AND w.w = c.words * 256 WHERE p.id {_OF} ORDER BY r.i DESC",
        given,
    )
    return tuple(
        Answered(i, time_of(view, i), p, Mention(id_, kind, None if body is None else Said(body, lang, title)), value)
        for i, p, value, id_, kind, body, lang, title in rows
    )


def _cast(view: View, given: str) -> tuple[Cast, ...]:
    rows = view.rows(
        "SELECT b.i, p.id, d.id, d.i, d.opened, d.closed, d.tallied, d.called_off, b.choice FROM participants p "
        f"JOIN ballots b ON b.participant = p.n JOIN decisions d ON d.n = b.decision WHERE p.id {_OF} ORDER BY b.i DESC",
        given,
    )
    return tuple(
        Cast(i, time_of(view, i), p, id_, decision_stage(*stages), said(view, call), msgspec.json.decode(choice))
        for i, p, id_, call, *stages, choice in rows
    )


def _drew(view: View, given: str) -> tuple[Drew, ...]:
    rows = view.rows(
        "SELECT l.i, c.id, t.id, l.relation FROM links l JOIN contributions c ON c.n = l.contribution "
        f"JOIN contributions t ON t.n = l.target WHERE l.author {_OF} ORDER BY l.i DESC",
        given,
    )
    return tuple(Drew(i, time_of(view, i), here, there, relation) for i, here, there, relation in rows)
