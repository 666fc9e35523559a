"""The amendments to a proposal: what was offered and why, what its editors made of it, and who may edit it."""

from typing import Any, Literal

import msgspec

from folkmoot.views.contribution import mention
from folkmoot.views.reading import View
from folkmoot.views.shown import PAGE, Mention, number, time_of


class Amendment(msgspec.Struct, frozen=True):
    """An amendment. what: its words. i: cursor. version: the one that it was offered to. answered: when an editor answered,
    empty before; answer: why it was declined. taken: version that takes it in, 0 before there is one.
    """

    what: Mention
    by: str
    i: int
    t: str
    because: Mention | None
    version: int
    state: Literal["offered", "accepted", "declined"]
    answered: str
    answer: Mention | None
    taken: int


_ALL = "SELECT text, author, i, because, version, state, answered, answer, taken FROM amendments WHERE proposal = ? AND "


def waiting(view: View, proposal: str, after: int = -1, limit: int = PAGE) -> tuple[Amendment, ...]:
    """A page of the amendments that nobody answered, the first offered first."""
    rows = view.rows(_ALL + "state = 'offered' AND i > ? ORDER BY i LIMIT ?", number(view, proposal), after, limit)
    return tuple(found for found in (_amendment(view, row) for row in rows) if found is not None)


def answered(view: View, proposal: str, limit: int = PAGE) -> tuple[Amendment, ...]:
    """The latest amendments that were answered, newest first."""
    rows = view.rows(_ALL + "state <> 'offered' ORDER BY i DESC LIMIT ?", number(view, proposal), limit)
    return tuple(found for found in (_amendment(view, row) for row in rows) if found is not None)


def amendment(view: View, proposal: str, contribution: str) -> Amendment | None:
    """One amendment to a proposal, None when there is none such."""
    row = view.row(_ALL + "text = ?", number(view, proposal), number(view, contribution))
    return row and _amendment(view, row)


def people_around(view: View, proposal: str, limit: int = PAGE) -> tuple[str, ...]:
    """Who offered amendments to a proposal and takes part now, to choose an editor from; who edits it is left out."""
    rows = view.rows(
        "SELECT DISTINCT a.author FROM amendments a JOIN proposals p ON p.n = a.proposal "
        "JOIN participants q ON q.id = a.author AND q.gone < 0 AND q.erased < 0 "
        "WHERE p.id = ? AND a.author <> p.author "
        "AND NOT EXISTS (SELECT 1 FROM editors e WHERE e.proposal = p.n AND e.editor = a.author) ORDER BY a.author LIMIT ?",
        proposal,
        limit,
    )
    return tuple(name for (name,) in rows)


def _amendment(view: View, row: Any) -> Amendment | None:
    text, by, i, because, version, state, answered, answer, taken = row
    what = mention(view, text)
    if what is None:
        return None
    return Amendment(
        what=what,
        by=by,
        i=i,
        t=time_of(view, i),
        because=mention(view, because) if because else None,
        version=version,
        state=state,
        answered=time_of(view, answered),
        answer=mention(view, answer) if answer else None,
        taken=taken,
    )
