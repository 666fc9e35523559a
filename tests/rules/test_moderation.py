"""A moderator holds or hides with a reason that all can read, and can undo it; nobody deletes what others wrote."""

import pytest

from folkmoot.domain.contributing import Contribute, EraseContribution, Revise, Share, Withdraw, WithdrawConsent
from folkmoot.domain.moderation import Hide, Hold, PutForwardText, Redact, Release, Restore
from folkmoot.events.community import RoleGiven
from folkmoot.events.contribution import Held, Hidden, PutForward, Released, Restored
from folkmoot.events.entry import Entry
from folkmoot.events.record import Redacted
from tests.rules.given import ASKED, NOBODY, SEAL, World, facts, only

INSULT = "It insults a neighbour by name."


def test_holding_is_for_moderators_and_facilitators_and_is_undone_by_them(world: World, canvas: str, ana: str) -> None:
    piece = world.brings(ana, canvas)
    only({"moderator", "facilitator"}, world, lambda by: Hold(contribution=piece, reason="distress"))
    acts = world.when(world.office("moderator"), Hold(contribution=piece, reason="distress"))
    assert facts(acts) == [Held(reason="distress")]
    assert (acts[0].stream, acts[0].words) == (piece, ())
    assert not world.see(piece).visible
    assert "held already" in world.refused("house", Hold(contribution=piece, reason="report"))
    only({"moderator", "facilitator"}, world, lambda by: Release(contribution=piece))
    assert facts(world.when(world.office("facilitator"), Release(contribution=piece))) == [Released()]
    assert world.see(piece).visible
    assert "not held" in world.refused("house", Release(contribution=piece))


def test_hiding_cites_the_charter_and_gives_reasons_in_words_of_office(world: World, canvas: str, ana: str) -> None:
    piece = world.brings(ana, canvas)
    command = Hide(contribution=piece, reason="abuse", statement=INSULT)
    only({"moderator"}, world, lambda by: command)
    acts = world.when(world.office("moderator"), command)
    assert facts(acts) == [Hidden(reason="abuse", charter=1)]
    assert acts[0].words[0].payload == b'{"lang":"en","text":"It insults a neighbour by name."}'
    assert acts[0].words[0].owner == "office"
    assert not world.see(piece).visible
    assert "hidden already" in world.refused("house", command)


def test_what_is_hidden_is_restored_with_a_reason(world: World, canvas: str, ana: str) -> None:
    piece = world.brings(ana, canvas)
    command = Restore(contribution=piece, reason="The neighbour asked us to show it.")
    assert "not hidden" in world.refused("house", command)
    world.when("house", Hide(contribution=piece, reason="abuse", statement=INSULT))
    only({"moderator"}, world, lambda by: command)
    acts = world.when(world.office("moderator"), command)
    assert facts(acts) == [Restored()]
    assert acts[0].words[0].payload == b'{"lang":"en","text":"The neighbour asked us to show it."}'
    assert world.see(piece).visible


def test_hiding_and_restoring_need_reasons_in_words(world: World, canvas: str, ana: str) -> None:
    piece = world.brings(ana, canvas)
    assert "Write the statement" in world.refused("house", Hide(contribution=piece, reason="abuse", statement=" "))
    long = Hide(contribution=piece, reason="abuse", statement="x" * 2_001)
    assert "Shorten the statement" in world.refused("house", long)
    world.when("house", Hide(contribution=piece, reason="abuse", statement=INSULT))
    assert "Write the reason" in world.refused("house", Restore(contribution=piece, reason=""))


def test_only_an_import_hides_what_was_rejected_at_the_source(world: World, canvas: str, ana: str) -> None:
    piece = world.brings(ana, canvas)
    command = Hide(contribution=piece, reason="rejected-at-source", statement="Its moderators rejected it.")
    assert "Only an import" in world.refused("house", command)
    assert "Only an import" in world.refused("house", Hide(contribution=piece, reason="abuse", statement=INSULT), via="import")
    assert "Only a moderator" in world.refused(ana, command, via="import")
    assert facts(world.when("house", command, via="import")) == [Hidden(reason="rejected-at-source", charter=1)]


def test_words_of_office_are_neither_held_nor_hidden(world: World, canvas: str) -> None:
    answer = world.when(world.office("officer"), Contribute(canvas=canvas, kind="idea", text="No.", lang="en"))[0].stream
    assert "Words of office stay" in world.refused("house", Hold(contribution=answer, reason="report"))
    assert "Words of office stay" in world.refused("house", Hide(contribution=answer, reason="abuse", statement="Rude."))


def test_a_public_text_is_put_forward_by_facilitator_or_steward_once(world: World, canvas: str, ana: str) -> None:
    piece = world.brings(ana, canvas)
    command = PutForwardText(contribution=piece)
    only({"facilitator", "steward"}, world, lambda by: command)
    acts = world.when(world.office("facilitator"), command)
    assert facts(acts) == [PutForward()]
    assert (acts[0].stream, acts[0].words) == (piece, ())
    assert world.see(piece).put_forward == world.minute
    assert "told already" in world.refused("house", command)


def test_only_public_words_are_put_forward(world: World, canvas: str, ana: str) -> None:
    private = world.brings(ana, canvas, publish=False)
    hidden = world.brings(ana, canvas)
    world.when("house", Hide(contribution=hidden, reason="abuse", statement=INSULT))
    for piece in (private, hidden):
        assert "Only words that are public" in world.refused("house", PutForwardText(contribution=piece))


def test_an_author_who_takes_back_or_changes_a_text_has_to_be_told_again(world: World, canvas: str, ana: str) -> None:
    for undo in (
        lambda piece: Withdraw(contribution=piece),
        lambda piece: WithdrawConsent(contribution=piece, purposes=("publish",)),
        lambda piece: Revise(contribution=piece, text="In other words.", lang="en"),
    ):
        piece = world.brings(ana, canvas, "idea")
        world.when("house", PutForwardText(contribution=piece))
        world.when(ana, undo(piece))
        world.when(ana, Share(contribution=piece, **ASKED))
        assert facts(world.when("house", PutForwardText(contribution=piece))) == [PutForward()]


@pytest.mark.parametrize("missing", ["con" + NOBODY, "con_x", "", "community"])
def test_what_is_not_there_or_erased_is_not_moderated(world: World, canvas: str, ana: str, missing: str) -> None:
    erased = world.brings(ana, canvas)
    world.when(ana, EraseContribution(contribution=erased))
    for piece, sentence in ((missing, "no such contribution"), (erased, "erased")):
        for command in (
            Hold(contribution=piece, reason="report"),
            Release(contribution=piece),
            Hide(contribution=piece, reason="abuse", statement=INSULT),
            Restore(contribution=piece, reason="Mended."),
            PutForwardText(contribution=piece),
        ):
            assert sentence in world.refused("house", command)


def test_words_of_office_are_redacted_in_public_with_a_reason_once(world: World, canvas: str) -> None:
    officer = world.office("officer")
    world.when(officer, Contribute(canvas=canvas, kind="idea", text="Ask Mr Lloyd at number 4.", lang="en"))
    answer = next(entry.i for entry in world.entries if entry.by == officer)
    command = Redact(entry=answer, seal=0, reason="It names a resident.")
    only({"steward", "moderator"}, world, lambda by: command)
    acts = world.when(world.office("moderator"), command)
    assert facts(acts) == [Redacted(entry=answer, seal=0)]
    assert acts[0].stream == "community"
    assert acts[0].words[0].payload == b'{"lang":"en","text":"It names a resident."}'
    assert world.when("house", command) == []
    title = next(entry.i for entry in world.entries if isinstance(entry.fact(), RoleGiven))
    assert facts(world.when("house", Redact(entry=title, seal=0, reason="A name."))) == [Redacted(entry=title, seal=0)]


def test_a_persons_words_and_consent_are_theirs_and_not_redacted(world: World, canvas: str, ana: str) -> None:
    world.brings(ana, canvas, "story")
    for entry in world.entries:
        if entry.by == ana and entry.cm:
            assert "Only words of office" in world.refused("house", Redact(entry=entry.i, seal=0, reason="Why not."))


def test_what_a_plugin_sealed_is_not_redacted_before_the_record_can_say_whose_it_is(world: World) -> None:
    entry = world.entries[0]
    world.entries.append(Entry("house", (SEAL,), len(world.entries), 9, entry.pub, "community", entry.t, "dream.told", 1, "web"))
    assert "Only words of office" in world.refused("house", Redact(entry=len(world.entries) - 1, seal=0, reason="Why not."))


def test_a_seal_that_does_not_exist_is_not_redacted(world: World, canvas: str) -> None:
    last = len(world.entries)
    for entry, seal in ((0, 1), (0, -1), (1, 0), (-1, 0), (last, 0), (10**9, 0)):
        assert "no such seal" in world.refused("house", Redact(entry=entry, seal=seal, reason="Why not."))
    assert "Write the reason" in world.refused("house", Redact(entry=0, seal=0, reason=" "))
