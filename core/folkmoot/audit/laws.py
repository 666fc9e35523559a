"""What a rule would have refused is a fault when it stands in the record all the same."""

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from folkmoot.audit.continued import Before
from folkmoot.audit.known import Person, Piece
from folkmoot.audit.streams import ON, STREAM
from folkmoot.domain.canvas import Canvas
from folkmoot.domain.care import Care
from folkmoot.domain.commitment import Commitment
from folkmoot.domain.community import Community
from folkmoot.domain.decision import Decision
from folkmoot.domain.duty import FOLLOWS, Duties, later
from folkmoot.domain.meeting import Meeting
from folkmoot.domain.openness import Openness
from folkmoot.domain.proposal import Proposal
from folkmoot.domain.review import Review
from folkmoot.domain.rounds import Round
from folkmoot.domain.rules import Method
from folkmoot.domain.theme import Theme
from folkmoot.domain.topic import Topic
from folkmoot.events import community, decision, participant, record
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown, guard

_BY = re.compile(r"house|[op]_[a-z2-7]{16}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z")

_DAYS = datetime.date.max.toordinal() - datetime.date(1970, 1, 1).toordinal()
_FIRST = community.Founded, record.Continued
_ELSEWHERE = participant.ParticipantErased, record.Redacted
"""Facts that change what is public on streams other than their own."""

MOST_UNKNOWN = 50
"""Unknown kinds that are told apart; a record could name a new one in every entry."""


class Broken(Exception):
    """A rule is broken; the message says which, in one sentence."""


Law = Callable[["Laws", Entry, Any], None]
"""Raises Broken when an entry with its fact cannot come where it comes; else follows it."""


class Laws:
    """Follows a record and says of each entry whether it could come where it comes.

    methods: ways to decide that are installed, for looking at ballots. law: what has to hold for a kind of fact.
    """

    def __init__(self, methods: Mapping[str, Method], law: Callable[[type[Fact]], Law]) -> None:
        self.methods, self._law = methods, law
        self.places: dict[str, int] = {}
        self.unknown: dict[str, int] = {}
        self.seen = Openness()
        """What the record says of every seal, up to the entry before the one that is judged."""
        self.community = Community()
        self.decisions: dict[str, Decision] = {}
        self.keys = community.KeysStated(checkpoint="", receipt="")
        self.before: list[Before] = []
        """What the record was called before, and with which keys."""
        self.canvases: dict[str, bool] = {}
        self.people: dict[str, Person] = {}
        self.pieces: dict[str, Piece] = {}
        self.cares: dict[str, Care] = {}
        """What was ever reported, held or hidden."""
        self.sources: set[str] = set()
        self.themes: dict[str, Theme] = {}
        self.topics: dict[str, Topic] = {}
        self.proposals: dict[str, Proposal] = {}
        self.groups: dict[str, Canvas] = {}
        self.deciding: set[str] = set()
        """Canvases in which a decision was called."""
        self.expected: tuple[str, type[Fact], str] | None = None
        """Stream, kind and author that the entry before asks of the one that is judged; then: what this asks of the next."""
        self.then: tuple[str, type[Fact], str] | None = None
        self.meetings: dict[str, Meeting] = {}
        self.rounds: dict[str, Round] = {}
        self.reviews: dict[str, Review] = {}
        self.duties = Duties()
        """What is owed, up to the entry before the one that is judged."""
        self.commitments: dict[str, Commitment] = {}
        self.seconds: set[tuple[str, str]] = set()
        """(who, what) of everything that was seconded."""
        self.redactable: set[tuple[int, int]] = set()
        """Seals of the body or the group, (entry index, seal number)."""
        self.minute = 0
        """Minutes since 1970 of the entry that is judged."""
        self._time = ""
        self._authors: set[str] = set()
        self._shown: dict[str, bool] = {}

    def take(self, entry: Entry, fact: Fact | Unknown) -> None:
        """Take the next entry in.

        Raises Broken with what is wrong; an entry that has the form of its kind is followed all the same, so that what
        comes after is judged fairly.
        """
        first, kind, place = not self.places, type(fact), self.places.get(entry.s, 0)
        usual = place and entry.n == place + 1 and entry.t == self._time and entry.by in self._authors
        wrong = "" if usual else self._envelope(entry, place)
        self.places[entry.s] = entry.n
        self.expected, self.then = self.then, None
        if self.expected and self.expected != (entry.s, kind, entry.by):
            wrong = wrong or f"the host left out {self.expected[1].NAME} of {self.expected[0]}, which has to come here."
        if first and kind not in _FIRST:
            wrong = wrong or "a record begins with the founding of its community."
        if isinstance(fact, Unknown):
            self._carry(fact)
        elif (entry.cm or fact.SEALS or not entry.s.startswith(ON[entry.type])) and (misfit := self._misfit(entry, fact)):
            raise Broken(wrong or misfit)
        else:
            try:
                self._law(type(fact))(self, entry, fact)
            except Broken as broken:
                wrong = wrong or str(broken)
        self.seen.evolve(entry, fact)
        if kind in FOLLOWS:
            self.duties.evolve(entry, fact)
        if kind in _ELSEWHERE:
            self._shown.clear()
        elif entry.s in self._shown:
            del self._shown[entry.s]
        if wrong:
            raise Broken(wrong)

    def skip(self, entry: Entry) -> None:
        """Pass over an entry whose bytes are not as they have to be, keeping its place."""
        self.places[entry.s] = entry.n

    def _carry(self, fact: Unknown) -> None:
        name = f"{fact.name[:60]} version {fact.version}"
        if name not in self.unknown and len(self.unknown) >= MOST_UNKNOWN:
            name = "of other kinds"
        self.unknown[name] = self.unknown.get(name, 0) + 1

    def _envelope(self, entry: Entry, place: int) -> str:
        if entry.n != place + 1:
            return f"it says it is number {entry.n} of its stream, where number {place + 1} comes."
        if entry.t != self._time and (late := self._late(entry.t)):
            return late
        if (not place and not STREAM.fullmatch(entry.s)) or (entry.by not in self._authors and not self._author(entry.by)):
            return "its stream or its author is not written as one."
        return ""

    def _author(self, by: str) -> bool:
        if _BY.fullmatch(by):
            self._authors.add(by)
            return True
        return False

    def _misfit(self, entry: Entry, fact: Fact) -> str:
        if not entry.s.startswith(ON[fact.NAME]):
            return f"{entry.type} does not stand on such a stream."
        return self._sealed(entry, fact) if entry.cm or fact.SEALS else ""

    def _sealed(self, entry: Entry, fact: Fact) -> str:
        seals, starred = len(fact.SEALS), bool(fact.SEALS) and fact.SEALS[-1][0].endswith("*")
        if len(entry.cm) != seals and not (starred and len(entry.cm) >= seals - 1):
            return f"{entry.type} has {seals} seals, and this has {len(entry.cm)}."
        for k in range(len(entry.cm)):
            whose = guard(type(fact), k)[1]
            if whose == "office" or (whose == "words" and entry.by.startswith("o_")):
                self.redactable.add((entry.i, k))
        return ""

    def _late(self, t: str) -> str:
        if not _TIME.fullmatch(t):
            return "its time is not written as one."
        if t < self._time:
            return f"its time, {t}, is before that of the entry before it, {self._time}."
        try:
            minute = int(datetime.datetime.fromisoformat(t.replace("Z", "+00:00")).timestamp()) // 60
        except ValueError:
            return "its time is no time."
        self._time, self.minute = t, minute
        if self.community.founded and minute % self.community.rules.grain:
            return f"its time, {t}, is finer than the charter allows."
        return ""

    @property
    def day(self) -> str:
        """The first day, `YYYY-MM-DD`, on which the entry that is judged can have been made."""
        return self._time[:10]

    @property
    def last_day(self) -> str:
        """The last such day: its time is floored to the grain."""
        day = (self.minute + self.community.rules.grain - 1) // 1440
        return (datetime.date(1970, 1, 1) + datetime.timedelta(days=min(day, _DAYS))).isoformat()

    def office(self, entry: Entry, *roles: str) -> None:
        """Who acts is the house, or an office that holds one of the roles."""
        if entry.by != "house" and not any(self.community.holds(entry.by, role) for role in roles):
            who = f"a {' or '.join(roles)}" if roles else "the office that answers"
            raise Broken(f"only {who} may do this, and {entry.by} is none.")

    def answers(self, entry: Entry, body: str) -> None:
        """Who acts is the office whose matter it is, while it serves, and after that any officer; or the house."""
        if not self.community.serves(body):
            self.office(entry, "officer")
        elif entry.by != body:
            self.office(entry)

    def in_time(self, name: str) -> None:
        """Where what is owed is met or put off after its day, the record has said that it was overdue."""
        duty = self.duties.known.get(name)
        if duty is not None and duty.unnoted(self.day) and later(duty.due, 1) < self.day:
            raise Broken(f"the host left out that {name} was overdue: it was due on {duty.due}.")

    def going(self, place: str) -> None:
        """A canvas is open."""
        if self.canvases.get(place) is not True:
            raise Broken("its canvas is not open.")

    def here(self, entry: Entry, place: str) -> Person:
        """Who acts has joined a canvas and has not left."""
        person = self.people.get(entry.by)
        if person is None or person.canvas != place or person.gone:
            raise Broken(f"{entry.by} has not joined this canvas, or has left it.")
        return person

    def active(self, entry: Entry, place: str, late: bool = False) -> None:
        """Who acts is in a canvas that is open, or that was opened if `late`, or is an office that holds a role."""
        if not (late and place in self.canvases):
            self.going(place)
        if not entry.by.startswith("o_"):
            self.here(entry, place)
        elif not self.community.serves(entry.by):
            raise Broken(f"{entry.by} holds no role.")

    def piece(self, name: str) -> Piece:
        """A contribution that was received, and neither it nor its author was erased."""
        piece = self.pieces.get(name)
        if piece is None:
            raise Broken("it is about a contribution that was never received.")
        if piece.erased or ((author := self.people.get(piece.by)) and author.erased):
            raise Broken("it is about a contribution that was erased before.")
        return piece

    def shown(self, name: str) -> bool:
        """Whether the words of a contribution are public at this point, or are an office's and were redacted."""
        shown = self._shown.get(name)
        if shown is None:
            status = self.seen.status(self.seen.pieces[name].words, 0)
            shown = self._shown[name] = status.state == "public" or status.why == "redacted"
        return shown

    def words(self, entry: Entry, name: str, kind: str, place: str) -> None:
        """A contribution holds the words that come with an entry: of a kind, by who acts, in a canvas."""
        piece = self.piece(name)
        if (piece.by, piece.kind, piece.canvas) != (entry.by, kind, place):
            raise Broken(f"the words that it names are no {kind} by who acts, in its canvas.")

    def own(self, entry: Entry) -> Piece:
        """A contribution that the one who acts brought."""
        piece = self.piece(entry.s)
        if piece.by != entry.by:
            raise Broken("only who brought a contribution may do this.")
        return piece

    def terms(self, name: str) -> tuple[Decision, decision.Called]:
        """A decision that was called, with its terms."""
        state = self.decisions.get(name)
        if state is None or state.called is None:
            raise Broken("it is about a decision that was never called.")
        return state, state.called

    def way(self, name: str, version: str) -> Method | None:
        """The way to decide of that name, if one is installed that counts as that version does."""
        method = self.methods.get(name)
        return method if method is not None and major(method.version) == major(version) else None


def major(version: str) -> str:
    """The part of a version within which results are the same."""
    return version.partition(".")[0]
