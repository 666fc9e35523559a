"""The agenda of a canvas: its topics by how many second them, and those that were laid aside or merged."""

from collections.abc import Iterable
from typing import Any

import msgspec

from folkmoot.views.contribution import mention
from folkmoot.views.reading import View
from folkmoot.views.shown import AT, END, PAGE, Mention, Said, number, time_of


class Named(msgspec.Struct, frozen=True):
    """Another topic. said: None while its words are not public."""

    id: str
    said: Said | None


class Topic(msgspec.Struct, frozen=True):
    """A topic. rank: cursor, falls along the list. i, t: of its raising. by: who raised it. text: contribution that says
    what it is about; said: None while its words are not public. seconds: people besides who raised it. agreed, aside: when
    it came on the agenda and was laid aside, empty for not; because: why it was. into: what it was merged into.
    """

    rank: int
    id: str
    i: int
    t: str
    canvas: str
    by: str
    text: str
    said: Said | None
    seconds: int
    agreed: str
    aside: str
    because: Mention | None
    into: Named | None

    @property
    def standing(self) -> bool:
        """Whether it was neither laid aside nor merged."""
        return not self.aside and self.into is None


_TOPIC = f"""SELECT t.rank, t.id, t.i, {AT.format("t.i")}, canvases.id, t.author, c.id, t.seconds, t.agreed, t.aside, t.because,
    t.taker, w.body, w.lang, w.title FROM topics t LEFT JOIN canvases ON canvases.n = t.canvas
    LEFT JOIN contributions c ON c.n = t.text LEFT JOIN words w ON c.open AND w.w = c.words * 256 """


def topic(view: View, id_: str) -> Topic | None:
    """A topic, None when there is none such."""
    row = view.row(_TOPIC + "WHERE t.id = ?", id_)
    return row and _topic(view, row)


def agenda(view: View, canvas: str, before: int = END, limit: int = PAGE, standing: bool = True) -> tuple[Topic, ...]:
    """A page of the topics of a canvas, those that most people second first. before: cursor, `rank` of the last one seen.

    standing: those that stand, else those that were laid aside or merged.
    """
    sql = _TOPIC + "WHERE t.canvas = ? AND t.standing = ? AND t.rank < ? ORDER BY t.rank DESC LIMIT ?"
    return tuple(_topic(view, row) for row in view.rows(sql, number(view, canvas), standing, before, limit))


def agreed(view: View, canvas: str, limit: int = PAGE) -> tuple[Topic, ...]:
    """The topics of a canvas that are on its agenda, those that most people second first."""
    sql = _TOPIC.replace("topics t", "topics t INDEXED BY agreed_in")
    sql += "WHERE t.canvas = ? AND t.standing = 1 AND t.agreed >= 0 ORDER BY t.rank DESC LIMIT ?"
    return tuple(_topic(view, row) for row in view.rows(sql, number(view, canvas), limit))


def merged(view: View, topic: str, limit: int = PAGE) -> tuple[Topic, ...]:
    """The topics that were merged into one."""
    rows = view.rows(_TOPIC + "WHERE t.taker = ? AND t.taker > 0 ORDER BY t.n LIMIT ?", number(view, topic), limit)
    return tuple(_topic(view, row) for row in rows)


def takers(view: View, topic: Topic, limit: int = PAGE) -> tuple[Topic, ...]:
    """The topics that one can be merged into: standing, of the same canvas."""
    return tuple(one for one in agenda(view, topic.canvas, limit=limit + 1) if one.id != topic.id)[:limit]


def seconded(view: View, participant: str, topics: Iterable[str]) -> frozenset[str]:
    """Which of some topics a participant seconded, also by one that was merged into it."""
    given = tuple(topics)
    marks = ", ".join("?" * len(given))
    rows = view.rows(
        f"SELECT t.id FROM topics t JOIN topic_seconds s ON s.topic = t.n WHERE s.author = ? AND t.id IN ({marks})",
        number(view, participant),
        *given,
    )
    return frozenset(id_ for (id_,) in rows)


def _topic(view: View, row: Any) -> Topic:
    rank, id_, i, t, canvas, by, text, seconds, on, aside, because, taker, body, lang, title = row
    said = None if body is None else Said(body, lang, title)
    why = mention(view, because) if because else None
    into = _named(view, taker) if taker else None
    return Topic(rank, id_, i, t, canvas, by, text or "", said, seconds, time_of(view, on), time_of(view, aside), why, into)


def _named(view: View, n: int) -> Named | None:
    row = view.row(
        "SELECT t.id, w.body, w.lang, w.title FROM topics t LEFT JOIN contributions c ON c.n = t.text "
        "LEFT JOIN words w ON c.open AND w.w = c.words * 256 WHERE t.n = ?",
        n,
    )
    return row and Named(row[0], None if row[1] is None else Said(*row[1:]))
