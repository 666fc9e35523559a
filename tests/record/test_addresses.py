"""An address is proven in the browser that asked, once and in time, and nothing here lets digits be guessed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.record.addresses import LIFE, MOST, TRIES, WRONG, TooMany
from folkmoot.record.outbox import LEASE
from folkmoot.record.people import People

MAIL = "ana@example.org"


class Time:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def people(tmp_path: Path, time: Time) -> Iterator[People]:
    opened = People(tmp_path / "people.db", bytes(range(32)), time)
    yield opened
    opened.close()


def letter(people: People) -> tuple[str, str]:
    """Link and digits of the letter that waits."""
    (one,) = people.outbox.take(1)
    check = people.addresses.check(one.about)
    people.outbox.done(one)
    assert check is not None
    assert check.address == MAIL
    return check.link, check.code


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_link_works_once_and_only_in_the_browser_that_asked(people: People) -> None:
    browser = people.addresses.ask(MAIL, "", "ash", "en")
    link, _ = letter(people)
    assert not people.addresses.fits("another", link)
    assert people.addresses.by_link("another", link) is None
    assert people.addresses.fits(browser, link)
    proven = people.addresses.by_link(browser, link)
    assert proven is not None
    assert proven.address == MAIL
    assert people.addresses.by_link(browser, link) is None


def test_link_and_digits_are_over_after_their_time_and_the_address_is_gone(people: People, time: Time) -> None:
    browser = people.addresses.ask(MAIL, "", "ash", "en")
    link, code = letter(people)
    time.now += LIFE
    assert people.addresses.by_link(browser, link) is None
    assert people.addresses.by_code(browser, code) is None
    people.addresses.tidy()
    assert people._file.all(people_checks()) == [(b"",)]


def people_checks() -> object:
    from sqlalchemy import select

    from folkmoot.record.addresses import checks

    return select(checks.c.sealed)


def test_after_a_few_wrong_digits_the_right_ones_do_not_help_but_the_link_does(people: People) -> None:
    browser = people.addresses.ask(MAIL, "", "ash", "en")
    link, code = letter(people)
    for _ in range(TRIES):
        assert people.addresses.by_code(browser, wrong(code)) is None
    assert people.addresses.by_code(browser, code) is None
    assert people.addresses.by_link(browser, link) is not None


def test_an_address_bears_only_so_many_wrong_digits_in_a_day_however_often_one_asks(people: People, time: Time) -> None:
    tried = 0
    while tried < WRONG:
        time.now += 3600
        browser = people.addresses.ask(MAIL, "", "ash", "en")
        _, code = letter(people)
        for _ in range(TRIES):
            people.addresses.by_code(browser, wrong(code))
            tried += 1
    browser = people.addresses.ask(MAIL, "", "ash", "en")
    _, code = letter(people)
    assert people.addresses.by_code(browser, code) is None
    time.now += 86_400
    browser = people.addresses.ask(MAIL, "", "ash", "en")
    _, code = letter(people)
    assert people.addresses.by_code(browser, code) is not None


def test_an_address_is_sent_only_so_many_letters_in_an_hour(people: People) -> None:
    for _ in range(MOST):
        people.addresses.ask(MAIL, "", "ash", "en")
    with pytest.raises(TooMany):
        people.addresses.ask(MAIL.upper(), "", "ash", "en")
    people.addresses.ask("bela@example.org", "", "ash", "en")


def test_neither_address_nor_token_nor_digits_lie_in_the_file(people: People) -> None:
    people.addresses.ask(MAIL, "", "ash", "en")
    link, _ = letter(people)
    held = people._file.path.read_bytes()
    assert MAIL.encode() not in held
    assert link.encode() not in held


def test_a_letter_that_nobody_finished_is_due_again_under_the_same_key(people: People, time: Time) -> None:
    people.addresses.ask(MAIL, "", "ash", "en")
    (first,) = people.outbox.take(9)
    assert people.outbox.take(9) == []
    time.now += LEASE
    (again,) = people.outbox.take(9)
    assert (again.key, again.about, again.tries) == (first.key, first.about, 2)
    people.outbox.later(again)
    time.now += 19
    assert people.outbox.take(9) == []
    time.now += 1
    assert [one.key for one in people.outbox.take(9)] == [first.key]


def test_a_letter_that_came_too_late_for_anybody_is_dropped(people: People, time: Time) -> None:
    people.addresses.ask(MAIL, "", "ash", "en")
    time.now += LIFE
    assert people.outbox.take(9) == []
    assert people.outbox.waiting() == 0


def test_who_is_erased_leaves_no_check_no_follow_and_no_visit(people: People) -> None:
    person = people.person()
    people.set_contact(person, "email", MAIL)
    people.addresses.ask(MAIL, "", "ash", "en")
    people.follows.follow(person, "ash", "can_x", "week", "en", 3)
    people.follows.have_read(person, "ash", "can_x", 3)
    people.erase(person)
    (one,) = people.outbox.take(9)
    assert people.addresses.check(one.about) is None
    assert not people.follows.of(person)
    assert not people.follows.visits(person)


def test_after_a_restore_nobody_is_sent_what_they_may_have_stopped_since(people: People) -> None:
    taking, following = people.person(), people.person()
    people.link(taking, "ash", "can_x", "p_taking")
    for person, address in ((taking, MAIL), (following, "follower@example.org")):
        people.set_contact(person, "email", address)
        people.follows.follow(person, "ash", "can_x", "week", "en", 3)
    people.addresses.ask(MAIL, "", "ash", "en")
    people.restored()
    assert not people.follows.of(taking) + people.follows.of(following)
    assert people.outbox.waiting() == 0
    assert people.contact(taking, "email") == MAIL
    assert people.contact(following, "email") is None
