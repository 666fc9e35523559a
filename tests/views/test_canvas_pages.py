"""Community and canvas pages are told what they need, each response counted once, page after page without a gap."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.events import canvas as canvas_events
from folkmoot.events import community as community_events
from folkmoot.events import contribution as contribution_events
from folkmoot.events import decision as decision_events
from folkmoot.views import canvas, community, contribution, plugin
from folkmoot.views.follow import Views
from folkmoot.views.shown import END, Said
from tests.views.written import Written

Follow = Callable[[], int]


def test_the_community_shows_its_name_charter_offices_and_canvases(written: Written, views: Views, follow: Follow) -> None:
    steward = written.found(small=3)
    quiet, busy = written.canvas(steward, "Quiet?"), written.canvas(steward, "Busy?")
    for n in range(4):
        by = written.person(busy)
        written.brings(by, busy, f"Statement {n}")
    vote = written.calls(steward, busy, "A", "B")
    written.say(steward, vote, decision_events.Opened())
    source = written.id("src_")
    written.say(steward, source, community_events.SourceNamed(licence="CC-BY-4.0"), "By the people of Elm Yard")
    follow()
    with views.reading() as view:
        home = community.home(view)
        assert home is not None
        assert (home.name, home.languages, home.charter) == (Said("Elm Yard", "en"), ("en", "pl"), 1)
        assert home.totals == {"people": 4, "statement": 4, "decisions": 1, "voting": 1}
        assert [(line.id, line.stage, line.small) for line in home.canvases] == [(busy, "deciding", False), (quiet, "open", True)]
        assert home.canvases[1].question == Said("Quiet?", "en")
        assert home.more == 0
        assert community.small_canvases(view) == {quiet}
        assert community.offices(view)[steward].roles == ("steward",)
        assert [(key, line.running.version) for key, line in plugin.plugins(view).items()] == [("approval", "1.0.0")]
        assert community.sources(view)[source].attribution == Said("By the people of Elm Yard", "en")
        (charter,) = community.charters(view)
        assert charter.text == Said("We listen before we answer.", "en")
        assert charter.reason is None


def test_before_it_is_founded_there_is_no_community(views: Views) -> None:
    with views.reading() as view:
        assert community.home(view) is None
        assert view.touched() == -1


def test_a_canvas_tells_question_promise_and_how_it_ended(written: Written, views: Views, follow: Follow) -> None:
    steward = written.found()
    place = written.canvas(steward, "What is the yard for?")
    follow()
    with views.reading() as view:
        before = canvas.canvas(view, place)
        assert canvas.canvas(view, "can_nothing") is None
    written.say(steward, place, canvas_events.CanvasConcluded(), "We are done.")
    follow()
    with views.reading() as view:
        after = canvas.canvas(view, place)
    assert before is not None
    assert after is not None
    assert (before.question, before.promise) == (Said("What is the yard for?", "en"), Said("We answer by spring.", "en"))
    assert (before.stage, before.concluded, before.reason) == ("open", "", None)
    assert (after.stage, after.reason) == ("concluded", Said("We are done.", "en"))
    assert after.concluded.endswith("Z")


def test_a_response_counts_once_and_the_last_one_counts(written: Written, views: Views, follow: Follow) -> None:
    written.found()
    place = written.canvas()
    one, other = written.person(place), written.person(place)
    thing = written.brings(one, place, "Plant a tree.")
    for by, value in ((one, 1), (other, 1), (one, -1), (other, 0), (one, -1), (other, 1)):
        written.answers(by, thing, value)
        follow()
    written.answers(one, thing, 0)
    written.answers(one, thing, -1)
    follow()
    with views.reading() as view:
        (shown,) = canvas.listed(view, place, "statement")
        assert (shown.agree, shown.disagree, shown.passed, shown.answered) == (1, 1, 0, 2)
        assert canvas.own_responses(view, one, (thing,)) == {thing: -1}
        assert canvas.own_responses(view, "p_nobody", (thing,)) == {}
        taking = canvas.taking(view, one)
        assert taking is not None
        assert (taking.answered, taking.here) == (1, True)


def test_lists_are_paged_without_a_gap_or_a_double(written: Written, views: Views, follow: Follow) -> None:
    written.found()
    place = written.canvas()
    by = written.person(place)
    things = [written.brings(by, place, f"Idea {n}", "idea") for n in range(130)]
    written.say(by, things[60], contribution_events.Withdrawn())
    follow()
    seen: list[str] = []
    last = END
    with views.reading() as view:
        while page := canvas.listed(view, place, "idea", last):
            last = page[-1].n
            seen += [shown.id for shown in page]
    assert seen == [thing for thing in reversed(things) if thing != things[60]]


@pytest.mark.parametrize(
    ("name", "rows", "distinct"), [("brexit-consensus", 5312, 5303), ("canadian-electoral-reform", 12018, 11950)]
)
def test_a_real_conversation_counts_as_its_votes_say(
    name: str, rows: int, distinct: int, shared: Path, written: Written, views: Views, follow: Follow
) -> None:
    with open(shared / "data" / "polis-opendata" / name / "votes.csv", newline="") as file:
        votes = [(row["voter-id"], row["comment-id"], int(row["vote"])) for row in csv.DictReader(file)]
    assert len(votes) == rows
    written.found()
    place = written.canvas()
    people = {voter: written.person(place) for voter in dict.fromkeys(voter for voter, _, _ in votes)}
    author = next(iter(people.values()))
    comments = dict.fromkeys(comment for _, comment, _ in votes)
    things = {comment: written.brings(author, place, f"Comment {comment}") for comment in comments}
    for voter, comment, vote in votes:
        written.answers(people[voter], things[comment], vote)
    follow()
    last = {(voter, comment): vote for voter, comment, vote in votes}
    wanted = Counter((things[comment], vote) for (_, comment), vote in last.items())
    counted: Counter[tuple[str, int]] = Counter()
    with views.reading() as view:
        home = community.home(view)
        assert home is not None
        assert home.totals["responses"] == len(last) == distinct
        for thing in set(things.values()):
            found = contribution.contribution(view, thing)
            assert found is not None
            counted.update({(thing, 1): found.piece.agree, (thing, -1): found.piece.disagree, (thing, 0): found.piece.passed})
    assert +counted == wanted


def test_the_next_statement_is_the_least_answered_one_that_the_person_has_not_answered(
    written: Written, views: Views, follow: Follow
) -> None:
    written.found()
    place = written.canvas()
    ann, ben = written.person(place), written.person(place)
    things = [written.brings(ann, place, f"Statement {n}") for n in range(3)]
    written.brings(ann, place, "Not a statement.", "idea")
    private = written.brings(ann, place, "Not public.", publish=False)
    written.answers(ben, things[0], 1)
    written.answers(ben, things[1], 0)

    def next_for(by: str, skip: str = "") -> str:
        follow()
        with views.reading() as view:
            shown = canvas.next_statement(view, place, by, skip)
            return shown.id if shown else ""

    assert next_for(ann) == things[2]
    assert next_for(ann, skip=things[2]) == things[0]
    assert next_for("") == things[2]
    assert next_for(ben) == things[2]
    written.answers(ben, things[2], -1)
    assert next_for(ben) == ""
    assert next_for(ann) == things[0]
    written.say("house", things[0], contribution_events.Held(reason="report"))
    assert next_for(ann) == things[1]
    assert private not in {next_for(ann), next_for(ben)}
