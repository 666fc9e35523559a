"""Amendments, accepted or declined with a reason; merging, to which the authors may object in time, and splitting."""

import pytest

from folkmoot.domain.amending import (
    AcceptAmendment,
    DeclineAmendment,
    MergeProposal,
    ObjectToMerge,
    OfferAmendment,
    SplitProposal,
)
from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.contributing import Withdraw
from folkmoot.domain.participant import Leave
from folkmoot.domain.proposing import AdmitEditor, SupportProposal, WithdrawProposal
from folkmoot.domain.rules import Command
from folkmoot.events.community import Rules
from folkmoot.events.contribution import Received
from folkmoot.events.proposal import (
    AmendmentAccepted,
    AmendmentDeclined,
    AmendmentOffered,
    MergeObjected,
    ProposalMerged,
    ProposalSplit,
)
from tests.rules.given import NOBODY, SAID, World, facts, founded, the
from tests.rules.proposals import TEXT, WHY, begun, offered, publish


def test_an_amendment_is_offered_by_who_may_act_with_a_reason_or_none(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal = begun(world, ana, canvas)
    acts = world.when(ben, OfferAmendment(proposal=proposal, because="They bear fruit.", **TEXT))
    words, why = (act.stream for act in acts if isinstance(act.fact, Received))
    assert the(AmendmentOffered, acts) == AmendmentOffered(text=words, because=why)
    bare = world.when(ben, OfferAmendment(proposal=proposal, because=" ", **TEXT))
    assert the(AmendmentOffered, bare) == AmendmentOffered(text=bare[0].stream)
    assert the(Received, bare).kind == "amendment"
    assert world.when(world.office("officer"), OfferAmendment(proposal=proposal, text="No roots near the drain."))
    assert "oin" in world.refused("p" + NOBODY, OfferAmendment(proposal=proposal, **TEXT))
    assert "no role" in world.refused("o" + NOBODY, OfferAmendment(proposal=proposal, text="Less."))


def test_an_editor_answers_an_amendment_once_and_says_why_it_is_declined(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal = begun(world, ana, canvas)
    one, two = offered(world, ben, proposal), offered(world, ben, proposal)
    accept, decline = AcceptAmendment(proposal=proposal, amendment=one), DeclineAmendment(proposal=proposal, amendment=two, **WHY)
    for by in (ben, world.office("facilitator")):
        for command in (accept, decline):
            assert "Only those who edit" in world.refused(by, command)
    assert facts(world.when(ana, accept)) == [AmendmentAccepted(amendment=one)]
    acts = world.when(ana, decline)
    assert the(AmendmentDeclined, acts) == AmendmentDeclined(amendment=two, because=acts[0].stream)
    for amendment in (one, two, "con" + NOBODY):
        assert "not waiting" in world.refused(ana, AcceptAmendment(proposal=proposal, amendment=amendment))
        assert "not waiting" in world.refused(ana, DeclineAmendment(proposal=proposal, amendment=amendment, **WHY))


def test_what_its_author_took_back_is_declined_but_not_taken_in(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal = begun(world, ana, canvas)
    amendment = offered(world, ben, proposal)
    world.when(ben, Withdraw(contribution=amendment))
    assert "not shown" in world.refused(ana, AcceptAmendment(proposal=proposal, amendment=amendment))
    assert world.when(ana, DeclineAmendment(proposal=proposal, amendment=amendment, **WHY))


def test_a_proposal_is_merged_by_an_editor_or_a_facilitator(world: World, canvas: str, ana: str, ben: str) -> None:
    one, two, into = (begun(world, ana, canvas) for _ in range(3))
    for by in (ben, world.office("officer"), world.office("steward"), world.office("moderator")):
        assert "Only a facilitator" in world.refused(by, MergeProposal(proposal=one, into=into))
    assert "oin" in world.refused("p" + NOBODY, MergeProposal(proposal=one, into=into))
    assert facts(world.when(ana, MergeProposal(proposal=one, into=into))) == [ProposalMerged(into=into)]
    world.when(ana, AdmitEditor(proposal=two, editor=ben))
    assert world.when(ben, MergeProposal(proposal=two, into=into))
    assert world.when(world.office("facilitator"), MergeProposal(proposal=into, into=begun(world, ben, canvas)))


def test_it_is_merged_into_another_one_of_its_canvas_that_goes_on(world: World, canvas: str, ana: str, ben: str) -> None:
    one, two, three, other = (*(begun(world, ana, canvas) for _ in range(3)), world.canvas())
    away = begun(world, world.person(other), other)
    for into in (one, away):
        assert "same canvas" in world.refused(ana, MergeProposal(proposal=one, into=into))
    world.when(ana, MergeProposal(proposal=one, into=two))
    world.when(ana, WithdrawProposal(proposal=three, **WHY))
    for into in (one, three):
        assert "does not go on" in world.refused(ana, MergeProposal(proposal=two, into=into))
    for by, command in (
        (ana, publish(one)),
        (ben, SupportProposal(proposal=one, version=1)),
        (ben, OfferAmendment(proposal=one, **TEXT)),
        (ana, MergeProposal(proposal=one, into=two)),
        (ana, SplitProposal(proposal=one, into=(two, three))),
    ):
        assert "was merged" in world.refused(by, command)


def test_an_author_who_objects_in_time_undoes_the_merge_and_it_is_not_done_again(
    world: World, canvas: str, ana: str, ben: str
) -> None:
    facilitator, one, into = world.office("facilitator"), begun(world, ana, canvas), begun(world, ben, canvas)
    assert "nothing to object" in world.refused(ana, ObjectToMerge(proposal=one, **WHY))
    world.when(facilitator, MergeProposal(proposal=one, into=into))
    for by in (facilitator, world.person(canvas)):
        assert "Only who began" in world.refused(by, ObjectToMerge(proposal=one, **WHY))
    acts = world.when(ana, ObjectToMerge(proposal=one, **WHY))
    assert the(MergeObjected, acts).because == acts[0].stream
    assert world.when(ana, publish(one))
    assert "objected" in world.refused(facilitator, MergeProposal(proposal=one, into=into))
    assert "objected" in world.refused(facilitator, MergeProposal(proposal=into, into=one))


def test_who_began_the_one_that_goes_on_objects_too(world: World, canvas: str, ana: str, ben: str) -> None:
    one, into = begun(world, ana, canvas), begun(world, ben, canvas)
    world.when(ana, MergeProposal(proposal=one, into=into))
    assert world.when(ben, ObjectToMerge(proposal=one, **WHY))


@pytest.mark.parametrize("grain", [1, 60])
def test_authors_have_the_hours_of_the_charter_to_object_and_lose_none_to_the_grain(grain: int) -> None:
    world = founded(Rules(grain=grain, notice=2))
    canvas = world.canvas()
    ana = world.person(canvas)
    one, into = begun(world, ana, canvas), begun(world, ana, canvas)
    world.minute += 45
    world.when(ana, MergeProposal(proposal=one, into=into))
    world.minute += 119
    assert world.when(ana, ObjectToMerge(proposal=one, **WHY))
    world.when(ana, MergeProposal(proposal=one, into=begun(world, ana, canvas)))
    world.minute += 120 + grain
    assert "is over" in world.refused(ana, ObjectToMerge(proposal=one, **WHY))


def test_where_the_charter_gives_no_notice_a_merge_stands_at_once() -> None:
    world = founded(Rules(notice=0))
    canvas = world.canvas()
    ana = world.person(canvas)
    one, into = begun(world, ana, canvas), begun(world, ana, canvas)
    world.when(ana, MergeProposal(proposal=one, into=into))
    assert "is over" in world.refused(ana, ObjectToMerge(proposal=one, **WHY))


def test_a_proposal_is_split_into_parts_that_were_begun_from_it(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal = begun(world, ana, canvas)
    one, two, stray = begun(world, ben, canvas, proposal), begun(world, ana, canvas, proposal), begun(world, ana, canvas)
    assert "two parts" in world.refused(ana, SplitProposal(proposal=proposal, into=(one, one)))
    assert "begun from this one" in world.refused(ana, SplitProposal(proposal=proposal, into=(one, stray)))
    assert "Only those who edit" in world.refused(ben, SplitProposal(proposal=proposal, into=(one, two)))
    assert facts(world.when(ana, SplitProposal(proposal=proposal, into=(one, two)))) == [ProposalSplit(into=(one, two))]
    assert "was split" in world.refused(ana, publish(proposal))
    assert "does not go on" in world.refused(ana, MergeProposal(proposal=two, into=proposal))
    assert world.when(ben, publish(one))


def test_nothing_is_amended_merged_or_split_in_a_concluded_canvas_or_after_leaving(
    world: World, canvas: str, ana: str, ben: str
) -> None:
    proposal, into = begun(world, ana, canvas), begun(world, ana, canvas)
    merged, amendment = begun(world, ana, canvas), offered(world, ben, proposal)
    world.when(ana, MergeProposal(proposal=merged, into=into))
    asked: list[Command] = [
        OfferAmendment(proposal=proposal, **SAID, text="Less."),
        AcceptAmendment(proposal=proposal, amendment=amendment),
        DeclineAmendment(proposal=proposal, amendment=amendment, **WHY),
        MergeProposal(proposal=proposal, into=into),
        ObjectToMerge(proposal=merged, **WHY),
        SplitProposal(proposal=proposal, into=(into, merged)),
    ]
    world.when(ana, Leave())
    for command in asked:
        assert "left" in world.refused(ana, command)
    world.when("house", ConcludeCanvas(canvas=canvas, reason="Done."))
    for command in asked:
        assert "concluded" in world.refused(ana, command)
