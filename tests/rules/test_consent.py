"""What somebody brought stays theirs: they show it, change it, take it back and erase it; words of office stay."""

import pytest

from folkmoot.domain.canvas import ConcludeCanvas
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
from folkmoot.domain.moderation import Hide
from folkmoot.domain.participant import Leave
from folkmoot.events.contribution import Erased, Revised, Shared, Withdrawn
from folkmoot.events.ground import ConsentGiven, ConsentWithdrawn
from tests.rules.given import ASKED, NOBODY, World, facts, steward

CONSENT = ConsentGiven(purposes=("publish",), notice="publish/1", lang="en")


def test_what_was_private_is_shared_later_with_consent_to_that_wording(world: World, canvas: str, ana: str, ben: str) -> None:
    piece = world.brings(ana, canvas, publish=False)
    assert "Only the person" in world.refused(ben, Share(contribution=piece, **ASKED))
    assert "wording" in world.refused(ana, Share(contribution=piece, **(ASKED | {"notice": ""})))
    acts = world.when(ana, Share(contribution=piece, **ASKED))
    assert facts(acts) == [CONSENT, Shared()]
    assert [len(act.words) for act in acts] == [1, 0]
    assert world.when(ana, Share(contribution=piece, **ASKED)) == []


def test_what_was_withdrawn_can_be_shared_again(world: World, canvas: str, ana: str) -> None:
    piece = world.brings(ana, canvas)
    assert facts(world.when(ana, Withdraw(contribution=piece))) == [Withdrawn()]
    assert world.when(ana, Withdraw(contribution=piece)) == []
    assert not world.see(piece).visible
    assert facts(world.when(ana, Share(contribution=piece, **ASKED))) == [CONSENT, Shared()]
    assert world.see(piece).visible


def test_withdrawing_and_erasing_are_possible_after_the_canvas_is_over(world: World, canvas: str, ana: str) -> None:
    one, two = world.brings(ana, canvas), world.brings(ana, canvas)
    world.when("house", ConcludeCanvas(canvas=canvas, reason="The yard is planted."))
    assert world.when(ana, Withdraw(contribution=one))
    assert world.when(ana, WithdrawConsent(contribution=two, purposes=("publish",)))
    assert world.when(ana, EraseContribution(contribution=two))


def test_a_text_is_revised_by_its_author_also_while_it_is_withdrawn_or_hidden(
    world: World, canvas: str, ana: str, ben: str
) -> None:
    story = world.brings(ana, canvas, "story")
    command = Revise(contribution=story, text="In winter the yard is dark.", lang="cy", title="Dark")
    assert "Only the person" in world.refused(ben, command)
    acts = world.when(ana, command)
    assert facts(acts) == [Revised(lang="cy")]
    assert acts[0].words[0].payload == b'{"lang":"cy","text":"In winter the yard is dark.","title":"Dark"}'
    world.when("house", Hide(contribution=story, reason="personal-data", statement="It names a child."))
    world.when(ana, Withdraw(contribution=story))
    assert world.when(ana, command)
    assert not world.see(story).visible


def test_a_revision_keeps_to_the_rules_of_its_kind(world: World, canvas: str, ana: str) -> None:
    statement, story = world.brings(ana, canvas), world.brings(ana, canvas, "story")
    assert "as it stands" in world.refused(ana, Revise(contribution=statement, text="Other.", lang="en"))
    facilitator = world.office("facilitator")
    fixed = world.brings(ana, canvas, "question", to=facilitator)
    assert "as they stand" in world.refused(ana, Revise(contribution=fixed, text="Other.", lang="en"))
    open_to_all = world.brings(ana, canvas, "question")
    assert world.when(ana, Revise(contribution=open_to_all, text="Other?", lang="en"))
    assert "Write your story" in world.refused(ana, Revise(contribution=story, text=" ", lang="en"))
    assert "Shorten" in world.refused(ana, Revise(contribution=story, text="x" * 20_001, lang="en"))
    assert "short tag" in world.refused(ana, Revise(contribution=story, text="Other.", lang="?"))
    world.when(ana, Leave())
    assert "You have left" in world.refused(ana, Revise(contribution=story, text="Other.", lang="en"))
    assert "You have left" in world.refused(ana, Share(contribution=story, **ASKED))


def test_consent_is_given_and_withdrawn_for_each_use(world: World, canvas: str, ana: str, ben: str) -> None:
    story = world.brings(ana, canvas, "story")
    more = GiveConsent(contribution=story, purposes=("translate", "quote", "publish"), **ASKED)
    assert "Only the person" in world.refused(ben, more)
    acts = world.when(ana, more)
    assert facts(acts) == [ConsentGiven(purposes=("quote", "translate"), notice="publish/1", lang="en")]
    assert len(acts[0].words) == 1
    assert world.when(ana, more) == []
    less = WithdrawConsent(contribution=story, purposes=("quote", "recontact"))
    assert "Only the person" in world.refused(ben, less)
    assert facts(world.when(ana, less)) == [ConsentWithdrawn(purposes=("quote",))]
    assert world.when(ana, less) == []
    assert world.see(story).visible


def test_without_consent_to_publish_a_text_is_private_until_it_is_given_again(world: World, canvas: str, ana: str) -> None:
    story = world.brings(ana, canvas, "story")
    world.when(ana, WithdrawConsent(contribution=story, purposes=("publish",)))
    assert not world.see(story).visible
    world.when(ana, GiveConsent(contribution=story, purposes=("publish",), **ASKED))
    assert world.see(story).visible


def test_consent_needs_the_wording_that_was_shown(world: World, canvas: str, ana: str) -> None:
    story = world.brings(ana, canvas, "story")
    asked = {"notice": "quote/1", "notice_text": "", "notice_lang": "en"}
    assert "wording" in world.refused(ana, GiveConsent(contribution=story, purposes=("quote",), **asked))


def test_words_of_office_stay(world: World, canvas: str) -> None:
    officer = world.office("officer")
    answer = world.when(officer, Contribute(canvas=canvas, kind="idea", text="A bench.", lang="en"))[0].stream
    for command in (
        Withdraw(contribution=answer),
        Revise(contribution=answer, text="I never said that.", lang="en"),
        Share(contribution=answer, **ASKED),
        GiveConsent(contribution=answer, purposes=("quote",), **ASKED),
        WithdrawConsent(contribution=answer, purposes=("publish",)),
        EraseContribution(contribution=answer),
    ):
        assert "Words of office stay" in world.refused(officer, command)
    assert "Words of office stay" in world.refused(steward(world), EraseContribution(contribution=answer))
    assert "Only the person" in world.refused(world.office("officer"), Withdraw(contribution=answer))


def test_a_contribution_is_erased_by_its_author_or_a_steward_once(world: World, canvas: str, ana: str, ben: str) -> None:
    one, two = world.brings(ana, canvas), world.brings(ana, canvas)
    for by in (ben, world.office("moderator"), world.office("officer")):
        assert "Only a steward" in world.refused(by, EraseContribution(contribution=one))
    acts = world.when(ana, EraseContribution(contribution=one))
    assert facts(acts) == [Erased(ground="asked")]
    assert (acts[0].stream, acts[0].words) == (one, ())
    assert "erased" in world.refused(ana, EraseContribution(contribution=one))
    assert facts(world.when(steward(world), EraseContribution(contribution=two, ground="ordered"))) == [Erased(ground="ordered")]


@pytest.mark.parametrize("missing", ["con" + NOBODY, "con_x", "", "community", "story"])
def test_what_is_not_there_cannot_be_touched(world: World, canvas: str, ana: str, missing: str) -> None:
    for command in (
        Share(contribution=missing, **ASKED),
        Revise(contribution=missing, text="Other.", lang="en"),
        Withdraw(contribution=missing),
        GiveConsent(contribution=missing, purposes=("quote",), **ASKED),
        WithdrawConsent(contribution=missing, purposes=("quote",)),
        Link(contribution=missing, to=missing, relation="supports"),
        EraseContribution(contribution=missing),
    ):
        assert "no such contribution" in world.refused(ana, command)
