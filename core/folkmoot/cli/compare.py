"""What changed between two moments of a record, from its bundle alone."""

from pathlib import Path

from cyclopts import App

from folkmoot.bundle import Bundle
from folkmoot.cli.show import AsJson, Failed, answer, plainly, progress
from folkmoot.cli.state import moment
from folkmoot.replay import first_of
from folkmoot.views.between import Between, Group, between, start_of
from folkmoot.views.digest import fold
from folkmoot.views.reading import View

SHOWN = 20
"""Entries of a kind that are named beside its count."""


def register(app: App) -> None:
    """Add the commands of this page."""
    app.command(compare)


def compare(bundle: Path, start: str, end: str, /, *, as_json: AsJson = False) -> None:
    """Say what changed between two moments, both included, from a bundle alone.

    Parameters
    ----------
    bundle: folder of the bundle. Audit it first; this trusts it.
    start: number of the first entry that counts, or a time such as 2026-11-01 or 2026-11-01T10:00Z.
    end: number of the last entry that counts, or a time whose entries are the last.
    """
    with plainly(), progress("comparing") as tell:
        source = Bundle(bundle)
        size = source.claimed().size
        first, last = moment(start, size), moment(end, size)
        if first is None or last is None:
            raise Failed("Give two moments: numbers of entries, or times such as 2026-11-22.")
        until = min(last + 1, size) if isinstance(last, int) else last
        db = fold(first_of(source.leaves(0, size), until), lambda done: tell(done, size))
        try:
            view = View(db)
            found = between(view, first if isinstance(first, int) else start_of(view, first), view.size, SHOWN)
        finally:
            db.close()
    answer(found, _told(found), as_json)


def _told(found: Between) -> str:
    if not found.entries:
        return "The record holds no entry between these two moments."
    head = f"{found.entries} entries, {found.start} to {found.stop - 1}, {found.start_t} to {found.stop_t}. What weighs among them:"
    return "\n".join([head, *map(_line, found.groups)])


def _line(group: Group) -> str:
    more = ", …" if group.number > len(group.lines) else ""
    name = f"{group.kind} ({group.detail})" if group.detail else group.kind
    return f"  {group.number} {name}: entry " + ", ".join(str(line.i) for line in group.lines) + more
