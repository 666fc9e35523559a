"""Of a passkey the public half is kept, a challenge is answered once, and names of office-holders lie encrypted."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from folkmoot.record.passkeys import LIFE
from folkmoot.record.people import People, Unknown

KEK = bytes(range(32))


@pytest.fixture
def now() -> list[float]:
    return [1000.0]


@pytest.fixture
def people(tmp_path: Path, now: list[float]) -> Iterator[People]:
    with closing(People(tmp_path / "people.db", KEK, lambda: now[0])) as opened:
        yield opened


def test_a_challenge_is_answered_once_and_for_its_purpose_alone(people: People) -> None:
    challenge = people.passkeys.challenge("sign in")
    assert len(challenge) == 40
    assert not people.passkeys.take(challenge, "add per_a")
    assert people.passkeys.take(challenge, "sign in")
    assert not people.passkeys.take(challenge, "sign in")
    assert people.passkeys.take(people.passkeys.challenge("sign in"), "sign in")


def test_a_challenge_ends_with_its_time(people: People, now: list[float]) -> None:
    first, second = people.passkeys.challenge("sign in"), people.passkeys.challenge("sign in")
    now[0] += LIFE - 1
    assert people.passkeys.take(first, "sign in")
    now[0] += 1
    assert not people.passkeys.take(second, "sign in")
    assert not people.passkeys.take(first, "sign in")


@pytest.mark.parametrize("bad", [b"", b"x", bytes(40), bytes(400)])
def test_a_challenge_that_we_did_not_make_is_refused(people: People, bad: bytes) -> None:
    assert not people.passkeys.take(bad, "sign in")


def test_no_changed_byte_of_a_challenge_is_taken(people: People) -> None:
    challenge = people.passkeys.challenge("sign in")
    for place in range(len(challenge)):
        changed = bytearray(challenge)
        changed[place] ^= 1
        assert not people.passkeys.take(bytes(changed), "sign in")


def test_a_passkey_is_one_person_s_and_goes_when_they_drop_it_or_are_erased(people: People) -> None:
    anna, bela = people.person(), people.person()
    people.passkeys.add(anna, b"one", b"key", 3, "my phone")
    people.passkeys.add(anna, b"two", b"key", 0, "the key in the safe")
    with pytest.raises(ValueError, match="known here already"):
        people.passkeys.add(bela, b"one", b"other", 0, "mine")
    people.passkeys.used(b"one", 7)
    found = people.passkeys.find(b"one")
    assert found is not None
    assert (found.person, found.key, found.uses, found.name) == (anna, b"key", 7, "my phone")
    assert people.held(anna).passkeys == [("my phone", 1000), ("the key in the safe", 1000)]
    people.passkeys.drop(bela, b"one")
    assert people.passkeys.find(b"one")
    people.passkeys.drop(anna, b"one")
    assert people.passkeys.find(b"one") is None
    people.erase(anna)
    assert people.passkeys.find(b"two") is None
    with pytest.raises(Unknown):
        people.passkeys.add(anna, b"three", b"key", 0, "late")


def test_a_device_is_told_a_handle_that_says_nothing_of_the_person(people: People) -> None:
    anna, bela = people.person(), people.person()
    assert people.passkeys.handle(anna) == people.passkeys.handle(anna) != people.passkeys.handle(bela)
    assert anna.encode() not in people.passkeys.handle(anna)


def test_the_name_of_an_office_holder_lies_encrypted_and_goes_with_them(people: People, tmp_path: Path) -> None:
    anna, bela = people.person(), people.person()
    for person, office in ((anna, "o_a"), (bela, "o_b")):
        people.give_office(person, "elm", office)
    people.holders.call(anna, "Anna Kovács")
    assert people.holders.serving("elm") == [("o_a", anna, "Anna Kovács"), ("o_b", bela, "")]
    assert people.holders.serving("oak") == []
    assert "Kovács".encode() not in (tmp_path / "people.db").read_bytes()
    assert people.held(anna).name == "Anna Kovács"
    people.erase(anna)
    assert people.holders.name(anna) == ""


def test_when_an_office_is_closed_nothing_is_left_of_whoever_held_nothing_else(people: People) -> None:
    anna, bela = people.person(), people.person()
    for person in (anna, bela):
        people.give_office(person, "elm", "o_a")
        people.passkeys.add(person, person.encode(), b"key", 0, "phone")
    people.give_office(bela, "elm", "o_b")
    session = people.open_session(bela, "staff", 60)
    people.close_office("elm", "o_a")
    assert people.passkeys.find(anna.encode()) is None
    with pytest.raises(Unknown):
        people.open_session(anna, "staff", 60)
    assert people.offices(bela) == [("elm", "o_b")]
    assert people.session(session)


def test_whoever_held_an_office_and_takes_part_too_keeps_their_part(people: People) -> None:
    anna = people.person()
    people.give_office(anna, "elm", "o_a")
    people.link(anna, "elm", "can_a", "p_one")
    people.holders.call(anna, "Anna")
    people.passkeys.add(anna, b"one", b"key", 0, "phone")
    session = people.open_session(anna, "staff", 60)
    people.close_office("elm", "o_a")
    assert people.session(session) is None
    assert people.passkeys.find(b"one") is None
    assert people.holders.name(anna) == ""
    assert people.pseudonym(anna, "elm", "can_a") == "p_one"
