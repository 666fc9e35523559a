"""What making a theme, and linking something to it, changes in the tables."""

from folkmoot.events import theme
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.views.batch import EVERY, Batch, State
from folkmoot.views.step import Step


def _made(batch: Batch, entry: Entry, fact: theme.ThemeMade, s: int) -> None:
    where = batch.names.known(fact.canvas)
    row = s, entry.s, entry.i, where, entry.by, batch.names.known(fact.text)
    sql = "INSERT OR IGNORE INTO themes (n, id, i, canvas, author, text) VALUES (?, ?, ?, ?, ?, ?)"
    if batch.db.execute(sql, row).rowcount:
        batch.count(where, "themes")
        batch.touch(entry.i, s, where)


def _renamed(batch: Batch, entry: Entry, fact: theme.ThemeRenamed, s: int) -> None:
    batch.db.execute("UPDATE themes SET text = ? WHERE n = ?", (batch.names.known(fact.text), s))
    batch.touch(entry.i, EVERY)  # its name stands on the page of everything that is linked to it


def _linked(batch: Batch, entry: Entry, fact: theme.ThemeLinked, s: int) -> None:
    _turn(batch, entry, fact.contribution, "stands", fact.because)


def _contested(batch: Batch, entry: Entry, fact: theme.LinkContested, s: int) -> None:
    n = batch.names.known(fact.contribution)
    row = batch.db.execute("SELECT author FROM contributions WHERE n = ?", (n,)).fetchone()
    _turn(batch, entry, fact.contribution, "gone" if row and row[0] == entry.by else "contested", fact.because)


def _upheld(batch: Batch, entry: Entry, fact: theme.LinkUpheld, s: int) -> None:
    _turn(batch, entry, fact.contribution, "upheld", fact.because)


def _unlinked(batch: Batch, entry: Entry, fact: theme.Unlinked, s: int) -> None:
    _turn(batch, entry, fact.contribution, "gone", "")


def _turn(batch: Batch, entry: Entry, contribution: str, state: State, because: str) -> None:
    n, s = batch.names.known(contribution), batch.names.known(entry.s)
    before = _stands(batch, n, s)
    batch.tie(entry, contribution, entry.s, "in-theme", because, state)
    if more := _stands(batch, n, s) - before:
        row = batch.db.execute("SELECT kind FROM contributions WHERE n = ?", (n,)).fetchone()
        stories = more if row and row[0] == "story" else 0
        batch.db.execute("UPDATE themes SET linked = linked + ?, stories = stories + ? WHERE n = ?", (more, stories, s))
    _touch(batch, entry, s)


def _stands(batch: Batch, n: int, s: int) -> bool:
    sql = "SELECT 1 FROM ties WHERE source = ? AND target = ? AND relation = 'in-theme' AND state <> 'gone'"
    return batch.db.execute(sql, (n, s)).fetchone() is not None


def _touch(batch: Batch, entry: Entry, s: int) -> None:
    row = batch.db.execute("SELECT canvas FROM themes WHERE n = ?", (s,)).fetchone()
    if row:
        batch.touch(entry.i, s, row[0])


STEPS: dict[type[Fact], Step] = {
    theme.ThemeMade: _made,
    theme.ThemeRenamed: _renamed,
    theme.ThemeLinked: _linked,
    theme.LinkContested: _contested,
    theme.LinkUpheld: _upheld,
    theme.Unlinked: _unlinked,
}
