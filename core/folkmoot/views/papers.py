"""The batches of ballots on paper of a decision: who typed them, who typed something else, and whether they count."""

from typing import Any

import msgspec

from folkmoot.views.reading import View
from folkmoot.views.shown import number, time_of


class Batch(msgspec.Struct, frozen=True):
    """A batch. by: office that typed it. i, t: of its last typing. checker: office that typed it last as a check, empty
    while nobody did. differed: what that office typed, None when it is the same or nobody did. counts: index of the entry
    that confirmed it, -1 before.
    """

    batch: int
    by: str
    i: int
    t: str
    choices: tuple[Any, ...]
    checker: str
    differed: tuple[Any, ...] | None
    counts: int

    @property
    def waits(self) -> bool:
        """Whether somebody else has still to check it."""
        return bool(self.choices) and self.counts < 0

    @property
    def differences(self) -> list[tuple[int, Any, Any]]:
        """(place, first typing, second typing) of each ballot that is not the same; None where one has no such ballot."""
        first, second = self.choices, self.differed or ()
        if self.differed is None:
            return []
        both = ((at(first, n), at(second, n)) for n in range(max(len(first), len(second))))
        return [(n, one, other) for n, (one, other) in enumerate(both, 1) if one != other]


def at(choices: tuple[Any, ...], n: int) -> Any:
    """The ballot at a place from 0, None beyond the end."""
    return choices[n] if n < len(choices) else None


def batches(view: View, decision: str) -> tuple[Batch, ...]:
    """The batches of a decision, in the order of their numbers."""
    rows = view.rows(
        "SELECT p.batch, a.name, p.i, p.choices, coalesce(c.name, ''), p.differed, p.confirmed FROM paper_batches p "
        "JOIN names a ON a.n = p.author LEFT JOIN names c ON c.n = p.checker WHERE p.decision = ? ORDER BY p.batch",
        number(view, decision),
    )
    return tuple(_batch(view, *row) for row in rows)


def _batch(view: View, batch: int, by: str, i: int, choices: str, checker: str, differed: str, confirmed: int) -> Batch:
    typed = msgspec.json.decode(choices, type=tuple[Any, ...])
    other = msgspec.json.decode(differed, type=tuple[Any, ...]) if differed else None
    return Batch(batch, by, i, time_of(view, i), typed, checker, other, confirmed)
