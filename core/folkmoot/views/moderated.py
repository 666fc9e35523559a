"""What reports, holding, hiding, appeals, redactions and erasures change in the tables, beside what each step does."""

from collections.abc import Callable
from typing import Any

from folkmoot.events import contribution, participant, record
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.views.batch import Batch


def follow(batch: Batch, entry: Entry, fact: Fact | Unknown, s: int) -> None:
    """Take an entry of a record in. s: number of its stream."""
    told = _TOLD.get(type(fact))
    if told is None:
        return
    known = "SELECT 1 FROM contributions WHERE n = ?"
    if not entry.s.startswith("con_") or batch.db.execute(known, (s,)).fetchone():
        told(batch, entry, fact, s)


def _care(batch: Batch, s: int, changed: str, *values: object) -> tuple[bool, str, str, int]:
    """Change the row of a contribution; answers whether it is for help, its holder, its hider and its waiting reports
    before that.
    """
    batch.db.execute("INSERT OR IGNORE INTO cares (contribution) VALUES (?)", (s,))
    sql = "SELECT help, holder, hider, waiting FROM cares WHERE contribution = ?"
    help_, holder, hider, waiting = batch.db.execute(sql, (s,)).fetchone()
    batch.db.execute(f"UPDATE cares SET {changed} WHERE contribution = ?", (*values, s))
    return bool(help_), holder, hider, waiting


def _log(batch: Batch, entry: Entry, what: str, s: int, reason: str = "", of: int = -1) -> None:
    """A line of the public log, which is counted too. of: index of the entry it is about, -1 for a contribution."""
    charter = _count(batch, what, reason)
    batch.db.execute("INSERT OR IGNORE INTO care_log VALUES (?, ?, ?, ?, ?, ?)", (entry.i, what, s, of, reason, charter))


def _count(batch: Batch, what: str, reason: str = "") -> int:
    """Count something under the charter in force, which it answers; nobody is named."""
    (charter,) = batch.db.execute("SELECT coalesce(max(version), 0) FROM charters").fetchone()
    sql = "INSERT INTO care_counts VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET number = number + 1"
    batch.db.execute(sql, (what, reason, charter))
    return int(charter)


_ASKED = "CASE WHEN since < 0 THEN ? ELSE since END"
_ANEW = "waiting = 0, appeal = CASE WHEN appeal = 'waiting' THEN 'waiting' ELSE '' END"


def _held(batch: Batch, entry: Entry, fact: contribution.Held, s: int) -> None:
    row = batch.db.execute("SELECT author FROM contributions WHERE n = ?", (s,)).fetchone()
    for_help = bool(row) and row[0] == entry.by
    _care(
        batch,
        s,
        f"holder = ?, help = max(help, ?), since = CASE WHEN ? THEN -1 ELSE {_ASKED} END, {_ANEW}",
        entry.by,
        for_help,
        for_help,
        entry.i,
    )
    if for_help:
        _count(batch, "helped")
    else:
        _log(batch, entry, "held", s, fact.reason)
    batch.touch(entry.i, s)


def _hidden(batch: Batch, entry: Entry, fact: contribution.Hidden, s: int) -> None:
    _care(batch, s, f"hider = ?, since = -1, {_ANEW}", entry.by)
    _log(batch, entry, "hidden", s, fact.reason)
    batch.touch(entry.i, s)


def _released(batch: Batch, entry: Entry, fact: contribution.Released, s: int) -> None:
    for_help, holder, hider, _ = _care(batch, s, "holder = '', waiting = 0, since = -1")
    _settled(batch, s, bool(hider))
    if not for_help:
        _log(batch, entry, "released" if holder else "left", s)
    batch.touch(entry.i, s)


def _restored(batch: Batch, entry: Entry, fact: contribution.Restored, s: int) -> None:
    since = "CASE WHEN holder <> '' AND help = 0 THEN ? ELSE -1 END"  # what is held besides still has to be looked at
    _, holder, _, _ = _care(batch, s, f"hider = '', waiting = 0, since = {since}", entry.i)
    _settled(batch, s, bool(holder))
    _log(batch, entry, "restored", s)
    batch.touch(entry.i, s)


def _settled(batch: Batch, s: int, stopped: bool) -> None:
    """An appeal that waits falls away when nothing is held or hidden any more."""
    if not stopped:
        batch.db.execute("UPDATE cares SET appeal = '' WHERE contribution = ? AND appeal = 'waiting'", (s,))


def _reported(batch: Batch, entry: Entry, fact: contribution.Reported, s: int) -> None:
    why = batch.names.known(fact.because) if fact.because else 0
    row = s, batch.names.known(entry.by), entry.i, fact.reason, why
    if batch.db.execute("INSERT OR IGNORE INTO reports VALUES (?, ?, ?, ?, ?)", row).rowcount:
        _care(batch, s, f"waiting = waiting + 1, since = {_ASKED}", entry.i)
        _count(batch, "reported", fact.reason)


def _appealed(batch: Batch, entry: Entry, fact: contribution.Appealed, s: int) -> None:
    why = batch.names.known(fact.because) if fact.because else 0
    _care(batch, s, "appeal = 'waiting', appealed = ?, because = ?, decided = -1", entry.i, why)
    _log(batch, entry, "appealed", s)
    batch.touch(entry.i, s)


def _decided(batch: Batch, entry: Entry, fact: contribution.AppealDecided, s: int) -> None:
    became = "upheld" if fact.upheld else "dismissed"
    _care(batch, s, "appeal = ?, decided = ?", became, entry.i)
    _log(batch, entry, became, s)
    batch.touch(entry.i, s)


def _opened(batch: Batch, entry: Entry, fact: contribution.OpenedForCare, s: int) -> None:
    _care(batch, s, "opened = opened + 1")
    _count(batch, "opened")


_ENDED = (
    "UPDATE cares SET waiting = 0, since = -1, appeal = CASE WHEN appeal = 'waiting' THEN '' ELSE appeal END WHERE contribution"
)


def _erased(batch: Batch, entry: Entry, fact: contribution.Erased, s: int) -> None:
    _count(batch, "erased", fact.ground)
    batch.db.execute(f"{_ENDED} = ?", (s,))


def _person_erased(batch: Batch, entry: Entry, fact: participant.ParticipantErased, s: int) -> None:
    _count(batch, "forgotten", fact.ground)
    batch.db.execute(f"{_ENDED} IN (SELECT n FROM contributions WHERE author = ?)", (entry.s,))


def _redacted(batch: Batch, entry: Entry, fact: record.Redacted, s: int) -> None:
    _log(batch, entry, "redacted", 0, of=fact.entry)


_TOLD: dict[type, Callable[[Batch, Entry, Any, int], None]] = {
    contribution.Held: _held,
    contribution.Hidden: _hidden,
    contribution.Released: _released,
    contribution.Restored: _restored,
    contribution.Reported: _reported,
    contribution.Appealed: _appealed,
    contribution.AppealDecided: _decided,
    contribution.OpenedForCare: _opened,
    contribution.Erased: _erased,
    participant.ParticipantErased: _person_erased,
    record.Redacted: _redacted,
}
