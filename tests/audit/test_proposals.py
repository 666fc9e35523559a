"""Whatever the rules let through about proposals, the audit finds no fault in, and the views count as the rules do."""

import contextlib
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.domain import Command, Refused
from folkmoot.domain.amending import (
    AcceptAmendment,
    DeclineAmendment,
    MergeProposal,
    ObjectToMerge,
    OfferAmendment,
    SplitProposal,
)
from folkmoot.domain.contributing import EraseContribution, Withdraw
from folkmoot.domain.participant import EraseParticipant, Join, Leave
from folkmoot.domain.proposing import (
    AdmitEditor,
    BeginProposal,
    ContestSubstance,
    PublishVersion,
    SupportProposal,
    WithdrawProposal,
    WithdrawSupport,
)
from folkmoot.events.community import Rules
from folkmoot.events.entry import write
from folkmoot.views import proposal as proposals
from folkmoot.views.digest import fold
from folkmoot.views.reading import View
from tests.audit.forging import broken
from tests.rules.given import SAID, World, founded
from tests.rules.proposals import TEXT, WHY, publish


class Busy(World):
    """People and offices who do with proposals whatever comes to their mind."""

    chance: random.Random
    canvas_: str
    people: list[str]
    offices: list[str]
    proposals: list[str]

    def some(self) -> Command:
        """Something that somebody may ask or not."""
        pick = self.chance.choice
        one, other = pick(self.proposals), pick(self.proposals)
        state = self.see(one)
        amendment = pick([*state.amendments, "con_aaaaaaaaaaaaaaaa"])
        version = self.chance.randint(1, state.version)
        taken = tuple(name for name, became in state.amendments.items() if became == "offered" and self.chance.random() < 0.5)
        parts = tuple(name for name in self.proposals if one in self.see(name).sources)[:2]
        asked: list[Command] = [
            BeginProposal(canvas=self.canvas_, sources=(one, other), **TEXT),
            publish(one, pick([True, False]), *taken),
            PublishVersion(proposal=one, substance=False, because="It reads better.", **TEXT),
            AdmitEditor(proposal=one, editor=pick(self.people + self.offices)),
            SupportProposal(proposal=one, version=state.version),
            SupportProposal(proposal=one, version=state.version),
            WithdrawSupport(proposal=one),
            ContestSubstance(proposal=one, version=version, **WHY),
            ContestSubstance(proposal=one, version=state.version, **WHY),
            OfferAmendment(proposal=one, **SAID, text="Less."),
            AcceptAmendment(proposal=one, amendment=amendment),
            DeclineAmendment(proposal=one, amendment=amendment, **WHY),
            MergeProposal(proposal=one, into=other),
            ObjectToMerge(proposal=one, **WHY),
            SplitProposal(proposal=one, into=parts),
            WithdrawProposal(proposal=one, **WHY),
            Withdraw(contribution=pick([state.text, amendment])),
            EraseContribution(contribution=pick([state.text, amendment])),
            Leave(),
            Join(canvas=self.canvas_),
            EraseParticipant(participant=pick(self.people)),
        ]
        few = self.chance.random() < 0.8  # what ends something comes up seldom
        return pick(asked[:13] if few else asked)

    def go_on(self, times: int) -> None:
        """Ask this often, by anybody, with time passing now and then."""
        for _ in range(times):
            self.minute += self.chance.choice([0, 0, 7, 60, 600])
            by = self.chance.choice(self.people + self.offices)
            with contextlib.suppress(Refused):
                for act in self.when(by, self.some()):
                    if act.stream.startswith("pro_") and act.stream not in self.proposals:
                        self.proposals.append(act.stream)


def busy(seed: int) -> Busy:
    chance = random.Random(seed)
    world = founded(Rules(seconds=chance.choice([0, 1, 2]), notice=chance.choice([0, 1, 24]), grain=chance.choice([1, 60])))
    world.__class__ = Busy
    assert isinstance(world, Busy)
    world.chance, world.canvas_ = chance, world.canvas()
    world.people = [world.person(world.canvas_) for _ in range(5)]
    world.offices = [world.office("facilitator"), world.office("officer")]
    begin = BeginProposal(canvas=world.canvas_, **TEXT)
    world.proposals = [world.when(by, begin)[-1].stream for by in (*world.people[:2], world.offices[1])]
    return world


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_the_rules_let_through_is_no_fault_and_counts_alike_in_the_views(seed: int) -> None:
    world = busy(seed)
    world.go_on(120)
    assert broken(world) == (-1, "")
    view = View(fold([write(entry) for entry in world.entries]))
    for name in world.proposals:
        state, found = world.see(name), proposals.proposal(view, name)
        assert found is not None
        assert found.line.support == sum(state.supports(by) for by in state.supported)
        assert found.line.waiting == sum(became == "offered" for became in state.amendments.values())
        assert (found.line.version, found.counted) == (state.version, state.counted)
        assert bool(found.line.became) is not state.under_way
        assert (found.merged.other.id if found.merged else "") == state.into
