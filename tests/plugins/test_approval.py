"""Approval counts who can live with what; ties are left open, and the order of ballots does not matter."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.dispatch import load
from folkmoot.plugin import Outcome, Refused
from folkmoot_approval import Approval

ABC = ("a", "b", "c")


def tally(*ballots: str, seats: int = 1, options: tuple[str, ...] = ABC) -> Outcome:
    return Approval().tally({f"p_{n}": sorted(ballot) for n, ballot in enumerate(ballots)}, options, {"seats": seats})


def test_it_is_found_by_its_entry_point() -> None:
    plugins = load()
    assert isinstance(plugins.methods["approval"], Approval)
    assert plugins.versions["approval"] == Approval.version
    assert "approval" not in plugins.set_aside


@pytest.mark.parametrize("choice", [[], ["a"], ["a", "c"], ["a", "b", "c"]])
def test_a_ballot_names_any_number_of_options(choice: list[str]) -> None:
    Approval().check(choice, ABC, {})


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (None, "a ballot is a list"),
        ("a", "a ballot is a list"),
        ({"a": 1}, "a ballot is a list"),
        ([1], "a ballot is a list"),
        ([["a"]], "a ballot is a list"),
        ([None], "a ballot is a list"),
        (["d"], "does not have"),
        (["A"], "does not have"),
        (["c", "a"], "in order"),
        (["a", "a"], "each option once"),
    ],
)
def test_any_other_ballot_is_refused(choice: Any, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        Approval().check(choice, ABC, {})


def test_seats_leave_at_least_one_option_out() -> None:
    for params in ({}, {"seats": 1}, {"seats": 2}):
        Approval().check_params(params, ABC)
    for seats in (0, 3, -1, "1", True, None, 1.5):
        with pytest.raises(Refused, match="between 1 and 2 seats"):
            Approval().check_params({"seats": seats}, ABC)
    with pytest.raises(Refused, match="one setting"):
        Approval().check_params({"seats": 1, "bonus": 3}, ABC)


def test_what_most_can_live_with_is_chosen() -> None:
    assert tally("ab", "b", "bc", "c") == Outcome(chosen=("b",), counts={"a": 1, "b": 3, "c": 2})
    assert tally("ab", "b", "bc", "c", seats=2).chosen == ("b", "c")


def test_a_tie_for_the_last_seat_is_left_open() -> None:
    assert tally("a", "b").chosen == ()
    assert tally("ab", "b", "a", seats=1).chosen == ()
    assert tally("ab", "ac", "a", seats=2).chosen == ("a",)
    assert tally("ab", "ab", seats=2).chosen == ("a", "b")


def test_what_nobody_can_live_with_is_never_chosen() -> None:
    assert tally().chosen == ()
    assert tally("", "").chosen == ()
    assert tally("a", seats=2).chosen == ("a",)


BALLOTS = st.dictionaries(st.text("pqrstu", min_size=1), st.sets(st.sampled_from("abcd")).map(sorted), max_size=12)


@given(BALLOTS, st.integers(1, 3), st.randoms(use_true_random=False))
def test_the_order_of_ballots_does_not_matter_and_seats_are_never_overfilled(
    ballots: dict[str, list[str]], seats: int, chance: Any
) -> None:
    options = ("a", "b", "c", "d")
    names = list(ballots)
    chance.shuffle(names)
    outcome = Approval().tally(ballots, options, {"seats": seats})
    assert outcome == Approval().tally({name: ballots[name] for name in names}, options, {"seats": seats})
    assert len(outcome.chosen) <= seats
    left = [count for option, count in outcome.counts.items() if option not in outcome.chosen]
    assert all(outcome.counts[option] > max(left) for option in outcome.chosen)


@pytest.mark.parametrize(
    ("file", "counts", "winners"),
    [
        ("00026-00000001.cat", (139, 119, 87, 85, 77), {"Chirac", "LePen", "Jospin"}),
        ("00026-00000004.cat", (214, 170, 157, 153, 151), {"Jospin", "Bayrou", "Chevenement"}),
    ],
)
def test_polling_stations_of_2002_come_out_as_published(
    shared: Path, file: str, counts: tuple[int, ...], winners: set[str]
) -> None:
    names, ballots = _read(shared / "data" / "approval" / file)
    outcome = Approval().tally(ballots, tuple(names), {"seats": 3})
    assert tuple(sorted(outcome.counts.values(), reverse=True)[:5]) == counts
    assert {names[option] for option in outcome.chosen} == winners


def _read(path: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Candidates by number, and ballots, of a PrefLib file: lines `count: {approved},{not approved}` after headers."""
    names: dict[str, str] = {}
    ballots: dict[str, list[str]] = {}
    for line in path.read_text().splitlines():
        if line.startswith("# ALTERNATIVE NAME"):
            number, _, name = line.removeprefix("# ALTERNATIVE NAME ").partition(": ")
            names[number] = name
        elif not line.startswith("#"):
            count, _, sets = line.partition(": ")
            approved = sets.removeprefix("{").partition("}")[0] if sets.startswith("{") else sets.partition(",")[0]
            for _ in range(int(count)):
                ballots[f"p_{len(ballots)}"] = sorted(filter(None, approved.split(",")))
    return names, ballots
