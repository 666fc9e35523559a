"""Whatever a plugin does when it is asked, who asked goes on, and is told by name what became of it."""

import io
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from folkmoot.dispatch import Dispatcher, load
from folkmoot.dispatch.breaker import RESTS
from folkmoot.plugin import Asking, Draft, Hint, Look
from tests.plugins.planted import found_in, plant

VANDAL = """
import ctypes, os, sys, time
from folkmoot.plugin import Asking, Draft, Health, Hint, Look, join


@join
def hints(ctx: Asking, asked: Draft) -> list[Hint]:
    match asked.text:
        case "raise":
            raise KeyError("nothing of this reaches a page")
        case "leave":
            sys.exit("a plugin wants to end the process")
        case "hang":
            time.sleep(60)
        case "block":
            end = time.monotonic() + 3
            while time.monotonic() < end:
                pass
        case "rubbish":
            return "rubbish"
        case "more":
            return [{"said": "This is plain.", "about": "", "script": "<script>"}]
        case "nothing":
            return None
        case "too long":
            return [Hint(said="x" * 301)]
        case "mutate":
            ctx.secrets["key"] = "other"
        case "print":
            print("hunter2", ctx.secrets)
            print("hunter2", file=sys.stderr)
        case "slow":
            time.sleep(0.4)
    return [Hint(said=f"I read {len(asked.text)} characters.")]


@join
def health(ctx: Asking, asked: Look) -> Health:
    match ctx.call:
        case "raise":
            raise ValueError("no")
        case "hang":
            time.sleep(60)
        case "block":
            while True:
                pass
        case "leave":
            os._exit(3)
        case "crash":
            ctypes.string_at(0)
        case "eat":
            eaten = bytearray(4 * 1024 ** 3)
            return Health(well=True, said=str(len(eaten)))
        case "fork":
            if os.fork() == 0:
                time.sleep(60)
        case "print":
            print("hunter2" * 100_000)
            os.write(1, b"hunter2" * 1000)
        case "rubbish":
            return {"well": "perhaps"}
        case "where":
            return Health(well=True, said=str(os.getpid()))
    return Health(well=True, said="I am well.")
"""
LINES = 'places = ["hints", "health"]\nmay = ["read-drafts"]\nmemory = 512'


@pytest.fixture
def failing() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def dispatcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: list[tuple[str, str]]) -> Iterator[Dispatcher]:
    plant(tmp_path, "vandal", VANDAL, LINES)
    found_in(tmp_path, monkeypatch)
    # what a plugin prints is kept from these; they are put back when the test is over
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    installed = load(("vandal",))
    assert list(installed.plugins) == ["vandal"], installed.set_aside
    made = Dispatcher(installed, lambda community, plugin: failing.append((community, plugin)))
    yield made
    made.close()


def ctx(call: str = "", seconds: float = 1.0, community: str = "elm", **more: object) -> Asking:
    asking = Asking(community=community, plugin="vandal", version="1.0.0", call=call, seconds=seconds)
    return msgspec.structs.replace(asking, **more)


def draft(text: str) -> Draft:
    return Draft(text=text, lang="en", what="question")


def test_an_answer_comes_with_the_name_of_the_plugin_and_how_long_it_took(dispatcher: Dispatcher) -> None:
    told = dispatcher.ask("hints", ctx(), draft("plain"))
    assert (told.plugin, told.version, told.place, told.status) == ("vandal", "1.0.0", "hints", "answered")
    assert told.answer == [Hint(said="I read 5 characters.")]
    assert 0 < told.ms < 1000


@pytest.mark.parametrize(
    ("text", "status", "why"),
    [
        ("raise", "failed", "KeyError"),
        ("leave", "failed", "SystemExit"),
        ("hang", "late", "within"),
        ("block", "late", "within"),
        ("rubbish", "no-answer", "Expected `array`"),
        ("more", "no-answer", "unknown field"),
        ("nothing", "no-answer", "Expected `array`"),
        ("too long", "no-answer", "length <= 300"),
    ],
)
def test_what_fails_in_this_process_is_told_and_ends_nothing_else(dispatcher: Dispatcher, text: str, status: str, why: str) -> None:
    begun = time.monotonic()
    told = dispatcher.ask("hints", ctx(seconds=0.3), draft(text))
    assert (told.plugin, told.status, told.answer) == ("vandal", status, None)
    assert why in told.why
    assert time.monotonic() - begun < 5
    assert dispatcher.ask("hints", ctx(seconds=5), draft("plain")).answered


@pytest.mark.parametrize(
    ("call", "status", "why"),
    [
        ("raise", "failed", "ValueError: no"),
        ("hang", "late", "within"),
        ("block", "late", "within"),
        ("leave", "failed", "ended with 3"),
        ("crash", "failed", "ended with -"),
        ("eat", "failed", "MemoryError"),
        ("rubbish", "no-answer", "Expected `bool`"),
    ],
)
def test_what_fails_in_a_process_of_its_own_is_told_and_the_next_asking_is_answered(
    dispatcher: Dispatcher, call: str, status: str, why: str
) -> None:
    told = dispatcher.ask("health", ctx(call, seconds=1.5), Look())
    assert (told.plugin, told.status, told.answer) == ("vandal", status, None)
    assert why in told.why
    assert dispatcher.ask("health", ctx(seconds=5), Look()).answered


def test_what_a_plugin_prints_apart_is_no_answer_and_is_not_shown(
    dispatcher: Dispatcher, capfd: pytest.CaptureFixture[str]
) -> None:
    told = dispatcher.ask("health", ctx("print", seconds=5), Look())
    assert told.answered
    assert "hunter2" not in "".join(capfd.readouterr())


def test_a_process_that_the_plugin_forked_ends_with_it(dispatcher: Dispatcher) -> None:
    assert dispatcher.ask("health", ctx("fork", seconds=5), Look()).answered
    (child,) = dispatcher._ports.values()
    group = child._child.pid  # type: ignore[attr-defined]  # the port is a process here
    assert len(_of_group(group)) == 2
    dispatcher.close()
    end = time.monotonic() + 5
    while _of_group(group) and time.monotonic() < end:
        time.sleep(0.02)
    assert _of_group(group) == []


def _of_group(group: int) -> list[int]:
    """Processes of a group that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of = stat.read_text().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(of) == group and state != "Z":
            found.append(int(stat.parent.name))
    return found


def test_one_process_answers_one_asking_after_the_other(dispatcher: Dispatcher) -> None:
    answers = {dispatcher.ask("health", ctx("where", seconds=5), Look()).answer.said for _ in range(3)}
    assert len(answers) == 1


def test_a_plugin_that_changes_what_it_is_asked_changes_its_own_copy(dispatcher: Dispatcher) -> None:
    asking = ctx(secrets={"key": "mine"})
    assert dispatcher.ask("hints", asking, draft("mutate")).answered
    assert asking.secrets == {"key": "mine"}


def test_what_a_plugin_prints_in_this_process_is_not_shown_and_what_others_print_is(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert dispatcher.ask("hints", ctx(secrets={"key": "hunter2"}), draft("print")).answered
    sys.stdout.write("somebody else")
    assert (out.getvalue(), err.getvalue()) == ("somebody else", "")


def test_askings_that_hang_take_only_the_threads_of_their_own_plugin(dispatcher: Dispatcher) -> None:
    before = threading.active_count()
    for _ in range(2):
        assert dispatcher.ask("hints", ctx(seconds=0.05, community="oak"), draft("hang")).status == "late"
    assert dispatcher.ask("hints", ctx(seconds=0.05, community="ash"), draft("plain")).status == "late"
    assert threading.active_count() - before <= 2


def test_after_three_failures_in_a_row_it_rests_in_that_community_alone(dispatcher: Dispatcher) -> None:
    for _ in range(3):
        assert dispatcher.ask("hints", ctx(), draft("raise")).status == "failed"
    assert dispatcher.ask("hints", ctx(), draft("plain")).status == "resting"
    assert dispatcher.rests("elm", "vandal")
    assert dispatcher.ask("hints", ctx(community="oak"), draft("plain")).answered
    dispatcher.forgive("elm", "vandal")
    assert dispatcher.ask("hints", ctx(), draft("plain")).answered


def test_an_answer_in_between_begins_the_count_anew(dispatcher: Dispatcher) -> None:
    for text in ("raise", "raise", "plain", "raise", "raise", "plain"):
        dispatcher.ask("hints", ctx(), draft(text))
    assert not dispatcher.rests("elm", "vandal")


def test_a_plugin_that_was_laid_to_rest_three_times_within_a_day_is_to_be_suspended(
    dispatcher: Dispatcher, failing: list[tuple[str, str]]
) -> None:
    now = [1000.0]
    dispatcher._clock = lambda: now[0]
    for rest in RESTS:
        for _ in range(3):
            dispatcher.ask("hints", ctx(), draft("raise"))
        assert dispatcher.rests("elm", "vandal")
        now[0] += rest
        assert not dispatcher.rests("elm", "vandal")
    assert failing == [("elm", "vandal")]


def test_a_plugin_that_is_gone_or_does_not_join_is_told_as_gone(dispatcher: Dispatcher) -> None:
    assert dispatcher.ask("deliver", ctx(), Look()).status == "gone"
    assert dispatcher.ask("hints", ctx(plugin="nobody"), draft("plain")).status == "gone"
