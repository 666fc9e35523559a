"""What the door takes in a second, beside a bare sqlite3 loop that commits the same rows in the same batches."""

import sqlite3
import threading
import time
from itertools import islice
from pathlib import Path
from typing import Any

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


def _bare(folder: Path, done: Path, before: int, sizes: list[int]) -> float:
    """Seconds that sqlite3 alone takes to commit the rows that the door committed, batch by batch, keyring first."""
    folder.mkdir()
    batches = _batches(done, before, sizes)
    record, keyring = _twin(done / "record.db", folder / "record.db"), _twin(done / "keyring.db", folder / "keyring.db")
    start = time.perf_counter()
    for keys, rows in batches:
        for database, tables in ((keyring, keys), (record, rows)):
            if any(values for _, values in tables):
                database.execute("BEGIN IMMEDIATE")
                for table, values in tables:
                    if values:
                        database.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(values[0]))})", values)
                database.execute("COMMIT")
    seconds = time.perf_counter() - start
    record.close()
    keyring.close()
    return seconds


def _twin(model: Path, path: Path) -> sqlite3.Connection:
    """An empty database with the tables of another one, as durable as that, without its triggers."""
    source, twin = sqlite3.connect(f"file:{model}?mode=ro", uri=True), sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
        twin.execute(f"PRAGMA {pragma}")
    tables = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
    for (statement,) in source.execute(tables).fetchall():
        twin.execute(statement)
    source.close()
    return twin


def _batches(done: Path, before: int, sizes: list[int]) -> list[tuple[Rows, Rows]]:
    """Rows of the keyring and of the record that each commit held."""
    record = sqlite3.connect(f"file:{done / 'record.db'}?mode=ro", uri=True)
    keyring = sqlite3.connect(f"file:{done / 'keyring.db'}?mode=ro", uri=True)
    batches, start = [], before
    for stop in sizes:
        span = (COMMUNITY, start, stop)
        rows: Rows = [
            (
                "entries",
                record.execute(
                    "SELECT * FROM entries WHERE rowid IN (SELECT row FROM ledger WHERE community = ? AND idx >= ? AND idx < ?)",
                    span,
                ).fetchall(),
            ),
            (
                "ledger",
                record.execute("SELECT * FROM ledger WHERE community = ? AND idx >= ? AND idx < ?", span).fetchall(),
            ),
            (
                "payloads",
                record.execute("SELECT * FROM payloads WHERE community = ? AND i >= ? AND i < ?", span).fetchall(),
            ),
        ]
        keys = keyring.execute("SELECT * FROM payload_keys WHERE community = ? AND i >= ? AND i < ?", span).fetchall()
        batches.append(([("payload_keys", keys)], rows))
        start = stop
    record.close()
    keyring.close()
    return batches
