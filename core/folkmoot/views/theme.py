"""The themes of a canvas, what is linked to one for which reason, and the themes that a contribution is in."""

from typing import Any

import msgspec

from folkmoot.domain.theme import GROUPED
from folkmoot.views.batch import State
from folkmoot.views.contribution import mention
from folkmoot.views.reading import View
from folkmoot.views.shown import AT, END, PAGE, PIECE, Mention, Piece, Said, number, piece, time_of


class Theme(msgspec.Struct, frozen=True):
    """A theme. n: cursor, rises with time. by: who made it. name: None while its words are not public. linked: what is in
    it now; stories: how many of that are stories.
    """

    n: int
    id: str
    i: int
    t: str
    canvas: str
    by: str
    name: Said | None
    linked: int
    stories: int


class Turn(msgspec.Struct, frozen=True):
    """What somebody did about a link. state: what became of it. because: the reason, None for none that is public."""

    state: State
    by: str
    i: int
    t: str
    because: Mention | None


class InTheme(msgspec.Struct, frozen=True):
    """A contribution in a theme. teller: who brought it. by, i, t: who linked it, and when; i is the cursor. turns: what
    people did about the link since, oldest first.
    """

    theme: str
    name: Said | None
    what: Mention
    teller: str
    by: str
    i: int
    t: str
    because: Mention | None
    state: State
    turns: tuple[Turn, ...]


_THEME = f"""SELECT th.n, th.id, th.i, {AT.format("th.i")}, canvases.id, th.author, th.linked, th.stories, w.body, w.lang, w.title
    FROM themes th LEFT JOIN canvases ON canvases.n = th.canvas LEFT JOIN contributions c ON c.n = th.text
    LEFT JOIN words w ON c.open AND w.w = c.words * 256 """


def theme(view: View, id_: str) -> Theme | None:
    """A theme, None when there is none such."""
    row = view.row(_THEME + "WHERE th.id = ?", id_)
    return row and _theme(row)


def themes(view: View, canvas: str, before: int = END, limit: int = PAGE) -> tuple[Theme, ...]:
    """A page of the themes of a canvas, newest first."""
    rows = view.rows(_THEME + "WHERE th.canvas = ? AND th.n < ? ORDER BY th.n DESC LIMIT ?", number(view, canvas), before, limit)
    return tuple(map(_theme, rows))


def _theme(row: Any) -> Theme:
    n, id_, i, t, canvas, by, linked, stories, body, lang, title = row
    return Theme(n, id_, i, t, canvas, by, None if body is None else Said(body, lang, title), linked, stories)


_TIE = """SELECT t.source, t.target, th.id, c.author, t.author, t.i, t.because, t.state, w.body, w.lang, w.title
    FROM ties t JOIN themes th ON th.n = t.target JOIN contributions c ON c.n = t.source
    LEFT JOIN contributions name ON name.n = th.text LEFT JOIN words w ON name.open AND w.w = name.words * 256
    WHERE t.relation = 'in-theme' AND """


def inside(view: View, theme: str, after: int = -1, limit: int = PAGE) -> tuple[InTheme, ...]:
    """A page of what is linked to a theme, the earliest link first. after: cursor, `i` of the last one seen."""
    sql = _TIE + "t.target = ? AND t.i > ? AND t.state <> 'gone' ORDER BY t.i LIMIT ?"
    return tuple(_inside(view, row) for row in view.rows(sql, number(view, theme), after, limit))


def of(view: View, contribution: str, limit: int = PAGE) -> tuple[InTheme, ...]:
    """The themes that a contribution is in."""
    sql = _TIE + "t.source = ? AND t.state <> 'gone' ORDER BY t.i LIMIT ?"
    return tuple(_inside(view, row) for row in view.rows(sql, number(view, contribution), limit))


def link(view: View, theme: str, contribution: str) -> InTheme | None:
    """The link of a contribution to a theme, also one that is gone; None when there never was one."""
    row = view.row(_TIE + "t.source = ? AND t.target = ?", number(view, contribution), number(view, theme))
    return row and _inside(view, row)


def _inside(view: View, row: Any) -> InTheme:
    source, target, id_, teller, by, i, because, state, body, lang, title = row
    what = mention(view, source)
    assert what is not None  # joined above
    return InTheme(
        theme=id_,
        name=None if body is None else Said(body, lang, title),
        what=what,
        teller=teller,
        by=by,
        i=i,
        t=time_of(view, i),
        because=mention(view, because) if because else None,
        state=state,
        turns=turns(view, source, target, "in-theme", i),
    )


def turns(view: View, source: int, target: int, relation: str, since: int, limit: int = PAGE) -> tuple[Turn, ...]:
    """What people did about one tie after it was made, oldest first. source, target: numbers. since: index of its making."""
    rows = view.rows(
        "SELECT state, author, i, because FROM tie_turns WHERE source = ? AND target = ? AND relation = ? AND i > ? ORDER BY i LIMIT ?",
        source,
        target,
        relation,
        since,
        limit,
    )
    return tuple(
        Turn(state, by, i, time_of(view, i), mention(view, because) if because else None) for state, by, i, because in rows
    )


def to_link(view: View, theme: Theme, limit: int = PAGE) -> tuple[Piece, ...]:
    """Public contributions of its canvas that are not in a theme, newest first."""
    kinds = ", ".join(f"'{kind}'" for kind in GROUPED)
    sql = PIECE + (
        f"WHERE c.canvas = ? AND c.open = 1 AND c.kind IN ({kinds}) AND NOT EXISTS (SELECT 1 FROM ties t WHERE t.source = c.n "
        "AND t.target = ? AND t.relation = 'in-theme' AND t.state <> 'gone') ORDER BY c.n DESC LIMIT ?"
    )
    return tuple(map(piece, view.rows(sql, number(view, theme.canvas), theme.n, limit)))
