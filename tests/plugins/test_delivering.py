"""What happens in public is told from where a plugin stands, which outlives a kill, and from when it was enabled on."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from folkmoot.delivering import PAUSES, TOLD
from folkmoot.dispatch.breaker import IN_A_ROW
from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.participant import Join
from folkmoot.domain.plugin import ConfigurePlugin, DisablePlugin, EnablePlugin, SuspendPlugin
from folkmoot.events.entry import read
from folkmoot.events.fact import KINDS
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from folkmoot.settings import Settings
from tests.moot.conftest import Clock
from tests.plugins.planted import found_in, plant
from tests.plugins.receiver import Receiver, receiving
from tests.plugins.webhooks import ASH, ELM, KEY, Place

DYING = """
import os, signal, sys
from pathlib import Path
from folkmoot.installation import Installation

installation = Installation(Path(sys.argv[1]), clock=lambda: float(sys.argv[2]))
for _ in range(int(sys.argv[3])):
    assert installation.delivering.once() == 1
print("told", flush=True)
installation.delivering.once()
os.kill(os.getpid(), signal.SIGKILL)
"""
LOOKED_AT = (
    "access answer_by ballots because body canvas cause charter chosen closes code counts day decided_by decision detail due"
    " electorate evidence forms hosts input inputs level may method methods office open_duties options outcome owner params places"
    " plugin purposes quorum quorum_met role rules secrecy substance text time told version"
)
"""Fields of the kinds that are told. Whoever adds one says here that it holds no words and is about no person."""

NOTING = """
from pathlib import Path
from folkmoot.plugin import Asking, Delivery, Receipt, join


@join
def deliver(ctx: Asking, asked: Delivery) -> Receipt:
    note = Path(__file__).parent / "noted"
    with note.open("a") as file:
        file.write(f"{ctx.community} {asked.index} {asked.kind} {ctx.call}\\n")
    if (note.parent / "fails").exists():
        raise RuntimeError("out of order")
    return Receipt(taken=not (note.parent / "refuses").exists(), again=0 if (note.parent / "never").exists() else 1)
"""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    built = Place(tmp_path / "home", Clock())
    yield built
    built.installation.close()


class Noted:
    """A community whose plugin notes what it is told, and fails, refuses or gives up while there is a file of that name."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.package, self.clock = folder / "folkmoot_noting", clock
        Installation.create(folder / "home", Settings())
        self.installation = Installation(folder / "home", clock=clock)
        self.installation.found(ELM, "Elm", "We listen.", "Clerk")
        self.moot = self.installation.moot(ELM)
        self.enable()

    def enable(self) -> None:
        plugin = self.installation.plugins.plugins["noting"]
        self.moot.do(EnablePlugin(**self.installation.plugging.wanted(plugin)), HOUSE, via="house")
        self.installation.plugging.dispatcher.forgive(ELM, "noting")

    @property
    def notes(self) -> list[list[str]]:
        path = self.package / "noted"
        return [line.split() for line in path.read_text().splitlines()] if path.exists() else []


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Noted]:
    plant(tmp_path, "noting", NOTING, 'places = ["deliver"]\nmay = ["read-public"]')
    found_in(tmp_path, monkeypatch)
    built = Noted(tmp_path, Clock())
    yield built
    built.installation.close()


def test_the_kinds_that_are_told_are_of_the_record_and_about_no_person() -> None:
    assert set(KINDS) >= TOLD
    personal = ("participant.", "response.", "ballot.", "contribution.", "consent.", "round.")
    assert not [kind for kind in TOLD if kind.startswith(personal)]
    assert not [kind for kind in TOLD if kind.endswith(("seconded", "supported", "disputed", "raised", "view_attached"))]


def test_a_new_field_of_a_kind_that_is_told_is_looked_at_before_it_goes_out() -> None:
    assert {field.name for kind in TOLD for field in msgspec.structs.fields(KINDS[kind])} <= set(LOOKED_AT.split())


def test_nothing_from_before_it_was_enabled_is_told(place: Place, receiver: Receiver) -> None:
    place.decision(place.canvas())
    since = place.enable()
    place.configure(f"{receiver.url}/told")
    place.deliver()
    assert [one.says["data"]["index"] for one in receiver.at("/told")] == [since, since + 1]


def test_everything_is_told_once_and_in_the_order_of_the_record(place: Place, receiver: Receiver) -> None:
    place.tells(f"{receiver.url}/told")
    for _ in range(2):
        place.decision(place.canvas())
    assert place.installation.delivering.waiting(ELM, KEY) == 8
    place.deliver()
    place.deliver()
    told = [(one.says["data"]["index"], one.says["type"]) for one in receiver.at("/told")]
    entries = [read(leaf) for leaf in place.installation.store.read(ELM, told[0][0], 100)]
    assert told == [(entry.i, entry.type) for entry in entries if entry.type in TOLD]
    assert len({one.name for one in receiver.at("/told")}) == 8
    assert place.installation.delivering.waiting(ELM, KEY) == 0


def test_where_it_stands_and_when_it_tries_again_outlive_a_restart(place: Place, receiver: Receiver) -> None:
    place.tells(f"{receiver.url}/told")
    place.deliver()
    place.canvas()
    receiver.statuses["/told"] = [500]
    place.deliver()
    assert place.reopened().delivering.once() == 0
    place.clock.now += PAUSES[0]
    place.deliver()
    assert receiver.kinds("/told") == ["plugin.enabled", "plugin.configured", "canvas.opened", "canvas.opened"]
    assert len({one.name for one in receiver.at("/told")}) == 3


def test_what_was_told_before_a_kill_is_not_told_again(place: Place, receiver: Receiver) -> None:
    place.tells(f"{receiver.url}/told")
    place.installation.close()
    command = [sys.executable, "-c", DYING, str(place.home), str(place.clock.now), "2"]
    killed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (killed.stdout, killed.returncode) == ("told\n", -9), killed.stderr
    place.reopened()
    place.canvas()
    place.deliver()
    assert receiver.kinds("/told") == ["plugin.enabled", "plugin.configured", "canvas.opened"]


def test_what_was_being_told_during_a_kill_is_told_again_under_the_same_id(place: Place, receiver: Receiver) -> None:
    place.tells(f"{receiver.url}/held")
    place.installation.close()
    with subprocess.Popen(
        [sys.executable, "-c", DYING, str(place.home), str(place.clock.now), "0"], stdout=subprocess.DEVNULL
    ) as dying:
        receiver.waits_for("/held", 1)
        dying.kill()
    receiver.goes_on.set()
    place.reopened()
    assert place.installation.delivering.once() == 1
    one, again = receiver.at("/held")
    assert (one.name, one.body) == (again.name, again.body)


def test_a_plugin_that_is_suspended_is_told_nothing_and_goes_on_when_it_is_enabled(place: Place, receiver: Receiver) -> None:
    place.tells(f"{receiver.url}/told")
    place.deliver()
    place.do(SuspendPlugin(plugin=KEY, cause="failing"))
    place.canvas()
    assert place.deliver() == 0
    assert place.installation.delivering.waiting(ELM, KEY) == 2
    place.enable()
    place.deliver()
    assert receiver.kinds("/told")[2:] == ["plugin.suspended", "canvas.opened", "plugin.enabled"]


def test_where_a_disabled_plugin_stood_is_forgotten_and_enabled_anew_it_hears_nothing_from_meanwhile(
    place: Place, receiver: Receiver
) -> None:
    place.tells(f"{receiver.url}/told")
    place.deliver()
    place.do(DisablePlugin(plugin=KEY, reason="Nobody listens."))
    place.canvas()
    assert place.deliver() == 0
    assert place.installation.delivering._positions.get(ELM, KEY) is None
    assert place.installation.delivering.waiting(ELM, KEY) == 0
    place.tells(f"{receiver.url}/anew")
    place.deliver()
    assert receiver.kinds("/anew") == ["plugin.enabled", "plugin.configured"]
    assert len(receiver.at("/told")) == 2


def test_a_plugin_that_was_enabled_anew_while_nobody_looked_hears_nothing_from_meanwhile(place: Place, receiver: Receiver) -> None:
    place.tells(f"{receiver.url}/told")
    place.deliver()
    place.canvas()
    place.do(DisablePlugin(plugin=KEY, reason="Nobody listens."))
    place.tells(f"{receiver.url}/anew")
    place.deliver()
    assert receiver.kinds("/anew") == ["plugin.enabled", "plugin.configured"]


def test_where_no_plugin_is_enabled_nothing_is_kept(place: Place) -> None:
    place.canvas()
    assert place.deliver() == 0
    assert not (place.home / "plugins").exists()


def test_while_this_serves_what_happens_is_told_by_itself_in_communities_founded_since_too(
    place: Place, receiver: Receiver
) -> None:
    place.installation.start()
    place.tells(f"{receiver.url}/elm")
    place.installation.found("oak", "Oak", "We listen.", "Clerk")
    place.secret("oak", (place.home / "secrets" / ELM / "webhook").read_text())
    place.tells(f"{receiver.url}/oak", community="oak")
    place.canvas("oak")
    receiver.waits_for("/oak", 3)
    receiver.waits_for("/elm", 2)
    assert receiver.kinds("/oak") == ["plugin.enabled", "plugin.configured", "canvas.opened"]
    assert any(thread.name == f"delivering by {KEY}" for thread in threading.enumerate())
    place.reopened()
    assert not any(thread.name == f"delivering by {KEY}" for thread in threading.enumerate())


def test_a_process_that_only_reads_says_how_much_waits(place: Place, receiver: Receiver) -> None:
    place.tells(f"{receiver.url}/told")
    place.installation.delivering.once()
    with closing(Installation(place.home, write=False, clock=place.clock)) as reading:
        assert reading.delivering.waiting(ELM, KEY) == 1
        assert reading.delivering.waiting(ASH, KEY) == 0
        assert reading.delivering.waiting(ELM, "approval") == 0


def test_what_is_refused_is_given_up_after_the_last_pause_and_the_next_thing_is_told(
    noted: Noted, caplog: pytest.LogCaptureFixture
) -> None:
    (noted.package / "refuses").touch()
    delivering = noted.installation.delivering
    for pause in PAUSES:
        assert (delivering.once(), delivering.once()) == (1, 0)
        noted.clock.now += pause
    assert (delivering.once(), delivering.once()) == (1, 0)
    assert len(noted.notes) == len(PAUSES) + 1
    assert len({call for *_, call in noted.notes}) == 1
    assert [record.getMessage() for record in caplog.records] == ["noting was not told entry 5 of elm; given up after 5 tries"]
    assert delivering.waiting(ELM, "noting") == 0


def test_what_is_never_to_be_tried_again_is_given_up_at_once(noted: Noted) -> None:
    (noted.package / "refuses").touch()
    (noted.package / "never").touch()
    assert (noted.installation.delivering.once(), noted.installation.delivering.waiting(ELM, "noting")) == (1, 0)


def test_a_plugin_that_fails_is_left_to_rest_and_what_it_was_not_told_waits(noted: Noted) -> None:
    (noted.package / "fails").touch()
    delivering = noted.installation.delivering
    for pause in (*PAUSES[: IN_A_ROW - 1], 0):
        assert delivering.once() == 1
        noted.clock.now += pause
    noted.clock.now += PAUSES[2]
    assert noted.installation.plugging.dispatcher.rests(ELM, "noting")
    assert (delivering.once(), len(noted.notes)) == (1, IN_A_ROW), "it rests, so it is asked nothing"
    (noted.package / "fails").unlink()
    noted.moot.do(ConfigurePlugin(plugin="noting", version="1.0.0", settings={}), HOUSE, via="house")
    noted.installation.plugging.dispatcher.forgive(ELM, "noting")
    assert (delivering.once(), delivering.once(), delivering.once()) == (1, 1, 0)
    assert [kind for _, _, kind, _ in noted.notes[IN_A_ROW:]] == ["plugin.enabled", "plugin.configured"]


def test_much_that_is_not_told_is_read_once(noted: Noted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("folkmoot.delivering.PAGE", 5)
    delivering = noted.installation.delivering
    assert (delivering.once(), delivering.once()) == (1, 0)
    canvas = noted.moot.do(OpenCanvas(question="What next?", promise="We answer.", level="inform"), HOUSE, via="house").made
    for _ in range(12):
        noted.moot.do(Join(canvas=canvas), Author(new_id("p_")))
    assert (delivering.once(), delivering.once()) == (1, 0)
    kept = delivering._positions.get(ELM, "noting")
    assert kept is not None
    assert noted.installation.store.head(ELM).size - kept.next < 5
