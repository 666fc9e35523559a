"""What raising, seconding, merging and laying aside a topic changes in the tables."""

from folkmoot.events import topic
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.views.batch import Batch
from folkmoot.views.step import Step

_RANK = "rank = (seconds << 32) + 4294967295 - n"
"""More people first, then who came first; the cursor of a list."""


def _raised(batch: Batch, entry: Entry, fact: topic.TopicRaised, s: int) -> None:
    row = s, entry.s, entry.i, batch.names.known(fact.canvas), entry.by, batch.names.known(fact.text)
    batch.db.execute("INSERT OR IGNORE INTO topics (n, id, i, canvas, author, text) VALUES (?, ?, ?, ?, ?, ?)", row)
    batch.db.execute(f"UPDATE topics SET {_RANK} WHERE n = ?", (s,))
    _touch(batch, entry, s)


def _seconded(batch: Batch, entry: Entry, fact: topic.TopicSeconded, s: int) -> None:
    row = s, batch.names.number(entry.by), entry.i
    _more(batch, s, batch.db.execute("INSERT OR IGNORE INTO topic_seconds VALUES (?, ?, ?)", row).rowcount)
    _touch(batch, entry, s)


def _more(batch: Batch, s: int, people: int) -> None:
    batch.db.execute("UPDATE topics SET seconds = seconds + ? WHERE n = ?", (people, s))
    batch.db.execute(f"UPDATE topics SET {_RANK} WHERE n = ?", (s,))


def _agreed(batch: Batch, entry: Entry, fact: topic.TopicAgreed, s: int) -> None:
    batch.db.execute("UPDATE topics SET agreed = ? WHERE n = ?", (entry.i, s))
    _touch(batch, entry, s)


def _merged(batch: Batch, entry: Entry, fact: topic.TopicMerged, s: int) -> None:
    batch.db.execute("UPDATE topics SET taker = ?, standing = 0 WHERE n = ?", (batch.names.known(fact.into), s))
    _touch(batch, entry, s)


def _took_in(batch: Batch, entry: Entry, fact: topic.TopicTookIn, s: int) -> None:
    part = batch.names.known(fact.topic)
    row = batch.db.execute("SELECT author FROM topics WHERE n = ?", (s,)).fetchone()
    sql = "INSERT OR IGNORE INTO topic_seconds SELECT ?, author, ? FROM topic_seconds WHERE topic = ? AND author <> ?"
    given = s, entry.i, part, batch.names.known(row[0]) if row else 0
    _more(batch, s, batch.db.execute(sql, given).rowcount)
    batch.touch(entry.i, part)
    _touch(batch, entry, s)


def _laid_aside(batch: Batch, entry: Entry, fact: topic.TopicLaidAside, s: int) -> None:
    row = entry.i, batch.names.known(fact.because), s
    batch.db.execute("UPDATE topics SET aside = ?, because = ?, standing = 0 WHERE n = ?", row)
    _touch(batch, entry, s)


def _taken_up(batch: Batch, entry: Entry, fact: topic.TopicTakenUp, s: int) -> None:
    batch.db.execute("UPDATE topics SET aside = -1, because = 0, standing = taker = 0 WHERE n = ?", (s,))
    _touch(batch, entry, s)


def _touch(batch: Batch, entry: Entry, s: int) -> None:
    row = batch.db.execute("SELECT canvas FROM topics WHERE n = ?", (s,)).fetchone()
    if row:
        batch.touch(entry.i, s, row[0])


STEPS: dict[type[Fact], Step] = {
    topic.TopicRaised: _raised,
    topic.TopicSeconded: _seconded,
    topic.TopicAgreed: _agreed,
    topic.TopicMerged: _merged,
    topic.TopicTookIn: _took_in,
    topic.TopicLaidAside: _laid_aside,
    topic.TopicTakenUp: _taken_up,
}
