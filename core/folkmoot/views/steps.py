"""What each kind of fact changes in the tables; who may see words is not decided here."""

from collections.abc import Callable
from typing import Any

import msgspec

from folkmoot.events import canvas, community, contribution, decision, ground, participant, record
from folkmoot.events.entry import Entry, pub_of
from folkmoot.events.fact import Fact
from folkmoot.views.batch import EVERY, WHOLE, Batch


def _founded(batch: Batch, entry: Entry, fact: community.Founded, s: int) -> None:
    languages = msgspec.json.encode(fact.languages).decode()
    batch.db.execute("INSERT OR IGNORE INTO community VALUES (?, ?)", (entry.i, languages))
    batch.touch(entry.i, EVERY)


def _charter(batch: Batch, entry: Entry, fact: "community.CharterAdopted | community.CharterAmended", s: int) -> None:
    rules = bytes(pub_of(fact.rules)).decode()
    batch.db.execute("INSERT OR REPLACE INTO charters VALUES (?, ?, ?)", (fact.version, entry.i, rules))
    batch.touch(entry.i, EVERY)


def _role_given(batch: Batch, entry: Entry, fact: community.RoleGiven, s: int) -> None:
    batch.db.execute("INSERT OR REPLACE INTO offices VALUES (?, ?)", (fact.office, entry.i))
    batch.db.execute("INSERT OR REPLACE INTO roles VALUES (?, ?, ?)", (fact.office, fact.role, entry.i))
    batch.touch(entry.i, EVERY)


def _role_taken_back(batch: Batch, entry: Entry, fact: community.RoleTakenBack, s: int) -> None:
    batch.db.execute("DELETE FROM roles WHERE office = ? AND role = ?", (fact.office, fact.role))
    batch.touch(entry.i, EVERY)


def _keys(batch: Batch, entry: Entry, fact: community.KeysStated, s: int) -> None:
    batch.db.execute("INSERT INTO keys VALUES (?, ?, ?)", (entry.i, fact.checkpoint, fact.receipt))


def _plugin_on(batch: Batch, entry: Entry, fact: community.PluginEnabled, s: int) -> None:
    batch.db.execute("INSERT OR REPLACE INTO plugins VALUES (?, ?, ?)", (fact.plugin, fact.version, entry.i))
    batch.touch(entry.i, EVERY)


def _plugin_off(batch: Batch, entry: Entry, fact: community.PluginDisabled, s: int) -> None:
    batch.db.execute("DELETE FROM plugins WHERE plugin = ?", (fact.plugin,))
    batch.touch(entry.i, EVERY)


def _source(batch: Batch, entry: Entry, fact: community.SourceNamed, s: int) -> None:
    batch.db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)", (entry.s, entry.i, fact.licence, fact.url))


def _canvas_opened(batch: Batch, entry: Entry, fact: canvas.CanvasOpened, s: int) -> None:
    row = s, entry.s, entry.i, fact.level, fact.body, fact.answer_by
    batch.db.execute("INSERT OR IGNORE INTO canvases (n, id, i, level, body, answer_by) VALUES (?, ?, ?, ?, ?, ?)", row)
    batch.touch(entry.i, s, WHOLE)


def _canvas_concluded(batch: Batch, entry: Entry, fact: canvas.CanvasConcluded, s: int) -> None:
    batch.db.execute("UPDATE canvases SET concluded = ? WHERE n = ?", (entry.i, s))
    batch.touch(entry.i, s, WHOLE)


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


def _received(batch: Batch, entry: Entry, fact: contribution.Received, s: int) -> None:
    where, parent = batch.names.known(fact.canvas), batch.names.known(fact.parent) if fact.parent else 0
    batch.db.execute(
        "INSERT OR IGNORE INTO contributions (n, id, i, canvas, kind, author, lang, parent, addressee, claimed, words) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (s, entry.s, entry.i, where, fact.kind, entry.by, fact.lang, parent, fact.to, fact.claimed, entry.i),
    )


def _put(column: str, value: Callable[[Entry, Any], object]) -> "Step":
    """A step that sets one column of a contribution."""

    def step(batch: Batch, entry: Entry, fact: Fact, s: int) -> None:
        batch.db.execute(f"UPDATE contributions SET {column} = ? WHERE n = ?", (value(entry, fact), s))

    return step


def _revised(batch: Batch, entry: Entry, fact: contribution.Revised, s: int) -> None:
    batch.db.execute("UPDATE contributions SET lang = ?, revised = revised + 1, put_forward = -1 WHERE n = ?", (fact.lang, s))


def _linked(batch: Batch, entry: Entry, fact: contribution.Linked, s: int) -> None:
    target = batch.names.known(fact.to)
    row = s, target, fact.relation, entry.by, entry.i
    batch.db.execute("INSERT OR IGNORE INTO links VALUES (?, ?, ?, ?, ?)", row)
    batch.touch(entry.i, s, target)


def _consent_given(batch: Batch, entry: Entry, fact: ground.ConsentGiven, s: int) -> None:
    rows = [(s, purpose, entry.i, -1, fact.notice, fact.lang) for purpose in fact.purposes]
    batch.db.executemany("INSERT OR REPLACE INTO consents VALUES (?, ?, ?, ?, ?, ?)", rows)


def _consent_withdrawn(batch: Batch, entry: Entry, fact: ground.ConsentWithdrawn, s: int) -> None:
    rows = [(entry.i, s, purpose) for purpose in fact.purposes]
    batch.db.executemany("UPDATE consents SET withdrawn = ? WHERE contribution = ? AND purpose = ?", rows)
    if "publish" in fact.purposes:
        batch.db.execute("UPDATE contributions SET put_forward = -1 WHERE n = ?", (s,))


def _called(batch: Batch, entry: Entry, fact: decision.Called, s: int) -> None:
    where = batch.names.known(fact.canvas)
    terms = bytes(pub_of(fact)).decode()
    sql = "INSERT OR IGNORE INTO decisions (n, id, i, canvas, terms) VALUES (?, ?, ?, ?, ?)"
    if not batch.db.execute(sql, (s, entry.s, entry.i, where, terms)).rowcount:
        return
    pages = [batch.names.known(source) for source in fact.inputs]
    batch.db.executemany("INSERT OR IGNORE INTO inputs VALUES (?, ?)", [(page, s) for page in pages])
    batch.count(where, "decisions")
    batch.touch(entry.i, s, where, WHOLE, *pages)


def _opened(batch: Batch, entry: Entry, fact: decision.Opened, s: int) -> None:
    _stage(batch, entry, "opened", s)


def _ballot(batch: Batch, entry: Entry, fact: decision.BallotCast, s: int) -> None:
    by, choice = batch.names.number(entry.by), msgspec.json.encode(fact.choice, order="sorted").decode()
    sql = "UPDATE ballots SET choice = ?, i = ? WHERE decision = ? AND participant = ?"
    if not batch.db.execute(sql, (choice, entry.i, s, by)).rowcount:
        batch.db.execute("INSERT INTO ballots VALUES (?, ?, ?, ?)", (s, by, choice, entry.i))
        batch.db.execute("UPDATE decisions SET ballots = ballots + 1 WHERE n = ?", (s,))
        batch.touch(entry.i, s)


def _closed(batch: Batch, entry: Entry, fact: decision.Closed, s: int) -> None:
    _stage(batch, entry, "closed", s)


def _tallied(batch: Batch, entry: Entry, fact: decision.Tallied, s: int) -> None:
    batch.db.execute("UPDATE decisions SET tally = ? WHERE n = ?", (bytes(pub_of(fact)).decode(), s))
    _stage(batch, entry, "tallied", s)


_COUNTS = {"opened": (("voting", 1),), "closed": (("voting", -1),), "tallied": (("decided", 1),)}


def _stage(batch: Batch, entry: Entry, stage: str, s: int) -> None:
    """A decision comes to a stage, once."""
    new = batch.db.execute(f"UPDATE decisions SET {stage} = ? WHERE n = ? AND {stage} < 0", (entry.i, s))
    row = batch.db.execute("SELECT canvas FROM decisions WHERE n = ?", (s,)).fetchone()
    if new.rowcount and row:
        for what, more in _COUNTS[stage]:
            batch.count(row[0], what, more)
        batch.touch(entry.i, s, row[0], WHOLE)


def _reviewed(batch: Batch, entry: Entry, fact: decision.Reviewed, s: int) -> None:
    batch.db.execute("INSERT INTO reviews VALUES (?, ?, ?)", (s, entry.i, fact.outcome))
    batch.touch(entry.i, s)


def _redacted(batch: Batch, entry: Entry, fact: record.Redacted, s: int) -> None:
    batch.db.execute("INSERT OR IGNORE INTO redactions VALUES (?, ?, ?)", (fact.entry, fact.seal, entry.i))
    batch.pieces.fetch(batch.stream_of(fact.entry))
    batch.words.take_away(fact.entry, fact.seal)
    batch.touch(entry.i, EVERY)


def _restored(batch: Batch, entry: Entry, fact: record.RecordRestored, s: int) -> None:
    batch.db.execute("INSERT INTO restores VALUES (?, ?, ?)", (entry.i, fact.start, fact.stop))


def _continued(batch: Batch, entry: Entry, fact: record.Continued, s: int) -> None:
    batch.db.execute("INSERT INTO continued VALUES (?, ?, ?, ?)", (entry.i, fact.origin, fact.size, fact.root))


Step = Callable[[Batch, Entry, Any, int], None]

STEPS: dict[type[Fact], Step] = {
    community.Founded: _founded,
    community.CharterAdopted: _charter,
    community.CharterAmended: _charter,
    community.RoleGiven: _role_given,
    community.RoleTakenBack: _role_taken_back,
    community.KeysStated: _keys,
    community.PluginEnabled: _plugin_on,
    community.PluginDisabled: _plugin_off,
    community.SourceNamed: _source,
    canvas.CanvasOpened: _canvas_opened,
    canvas.CanvasConcluded: _canvas_concluded,
    participant.Joined: _joined,
    participant.Attested: _attested,
    participant.Left: _left,
    participant.ParticipantErased: _erased,
    contribution.Received: _received,
    contribution.Revised: _revised,
    contribution.Held: _put("held", lambda entry, fact: fact.reason),
    contribution.Released: _put("held", lambda entry, fact: ""),
    contribution.Hidden: _put("hidden", lambda entry, fact: fact.reason),
    contribution.Restored: _put("hidden", lambda entry, fact: ""),
    contribution.Linked: _linked,
    contribution.PutForward: _put("put_forward", lambda entry, fact: entry.i),
    contribution.Withdrawn: _put("put_forward", lambda entry, fact: -1),
    contribution.Erased: _put("put_forward", lambda entry, fact: -1),
    ground.ConsentGiven: _consent_given,
    ground.ConsentWithdrawn: _consent_withdrawn,
    ground.LicenceStated: _put("source", lambda entry, fact: fact.source),
    decision.Called: _called,
    decision.Opened: _opened,
    decision.BallotCast: _ballot,
    decision.Closed: _closed,
    decision.Tallied: _tallied,
    decision.Reviewed: _reviewed,
    record.Redacted: _redacted,
    record.RecordRestored: _restored,
    record.Continued: _continued,
}
"""Kind of fact -> what it changes. A kind that is not here, and one that nobody knows, is carried and changes nothing else."""
