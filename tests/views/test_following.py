"""A view takes the record in, entry by entry or all at once, and comes to the same state."""

import contextlib
import os
import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.events import canvas, community, contribution, decision, participant, record
from folkmoot.views.batch import Gap
from folkmoot.views.digest import digest_of
from folkmoot.views.follow import Views
from tests.views.written import Written


def lively(written: Written, seed: int = 0) -> None:
    """Something of everything, in an order that a seed gives."""
    chance = random.Random(seed)
    steward = written.found()
    source = written.id("src_")
    written.say(steward, source, community.SourceNamed(licence="CC-BY-4.0"), "By the people of Elm Yard")
    places = [written.canvas(steward) for _ in range(2)]
    people = [(written.person(place), place) for place in places for _ in range(4)]
    things: list[str] = []
    for _ in range(60):
        by, place = chance.choice(people)
        here = [thing for thing, where in zip(things, _places(things, written), strict=True) if where == place]
        match chance.randrange(8):
            case 0 | 1 | 2 if here:
                written.answers(by, chance.choice(here), chance.choice((-1, 0, 1)))
            case 3 if here:
                _happens(written, steward, chance.choice(here), chance)
            case 4 if here:
                things.append(written.brings(by, place, "I say so too.", "comment", parent=chance.choice(here)))
            case _:
                things.append(written.brings(by, place, f"Tree {len(things)}", publish=chance.random() < 0.8))
    _decide(written, steward, people, things, places[0])
    written.put(steward, "community", "map.drawn", 1, b'{"groups":2}', "sealed by a plugin")
    written.say(people[0][0], people[0][0], participant.Left())
    written.say(people[1][0], people[1][0], participant.ParticipantErased())
    written.say(steward, places[1], canvas.CanvasConcluded(), "We are done.")


def _places(things: list[str], written: Written) -> list[str]:
    return [written.where[thing] for thing in things]


def _happens(written: Written, steward: str, thing: str, chance: random.Random) -> None:
    reason = chance.randrange(7)
    if reason == 0:
        written.say(steward, thing, contribution.Held(reason="report"))
    elif reason == 1:
        written.say(steward, thing, contribution.Released())
    elif reason == 2:
        written.say(steward, thing, contribution.Hidden(reason="off-topic", charter=1), "Not about the yard.")
    elif reason == 3:
        written.say(steward, thing, contribution.Restored(), "It is about the yard after all.")
    elif reason == 4:
        written.say(written.author[thing], thing, contribution.Withdrawn())
    elif reason == 5:
        written.say(written.author[thing], thing, contribution.Revised(lang="en"), "Better said.")
    else:
        written.say(written.author[thing], thing, contribution.Erased())


def _decide(written: Written, steward: str, people: list[tuple[str, str]], things: list[str], place: str) -> None:
    vote = written.calls(steward, place, "Trees", "Benches", inputs=tuple(things[:2]))
    written.say(steward, vote, decision.Opened())
    for by, where in people * 2:
        if where == place:
            written.say(by, vote, decision.BallotCast(choice=["a"]))
    written.say(steward, vote, decision.Closed(ballots=4, input="00"))
    tally = decision.Tallied(
        method="approval", version="1.0.0", input="00", chosen=("a",), counts={"a": 4, "b": 0}, quorum_met=True
    )
    written.say(steward, vote, tally)
    written.say(steward, vote, decision.Reviewed(outcome="stands"), "It went well.")
    written.say(steward, "community", record.Redacted(entry=0, seal=0), "The name held a person's name.")


@pytest.mark.parametrize("seed", range(8))
def test_however_the_entries_arrive_the_state_is_the_same(seed: int, tmp_path: Path) -> None:
    written = Written()
    lively(written, seed)
    whole = digest_of(written.leaves)
    for step in (1, 7, 50):
        views = Views(tmp_path / f"{step}.db", written.open)
        for start in range(0, len(written.leaves), step):
            views.apply(written.leaves[start : start + step])
        assert views.digest() == whole
        views.close()


def test_words_do_not_enter_the_digest(written: Written, tmp_path: Path) -> None:
    lively(written)
    with_words, without = Views(tmp_path / "a.db", written.open), Views(tmp_path / "b.db", None)
    assert with_words.follow(written.read) == without.follow(written.read) == len(written.leaves)
    assert with_words.digest() == without.digest()


def test_a_different_entry_makes_a_different_digest(written: Written) -> None:
    written.found()
    before = digest_of(written.leaves)
    written.canvas()
    assert digest_of(written.leaves) != before


_ELSEWHERE = """
import sys
from folkmoot.views.digest import digest_of
lines = sys.stdin.buffer.read().splitlines()
print(digest_of(lines))
"""


def test_the_digest_knows_no_hash_seed_and_no_time_zone(written: Written) -> None:
    lively(written)
    seen = {digest_of(written.leaves)}
    for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/St_Johns")):
        there = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        said = subprocess.run(
            [sys.executable, "-c", _ELSEWHERE], input=b"\n".join(written.leaves), env=there, capture_output=True, check=True
        )
        seen.add(said.stdout.decode().strip())
    assert len(seen) == 1


def test_entries_that_are_in_already_are_passed_over(written: Written, views: Views) -> None:
    lively(written)
    views.apply(written.leaves[:50])
    assert views.apply(written.leaves[:30]) == 50
    assert views.apply(written.leaves[20:60]) == 60
    views.apply(written.leaves[60:])
    assert views.digest() == digest_of(written.leaves)


def test_entries_after_a_gap_are_not_taken_and_nothing_else_changes(written: Written, views: Views) -> None:
    lively(written)
    views.apply(written.leaves[:40])
    before = views.digest()
    with pytest.raises(Gap):
        views.apply(written.leaves[41:45])
    with pytest.raises(Gap):
        views.apply([*written.leaves[40:44], written.leaves[45]])
    assert (views.size, views.digest()) == (40, before)
    views.apply(written.leaves[40:])
    assert views.digest() == digest_of(written.leaves)


def test_a_view_goes_on_after_a_restart_without_the_entries_it_has(written: Written, tmp_path: Path) -> None:
    lively(written)
    for stop in range(10, len(written.leaves) + 10, 10):
        views = Views(tmp_path / "a.db", written.open)
        views.apply(written.leaves[stop - 10 : stop])
        views.close()
    again = Views(tmp_path / "a.db", None)
    assert (again.size, again.digest()) == (len(written.leaves), digest_of(written.leaves))
    again.close()


def test_an_unknown_kind_is_carried_and_moves_nothing_else(written: Written, views: Views, follow: Callable[[], int]) -> None:
    steward = written.found()
    follow()
    before = _dump(views.path)
    i = written.put(steward, "community", "weather.noted", 3, b'{"rain":true}', "a sealed remark")
    follow()
    after = _dump(views.path)
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {"entries", "kinds", "position"}
    assert (i, 0) not in written.opened


def _dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    db = sqlite3.connect(path)
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'")]
    return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_a_waiting_page_is_woken_by_its_own_index(written: Written, views: Views) -> None:
    lively(written)
    views.apply(written.leaves[:10])
    assert views.wait(10, 0)
    assert not views.wait(11, 0)
    threading.Timer(0.05, views.apply, [written.leaves[10:20]]).start()
    assert views.wait(20, 30)


def test_readers_see_one_moment_until_they_let_go(written: Written, views: Views) -> None:
    lively(written)
    views.apply(written.leaves[:20])
    with views.reading() as before:
        views.apply(written.leaves[20:])
        assert before.row("SELECT count(*) FROM entries")[0] == before.size == 20
    with views.reading() as after:
        assert after.row("SELECT count(*) FROM entries")[0] == after.size == len(written.leaves)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            after.rows("DELETE FROM entries")


def test_a_broken_file_and_one_of_another_version_are_begun_anew(written: Written, tmp_path: Path) -> None:
    written.found()
    path = tmp_path / "a.db"
    path.write_bytes(b"this is no database " * 500)
    views = Views(path, written.open)
    assert views.follow(written.read) == len(written.leaves)
    views.close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 999")
    db.close()
    views = Views(path, written.open)
    assert views.size == 0
    views.close()


def test_a_file_that_breaks_while_it_is_followed_is_begun_anew(written: Written, tmp_path: Path) -> None:
    lively(written)
    path = tmp_path / "a.db"
    views = Views(path, written.open)
    views.apply(written.leaves[:50])
    views.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    views = Views(path, written.open)
    for _ in range(2):
        with contextlib.suppress(sqlite3.DatabaseError):
            views.follow(written.read)
    assert (views.size, views.digest()) == (len(written.leaves), digest_of(written.leaves))
    views.close()


def test_a_file_that_another_process_holds_is_not_thrown_away(written: Written, views: Views, follow: Callable[[], int]) -> None:
    lively(written)
    follow()
    other = sqlite3.connect(views.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    views._db.execute("PRAGMA busy_timeout = 1")
    written.canvas()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        follow()
    other.execute("ROLLBACK")
    other.close()
    assert views.size == len(written.leaves) - 1
    assert follow() == len(written.leaves)


def test_a_rebuild_swaps_the_file_under_readers_and_other_processes(written: Written, views: Views) -> None:
    lively(written)
    views.apply(written.leaves[:50])
    other = Views(views.path, None)
    steps: list[tuple[int, int]] = []
    with views.reading() as before:
        assert views.rebuild(written.read, lambda done, total: steps.append((done, total)), len(written.leaves)) == len(
            written.leaves
        )
        assert before.row("SELECT count(*) FROM entries")[0] == 50
    assert steps[-1] == (len(written.leaves), len(written.leaves))
    assert views.digest() == other.digest() == digest_of(written.leaves)
    assert other.size == views.size == len(written.leaves)
    with views.reading() as view:
        assert view.size == len(written.leaves)
    assert sorted(path.name for path in views.path.parent.iterdir() if "next" in path.name) == []
    other.close()
