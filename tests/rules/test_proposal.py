"""Proposals: begun from ideas, published in versions by editors, supported as they read, contested, withdrawn."""

from typing import Any

import pytest

from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.community import AmendCharter
from folkmoot.domain.contributing import EraseContribution, Revise, Withdraw
from folkmoot.domain.participant import EraseParticipant, Leave
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.domain.proposal import MOST_SOURCES
from folkmoot.domain.proposing import (
    AdmitEditor,
    BeginProposal,
    ContestSubstance,
    PublishVersion,
    SupportProposal,
    WithdrawProposal,
    WithdrawSupport,
)
from folkmoot.domain.theme import MakeTheme
from folkmoot.events.community import Rules
from folkmoot.events.contribution import Received, Shared
from folkmoot.events.ground import ConsentGiven, DutyStated
from folkmoot.events.proposal import (
    EditorAdmitted,
    ProposalBegun,
    ProposalSupported,
    ProposalWithdrawn,
    SubstanceContested,
    SupportWithdrawn,
    VersionPublished,
)
from tests.rules.given import NOBODY, SAID, World, facts, founded, only, the
from tests.rules.proposals import TEXT, WHY, begun, offered, publish, support
from tests.rules.votes import call


def contest(proposal: str, version: int) -> ContestSubstance:
    return ContestSubstance(proposal=proposal, version=version, **WHY)


def test_a_proposal_is_begun_with_its_first_version_in_its_authors_words(world: World, canvas: str, ana: str) -> None:
    idea = world.brings(ana, canvas, "idea")
    acts = world.when(ana, BeginProposal(canvas=canvas, sources=(idea, idea), **TEXT))
    assert [type(fact) for fact in facts(acts)] == [Received, ConsentGiven, Shared, ProposalBegun, VersionPublished]
    assert the(Received, acts).kind == "proposal"
    assert the(ProposalBegun, acts) == ProposalBegun(canvas=canvas, sources=(idea,))
    assert the(VersionPublished, acts) == VersionPublished(version=1, text=acts[0].stream)


def test_an_office_that_serves_begins_one_too_and_a_stranger_does_not(world: World, canvas: str, ana: str) -> None:
    acts = world.when(world.office("officer"), BeginProposal(canvas=canvas, text="A drain."))
    assert [type(fact) for fact in facts(acts)][:3] == [Received, DutyStated, Shared]
    assert "oin" in world.refused("p" + NOBODY, BeginProposal(canvas=canvas, **TEXT))
    assert "no role" in world.refused("o" + NOBODY, BeginProposal(canvas=canvas, text="A drain."))
    assert "can read" in world.refused(ana, BeginProposal(canvas=canvas, text="A drain."))


def test_it_grows_from_what_can_be_seen_in_the_same_canvas(world: World, canvas: str, ana: str, ben: str) -> None:
    other = world.canvas()
    theme = world.when(ana, MakeTheme(canvas=canvas, **SAID, text="Trees"))[-1].stream
    story, first = world.brings(ben, canvas, "story"), begun(world, ben, canvas)
    assert begun(world, ana, canvas, story, theme, first)
    hidden = world.brings(ben, canvas, "idea")
    world.when(ben, Withdraw(contribution=hidden))
    away = world.brings(world.person(other), other, "idea")
    for source, said in (
        (hidden, "not shown"),
        (away, "same canvas"),
        (begun(world, world.person(other), other), "same canvas"),
        (world.see(first).text, "same canvas"),
        ("the" + NOBODY, "no such theme"),
        ("pro" + NOBODY, "no such proposal"),
        ("con" + NOBODY, "no such contribution"),
    ):
        assert said in world.refused(ana, BeginProposal(canvas=canvas, sources=(source,), **TEXT))
    many = tuple(world.brings(ana, canvas) for _ in range(MOST_SOURCES + 1))
    assert "at most" in world.refused(ana, BeginProposal(canvas=canvas, sources=many, **TEXT))


def test_a_version_says_what_changed_and_why_and_takes_amendments_in(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal = begun(world, ana, canvas)
    one, two = offered(world, ben, proposal), offered(world, ben, proposal)
    acts = world.when(ana, publish(proposal, False, one, two))
    received = [act for act in acts if isinstance(act.fact, Received)]
    assert [act.fact.kind for act in received if isinstance(act.fact, Received)] == ["proposal", "reason"]
    assert facts(acts)[-1] == VersionPublished(version=2, text=received[0].stream, substance=False, because=received[1].stream)
    assert world.see(proposal).amendments == {one: "accepted", two: "accepted"}
    assert "rite your reason" in world.refused(ana, PublishVersion(proposal=proposal, substance=True, because=" ", **TEXT))
    assert "not waiting" in world.refused(ana, publish(proposal, True, one))
    three = offered(world, ben, proposal)
    world.when(ben, Withdraw(contribution=three))
    assert "not shown" in world.refused(ana, publish(proposal, True, three))


def test_only_its_editors_publish_and_withdraw_it(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal = begun(world, ana, canvas)
    for by in (ben, world.office("facilitator"), world.office("officer"), world.office("steward")):
        assert "Only those who edit" in world.refused(by, publish(proposal))
        assert "Only those who edit" in world.refused(by, WithdrawProposal(proposal=proposal, **WHY))
        assert "Only who began" in world.refused(by, AdmitEditor(proposal=proposal, editor=ben))
    officer = world.office("officer")
    for editor in (ben, officer):
        assert facts(world.when(ana, AdmitEditor(proposal=proposal, editor=editor))) == [EditorAdmitted(editor=editor)]
        assert world.when(editor, publish(proposal))
        assert "already" in world.refused(ana, AdmitEditor(proposal=proposal, editor=editor))
    assert "Only who began" in world.refused(ben, AdmitEditor(proposal=proposal, editor=world.person(canvas)))


def test_an_editor_is_somebody_who_takes_part_or_an_office_that_serves(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal = begun(world, ana, canvas)
    world.when(ben, Leave())
    for editor in (ben, "p" + NOBODY, world.person(world.canvas()), canvas):
        assert "takes part" in world.refused(ana, AdmitEditor(proposal=proposal, editor=editor))
    assert "holds a role" in world.refused(ana, AdmitEditor(proposal=proposal, editor="o" + NOBODY))


@pytest.mark.parametrize("gone", [Leave, EraseParticipant])
def test_a_facilitator_edits_once_who_began_it_is_gone(world: World, canvas: str, ana: str, ben: str, gone: Any) -> None:
    proposal, facilitator = begun(world, ana, canvas), world.office("facilitator")
    assert "Only those who edit" in world.refused(facilitator, publish(proposal))
    world.when(ana, gone() if gone is Leave else gone(participant=ana))
    assert world.when(facilitator, publish(proposal))
    assert world.when(facilitator, AdmitEditor(proposal=proposal, editor=ben))
    assert "edit" in world.refused(world.office("steward"), publish(proposal))
    assert world.refused(ana, publish(proposal))


def test_people_here_support_the_version_that_they_read(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal = begun(world, ana, canvas)
    yes = SupportProposal(proposal=proposal, version=1)
    assert "office" in world.refused(world.office("facilitator"), yes)
    assert "oin" in world.refused(world.person(world.canvas()), yes)
    assert facts(world.when(ben, yes)) == [ProposalSupported(version=1)]
    assert world.when(ben, yes) == []
    assert facts(world.when(ben, WithdrawSupport(proposal=proposal))) == [SupportWithdrawn()]
    assert "do not support" in world.refused(ben, WithdrawSupport(proposal=proposal))
    assert "office" in world.refused(world.office("facilitator"), WithdrawSupport(proposal=proposal))
    world.when(ana, publish(proposal))
    assert "newer version" in world.refused(ben, yes)
    assert "no such proposal" in world.refused(ben, SupportProposal(proposal="pro" + NOBODY, version=1))


@pytest.mark.parametrize("gone", [Withdraw, EraseContribution])
def test_a_text_that_cannot_be_read_is_not_supported(world: World, canvas: str, ana: str, ben: str, gone: Any) -> None:
    proposal = begun(world, ana, canvas)
    world.when(ana, gone(contribution=world.see(proposal).text))
    assert world.refused(ben, SupportProposal(proposal=proposal, version=1))


def test_a_change_of_substance_asks_supporters_again_and_another_carries_their_support_over(
    world: World, canvas: str, ana: str, ben: str
) -> None:
    proposal = begun(world, ana, canvas)
    support(world, ben, proposal)
    world.when(ana, publish(proposal, False))
    assert world.see(proposal).supports(ben)
    world.when(ana, publish(proposal, True))
    assert not world.see(proposal).supports(ben)
    support(world, ben, proposal)
    assert world.see(proposal).supports(ben)


def test_enough_people_who_contest_make_it_a_change_of_substance(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal, cleo = begun(world, ana, canvas), world.person(canvas)
    support(world, ben, proposal)
    world.when(ana, publish(proposal, False))
    support(world, cleo, proposal)
    assert the(SubstanceContested, world.when(ben, contest(proposal, 2))).enough is False
    assert world.see(proposal).supports(ben)
    assert the(SubstanceContested, world.when(cleo, contest(proposal, 2))).enough is True
    assert not world.see(proposal).supports(ben)
    assert world.see(proposal).supports(cleo), "she read the version that was contested"
    assert "already" in world.refused(world.person(canvas), contest(proposal, 2))


def test_substance_is_contested_once_each_by_people_here(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal = begun(world, ana, canvas)
    assert "already" in world.refused(ben, contest(proposal, 1))
    world.when(ana, publish(proposal, False))
    assert "office" in world.refused(world.office("facilitator"), contest(proposal, 2))
    assert "oin" in world.refused(world.person(world.canvas()), contest(proposal, 2))
    world.when(ben, contest(proposal, 2))
    assert "already" in world.refused(ben, contest(proposal, 2))
    assert "already" in world.refused(ben, contest(proposal, 3))
    world.when(ana, publish(proposal, False))
    assert the(SubstanceContested, world.when(world.person(canvas), contest(proposal, 2))).enough, "also of an earlier one"
    world.when(ana, publish(proposal, True))
    assert "already" in world.refused(ben, contest(proposal, 3))


def test_as_many_contest_as_the_charter_in_force_asks_for(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal = begun(world, ana, canvas)
    world.when(ana, publish(proposal, False))
    world.when("house", AmendCharter(charter="One is enough.", reason="We are few.", rules=Rules(seconds=1)))
    assert the(SubstanceContested, world.when(ben, contest(proposal, 2))).enough


def test_a_proposal_that_was_withdrawn_goes_no_further(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal = begun(world, ana, canvas)
    support(world, ben, proposal)
    acts = world.when(ana, WithdrawProposal(proposal=proposal, **WHY))
    assert the(ProposalWithdrawn, acts).because == acts[0].stream
    for by, command in ((ana, publish(proposal)), (ben, SupportProposal(proposal=proposal, version=1))):
        assert "was withdrawn" in world.refused(by, command)
    assert world.when(ben, WithdrawSupport(proposal=proposal))


def test_nobody_changes_a_proposal_in_a_concluded_canvas(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal = begun(world, ana, canvas)
    world.when(ana, publish(proposal, False))
    support(world, ben, proposal)
    world.when("house", ConcludeCanvas(canvas=canvas, reason="Done."))
    asked = [
        (ana, BeginProposal(canvas=canvas, **TEXT)),
        (ana, publish(proposal)),
        (ana, AdmitEditor(proposal=proposal, editor=ben)),
        (ben, SupportProposal(proposal=proposal, version=2)),
        (ben, WithdrawSupport(proposal=proposal)),
        (ben, contest(proposal, 2)),
        (ana, WithdrawProposal(proposal=proposal, **WHY)),
    ]
    for by, command in asked:
        assert "concluded" in world.refused(by, command)


def test_what_people_support_is_not_changed_under_their_hands(world: World, canvas: str, ana: str, ben: str) -> None:
    proposal = begun(world, ana, canvas)
    for by, text in ((ana, world.see(proposal).text), (ben, offered(world, ben, proposal))):
        assert "new version" in world.refused(by, Revise(contribution=text, text="No tree.", lang="en"))


def test_a_decision_rests_on_proposals_of_its_own_canvas(world: World, canvas: str, ana: str) -> None:
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    proposal, other = begun(world, ana, canvas), world.canvas()
    only({"facilitator", "officer", "steward"}, world, lambda by: call(canvas, inputs=(proposal,)), "Join this canvas")
    assert "of this canvas" in world.refused("house", call(other, inputs=(proposal,)))
    assert "no such proposal" in world.refused("house", call(canvas, inputs=("pro" + NOBODY,)))


def test_where_nobody_has_to_second_one_who_contests_is_enough() -> None:
    world = founded(Rules(seconds=0))
    canvas = world.canvas()
    ana, ben = world.person(canvas), world.person(canvas)
    proposal = begun(world, ana, canvas)
    world.when(ana, publish(proposal, False))
    assert the(SubstanceContested, world.when(ben, contest(proposal, 2))).enough
