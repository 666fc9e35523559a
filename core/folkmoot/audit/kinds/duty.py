"""What has to hold where a question is seconded and answered, a decision answered, and a due day noted as passed."""

from folkmoot.audit.kinds.community import house
from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.duty import Duty
from folkmoot.events.decision import DecisionAnswered
from folkmoot.events.duty import DutyOverdue
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.events.question import QuestionAnswered, QuestionSeconded


def _question(laws: Laws, entry: Entry) -> Duty:
    laws.piece(entry.s)
    duty = laws.duties.known.get(entry.s)
    if duty is None or duty.what != "question":
        raise Broken("it is about what is no question to an office.")
    return duty


def _seconded(laws: Laws, entry: Entry, fact: QuestionSeconded) -> None:
    duty = _question(laws, entry)
    laws.going(duty.canvas)
    laws.here(entry, duty.canvas)
    if not laws.shown(entry.s) or entry.by == duty.by:
        raise Broken("a question is seconded while it is public, by somebody else than who asked.")
    if (entry.by, entry.s) in laws.seconds:
        raise Broken(f"{entry.by} has seconded it before.")
    laws.seconds.add((entry.by, entry.s))


def _answered(laws: Laws, entry: Entry, fact: QuestionAnswered) -> None:
    duty = _question(laws, entry)
    laws.answers(entry, duty.office)
    if duty.taken_back or not duty.shared:
        raise Broken("it answers what who asked took back, or never showed.")
    laws.in_time(entry.s)


def _decided(laws: Laws, entry: Entry, fact: DecisionAnswered) -> None:
    state, terms = laws.terms(entry.s)
    body = laws.duties.promises[terms.canvas].body if terms.canvas in laws.duties.promises else ""
    laws.answers(entry, body)
    if state.tallied is None:
        raise Broken("it answers what has no result.")
    laws.in_time(entry.s)


def _overdue(laws: Laws, entry: Entry, fact: DutyOverdue) -> None:
    house(laws, entry, fact)
    duty = laws.duties.known.get(entry.s)
    if duty is None or not duty.unnoted(laws.last_day) or duty.due != fact.due:
        raise Broken("nothing was due on that day that is owed, or it has been said before.")


LAWS: dict[type[Fact], Law] = {
    QuestionSeconded: _seconded,
    QuestionAnswered: _answered,
    DecisionAnswered: _decided,
    DutyOverdue: _overdue,
}
