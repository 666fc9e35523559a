"""What the life of a proposal changes in the tables: its versions, who supports it, what is offered, and how it ends."""

from folkmoot.events import proposal
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.views.batch import Batch, Relation
from folkmoot.views.step import Step


def _begun(batch: Batch, entry: Entry, fact: proposal.ProposalBegun, s: int) -> None:
    where = batch.names.known(fact.canvas)
    sql = "INSERT OR IGNORE INTO proposals (n, id, i, canvas, author) VALUES (?, ?, ?, ?, ?)"
    if not batch.db.execute(sql, (s, entry.s, entry.i, where, entry.by)).rowcount:
        return
    for source in fact.sources:
        batch.tie(entry, source, entry.s, "begun-from")
    batch.count(where, "proposals")
    _touch(batch, entry, s)


def _published(batch: Batch, entry: Entry, fact: proposal.VersionPublished, s: int) -> None:
    text, because = batch.names.known(fact.text), batch.names.known(fact.because) if fact.because else 0
    support = 0 if fact.substance else _support(batch, s)
    row = s, fact.version, entry.i, entry.by, text, fact.substance, because, support
    sql = "INSERT OR IGNORE INTO versions (proposal, version, i, author, text, substance, because, support, counts) "
    batch.db.execute(sql + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, fact.substance))
    batch.db.execute("UPDATE proposals SET version = ?, text = ? WHERE n = ?", (fact.version, text, s))
    if fact.substance:
        batch.db.execute("UPDATE proposals SET counted = ? WHERE n = ?", (fact.version, s))
    sql = "UPDATE amendments SET taken = ? WHERE proposal = ? AND state = 'accepted' AND taken = 0"
    batch.db.execute(sql, (fact.version, s))
    _touch(batch, entry, s)


def _support(batch: Batch, s: int) -> int:
    """How many support the current version."""
    sql = "SELECT v.support FROM proposals p JOIN versions v ON v.proposal = p.n AND v.version = p.version WHERE p.n = ?"
    row = batch.db.execute(sql, (s,)).fetchone()
    return int(row[0]) if row else 0


def _editor(batch: Batch, entry: Entry, fact: proposal.EditorAdmitted, s: int) -> None:
    batch.db.execute("INSERT OR IGNORE INTO editors VALUES (?, ?, ?)", (s, fact.editor, entry.i))
    _touch(batch, entry, s)


def _supported(batch: Batch, entry: Entry, fact: proposal.ProposalSupported, s: int) -> None:
    by = batch.names.number(entry.by)
    more = 1 - _supports(batch, s, by)
    sql = "INSERT INTO supporters VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, i = excluded.i"
    batch.db.execute(sql, (s, by, fact.version, entry.i))
    _more(batch, s, more)
    _touch(batch, entry, s)


def _support_withdrawn(batch: Batch, entry: Entry, fact: proposal.SupportWithdrawn, s: int) -> None:
    by = batch.names.number(entry.by)
    _more(batch, s, -_supports(batch, s, by))
    batch.db.execute("DELETE FROM supporters WHERE proposal = ? AND author = ?", (s, by))
    _touch(batch, entry, s)


def _supports(batch: Batch, s: int, by: int) -> bool:
    """Whether the support that somebody gave counts for the current version."""
    sql = "SELECT 1 FROM supporters u JOIN proposals p ON p.n = u.proposal "
    row = batch.db.execute(sql + "WHERE p.n = ? AND u.author = ? AND u.version >= p.counted", (s, by)).fetchone()
    return row is not None


def _more(batch: Batch, s: int, people: int) -> None:
    sql = "UPDATE versions SET support = support + ? WHERE proposal = ? AND version = (SELECT version FROM proposals WHERE n = ?)"
    batch.db.execute(sql, (people, s, s))


def _contested(batch: Batch, entry: Entry, fact: proposal.SubstanceContested, s: int) -> None:
    row = s, fact.version, batch.names.number(entry.by), entry.i, batch.names.known(fact.because)
    batch.db.execute("INSERT OR IGNORE INTO contests VALUES (?, ?, ?, ?, ?)", row)
    if fact.enough:
        batch.db.execute("UPDATE versions SET counts = 1 WHERE proposal = ? AND version = ?", (s, fact.version))
        batch.db.execute("UPDATE proposals SET counted = max(counted, ?) WHERE n = ?", (fact.version, s))
        sql = "SELECT count(*) FROM supporters u JOIN proposals p ON p.n = u.proposal WHERE p.n = ? AND u.version >= p.counted"
        left = batch.db.execute(sql, (s,)).fetchone()[0]
        _more(batch, s, left - _support(batch, s))
    _touch(batch, entry, s)


def _offered(batch: Batch, entry: Entry, fact: proposal.AmendmentOffered, s: int) -> None:
    because = batch.names.known(fact.because) if fact.because else 0
    row = s, batch.names.known(fact.text), entry.i, entry.by, because, s
    sql = "INSERT OR IGNORE INTO amendments (proposal, text, i, author, because, version) "
    batch.db.execute(sql + "VALUES (?, ?, ?, ?, ?, coalesce((SELECT version FROM proposals WHERE n = ?), 0))", row)
    _waiting(batch, s, 1)
    _touch(batch, entry, s)


def _accepted(batch: Batch, entry: Entry, fact: proposal.AmendmentAccepted, s: int) -> None:
    _answer(batch, entry, s, fact.amendment, "accepted")


def _declined(batch: Batch, entry: Entry, fact: proposal.AmendmentDeclined, s: int) -> None:
    _answer(batch, entry, s, fact.amendment, "declined", batch.names.known(fact.because))


def _answer(batch: Batch, entry: Entry, s: int, amendment: str, state: str, because: int = 0) -> None:
    sql = "UPDATE amendments SET state = ?, answered = ?, answer = ? WHERE proposal = ? AND text = ? AND state = 'offered'"
    given = state, entry.i, because, s, batch.names.known(amendment)
    _waiting(batch, s, -batch.db.execute(sql, given).rowcount)
    _touch(batch, entry, s)


def _waiting(batch: Batch, s: int, more: int) -> None:
    batch.db.execute("UPDATE proposals SET waiting = waiting + ? WHERE n = ?", (more, s))


def _merged(batch: Batch, entry: Entry, fact: proposal.ProposalMerged, s: int) -> None:
    into = batch.names.known(fact.into)
    batch.db.execute("INSERT INTO merges (proposal, i, taker, author) VALUES (?, ?, ?, ?)", (s, entry.i, into, entry.by))
    _end(batch, entry, s, "merged", taker=into)
    batch.tie(entry, entry.s, fact.into, "merged-into")


def _objected(batch: Batch, entry: Entry, fact: proposal.MergeObjected, s: int) -> None:
    row = batch.db.execute("SELECT taker, ended FROM proposals WHERE n = ?", (s,)).fetchone()
    if not row or not row[0]:
        return
    given = entry.i, entry.by, batch.names.known(fact.because), s, row[1]
    batch.db.execute("UPDATE merges SET objected = ?, objector = ?, because = ? WHERE proposal = ? AND i = ?", given)
    batch.db.execute("UPDATE proposals SET became = '', ended = -1, taker = 0 WHERE n = ?", (s,))
    taker = batch.db.execute("SELECT id FROM proposals WHERE n = ?", (row[0],)).fetchone()
    batch.tie(entry, entry.s, taker[0] if taker else "", "merged-into", fact.because, "gone")
    _touch(batch, entry, s)


def _split(batch: Batch, entry: Entry, fact: proposal.ProposalSplit, s: int) -> None:
    _end(batch, entry, s, "split")
    for part in fact.into:
        batch.tie(entry, entry.s, part, "split-into")


def _withdrawn(batch: Batch, entry: Entry, fact: proposal.ProposalWithdrawn, s: int) -> None:
    _end(batch, entry, s, "withdrawn", because=batch.names.known(fact.because))


def _end(batch: Batch, entry: Entry, s: int, became: str, taker: int = 0, because: int = 0) -> None:
    sql = "UPDATE proposals SET became = ?, ended = ?, taker = ?, because = ? WHERE n = ?"
    batch.db.execute(sql, (became, entry.i, taker, because, s))
    _touch(batch, entry, s)


def _touch(batch: Batch, entry: Entry, s: int) -> None:
    row = batch.db.execute("SELECT canvas FROM proposals WHERE n = ?", (s,)).fetchone()
    if row:
        batch.touch(entry.i, s, row[0])


def rests_on(batch: Batch, entry: Entry, text: str, relation: Relation) -> None:
    """Tie proposals to the decision of an entry that rests on, or takes over, the text of a version of theirs."""
    rows = batch.db.execute(
        "SELECT DISTINCT p.id FROM versions v JOIN proposals p ON p.n = v.proposal WHERE v.text = ?", (batch.names.known(text),)
    ).fetchall()
    for (name,) in rows:
        batch.tie(entry, name, entry.s, relation)


STEPS: dict[type[Fact], Step] = {
    proposal.ProposalBegun: _begun,
    proposal.VersionPublished: _published,
    proposal.EditorAdmitted: _editor,
    proposal.ProposalSupported: _supported,
    proposal.SupportWithdrawn: _support_withdrawn,
    proposal.SubstanceContested: _contested,
    proposal.AmendmentOffered: _offered,
    proposal.AmendmentAccepted: _accepted,
    proposal.AmendmentDeclined: _declined,
    proposal.ProposalMerged: _merged,
    proposal.MergeObjected: _objected,
    proposal.ProposalSplit: _split,
    proposal.ProposalWithdrawn: _withdrawn,
}
