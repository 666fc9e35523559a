"""However often and from wherever somebody votes, one ballot of theirs counts: the last."""

import random
import threading

from folkmoot.domain.deciding import CallDecision, CastBallot, Choice, CloseDecision, OpenDecision
from folkmoot.domain.decision import Decision
from folkmoot.domain.participant import Join
from folkmoot.events.entry import read
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from tests.moot.conftest import COMMUNITY

VOTERS, TIMES, THREADS = 50, 20, 25


def test_a_thousand_concurrent_attempts_to_vote_twice_leave_exactly_one_counting_ballot_a_person(
    installation: Installation, canvas: str
) -> None:
    moot = installation.moot(COMMUNITY)
    people = [Author(new_id("p_"), f"per_{n}") for n in range(VOTERS)]
    for person in people:
        moot.do(Join(canvas=canvas), person)
    options = tuple(Choice(text=text) for text in ("Keep it", "Move it", "Close it"))
    decision = moot.do(CallDecision(canvas=canvas, question="The library?", options=options), HOUSE).made
    moot.do(OpenDecision(decision=decision), HOUSE)
    attempts = people * TIMES
    random.Random(1).shuffle(attempts)
    start = threading.Barrier(THREADS)

    def vote(mine: list[Author], seed: int) -> None:
        chance = random.Random(seed)
        start.wait()
        for person in mine:
            moot.do(CastBallot(decision=decision, choice=[chance.choice("abc")]), person)

    threads = [threading.Thread(target=vote, args=(attempts[n::THREADS], n)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    moot.do(CloseDecision(decision=decision), HOUSE)

    entries = [read(leaf) for leaf in installation.store.stream(COMMUNITY, decision)]
    state = Decision()
    for entry in entries:
        state.evolve(entry, entry.fact())
    assert len(attempts) == 1_000
    assert set(state.ballots) == {person.name for person in people}
    assert state.tallied is not None
    assert sum(state.tallied.counts.values()) == VOTERS
    last = {entry.by: entry.fact() for entry in entries if entry.type == "ballot.cast"}
    assert {by: fact.choice for by, fact in last.items()} == state.ballots  # type: ignore[union-attr]  # all are ballots
