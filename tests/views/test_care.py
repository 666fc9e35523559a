"""What moderators look at, what everybody reads of what they did, and what a safeguarding lead is asked to read."""

import pytest

from folkmoot.domain.appeal import Appeal, DecideAppeal, Report
from folkmoot.domain.contributing import Contribute, EraseContribution, Withdraw
from folkmoot.domain.helping import AskForHelp, OpenForCare
from folkmoot.domain.moderation import Hide, Hold, Redact, Release, Restore
from folkmoot.domain.participant import EraseParticipant
from folkmoot.events.contribution import Hidden, Received
from folkmoot.events.entry import write
from folkmoot.views import care
from folkmoot.views.canvas import held
from folkmoot.views.digest import fold
from folkmoot.views.reading import View
from tests.rules.given import SAID, World, founded


class Ward(World):
    """ana brought three things; three others are here, and two moderators."""

    canvas_: str
    ana: str
    pieces: list[str]
    others: list[str]
    moderator: str
    second: str


@pytest.fixture
def world() -> Ward:
    world = founded()
    world.__class__ = Ward
    assert isinstance(world, Ward)
    world.canvas_ = world.canvas()
    world.ana = world.person(world.canvas_)
    world.others = [world.person(world.canvas_) for _ in range(3)]
    world.pieces = [world.brings(world.ana, world.canvas_) for _ in range(3)]
    world.moderator, world.second = world.office("moderator"), world.office("moderator")
    return world


def shown(world: World) -> View:
    return View(fold([write(entry) for entry in world.entries]))


def counted(world: World) -> dict[tuple[str, str], int]:
    return {(one.what, one.reason): one.number for one in care.counts(shown(world))}


def hide(world: Ward, piece: str) -> None:
    world.when(world.moderator, Hide(contribution=piece, reason="abuse", statement="It insults somebody."))


def test_what_waits_longest_comes_first_page_after_page(world: Ward) -> None:
    first, second, third = world.pieces
    for by in world.others[:2]:
        world.when(by, Report(contribution=second, reason="abuse"))
    world.when(world.moderator, Hold(contribution=first, reason="report"))
    world.when(world.others[0], Report(contribution=third, reason="unlawful"))
    view = shown(world)
    listed = care.waiting(view)
    assert [(one.piece.id, one.number, one.held) for one in listed] == [(second, 2, ""), (first, 0, "report"), (third, 1, "")]
    assert [one.reasons for one in listed] == [("abuse",), (), ("unlawful",)]
    assert [one.piece.id for one in care.waiting(view, after=listed[0].since)] == [first, third]
    assert [one.piece.id for one in care.waiting(view, limit=1)] == [second]
    assert [one.reason for one in care.reports(view, second)] == ["abuse", "abuse"]


def test_what_was_reported_first_waits_from_then_on_when_it_is_held(world: Ward) -> None:
    first, second, _ = world.pieces
    world.when(world.others[0], Report(contribution=second, reason="abuse"))
    world.when(world.others[0], Report(contribution=first, reason="abuse"))
    world.when(world.moderator, Hold(contribution=second, reason="report"))
    assert [one.piece.id for one in care.waiting(shown(world))] == [second, first]


def test_what_is_held_and_hidden_waits_again_once_it_is_restored(world: Ward) -> None:
    piece = world.pieces[0]
    world.when(world.moderator, Hold(contribution=piece, reason="report"))
    hide(world, piece)
    assert care.waiting(shown(world)) == ()
    world.when(world.moderator, Restore(contribution=piece, reason="It does not."))
    assert [one.held for one in care.waiting(shown(world))] == ["report"]


def test_what_its_author_took_back_waits_for_nobody(world: Ward) -> None:
    piece = world.pieces[0]
    world.when(world.others[0], Report(contribution=piece, reason="abuse"))
    world.when(world.ana, Withdraw(contribution=piece))
    assert care.waiting(shown(world)) == ()


def test_a_note_that_was_taken_back_is_not_opened(world: Ward) -> None:
    piece = world.pieces[0]
    world.when(world.others[0], Report(contribution=piece, reason="abuse", text="It names my sister."))
    (report,) = care.reports(shown(world), piece)
    assert report.because >= 0
    note = next(one.s for one in world.entries if one.i == report.because)
    world.when(world.others[0], Withdraw(contribution=note))
    assert [one.because for one in care.reports(shown(world), piece)] == [-1]


def test_the_history_of_one_contribution_is_its_own(world: Ward) -> None:
    first, second, _ = world.pieces
    hide(world, first)
    hide(world, second)
    world.when(world.ana, Appeal(contribution=first))
    assert [line.what for line in care.history(shown(world), first)] == ["appealed", "hidden"]


def test_what_somebody_looked_at_waits_no_longer_and_a_new_report_brings_it_back(world: Ward) -> None:
    piece = world.pieces[0]
    world.when(world.others[0], Report(contribution=piece, reason="abuse"))
    world.when("house", Release(contribution=piece))
    assert care.waiting(shown(world)) == ()
    world.when(world.others[1], Report(contribution=piece, reason="abuse"))
    assert [one.number for one in care.waiting(shown(world))] == [1]
    world.when("house", Hold(contribution=piece, reason="report"))
    assert [(one.number, one.held) for one in care.waiting(shown(world))] == [(0, "report")]
    assert [line.what for line in care.log(shown(world))] == ["held", "left"]


def test_what_is_erased_waits_for_nobody(world: Ward) -> None:
    first, second, _ = world.pieces
    world.when(world.others[0], Report(contribution=first, reason="abuse"))
    hide(world, second)
    world.when(world.ana, Appeal(contribution=second))
    world.when(world.ana, EraseContribution(contribution=first))
    assert care.waiting(shown(world)) == ()
    world.when(world.ana, EraseParticipant(participant=world.ana))
    assert care.appeals(shown(world)) == ()
    assert counted(world)["erased", "asked"] == 1
    assert counted(world)["forgotten", "asked"] == 1


def test_an_appeal_waits_until_somebody_else_decided_it(world: Ward) -> None:
    first, second, _ = world.pieces
    for piece in (first, second):
        hide(world, piece)
        world.when(world.ana, Appeal(contribution=piece, **(SAID | {"text": "Nobody is named."})))
    view = shown(world)
    listed = care.appeals(view)
    assert [(one.piece.id, one.stoppers) for one in listed] == [(first, (world.moderator,)), (second, (world.moderator,))]
    assert [one.piece.id for one in care.appeals(view, before=listed[0].i)] == [second]
    state = care.care(view, first)
    words = next(entry.i for entry in reversed(world.entries) if entry.i < listed[0].i and entry.type == Received.NAME)
    assert (state.appeal, state.because, state.stopped, state.charter) == ("waiting", words, True, 1)
    world.when(world.second, DecideAppeal(contribution=first, upheld=False, reasons="It does."))
    world.when(world.second, DecideAppeal(contribution=second, upheld=True, reasons="True."))
    view = shown(world)
    assert care.appeals(view) == ()
    assert care.care(view, first).appeal == "dismissed"
    assert (care.care(view, second).appeal, care.care(view, second).stopped) == ("upheld", False)


def test_an_appeal_falls_away_when_the_moderator_gives_way_and_can_be_made_again(world: Ward) -> None:
    piece = world.pieces[0]
    hide(world, piece)
    world.when(world.ana, Appeal(contribution=piece))
    world.when(world.moderator, Restore(contribution=piece, reason="I was wrong."))
    assert care.appeals(shown(world)) == ()
    hide(world, piece)
    assert care.care(shown(world), piece).appeal == ""


def test_the_log_tells_what_was_done_by_whom_and_counts_it_by_reason(world: Ward) -> None:
    first, second, third = world.pieces
    world.when(world.others[0], Report(contribution=first, reason="abuse"))
    world.when(world.moderator, Hold(contribution=first, reason="report"))
    hide(world, second)
    world.when(world.ana, Appeal(contribution=second))
    hide(world, third)
    answer = Contribute(canvas=world.canvas_, kind="idea", text="Ask Mr Lloyd.", lang="en")
    world.when(world.moderator, answer)
    index = next(entry.i for entry in reversed(world.entries) if entry.type == Received.NAME)
    world.when("house", Redact(entry=index, seal=0, reason="A name."))
    lines = care.log(shown(world))
    assert [(line.what, line.reason, line.contribution, line.by) for line in lines] == [
        ("redacted", "", "", "house"),
        ("hidden", "abuse", third, world.moderator),
        ("appealed", "", second, ""),
        ("hidden", "abuse", second, world.moderator),
        ("held", "report", first, world.moderator),
    ]
    assert lines[0].entry == index
    assert {line.charter for line in lines} == {1}
    assert [line.what for line in care.log(shown(world), before=lines[2].i)] == ["hidden", "held"]
    assert counted(world)["reported", "abuse"] == 1
    assert counted(world)["hidden", "abuse"] == 2


def test_who_asks_for_help_is_listed_for_the_safeguarding_lead_and_for_nobody_else(world: Ward) -> None:
    lead = world.office("safeguarding")
    asked = world.when(world.new("p_"), AskForHelp(canvas=world.canvas_, **(SAID | {"text": "Help."})))[0].stream
    view = shown(world)
    assert [(one.piece.id, one.settled, one.opened) for one in care.asked(view)] == [(asked, False, 0)]
    assert held(view) == ()
    assert care.log(view) == ()
    assert not care.care(view, asked).stopped
    world.when(lead, OpenForCare(contribution=asked))
    world.when(lead, Release(contribution=asked))
    view = shown(world)
    assert [(one.piece.id, one.settled, one.opened) for one in care.asked(view)] == [(asked, True, 1)]
    assert care.log(view) == ()
    assert counted(world) == {("helped", ""): 1, ("opened", ""): 1}
    lines = care.readings(view)
    assert [(line.what, line.by, line.contribution) for line in lines] == [("settled", lead, asked), ("read", lead, asked)]
    assert care.readings(view, before=lines[0].i) == lines[1:]


def test_what_is_about_nothing_that_was_brought_changes_no_list(world: Ward) -> None:
    world.given(world.moderator, "con_zzzzzzzzzzzzzzzz", Hidden(reason="abuse", charter=1), 1)
    assert care.log(shown(world)) == ()
