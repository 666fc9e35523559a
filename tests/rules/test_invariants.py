"""Whatever people ask, in whatever order: a steward is there, one ballot a person counts, and nothing shows that may not."""

from collections import defaultdict
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from folkmoot.domain import Command, Refused
from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.community import STREAM, GiveRole, TakeRoleBack
from folkmoot.domain.contributing import (
    Contribute,
    EraseContribution,
    GiveConsent,
    Link,
    Revise,
    Share,
    Withdraw,
    WithdrawConsent,
)
from folkmoot.domain.contribution import Contribution
from folkmoot.domain.deciding import CallDecision, CastBallot, Choice, CloseDecision, OpenDecision, ReviewDecision
from folkmoot.domain.decision import Decision, inputs_digest
from folkmoot.domain.moderation import Hide, Hold, PutForwardText, Redact, Release, Restore
from folkmoot.domain.openness import Openness
from folkmoot.domain.participant import Attest, EraseParticipant, Join, Leave, Participant, Respond
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.events.community import Role, RoleGiven, RoleTakenBack
from folkmoot.events.contribution import Erased, Held, Hidden, Released, Restored, Shared, Withdrawn
from folkmoot.events.decision import BallotCast, Closed, Electorate
from folkmoot.events.ground import ConsentGiven, ConsentWithdrawn
from folkmoot.events.participant import ParticipantErased
from tests.rules.given import ASKED, DAY, NOBODY, SAID, founded
from tests.rules.votes import opened

NUMBER = st.integers(0, 10_000)
"""Chooses among what is there, whatever that is by then."""


ROLE = st.sampled_from(["steward", "steward", "moderator", "facilitator"])
CHOICE = st.sets(st.sampled_from("aaabbbz")).map(sorted)


class Community(RuleBasedStateMachine):
    """A community of a few people, two canvases and six offices, in which anybody asks anything."""

    @initialize()
    def begin(self) -> None:
        self.world = founded()
        self.world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
        self.offices = [self.world.office(role) for role in ("steward", "facilitator", "officer", "moderator")]
        self.offices.append(next(iter(self.world.see(STREAM).roles)))
        self.canvases = [self.world.canvas(), self.world.canvas()]
        self.people = [self.world.person(self.canvases[n % 2]) for n in range(5)]
        self.pieces = [self.world.brings(by, self.world.see(by).canvas) for by in self.people]
        self.decisions = [opened(self.world, canvas) for canvas in self.canvases]
        self.pieces.insert(0, "con" + NOBODY)
        self.decisions.insert(0, "dec" + NOBODY)

    def ask(self, by: str, command: Command) -> None:
        """Ask; a refusal is an answer, anything else that is raised is a fault."""
        try:
            acts = self.world.when(by, command)
        except Refused:
            return
        for act in acts[:1]:
            known = {"con": self.pieces, "dec": self.decisions}.get(act.stream.partition("_")[0], [act.stream])
            if act.stream not in known:
                known.append(act.stream)

    def one(self, of: list[str], number: int) -> str:
        """One of several, the latest for small numbers."""
        return of[-1 - number % len(of)]

    def of_canvas(self, stream: str) -> list[str]:
        """People of the canvas of a contribution or decision; of any canvas where there is none."""
        state = self.world.see(stream)
        canvas = getattr(state, "canvas", "") or getattr(getattr(state, "called", None), "canvas", "")
        return [by for by in self.people if self.world.see(by).canvas == canvas] or self.people

    def words_of(self, piece: str, number: int) -> int:
        """Index of the entry that brought a contribution, or of any entry."""
        brought = [entry.i for entry in self.world.entries if entry.s == piece]
        return brought[0] if brought and number % 2 else number % len(self.world.entries)

    @rule(who=NUMBER, where=NUMBER)
    def joins(self, who: int, where: int) -> None:
        if who % 3 and len(self.people) < 12:
            self.people.append(self.world.new("p_"))
        by = self.people[-1] if who % 3 else self.one(self.people, who)
        self.ask(by, Join(canvas=self.world.see(by).canvas or self.one(self.canvases, where)))

    @rule(who=NUMBER, what=NUMBER, publish=st.booleans(), kind=st.sampled_from(["statement", "story", "comment"]))
    def brings(self, who: int, what: int, publish: bool, kind: Any) -> None:
        by = self.one(self.offices if who % 6 == 5 else self.people, who)
        parent = self.one(self.pieces, what) if kind == "comment" else ""
        canvas = getattr(self.world.see(by), "canvas", "") or self.canvases[1]
        more = SAID | {"publish": publish, "parent": parent, "canvas": canvas, "kind": kind}
        self.ask(by, Contribute(text=f"Said {who}.", **more))

    @rule(who=NUMBER, what=NUMBER, ways=st.lists(st.integers(0, 8), min_size=1, max_size=3))
    def governs(self, who: int, what: int, ways: list[int]) -> None:
        piece = self.one(self.pieces, what)
        by = getattr(self.world.see(piece), "by", "") or self.one(self.people, who)
        commands: list[Command] = [
            Share(contribution=piece, **ASKED),
            Revise(contribution=piece, text="In other words.", lang="en"),
            Withdraw(contribution=piece),
            GiveConsent(contribution=piece, purposes=("publish", "quote"), **ASKED),
            WithdrawConsent(contribution=piece, purposes=("publish",)),
            EraseContribution(contribution=piece),
            Link(contribution=piece, to=self.one(self.pieces, who), relation="supports"),
            Leave(),
            EraseParticipant(participant=by),
        ]
        for way in ways:
            self.ask(by if who % 5 != 4 else self.one(self.people, who), commands[way])

    @rule(who=NUMBER, what=NUMBER, ways=st.lists(st.integers(0, 8), min_size=1, max_size=4))
    def moderates(self, who: int, what: int, ways: list[int]) -> None:
        piece = self.one(self.pieces, what)
        commands: list[Command] = [
            Hold(contribution=piece, reason="report"),
            Release(contribution=piece),
            Hide(contribution=piece, reason="abuse", statement="It insults."),
            Restore(contribution=piece, reason="It does not."),
            PutForwardText(contribution=piece),
            Attest(participant=self.one(self.people, what), roll="code"),
            EraseContribution(contribution=piece, ground="ordered"),
            Redact(entry=self.words_of(piece, what), seal=0, reason="It names somebody."),
            ConcludeCanvas(canvas=self.canvases[0], reason="It is done."),
        ]
        for way in ways:
            if way < 8 or what % 10 == 9:
                self.ask(self.one(self.offices, who) if who % 2 else "house", commands[way])

    @rule(who=NUMBER, what=NUMBER, value=st.sampled_from([-1, 0, 1]))
    def answers(self, who: int, what: int, value: Any) -> None:
        piece = self.one(self.pieces, what)
        self.ask(self.one(self.of_canvas(piece), who), Respond(statement=piece, value=value))

    @rule(who=NUMBER, where=NUMBER, what=NUMBER, until=st.sampled_from(["opened", "closed"]))
    def calls(self, who: int, where: int, what: int, until: Any) -> None:
        electorate = Electorate(rolls=("open", "code") if who % 4 else ("code",), until=until)
        source = self.one(self.pieces, what) if what % 3 == 1 else ""
        canvas = getattr(self.world.see(source), "canvas", "") or self.one(self.canvases, where)
        terms: dict[str, Any] = {"options": (Choice("A tree", source), Choice("A bench")), "electorate": electorate, "quorum": 2}
        if len(self.decisions) < 5:
            self.ask("house", CallDecision(canvas=canvas, question="Which?", **terms))

    @rule(what=NUMBER, ballots=st.lists(st.tuples(NUMBER, CHOICE), min_size=1, max_size=6))
    def votes(self, what: int, ballots: list[tuple[int, list[str]]]) -> None:
        decision = self.one(self.decisions, what)
        for who, choice in ballots:
            self.ask(self.one(self.of_canvas(decision), who), CastBallot(decision=decision, choice=choice))

    @rule(who=NUMBER, what=NUMBER, way=st.sampled_from([0, 0, 0, 1, 2]))
    def conducts(self, who: int, what: int, way: int) -> None:
        decision = self.one(self.decisions, what)
        commands: list[Command] = [
            OpenDecision(decision=decision),
            CloseDecision(decision=decision),
            ReviewDecision(decision=decision, outcome="stands", text="It works."),
        ]
        self.ask(self.one(self.offices, who) if who % 3 else "house", commands[way])

    @rule(who=NUMBER, offices=st.lists(st.integers(0, 4), min_size=1, max_size=5), role=ROLE, give=st.booleans())
    def staffs(self, who: int, offices: list[int], role: Role, give: bool) -> None:
        for number in offices:
            office = self.offices[number]
            giving = GiveRole(role=role, title="Again", office=office)
            taking = TakeRoleBack(office=office, role=role, reason="Moved on.")
            self.ask("house" if who % 2 else self.one(self.offices, who), giving if give else taking)

    @rule(days=st.integers(1, 3))
    def waits(self, days: int) -> None:
        self.world.minute += days * DAY

    @invariant()
    def there_is_a_steward(self) -> None:
        stewards = set()
        for entry in self.world.entries:
            fact = entry.fact()
            if isinstance(fact, RoleGiven) and fact.role == "steward":
                stewards.add(fact.office)
            elif isinstance(fact, RoleTakenBack) and fact.role == "steward":
                stewards.discard(fact.office)
        assert stewards

    @invariant()
    def one_ballot_a_person_counts_and_the_tally_is_of_those(self) -> None:
        cast: dict[str, dict[str, Any]] = defaultdict(dict)
        closed = set()
        for entry in self.world.entries:
            fact = entry.fact()
            if isinstance(fact, BallotCast):
                assert entry.s not in closed
                cast[entry.s][entry.by] = fact.choice
            elif isinstance(fact, Closed):
                closed.add(entry.s)
                assert (fact.ballots, fact.input) == (len(cast[entry.s]), inputs_digest(cast[entry.s]))
        for stream, state in self.states(Decision):
            assert state.ballots == cast[stream]
            assert all(self.world.see(voter).canvas == state.terms.canvas for voter in state.ballots)
            if state.tallied is not None:
                assert state.tallied.counts == {
                    option: sum(option in choice for choice in cast[stream].values()) for option in ("a", "b")
                }

    @invariant()
    def what_was_taken_back_stopped_or_erased_is_not_public(self) -> None:
        stopped = self.stopped()
        for i, k in self.world.openness.public():
            entry = self.world.entries[i]
            if entry.s.startswith("con_") and entry.type in ("contribution.received", "contribution.revised"):
                assert k == 0
                assert not stopped[entry.s], (entry.s, stopped[entry.s])
                assert entry.by not in stopped["erased"]
            assert entry.type != "consent.given"

    def stopped(self) -> dict[str, set[str]]:
        """Why each contribution may not show, told naively; under `erased`, the people who are."""
        stopped: dict[str, set[str]] = defaultdict(set)
        for entry in self.world.entries:
            match entry.fact():
                case Withdrawn() | Held() | Hidden() | Erased():
                    stopped[entry.s].add(entry.type)
                case Shared():
                    stopped[entry.s].discard("contribution.withdrawn")
                case Released():
                    stopped[entry.s].discard("contribution.held")
                case Restored():
                    stopped[entry.s].discard("contribution.hidden")
                case ConsentWithdrawn(purposes=purposes) if "publish" in purposes:
                    stopped[entry.s].add("consent")
                case ConsentGiven(purposes=purposes) if "publish" in purposes:
                    stopped[entry.s].discard("consent")
                case ParticipantErased():
                    stopped["erased"].add(entry.s)
        return stopped

    @invariant()
    def the_rules_and_the_record_agree_on_what_is_shown(self) -> None:
        for stream, state in self.states(Contribution):
            words = [entry.i for entry in self.world.entries if entry.s == stream and entry.type in _WORDS]
            status = self.world.openness.status(words[-1], 0)
            undisturbed = status.state != "gone" or state.erased
            assert not undisturbed or state.visible == (status.state == "public")
            assert all(self.world.openness.status(i, 0).state != "public" for i in words[:-1])

    @invariant()
    def responses_are_one_a_person_and_statement(self) -> None:
        for _, state in self.states(Participant):
            for statement in state.responses:
                assert self.world.see(statement).canvas == state.canvas

    def states(self, kind: type[Any]) -> list[tuple[str, Any]]:
        """Streams of a kind that have an entry, with their state."""
        streams = {entry.s for entry in self.world.entries}
        return [(stream, self.world.see(stream)) for stream in streams if isinstance(self.world.see(stream), kind)]

    def teardown(self) -> None:
        again = Openness()
        for entry in self.world.entries if hasattr(self, "world") else ():
            again.evolve(entry, entry.fact())
        assert not hasattr(self, "world") or again == self.world.openness


_WORDS = ("contribution.received", "contribution.revised")

TestCommunity = Community.TestCase
TestCommunity.settings = settings(max_examples=80, stateful_step_count=60, deadline=None)
