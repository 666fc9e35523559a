"""The demonstration is a community in which everything that can happen has happened, over ten weeks up to now."""

import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from folkmoot.domain.rules import Refused
from folkmoot.events.canvas import CanvasConcluded, CanvasOpened
from folkmoot.events.community import CharterAmended, Role
from folkmoot.events.contribution import Received
from folkmoot.events.decision import BallotCast, Called, Closed, Opened, Reviewed, Tallied
from folkmoot.events.ground import ConsentGiven
from folkmoot.events.meeting import AccessAsked, MeetingCalled, MeetingHeld, MeetingNoted, NotesAgreed, NotesDisputed
from folkmoot.events.participant import Joined, ResponseGiven
from folkmoot.events.rounds import TurnTaken
from folkmoot.events.theme import LinkContested, ThemeLinked
from folkmoot.installation import Installation
from folkmoot.settings import Settings
from folkmoot_web.demo import Clock, build
from tests.services.demonstration import END, START, Demo, date_of

SCRIPTS = {"en": "LATIN", "pl": "LATIN", "ar": "ARABIC", "bn": "BENGALI"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    demo = Demo(tmp_path_factory.mktemp("demo") / "home")
    yield demo
    demo.installation.close()


def test_every_role_has_an_office(demo: Demo) -> None:
    assert set(demo.offices) == set(get_args(Role))
    assert all(office.startswith("o_") for office in demo.offices.values())


def test_it_spans_ten_weeks_and_nothing_lies_ahead(demo: Demo) -> None:
    days = {entry.t[:10] for entry in demo.entries}
    assert len(days) > 60
    assert demo.entries[0].t[:10] == date_of(START)
    assert demo.entries[-1].t < date_of(END) + "T99"
    assert demo.clock() == END * 60
    assert max(days) >= date_of(END - 2 * 1440)


def test_its_canvases_are_at_five_different_stages(demo: Demo) -> None:
    canvases = [entry.s for entry, _ in demo.of(CanvasOpened)]
    kinds: dict[str, Counter[str]] = {canvas: Counter() for canvas in canvases}
    for _, fact in demo.of(Received):
        kinds[fact.canvas][fact.kind] += 1
    decisions = {fact.canvas: entry.s for entry, fact in demo.of(Called)}
    concluded = {entry.s for entry, _ in demo.of(CanvasConcluded)}
    stairs, buses, damp, care, slide = canvases
    assert kinds[slide] == Counter(topic=1)
    assert kinds[care]["story"] >= 8
    assert care not in decisions
    assert kinds[buses]["statement"] >= 30
    assert [entry.s for entry, _ in demo.of(Opened)] == [decisions[stairs], decisions[damp]]
    assert {entry.s for entry, _ in demo.of(Closed)} == {decisions[stairs]}
    assert {entry.s for entry, _ in demo.of(Reviewed)} == {decisions[stairs]}
    assert concluded == {stairs}


def test_a_few_hundred_responses_answer_the_statements_on_buses(demo: Demo) -> None:
    buses = demo.of(CanvasOpened)[1][0].s
    canvas_of = {entry.s: fact.canvas for entry, fact in demo.of(Received)}
    given = [entry.by for entry, fact in demo.of(ResponseGiven) if canvas_of[fact.statement] == buses]
    assert len(given) >= 300
    assert len(set(given)) >= 40


def test_ten_people_or_more_take_part_wherever_something_is_counted(demo: Demo) -> None:
    home = {entry.by: fact.canvas for entry, fact in demo.of(Joined)}
    people: dict[str, set[str]] = defaultdict(set)
    for entry, _ in demo.of(ResponseGiven) + demo.of(BallotCast):
        people[home[entry.by]].add(entry.by)
    assert len(people) == 4
    assert all(len(names) >= 10 for names in people.values())


def test_the_decision_that_is_done_met_its_quorum_and_chose_one_option(demo: Demo) -> None:
    ((_, tallied),) = demo.of(Tallied)
    assert tallied.quorum_met
    assert len(tallied.chosen) == 1


def test_the_decision_under_way_is_open_beyond_today_to_who_comes_in_now(demo: Demo) -> None:
    called = demo.of(Called)[-1][1]
    assert called.closes > date_of(END)
    assert "open" in called.electorate.rolls
    assert called.electorate.until == "closed"
    assert all(option.source for option in called.options)


def test_stories_are_told_in_four_languages_each_in_its_script(demo: Demo) -> None:
    told: Counter[tuple[str, str]] = Counter()
    for entry, fact in demo.of(Received):
        if demo.openness.status(entry.i, 0).state == "gone":
            continue
        words = demo.words(entry)
        assert words["lang"] == fact.lang
        letters = [unicodedata.name(sign).split()[0] for sign in words["text"] if sign.isalpha()]
        assert letters.count(SCRIPTS[fact.lang]) == len(letters), words
        told[fact.kind, fact.lang] += 1
    assert all(told["story", lang] for lang in SCRIPTS)
    assert all(told["statement", lang] for lang in SCRIPTS)


def test_consent_is_asked_in_the_language_of_the_words(demo: Demo) -> None:
    langs = {entry.s: fact.lang for entry, fact in demo.of(Received)}
    assert all(fact.lang == langs[entry.s] for entry, fact in demo.of(ConsentGiven))
    assert {fact.lang for _, fact in demo.of(ConsentGiven)} == set(SCRIPTS)


def test_words_are_public_and_also_private_withdrawn_hidden_and_erased(demo: Demo) -> None:
    brought = [entry for entry, fact in demo.of(Received) if fact.kind != "reason" or entry.by.startswith("o_")]
    whys = Counter(demo.openness.status(entry.i, 0).why for entry in brought)
    assert whys == {
        "consent": whys["consent"],
        "licence or duty": whys["licence or duty"],
        "not shared": 1,
        "held": 1,
        "withdrawn": 2,
        "hidden": 2,
        "erased": 1,
    }
    assert whys["consent"] > 80
    assert whys["licence or duty"] >= 5


def test_themes_hold_stories_for_a_reason_and_a_teller_ended_one_link(demo: Demo) -> None:
    stories = {entry.s: entry.by for entry, fact in demo.of(Received) if fact.kind == "story"}
    linked = [fact.contribution for _, fact in demo.of(ThemeLinked)]
    assert len({entry.s for entry, _ in demo.of(ThemeLinked)}) == 5
    assert set(linked) <= set(stories)
    ((contest, fact),) = demo.of(LinkContested)
    assert stories[fact.contribution] == contest.by


def test_a_meeting_was_held_with_notes_and_a_round_had_its_turns(demo: Demo) -> None:
    (_, called), (_, coming) = demo.of(MeetingCalled)
    ((entry, held),) = demo.of(MeetingHeld)
    assert entry.t[:10] == called.day
    assert set(called.access) - set(held.met) == {"hearing-loop"}
    assert len(demo.of(MeetingNoted)) == 1
    assert len(demo.of(NotesAgreed)) > len(demo.of(NotesDisputed)) == 1
    assert coming.day == date_of(END + 1440)
    assert len({fact.text for _, fact in demo.of(AccessAsked)}) >= 3
    assert len(demo.of(TurnTaken)) == 3


def test_the_charter_was_amended_with_a_reason(demo: Demo) -> None:
    ((entry, amended),) = demo.of(CharterAmended)
    assert amended.rules.notice == 48
    assert "two days" in demo.words(entry, 1)["text"]


def test_it_is_not_built_twice_and_not_without_a_clock_that_can_be_set(demo: Demo, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="already"):
        build(demo.installation, START)
    assert demo.clock.minute == END
    Installation.create(tmp_path / "home", Settings(host="talk.example.org"))
    plain = Installation(tmp_path / "home")
    with pytest.raises(TypeError, match="Clock"):
        build(plain, START)
    plain.close()


def test_its_clock_runs_on_with_the_time_of_day() -> None:
    clock = Clock(START)
    assert clock() == START * 60
    clock.run()
    assert clock() == pytest.approx(time.time(), abs=60)
