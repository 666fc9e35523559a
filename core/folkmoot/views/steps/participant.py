"""What it changes in the tables that somebody joins, is attested, leaves or is erased."""

from folkmoot.events import participant
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.views.batch import WHOLE, Batch
from folkmoot.views.step import Step


def _joined(batch: Batch, entry: Entry, fact: participant.Joined, s: int) -> None:
    where = batch.names.known(fact.canvas)
    new = batch.db.execute(
        "INSERT OR IGNORE INTO participants (n, id, canvas, roll, joined) VALUES (?, ?, ?, ?, ?)",
        (s, entry.s, where, fact.roll, entry.i),
    )
    back = batch.db.execute(
        "UPDATE participants SET roll = ?, joined = ?, gone = -1 WHERE n = ? AND gone >= 0", (fact.roll, entry.i, s)
    )
    if new.rowcount or back.rowcount:
        batch.count(where, "people")
        batch.touch(entry.i, where, WHOLE)


def _attested(batch: Batch, entry: Entry, fact: participant.Attested, s: int) -> None:
    batch.db.execute("UPDATE participants SET roll = ? WHERE n = ?", (fact.roll, s))


def _left(batch: Batch, entry: Entry, fact: participant.Left, s: int) -> None:
    _one_less(batch, entry, s)
    batch.db.execute("UPDATE participants SET gone = ? WHERE n = ?", (entry.i, s))


def _erased(batch: Batch, entry: Entry, fact: participant.ParticipantErased, s: int) -> None:
    _one_less(batch, entry, s)
    batch.db.execute("UPDATE participants SET erased = ? WHERE n = ?", (entry.i, s))
    batch.pieces.fetch_all_of(entry.s)


def _one_less(batch: Batch, entry: Entry, s: int) -> None:
    row = batch.db.execute("SELECT canvas FROM participants WHERE n = ? AND gone < 0 AND erased < 0", (s,)).fetchone()
    if row:
        batch.count(row[0], "people", -1)
        batch.touch(entry.i, row[0], WHOLE)


STEPS: dict[type[Fact], Step] = {
    participant.Joined: _joined,
    participant.Attested: _attested,
    participant.Left: _left,
    participant.ParticipantErased: _erased,
}
