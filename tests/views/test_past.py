"""A page as it stood then shows the state of then, and no word that may not be read today."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from folkmoot.events import contribution as contribution_events
from folkmoot.events import participant, record
from folkmoot.views import canvas, community, contribution
from folkmoot.views.building import Busy
from folkmoot.views.digest import digest, digest_of
from folkmoot.views.follow import Views
from folkmoot.views.past import MOST, WAITING, Past
from tests.views.test_following import lively
from tests.views.written import Written

Follow = Callable[[], int]


@pytest.fixture
def past(written: Written, views: Views, tmp_path: Path) -> Iterator[Past]:
    opened = Past(tmp_path / "past", views, written.read, first=30)
    yield opened
    opened.close()


def test_the_state_of_then_is_the_one_that_the_entries_of_then_lead_to(
    written: Written, views: Views, past: Past, follow: Follow
) -> None:
    lively(written)
    follow()
    size = len(written.leaves)
    for index in (0, 1, 40, size // 2, size - 3, size):
        past.build(index)
        with past.reading(index) as view:
            assert view.size == index
            assert digest(view._db) == digest_of(written.leaves[:index])


@pytest.mark.parametrize("seed", range(4))
def test_words_of_then_are_shown_where_they_may_be_read_today_and_nowhere_else(
    seed: int, written: Written, views: Views, past: Past, follow: Follow
) -> None:
    lively(written, seed)
    follow()
    with views.reading() as view:
        today = {w for (w,) in view.rows("SELECT w FROM words")}
    shown, withheld = 0, 0
    for index in range(20, len(written.leaves), 17):
        past.build(index)
        with past.reading(index) as view:
            for id_, words in view.rows("SELECT id, words FROM contributions WHERE open"):
                then = contribution.contribution(view, id_)
                assert then is not None
                assert (then.piece.said is not None) is (words << 8 in today)
                shown += then.piece.said is not None
                withheld += then.piece.said is None
    assert shown
    assert withheld


def test_an_erasure_reaches_the_past_at_once_and_no_file_of_it_ever_held_a_word(
    written: Written, views: Views, past: Past, follow: Follow, tmp_path: Path
) -> None:
    steward = written.found()
    place = written.canvas(steward, "What of the zanzibarquilt?")
    i = len(written.leaves) - 1
    by = written.person(place)
    thing = written.brings(by, place, "It was at zanzibarquilt.", "story")
    then = len(written.leaves)
    follow()
    past.build(then)
    with past.reading(then) as view:
        (shown,) = canvas.listed(view, place, "story")
        assert shown.said is not None
        before = view.touched(thing)
    written.say(by, by, participant.ParticipantErased())
    j = written.say(steward, "community", record.Redacted(entry=i, seal=0), "It named a house.")
    follow()
    with past.reading(then) as view:
        (shown,) = canvas.listed(view, place, "story")
        assert (shown.id, shown.open, shown.said) == (thing, True, None)
        now = canvas.canvas(view, place)
        assert now is not None
        assert (now.question, now.totals["people"]) == (None, 1)
        assert before < view.touched(thing) == j, "a page that is kept has to be made anew"
    for path in (tmp_path / "past").iterdir():
        assert b"zanzibarquilt" not in path.read_bytes()


def test_what_came_later_is_not_in_the_past(written: Written, views: Views, past: Past, follow: Follow) -> None:
    steward = written.found()
    place = written.canvas(steward)
    thing = written.brings(written.person(place), place, "One.", "idea")
    then = len(written.leaves)
    written.say(steward, thing, contribution_events.Hidden(reason="off-topic", charter=1), "Not about the yard.")
    written.brings(written.person(place), place, "Two.", "idea")
    follow()
    past.build(then)
    with past.reading(then) as view:
        assert [shown.id for shown in canvas.listed(view, place, "idea")] == [thing]
        home = community.home(view)
        assert home is not None
        assert home.totals == {"people": 1, "idea": 1}
        assert view.row("SELECT max(w) FROM words")[0] < then << 8


def test_a_state_is_built_from_the_nearest_one_that_was_set_aside(
    written: Written, views: Views, follow: Follow, tmp_path: Path
) -> None:
    lively(written)
    asked: list[int] = []

    def leaves(start: int, limit: int) -> list[bytes]:
        asked.append(start)
        return written.read(start, limit)

    past = Past(tmp_path / "past", views, leaves, first=30)
    assert not past.keep_up(), "there is nothing yet"
    views.apply(written.leaves[:40])
    assert past.keep_up()
    assert not past.keep_up(), "nothing was added since"
    views.apply(written.leaves[40:50])
    assert not past.keep_up(), "too little was added since"
    follow()
    assert past.keep_up()
    past.close()
    past = Past(tmp_path / "past", views, leaves, first=30)
    for index, start in ((30, 0), (45, 40), (60, 45)):
        asked.clear()
        past.build(index)
        assert asked[0] == start
        with past.reading(index) as view:
            assert digest(view._db) == digest_of(written.leaves[:index])
    past.close()


def test_only_the_states_that_were_read_last_are_kept(
    written: Written, views: Views, past: Past, follow: Follow, tmp_path: Path
) -> None:
    lively(written)
    follow()
    for index in range(10, 20):
        past.build(index)
        with past.reading(10):
            pass
    assert len(list((tmp_path / "past").iterdir())) == MOST
    with past.reading(10), past.reading(19):
        pass
    with pytest.raises(LookupError), past.reading(11):
        pass


def test_a_state_is_prepared_in_the_background_and_tells_how_far_it_is(
    written: Written, views: Views, past: Past, follow: Follow
) -> None:
    lively(written)
    follow()
    index = len(written.leaves) - 1
    state = past.prepare(index)
    while state is not None:
        assert 0 <= state.done <= state.total == index
        assert state.ahead == 0
        time.sleep(0.005)
        state = past.prepare(index)
    with past.reading(index) as view:
        assert view.size == index
    with pytest.raises(ValueError, match="has not come to"):
        past.prepare(len(written.leaves) + 1)
    with pytest.raises(ValueError, match="has not come to"):
        past.prepare(-1)


def test_nobody_can_have_more_states_built_than_there_is_room_for(
    written: Written, views: Views, past: Past, follow: Follow
) -> None:
    lively(written)
    follow()
    with past._alone:
        for index in range(WAITING):
            assert past.prepare(index) is not None
        assert past.prepare(WAITING - 1) is not None
        with pytest.raises(Busy):
            past.prepare(WAITING)


def test_the_past_follows_a_rebuild_of_today(written: Written, views: Views, past: Past, follow: Follow) -> None:
    written.found()
    place = written.canvas()
    by = written.person(place)
    thing = written.brings(by, place, "It was so.", "story")
    then = len(written.leaves)
    follow()
    past.build(then)
    with past.reading(then) as view:
        assert canvas.listed(view, place, "story")[0].said is not None
    written.say(by, thing, contribution_events.Erased())
    views.rebuild(written.read)
    with past.reading(then) as view:
        assert canvas.listed(view, place, "story")[0].said is None


def test_files_of_another_version_are_dropped(views: Views, tmp_path: Path) -> None:
    (tmp_path / "past").mkdir()
    (tmp_path / "past" / "asked-000000000007.v0.db").write_bytes(b"old")
    (tmp_path / "past" / "next").write_bytes(b"half")
    past = Past(tmp_path / "past", views, lambda start, limit: [])
    assert list((tmp_path / "past").iterdir()) == []
    past.close()


def test_whoever_looks_back_leaves_a_state_for_the_next_one_to_start_from(
    written: Written, views: Views, follow: Follow, tmp_path: Path
) -> None:
    lively(written)
    follow()
    past = Past(tmp_path / "past", views, written.read, first=30)
    while past.prepare(20) is not None:
        time.sleep(0.01)
    past.close()  # waits for what is begun
    assert any(path.name.startswith("kept") for path in (tmp_path / "past").iterdir())
