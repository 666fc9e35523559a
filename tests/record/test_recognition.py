"""What is offered to people for taking part is theirs and the offices' alone, and goes with them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from folkmoot.record.people import People, Unknown
from folkmoot.record.recognition import KEPT, Kind, Total

KEK = bytes(range(32))
WHERE = ("elm", "can_a", "o_officer")
NOW = [1_000_000.0]


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    NOW[0] = 1_000_000.0
    with closing(People(tmp_path / "people.db", KEK, lambda: NOW[0])) as opened:
        yield opened


@pytest.fixture
def anna(people: People) -> str:
    person = people.person()
    people.link(person, "elm", "can_a", "p_7hq2mkxx")
    return person


def offer(people: People, anna: str, kind: Kind = "money", key: str = "one", amount: int = 1250) -> str:
    return people.recognitions.offer((anna, "p_7hq2mkxx"), WHERE, kind, "For the walk", (amount, "GBP"), key)


def test_somebody_is_found_by_the_name_that_people_see_and_by_no_less(people: People, anna: str) -> None:
    for code in ("7hq 2mk", "7HQ2MK", "p_7hq2mkxx", " 7hq-2mk "):
        assert people.recognitions.whose("elm", "can_a", code) == [(anna, "p_7hq2mkxx")]
    for code in ("", "7hq", "______", "%%%%%%", "7hq2mj"):
        assert people.recognitions.whose("elm", "can_a", code) == []
    assert people.recognitions.whose("elm", "can_b", "7hq 2mk") == people.recognitions.whose("oak", "can_a", "7hq 2mk") == []


def test_a_form_sent_twice_is_one_offer(people: People, anna: str) -> None:
    assert offer(people, anna) == offer(people, anna)
    assert offer(people, anna, key="two") != offer(people, anna)
    assert len(people.recognitions.of(anna)) == 2


def test_what_was_told_for_paying_is_there_until_it_is_paid_and_the_total_names_nobody(people: People, anna: str) -> None:
    one = offer(people, anna)
    assert people.recognitions.take(anna, one, "Anna Kovacs, 12-34-56")
    assert [found.details for found in people.recognitions.within("elm")] == ["Anna Kovacs, 12-34-56"]
    assert people.recognitions.paid("elm", one)
    assert [(found.state, found.details) for found in people.recognitions.of(anna)] == [("paid", "")]
    assert not people.recognitions.paid("elm", one)
    assert people.recognitions.totals("elm") == [Total("money", "GBP", 1, 1250)]
    second = offer(people, anna, key="two", amount=250)
    people.recognitions.take(anna, second, "cash")
    people.recognitions.paid("elm", second)
    assert people.recognitions.totals("elm") == [Total("money", "GBP", 2, 1500)]
    people.erase(anna)
    assert people.recognitions.within("elm") == []
    assert people.recognitions.totals("elm") == [Total("money", "GBP", 2, 1500)]


def test_nothing_of_it_stands_in_the_clear_and_nothing_is_left_of_what_was_deleted(
    people: People, anna: str, tmp_path: Path
) -> None:
    one = offer(people, anna)
    people.recognitions.take(anna, one, "Anna Kovacs, 12-34-56")
    kept = (tmp_path / "people.db").read_bytes()
    assert b"Kovacs" not in kept
    assert b"For the walk" not in kept
    with closing(People(tmp_path / "people.db", bytes(32))) as other, pytest.raises(InvalidTag):
        other.recognitions.of(anna)


def test_only_whoever_it_was_offered_to_takes_or_declines_it_and_once(people: People, anna: str) -> None:
    one, bela = offer(people, anna), people.person()
    assert not people.recognitions.take(bela, one, "mine now")
    assert not people.recognitions.decline(bela, one)
    assert people.recognitions.take(anna, one, "cash")
    assert not people.recognitions.take(anna, one, "other account")
    assert people.recognitions.decline(anna, one)
    (found,) = people.recognitions.of(anna)
    assert (found.state, found.details) == ("declined", "")
    assert not people.recognitions.take(anna, one, "cash")
    assert not people.recognitions.paid("elm", one)


def test_an_office_takes_back_only_what_nobody_answered_and_pays_only_in_its_own_community(people: People, anna: str) -> None:
    one, two = offer(people, anna), offer(people, anna, key="two")
    people.recognitions.take(anna, one, "cash")
    assert not people.recognitions.drop("elm", one)
    assert not people.recognitions.drop("oak", two)
    assert people.recognitions.drop("elm", two)
    assert people.recognitions.find("oak", one) is None
    assert not people.recognitions.paid("oak", one)


def test_it_goes_with_the_made_up_name_and_with_the_person_and_stands_in_their_copy(people: People, anna: str) -> None:
    offer(people, anna)
    assert [found.words for found in people.held(anna).recognitions] == ["For the walk"]
    people.unlink("elm", "p_7hq2mkxx")
    assert people.recognitions.of(anna) == []
    people.leave(anna)
    with pytest.raises(Unknown):
        offer(people, anna, key="two")


def test_it_is_forgotten_after_half_a_year_but_for_what_is_still_to_be_paid(people: People, anna: str) -> None:
    offer(people, anna, key="unanswered")
    thanked = offer(people, anna, "words", "thanks", 0)
    people.recognitions.take(anna, thanked, "")
    owed = offer(people, anna, key="owed")
    people.recognitions.take(anna, owed, "cash")
    NOW[0] += KEPT
    assert [found.id for found in people.recognitions.of(anna)] == [owed]
    assert people.recognitions.paid("elm", owed)
    NOW[0] -= KEPT
    assert [found.id for found in people.recognitions.of(anna)] == [owed]


def test_after_a_restore_nobody_is_paid_by_what_they_told_before(people: People, anna: str) -> None:
    one = offer(people, anna)
    people.recognitions.take(anna, one, "cash")
    people.restored()
    (found,) = people.recognitions.of(anna)
    assert (found.state, found.details) == ("offered", "")
