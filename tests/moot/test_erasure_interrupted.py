"""An erasure that was begun is finished, whatever happens to the process; and nothing of it comes back with a copy."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from folkmoot import backup
from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.participant import EraseParticipant, Join
from folkmoot.events.entry import read
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from folkmoot.record.people import Unknown
from folkmoot.restore import bring_back
from tests.moot.conftest import COMMUNITY
from tests.moot.test_erasure import files_with, finish, told

ROOT = Path(__file__).resolve().parents[2]
CANVASES = 5


def quiet(done: int, total: int) -> None:
    """Progress that nobody watches."""


def somebody(installation: Installation, secret: str, canvases: int = CANVASES) -> str:
    """A person with a contact and a story in each of several canvases."""
    moot, person = installation.moot(COMMUNITY), installation.people.person()
    installation.people.set_contact(person, "email", f"{secret}@example.org")
    for _ in range(canvases):
        canvas = moot.do(OpenCanvas(question="What now?", promise="We answer.", level="inform"), HOUSE).made
        author = Author(new_id("p_"), person)
        installation.people.link(person, COMMUNITY, canvas, author.name)
        moot.do(Join(canvas=canvas), author)
        moot.do(told(canvas, "story", f"{secret} was told here."), author)
    return person


def erased(installation: Installation) -> set[str]:
    """Pseudonyms that the record says were erased."""
    entries = map(read, installation.store.read(COMMUNITY, 0, 100_000))
    return {entry.s for entry in entries if entry.type == "participant.erased"}


def test_an_erasure_that_is_killed_anywhere_is_finished_at_the_next_start(
    installation: Installation, home: Path, tmp_path: Path
) -> None:
    installation.start()
    person = somebody(installation, "Quittenmond")
    names = {pseudonym for _, _, pseudonym in installation.people.pseudonyms(person)}
    installation.close()
    chance, begun = random.Random(3), 0
    for turn in range(6):
        here = Path(shutil.copytree(home, tmp_path / f"turn-{turn}"))
        _erase_and_kill(here, person, chance.uniform(0, 0.06))
        again = Installation(here)
        try:
            if not again.people.leaving() and not erased(again):
                continue  # killed before anything was begun, so nothing was promised
            begun += 1
            again.start()
            finish(again)
            assert erased(again) == names
            assert again.people.pseudonyms(person) == []
            assert again.people.contact(person, "email") is None
            assert again.people.leaving() == []
            assert files_with(here, "Quittenmond") == []
            assert again.keyring.keys(COMMUNITY, 0, 10_000).keys() >= {(0, 0)}
            assert [name for name in names if again.keyring.owned(COMMUNITY, name)] == []
        finally:
            again.close()
    assert begun > 1, "no erasure was begun before it was killed"


def _erase_and_kill(home: Path, person: str, after: float) -> None:
    command = [sys.executable, "-m", "tests.moot.erasing", str(home), person]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        time.sleep(after)
        process.kill()


def test_a_name_that_was_linked_and_never_joined_does_not_stop_an_erasure(installation: Installation, canvas: str) -> None:
    person = installation.people.person()
    installation.people.link(person, COMMUNITY, canvas, new_id("p_"))
    installation.forget(person)
    assert installation.people.pseudonyms(person) == []
    with pytest.raises(Unknown):
        installation.people.set_contact(person, "email", "back@example.org")


def test_who_is_being_erased_gets_no_new_name_and_no_new_contact(installation: Installation, canvas: str) -> None:
    person = installation.people.person()
    installation.people.leave(person)
    with pytest.raises(Unknown):
        installation.people.link(person, COMMUNITY, canvas, new_id("p_"))
    with pytest.raises(Unknown):
        installation.people.set_contact(person, "email", "late@example.org")


def test_contact_does_not_come_back_with_a_copy_made_before_the_erasure(
    installation: Installation, home: Path, tmp_path: Path
) -> None:
    person, other = somebody(installation, "Quittenmond", 2), somebody(installation, "Bleibt", 2)
    installation.publishing.now(COMMUNITY)
    backup.take(home, tmp_path / "copy", tmp_path / "keys", quiet)
    installation.forget(person)
    installation.publishing.now(COMMUNITY)
    bring_back(tmp_path / "copy", tmp_path / "keys", tmp_path / "back", home / "public", quiet)
    restored = Installation(tmp_path / "back")
    try:
        assert restored.people.find("email", "Quittenmond@example.org") is None
        assert restored.people.contact(person, "email") is None
        assert restored.people.find("email", "Bleibt@example.org") == other
    finally:
        restored.close()


def test_no_payload_of_an_erased_person_comes_back_although_the_copied_keyring_has_forgotten_them(
    installation: Installation, home: Path, tmp_path: Path
) -> None:
    """Then nothing could open it here, but the keyring of an older copy could."""
    person = somebody(installation, "Quittenmond", 1)
    (_, _, name) = installation.people.pseudonyms(person)[0]
    backup.take(home, tmp_path / "copy", None, quiet)
    mine = [e.i for e in map(read, installation.store.read(COMMUNITY, 0, 1000)) if e.by == name and e.cm]
    installation.start()
    installation.moot(COMMUNITY).do(EraseParticipant(participant=name), Author(name, person))
    finish(installation)
    installation.publishing.now(COMMUNITY)
    backup.take(home, tmp_path / "later", tmp_path / "keys", quiet)
    bring_back(tmp_path / "copy", tmp_path / "keys", tmp_path / "back", home / "public", quiet)
    restored = Installation(tmp_path / "back")
    try:
        assert mine
        assert [i for i in mine if restored.store.payloads(COMMUNITY, i, i + 1)] == []
    finally:
        restored.close()
