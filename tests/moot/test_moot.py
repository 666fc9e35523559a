"""The door takes each command once, whole, in order, and lets no conflict fail a neighbour."""

import threading
from concurrent.futures import Future

import pytest

from folkmoot.domain import Command
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.deciding import CallDecision, Choice
from folkmoot.domain.participant import Join, Respond
from folkmoot.domain.rules import Refused
from folkmoot.events.entry import pub_of, read
from folkmoot.events.participant import Left
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author, Done, Moot
from folkmoot.record.batch import Draft
from folkmoot.record.ids import new_id
from folkmoot.record.store import Stopped
from tests.moot.conftest import COMMUNITY, Clock


def said(canvas: str, text: str) -> Contribute:
    return Contribute(
        canvas=canvas,
        kind="statement",
        text=text,
        lang="en",
        publish=True,
        notice="publish/1",
        notice_text="May we show it?",
        notice_lang="en",
    )


@pytest.fixture
def moot(installation: Installation) -> Moot:
    return installation.moot(COMMUNITY)


def entries(installation: Installation, first: int, last: int) -> list[str]:
    return [read(leaf).type for leaf in installation.store.read(COMMUNITY, first, last - first + 1)]


def test_a_contribution_and_the_consent_given_with_it_are_one_commit(
    installation: Installation, moot: Moot, canvas: str, resident: Author
) -> None:
    done = moot.do(said(canvas, "The library stays a library."), resident)
    assert entries(installation, done.first, done.last) == [
        "contribution.received",
        "consent.given",
        "contribution.shared",
    ]


def test_a_form_sent_twice_is_one_entry(installation: Installation, moot: Moot, canvas: str, resident: Author) -> None:
    first = moot.do(said(canvas, "Open it on Sundays."), resident, key="form-1")
    size = installation.store.head(COMMUNITY).size
    assert moot.do(said(canvas, "Open it on Sundays."), resident, key="form-1") == first
    assert installation.store.head(COMMUNITY).size == size


def test_a_form_sent_many_times_at_once_is_one_entry(moot: Moot, canvas: str, resident: Author) -> None:
    answers = [moot.submit(said(canvas, "Light in the stairwell."), resident, key="form-2") for _ in range(50)]
    assert len({answer.result() for answer in answers}) == 1


def test_the_same_key_of_another_person_is_another_form(moot: Moot, canvas: str, resident: Author) -> None:
    other = Author(new_id("p_"), "per_bela")
    moot.do(Join(canvas=canvas), other)
    first = moot.do(said(canvas, "A workshop for bicycles."), resident, key="same")
    assert moot.do(said(canvas, "A workshop for bicycles."), other, key="same") != first


def test_a_refused_command_does_not_fail_its_neighbours(moot: Moot, canvas: str, resident: Author) -> None:
    good = [moot.submit(said(canvas, f"Number {n}"), resident) for n in range(5)]
    bad = moot.submit(said(canvas, "   "), resident)
    more = [moot.submit(said(canvas, f"Number {n}"), resident) for n in range(5, 10)]
    with pytest.raises(Refused, match="empty"):
        bad.result()
    assert len({answer.result().first for answer in good + more}) == 10


def test_somebody_elses_write_is_met_by_reading_again_and_not_by_failing(
    installation: Installation, moot: Moot, canvas: str, resident: Author
) -> None:
    statement = moot.do(said(canvas, "Keep the reading room."), resident).made
    with installation.store.write() as batch:
        draft = Draft(resident.name, resident.name, 2, "participant.left", 1, pub_of(Left()), "web")
        batch.add(COMMUNITY, draft, "2026-11-22T10:00Z")
    with pytest.raises(Refused, match="left"):
        moot.do(Respond(statement=statement, value=1), resident)


def test_too_much_for_one_entry_is_refused_and_leaves_nothing_behind(
    installation: Installation, moot: Moot, canvas: str, resident: Author
) -> None:
    inputs = tuple(answer.result().made for answer in [moot.submit(said(canvas, f"Idea {n}"), resident) for n in range(400)])
    size = installation.store.head(COMMUNITY).size
    options = (Choice(text="All of it"), Choice(text="None of it"))
    with pytest.raises(Refused, match="too much"):
        moot.do(CallDecision(canvas=canvas, question="What now?", options=options, inputs=inputs), HOUSE)
    assert installation.store.head(COMMUNITY).size == size


def test_somebody_who_stops_waiting_stops_nobody_else(moot: Moot, canvas: str, resident: Author) -> None:
    waiting = [moot.submit(said(canvas, f"Thought {n}"), resident) for n in range(200)]
    for answer in waiting[::2]:
        answer.cancel()
    assert moot.do(said(canvas, "Still here."), resident).first > 0


def test_time_is_floored_to_the_grain_and_never_runs_backwards(
    installation: Installation, moot: Moot, canvas: str, resident: Author, clock: Clock
) -> None:
    def time_of(done: Done) -> str:
        return read(installation.store.read(COMMUNITY, done.first, 1)[0]).t

    clock.now = 1_790_003_600.0 + 1_799
    first = time_of(moot.do(said(canvas, "One."), resident))
    assert first.endswith(":00Z")
    clock.now -= 86_400
    assert time_of(moot.do(said(canvas, "Two."), resident)) == first


def test_nothing_is_recorded_for_what_is_so_already(moot: Moot, canvas: str, resident: Author) -> None:
    statement = moot.do(said(canvas, "A slide for the playground."), resident).made
    moot.do(Respond(statement=statement, value=1), resident)
    assert moot.do(Respond(statement=statement, value=1), resident) == Done()


def test_thirty_two_people_at_once_get_dense_indices(installation: Installation, moot: Moot, canvas: str, resident: Author) -> None:
    answers: list[Future[Done]] = []

    def take_part(number: int) -> None:
        author = Author(new_id("p_"), f"per_{number}")
        moot.do(Join(canvas=canvas), author)
        answers.extend(moot.submit(said(canvas, f"{number} says {n}"), author) for n in range(10))

    threads = [threading.Thread(target=take_part, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = [answer.result() for answer in answers]
    size = installation.store.head(COMMUNITY).size
    indices = [read(leaf).i for leaf in installation.store.read(COMMUNITY, 0, size)]
    assert len(done) == 320
    assert indices == list(range(size))


class Unforeseen(Command, frozen=True):
    """A command that no rule answers, as a fault of ours would be."""


def test_a_command_that_fails_unforeseen_does_not_fail_its_neighbours(moot: Moot, canvas: str, resident: Author) -> None:
    good = [moot.submit(said(canvas, f"Number {n}"), resident) for n in range(5)]
    bad = moot.submit(Unforeseen(), resident)
    good += [moot.submit(said(canvas, f"Number {n}"), resident) for n in range(5, 10)]
    with pytest.raises(KeyError):
        bad.result(10)
    assert len({answer.result(10).first for answer in good}) == 10


def test_an_entry_that_cannot_be_added_does_not_fail_its_neighbours(
    installation: Installation, moot: Moot, canvas: str, resident: Author
) -> None:
    """A via that no entry has room for is noticed only when the entry is written."""
    size = installation.store.head(COMMUNITY).size
    good = [moot.submit(said(canvas, f"Number {n}"), resident) for n in range(5)]
    bad = moot.submit(said(canvas, "Too far."), resident, via="x" * 9_000)
    good += [moot.submit(said(canvas, f"Number {n}"), resident) for n in range(5, 10)]
    with pytest.raises(ValueError, match="8192"):
        bad.result(10)
    assert len({answer.result(10).first for answer in good}) == 10
    assert installation.store.head(COMMUNITY).size == size + 30


def test_what_is_asked_of_a_door_that_is_closed_is_answered_and_does_not_wait(
    installation: Installation, moot: Moot, canvas: str, resident: Author
) -> None:
    before = [moot.submit(said(canvas, f"Number {n}"), resident) for n in range(50)]
    installation.close()
    assert len({answer.result(10).first for answer in before}) == 50
    with pytest.raises(Stopped, match="stopping"):
        moot.submit(said(canvas, "Too late."), resident).result(10)


def test_what_is_cancelled_before_it_is_decided_leaves_the_others_alone(moot: Moot, canvas: str, resident: Author) -> None:
    asked = [moot.submit(said(canvas, f"Number {n}"), resident) for n in range(300)]
    for answer in asked[::2]:
        answer.cancel()
    assert all(answer.result(10).first > 0 for answer in asked if not answer.cancelled())
    assert moot.do(said(canvas, "And on."), resident).first > 0


def test_time_in_the_record_does_not_run_backwards_with_the_clock(
    installation: Installation, moot: Moot, canvas: str, resident: Author, clock: Clock
) -> None:
    clock.now += 7 * 86_400
    later = moot.do(said(canvas, "In a week."), resident)
    clock.now -= 9 * 86_400
    earlier = moot.do(said(canvas, "Two days before."), resident)
    (first,), (last,) = (map(read, installation.store.read(COMMUNITY, done.first, 1)) for done in (later, earlier))
    assert last.t == first.t
