"""The search page: public words of any script, newest first, narrowed to a canvas or a kind."""

from typing import Literal

import msgspec

from folkmoot.views.reading import View
from folkmoot.views.script import asked, snippet
from folkmoot.views.shown import END, telling, time_of

HITS = 20
"""Hits on a page."""


class Hit(msgspec.Struct, frozen=True):
    """Something found. w: cursor. page, id: what has the page where the words stand. kind: story, idea, … for a
    contribution, else as page. snippet: the piece of the words where the query is met, as they were written. note: what
    a story speaks of that could hurt readers, who are shown this first and not the snippet.
    """

    w: int
    page: Literal["canvas", "contribution", "decision", "commitment"]
    id: str
    kind: str
    t: str
    title: str
    snippet: str
    lang: str
    note: str = ""


class Found(msgspec.Struct, frozen=True):
    """A page of hits. more: cursor for the next page, 0 when these are all. understood: the query holds a word."""

    hits: tuple[Hit, ...]
    more: int
    understood: bool


_PAGES: dict[str, Literal["canvas", "contribution", "decision", "commitment"]] = {
    "can": "canvas",
    "con": "contribution",
    "dec": "decision",
    "com": "commitment",
}


def search(view: View, text: str, canvas: str = "", kind: str = "", before: int = END, limit: int = HITS) -> Found:
    """Public words that hold every part of what a person typed, newest first.

    canvas: id, empty for all. kind: `story`, …, `canvas` or `decision`, empty for all. before: cursor.
    """
    query = asked(text)
    if not query:
        return Found((), 0, False)
    wanted = f"{{title body}} : ({query})" + "".join(f' AND place : "{part}"' for part in _place(canvas, kind))
    rows = view.rows(
        "SELECT w.w, names.name, c.kind, w.title, w.body, w.lang, w.telling FROM search JOIN words w ON w.w = search.rowid "
        "JOIN names ON names.n = w.s LEFT JOIN contributions c ON c.n = w.s "
        "WHERE search MATCH ? AND search.rowid < ? ORDER BY search.rowid DESC LIMIT ?",
        wanted,
        before,
        limit,
    )
    hits = []
    for w, id_, known, title, body, lang, parts in rows:
        page, note = _PAGES[id_.partition("_")[0]], telling(parts).note
        hits.append(Hit(w, page, id_, known or page, time_of(view, w >> 8), title, "" if note else snippet(body, text), lang, note))
    return Found(tuple(hits), hits[-1].w if len(hits) == limit else 0, True)


def _place(canvas: str, kind: str) -> list[str]:
    """Words by which the index narrows a search; letters and digits alone, so that nobody writes a query in them."""
    parts = (canvas.partition("_")[2], kind)
    return ["".join(sign for sign in part if sign.isalnum()) for part in parts if part]
