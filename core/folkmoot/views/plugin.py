"""Which plugins a community enabled, what each may do here, and what the record says of each."""

import msgspec

from folkmoot.events.plugin import Cause, Running
from folkmoot.views.reading import View
from folkmoot.views.shown import PAGE, Said, said, time_of


class Line(msgspec.Struct, frozen=True):
    """A plugin that is enabled. since: index of the entry that enabled it. settings: that of its settings, -1 for none.
    suspended: why it is not asked, empty when it is.
    """

    running: Running
    since: int
    settings: int
    suspended: str


class Turn(msgspec.Struct, frozen=True):
    """One entry about a plugin. what: `enabled`, `upgraded`, `configured`, `suspended` or `disabled`. words: the reason for
    disabling it.
    """

    i: int
    t: str
    by: str
    what: str
    version: str
    cause: Cause | str
    words: Said | None


def plugins(view: View) -> dict[str, Line]:
    """Plugins that are enabled, by key, in the order in which they are asked."""
    rows = view.rows("SELECT plugin, running, since, settings, suspended FROM plugins ORDER BY since")
    return {key: Line(msgspec.json.decode(running, type=Running), *more) for key, running, *more in rows}


def history(view: View, plugin: str, limit: int = PAGE) -> tuple[Turn, ...]:
    """What the record says of a plugin, newest first."""
    rows = view.rows(
        "SELECT h.i, a.name, h.what, h.version, h.cause FROM plugin_history h JOIN entries e ON e.i = h.i"
        " JOIN names a ON a.n = e.author WHERE h.plugin = ? ORDER BY h.i DESC LIMIT ?",
        plugin,
        limit,
    )
    return tuple(
        Turn(i, time_of(view, i), by, what, version, cause, said(view, i) if what == "disabled" else None)
        for i, by, what, version, cause in rows
    )


def known(view: View) -> tuple[str, ...]:
    """Keys of all plugins that the record ever spoke of."""
    return tuple(key for (key,) in view.rows("SELECT DISTINCT plugin FROM plugin_history ORDER BY plugin"))


def told(view: View, plugin: str) -> str:
    """SHA-256 of the file with what a plugin last said of itself, empty for none."""
    row = view.row("SELECT told FROM plugin_history WHERE plugin = ? AND told <> '' ORDER BY i DESC LIMIT 1", plugin)
    return str(row[0]) if row else ""
