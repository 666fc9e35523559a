"""The audit works out for itself what is overdue, and names what the host left out."""

from pathlib import Path

import pytest

from folkmoot.audit import audit
from folkmoot.audit.report import Report
from folkmoot.bundle import export_community
from folkmoot.domain.canvas import ConcludeCanvas, OpenCanvas
from folkmoot.domain.commitment import DeliverCommitment, MakeCommitment
from folkmoot.domain.community import GiveRole
from folkmoot.domain.duty import NoteOverdue
from folkmoot.events.community import RoleGiven
from folkmoot.events.entry import read
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author, Moot
from folkmoot.settings import Settings
from folkmoot.timekeeping import day

ELM = "elm"
DAY = 86_400.0
DUE = 1_790_000_000.0


class Host:
    """An installation whose officer promised something by a day. now: seconds since 1970."""

    def __init__(self, folder: Path) -> None:
        self.now, self.folder = DUE - DAY, folder
        Installation.create(folder / "home", Settings(host="talk.example.org"))
        self.installation = Installation(folder / "home", clock=lambda: self.now)
        self.installation.found(ELM, "Elm", "We listen before we answer.", "Clerk")
        opening = OpenCanvas(question="What of the gate?", promise="We answer.", level="involve")
        self.canvas = self.moot.do(opening, HOUSE, via="house").made
        done = self.moot.do(GiveRole(role="officer", title="Parks officer"), HOUSE, via="house")
        given = read(self.installation.store.read(ELM, done.first, 1)[0]).fact()
        assert isinstance(given, RoleGiven)
        self.officer = Author(given.office)
        command = MakeCommitment(canvas=self.canvas, text="The gate is mended.", owner=self.officer.name, due=day(DUE))
        self.promise = self.moot.do(command, self.officer).made

    @property
    def moot(self) -> Moot:
        return self.installation.moot(ELM)

    def something_else(self) -> None:
        """An entry that has to do with nothing."""
        self.moot.do(GiveRole(role="overseer", title="Ombudsman"), HOUSE, via="house")

    def audited(self) -> Report:
        """What the audit says of the bundle taken now."""
        self.installation.close()
        self.installation = Installation(self.folder / "home", clock=lambda: self.now)
        export_community(self.installation, ELM, self.folder / "bundle")
        self.installation.close()
        return audit(self.folder / "bundle")


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


def test_what_the_house_noted_is_told_and_no_fault(host: Host) -> None:
    host.now = DUE + DAY
    host.moot.do(NoteOverdue(), HOUSE, via="house")
    host.now = DUE + 40 * DAY
    host.something_else()
    report = host.audited()
    assert report.ok, report.text()
    assert report.figures["overdue"] == 1
    assert f"the commitment {host.promise} was due on {day(DUE)}; the record says so" in report.text()


def test_what_the_host_left_out_is_named(host: Host) -> None:
    host.now = DUE + 2 * DAY
    host.something_else()
    report = host.audited()
    assert [place for place, _ in report.faults] == [None]
    assert f"the host left out that {host.promise} was overdue: it was due on {day(DUE)}" in report.text()


def test_a_house_that_was_down_has_a_day_to_say_so(host: Host) -> None:
    host.now = DUE + DAY
    host.something_else()
    report = host.audited()
    assert report.ok, report.text()
    assert report.figures["overdue"] == 1


def test_a_duty_met_late_without_a_word_of_it_is_named(host: Host) -> None:
    host.now = DUE + 2 * DAY
    late = host.moot.do(DeliverCommitment(commitment=host.promise, text="It swings."), host.officer)
    report = host.audited()
    assert report.first_bad == late.first
    assert f"the host left out that {host.promise} was overdue" in report.text()


def test_a_record_that_ends_before_the_day_has_nothing_overdue(host: Host) -> None:
    host.now = DUE + 400 * DAY
    report = host.audited()
    assert report.ok
    assert (report.figures["owed"], report.figures["overdue"]) == (1, 0)


def test_the_entry_that_concludes_a_canvas_names_what_is_owed(host: Host) -> None:
    host.moot.do(ConcludeCanvas(canvas=host.canvas, reason="It is done."), HOUSE, via="house")
    report = host.audited()
    assert report.ok, report.text()
    assert report.figures["owed"] == 1
