"""Publishing goes on whatever happens to one record, and what was altered long ago stops the signing of that one alone."""

import logging
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.installation import Installation
from folkmoot.moot import Author
from folkmoot.record.note import NoteError
from tests.moot.conftest import COMMUNITY
from tests.moot.test_moot import said


def until(what: Callable[[], object]) -> None:
    """Wait for something that another thread does."""
    end = time.monotonic() + 20
    while not what():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.05)


def test_a_record_that_cannot_be_published_for_any_reason_does_not_stop_another(
    installation: Installation, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    installation.found("ash", "Ash Street", "We listen.", "Steward")
    installation.publishing.now(COMMUNITY)
    (home / "keys" / "ash.checkpoint.skey").write_text("this is no key")
    with caplog.at_level(logging.CRITICAL):
        with pytest.raises(NoteError):
            installation.publishing.now("ash")
        installation.publishing.start()
        installation.found("oak", "Oak Street", "We listen.", "Steward")
        until((home / "public" / "oak" / "checkpoint").exists)
    assert not (home / "public" / "ash" / "checkpoint").exists()


def test_an_entry_altered_long_ago_is_alarmed_in_the_background_and_nothing_more_is_signed(
    installation: Installation, home: Path, canvas: str, resident: Author
) -> None:
    moot = installation.moot(COMMUNITY)
    for answer in [moot.submit(said(canvas, f"Number {n}."), resident) for n in range(200)]:
        answer.result()
    installation.close()
    with sqlite3.connect(home / "record.db") as db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        (leaf,) = db.execute("SELECT state FROM entries WHERE rowid = 1").fetchone()
        db.execute("UPDATE entries SET state = ? WHERE rowid = 1", (leaf.replace(b'"en"', b'"cy"'),))
    db.close()
    again = Installation(home)
    try:
        again.start()
        until(lambda: COMMUNITY in again.publishing.forks)
        assert "Entry 0 in the store is not the entry 0" in again.publishing.forks[COMMUNITY]
        signed = (home / "public" / COMMUNITY / "checkpoint").read_bytes()
        again.moot(COMMUNITY).do(said(canvas, "And on."), resident)
    finally:
        again.close()
    assert (home / "public" / COMMUNITY / "checkpoint").read_bytes() == signed
