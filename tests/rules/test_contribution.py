"""A contribution is taken whole or refused with what to do; what is public about it is a code, never a word."""

from typing import Any

import pytest

from folkmoot.domain.community import NameSource, TakeRoleBack
from folkmoot.domain.contributing import Contribute, EraseContribution, Link, Withdraw
from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.moderation import Hide
from folkmoot.domain.participant import EraseParticipant, Join
from folkmoot.events.contribution import Linked, Received, Shared
from folkmoot.events.ground import ConsentGiven, DutyStated, LicenceStated
from tests.rules.given import NOBODY, SAID, World, facts

CONSENT = ConsentGiven(purposes=("publish",), notice="publish/1", lang="en")


def idea(canvas: str, **more: Any) -> Contribute:
    return Contribute(**({"canvas": canvas, "kind": "idea", "text": "A bench.", "lang": "en"} | more))


def test_what_is_brought_with_a_yes_is_received_consented_and_shared_at_once(world: World, canvas: str, ana: str) -> None:
    acts = world.when(ana, idea(canvas, **SAID, title=" Sit down "))
    assert facts(acts) == [Received(canvas=canvas, kind="idea", lang="en"), CONSENT, Shared()]
    assert len({act.stream for act in acts}) == 1
    assert acts[0].words[0].payload == b'{"lang":"en","text":"A bench.","title":"Sit down"}'
    assert acts[1].words[0].payload == (
        b'{"lang":"en","minute":29000040,"notice":"publish/1","shown":"May we show what you wrote?","via":"web"}'
    )
    assert {words.owner for act in acts for words in act.words} == {"author"}
    assert world.see(acts[0].stream).visible


def test_what_is_brought_without_a_yes_is_received_and_stays_private(world: World, canvas: str, ana: str) -> None:
    acts = world.when(ana, idea(canvas))
    assert facts(acts) == [Received(canvas=canvas, kind="idea", lang="en")]
    assert not world.see(acts[0].stream).visible


def test_the_record_shows_no_words_of_the_person(world: World, canvas: str, ana: str) -> None:
    world.when(ana, idea(canvas, **SAID, title="Sit down"))
    for entry in world.entries:
        assert not any(words in bytes(entry.pub) for words in (b"bench", b"Sit", b"show"))


def test_an_office_speaks_by_duty_in_words_that_are_nobodys(world: World, canvas: str) -> None:
    officer = world.office("officer")
    acts = world.when(officer, idea(canvas))
    assert facts(acts) == [Received(canvas=canvas, kind="idea", lang="en"), DutyStated(), Shared()]
    assert acts[0].words[0].owner == "office"


def test_who_did_not_join_or_holds_no_role_any_more_brings_nothing(world: World, canvas: str) -> None:
    elsewhere = world.person(world.canvas())
    for by in (elsewhere, "p" + NOBODY, "house"):
        assert "Join this canvas first" in world.refused(by, idea(canvas))
    officer = world.office("officer")
    world.when("house", TakeRoleBack(office=officer, role="officer", reason="Moved on."))
    for by in (officer, "o" + NOBODY):
        assert "no role any more" in world.refused(by, idea(canvas))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": ""}, "Write your idea"),
        ({"text": " \n\t\u3000 "}, "Write your idea"),
        ({"text": "\u200b\u2060"}, "Write your idea"),
        ({"text": "x" * 4_001}, "Shorten your idea to 4000 characters; it has 4001 now."),
        ({"text": "a\x00b"}, "hidden control"),
        ({"text": "a\x1bb"}, "hidden control"),
        ({"text": "pay \u202eeht lot"}, "hidden control"),
        ({"text": "half of a sign \ud83d"}, "hidden control"),
        ({"title": "x" * 201}, "Shorten the title"),
        ({"title": "a\x07b"}, "hidden control"),
        ({"lang": "my name is Ana"}, "short tag"),
        ({"lang": ""}, "short tag"),
        ({"lang": "en-" + "abcdefgh-" * 4}, "short tag"),
        ({"parent": "con" + NOBODY}, "Only a comment belongs"),
        ({"to": "o" + NOBODY}, "put to an office"),
        ({"source": "src" + NOBODY}, "Only an import"),
        ({"claimed": "2015-01-01"}, "Only an import"),
        ({"publish": True}, "wording that was shown"),
        (SAID | {"notice": ""}, "wording that was shown"),
        (SAID | {"notice_text": ""}, "wording that was shown"),
        (SAID | {"notice_lang": ""}, "wording that was shown"),
        (SAID | {"notice": "whatever I like"}, "short name"),
        (SAID | {"notice_lang": "plain English"}, "short tag"),
        (SAID | {"notice_text": "x" * 10_001}, "Shorten the wording"),
        (SAID | {"notice_text": "a\ud83d"}, "hidden control"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_what_to_do(
    world: World, canvas: str, ana: str, change: dict[str, Any], sentence: str
) -> None:
    assert sentence in world.refused(ana, idea(canvas, **change))


@pytest.mark.parametrize("kind", sorted(LONGEST))
def test_each_kind_has_its_length(world: World, canvas: str, ana: str, kind: Any) -> None:
    more = {"parent": world.brings(ana, canvas)} if kind == "comment" else {}
    assert world.when(ana, idea(canvas, kind=kind, text="x" * LONGEST[kind], **more))
    assert "Shorten" in world.refused(ana, idea(canvas, kind=kind, text="x" * (LONGEST[kind] + 1), **more))


def test_text_is_kept_in_nfc_and_counted_so(world: World, canvas: str, ana: str) -> None:
    acts = world.when(ana, idea(canvas, kind="statement", text="e\u0301" * 280))
    assert acts[0].words[0].payload == ('{"lang":"en","text":"' + "\u00e9" * 280 + '"}').encode()


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029", "\n"])
def test_every_line_end_is_a_newline(world: World, canvas: str, ana: str, end: str) -> None:
    acts = world.when(ana, idea(canvas, text=f"One.{end}Two.{end}"))
    assert acts[0].words[0].payload == b'{"lang":"en","text":"One.\\nTwo."}'
    assert "on one line" in world.refused(ana, idea(canvas, kind="statement", text=f"One.{end}Two."))


@pytest.mark.parametrize("text", ["नमस्ते\u200d", "خانه\u200cها", "👩🏽\u200d🦽", "كلام \u200fعربي", "a\tb"])
def test_signs_that_scripts_need_are_taken(world: World, canvas: str, ana: str, text: str) -> None:
    assert text.strip().encode() in world.when(ana, idea(canvas, text=text))[0].words[0].payload.replace(b"\\t", b"\t")


def test_a_comment_belongs_to_something_shown_in_the_same_canvas(world: World, canvas: str, ana: str, ben: str) -> None:
    story = world.brings(ana, canvas, "story")
    acts = world.when(ben, idea(canvas, kind="comment", parent=story))
    assert facts(acts) == [Received(canvas=canvas, kind="comment", lang="en", parent=story)]
    other = world.canvas()
    assert "same canvas" in world.refused(world.person(other), idea(other, kind="comment", parent=story))
    for missing in ("", "con" + NOBODY, "con_x", canvas):
        assert "no such contribution" in world.refused(ben, idea(canvas, kind="comment", parent=missing))


def test_nothing_is_added_to_what_is_not_shown_except_by_who_brought_it(world: World, canvas: str, ana: str, ben: str) -> None:
    private, withdrawn, hidden = world.brings(ana, canvas, publish=False), world.brings(ana, canvas), world.brings(ana, canvas)
    world.when(ana, Withdraw(contribution=withdrawn))
    world.when("house", Hide(contribution=hidden, reason="off-topic", statement="Not about the yard."))
    shown = world.brings(ben, canvas)
    for piece in (private, withdrawn, hidden):
        assert "not shown" in world.refused(ben, idea(canvas, kind="comment", parent=piece))
        assert "not shown" in world.refused(ben, Link(contribution=shown, to=piece, relation="supports"))
        assert "not shown" in world.refused(ben, Link(contribution=piece, to=shown, relation="supports"))
        assert world.when(ana, idea(canvas, kind="comment", parent=piece))
        assert world.when(ana, Link(contribution=piece, to=shown, relation="supports"))


def test_nothing_is_added_to_what_was_erased(world: World, canvas: str, ana: str, ben: str) -> None:
    story, other = world.brings(ana, canvas, "story"), world.brings(ana, canvas, "story")
    shown = world.brings(ben, canvas)
    world.when(ana, EraseContribution(contribution=story))
    world.when(ana, EraseParticipant(participant=ana))
    for piece in (story, other):
        assert "erased" in world.refused(ben, idea(canvas, kind="comment", parent=piece))
        assert "erased" in world.refused(ben, Link(contribution=piece, to=shown, relation="supports"))


def test_a_question_may_be_put_to_an_office_that_holds_a_role(world: World, canvas: str, ana: str) -> None:
    officer = world.office("officer")
    acts = world.when(ana, idea(canvas, kind="question", to=officer))
    assert facts(acts) == [Received(canvas=canvas, kind="question", lang="en", to=officer)]
    assert "put to an office" in world.refused(ana, idea(canvas, kind="statement", to=officer))
    world.when("house", TakeRoleBack(office=officer, role="officer", reason="Moved on."))
    assert "put to an office" in world.refused(ana, idea(canvas, kind="question", to=officer))


def test_an_import_publishes_by_the_licence_of_a_named_source_and_may_be_longer(world: World, canvas: str) -> None:
    source = world.when("house", NameSource(licence="CC-BY-4.0", attribution="By Elm Yard."))[0].stream
    by = world.new("p_")
    world.when(by, Join(canvas=canvas, roll="import"), via="import")
    long = "A first line.\n" + "x" * 900
    command = idea(canvas, kind="statement", text=long, lang="und", source=source, claimed="2015-06-30")
    acts = world.when(by, command, via="import")
    assert facts(acts) == [
        Received(canvas=canvas, kind="statement", lang="und", claimed="2015-06-30"),
        LicenceStated(source=source),
        Shared(),
    ]
    assert world.see(acts[0].stream).visible
    too_long = idea(canvas, kind="statement", text="x" * 1_001, source=source)
    assert "1000 characters" in world.refused(by, too_long, via="import")
    for missing in ("src" + NOBODY, "src_x", canvas):
        assert "Name the source" in world.refused(by, idea(canvas, source=missing), via="import")
    assert "year-month-day" in world.refused(by, idea(canvas, source=source, claimed="2015"), via="import")


def test_two_contributions_of_a_canvas_are_linked_once(world: World, canvas: str, ana: str, ben: str) -> None:
    story, statement = world.brings(ana, canvas, "story"), world.brings(ben, canvas)
    command = Link(contribution=story, to=statement, relation="grew-from")
    acts = world.when(ben, command)
    assert facts(acts) == [Linked(to=statement, relation="grew-from")]
    assert acts[0].stream == story
    assert world.when(ana, command) == []
    other = Link(contribution=story, to=statement, relation="supports")
    assert facts(world.when(world.office("officer"), other)) == [Linked(to=statement, relation="supports")]


def test_links_stay_within_a_canvas_and_are_made_by_those_in_it(world: World, canvas: str, ana: str) -> None:
    story, statement = world.brings(ana, canvas, "story"), world.brings(ana, canvas)
    elsewhere = world.canvas()
    stranger = world.person(elsewhere)
    foreign = world.brings(stranger, elsewhere)
    assert "two different" in world.refused(ana, Link(contribution=story, to=story, relation="supports"))
    assert "same canvas" in world.refused(ana, Link(contribution=story, to=foreign, relation="supports"))
    assert "Join this" in world.refused(stranger, Link(contribution=story, to=statement, relation="supports"))
    assert "no role" in world.refused("o" + NOBODY, Link(contribution=story, to=statement, relation="supports"))
    assert "no such" in world.refused(ana, Link(contribution=story, to="con" + NOBODY, relation="supports"))
