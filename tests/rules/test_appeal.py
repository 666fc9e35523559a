"""Anybody may ask a moderator to look; whoever is held or hidden may ask, once, that somebody else looks."""

import pytest

from folkmoot.domain.appeal import Appeal, DecideAppeal, Report
from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.community import GiveRole
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.moderation import Hide, Hold, Release, Restore
from folkmoot.domain.participant import Leave
from folkmoot.events.contribution import AppealDecided, Appealed, Received, Released, Reported, Restored, Shared
from tests.rules.given import SAID, World, facts, the

INSULT = "It insults a neighbour by name."


def hidden(world: World, canvas: str, by: str) -> tuple[str, str]:
    """A contribution that a moderator hid, and that moderator."""
    piece, moderator = world.brings(by, canvas), world.office("moderator")
    world.when(moderator, Hide(contribution=piece, reason="abuse", statement=INSULT))
    return piece, moderator


def test_a_report_holds_nothing_and_keeps_no_words(world: World, canvas: str, ana: str, ben: str) -> None:
    piece = world.brings(ana, canvas)
    acts = world.when(ben, Report(contribution=piece, reason="abuse"))
    assert facts(acts) == [Reported(reason="abuse")]
    assert (acts[0].stream, acts[0].words) == (piece, ())
    assert world.see(piece).visible
    assert "reported this already" in world.refused(ben, Report(contribution=piece, reason="distress"))
    assert facts(world.when(world.office("officer"), Report(contribution=piece, reason="unlawful")))


def test_a_note_with_a_report_or_an_appeal_is_never_shared(world: World, canvas: str, ana: str, ben: str) -> None:
    piece = world.brings(ana, canvas)
    acts = world.when(ben, Report(contribution=piece, reason="abuse", **(SAID | {"text": "He means my son."})))
    assert [type(act.fact) for act in acts] == [Received, Reported]
    assert the(Received, acts).kind == "reason"
    assert the(Reported, acts).because == acts[0].stream
    world.when("house", Hold(contribution=piece, reason="report"))
    acts = world.when(ana, Appeal(contribution=piece, **(SAID | {"text": "It is about nobody."})))
    assert [type(act.fact) for act in acts] == [Received, Appealed]
    assert not any(isinstance(entry.fact(), Shared) for entry in world.entries if entry.s == acts[0].stream)
    assert not world.see(acts[0].stream).visible


def test_only_people_here_and_offices_report_and_only_what_others_show(world: World, canvas: str, ana: str, ben: str) -> None:
    piece, private = world.brings(ana, canvas), world.brings(ana, canvas, publish=False)
    stranger = world.person(world.canvas())
    assert "Join this canvas first" in world.refused(stranger, Report(contribution=piece, reason="abuse"))
    assert "Join this canvas first" in world.refused("p_aaaaaaaaaaaaaaaa", Report(contribution=piece, reason="abuse"))
    assert "no role" in world.refused("o_aaaaaaaaaaaaaaaa", Report(contribution=piece, reason="abuse"))
    assert "This is yours" in world.refused(ana, Report(contribution=piece, reason="abuse"))
    assert "not shown" in world.refused(ben, Report(contribution=private, reason="abuse"))
    answer = world.when(world.office("officer"), Contribute(canvas=canvas, kind="idea", text="No.", lang="en"))[0].stream
    assert "Words of office" in world.refused(ben, Report(contribution=answer, reason="abuse"))
    assert "no such contribution" in world.refused(ben, Report(contribution="con_aaaaaaaaaaaaaaaa", reason="abuse"))


def test_what_was_reported_is_looked_at_and_left_as_it_is(world: World, canvas: str, ana: str, ben: str) -> None:
    piece = world.brings(ana, canvas)
    assert "nobody reported it" in world.refused("house", Release(contribution=piece))
    world.when(ben, Report(contribution=piece, reason="abuse"))
    assert facts(world.when(world.office("moderator"), Release(contribution=piece))) == [Released()]
    assert "nobody reported it since" in world.refused("house", Release(contribution=piece))
    assert "reported this already" in world.refused(ben, Report(contribution=piece, reason="abuse"))


def test_only_its_author_appeals_and_once_each_time(world: World, canvas: str, ana: str, ben: str) -> None:
    piece = world.brings(ana, canvas)
    assert "nothing to appeal" in world.refused(ana, Appeal(contribution=piece))
    world.when("house", Hide(contribution=piece, reason="abuse", statement=INSULT))
    assert "Only the person" in world.refused(ben, Appeal(contribution=piece))
    assert facts(world.when(ana, Appeal(contribution=piece))) == [Appealed()]
    assert "appealed already" in world.refused(ana, Appeal(contribution=piece))
    world.when(world.office("steward"), DecideAppeal(contribution=piece, upheld=False, reasons="It does."))
    assert "has been decided" in world.refused(ana, Appeal(contribution=piece))
    world.when("house", Restore(contribution=piece, reason="She changed it."))
    assert "nothing to appeal" in world.refused(ana, Appeal(contribution=piece))
    world.when("house", Hold(contribution=piece, reason="distress"))
    assert facts(world.when(ana, Appeal(contribution=piece))) == [Appealed()]


def test_one_appeals_without_words_also_after_leaving_or_when_the_canvas_is_concluded(world: World, canvas: str, ana: str) -> None:
    piece, _ = hidden(world, canvas, ana)
    world.when(ana, Leave())
    assert "left this canvas" in world.refused(ana, Appeal(contribution=piece, text="Why?"))
    world.when("house", ConcludeCanvas(canvas=canvas, reason="Done."))
    assert "concluded" in world.refused(ana, Appeal(contribution=piece, text="Why?"))
    assert facts(world.when(ana, Appeal(contribution=piece))) == [Appealed()]


def test_another_office_than_the_one_that_hid_it_decides(world: World, canvas: str, ana: str) -> None:
    piece, moderator = hidden(world, canvas, ana)
    command = DecideAppeal(contribution=piece, upheld=False, reasons="It names him.")
    assert "No appeal waits" in world.refused("house", command)
    world.when(ana, Appeal(contribution=piece))
    for role in ("facilitator", "officer", "safeguarding", "overseer"):
        assert "Only a moderator or steward" in world.refused(world.office(role), command)
    assert "Your office held or hid this" in world.refused(moderator, command)
    world.when("house", GiveRole(role="steward", title="Steward", office=moderator))
    assert "Your office held or hid this" in world.refused(moderator, command)
    acts = world.when(world.office("moderator"), command)
    assert facts(acts) == [AppealDecided(upheld=False)]
    assert acts[0].words[0].owner == "office"
    assert not world.see(piece).visible
    assert "No appeal waits" in world.refused("house", command)


def test_who_held_it_does_not_decide_either_when_somebody_else_hid_it(world: World, canvas: str, ana: str) -> None:
    piece, holder = world.brings(ana, canvas), world.office("moderator")
    world.when(holder, Hold(contribution=piece, reason="report"))
    world.when(ana, Appeal(contribution=piece))
    hider = world.office("moderator")
    world.when(hider, Hide(contribution=piece, reason="abuse", statement=INSULT))
    for office in (holder, hider):
        assert "Your office" in world.refused(office, DecideAppeal(contribution=piece, upheld=True, reasons="Well."))


@pytest.mark.parametrize(("held", "hides"), [(True, False), (False, True), (True, True)])
def test_an_appeal_that_is_upheld_undoes_what_was_done(world: World, canvas: str, ana: str, held: bool, hides: bool) -> None:
    piece = world.brings(ana, canvas)
    if held:
        world.when("house", Hold(contribution=piece, reason="report"))
    if hides:
        world.when("house", Hide(contribution=piece, reason="abuse", statement=INSULT))
    world.when(ana, Appeal(contribution=piece))
    acts = world.when(world.office("steward"), DecideAppeal(contribution=piece, upheld=True, reasons="It names nobody."))
    assert facts(acts) == [AppealDecided(upheld=True)] + [Released()] * held + [Restored()] * hides
    assert {act.words[0].payload for act in acts if act.words} == {b'{"lang":"en","text":"It names nobody."}'}
    assert world.see(piece).visible


def test_an_appeal_needs_reasons_and_falls_away_when_the_moderator_gives_way(world: World, canvas: str, ana: str) -> None:
    piece, moderator = hidden(world, canvas, ana)
    world.when(ana, Appeal(contribution=piece))
    assert "Write the reasons" in world.refused("house", DecideAppeal(contribution=piece, upheld=True, reasons=" "))
    world.when(moderator, Restore(contribution=piece, reason="I was wrong."))
    assert "No appeal waits" in world.refused("house", DecideAppeal(contribution=piece, upheld=True, reasons="Yes."))
