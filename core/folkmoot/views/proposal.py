"""The proposals of a canvas, and one with its versions, the support of each, where it came from and what became of it."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from folkmoot.views.contribution import Basis, basis, mention
from folkmoot.views.reading import View
from folkmoot.views.shown import AT, END, PAGE, PIECE, Mention, Piece, Said, number, piece, time_of
from folkmoot.views.thread import Thing, thing

Became = Literal["", "merged", "split", "withdrawn"]


class ProposalLine(msgspec.Struct, frozen=True):
    """A proposal in a list. n: cursor. by: who began it. said: its current version, None while that is not public. support:
    people who support it as it reads now. waiting: amendments that nobody answered. became: empty while it goes on.
    """

    n: int
    id: str
    i: int
    t: str
    canvas: str
    by: str
    version: int
    support: int
    waiting: int
    became: Became
    said: Said | None


class Version(msgspec.Struct, frozen=True):
    """A version. text: contribution that holds it. substance: what its editor said; counts: whether it counts as a change of
    substance now. because: what changed and why. support: people who supported it while it was the current one. contests:
    people who say that it changed the substance.
    """

    version: int
    i: int
    t: str
    by: str
    text: str
    substance: bool
    counts: bool
    because: Mention | None
    support: int
    contests: int
    said: Said | None


class Merge(msgspec.Struct, frozen=True):
    """A proposal was merged into another one. other: that one; into: it took the one that is shown in. by, t: who merged
    them, and when. objector, objected: who objected, and when, empty while nobody did. because: why.
    """

    other: Thing
    by: str
    i: int
    t: str
    objector: str
    objected: str
    because: Mention | None


class Contest(msgspec.Struct, frozen=True):
    """Somebody says that a version changed the substance."""

    version: int
    by: str
    i: int
    t: str
    because: Mention | None


class Proposal(msgspec.Struct, frozen=True):
    """A proposal. counted: the last version that counts as one of substance. editors: who began it, and whom they admitted.
    sources: what it grew from. versions: the latest first. merged: the merge in force; objections: those that were undone.
    took_in: proposals that were merged into it. parts: that were begun from it, whether it was split into them or not.
    because: why it was withdrawn. decisions: that rest on it.
    """

    line: ProposalLine
    counted: int
    ended: str
    editors: tuple[str, ...]
    sources: tuple[Thing, ...]
    versions: tuple[Version, ...]
    contests: tuple[Contest, ...]
    merged: Merge | None
    objections: tuple[Merge, ...]
    took_in: tuple[ProposalLine, ...]
    parts: tuple[ProposalLine, ...]
    split_into: frozenset[str]
    because: Mention | None
    decisions: tuple[Basis, ...]

    @property
    def current(self) -> Version | None:
        """The version in force."""
        return self.versions[0] if self.versions else None


_LINE = f"""SELECT p.n, p.id, p.i, {AT.format("p.i")}, k.id, p.author, p.version, coalesce(v.support, 0), p.waiting, p.became,
    w.body, w.lang, w.title FROM proposals p LEFT JOIN canvases k ON k.n = p.canvas
    LEFT JOIN versions v ON v.proposal = p.n AND v.version = p.version LEFT JOIN contributions c ON c.n = p.text
    LEFT JOIN words w ON c.open AND w.w = c.words * 256 """


def proposals(view: View, canvas: str, before: int = END, limit: int = PAGE) -> tuple[ProposalLine, ...]:
    """A page of the proposals of a canvas, newest first."""
    rows = view.rows(_LINE + "WHERE p.canvas = ? AND p.n < ? ORDER BY p.n DESC LIMIT ?", number(view, canvas), before, limit)
    return tuple(map(_line, rows))


def _line(row: Any) -> ProposalLine:
    *fields, body, lang, title = row
    return ProposalLine(*[*fields, None if body is None else Said(body, lang, title)])


def proposal(view: View, id_: str) -> Proposal | None:
    """A proposal, None when there is none such."""
    row = view.row(_LINE + "WHERE p.id = ?", id_)
    if row is None:
        return None
    line = _line(row)
    n = line.n
    counted, ended, because = view.row("SELECT counted, ended, because FROM proposals WHERE n = ?", n)
    admitted = view.rows("SELECT editor FROM editors WHERE proposal = ? ORDER BY i LIMIT ?", n, PAGE)
    merges = _merges(view, n)
    split = view.rows("SELECT k.name FROM ties JOIN names k ON k.n = target WHERE source = ? AND relation = 'split-into'", n)
    return Proposal(
        line=line,
        counted=counted,
        ended=time_of(view, ended),
        editors=(line.by, *(editor for (editor,) in admitted)),
        sources=_sources(view, n),
        versions=versions(view, n),
        contests=_contests(view, n),
        merged=next((merge for merge in merges if not merge.objector and line.became == "merged"), None),
        objections=tuple(merge for merge in merges if merge.objector),
        took_in=_lines(view, "p.taker = ? AND p.taker > 0", n),
        parts=_lines(view, "p.n IN (SELECT target FROM ties WHERE source = ? AND relation = 'begun-from' AND state <> 'gone')", n),
        split_into=frozenset(name for (name,) in split),
        because=mention(view, because) if because else None,
        decisions=_decisions(view, n),
    )


def versions(view: View, n: int, limit: int = PAGE) -> tuple[Version, ...]:
    """The latest versions of a proposal, by its number, the latest first."""
    return tuple(_version(view, row) for row in view.rows(_VERSION + "ORDER BY v.version DESC LIMIT ?", n, limit))


def version(view: View, id_: str, number_: int) -> Version | None:
    """One version of a proposal, None when there is none such."""
    row = view.row(_VERSION + "AND v.version = ?", number(view, id_), number_)
    return row and _version(view, row)


_VERSION = """SELECT v.version, v.i, v.author, c.id, v.substance, v.counts, v.because, v.support, w.body, w.lang, w.title,
    (SELECT count(*) FROM contests x WHERE x.proposal = v.proposal AND x.version = v.version)
    FROM versions v LEFT JOIN contributions c ON c.n = v.text LEFT JOIN words w ON c.open AND w.w = c.words * 256
    WHERE v.proposal = ? """


def _version(view: View, row: Any) -> Version:
    which, i, by, text, substance, counts, because, support, body, lang, title, contests = row
    return Version(
        version=which,
        i=i,
        t=time_of(view, i),
        by=by,
        text=text or "",
        substance=bool(substance),
        counts=bool(counts),
        because=mention(view, because) if because else None,
        support=support,
        contests=contests,
        said=None if body is None else Said(body, lang, title),
    )


def supported(view: View, id_: str, participant: str) -> int:
    """The version that a participant said they support, 0 for none; for nobody's eyes but theirs."""
    sql = "SELECT version FROM supporters WHERE proposal = ? AND author = ?"
    row = view.row(sql, number(view, id_), number(view, participant))
    return row[0] if row else 0


def holding(view: View, contribution: str) -> str:
    """The proposal of which a contribution is a version or an amendment, empty when there is none."""
    sql = "SELECT p.id FROM proposals p WHERE p.n IN (SELECT proposal FROM versions WHERE text = :n UNION "
    n = number(view, contribution)
    row = view.row(sql.replace(":n", "?") + "SELECT proposal FROM amendments WHERE text = ?) ORDER BY p.n LIMIT 1", n, n)
    return row[0] if row else ""


def told_texts(view: View, canvas: str) -> tuple[tuple[str, Piece], ...]:
    """Current versions whose authors were told that they are put forward, each with its proposal, newest first."""
    sql = PIECE.replace("SELECT ", "SELECT p.id, ", 1).replace("FROM contributions c", "FROM proposals p JOIN contributions c", 1)
    sql = sql.replace("LEFT JOIN canvases", "ON c.n = p.text LEFT JOIN canvases", 1)
    sql += "WHERE p.canvas = ? AND p.became = '' AND c.open = 1 AND c.put_forward >= 0 ORDER BY p.n DESC LIMIT ?"
    return tuple((row[0], piece(row[1:])) for row in view.rows(sql, number(view, canvas), PAGE))


def _lines(view: View, where: str, n: int) -> tuple[ProposalLine, ...]:
    return tuple(map(_line, view.rows(f"{_LINE} WHERE {where} ORDER BY p.n LIMIT ?", n, PAGE)))


def _sources(view: View, n: int) -> tuple[Thing, ...]:
    rows = view.rows("SELECT source FROM ties WHERE target = ? AND relation = 'begun-from' ORDER BY source LIMIT ?", n, PAGE)
    return _things(view, rows)


def _things(view: View, rows: Sequence[Any]) -> tuple[Thing, ...]:
    return tuple(found for found in (thing(view, row[0]) for row in rows) if found is not None)


def _contests(view: View, n: int) -> tuple[Contest, ...]:
    rows = view.rows(
        "SELECT x.version, k.name, x.i, x.because FROM contests x JOIN names k ON k.n = x.author "
        "WHERE x.proposal = ? ORDER BY x.version DESC, x.author LIMIT ?",
        n,
        PAGE,
    )
    return tuple(Contest(which, by, i, time_of(view, i), mention(view, why)) for which, by, i, why in rows)


def _merges(view: View, n: int) -> tuple[Merge, ...]:
    """Merges of a proposal into others, the latest first."""
    sql = "SELECT taker, author, i, objector, objected, because FROM merges WHERE proposal = ? ORDER BY i DESC LIMIT ?"
    found = []
    for taker, by, i, objector, objected, because in view.rows(sql, n, PAGE):
        other = thing(view, taker)
        if other is not None:
            why = mention(view, because) if because else None
            found.append(Merge(other, by, i, time_of(view, i), objector, time_of(view, objected), why))
    return tuple(found)


def _decisions(view: View, n: int) -> tuple[Basis, ...]:
    rows = view.rows(
        "SELECT DISTINCT t.target FROM ties t JOIN decisions d ON d.n = t.target WHERE t.source = ? ORDER BY t.target DESC LIMIT ?",
        n,
        PAGE,
    )
    return tuple(found for found in (basis(view, row[0]) for row in rows) if found is not None)


def abandoned(view: View, by: str) -> bool:
    """Whether who began a proposal has left, was erased, or is an office that holds no role any more."""
    if by.startswith("o_"):
        return view.row("SELECT 1 FROM roles WHERE office = ?", by) is None
    return view.row("SELECT 1 FROM participants WHERE id = ? AND gone < 0 AND erased < 0", by) is None
