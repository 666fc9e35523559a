"""Erased words are in no file and no key opens them, and what was counted stays counted."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot import backup
from folkmoot.domain.contributing import Contribute, EraseContribution
from folkmoot.domain.deciding import CallDecision, CastBallot, Choice, CloseDecision, OpenDecision
from folkmoot.domain.moderation import Redact
from folkmoot.domain.participant import Join, Respond
from folkmoot.events.entry import read
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from folkmoot.record.vault import Damaged, open_sealed
from folkmoot.restore import bring_back
from tests.moot.conftest import COMMUNITY
from tests.moot.test_moot import said

SECRET = "Zwielicht-Kaleidoskop-4711"
CONTACT = "anna.zwielicht@example.org"


def files_with(home: Path, words: str) -> list[str]:
    """Names of the files that hold words, in any of the encodings that they could be kept in."""
    spellings = {words.encode(), words.encode("utf-16-le"), words.lower().encode(), words.encode().hex().encode()}
    return [
        str(path.relative_to(home))
        for path in sorted(home.rglob("*"))
        if path.is_file() and any(spelling in path.read_bytes() for spelling in spellings)
    ]


def told(canvas: str, kind: str, text: str, parent: str = "") -> Contribute:
    return Contribute(
        canvas=canvas,
        kind=kind,  # type: ignore[arg-type]  # one of the kinds
        text=text,
        lang="en",
        parent=parent,
        publish=True,
        notice="publish/1",
        notice_text="May we show it?",
        notice_lang="en",
    )


def finish(installation: Installation) -> None:
    """Wait until every erasure is followed."""
    end = time.monotonic() + 20
    while installation.store.erasures():
        assert time.monotonic() < end, "the erasure was never finished"
        installation.erasures.wake()
        time.sleep(0.05)


@pytest.fixture
def anna(installation: Installation, canvas: str) -> Author:
    """Anna told a story, commented, responded and left her address, and pages showed it all."""
    installation.start()
    person = installation.people.person()
    author = Author(new_id("p_"), person)
    installation.people.link(person, COMMUNITY, canvas, author.name)
    installation.people.set_contact(person, "email", CONTACT)
    moot = installation.moot(COMMUNITY)
    moot.do(Join(canvas=canvas), author)
    story = moot.do(told(canvas, "story", f"When {SECRET} happened, nobody came."), author).made
    moot.do(told(canvas, "comment", f"I still think of {SECRET}.", parent=story), author)
    statement = moot.do(said(canvas, f"Never again {SECRET}."), author).made
    moot.do(Respond(statement=statement, value=1), author)
    return author


@pytest.fixture
def decided(installation: Installation, canvas: str, anna: Author) -> Iterator[str]:
    """A decision that Anna voted in, closed."""
    moot = installation.moot(COMMUNITY)
    options = (Choice(text="Open in May"), Choice(text="Open in June"))
    decision = moot.do(CallDecision(canvas=canvas, question="When?", options=options), HOUSE).made
    moot.do(OpenDecision(decision=decision), HOUSE)
    moot.do(CastBallot(decision=decision, choice=["a"]), anna)
    moot.do(CloseDecision(decision=decision), HOUSE)
    return decision  # type: ignore[return-value]  # a fixture may return


def test_a_person_who_is_erased_is_in_no_file_and_no_key_left_opens_a_payload_left_of_theirs(
    installation: Installation, home: Path, anna: Author, decided: str
) -> None:
    installation.views(COMMUNITY)
    end = time.monotonic() + 10
    while not (seen := files_with(home / "views", SECRET)) and time.monotonic() < end:
        time.sleep(0.05)
    assert seen, "the words were never shown, so nothing would be proved"
    assert installation.people.contact(anna.person, "email") == CONTACT
    size = installation.store.head(COMMUNITY).size
    mine = [e.i for e in map(read, installation.store.read(COMMUNITY, 0, size)) if e.by == anna.name and e.cm]
    sealed = {(i, k): box for i in mine for _, k, box in installation.store.payloads(COMMUNITY, i, i + 1)}
    result = installation.store.stream(COMMUNITY, decided)[-1]

    installation.forget(anna.person)
    finish(installation)

    assert files_with(home, SECRET) == []
    assert files_with(home, CONTACT) == []
    assert [i for i in mine if installation.store.payloads(COMMUNITY, i, i + 1)] == []
    keys = installation.keyring.keys(COMMUNITY, 0, size + 10).values()
    assert keys
    for (i, k), box in sealed.items():
        for key in keys:
            with pytest.raises(Damaged):
                open_sealed(box, key, COMMUNITY, i, k)
    assert installation.store.stream(COMMUNITY, decided)[-1] == result
    assert installation.people.linked(COMMUNITY, anna.name) is None
    assert installation.people.contact(anna.person, "email") is None


def test_erasing_one_contribution_leaves_the_others_of_the_same_person(
    installation: Installation, home: Path, canvas: str, anna: Author
) -> None:
    moot = installation.moot(COMMUNITY)
    kept = moot.do(told(canvas, "idea", "A bench under the lime tree."), anna)
    gone = moot.do(told(canvas, "idea", "Kumquat-Trompete on the roof."), anna)
    moot.do(EraseContribution(contribution=gone.made), anna)
    finish(installation)
    assert files_with(home, "Kumquat-Trompete") == []
    assert b"lime tree" in (installation.payload(COMMUNITY, kept.first, 0) or b"")
    assert installation.payload(COMMUNITY, gone.first, 0) is None
    assert installation.payload(COMMUNITY, gone.first + 1, 0) is None, "the evidence of consent goes too"


def test_a_redaction_takes_words_of_office_away_in_public(installation: Installation, home: Path, canvas: str) -> None:
    installation.start()
    moot = installation.moot(COMMUNITY)
    entry = read(installation.store.stream(COMMUNITY, canvas)[0]).i
    moot.do(Redact(entry=entry, seal=0, reason="The question named a person."), HOUSE, via="house")
    finish(installation)
    assert installation.payload(COMMUNITY, entry, 0) is None
    assert files_with(home, "What should the old library become?") == []


def test_what_was_erased_stays_erased_when_a_backup_made_before_is_brought_back(
    installation: Installation, home: Path, anna: Author, decided: str, tmp_path: Path
) -> None:
    installation.publishing.now(COMMUNITY)
    backup.take(home, tmp_path / "copy", tmp_path / "keys", lambda done, total: None)
    installation.forget(anna.person)
    finish(installation)
    installation.publishing.now(COMMUNITY)
    result = installation.store.stream(COMMUNITY, decided)
    back = tmp_path / "back"
    found = bring_back(tmp_path / "copy", tmp_path / "keys", back, home / "public", lambda done, total: None)
    assert found.erased > 0
    restored = Installation(back)
    try:
        assert files_with(back, CONTACT) == []
        assert files_with(back, SECRET) == []
        assert restored.people.linked(COMMUNITY, anna.name) is None
        assert restored.store.stream(COMMUNITY, decided) == result
    finally:
        restored.close()
