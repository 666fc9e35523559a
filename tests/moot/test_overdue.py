"""A due day that passed is put on record by the house, also when nothing ran on that day."""

import time
from contextlib import closing
from pathlib import Path
from typing import Any

from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.commitment import DeliverCommitment, MakeCommitment
from folkmoot.domain.community import GiveRole
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.duty import NoteOverdue
from folkmoot.domain.participant import Join
from folkmoot.domain.question import AnswerQuestion, SecondQuestion
from folkmoot.events.canvas import CanvasConcluded
from folkmoot.events.community import RoleGiven
from folkmoot.events.duty import DutyOverdue
from folkmoot.events.entry import read
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from folkmoot.record.people import People
from folkmoot.timekeeping import Timekeeping, day
from tests.moot.conftest import COMMUNITY, Clock

DAY = 86_400.0
CONSENT: dict[str, Any] = {"publish": True, "notice": "publish/1", "notice_text": "May we show it?", "notice_lang": "en"}


def an_officer(installation: Installation) -> Author:
    done = installation.moot(COMMUNITY).do(GiveRole(role="officer", title="Parks officer"), HOUSE, via="house")
    fact = read(installation.store.read(COMMUNITY, done.first, 1)[0]).fact()
    assert isinstance(fact, RoleGiven)
    return Author(fact.office)


def a_question(installation: Installation, canvas: str, resident: Author, officer: Author) -> str:
    """A question to the officer that two other people second."""
    moot = installation.moot(COMMUNITY)
    words = "When will the gate be mended?"
    asked = moot.do(Contribute(canvas=canvas, kind="question", text=words, to=officer.name, lang="en", **CONSENT), resident).made
    for _ in range(2):
        other = Author(new_id("p_"))
        moot.do(Join(canvas=canvas), other)
        moot.do(SecondQuestion(contribution=asked), other)
    return asked


def a_promise(installation: Installation, canvas: str, officer: Author, due: str) -> str:
    command = MakeCommitment(canvas=canvas, text="The gate is mended.", owner=officer.name, due=due)
    return installation.moot(COMMUNITY).do(command, officer).made


def passed(installation: Installation) -> list[tuple[str, str]]:
    """(stream, due) of each day that the record says has passed, in order."""
    entries = map(read, installation.store.read(COMMUNITY, 0, 10_000))
    facts = ((entry, entry.fact()) for entry in entries)
    return [(entry.s, fact.due) for entry, fact in facts if isinstance(fact, DutyOverdue)]


def followed(installation: Installation) -> None:
    """Have the views follow the record."""
    installation.views(COMMUNITY).follow(lambda start, limit: installation.store.read(COMMUNITY, start, limit))


def look(installation: Installation, clock: Clock) -> int:
    followed(installation)
    return Timekeeping(installation, clock).look()


def test_a_day_that_passed_is_noted_once_for_each_due_day(
    installation: Installation, canvas: str, resident: Author, clock: Clock
) -> None:
    officer, today = an_officer(installation), day(clock())
    asked = a_question(installation, canvas, resident, officer)
    due, promise = day(clock() + 28 * DAY), a_promise(installation, canvas, officer, today)
    assert look(installation, clock) == 0
    clock.now += DAY
    assert (look(installation, clock), look(installation, clock)) == (1, 0)
    assert passed(installation) == [(promise, today)]
    clock.now += 28 * DAY
    assert look(installation, clock) == 1
    assert passed(installation) == [(promise, today), (asked, due)]


def test_what_was_answered_in_time_is_never_overdue(
    installation: Installation, canvas: str, resident: Author, clock: Clock
) -> None:
    officer = an_officer(installation)
    asked = a_question(installation, canvas, resident, officer)
    promise = a_promise(installation, canvas, officer, day(clock() + DAY))
    installation.moot(COMMUNITY).do(AnswerQuestion(contribution=asked, answer="On Tuesday."), officer)
    installation.moot(COMMUNITY).do(DeliverCommitment(commitment=promise, text="It swings."), officer)
    clock.now += 400 * DAY
    assert look(installation, clock) == 0
    assert installation.moot(COMMUNITY).do(NoteOverdue(), HOUSE, via="house").first == -1


def test_a_day_that_passed_while_nothing_ran_is_noted_soon_after_the_next_start(
    home: Path, installation: Installation, canvas: str, resident: Author, clock: Clock
) -> None:
    officer = an_officer(installation)
    asked = a_question(installation, canvas, resident, officer)
    installation.close()
    clock.now += 60 * DAY
    again = Installation(home, clock=clock)
    again.start()
    end = time.monotonic() + 60
    while not passed(again) and time.monotonic() < end:
        again.store.wait(COMMUNITY, again.store.head(COMMUNITY).size, 0.1)
    noted = passed(again)
    again.close()
    assert noted == [(asked, day(clock() - 32 * DAY))]


def test_what_is_owed_to_a_canvas_stands_in_the_entry_that_concludes_it(
    home: Path, installation: Installation, canvas: str, resident: Author, clock: Clock
) -> None:
    officer = an_officer(installation)
    asked = a_question(installation, canvas, resident, officer)
    kept = a_promise(installation, canvas, officer, day(clock()))
    done = a_promise(installation, canvas, officer, day(clock()))
    installation.moot(COMMUNITY).do(DeliverCommitment(commitment=done, text="It swings."), officer)
    installation.close()
    again = Installation(home, clock=clock)
    last = again.moot(COMMUNITY).do(ConcludeCanvas(canvas=canvas, reason="The gate swings."), HOUSE, via="house").last
    fact = read(again.store.read(COMMUNITY, last, 1)[0]).fact()
    again.close()
    assert fact == CanvasConcluded(open_duties=tuple(sorted((asked, kept))))


def test_a_draft_that_waited_its_thirty_days_is_removed_by_the_house(installation: Installation, clock: Clock) -> None:
    kek = bytes.fromhex((installation.home / "keys" / "kek").read_text())
    path, person = installation.home / "people.db", installation.people.person()
    for days in (29, 31):
        with closing(People(path, kek, lambda days=days: clock() - days * DAY)) as then:  # type: ignore[misc]  # a clock
            then.drafts.save(person, f"of-{days}-days-ago", COMMUNITY, "can_a", b"{}")
    assert b"of-31-days-ago" in path.read_bytes()
    Timekeeping(installation, clock).look()
    assert b"of-31-days-ago" not in path.read_bytes()
    assert [draft.id for draft in installation.people.drafts.of(person)] == ["of-29-days-ago"]
