"""Given entries, when a command is asked, then entries or a refusal: the rules alone, without a store."""

import time
from collections.abc import Callable
from typing import Any, TypeVar, get_args

import pytest

from folkmoot.domain import Act, Command, Context, Refused, blank, decide
from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.community import STREAM, FoundCommunity, GiveRole
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.duty import DUTIES
from folkmoot.domain.openness import Openness
from folkmoot.domain.participant import Join
from folkmoot.domain.rules import Method
from folkmoot.events.community import Role, RoleGiven, Rules
from folkmoot.events.contribution import Kind
from folkmoot.events.entry import Entry, pub_of
from folkmoot.events.fact import Fact
from folkmoot_approval import Approval

NOBODY = "_aaaaaaaaaaaaaaaa"
"""End of an id that nothing has."""

DAY = 1440
SEAL = "A" * 43 + "="


class World:
    """A record in memory: entries so far, the state they fold to, and the time in minutes since 1970."""

    def __init__(self, minute: int = 29_000_040, methods: tuple[Method, ...] = (Approval(),)) -> None:
        self.minute = minute
        self.methods = {method.name: method for method in methods}
        self.entries: list[Entry] = []
        self.states: dict[str, Any] = {}
        self.openness = Openness()
        self._made = 0

    def see(self, stream: str) -> Any:
        """State of a stream, None when there can be no such stream."""
        state = self.states.get(stream)
        if state is None:
            state = blank(stream)
            if state is not None:
                self.states[stream] = state
        return state

    def given(self, by: str, stream: str, fact: Fact, seals: int = 0, via: str = "web") -> Entry:
        """Record a fact, as it comes back from its bytes."""
        entry = Entry(
            by=by,
            cm=(SEAL,) * seals,
            i=len(self.entries),
            n=1 + sum(entry.s == stream for entry in self.entries),
            pub=pub_of(fact),
            s=stream,
            t=self._time(),
            type=fact.NAME,
            v=fact.VERSION,
            via=via,
        )
        self.entries.append(entry)
        self.see(stream).evolve(entry, entry.fact())
        self.see(DUTIES).evolve(entry, entry.fact())
        self.openness.evolve(entry, entry.fact())
        return entry

    def when(self, by: str, command: Command, via: str = "web") -> list[Act]:
        """Ask for something; what follows is recorded and answered."""
        acts = decide(command, self.context(by, via))
        for act in acts:
            self.given(by, act.stream, act.fact, len(act.words), via)
        return acts

    def refused(self, by: str, command: Command, via: str = "web") -> str:
        """Ask for something that the rules refuse; the sentence of the refusal."""
        with pytest.raises(Refused) as refusal:
            decide(command, self.context(by, via))
        sentence = str(refusal.value)
        assert sentence[0].isupper(), sentence
        assert sentence.endswith("."), sentence
        return sentence

    def context(self, by: str, via: str = "web") -> Context:
        """What a rule may know now."""
        return Context(by, via, self.minute, self.see, self.new, self.methods, self._entry)

    def new(self, prefix: str) -> str:
        """A fresh id."""
        self._made += 1
        letters = "abcdefghijklmnopqrstuvwxyz234567"
        number = "".join(letters[self._made // 32**place % 32] for place in (2, 1, 0))
        return f"{prefix}{'made':z<13}{number}"

    def _entry(self, index: int) -> Entry | None:
        return self.entries[index] if 0 <= index < len(self.entries) else None

    def _time(self) -> str:
        grain = self.see(STREAM).rules.grain
        return time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime(self.minute // grain * grain * 60))

    # what most tests begin with

    def office(self, role: Role) -> str:
        """A new office that holds a role."""
        return the(RoleGiven, self.when("house", GiveRole(role=role, title=f"The {role}"))).office

    def canvas(self) -> str:
        """A new canvas."""
        command = OpenCanvas(question="What is the yard for?", promise="We answer by spring.", level="involve")
        return self.when("house", command)[0].stream

    def person(self, canvas: str) -> str:
        """Somebody new in a canvas."""
        by = self.new("p_")
        self.when(by, Join(canvas=canvas))
        return by

    def brings(self, by: str, canvas: str, kind: Kind = "statement", **more: Any) -> str:
        """A public contribution."""
        text = {"text": f"The yard needs a tree, says {self._made}."}
        return self.when(by, Contribute(**(SAID | text | {"canvas": canvas, "kind": kind} | more)))[0].stream


SAID: dict[str, Any] = {
    "lang": "en",
    "publish": True,
    "notice": "publish/1",
    "notice_text": "May we show what you wrote?",
    "notice_lang": "en",
}
"""Fields with which a person says yes to publishing."""

ASKED: dict[str, Any] = {"notice": "publish/1", "notice_text": "May we show what you wrote?", "notice_lang": "en"}
"""Fields of the consent alone."""


def founded(rules: Rules | None = None, **more: Any) -> World:
    """A world with a community in it."""
    world = World(**more)
    world.when("house", FOUND if rules is None else FoundCommunity(**(_FOUND | {"rules": rules})), via="house")
    return world


_FOUND: dict[str, Any] = {
    "name": "Elm Yard",
    "languages": ("en", "cy"),
    "charter": "We listen before we answer.",
    "steward": "Steward of Elm Yard",
    "checkpoint_key": "elm+44ba451b+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
    "receipt_key": "elm/receipt+d2f35135+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
}
FOUND = FoundCommunity(**_FOUND)


F = TypeVar("F", bound=Fact)


def the(kind: type[F], acts: list[Act]) -> F:
    """The one fact of a kind among acts."""
    (fact,) = (act.fact for act in acts if isinstance(act.fact, kind))
    return fact


def facts(acts: list[Act]) -> list[Fact]:
    """What acts record."""
    return [act.fact for act in acts]


def steward(world: World) -> str:
    """The first steward."""
    roles: dict[str, set[Role]] = world.see(STREAM).roles
    return next(iter(roles))


def only(roles: set[Role], world: World, ask: Callable[[str], Command], people: str = "Only a") -> None:
    """Of all roles, exactly these may ask; nor may a participant or an office that was never given a role. people: words of
    the refusal to somebody who takes part nowhere.
    """
    for role in get_args(Role):
        by = world.office(role)
        if role in roles:
            assert decide(ask(by), world.context(by))
        else:
            assert "Only a" in world.refused(by, ask(by))
    for stranger, said in (("o" + NOBODY, "Only a"), ("p" + NOBODY, people)):
        assert said in world.refused(stranger, ask(stranger))
