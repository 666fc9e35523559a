"""What questions to power, answers of a body and its commitments change in the tables; what is owed is followed beside."""

from folkmoot.events import commitment, decision, question
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.views.batch import WHOLE, Batch
from folkmoot.views.step import Step


def _seconded(batch: Batch, entry: Entry, fact: question.QuestionSeconded, s: int) -> None:
    row = s, batch.names.number(entry.by), entry.i
    batch.db.execute("INSERT OR IGNORE INTO seconded_questions VALUES (?, ?, ?)", row)
    batch.touch(entry.i, s)


def _answered(batch: Batch, entry: Entry, fact: question.QuestionAnswered, s: int) -> None:
    batch.db.execute("INSERT INTO office_answers VALUES (?, ?, ?, '')", (s, entry.i, entry.by))
    batch.touch(entry.i, s, WHOLE)


def _decided(batch: Batch, entry: Entry, fact: decision.DecisionAnswered, s: int) -> None:
    batch.db.execute("INSERT INTO office_answers VALUES (?, ?, ?, ?)", (s, entry.i, entry.by, fact.outcome))
    batch.touch(entry.i, s, WHOLE)


def _made(batch: Batch, entry: Entry, fact: commitment.CommitmentMade, s: int) -> None:
    where, follows = batch.names.known(fact.canvas), batch.names.known(fact.decision) if fact.decision else 0
    sql = "INSERT OR IGNORE INTO commitments (n, id, i, canvas, decision, owner, due, last) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    if not batch.db.execute(sql, (s, entry.s, entry.i, where, follows, fact.owner, fact.due, entry.i)).rowcount:
        return
    _turn(batch, entry, s, "made", due=fact.due)
    batch.count(where, "commitments")
    if follows:
        batch.tie(entry, fact.decision, entry.s, "answered-by")
    batch.touch(entry.i, where)


def _moved(batch: Batch, entry: Entry, fact: commitment.CommitmentMoved, s: int) -> None:
    batch.db.execute("UPDATE commitments SET due = ?, last = ? WHERE n = ?", (fact.due, entry.i, s))
    _turn(batch, entry, s, "moved", due=fact.due)


def _progressed(batch: Batch, entry: Entry, fact: commitment.CommitmentProgressed, s: int) -> None:
    _stage(batch, entry, s, "progressed", fact.evidence)


def _delivered(batch: Batch, entry: Entry, fact: commitment.CommitmentDelivered, s: int) -> None:
    _stage(batch, entry, s, "delivered", fact.evidence)


def _missed(batch: Batch, entry: Entry, fact: commitment.CommitmentMissed, s: int) -> None:
    _stage(batch, entry, s, "missed")


def _stage(batch: Batch, entry: Entry, s: int, stage: str, evidence: str = "") -> None:
    batch.db.execute("UPDATE commitments SET stage = ?, last = ? WHERE n = ?", (stage, entry.i, s))
    _turn(batch, entry, s, stage, evidence=evidence)


def _disputed(batch: Batch, entry: Entry, fact: commitment.CommitmentDisputed, s: int) -> None:
    batch.db.execute("UPDATE commitments SET waiting = waiting + 1 WHERE n = ?", (s,))
    _turn(batch, entry, s, "disputed", because=batch.names.known(fact.because))


def _dispute_answered(batch: Batch, entry: Entry, fact: commitment.DisputeAnswered, s: int) -> None:
    again = "stage = CASE WHEN stage = 'delivered' THEN 'progressed' ELSE stage END, " if fact.outcome == "upheld" else ""
    batch.db.execute(f"UPDATE commitments SET {again}waiting = 0 WHERE n = ?", (s,))
    _turn(batch, entry, s, fact.outcome)


def _turn(batch: Batch, entry: Entry, s: int, what: str, due: str = "", evidence: str = "", because: int = 0) -> None:
    row = s, entry.i, what, entry.by, due, evidence, because
    batch.db.execute("INSERT INTO commitment_turns VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    known = batch.db.execute("SELECT canvas, decision FROM commitments WHERE n = ?", (s,)).fetchone() or ()
    batch.touch(entry.i, s, WHOLE, *(page for page in known if page))


STEPS: dict[type[Fact], Step] = {
    question.QuestionSeconded: _seconded,
    question.QuestionAnswered: _answered,
    decision.DecisionAnswered: _decided,
    commitment.CommitmentMade: _made,
    commitment.CommitmentMoved: _moved,
    commitment.CommitmentProgressed: _progressed,
    commitment.CommitmentDelivered: _delivered,
    commitment.CommitmentMissed: _missed,
    commitment.CommitmentDisputed: _disputed,
    commitment.DisputeAnswered: _dispute_answered,
}
