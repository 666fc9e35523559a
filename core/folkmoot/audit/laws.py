"""What a rule would have refused is a fault when it stands in the record all the same."""

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from folkmoot.domain.community import Community
from folkmoot.domain.decision import Decision
from folkmoot.domain.rules import Method
from folkmoot.events import community, decision
from folkmoot.events.entry import Entry
from folkmoot.events.fact import KINDS, Fact, Unknown, guard

_OF = {"community": "community", "charter": "community", "role": "community", "keys": "community", "plugin": "community",
       "payload": "community", "record": "community", "source": "src", "canvas": "can", "participant": "p", "response": "p",
       "contribution": "con", "consent": "con", "licence": "con", "duty": "con", "decision": "dec", "ballot": "dec"}  # fmt: skip
"""First word of a kind -> the streams that it stands on."""

_ON = {name: _OF[name.partition(".")[0]] for name in KINDS}
_STREAM = re.compile(r"community|(can|p|con|dec|src)_[a-z2-7]{16}")
_BY = re.compile(r"house|[op]_[a-z2-7]{16}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ")


class Broken(Exception):
    """A rule is broken; the message says which, in one sentence."""


class Person(msgspec.Struct):
    """rolls: each roll they are on, with the index of the entry that put them there."""

    canvas: str
    rolls: dict[str, int]
    gone: bool = False
    erased: bool = False


class Piece(msgspec.Struct):
    canvas: str
    kind: str
    by: str


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
        self.community = Community()
        self.decisions: dict[str, Decision] = {}
        self.keys = community.KeysStated(checkpoint="", receipt="")
        self.canvases: dict[str, bool] = {}
        self.people: dict[str, Person] = {}
        self.pieces: dict[str, Piece] = {}
        self.sources: set[str] = set()
        self._time = ""
        self._authors: set[str] = set()
        self.seals: dict[int, tuple[bool, ...]] = {}

    def take(self, entry: Entry, fact: Fact | Unknown) -> None:
        """Take the next entry in.

        Raises Broken with what is wrong; the entry is followed all the same, so that what comes after is judged fairly.
        """
        wrong = self._envelope(entry, fact)
        self.places[entry.s] = entry.n
        if isinstance(fact, Unknown):
            self.unknown[fact.name] = self.unknown.get(fact.name, 0) + 1
        else:
            try:
                self._law(type(fact))(self, entry, fact)
            except Broken as broken:
                wrong = wrong or str(broken)
        if wrong:
            raise Broken(wrong)

    def _envelope(self, entry: Entry, fact: Fact | Unknown) -> str:
        place = self.places.get(entry.s, 0)
        if entry.n != place + 1:
            return f"it says it is number {entry.n} of its stream, where number {place + 1} comes."
        if entry.t != self._time and (late := self._late(entry.t)):
            return late
        if (not place and not _STREAM.fullmatch(entry.s)) or (entry.by not in self._authors and not self._author(entry.by)):
            return "its stream or its author is not written as one."
        if isinstance(fact, Unknown):
            return ""
        if not entry.s.startswith(_ON[fact.NAME]):
            return f"{entry.type} does not stand on such a stream."
        return self._sealed(entry, fact) if entry.cm or fact.SEALS else ""

    def _author(self, by: str) -> bool:
        if _BY.fullmatch(by):
            self._authors.add(by)
            return True
        return False

    def _sealed(self, entry: Entry, fact: Fact) -> str:
        seals = len(fact.SEALS)
        starred = bool(seals) and fact.SEALS[-1][0].endswith("*")
        if len(entry.cm) != seals and not (starred and len(entry.cm) >= seals - 1):
            return f"{entry.type} has {seals} seals, and this has {len(entry.cm)}."
        guards = (guard(type(fact), k)[1] for k in range(len(entry.cm)))
        of_office = tuple(whose == "office" or (whose == "words" and entry.by.startswith("o_")) for whose in guards)
        if any(of_office):
            self.seals[entry.i] = of_office
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
        self._time = t
        if self.community.founded and minute % self.community.rules.grain:
            return f"its time, {t}, is finer than the charter allows."
        return ""

    def office(self, entry: Entry, *roles: str) -> None:
        """Who acts is the house, or an office that holds one of the roles."""
        if entry.by != "house" and not any(self.community.holds(entry.by, role) for role in roles):
            raise Broken(f"only a {' or '.join(roles)} may do this, and {entry.by} is none.")

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

    def piece(self, name: str) -> Piece:
        """A contribution that was received."""
        if name not in self.pieces:
            raise Broken("it is about a contribution that was never received.")
        return self.pieces[name]

    def own(self, entry: Entry) -> None:
        """Who acts brought the contribution."""
        if self.piece(entry.s).by != entry.by:
            raise Broken("only who brought a contribution may do this.")

    def terms(self, name: str) -> tuple[Decision, decision.Called]:
        """A decision that was called, with its terms."""
        state = self.decisions.get(name)
        if state is None or state.called is None:
            raise Broken("it is about a decision that was never called.")
        return state, state.called
