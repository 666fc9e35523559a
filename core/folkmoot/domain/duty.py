"""A body owes answers to questions, decisions and canvases, and what it promised, each by a day, until it is met."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any, Literal

import msgspec

from folkmoot.domain.rules import Act, Command, Context, Refused
from folkmoot.events.canvas import CanvasAnswered, CanvasOpened, CanvasPromised
from folkmoot.events.commitment import (
    CommitmentDelivered,
    CommitmentMade,
    CommitmentMissed,
    CommitmentMoved,
    DisputeAnswered,
)
from folkmoot.events.community import CharterAdopted, CharterAmended, Rules
from folkmoot.events.contribution import Erased, Received, Shared, Withdrawn
from folkmoot.events.decision import Called, CalledOff, Closed, DecisionAnswered, Opened, Tallied
from folkmoot.events.duty import DutyOverdue
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.ground import ConsentGiven, ConsentWithdrawn
from folkmoot.events.participant import ParticipantErased
from folkmoot.events.question import QuestionAnswered, QuestionSeconded

DUTIES = "duties"
"""Under this name the rules see all duties of a community; no stream is called so."""

AT_ONCE = 100
"""Duties that are noted as overdue in one go."""

What = Literal["question", "decision", "commitment", "promise"]
"""promise: to answer by a day what comes of a canvas."""


class Promise(msgspec.Struct, frozen=True):
    """Of a canvas. body: office that answers, empty for none. answer_by: `YYYY-MM-DD`, empty for none. own: the office made
    the promise itself.
    """

    body: str = ""
    answer_by: str = ""
    own: bool = False


class Duty(msgspec.Struct):
    """One thing that is owed. office: who owes it, empty for any officer. by: who asked. due: `YYYY-MM-DD`, empty while
    nothing is owed yet. noted: the last due day that is on record as passed. seconded: how many people did. opened: people
    could vote on it. voting: they can. wanted: last day of a vote that people called and that waits for others to want it.
    """

    what: What
    canvas: str
    office: str = ""
    by: str = ""
    due: str = ""
    met: bool = False
    missed: bool = False
    noted: str = ""
    seconded: int = 0
    shared: bool = False
    opened: bool = False
    voting: bool = False
    wanted: str = ""
    withdrawn: bool = False
    unconsented: bool = False
    erased: bool = False

    @property
    def open(self) -> bool:
        """Whether it is owed now. Who takes a question back wants no answer; a body that hides one still owes it."""
        return bool(self.due) and not (self.met or self.taken_back)

    @property
    def taken_back(self) -> bool:
        """Whether who asked took the question back."""
        return self.withdrawn or self.unconsented or self.erased

    def overdue(self, day: str) -> bool:
        """Whether it is owed on a day, `YYYY-MM-DD`, and should have been met before."""
        return self.open and self.due < day

    def unnoted(self, day: str) -> bool:
        """Whether it is overdue on a day, and the record does not say so yet."""
        return self.overdue(day) and self.noted != self.due

    def evolve(self, entry: Entry, fact: Fact | Unknown, rules: Rules, promise: Promise) -> None:
        """Take in an entry of its stream. rules: of the charter in force. promise: of its canvas."""
        step = _STEPS.get(type(fact))  # type: ignore[arg-type]  # a kind that nobody knows has no step
        if step is not None:
            step(self, fact)
        if isinstance(fact, Shared | QuestionSeconded):
            enough = self.what == "question" and self.shared and self.seconded >= rules.seconds
            if enough and not self.due:
                self.due = later(entry.t[:10], rules.answer)
        if isinstance(fact, Tallied) and fact.quorum_met and not self.due:
            self.office = promise.body
            self.due = later(entry.t[:10], rules.answer)


def begins(entry: Entry, fact: Fact | Unknown) -> Duty | None:
    """The duty that may come of an entry: a question to an office, a decision, a commitment, or a promise that an office made
    itself of a canvas, with a day; else None.
    """
    match fact:
        case Received(kind="question") if fact.to:
            return Duty("question", fact.canvas, fact.to, entry.by)
        case Called():
            return Duty("decision", fact.canvas, wanted=fact.closes if entry.by.startswith("p_") else "")
        case CommitmentMade():
            return Duty("commitment", fact.canvas, fact.owner, due=fact.due)
        case CanvasOpened() if fact.answer_by and fact.body == entry.by:
            return Duty("promise", entry.s, fact.body, due=fact.answer_by)
        case CanvasPromised() if fact.answer_by:
            return Duty("promise", entry.s, entry.by, due=fact.answer_by)
    return None


def later(day: str, days: int) -> str:
    """The day so many days after a day, both `YYYY-MM-DD`; the last of the calendar where there is none such."""
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()
    except (OverflowError, ValueError):
        return datetime.date.max.isoformat()


def _set(**values: bool | str) -> Callable[[Duty, Any], None]:
    def step(duty: Duty, fact: Fact) -> None:
        for name, value in values.items():
            setattr(duty, name, value)

    return step


def _seconded(duty: Duty, fact: QuestionSeconded) -> None:
    duty.seconded += 1


def _consent(duty: Duty, fact: ConsentGiven | ConsentWithdrawn) -> None:
    if "publish" in fact.purposes:
        duty.unconsented = isinstance(fact, ConsentWithdrawn)


def _moved(duty: Duty, fact: CommitmentMoved) -> None:
    duty.due = fact.due


def _disputed(duty: Duty, fact: DisputeAnswered) -> None:
    if fact.outcome == "upheld" and not duty.missed:
        duty.met = False


def _noted(duty: Duty, fact: DutyOverdue) -> None:
    duty.noted = fact.due


_STEPS: dict[type[Fact], Callable[[Duty, Any], None]] = {
    Shared: _set(shared=True, withdrawn=False),
    Withdrawn: _set(withdrawn=True),
    Erased: _set(erased=True),
    ParticipantErased: _set(erased=True),
    ConsentGiven: _consent,
    ConsentWithdrawn: _consent,
    QuestionSeconded: _seconded,
    QuestionAnswered: _set(met=True),
    DecisionAnswered: _set(met=True),
    CanvasAnswered: _set(met=True),
    CommitmentMoved: _moved,
    CommitmentDelivered: _set(met=True),
    CommitmentMissed: _set(met=True, missed=True),
    DisputeAnswered: _disputed,
    DutyOverdue: _noted,
    Opened: _set(opened=True, voting=True, wanted=""),
    CalledOff: _set(wanted=""),
    Closed: _set(voting=False),
    Tallied: _set(),
}

FOLLOWS: frozenset[type[Fact]] = frozenset(_STEPS) | {
    Received,
    Called,
    CommitmentMade,
    CharterAdopted,
    CharterAmended,
    CanvasOpened,
    CanvasPromised,
}
"""Kinds of facts that can change what is owed; all others may be passed over."""


class Duties(msgspec.Struct):
    """A fold over all entries of a record, in order: everything that is owed, or may come to be, by its stream."""

    known: dict[str, Duty] = {}
    promises: dict[str, Promise] = {}
    rules: Rules = Rules()

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        """Take the next entry in."""
        if type(fact) not in FOLLOWS:
            return
        match fact:
            case CharterAdopted() | CharterAmended():
                self.rules = fact.rules
            case CanvasOpened():
                self.promises.setdefault(entry.s, Promise(fact.body, fact.answer_by, fact.body == entry.by))
                self._follow(entry, fact)
            case CanvasPromised():
                self.promises[entry.s] = Promise(entry.by, fact.answer_by, own=True)
                self._follow(entry, fact)
            case ParticipantErased():
                for duty in self.known.values():
                    if duty.by == entry.s:
                        duty.erased = True
            case _:
                self._follow(entry, fact)

    def _follow(self, entry: Entry, fact: Fact | Unknown) -> None:
        duty = self.known.get(entry.s)
        if duty is not None:
            duty.evolve(entry, fact, self.rules, self.promises.get(duty.canvas, Promise()))
        elif (new := begins(entry, fact)) is not None:
            self.known[entry.s] = new

    def open(self, canvas: str) -> tuple[str, ...]:
        """Streams of the duties that are owed to a canvas now, ascending."""
        return tuple(sorted(stream for stream, duty in self.known.items() if duty.canvas == canvas and duty.open))

    def undecided(self, canvas: str, day: str) -> tuple[str, ...]:
        """Streams of the decisions of a canvas that people vote on, or called and can still come to vote on, on a day."""
        mine = ((stream, duty) for stream, duty in self.known.items() if duty.canvas == canvas)
        return tuple(sorted(stream for stream, duty in mine if duty.voting or (duty.wanted and duty.wanted >= day)))

    def unnoted(self, day: str) -> Iterator[tuple[str, Duty]]:
        """Duties that are overdue on a day, `YYYY-MM-DD`, while the record does not say so."""
        return ((stream, duty) for stream, duty in self.known.items() if duty.unnoted(day))


class NoteOverdue(Command, frozen=True):
    """Put on record which due days have passed."""


def note_overdue(command: NoteOverdue, ctx: Context) -> list[Act]:
    if ctx.by != "house":
        raise Refused("The clock is kept by the house; nobody has to note what is overdue.")
    late = sorted(ctx.see(DUTIES).unnoted(ctx.today), key=lambda one: (one[1].due, one[0]))
    return [Act(stream, DutyOverdue(due=duty.due)) for stream, duty in late[:AT_ONCE]]
