"""What redactions, restores and continuations change in the tables."""

from folkmoot.events import record
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.views.batch import EVERY, Batch
from folkmoot.views.step import Step


def _redacted(batch: Batch, entry: Entry, fact: record.Redacted, s: int) -> None:
    batch.db.execute("INSERT OR IGNORE INTO redactions VALUES (?, ?, ?)", (fact.entry, fact.seal, entry.i))
    batch.pieces.fetch(batch.stream_of(fact.entry))
    batch.words.take_away(fact.entry, fact.seal)
    batch.touch(entry.i, EVERY)


def _restored(batch: Batch, entry: Entry, fact: record.RecordRestored, s: int) -> None:
    batch.db.execute("INSERT INTO restores VALUES (?, ?, ?)", (entry.i, fact.start, fact.stop))


def _continued(batch: Batch, entry: Entry, fact: record.Continued, s: int) -> None:
    batch.db.execute("INSERT INTO continued VALUES (?, ?, ?, ?)", (entry.i, fact.origin, fact.size, fact.root))


STEPS: dict[type[Fact], Step] = {
    record.Redacted: _redacted,
    record.RecordRestored: _restored,
    record.Continued: _continued,
}
