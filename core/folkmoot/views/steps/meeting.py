"""What meetings, rounds and looks back change in the tables."""

import msgspec

from folkmoot.events import meeting, review, rounds
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.views.batch import Batch
from folkmoot.views.step import Step


def _list(names: tuple[str, ...]) -> str:
    return msgspec.json.encode(names).decode()


def _called(batch: Batch, entry: Entry, fact: meeting.MeetingCalled, s: int) -> None:
    where = batch.names.known(fact.canvas)
    row = s, entry.s, entry.i, where, fact.day, fact.time, _list(fact.access), entry.i
    sql = "INSERT OR IGNORE INTO meetings (n, id, i, canvas, day, time, access, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    if batch.db.execute(sql, row).rowcount:
        batch.count(where, "meetings")
        batch.touch(entry.i, s, where)


def _changed(batch: Batch, entry: Entry, fact: meeting.MeetingChanged, s: int) -> None:
    row = fact.day, fact.time, _list(fact.access), entry.i, entry.i, s
    batch.db.execute("UPDATE meetings SET day = ?, time = ?, access = ?, place = ?, changed = ? WHERE n = ?", row)
    _touch(batch, entry, s)


def _cancelled(batch: Batch, entry: Entry, fact: meeting.MeetingCancelled, s: int) -> None:
    batch.db.execute("UPDATE meetings SET cancelled = ? WHERE n = ?", (entry.i, s))
    _touch(batch, entry, s)


def _asked(batch: Batch, entry: Entry, fact: meeting.AccessAsked, s: int) -> None:
    batch.db.execute("INSERT OR IGNORE INTO access_asked VALUES (?, ?)", (s, batch.names.known(fact.text)))


def _held(batch: Batch, entry: Entry, fact: meeting.MeetingHeld, s: int) -> None:
    row = entry.i, fact.present, _list(fact.met), s
    batch.db.execute("UPDATE meetings SET held = ?, present = ?, met = ? WHERE n = ?", row)
    _touch(batch, entry, s)


def _noted(batch: Batch, entry: Entry, fact: meeting.MeetingNoted, s: int) -> None:
    batch.db.execute("UPDATE meetings SET notes = ? WHERE n = ?", (batch.names.known(fact.text), s))
    _touch(batch, entry, s)


def _agreed(batch: Batch, entry: Entry, fact: meeting.NotesAgreed, s: int) -> None:
    _said_of_notes(batch, entry, s, fact.text, "agreed", 0)


def _disputed(batch: Batch, entry: Entry, fact: meeting.NotesDisputed, s: int) -> None:
    _said_of_notes(batch, entry, s, fact.text, "disputed", batch.names.known(fact.because))


def _said_of_notes(batch: Batch, entry: Entry, s: int, text: str, what: str, because: int) -> None:
    row = batch.names.known(text), batch.names.number(entry.by), what, because, entry.i
    batch.db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?)", row)
    _touch(batch, entry, s)


def _touch(batch: Batch, entry: Entry, s: int) -> None:
    row = batch.db.execute("SELECT canvas FROM meetings WHERE n = ?", (s,)).fetchone()
    batch.touch(entry.i, s, *(row or ()))


def _round(batch: Batch, entry: Entry, fact: rounds.RoundOpened, s: int) -> None:
    where, held_in = batch.names.known(fact.canvas), batch.names.known(fact.meeting) if fact.meeting else 0
    row = s, entry.s, entry.i, where, held_in
    if batch.db.execute("INSERT OR IGNORE INTO rounds (n, id, i, canvas, meeting) VALUES (?, ?, ?, ?, ?)", row).rowcount:
        batch.touch(entry.i, s, where)


def _turn(batch: Batch, entry: Entry, fact: "rounds.TurnTaken | rounds.TurnPassed", s: int) -> None:
    text = batch.names.known(fact.text) if isinstance(fact, rounds.TurnTaken) else 0
    batch.db.execute("INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?)", (s, batch.names.number(entry.by), text, entry.i))
    batch.touch(entry.i, s)


def _round_closed(batch: Batch, entry: Entry, fact: rounds.RoundClosed, s: int) -> None:
    batch.db.execute("UPDATE rounds SET closed = ? WHERE n = ?", (entry.i, s))
    batch.touch(entry.i, s)


def _review(batch: Batch, entry: Entry, fact: review.ReviewOpened, s: int) -> None:
    where = batch.names.known(fact.canvas)
    row = s, entry.s, entry.i, where, entry.by
    if batch.db.execute("INSERT OR IGNORE INTO looks_back (n, id, i, canvas, author) VALUES (?, ?, ?, ?, ?)", row).rowcount:
        batch.touch(entry.i, s, where)


def _remarked(batch: Batch, entry: Entry, fact: review.ReviewRemarked, s: int) -> None:
    batch.db.execute("INSERT OR IGNORE INTO remarks VALUES (?, ?, ?)", (s, batch.names.known(fact.text), fact.aspect))
    batch.touch(entry.i, s)


def _review_closed(batch: Batch, entry: Entry, fact: review.ReviewClosed, s: int) -> None:
    batch.db.execute("UPDATE looks_back SET closed = ?, rules = ? WHERE n = ?", (entry.i, fact.rules, s))
    batch.touch(entry.i, s)


STEPS: dict[type[Fact], Step] = {
    meeting.MeetingCalled: _called,
    meeting.MeetingChanged: _changed,
    meeting.MeetingCancelled: _cancelled,
    meeting.AccessAsked: _asked,
    meeting.MeetingHeld: _held,
    meeting.MeetingNoted: _noted,
    meeting.NotesAgreed: _agreed,
    meeting.NotesDisputed: _disputed,
    rounds.RoundOpened: _round,
    rounds.TurnTaken: _turn,
    rounds.TurnPassed: _turn,
    rounds.RoundClosed: _round_closed,
    review.ReviewOpened: _review,
    review.ReviewRemarked: _remarked,
    review.ReviewClosed: _review_closed,
}
