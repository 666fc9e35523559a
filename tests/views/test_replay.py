"""The state of then follows from the entries alone, and is the one that the host shows."""

from collections.abc import Callable
from itertools import islice

import pytest

from folkmoot.events import decision, participant
from folkmoot.replay import replay
from folkmoot.views import community
from folkmoot.views.batch import Gap
from folkmoot.views.digest import digest_of
from folkmoot.views.follow import Views
from tests.views.test_following import lively
from tests.views.written import Written


def test_a_replay_comes_to_the_state_of_the_host(written: Written, views: Views, follow: Callable[[], int]) -> None:
    lively(written)
    follow()
    replayed = replay(iter(written.leaves))
    with views.reading() as view:
        home = community.home(view)
    assert home is not None
    assert replayed.digest == views.digest()
    assert (replayed.size, replayed.totals, replayed.charter) == (len(written.leaves), home.totals, 1)
    assert {line.id: line.stage for line in replayed.canvases} == {line.id: line.stage for line in home.canvases}
    (vote,) = [vote for place in replayed.canvases for vote in place.decisions]
    assert (vote.stage, vote.ballots, vote.chosen, vote.counts) == ("decided", 4, ("a",), {"a": 4, "b": 0})
    assert replayed.entries["decision.tallied"] == 1
    assert sum(replayed.entries.values()) == replayed.size


def test_a_replay_stops_after_so_many_entries(written: Written) -> None:
    lively(written)
    for until in (0, 1, 33, len(written.leaves)):
        replayed = replay(written.leaves, until)
        assert (replayed.size, replayed.digest) == (until, digest_of(written.leaves[:until]))
    assert replay(written.leaves, 10**9).size == len(written.leaves)


def test_a_replay_stops_at_the_end_of_a_time(written: Written) -> None:
    written.found()
    place = written.canvas()
    written.person(place)
    first = len(written.leaves)
    day = replay(written.leaves).t[:10]
    written.minute += 60 * 24
    written.person(place)
    assert replay(written.leaves, day).size == first
    assert replay(written.leaves, "1999").size == 0
    assert replay(written.leaves, replay(written.leaves).t).size == len(written.leaves)


def test_a_replay_says_how_far_it_is_and_refuses_a_gap(written: Written) -> None:
    lively(written)
    seen: list[int] = []
    replay(written.leaves, progress=seen.append)
    assert seen == [len(written.leaves)]
    with pytest.raises(Gap, match="entry 11 came where entry 10 was expected"):
        replay([*written.leaves[:10], *islice(written.leaves, 11, None)])


def test_a_replay_needs_no_plugin_and_asks_for_no_word(written: Written) -> None:
    steward = written.found()
    place = written.canvas(steward)
    by = written.person(place)
    fact = decision.Called(
        canvas=place,
        method="nobody-has-this",
        version="9.9.9",
        electorate=decision.Electorate(rolls=("open",)),
        options=(decision.Option(id="a"), decision.Option(id="b")),
        quorum=1,
        charter=1,
        params={"seats": 2},
    )
    vote = written.id("dec_")
    written.say(steward, vote, fact, "Which?", "A", "B")
    written.say(steward, vote, decision.Opened())
    written.say(by, vote, decision.BallotCast(choice={"a": 3, "b": [1]}))
    written.put(by, by, "nobody-has-this.done", 7, b'{"x":1}')
    written.say(by, by, participant.ParticipantErased())
    replayed = replay(written.leaves)
    assert replayed.canvases[0].decisions[0].ballots == 1
    assert replayed.entries["nobody-has-this.done"] == 1
    assert written.opened == []
