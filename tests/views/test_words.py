"""Words are in a view exactly while the record says they are public, and nowhere in its files afterwards."""

from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.domain.openness import Openness
from folkmoot.events import contribution, ground, participant, record
from folkmoot.events.entry import read
from folkmoot.views.follow import Views
from folkmoot.views.schema import word
from folkmoot.views.search import search
from tests.views.test_following import lively
from tests.views.written import Written

SECRET = "zanzibarquilt"


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("step", [1, 9, 1000])
def test_a_view_holds_the_words_that_must_open_and_no_others(seed: int, step: int, tmp_path: Path) -> None:
    written, seen = Written(), Openness()
    lively(written, seed)
    views = Views(tmp_path / "a.db", written.open)
    for start in range(0, len(written.leaves), step):
        views.apply(written.leaves[start : start + step])
    for leaf in written.leaves:
        entry = read(leaf)
        seen.evolve(entry, entry.fact())
    with views.reading() as view:
        assert [w for (w,) in view.rows("SELECT w FROM words ORDER BY w")] == [word(i, k) for i, k in seen.public()]
    views.close()


def test_what_is_not_public_is_never_even_asked_for(written: Written, views: Views, follow: Callable[[], int]) -> None:
    written.found()
    place = written.canvas()
    by = written.person(place)
    written.brings(by, place, "I was there.", "story", publish=False)
    i = len(written.leaves) - 1
    written.brings(by, place, "I was there too.", "story")
    follow()
    assert (i, 0) not in written.opened
    assert (i + 1, 0) in written.opened
    assert (i + 2, 0) not in written.opened, "the evidence of consent is for the person alone"


def _everywhere(views: Views) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(views.path.parent.iterdir()))


Ends = Callable[[Written, str, str], object]

ENDS: dict[str, Ends] = {
    "withdrawn": lambda w, by, thing: w.say(by, thing, contribution.Withdrawn()),
    "consent withdrawn": lambda w, by, thing: w.say(by, thing, ground.ConsentWithdrawn(purposes=("publish",))),
    "held": lambda w, by, thing: w.say("house", thing, contribution.Held(reason="report")),
    "hidden": lambda w, by, thing: w.say("house", thing, contribution.Hidden(reason="abuse", charter=1), "It names somebody."),
    "erased": lambda w, by, thing: w.say(by, thing, contribution.Erased()),
    "revised": lambda w, by, thing: w.say(by, thing, contribution.Revised(lang="en"), "Better said."),
    "person erased": lambda w, by, thing: w.say(by, by, participant.ParticipantErased()),
}


@pytest.mark.parametrize("end", ENDS)
def test_words_that_ceased_to_be_public_are_in_no_file_of_the_view(
    end: str, written: Written, views: Views, follow: Callable[[], int]
) -> None:
    written.found()
    place = written.canvas()
    by = written.person(place)
    thing = written.brings(by, place, f"{SECRET}#It was at {SECRET} that it happened. " + "And so on. " * 200, "story")
    for n in range(300):
        written.brings(by if n % 2 else written.person(place), place, f"Something else, number {n}.", "idea")
    follow()
    assert SECRET.encode() in _everywhere(views)
    with views.reading() as view:
        assert [hit.id for hit in search(view, SECRET).hits] == [thing]
    ENDS[end](written, by, thing)
    follow()
    with views.reading() as view:
        assert not search(view, SECRET).hits
        assert not view.rows("SELECT * FROM words WHERE body LIKE ?", f"%{SECRET}%")
    assert views.purge()
    assert SECRET.encode() not in _everywhere(views)
    assert SECRET[:10].encode() not in _everywhere(views)


def test_a_purge_is_not_said_to_be_done_while_somebody_reads_an_older_moment(
    written: Written, views: Views, follow: Callable[[], int]
) -> None:
    lively(written)
    follow()
    with views.reading():
        written.canvas()
        follow()
        assert not views.purge()
    assert views.purge()


def test_words_of_office_go_when_they_are_redacted_and_the_reason_is_shown(
    written: Written, views: Views, follow: Callable[[], int]
) -> None:
    steward = written.found()
    place = written.canvas(steward, f"What of {SECRET}?")
    i = len(written.leaves) - 1
    follow()
    assert SECRET.encode() in _everywhere(views)
    j = written.say(steward, "community", record.Redacted(entry=i, seal=0), "It held a private address.")
    follow()
    assert views.purge()
    assert SECRET.encode() not in _everywhere(views)
    with views.reading() as view:
        assert [w for (w,) in view.rows("SELECT w FROM words WHERE w >= ?", word(i, 0))] == [word(i, 1), word(j, 0)]
    assert place


def test_a_rebuild_leaves_nothing_of_what_was_taken_away(written: Written, views: Views, follow: Callable[[], int]) -> None:
    written.found()
    place = written.canvas()
    by = written.person(place)
    thing = written.brings(by, place, f"It was at {SECRET}.", "story")
    for n in range(50):
        written.brings(by, place, f"Something else, number {n}.", "idea")
    written.say(by, thing, contribution.Erased())
    views.rebuild(written.read)
    assert SECRET.encode() not in _everywhere(views)


def test_words_that_no_longer_open_leave_a_gap_and_no_failure(written: Written, views: Views, follow: Callable[[], int]) -> None:
    written.found()
    place = written.canvas()
    written.brings(written.person(place), place, "It is gone.", "story")
    written.payloads.clear()
    follow()
    with views.reading() as view:
        assert not view.rows("SELECT * FROM words")
        assert view.row("SELECT count(*) FROM contributions WHERE open")[0] == 1


def test_words_come_back_when_they_are_shared_again(written: Written, views: Views, follow: Callable[[], int]) -> None:
    written.found()
    place = written.canvas()
    by = written.person(place)
    thing = written.brings(by, place, "A bench under the elm.", "idea")
    follow()
    for fact, public in (
        (contribution.Withdrawn(), False),
        (contribution.Shared(), True),
        (contribution.Held(reason="report"), False),
        (contribution.Released(), True),
    ):
        written.say(by, thing, fact)
        follow()
        with views.reading() as view:
            assert bool(search(view, "bench").hits) is public


def test_the_state_is_the_same_whether_a_change_came_and_went_in_one_batch_or_in_two(tmp_path: Path) -> None:
    written = Written()
    written.found()
    place = written.canvas()
    by = written.person(place)
    thing = written.brings(by, place, "The only story.", "story")
    written.say(by, thing, contribution.Withdrawn())
    written.say(by, by, participant.Left())
    digests = set()
    for step in (1, 2, 100):
        views = Views(tmp_path / f"{step}.db", written.open)
        for start in range(0, len(written.leaves), step):
            views.apply(written.leaves[start : start + step])
        digests.add(views.digest())
        views.close()
    assert len(digests) == 1
