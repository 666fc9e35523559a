"""How a group works in its canvas: the places that are open, and every version of its own rules."""

from typing import get_args

import msgspec

from folkmoot.events.canvas import OpensPlaces, Stage
from folkmoot.views.reading import View
from folkmoot.views.shown import AT, PAGE, Said, number, said

STAGES: tuple[Stage, ...] = get_args(Stage)
"""Every place, in the order in which they are shown; a group opens them in any."""


class Version(msgspec.Struct, frozen=True):
    """A version of a group's rules. by: who recorded it. decision: that it carries out, empty for none; decided: what that
    asked. places: who opens and closes places under it.
    """

    version: int
    i: int
    t: str
    by: str
    text: Said | None
    reason: Said | None
    decision: str
    decided: Said | None
    places: OpensPlaces


def places(view: View, canvas: str) -> dict[Stage, str]:
    """The places of a canvas that are open, with the time of their opening."""
    rows = view.rows(f"SELECT p.place, {AT.format('p.i')} FROM places p WHERE p.canvas = ?", number(view, canvas))
    return dict(rows)


def rules(view: View, canvas: str, before: int = 2**53, limit: int = PAGE) -> tuple[Version, ...]:
    """A page of the versions of a group's rules, the one in force first. before: cursor, version of the last one seen."""
    rows = view.rows(
        f"SELECT g.version, g.i, {AT.format('g.i')}, g.author, g.decision, g.places, d.i FROM group_rules g "
        "LEFT JOIN decisions d ON d.id = g.decision WHERE g.canvas = ? AND g.version < ? ORDER BY g.version DESC LIMIT ?",
        number(view, canvas),
        before,
        limit,
    )
    return tuple(
        Version(version, i, t, by, said(view, i), said(view, i, 1), decision, None if d is None else said(view, d), opens)
        for version, i, t, by, decision, opens, d in rows
    )


def opens(view: View, canvas: str) -> OpensPlaces:
    """Who opens and closes places in a canvas."""
    sql = "SELECT places FROM group_rules WHERE canvas = ? ORDER BY version DESC LIMIT 1"
    row = view.row(sql, number(view, canvas))
    found: OpensPlaces = row[0] if row else "offices"
    return found


def to_carry_out(view: View, canvas: str, limit: int = PAGE) -> tuple[tuple[str, Said | None], ...]:
    """Decisions of a canvas that had their quorum and that no version of the rules carries out yet, newest first."""
    rows = view.rows(
        "SELECT d.id, d.i FROM decisions d WHERE d.canvas = ? AND d.tallied >= 0 "
        "AND CASE WHEN d.tally <> '' THEN json_extract(d.tally, '$.quorum_met') END "
        "AND NOT EXISTS (SELECT 1 FROM group_rules g WHERE g.canvas = d.canvas AND g.decision = d.id) "
        "ORDER BY d.n DESC LIMIT ?",
        number(view, canvas),
        limit,
    )
    return tuple((id_, said(view, i)) for id_, i in rows)
