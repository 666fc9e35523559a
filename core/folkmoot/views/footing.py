"""How equal the footing is: who speaks how much, who is answered, who had a turn; of people, and of nobody in particular."""

import msgspec

from folkmoot.views.reading import View
from folkmoot.views.shown import number, totals
from folkmoot.views.steps.footing import GROUPS

LEAST, STEP = 10, 5
"""Counts of people below LEAST are not told; the others are rounded to STEP."""


class Group(msgspec.Struct, frozen=True):
    """People who brought `least` to `most` contributions, 0 for no end. people: rounded, None while there are too few to
    tell. share: of all that people brought, in hundredths, None likewise.
    """

    least: int
    most: int
    people: int | None
    share: int | None


class Footing(msgspec.Struct, frozen=True):
    """people: who take part, rounded, None while too few. silent: of these, who brought nothing. offices: hundredths of all
    contributions that offices brought. replied: hundredths of what people brought that somebody commented on. pieces:
    contributions of people. turns, passed: in rounds.
    """

    people: int | None
    silent: int | None
    groups: tuple[Group, ...]
    pieces: int
    offices: int | None
    replied: int | None
    turns: int
    passed: int


def footing(view: View, canvas: str) -> Footing:
    """How equal the footing in a canvas is."""
    n = number(view, canvas)
    counted = dict(view.rows("SELECT what, number FROM footing WHERE canvas = ?", n))
    people = [counted.get(f"people {group}", 0) for group in range(len(GROUPS))]
    pieces = [counted.get(f"pieces {group}", 0) for group in range(len(GROUPS))]
    here, spoke, office = totals(view, n).get("people", 0), sum(people), counted.get("office", 0)
    turns = view.row(
        "SELECT count(*) FILTER (WHERE text > 0), count(*) FILTER (WHERE text = 0) FROM turns JOIN rounds r ON r.n = round "
        "WHERE r.canvas = ?",
        n,
    )
    enough = here >= LEAST
    return Footing(
        people=rounded(here),
        silent=rounded(max(here - spoke, 0)) if enough else None,
        groups=tuple(_group(n, people[n], pieces[n], sum(pieces), enough) for n in range(len(GROUPS))),
        pieces=sum(pieces),
        offices=_share(office, office + sum(pieces)),
        replied=_share(min(counted.get("replied", 0), sum(pieces) + office), sum(pieces) + office),
        turns=turns[0],
        passed=turns[1],
    )


def rounded(count: int) -> int | None:
    """A count of people as it may be told: to the nearest five, None under ten."""
    return STEP * round(count / STEP) if count >= LEAST else None


def _group(n: int, people: int, pieces: int, total: int, enough: bool) -> Group:
    least, most = GROUPS[n]
    told = rounded(people) if enough else None
    return Group(least, most if most < 1 << 62 else 0, told, _share(pieces, total) if told is not None else None)


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None
