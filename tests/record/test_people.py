"""Who is behind a pseudonym is known in one place, told to nobody, and forgotten when asked."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from folkmoot.record.ids import new_id
from folkmoot.record.people import Held, People, Session, Unknown
from folkmoot.record.store import Stopped
from tests.record.files import everything_in, raw

KEK = os.urandom(32)
DAY = 86_400


class Clock:
    """Time that a test sets."""

    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "people.db"


@pytest.fixture
def people(path: Path, clock: Clock) -> Iterator[People]:
    with closing(People(path, KEK, clock)) as opened:
        yield opened


@pytest.fixture
def anna(people: People) -> str:
    return people.person()


def test_a_person_has_a_pseudonym_of_their_own_in_each_canvas(people: People, anna: str) -> None:
    assert people.pseudonym(anna, "elm", "can_a") is None
    people.link(anna, "elm", "can_b", "p_two")
    people.link(anna, "elm", "can_a", "p_one")
    people.link(anna, "oak", "can_a", "p_one")
    assert people.pseudonym(anna, "elm", "can_a") == "p_one"
    assert people.pseudonyms(anna) == [("elm", "can_a", "p_one"), ("elm", "can_b", "p_two"), ("oak", "can_a", "p_one")]
    assert people.linked("elm", "p_two") == anna
    assert people.linked("oak", "p_two") is None


def test_the_first_pseudonym_in_a_canvas_stands(people: People, anna: str) -> None:
    assert people.link(anna, "elm", "can_a", "p_one") == "p_one"
    assert people.link(anna, "elm", "can_a", "p_two") == "p_one"
    assert people.linked("elm", "p_two") is None


def test_two_people_never_share_a_pseudonym(people: People, anna: str) -> None:
    people.link(anna, "elm", "can_a", "p_one")
    with pytest.raises(ValueError, match="in use in elm already"):
        people.link(people.person(), "elm", "can_b", "p_one")
    assert people.linked("elm", "p_one") == anna


def test_many_at_once_for_one_person_get_one_pseudonym(people: People, anna: str) -> None:
    told: list[str] = []
    threads = [threading.Thread(target=lambda: told.append(people.link(anna, "elm", "can_a", new_id("p_")))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 12
    assert set(told) == {people.pseudonym(anna, "elm", "can_a")}


def test_nobody_is_behind_a_pseudonym_that_was_unlinked(people: People, anna: str, path: Path) -> None:
    pseudonym = new_id("p_")
    people.link(anna, "elm", "can_a", pseudonym)
    people.link(anna, "oak", "can_a", pseudonym)
    people.unlink("elm", pseudonym)
    people.unlink("elm", pseudonym)
    assert people.linked("elm", pseudonym) is None
    assert people.linked("oak", pseudonym) == anna


def test_offices_are_given_and_taken_per_community(people: People, anna: str) -> None:
    for community, office in (("oak", "o_b"), ("elm", "o_a"), ("elm", "o_a")):
        people.give_office(anna, community, office)
    assert people.offices(anna) == [("elm", "o_a"), ("oak", "o_b")]
    people.take_office(anna, "elm", "o_a")
    assert people.offices(anna) == [("oak", "o_b")]
    assert people.offices(people.person()) == []


def test_a_contact_is_found_however_it_is_typed_and_stands_nowhere_in_the_clear(people: People, anna: str, path: Path) -> None:
    people.set_contact(anna, "email", "Anna.Berg@Example.org")
    assert people.contact(anna, "email") == "Anna.Berg@Example.org"
    assert people.contact(anna, "phone") is None
    assert people.find("email", " anna.berg@example.ORG ") == anna
    assert people.find("phone", "Anna.Berg@Example.org") is None
    written = everything_in(path.parent).lower()
    assert b"berg" not in written
    assert b"example.org" not in written


def test_a_new_contact_takes_the_place_of_the_old_one(people: People, anna: str) -> None:
    people.set_contact(anna, "email", "old@example.org")
    people.set_contact(anna, "email", "new@example.org")
    assert people.find("email", "old@example.org") is None
    assert people.find("email", "new@example.org") == anna


def test_one_contact_reaches_one_person(people: People, anna: str) -> None:
    people.set_contact(anna, "email", "anna@example.org")
    other = people.person()
    people.set_contact(other, "email", "other@example.org")
    with pytest.raises(ValueError, match="somebody else"):
        people.set_contact(other, "email", "ANNA@example.org")
    assert people.contact(other, "email") == "other@example.org"


def test_a_session_is_known_by_its_token_until_it_is_over(people: People, anna: str, clock: Clock) -> None:
    token = people.open_session(anna, "guest", 2 * DAY)
    assert people.session(token) == Session(anna, "guest", int(clock.now) + 2 * DAY, int(clock.now) + 2 * DAY)
    assert people.session(token + "x") is None
    assert people.session("") is None
    clock.now += 2 * DAY - 1
    assert people.session(token) is not None
    clock.now += 1
    assert people.session(token) is None


def test_a_session_that_is_not_used_ends_early_and_one_that_is_used_ends_in_time(people: People, anna: str, clock: Clock) -> None:
    unused, used = (people.open_session(anna, "staff", 3 * DAY, idle=DAY) for _ in range(2))
    ends = int(clock.now) + 3 * DAY
    clock.now += DAY - 1
    people.prolong(used, DAY)
    clock.now += 1
    assert people.session(unused) is None
    people.prolong(unused, DAY)
    assert people.session(unused) is None
    clock.now += DAY - 2
    people.prolong(used, 9 * DAY)
    assert people.session(used) == Session(anna, "staff", ends, ends)
    assert people.session(people.open_session(anna, "staff", DAY, idle=2 * DAY)) == Session(
        anna, "staff", *[int(clock.now) + DAY] * 2
    )


def test_a_rotated_session_goes_on_under_the_new_token_alone(people: People, anna: str, clock: Clock) -> None:
    token = people.open_session(anna, "staff", DAY)
    before = people.session(token)
    fresh = people.rotate(token)
    assert fresh is not None
    assert people.session(token) is None
    assert people.session(fresh) == before
    assert people.rotate(token) is None
    clock.now += DAY
    assert people.rotate(fresh) is None


def test_a_session_ends_alone_or_with_all_of_that_person(people: People, anna: str) -> None:
    tokens = [people.open_session(anna, "guest", DAY) for _ in range(3)]
    link = people.sign_in_link(anna, DAY)
    other = people.open_session(people.person(), "guest", DAY)
    people.close_session(tokens[0])
    assert [people.session(token) is not None for token in tokens] == [False, True, True]
    people.close_all(anna)
    assert [people.session(token) for token in tokens] == [None] * 3
    assert people.sign_in(link) is None
    assert people.session(other) is not None


def test_tokens_are_long_never_repeat_and_stand_nowhere(people: People, anna: str, path: Path) -> None:
    tokens = [people.open_session(anna, "guest", DAY) for _ in range(20)] + [people.sign_in_link(anna, DAY)]
    written = everything_in(path.parent)
    assert len(set(tokens)) == 21
    assert all(len(token) >= 43 for token in tokens)
    assert not [token for token in tokens if token.encode() in written]


def test_a_link_signs_in_once_and_in_time(people: People, anna: str, clock: Clock) -> None:
    link, late = people.sign_in_link(anna, 600), people.sign_in_link(anna, 600)
    assert people.sign_in("never given") is None
    assert people.sign_in(link) == anna
    assert people.sign_in(link) is None
    clock.now += 600
    assert people.sign_in(late) is None


def test_of_many_who_use_a_link_at_once_one_is_signed_in(people: People, anna: str) -> None:
    link = people.sign_in_link(anna, 600)
    told: list[str | None] = []
    threads = [threading.Thread(target=lambda: told.append(people.sign_in(link))) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told, key=str) == [None] * 49 + [anna]


def _fill(people: People, person: str, name: str) -> list[str]:
    people.link(person, "elm", "can_a", f"p_{name}")
    people.give_office(person, "elm", f"o_{name}")
    people.set_contact(person, "email", f"{name}@example.org")
    return [people.open_session(person, "guest", DAY), people.sign_in_link(person, DAY)]


def test_everything_held_about_a_person_is_in_their_copy(people: People, anna: str, clock: Clock) -> None:
    _fill(people, anna, "anna")
    _fill(people, people.person(), "bela")
    assert people.held(anna) == Held(
        contact={"email": "anna@example.org"},
        pseudonyms=[("elm", "can_a", "p_anna")],
        offices=[("elm", "o_anna")],
        sessions=[Session(anna, "guest", int(clock.now) + DAY, int(clock.now) + DAY)],
    )


def test_an_erased_person_is_in_no_file_and_cannot_come_back(people: People, path: Path) -> None:
    everyone = {people.person(): n for n in range(60)}
    tokens = {person: _fill(people, person, f"number{n}x") for person, n in everyone.items()}
    with raw(path) as outsider:
        sealed = dict(outsider.execute("SELECT person, sealed FROM contacts").fetchall())
    gone = [person for person, n in everyone.items() if n % 4 == 0]
    for person in gone:
        people.erase(person)
    left = everything_in(path.parent)
    for person in gone:
        marks = (person.encode(), f"p_number{everyone[person]}x".encode(), f"o_number{everyone[person]}x".encode(), sealed[person])
        assert not [mark for mark in marks if mark in left]
        session, link = tokens[person]
        assert people.session(session) is None
        assert people.sign_in(link) is None
        assert people.held(person) == Held({}, [], [], [])
        with pytest.raises(Unknown):
            people.link(person, "elm", "can_b", "p_again")
    assert [people.session(tokens[person][0]) is None for person in everyone] == [person in gone for person in everyone]


@pytest.mark.parametrize("what", ["link", "office", "contact", "session", "link to sign in"])
def test_nothing_is_kept_for_somebody_who_is_not_known(people: People, what: str) -> None:
    ways: dict[str, Callable[[], object]] = {
        "link": lambda: people.link("per_gone", "elm", "can_a", "p_a"),
        "office": lambda: people.give_office("per_gone", "elm", "o_a"),
        "contact": lambda: people.set_contact("per_gone", "email", "a@example.org"),
        "session": lambda: people.open_session("per_gone", "guest", DAY),
        "link to sign in": lambda: people.sign_in_link("per_gone", DAY),
    }
    with pytest.raises(Unknown, match="not known here"):
        ways[what]()
    assert people.held("per_gone") == Held({}, [], [], [])


def test_nobody_is_named_in_the_log_even_when_every_statement_is(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, logger="sqlalchemy")
    with closing(People(path, KEK)) as people:
        anna = people.person()
        session, link = _fill(people, anna, "anna")
        assert people.linked("elm", "p_anna") == anna
        assert people.session(session) is not None
        assert people.sign_in(link) == anna
    assert "INSERT INTO pseudonyms" in caplog.text
    assert not [word for word in (anna, "p_anna", "o_anna", "anna@example.org", session, link) if word in caplog.text]


def test_people_are_there_when_the_file_is_opened_again_and_beside_another_process(path: Path) -> None:
    with closing(People(path, KEK)) as first, closing(People(path, KEK)) as second:
        anna = first.person()
        tokens = _fill(second, anna, "anna")
    with closing(People(path, KEK)) as again:
        assert again.linked("elm", "p_anna") == anna
        assert again.contact(anna, "email") == "anna@example.org"
        assert again.session(tokens[0]) is not None


def test_only_its_owner_can_read_a_new_file(people: People, path: Path) -> None:
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_that_is_no_peoples_store_is_refused(path: Path) -> None:
    path.write_bytes(b"a list of names\n" * 100)
    with pytest.raises(Stopped, match="is not a people's store"):
        People(path, KEK)
