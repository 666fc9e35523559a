"""A copy is brought back whole or not at all, never forks a record, and says in it what is lost."""

import shutil
import threading
from pathlib import Path

import pytest

from folkmoot import backup
from folkmoot.audit import Report, audit
from folkmoot.bundle import export_community
from folkmoot.domain.rules import Refused
from folkmoot.events.entry import read
from folkmoot.events.record import Continued, RecordRestored
from folkmoot.installation import UNFINISHED, Installation, NotHere
from folkmoot.moot import Author
from folkmoot.record.publisher import Fork
from folkmoot.restore import bring_back
from tests.moot.conftest import COMMUNITY
from tests.moot.test_erasure_interrupted import quiet
from tests.moot.test_moot import said


def contribute(installation: Installation, canvas: str, by: Author, count: int, what: str) -> None:
    """Say a few things, and publish them."""
    moot = installation.moot(COMMUNITY)
    for answer in [moot.submit(said(canvas, f"{what} {number}."), by) for number in range(count)]:
        answer.result()
    installation.publishing.now(COMMUNITY)


@pytest.fixture
def copy(installation: Installation, home: Path, canvas: str, resident: Author, tmp_path: Path) -> Path:
    """A copy, with its keys beside it, of an installation that has published some entries."""
    contribute(installation, canvas, resident, 5, "Before")
    backup.take(home, tmp_path / "copy", tmp_path / "keys", quiet)
    return tmp_path / "copy"


@pytest.fixture
def back(tmp_path: Path) -> Path:
    return tmp_path / "back"


def judged(home: Path, scratch: Path, receipts: Path | None = None) -> tuple[Report, list[RecordRestored]]:
    """What the audit says of an installation, and the losses that its record declares."""
    restored = Installation(home)
    try:
        shutil.rmtree(scratch, ignore_errors=True)
        export_community(restored, COMMUNITY, scratch)
        facts = [read(leaf).fact() for leaf in restored.store.read(COMMUNITY, 0, 10_000)]
    finally:
        restored.close()
    return audit(scratch, receipts=receipts), [fact for fact in facts if isinstance(fact, RecordRestored)]


def test_a_copy_older_than_what_is_published_catches_up_and_declares_what_is_lost(
    installation: Installation, home: Path, canvas: str, resident: Author, copy: Path, back: Path, tmp_path: Path
) -> None:
    before = installation.store.head(COMMUNITY).size
    contribute(installation, canvas, resident, 5, "After")
    now = installation.store.head(COMMUNITY).size
    told = bring_back(copy, tmp_path / "keys", back, home / "public", quiet)
    assert (told.caught_up, told.lost) == ({COMMUNITY: (before, now)}, {COMMUNITY: [(before, now)]})
    report, declared = judged(back, tmp_path / "bundle")
    assert report.ok, report.text()
    assert [(loss.start, loss.stop) for loss in declared] == [(before, now)]
    assert report.figures["lost"] == 5


def test_a_copy_of_what_was_brought_back_declares_nothing_again(
    installation: Installation, home: Path, canvas: str, resident: Author, copy: Path, back: Path, tmp_path: Path
) -> None:
    contribute(installation, canvas, resident, 2, "After")
    bring_back(copy, tmp_path / "keys", back, home / "public", quiet)
    backup.take(back, tmp_path / "copy-2", tmp_path / "keys-2", quiet)
    told = bring_back(tmp_path / "copy-2", tmp_path / "keys-2", tmp_path / "back-2", back / "public", quiet)
    assert told.lost == {}
    report, declared = judged(tmp_path / "back-2", tmp_path / "bundle")
    assert report.ok, report.text()
    assert len(declared) == 1


def test_words_whose_keys_are_older_than_the_record_are_declared_lost(
    installation: Installation, home: Path, canvas: str, resident: Author, copy: Path, back: Path, tmp_path: Path
) -> None:
    size = installation.store.head(COMMUNITY).size
    contribute(installation, canvas, resident, 3, "After")
    backup.take(home, tmp_path / "later", None, quiet)
    told = bring_back(tmp_path / "later", tmp_path / "keys", back, home / "public", quiet)
    assert [start for start, _ in told.lost[COMMUNITY]] == [size]
    report, declared = judged(back, tmp_path / "bundle")
    assert report.ok, report.text()
    assert declared[0].start == size


def test_it_has_to_be_said_what_was_published_since(copy: Path, home: Path, back: Path, tmp_path: Path) -> None:
    for more in ({}, {"nothing_newer": True, "new_host": "new.example.org"}):
        with pytest.raises(Refused, match="--published"):
            bring_back(copy, tmp_path / "keys", back, None, quiet, **more)  # type: ignore[arg-type]  # of two types
    assert not back.exists()
    bring_back(copy, tmp_path / "keys", back, None, quiet, nothing_newer=True)
    report, declared = judged(back, tmp_path / "bundle")
    assert (report.ok, declared) == (True, [])


@pytest.mark.parametrize("missing", ["copy/record.db", "copy/settings.toml", "keys/keyring.db", "keys/people.db", "keys/keys"])
def test_a_copy_that_is_not_whole_is_named(copy: Path, home: Path, back: Path, tmp_path: Path, missing: str) -> None:
    path = tmp_path / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(Refused, match="not a whole copy"):
        bring_back(copy, tmp_path / "keys", back, home / "public", quiet)
    assert not back.exists()


def test_published_files_older_than_the_copy_are_refused(
    installation: Installation, home: Path, canvas: str, resident: Author, copy: Path, back: Path, tmp_path: Path
) -> None:
    contribute(installation, canvas, resident, 2, "After")
    backup.take(home, tmp_path / "later", None, quiet)
    with pytest.raises(Refused, match="older than the copy"):
        bring_back(tmp_path / "later", tmp_path / "keys", back, copy / "public", quiet)
    with pytest.raises(Refused, match="There is no"):
        bring_back(copy, tmp_path / "keys", back, tmp_path / "keys", quiet)


def test_a_folder_that_is_not_empty_is_left_alone(copy: Path, home: Path, back: Path, tmp_path: Path) -> None:
    back.mkdir()
    (back / "letter.txt").write_text("mine")
    with pytest.raises(Refused, match="not empty"):
        bring_back(copy, tmp_path / "keys", back, home / "public", quiet)
    assert [path.name for path in back.iterdir()] == ["letter.txt"]


def test_damaged_published_files_stop_a_restore_and_leave_nothing_behind(
    installation: Installation, home: Path, canvas: str, resident: Author, copy: Path, back: Path, tmp_path: Path
) -> None:
    contribute(installation, canvas, resident, 5, "After")
    entries = next((home / "public" / COMMUNITY / "tile" / "entries").rglob(f"*/{installation.store.head(COMMUNITY).size}"))
    data = bytearray(entries.read_bytes())
    data[-5] ^= 1
    entries.write_bytes(data)
    with pytest.raises(Fork, match="not to be had"):
        bring_back(copy, tmp_path / "keys", back, home / "public", quiet)
    assert list(back.iterdir()) == []


def test_a_restore_that_was_cut_off_is_not_served(copy: Path, home: Path, back: Path, tmp_path: Path) -> None:
    bring_back(copy, tmp_path / "keys", back, home / "public", quiet)
    (back / UNFINISHED).touch()
    with pytest.raises(NotHere, match="cut off"):
        Installation(back)


def test_a_record_whose_published_files_are_lost_goes_on_under_a_new_name_and_the_audit_says_so(
    installation: Installation, home: Path, canvas: str, resident: Author, copy: Path, back: Path, tmp_path: Path
) -> None:
    receipts = tmp_path / "receipts"
    receipts.mkdir()
    (receipts / "mine.receipt").write_bytes(installation.receipt(COMMUNITY, 3))
    size = installation.store.head(COMMUNITY).size
    told = bring_back(copy, tmp_path / "keys", back, None, quiet, new_host="new.example.org")
    assert told.continued == {"talk.example.org/elm": "new.example.org/elm"}
    report, _ = judged(back, tmp_path / "bundle", receipts)
    assert report.ok, report.text()
    assert f"This record was talk.example.org/elm until entry {size}" in report.text()
    assert "new.example.org/elm" in report.checked[0]
    assert "1 of 1 receipts are honoured." in report.vouched
    restored = Installation(back)
    try:
        (fact,) = (read(leaf).fact() for leaf in restored.store.read(COMMUNITY, size, 1))
        assert isinstance(fact, Continued)
        assert fact.size == size
        assert restored.moot(COMMUNITY).do(said(canvas, "And on."), resident).first > size
    finally:
        restored.close()


def test_a_record_does_not_go_on_under_its_own_name(copy: Path, back: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="another one"):
        bring_back(copy, tmp_path / "keys", back, None, quiet, new_host="talk.example.org")


def test_a_copy_taken_while_the_record_is_published_can_be_brought_back(
    installation: Installation, home: Path, canvas: str, resident: Author, back: Path, tmp_path: Path
) -> None:
    stop = threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            contribute(installation, canvas, resident, 20, "Meanwhile")

    contribute(installation, canvas, resident, 80, "Before")
    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        for number in range(8):
            backup.take(home, tmp_path / f"copy-{number}", tmp_path / f"keys-{number}", quiet)
    finally:
        stop.set()
        thread.join()
    for number in (0, 3, 7):
        home_of = tmp_path / f"back-{number}"
        bring_back(tmp_path / f"copy-{number}", tmp_path / f"keys-{number}", home_of, None, quiet, nothing_newer=True)
        report, declared = judged(home_of, tmp_path / "bundle")
        assert (report.faults, declared) == ([], [])


def test_half_a_copy_is_not_left_behind(installation: Installation, home: Path, canvas: str, tmp_path: Path) -> None:
    (home / "people.db").rename(home / "people.elsewhere")
    with pytest.raises(Exception, match=r"people\.db|unable to open"):
        backup.take(home, tmp_path / "copy", tmp_path / "keys", quiet)
    (home / "people.elsewhere").rename(home / "people.db")
    assert not (tmp_path / "copy").exists()
    assert not (tmp_path / "keys").exists()
