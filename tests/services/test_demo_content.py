"""The demonstration is a community in which everything that can happen has happened, over ten weeks up to now."""

import datetime
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from folkmoot.domain.openness import Openness
from folkmoot.domain.rules import Refused
from folkmoot.events.canvas import CanvasConcluded, CanvasOpened, GroupRulesAgreed, PlaceOpened
from folkmoot.events.commitment import CommitmentDelivered, CommitmentMade, CommitmentMoved
from folkmoot.events.community import CharterAmended, Role
from folkmoot.events.contribution import Received
from folkmoot.events.decision import BallotCast, Called, Closed, DecisionAnswered, Opened, Reviewed, Tallied
from folkmoot.events.duty import DutyOverdue
from folkmoot.events.entry import Entry, read
from folkmoot.events.ground import ConsentGiven
from folkmoot.events.meeting import MeetingCalled, MeetingHeld, MeetingNoted
from folkmoot.events.participant import Joined, ResponseGiven
from folkmoot.events.review import Aspect, ReviewClosed, ReviewRemarked
from folkmoot.events.rounds import TurnTaken
from folkmoot.events.theme import LinkContested, ThemeLinked
from folkmoot.events.topic import TopicAgreed, TopicLaidAside, TopicMerged, TopicRaised
from folkmoot.installation import Installation
from folkmoot.settings import Settings
from folkmoot_web.demo import WEEKS, Clock, build

START = 29_800_000
END = START + WEEKS * 7 * 1440
WHERE = "tessock-wharf"
SCRIPTS = {"en": "LATIN", "pl": "LATIN", "ar": "ARABIC", "bn": "BENGALI"}


class Demo:
    """The demonstration, and all that is in its record."""

    def __init__(self, home: Path) -> None:
        Installation.create(home, Settings(host="talk.example.org"))
        self.clock = Clock(START)
        self.installation = Installation(home, clock=self.clock)
        self.offices = build(self.installation, START)
        self.entries = [read(leaf) for leaf in self.installation.store.read(WHERE, 0, 10**6)]
        self.openness = Openness()
        for entry in self.entries:
            self.openness.evolve(entry, entry.fact())

    def of(self, kind: type[Any]) -> list[tuple[Entry, Any]]:
        """Entries of a kind, with their facts."""
        return [(entry, entry.fact()) for entry in self.entries if isinstance(entry.fact(), kind)]

    def words(self, entry: Entry, k: int = 0) -> dict[str, str]:
        """What a seal holds."""
        payload = self.installation.payload(WHERE, entry.i, k)
        assert payload is not None
        words: dict[str, str] = msgspec.json.decode(payload)
        return words


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
    assert demo.entries[0].t[:10] == _date(START)
    assert demo.entries[-1].t < _date(END) + "T99"
    assert demo.clock() == END * 60
    assert max(days) >= _date(END - 2 * 1440)


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
    assert called.closes > _date(END)
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
    whys = Counter(demo.openness.status(entry.i, 0).why for entry, _ in demo.of(Received))
    assert whys == {
        "consent": whys["consent"],
        "licence or duty": whys["licence or duty"],
        "not shared": 1,
        "withdrawn": 2,
        "hidden": 2,
        "erased": 1,
    }
    assert whys["consent"] > 80
    assert whys["licence or duty"] >= 5


def test_questions_to_an_office_are_answered_by_it(demo: Demo) -> None:
    asked = {entry.s: fact.to for entry, fact in demo.of(Received) if fact.kind == "question"}
    answered = {fact.parent: entry.by for entry, fact in demo.of(Received) if entry.by.startswith("o_") and fact.parent}
    assert asked == answered
    assert len(asked) >= 4


def test_the_body_answered_moved_one_date_with_a_reason_and_delivered_in_time(demo: Demo) -> None:
    ((_, answered),) = demo.of(DecisionAnswered)
    assert answered.outcome == "accepted"
    assert len(demo.of(CommitmentMade)) == 3
    assert len(demo.of(CommitmentMoved)) == 1
    assert len(demo.of(CommitmentDelivered)) == 2
    assert demo.of(DutyOverdue) == []


def test_themes_hold_stories_for_a_reason_and_a_teller_ended_one_link(demo: Demo) -> None:
    stories = {entry.s: entry.by for entry, fact in demo.of(Received) if fact.kind == "story"}
    linked = [fact.contribution for _, fact in demo.of(ThemeLinked)]
    assert len(linked) == 5
    assert set(linked) <= set(stories)
    ((contest, fact),) = demo.of(LinkContested)
    assert stories[fact.contribution] == contest.by


def test_a_meeting_was_held_with_notes_and_a_round_had_its_turns(demo: Demo) -> None:
    ((_, called),) = demo.of(MeetingCalled)
    ((entry, held),) = demo.of(MeetingHeld)
    assert entry.t[:10] == called.day
    assert set(called.access) - set(held.met) == {"hearing-loop"}
    assert len(demo.of(MeetingNoted)) == 1
    assert len(demo.of(TurnTaken)) == 3


def test_topics_are_agreed_merged_and_laid_aside_for_a_reason_and_one_waits_in_a_blank_canvas(demo: Demo) -> None:
    slide = demo.of(CanvasOpened)[-1][0].s
    raised = {entry.s: fact.canvas for entry, fact in demo.of(TopicRaised)}
    agreed = {entry.s for entry, _ in demo.of(TopicAgreed)}
    ((_, merged),) = demo.of(TopicMerged)
    ((aside, _),) = demo.of(TopicLaidAside)
    assert merged.into in agreed
    assert aside.s not in agreed
    assert len(agreed) >= 3
    assert [stream for stream, canvas in raised.items() if canvas == slide and stream not in agreed]


def test_a_group_changed_its_own_rules_after_a_look_back(demo: Demo) -> None:
    first, second = (fact for _, fact in demo.of(GroupRulesAgreed))
    ((closed, fact),) = demo.of(ReviewClosed)
    assert (first.places, second.places, fact.rules) == ("offices", "everyone", second.version)
    assert {remark.aspect for entry, remark in demo.of(ReviewRemarked) if entry.s == closed.s} == set(get_args(Aspect))
    assert any(entry.by.startswith("p_") for entry, _ in demo.of(PlaceOpened))


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


def _date(minute: int) -> str:
    return datetime.datetime.fromtimestamp(minute * 60, datetime.UTC).date().isoformat()
