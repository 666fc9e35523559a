"""What the life of a contribution changes in the tables; who may see its words is not decided here."""

from collections.abc import Callable
from typing import Any

from folkmoot.events import contribution, ground
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.views.batch import Batch
from folkmoot.views.step import Step
from folkmoot.views.steps.footing import spoke


def _received(batch: Batch, entry: Entry, fact: contribution.Received, s: int) -> None:
    where, parent = batch.names.known(fact.canvas), batch.names.known(fact.parent) if fact.parent else 0
    new = batch.db.execute(
        "INSERT OR IGNORE INTO contributions (n, id, i, canvas, kind, author, lang, parent, addressee, claimed, form, words) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (s, entry.s, entry.i, where, fact.kind, entry.by, fact.lang, parent, fact.to, fact.claimed, fact.form, entry.i),
    )
    if new.rowcount:
        spoke(batch, where, entry.by, parent)


def _put(column: str, value: Callable[[Entry, Any], object]) -> Step:
    """A step that sets one column of a contribution."""

    def step(batch: Batch, entry: Entry, fact: Fact, s: int) -> None:
        batch.db.execute(f"UPDATE contributions SET {column} = ? WHERE n = ?", (value(entry, fact), s))

    return step


def _revised(batch: Batch, entry: Entry, fact: contribution.Revised, s: int) -> None:
    batch.db.execute(
        "UPDATE contributions SET lang = ?, revised = revised + 1, put_forward = -1, checked = -1 WHERE n = ?", (fact.lang, s)
    )


def _linked(batch: Batch, entry: Entry, fact: contribution.Linked, s: int) -> None:
    target = batch.names.known(fact.to)
    row = s, target, fact.relation, entry.by, entry.i
    batch.db.execute("INSERT OR IGNORE INTO links VALUES (?, ?, ?, ?, ?)", row)
    batch.touch(entry.i, s, target)
    if fact.relation == "grew-from":
        batch.tie(entry, fact.to, entry.s, "grew-from", fact.because)


def _consent_given(batch: Batch, entry: Entry, fact: ground.ConsentGiven, s: int) -> None:
    rows = [(s, purpose, entry.i, -1, fact.notice, fact.lang) for purpose in fact.purposes]
    batch.db.executemany("INSERT OR REPLACE INTO consents VALUES (?, ?, ?, ?, ?, ?)", rows)


def _consent_withdrawn(batch: Batch, entry: Entry, fact: ground.ConsentWithdrawn, s: int) -> None:
    rows = [(entry.i, s, purpose) for purpose in fact.purposes]
    batch.db.executemany("UPDATE consents SET withdrawn = ? WHERE contribution = ? AND purpose = ?", rows)
    if "publish" in fact.purposes:
        batch.db.execute("UPDATE contributions SET put_forward = -1 WHERE n = ?", (s,))


def _attached(batch: Batch, entry: Entry, fact: contribution.Attached, s: int) -> None:
    row = s, fact.kind, entry.i, fact.media, fact.kib
    batch.db.execute("INSERT OR REPLACE INTO attached VALUES (?, ?, ?, ?, ?)", row)


def _detached(batch: Batch, entry: Entry, fact: contribution.Detached, s: int) -> None:
    batch.db.execute("DELETE FROM attached WHERE contribution = ? AND i = ?", (s, fact.entry))


STEPS: dict[type[Fact], Step] = {
    contribution.Received: _received,
    contribution.Revised: _revised,
    contribution.Held: _put("held", lambda entry, fact: fact.reason),
    contribution.Released: _put("held", lambda entry, fact: ""),
    contribution.Hidden: _put("hidden", lambda entry, fact: fact.reason),
    contribution.Restored: _put("hidden", lambda entry, fact: ""),
    contribution.Linked: _linked,
    contribution.Attached: _attached,
    contribution.Detached: _detached,
    contribution.Checked: _put("checked", lambda entry, fact: entry.i),
    contribution.PutForward: _put("put_forward", lambda entry, fact: entry.i),
    contribution.Withdrawn: _put("put_forward", lambda entry, fact: -1),
    contribution.Erased: _put("put_forward", lambda entry, fact: -1),
    ground.ConsentGiven: _consent_given,
    ground.ConsentWithdrawn: _consent_withdrawn,
    ground.LicenceStated: _put("source", lambda entry, fact: fact.source),
}
