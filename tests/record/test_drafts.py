"""What somebody began waits for them encrypted, stands nowhere in the clear, and goes when it is sent, removed or too old."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from folkmoot.record.drafts import DAY, KEPT, MOST, SENT, NotYours, TooMany
from folkmoot.record.people import People, Unknown

KEK = bytes(range(32))
WORDS = b'{"text":"The lift was broken for nine weeks"}'


class Clock:
    """A clock that tests move."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(tmp_path: Path, clock: Clock) -> Iterator[People]:
    with closing(People(tmp_path / "people.db", KEK, clock)) as opened:
        yield opened


@pytest.fixture
def anna(people: People) -> str:
    return people.person()


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_a_draft_is_there_after_a_restart_and_for_its_person_alone(people: People, anna: str, tmp_path: Path, clock: Clock) -> None:
    assert people.drafts.save(anna, "d1", "elm", "can_a", WORDS)
    assert people.drafts.save(anna, "d1", "elm", "can_a", WORDS * 2)
    people.close()
    with closing(People(tmp_path / "people.db", KEK, clock)) as again:
        found = again.drafts.find(anna, "d1")
        assert found is not None
        assert (found.content, found.canvas, found.made) == (WORDS * 2, "can_a", "")
        assert again.drafts.find(again.person(), "d1") is None
        assert [draft.id for draft in again.drafts.of(anna)] == ["d1"]
        assert again.held(anna).drafts == [("elm", "can_a", WORDS * 2)]


def test_no_word_of_a_draft_stands_in_the_file_in_the_clear(people: People, anna: str, tmp_path: Path) -> None:
    people.drafts.save(anna, "d1", "elm", "can_a", WORDS)
    assert b"nine weeks" not in everything(tmp_path)


def test_a_draft_cannot_be_opened_as_that_of_somebody_else_or_under_another_name(people: People, anna: str) -> None:
    people.drafts.save(anna, "d1", "elm", "can_a", WORDS)
    with pytest.raises(NotYours):
        people.drafts.save(people.person(), "d1", "elm", "can_a", b"{}")
    with pytest.raises(NotYours):
        people.drafts.save(anna, "d1", "elm", "can_b", b"{}")
    found = people.drafts.find(anna, "d1")
    assert found is not None
    assert found.content == WORDS


def test_a_draft_that_was_sent_is_gone_and_for_a_day_it_is_known_what_it_became(
    people: People, anna: str, clock: Clock, tmp_path: Path
) -> None:
    people.drafts.save(anna, "d1", "elm", "can_a", WORDS)
    people.drafts.sent(anna, "d1", "con_x")
    people.drafts.sent(anna, "d1", "con_y")
    found = people.drafts.find(anna, "d1")
    assert found is not None
    assert (found.made, found.content) == ("con_x", b"")
    assert people.drafts.of(anna) == []
    assert people.held(anna).drafts == []
    assert not people.drafts.save(anna, "d1", "elm", "can_a", b"{}")
    clock.now += SENT
    assert people.drafts.find(anna, "d1") is None
    assert people.drafts.expire() == 1
    assert b"con_x" not in everything(tmp_path)


def test_a_draft_goes_thirty_days_after_it_was_saved_last(people: People, anna: str, clock: Clock) -> None:
    people.drafts.save(anna, "d1", "elm", "can_a", WORDS)
    clock.now += 20 * DAY
    people.drafts.save(anna, "d2", "elm", "can_a", WORDS)
    assert [draft.id for draft in people.drafts.of(anna)] == ["d2", "d1"]
    people.drafts.save(anna, "d1", "elm", "can_a", WORDS)
    clock.now += KEPT - 1
    assert people.drafts.expire() == 0
    assert people.drafts.find(anna, "d1") is not None
    clock.now += 1
    assert people.drafts.find(anna, "d1") is None
    assert people.drafts.expire() == 2
    assert people.drafts.expire() == 0


def test_a_person_removes_their_own_draft_and_nobody_elses(people: People, anna: str) -> None:
    people.drafts.save(anna, "d1", "elm", "can_a", WORDS)
    people.drafts.drop(people.person(), "d1")
    assert people.drafts.find(anna, "d1") is not None
    people.drafts.drop(anna, "d1")
    assert people.drafts.find(anna, "d1") is None


def test_erasing_a_person_takes_drafts_and_key_with_it(people: People, anna: str, tmp_path: Path) -> None:
    people.drafts.save(anna, "draft-of-anna", "elm", "can_a", WORDS)
    people.erase(anna)
    assert b"draft-of-anna" not in everything(tmp_path)
    assert anna.encode() not in everything(tmp_path)
    with pytest.raises(Unknown):
        people.drafts.save(anna, "d2", "elm", "can_a", WORDS)


def test_erasing_what_somebody_was_in_one_canvas_takes_the_drafts_for_that_canvas_alone(people: People, anna: str) -> None:
    people.link(anna, "elm", "can_a", "p_one")
    for n, (community, canvas) in enumerate([("elm", "can_a"), ("elm", "can_b"), ("oak", "can_a")]):
        people.drafts.save(anna, f"d{n}", community, canvas, WORDS)
    people.unlink("elm", "p_one")
    assert sorted(draft.id for draft in people.drafts.of(anna)) == ["d1", "d2"]


def test_a_person_has_twenty_drafts_at_most_and_loses_none_by_that(people: People, anna: str) -> None:
    for n in range(MOST):
        people.drafts.save(anna, f"d{n}", "elm", "can_a", WORDS)
    with pytest.raises(TooMany):
        people.drafts.save(anna, "more", "elm", "can_a", WORDS)
    assert people.drafts.save(anna, "d0", "elm", "can_a", WORDS * 2)
    people.drafts.sent(anna, "d1", "con_x")
    assert people.drafts.save(anna, "more", "elm", "can_a", WORDS)
