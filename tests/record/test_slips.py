"""A code leads back to one contribution, stands nowhere in the clear, and goes with what it opens."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from folkmoot.record.codes import DIGITS
from folkmoot.record.people import People, Unknown

KEK = bytes(range(32))


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    with closing(People(tmp_path / "people.db", KEK)) as opened:
        yield opened


@pytest.fixture
def anna(people: People) -> str:
    return people.person()


def test_a_code_leads_to_one_contribution_of_one_community(people: People, anna: str) -> None:
    code = people.slips.new(anna, "elm", "con_a", "p_one")
    assert people.slips.find("elm", code) == (anna, "con_a", "p_one")
    assert people.slips.find("oak", code) is None
    assert people.slips.has("elm", "con_a")
    assert not people.slips.has("elm", "con_b")
    assert people.slips.of(anna) == people.held(anna).slips == [("elm", "con_a")]


def test_a_code_has_twenty_digits_and_no_two_are_alike(people: People, anna: str) -> None:
    codes = {people.slips.new(anna, "elm", f"con_{n}", "p_one") for n in range(50)}
    assert len(codes) == 50
    for code in codes:
        assert [len(group) for group in code.split(" ")] == [5] * (DIGITS // 5)
        assert code.replace(" ", "").isdecimal()


def test_a_code_is_found_in_whatever_groups_and_digits_it_is_written(people: People, anna: str) -> None:
    code = people.slips.new(anna, "elm", "con_a", "p_one")
    plain = code.replace(" ", "")
    urdu = "".join(chr(0x06F0 + int(digit)) for digit in plain)
    for typed in (plain, "-".join(plain), f"  {code}\n", urdu):
        assert people.slips.find("elm", typed) == (anna, "con_a", "p_one")


@pytest.mark.parametrize("typed", ["", "1", "0" * 20, "x" * 10_000, "²" * 20])
def test_what_is_no_code_leads_nowhere(people: People, anna: str, typed: str) -> None:
    people.slips.new(anna, "elm", "con_a", "p_one")
    assert people.slips.find("elm", typed) is None


def test_a_code_stands_nowhere_in_the_clear_and_opens_nothing_under_another_key(people: People, anna: str, tmp_path: Path) -> None:
    code = people.slips.new(anna, "elm", "con_a", "p_one")
    for path in tmp_path.iterdir():
        assert code.encode() not in path.read_bytes()
        assert code.replace(" ", "").encode() not in path.read_bytes()
    with closing(People(tmp_path / "people.db", bytes(32))) as other:
        assert other.slips.find("elm", code) is None


def test_a_new_code_takes_the_place_of_the_old_one(people: People, anna: str) -> None:
    first = people.slips.new(anna, "elm", "con_a", "p_one")
    second = people.slips.new(anna, "elm", "con_a", "p_one")
    assert people.slips.find("elm", first) is None
    assert people.slips.find("elm", second) == (anna, "con_a", "p_one")


def test_a_code_goes_with_its_contribution_with_the_pseudonym_and_with_the_person(people: People, anna: str) -> None:
    people.link(anna, "elm", "can_a", "p_one")
    gone, cut, last = (people.slips.new(anna, "elm", f"con_{n}", name) for n, name in enumerate(("p_one", "p_two", "p_three")))
    people.slips.drop("elm", "con_0")
    assert people.slips.find("elm", gone) is None
    people.unlink("elm", "p_two")
    assert people.slips.find("elm", cut) is None
    assert people.slips.find("elm", last) == (anna, "con_2", "p_three")
    people.erase(anna)
    assert people.slips.find("elm", last) is None


def test_whoever_is_being_erased_gets_no_code(people: People, anna: str) -> None:
    people.leave(anna)
    with pytest.raises(Unknown):
        people.slips.new(anna, "elm", "con_a", "p_one")


def test_the_steps_of_a_code_end_with_their_time_with_new_steps_and_with_the_code(tmp_path: Path) -> None:
    now = [1000.0]
    with closing(People(tmp_path / "steps.db", KEK, lambda: now[0])) as people:
        anna = people.person()
        code = people.slips.new(anna, "elm", "con_a", "p_one")
        first = people.slips.start("elm", code, 60) or ""
        assert people.slips.step("elm", first) == (anna, "con_a", "p_one")
        assert people.slips.step("oak", first) is None
        assert people.slips.start("oak", code, 60) is people.slips.start("elm", "1", 60) is None
        second = people.slips.start("elm", code, 60) or ""
        assert people.slips.step("elm", first) is None
        now[0] += 50
        people.slips.prolong(second, 60)
        now[0] += 50
        assert people.slips.step("elm", second)
        people.slips.stop(second)
        assert people.slips.step("elm", second) is None
        third = people.slips.start("elm", code, 60) or ""
        now[0] += 60
        people.slips.prolong(third, 60)
        assert people.slips.step("elm", third) is None
        fourth = people.slips.start("elm", code, 60) or ""
        people.slips.new(anna, "elm", "con_a", "p_one")
        assert people.slips.step("elm", fourth) is None


def test_a_return_code_is_the_only_one_of_a_person_and_goes_with_them(people: People, anna: str) -> None:
    first, second = people.returns.new(anna), people.returns.new(anna)
    assert people.returns.find(first) is None
    assert people.returns.find(second.replace(" ", "-")) == anna
    assert people.slips.find("elm", second) is None
    assert people.held(anna).returns
    people.returns.drop(anna)
    assert people.returns.find(second) is None
    third = people.returns.new(anna)
    people.erase(anna)
    assert people.returns.find(third) is None
    with pytest.raises(Unknown):
        people.returns.new(anna)
