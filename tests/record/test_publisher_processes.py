"""Processes that are killed anywhere, or that race, leave one record behind: what was ever signed stays true."""

import multiprocessing
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from folkmoot.record import signed
from folkmoot.record.checkpoint import Checkpoint, open_checkpoint
from folkmoot.record.note import Signer
from folkmoot.record.publisher import Fork, Publisher
from folkmoot.record.tiles import TileReader
from folkmoot.record.tree import Tree, leaf_hashes

ORIGIN = "moot.example/riverside"
SIGNER = Signer(ORIGIN, bytes(range(32)))
STEPS = (250, 260, 520)
WRITERS = ("publisher.py", "folder.py", "signed.py")

processes = multiprocessing.get_context("fork")


def entry(index: int, fork: str = "") -> bytes:
    return b'{"i":%d}%b' % (index, fork.encode() if index >= 100 else b"")


def publisher(folder: Path, size: int, fork: str = "") -> Publisher:
    def leaves(start: int, limit: int) -> list[bytes]:
        return [entry(index, fork) for index in range(start, min(size, start + limit))]

    return Publisher(folder / "public", folder / "signed.sqlite", ORIGIN, SIGNER, leaves)


def published(folder: Path) -> Checkpoint | None:
    try:
        data = (folder / "public" / "checkpoint").read_bytes()
    except FileNotFoundError:
        return None
    return open_checkpoint(data, [SIGNER.verifier], ORIGIN)[0]


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and ".new" not in each.parts
    }


def in_a_process(work: Callable[..., None], *arguments: Any) -> Any:
    process = processes.Process(target=work, args=arguments)
    process.start()
    return process


def counting(at_each: Callable[[], None]) -> Callable[[FrameType, str, object], Any]:
    """A trace function that calls at_each before every line of the files that write."""

    def trace(frame: FrameType, event: str, _: object) -> Any:
        if Path(frame.f_code.co_filename).name not in WRITERS:
            return None
        if event == "line":
            at_each()
        return trace

    return trace


def killed_at_line(number: int, folder: Path, size: int) -> None:
    """Publishes, and is killed, as by a power cut, before the line of that number of the files that write."""
    left = number

    def one_less() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.settrace(counting(one_less))
    publisher(folder, size).publish(size)


def lines_to_publish(folder: Path, size: int) -> int:
    """Publishes, and answers how many lines of the files that write that took."""
    count = 0

    def one_more() -> None:
        nonlocal count
        count += 1

    before = sys.gettrace()
    sys.settrace(counting(one_more))
    try:
        publisher(folder, size).publish(size)
    finally:
        sys.settrace(before)
    return count


def test_a_publisher_killed_at_any_line_leaves_a_true_record_and_the_next_one_completes_it(tmp_path: Path) -> None:
    begun, whole = tmp_path / "begun", tmp_path / "whole"
    for folder in (begun, whole):
        folder.mkdir()
        publisher(folder, 250).publish(250)
        publisher(folder, 260).publish(260)
    total = lines_to_publish(whole, 520)
    roots = {size: Tree(leaf_hashes(map(entry, range(size)))).root() for size in STEPS}
    seen = set()
    for number in range(1, total, max(1, total // 120)):
        folder = tmp_path / f"killed at line {number}"
        shutil.copytree(begun, folder)
        process = in_a_process(killed_at_line, number, folder, 520)
        process.join()
        assert process.exitcode == -signal.SIGKILL
        found = published(folder)
        assert found is not None
        assert found.root == roots[found.size]
        reader = TileReader(folder / "public")
        assert reader.root(found.size) == found.root
        assert list(reader.entries(0, found.size)) == [entry(index) for index in range(found.size)]
        seen.add(found.size)
        publisher(folder, 520).publish(520)
        assert files(folder / "public") == files(whole / "public")
        assert list((folder / "public" / ".new").glob("*")) == []
        shutil.rmtree(folder)
    assert seen == {260, 520}


def test_a_publisher_killed_before_it_signed_does_not_bind_a_store_that_lost_the_unsigned_entries(tmp_path: Path) -> None:
    publisher(tmp_path, 90).publish(90)
    number = 1
    while not (tmp_path / "public" / "tile" / "0" / "000").exists():
        process = in_a_process(killed_at_line, number, tmp_path, 300)
        process.join()
        assert process.exitcode == -signal.SIGKILL
        number += 20
    found = published(tmp_path)
    assert found is not None
    assert found.size == 90
    publisher(tmp_path, 300, fork="other").publish(300)
    found = published(tmp_path)
    assert found is not None
    assert found.size == 300
    reader = TileReader(tmp_path / "public")
    assert reader.root(300) == found.root
    assert list(reader.entries(0, 300)) == [entry(index, "other") for index in range(300)]


def racing(folder: Path, fork: str, results: Any) -> None:
    checkpoints = []
    for size in range(60, 420, 12):
        try:
            checkpoints.append(publisher(folder, 420, fork).publish(size))
        except Fork as refusal:
            results.put((fork, checkpoints, str(refusal)))
            return
    results.put((fork, checkpoints, ""))


def race(folder: Path, forks: tuple[str, ...]) -> list[tuple[str, list[bytes], str]]:
    results = processes.Queue()
    started = [in_a_process(racing, folder, fork, results) for fork in forks]
    ended = [results.get(timeout=120) for _ in started]
    for process in started:
        process.join()
    return ended


def test_racing_processes_sign_one_root_for_each_size(tmp_path: Path) -> None:
    ended = race(tmp_path, ("", "", ""))
    assert [refusal for _, _, refusal in ended] == [""] * 3
    every = {each for _, some, _ in ended for each in some}
    found = [open_checkpoint(each, [SIGNER.verifier], ORIGIN)[0] for each in every]
    assert {each.size for each in found} >= {408}
    for each in found:
        assert each.root == Tree(leaf_hashes(map(entry, range(each.size)))).root()
    for _, some, _ in ended:
        sizes = [open_checkpoint(each, [SIGNER.verifier], ORIGIN)[0].size for each in some]
        assert all(before <= after for before, after in pairwise(sizes))
    reader = TileReader(tmp_path / "public")
    assert list(reader.entries(0, 408)) == [entry(index) for index in range(408)]


def test_of_racing_processes_with_stores_that_disagree_only_one_signs_past_where_they_part(tmp_path: Path) -> None:
    ended = race(tmp_path, ("left", "right"))
    assert sorted(bool(refusal) for _, _, refusal in ended) == [False, True]
    assert any("in the store is not the entry" in refusal for _, _, refusal in ended)
    winner = next(fork for fork, _, refusal in ended if not refusal)
    for _, some, _ in ended:
        for each in some:
            found = open_checkpoint(each, [SIGNER.verifier], ORIGIN)[0]
            assert found.root == Tree(leaf_hashes(entry(index, winner) for index in range(found.size))).root()


def test_a_slow_writer_keeps_others_waiting_and_never_writes_over_them(tmp_path: Path) -> None:
    publisher(tmp_path, 90).publish(90)
    go = processes.Event()

    def slow() -> None:
        def leaves(start: int, limit: int) -> list[bytes]:
            if start + limit > 90:
                go.set()
                time.sleep(1.5)
            return [entry(index) for index in range(start, min(300, start + limit))]

        Publisher(tmp_path / "public", tmp_path / "signed.sqlite", ORIGIN, SIGNER, leaves).publish(300)

    process = in_a_process(slow)
    assert go.wait(30)
    newer = open_checkpoint(publisher(tmp_path, 400).publish(400), [SIGNER.verifier], ORIGIN)[0]
    process.join()
    assert process.exitcode == 0
    assert published(tmp_path) == newer
    assert (newer.size, newer.root) == (400, Tree(leaf_hashes(map(entry, range(400)))).root())
    assert TileReader(tmp_path / "public").root(400) == newer.root


def test_another_process_that_never_lets_go_is_named_as_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signed, "_WAIT_SECONDS", 0.05)
    publisher(tmp_path, 90).publish(90)
    with signed.LastSigned(tmp_path / "signed.sqlite", ORIGIN).held(), pytest.raises(TimeoutError, match="another process"):
        publisher(tmp_path, 91).publish(91)
    assert published(tmp_path) is not None
