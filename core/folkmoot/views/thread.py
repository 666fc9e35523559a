"""The thread through one thing: what led to it and what came of it, step by step, each with who linked it and why."""

from typing import Any

import msgspec

from folkmoot.views.batch import Relation, State
from folkmoot.views.contribution import mention
from folkmoot.views.reading import View
from folkmoot.views.shown import Mention, Said, number, said, time_of
from folkmoot.views.theme import Turn, turns

MOST = 200
"""Steps that a page of the thread walks each way."""

NAMED_BY: dict[str, tuple[str, str]] = {
    "the": ("theme", "SELECT text FROM themes WHERE n = ?"),
    "pro": ("proposal", "SELECT text FROM proposals WHERE n = ?"),
}
"""Beginning of an id -> its kind, and the query for the number of the contribution that holds its words."""

NAMED_IN: dict[str, tuple[str, str]] = {
    "dec": ("decision", "SELECT i FROM decisions WHERE n = ?"),
    "com": ("commitment", "SELECT i FROM commitments WHERE n = ?"),
}
"""Beginning of an id -> its kind, and the query for the index of the entry whose seal 0 names it."""


class Thing(msgspec.Struct, frozen=True):
    """What the thread goes through. kind: of a contribution its own. said: None while its words are not public."""

    n: int
    id: str
    kind: str
    said: Said | None


class Step(msgspec.Struct, frozen=True):
    """One thing led to another. here: what came first. by, i, t: who said so, and the entry. because: the reason, None when
    there is none. far: steps from where the walk began, from 1.
    """

    here: Thing
    there: Thing
    relation: Relation
    by: str
    i: int
    t: str
    because: Mention | None
    state: State
    far: int


class Around(msgspec.Struct, frozen=True):
    """The thread through a thing, the nearest steps first. more: there are steps beyond those that were walked."""

    thing: Thing
    before: tuple[Step, ...]
    after: tuple[Step, ...]
    more: bool


def around(view: View, id_: str, most: int = MOST) -> Around | None:
    """What led to a thing and what came of it, over every step that stands; None when the record does not show it.

    most: steps walked each way.
    """
    start = thing(view, number(view, id_))
    if start is None:
        return None
    before, more_before = _walk(view, start.n, "target", "source", most)
    after, more_after = _walk(view, start.n, "source", "target", most)
    return Around(start, before, after, more_before or more_after)


def _walk(view: View, start: int, here: str, there: str, most: int) -> tuple[tuple[Step, ...], bool]:
    """Steps from a thing on, level by level; each thing is left once, so that a ring ends. here, there: columns."""
    level, met, far = [start], {start}, 0
    found: list[Step] = []
    things: dict[int, Thing | None] = {}
    while level:
        far += 1
        marks = ", ".join("?" * len(level))
        rows = view.rows(
            f"SELECT source, target, relation, author, i, because, state FROM ties "
            f"WHERE {here} IN ({marks}) AND state <> 'gone' ORDER BY i, source, target, relation LIMIT ?",
            *level,
            most - len(found) + 1,
        )
        if len(found) + len(rows) > most:
            return tuple(found + _steps(view, rows[: most - len(found)], far, things)), True
        found += _steps(view, rows, far, things)
        ends = dict.fromkeys(row[there == "target"] for row in rows)
        level = [end for end in ends if end not in met]
        met.update(level)
    return tuple(found), False


def _steps(view: View, rows: list[Any], far: int, things: dict[int, Thing | None]) -> list[Step]:
    steps = []
    for row in rows:
        for n in row[:2]:
            if n not in things:
                things[n] = thing(view, n)
        here, there = things[row[0]], things[row[1]]
        if here is not None and there is not None:
            steps.append(_step(view, here, there, row[2:], far))
    return steps


def _step(view: View, here: Thing, there: Thing, row: Any, far: int) -> Step:
    relation, by, i, because, state = row
    return Step(here, there, relation, by, i, time_of(view, i), mention(view, because) if because else None, state, far)


def between(view: View, here: str, there: str) -> tuple[tuple[Step, tuple[Turn, ...]], ...]:
    """Every step that ever led from one thing to another, with what people did about it since; also those that are gone."""
    first, last = thing(view, number(view, here)), thing(view, number(view, there))
    if first is None or last is None:
        return ()
    rows = view.rows(
        "SELECT relation, author, i, because, state FROM ties WHERE source = ? AND target = ? ORDER BY i", first.n, last.n
    )
    return tuple((_step(view, first, last, row, 1), turns(view, first.n, last.n, row[0], row[2])) for row in rows)


def thing(view: View, n: int) -> Thing | None:
    """What the thread can go through, by its number; None when there is none such."""
    row = view.row("SELECT name FROM names WHERE n = ?", n)
    name = row[0] if row else ""
    prefix = name.partition("_")[0]
    if prefix == "con":
        told = mention(view, n)
        return Thing(n, told.id, told.kind, told.said) if told else None
    kind, sql = NAMED_BY.get(prefix) or NAMED_IN.get(prefix) or ("", "")
    found = view.row(sql, n) if sql else None
    if found is None:
        return None
    if prefix in NAMED_IN:
        return Thing(n, name, kind, said(view, found[0]))
    words = mention(view, found[0])
    return Thing(n, name, kind, words.said if words else None)
