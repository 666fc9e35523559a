"""A code for a roll is used once and tells nobody whose it was; a list of addresses can be asked and not read."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from folkmoot.record.address_list import plain
from folkmoot.record.people import People

KEK = bytes(range(32))
HERE = "elm", "can_a"


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    with closing(People(tmp_path / "people.db", KEK, lambda: 1000.0)) as opened:
        yield opened


def test_a_code_is_for_one_canvas_and_is_used_once(people: People) -> None:
    codes = people.invitations.make(*HERE, "o_a", "code", 3)
    assert len({*codes}) == 3
    found = people.invitations.find(*HERE, codes[0].replace(" ", "-"))
    assert found is not None
    assert (found.office, found.roll) == ("o_a", "code")
    assert people.invitations.find("elm", "can_b", codes[0]) is people.invitations.find("oak", "can_a", codes[0]) is None
    assert people.invitations.take(found)
    assert not people.invitations.take(found)
    assert people.invitations.find(*HERE, codes[0]) is None
    (batch,) = people.invitations.batches(*HERE)
    assert (batch.number, batch.left, batch.roll) == (3, 2, "code")


def test_of_many_who_use_one_code_at_once_one_is_taken(people: People) -> None:
    (code,) = people.invitations.make(*HERE, "o_a", "code", 1)
    found = people.invitations.find(*HERE, code)
    assert found is not None
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: people.invitations.take(found), range(24))) == 1


def test_a_code_that_could_not_be_used_is_given_back(people: People) -> None:
    (code,) = people.invitations.make(*HERE, "o_a", "invited", 1)
    found = people.invitations.find(*HERE, code)
    assert found is not None
    people.invitations.take(found)
    people.invitations.give_back(found)
    assert people.invitations.find(*HERE, code) == found


def test_the_codes_of_a_batch_that_went_astray_are_withdrawn_and_others_stay(people: People) -> None:
    lost = people.invitations.make(*HERE, "o_a", "code", 2)
    (kept,) = people.invitations.make(*HERE, "o_a", "code", 1)
    batch = next(one for one in people.invitations.batches(*HERE) if one.number == 2)
    people.invitations.withdraw("elm", "can_b", batch.id)
    assert people.invitations.find(*HERE, lost[0])
    people.invitations.withdraw(*HERE, batch.id)
    assert [people.invitations.find(*HERE, code) for code in lost] == [None, None]
    assert people.invitations.find(*HERE, kept)


def test_codes_and_addresses_stand_nowhere_in_the_clear(people: People, tmp_path: Path) -> None:
    (code,) = people.invitations.make(*HERE, "o_a", "code", 1)
    people.listed.put(*HERE, "o_a", ["14 Elm Row"], 1)
    content = (tmp_path / "people.db").read_bytes()
    for secret in (code, code.replace(" ", ""), "14 Elm Row", "14 elm row"):
        assert secret.encode() not in content
    with closing(People(tmp_path / "people.db", bytes(32))) as other:
        assert other.invitations.find(*HERE, code) is None
        assert other.listed.find(*HERE, "14 Elm Row") is None


@pytest.mark.parametrize("number", [0, 101, -1])
def test_a_batch_has_one_to_a_hundred_codes(people: People, number: int) -> None:
    with pytest.raises(ValueError, match="1 to 100"):
        people.invitations.make(*HERE, "o_a", "code", number)


def test_an_address_is_found_however_it_is_typed_and_only_in_its_canvas(people: People) -> None:
    assert people.listed.put(*HERE, "o_a", ["Flat 2, 14 Elm Row", "", "  ", "Flat 2 14 ELM ROW"], 1) == 1
    assert people.listed.put(*HERE, "o_a", ["Flat 2, 14 Elm Row", "15 Elm Row"], 1) == 1
    assert people.listed.find(*HERE, "flat 2 - 14 elm row.")
    assert people.listed.find("elm", "can_b", "15 Elm Row") is people.listed.find(*HERE, "16 Elm Row") is None
    assert people.listed.counts(*HERE) == (2, 0)
    people.listed.drop(*HERE)
    assert people.listed.find(*HERE, "15 Elm Row") is None


def test_flat_one_of_twenty_three_is_not_flat_twelve_of_three() -> None:
    assert plain("1/23 Elm Row") != plain("12/3 Elm Row")
    assert plain("Łąkowa 5") == plain("łąkowa  5.") != plain("Lakowa 5")


def test_an_address_is_used_by_as_many_people_as_the_office_said(people: People) -> None:
    people.listed.put(*HERE, "o_a", ["14 Elm Row"], 2)
    found = people.listed.find(*HERE, "14 Elm Row")
    assert found is not None
    assert [people.listed.take(*HERE, found) for _ in range(3)] == [True, True, False]
    people.listed.give_back(*HERE, found)
    assert people.listed.take(*HERE, found)
    people.listed.put(*HERE, "o_a", ["14 Elm Row"], 2)
    assert not people.listed.take(*HERE, found)


def test_after_a_restore_nothing_that_may_have_been_used_since_can_be_used_again(people: People) -> None:
    (code,) = people.invitations.make(*HERE, "o_a", "code", 1)
    people.listed.put(*HERE, "o_a", ["14 Elm Row"], 1)
    link = people.sign_in_link(people.person(), 60)
    people.restored()
    assert people.invitations.find(*HERE, code) is None
    assert people.listed.find(*HERE, "14 Elm Row") is None
    assert people.sign_in(link) is None
