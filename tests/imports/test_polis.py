"""A Polis conversation is in the record as it was, through the same door as everything, and never twice."""

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.events.canvas import CanvasOpened
from folkmoot.events.community import SourceNamed
from folkmoot.events.contribution import Hidden, Received
from folkmoot.events.entry import Entry, read
from folkmoot.events.ground import LicenceStated
from folkmoot.events.participant import Joined, ResponseGiven
from folkmoot.imports.polis import ATTRIBUTION, import_polis
from folkmoot.imports.report import Report
from folkmoot.installation import HOUSE, Installation
from folkmoot.settings import Settings
from tests.imports.conftest import Export

ROOT = Path(__file__).resolve().parents[2]


def entries(installation: Installation) -> list[Entry]:
    return [read(leaf) for leaf in installation.store.read("polis", 0, 10**9)]


def imported(installation: Installation) -> list[Entry]:
    return [entry for entry in entries(installation) if entry.via == "import"]


def words(installation: Installation, entry: Entry, k: int = 0) -> str:
    payload = installation.payload("polis", entry.i, k)
    assert payload is not None
    return str(msgspec.json.decode(payload)["text"])


def counting(installation: Installation) -> Counter[tuple[str, int]]:
    """How often each statement, by its words, got each response that counts."""
    known = imported(installation)
    texts = {entry.s: words(installation, entry) for entry in known if isinstance(entry.fact(), Received)}
    latest = {}
    for entry in known:
        fact = entry.fact()
        if isinstance(fact, ResponseGiven):
            latest[fact.statement, entry.by] = fact.value
    return Counter((texts[statement], value) for (statement, _), value in latest.items())


def published(folder: Path) -> Counter[tuple[str, int]]:
    """The same from the tables that Polis published."""
    with (folder / "comments.csv").open(newline="", encoding="utf-8") as file:
        texts = {row["comment-id"]: row["comment-body"].strip() for row in csv.DictReader(file)}
    counts: Counter[tuple[str, int]] = Counter()
    with (folder / "participants-votes.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            counts.update((texts[name], int(value)) for name, value in row.items() if name.isdigit() and value)
    return counts


def take(installation: Installation, folder: Path) -> Report:
    return import_polis(folder, installation.moot("polis"))


@pytest.mark.parametrize("name", ["london.youth.policing", "15-per-hour-seattle"])
def test_every_row_of_a_real_conversation_is_in_the_record_and_counts_as_published(
    installation: Installation, conversations: Path, name: str
) -> None:
    report = take(installation, conversations / name)
    kinds = Counter(entry.type for entry in imported(installation))
    assert kinds["participant.joined"] == report.people
    assert kinds["contribution.received"] == kinds["licence.stated"] == kinds["contribution.shared"] == report.statements
    assert kinds["contribution.hidden"] == report.hidden
    assert kinds["response.given"] == report.votes
    assert kinds["canvas.opened"] == kinds["source.named"] == 1
    assert counting(installation) == published(conversations / name)
    assert sum(counting(installation).values()) == report.counting


def test_all_votes_of_the_largest_conversation_are_taken(installation: Installation, conversations: Path) -> None:
    report = take(installation, conversations / "vtaiwan.uberx")
    assert (report.votes, report.counting, report.skipped) == (49_997, 49_443, {})
    assert Counter(entry.type for entry in imported(installation))["response.given"] == 49_997
    assert counting(installation) == published(conversations / "vtaiwan.uberx")


def test_statements_stand_on_the_licence_of_a_source_named_with_its_attribution(installation: Installation, export: Export) -> None:
    take(installation, export("1435699800000,,0,7,0,0,1,A tree.\n"))
    by_type = {entry.type: entry for entry in imported(installation)}
    source, received = by_type["source.named"], by_type["contribution.received"]
    assert source.fact() == SourceNamed(licence="CC-BY-4.0", url="https://pol.is/yard")
    assert words(installation, source) == ATTRIBUTION
    assert "sub-licensed under CC BY 4.0 with Attribution to The Computational Democracy Project" in ATTRIBUTION
    assert by_type["licence.stated"].fact() == LicenceStated(source=source.s)
    canvas = by_type["canvas.opened"].s
    assert received.fact() == Received(canvas=canvas, kind="statement", lang="und", claimed="2015-06-30")
    assert by_type["participant.joined"].fact() == Joined(canvas=canvas, roll="import")
    assert received.by == by_type["participant.joined"].by


def test_the_canvas_asks_the_topic_and_says_where_it_is_from(installation: Installation, export: Export) -> None:
    summary = f'topic,The yard\nurl,https://pol.is/yard\nconversation-description,"{"What shall it be? " * 400}"\n'
    report = take(installation, export("1,,0,7,0,0,1,A tree.\n", "1435699800000,,0,7,1\n", summary))
    (canvas,) = (entry for entry in imported(installation) if isinstance(entry.fact(), CanvasOpened))
    assert (canvas.s, canvas.by) == (report.canvas, "house")
    assert words(installation, canvas) == "The yard"
    promise = words(installation, canvas, 1)
    assert promise.startswith("What shall it be?")
    assert "held on Polis from 2015-06-30 to 2015-06-30" in promise
    assert ATTRIBUTION in promise


def test_what_was_rejected_at_the_source_is_hidden_for_that_reason(installation: Installation, export: Export) -> None:
    report = take(installation, export("1,,0,7,0,0,-1,Buy my watches.\n", "1,,0,8,-1\n"))
    (hidden,) = (entry for entry in imported(installation) if isinstance(entry.fact(), Hidden))
    assert hidden.fact() == Hidden(reason="rejected-at-source", charter=1)
    assert "did not accept" in words(installation, hidden)
    assert (report.hidden, report.votes) == (1, 1)


def test_the_same_import_again_adds_nothing_and_reports_the_same(installation: Installation, conversations: Path) -> None:
    first = take(installation, conversations / "london.youth.policing")
    size = installation.store.head("polis").size
    assert take(installation, conversations / "london.youth.policing") == first
    assert installation.store.head("polis").size == size


def test_a_later_export_of_the_same_conversation_adds_only_what_is_new(installation: Installation, export: Export) -> None:
    first = take(installation, export("1,,0,7,0,0,0,A tree.\n", "5000,,0,8,1\n"))
    later = take(installation, export("1,,0,7,0,0,-1,A tree.\n2,,1,9,0,0,1,A bench.\n", "9000,,0,7,1\n5000,,0,8,1\n9500,,0,8,0\n"))
    assert later.canvas == first.canvas
    kinds = Counter(entry.type for entry in imported(installation))
    assert kinds["participant.joined"] == 3
    assert kinds["contribution.received"] == 2
    assert kinds["contribution.hidden"] == 1
    assert kinds["response.given"] == 3


def test_what_the_door_refuses_is_reported_in_its_words(installation: Installation, export: Export) -> None:
    first = take(installation, export("1,,0,7,0,0,0,A tree.\n", "5000,,0,7,1\n"))
    installation.moot("polis").do(ConcludeCanvas(canvas=first.canvas, reason="It is planted."), HOUSE)
    later = take(installation, export("1,,0,7,0,0,0,A tree.\n1,,1,9,0,0,0,A bench.\n", "5000,,0,7,1\n6000,,0,7,0\n7000,,0,9,1\n"))
    over = "This canvas is concluded; nothing can be added to it any more."
    assert {reason: count.rows for reason, count in later.skipped.items()} == {
        f"person that was refused: {over}": [3],
        "statement whose author could not be brought in": [3],
        f"vote that was refused: {over}": [3],
        "vote whose voter or statement could not be brought in": [4],
    }
    assert (later.people, later.statements, later.votes) == (1, 1, 1)


def test_progress_is_told_up_to_the_end(installation: Installation, conversations: Path) -> None:
    told: list[tuple[int, int]] = []
    import_polis(conversations / "london.youth.policing", installation.moot("polis"), lambda *step: told.append(step))
    assert told == [(256, 709), (512, 709), (709, 709)]


def test_an_import_that_is_killed_and_run_again_ends_like_one_that_was_not(
    installation: Installation, tmp_path: Path, conversations: Path
) -> None:
    folder = conversations / "brexit-consensus"
    undisturbed = Counter(entry.type for entry in _imported_alone(tmp_path / "other", folder))
    installation.close()
    for lines in (1, 4, 9):
        _killed_after(lines, installation.home, folder)
    again = Installation(installation.home)
    try:
        report = take(again, folder)
        assert Counter(entry.type for entry in imported(again)) == undisturbed
        assert counting(again) == published(folder)
        assert (report.people, report.statements, report.votes, report.counting) == (204, 50, 5312, 5303)
        assert [entry.i for entry in entries(again)] == list(range(again.store.head("polis").size))
    finally:
        again.close()


def _imported_alone(home: Path, folder: Path) -> list[Entry]:
    Installation.create(home, Settings(host="talk.example.org"))
    other = Installation(home)
    try:
        other.found("polis", "Conversations", "We listen before we answer.", "Steward")
        take(other, folder)
        return imported(other)
    finally:
        other.close()


def _killed_after(lines: int, home: Path, folder: Path) -> None:
    """Import in a process of its own and kill it (-9) once it told so many steps."""
    command = [sys.executable, "-m", "tests.imports.killed", str(home), str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(lines):
            assert process.stdout.readline(), "the import ended before it could be killed"
        process.kill()
