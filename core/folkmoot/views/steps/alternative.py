"""What saying something again in other words changes in the tables; whether it is shown follows from the rules."""

from folkmoot.events import alternative
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.views.batch import Batch
from folkmoot.views.step import Step


def _made(batch: Batch, entry: Entry, fact: alternative.AlternativeMade, s: int) -> None:
    row = (s, entry.i, fact.kind, fact.lang, fact.of, fact.level, entry.by, fact.plugin, fact.engine, fact.missed)
    columns = "contribution, i, kind, lang, source, level, author, plugin, engine, missed"
    batch.db.execute(f"INSERT INTO alternatives ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    batch.touch(entry.i, s)


def _ended(batch: Batch, entry: Entry, fact: alternative.AlternativeEnded, s: int) -> None:
    batch.touch(entry.i, s)


STEPS: dict[type[Fact], Step] = {alternative.AlternativeMade: _made, alternative.AlternativeEnded: _ended}
