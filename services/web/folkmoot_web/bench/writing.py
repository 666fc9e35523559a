"""What the door takes in a second, beside a bare sqlite3 loop that commits the same rows in the same batches."""

import sqlite3
import threading
import time
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from folkmoot.installation import Installation
from folkmoot_web.bench.crowd import COMMUNITY, MIX, Crowd, doings, gather
from folkmoot_web.bench.rows import Row, at_least

CLIENTS = 32
DOINGS = 6_000

Rows = list[tuple[str, list[tuple[Any, ...]]]]
"""Table -> rows, of one commit."""


def measure(folder: Path, times: int = 3) -> list[Row]:
    """Contributions through `moot.do` by 32 clients, against the bare loop, side by side in each run."""
    ours, bare = [], []
    for turn in range(times):
        installation, crowd = gather(folder / f"door-{turn}")
        before = installation.store.head(COMMUNITY).size
        seconds, batches = _drive(installation, crowd, seed=turn)
        added = installation.store.head(COMMUNITY).size - before
        installation.close()
        ours.append(added / seconds)
        bare.append(added / _bare(folder / f"bare-{turn}", folder / f"door-{turn}", before, batches))
    what = f"durable entries through the door, {CLIENTS} clients, {MIX}, SQLite FULL"
    return [at_least(what, "entries/s", ours, bare, "bare sqlite3, same rows, same batches, both files", 0.5)]


def _drive(installation: Installation, crowd: Crowd, seed: int) -> tuple[float, list[int]]:
    """Seconds that the clients took, and the size of the record after each commit."""
    moot, sizes = installation.moot(COMMUNITY), []
    stop = threading.Event()

    def watch() -> None:
        size = installation.store.head(COMMUNITY).size
        while not stop.is_set():
            grown = installation.store.wait(COMMUNITY, size, 0.2)
            if grown > size:
                sizes.append(grown)
                size = grown

    def client(number: int) -> None:
        for author, command in islice(doings(crowd, seed * 1000 + number), DOINGS // CLIENTS):
            moot.do(command, author)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    stop.set()
    watcher.join()
    return seconds, sizes
