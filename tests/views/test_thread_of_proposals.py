"""Whatever is merged, split, contested and decided, a delivered commitment leads back to each story, and each story to it."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.domain import Refused, decide
from folkmoot.domain.amending import MergeProposal, ObjectToMerge, SplitProposal
from folkmoot.domain.commitment import DeliverCommitment, MakeCommitment
from folkmoot.domain.deciding import CallDecision, CastBallot, Choice, CloseDecision, OpenDecision
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.domain.proposing import BeginProposal
from folkmoot.domain.rules import Command
from folkmoot.domain.theme import ContestLink, LinkToTheme, MakeTheme
from folkmoot.events.entry import write
from folkmoot.views import thread
from folkmoot.views.digest import fold
from folkmoot.views.reading import View
from tests.rules.given import SAID, founded

WHY: dict[str, Any] = SAID | {"text": "Because."}
NUMBER = st.integers(0, 7)
DO = ["link", "contest", "begin", "begin", "merge", "object", "split", "decide", "commit", "deliver"]
ACTS = st.lists(st.tuples(st.sampled_from(DO), NUMBER, NUMBER, NUMBER), min_size=5, max_size=40)


class Town:
    """A world in which things come of things, with the steps between them kept the plain way. standing: (from, to)."""

    def __init__(self) -> None:
        self.world = founded()
        self.world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
        self.canvas, self.officer = self.world.canvas(), self.world.office("officer")
        self.people = [self.world.person(self.canvas) for _ in range(3)]
        self.stories = [self.world.brings(by, self.canvas, "story") for by in self.people]
        make = MakeTheme(canvas=self.canvas, **(SAID | {"text": "Stairs"}))
        self.themes = [self.world.when(by, make)[-1].stream for by in self.people[:2]]
        self.proposals: list[str] = []
        self.began: dict[str, str] = {}
        self.decisions: list[str] = []
        self.commitments: list[str] = []
        self.delivered: list[str] = []
        self.into: dict[str, str] = {}
        self.standing: set[tuple[str, str]] = set()

    def does(self, by: str, command: Command) -> str | None:
        """The stream of the last act, None when the rules refuse, or when there was nothing to do."""
        try:
            decide(command, self.world.context(by))
        except Refused:
            return None
        acts = self.world.when(by, command)
        return acts[-1].stream if acts else None

    def act(self, kind: str, a: int, b: int, c: int) -> None:
        """Try to do something, and if the rules take it, note the steps that stand from then on."""
        getattr(self, f"_{kind}")(a, b, c)

    def _link(self, a: int, b: int, c: int) -> None:
        story, theme = _one(self.stories, a), _one(self.themes, b)
        if self.does(_one(self.people, c), LinkToTheme(theme=theme, contribution=story, **WHY)):
            self.standing.add((story, theme))

    def _contest(self, a: int, b: int, c: int) -> None:
        story, theme, by = _one(self.stories, a), _one(self.themes, b), _one(self.people, c)
        if self.does(by, ContestLink(theme=theme, contribution=story, **WHY)) and a % 3 == c % 3:
            self.standing.discard((story, theme))

    def _begin(self, a: int, b: int, c: int) -> None:
        sources = {_one([*self.stories, *self.themes, *self.proposals], a), _one([*self.themes, *self.proposals], b)}
        begin = BeginProposal(canvas=self.canvas, sources=tuple(sorted(sources)), **(SAID | {"text": "A rail."}))
        if made := self.does(_one(self.people, c), begin):
            self.proposals.append(made)
            self.began[made] = _one(self.people, c)
            self.standing |= {(source, made) for source in sources}

    def _merge(self, a: int, b: int, c: int) -> None:
        if self.proposals:
            one, into = _one(self.proposals, a), _one(self.proposals, b)
            if self.does(self.began[one], MergeProposal(proposal=one, into=into)):
                self.standing.add((one, into))
                self.into[one] = into

    def _object(self, a: int, b: int, c: int) -> None:
        for one, into in sorted(self.into.items()):
            if self.does(_one(self.people, c), ObjectToMerge(proposal=one, **WHY)):
                self.standing.discard((one, into))
                del self.into[one]
                return

    def _split(self, a: int, b: int, c: int) -> None:
        if self.proposals:
            one = _one(self.proposals, a)
            parts = tuple(part for part in self.proposals if (one, part) in self.standing and self.into.get(one) != part)
            if self.does(self.began[one], SplitProposal(proposal=one, into=parts)):
                self.standing |= {(one, part) for part in parts}

    def _decide(self, a: int, b: int, c: int) -> None:
        inputs = {_one([*self.stories, *self.proposals], a), _one([*self.stories, *self.proposals], b)}
        options = Choice("A rail."), Choice("A lift.")
        call = CallDecision(canvas=self.canvas, question="What?", options=options, inputs=tuple(sorted(inputs)))
        if made := self.does("house", call):
            self.does("house", OpenDecision(decision=made))
            self.does(_one(self.people, c), CastBallot(decision=made, choice=["a"]))
            self.does("house", CloseDecision(decision=made))
            self.decisions.append(made)
            self.standing |= {(source, made) for source in inputs}

    def _commit(self, a: int, b: int, c: int) -> None:
        if self.decisions:
            decision = _one(self.decisions, a)
            words: dict[str, Any] = {"text": "A rail.", "owner": self.officer, "due": "2025-06-01", "decision": decision}
            if made := self.does(self.officer, MakeCommitment(canvas=self.canvas, **words)):
                self.commitments.append(made)
                self.standing.add((decision, made))

    def _deliver(self, a: int, b: int, c: int) -> None:
        if self.commitments:
            one = _one(self.commitments, a)
            if self.does(self.officer, DeliverCommitment(commitment=one, text="It is there.")):
                self.delivered.append(one)


def _one(things: list[str], n: int) -> str:
    return things[n % len(things)]


@settings(max_examples=80, deadline=None)
@given(ACTS)
def test_every_delivered_commitment_reaches_each_story_it_came_of_and_back(acts: list[tuple[str, int, int, int]]) -> None:
    town = Town()
    for kind, *numbers in [*acts, ("decide", 0, 7, 0), ("commit", 0, 0, 0), ("deliver", 0, 0, 0)]:
        town.act(kind, *numbers)
    db = fold(map(write, town.world.entries))
    view = View(db)
    assert town.delivered
    for done in town.delivered:
        back = _walked(view, done, "before")
        assert back == _reached({(there, here) for here, there in town.standing}, done)
        for story in town.stories:
            assert (done in _walked(view, story, "after")) == (story in back)
    for here, there in sorted(town.standing):
        steps = [step for step, _ in thread.between(view, here, there) if step.state != "gone"]
        assert steps
        assert all(step.by and step.t for step in steps)
    db.close()


def _walked(view: View, one: str, way: str) -> set[str]:
    found = thread.around(view, one, most=10_000)
    assert found is not None
    assert not found.more
    return {step.there.id if way == "after" else step.here.id for step in getattr(found, way)} - {one}


def _reached(standing: set[tuple[str, str]], start: str) -> set[str]:
    """What the steps lead to from a thing, worked out the plain way."""
    found: set[str] = set()
    while more := {there for here, there in standing if here in found | {start}} - found:
        found |= more
    return found - {start}
