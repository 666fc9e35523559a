"""Any page as it stood at a past size of the record: the state of then, with the words that may be read today."""

import logging
import os
import queue
import shutil
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec

from folkmoot.views.batch import Batch
from folkmoot.views.building import Busy, size
from folkmoot.views.digest import AT_ONCE
from folkmoot.views.follow import Leaves, Progress, Views, quiet
from folkmoot.views.reading import Readers, View
from folkmoot.views.schema import STATE, VERSION, connect, create
from folkmoot.views.taking import take

MOST = 4
"""States that are kept because somebody asked for them, the least recently read dropped first."""

FIRST = 20_000
"""Entries before the first state is set aside to start from; each next one at half as many more."""

WAITING = 16
"""Most states that may wait to be built."""

_log = logging.getLogger("folkmoot.views.past")


class Preparing(msgspec.Struct, frozen=True):
    """A state that is being built. done, total: entries. ahead: how many others are built before it."""

    done: int
    total: int
    ahead: int


class Past:
    """Past states of one community. folder: for its files, of which none holds a word. today: the view as it stands.

    leaves: the record. first: entries before the first state is set aside to start from.
    """

    def __init__(self, folder: Path, today: Views, leaves: Leaves, first: int = FIRST) -> None:
        self._folder, self._today, self._leaves, self._first = folder, today, leaves, first
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if not path.name.endswith(f".v{VERSION}.db"):
                path.unlink()
        self._lock = threading.Lock()
        self._alone = threading.Lock()
        self._readers: OrderedDict[int, Readers] = OrderedDict()
        self._asked: OrderedDict[int, tuple[int, int]] = OrderedDict()
        self._jobs: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def _path(self, index: int, why: str = "asked") -> Path:
        return self._folder / f"{why}-{index:012}.v{VERSION}.db"

    @contextmanager
    def reading(self, index: int) -> Iterator[View]:
        """The view at `index` entries, with the words that are public today; it cannot be searched.

        Raises LookupError when that state is not built.
        """
        with self._lock:
            readers = self._readers.get(index)
            if readers is None:
                if not self._path(index).exists():
                    raise LookupError(f"the state at {index} entries is not built")
                readers = self._readers[index] = Readers(self._today.path, partial(self._opened, index))
            self._readers.move_to_end(index)
        with readers.reading() as view:
            yield view

    def _opened(self, index: int) -> sqlite3.Connection:
        db = connect(self._path(index), only_read=True)
        db.execute("ATTACH ? AS today", (f"{self._today.path.resolve().as_uri()}?mode=rw",))
        # whoever reads the past sees words, and when a page changed, as they stand now
        db.execute(f"CREATE TEMP VIEW words AS SELECT * FROM today.words WHERE w < {index} << 8")
        db.execute("CREATE TEMP VIEW touched AS SELECT * FROM main.touched UNION ALL SELECT * FROM today.touched")
        db.execute("PRAGMA query_only = ON")
        return db

    def prepare(self, index: int) -> Preparing | None:
        """Have the state at `index` entries built in the background; None when it is ready to be read.

        Raises ValueError when the record is not that long, Busy when too many others wait.
        """
        self._check(index)
        with self._lock:
            if self._path(index).exists():
                return None
            if index not in self._asked:
                if len(self._asked) >= WAITING:
                    raise Busy("Many past moments are being prepared right now; try again in a minute.")
                self._asked[index] = (0, index)
                self._jobs.put(index)
                self._work()
            return Preparing(*self._asked[index], ahead=list(self._asked).index(index))

    def _check(self, index: int) -> None:
        if not 0 <= index <= self._today.size:
            raise ValueError(f"the record has not come to {index} entries")

    def _work(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="past states", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while (index := self._jobs.get()) is not None:
            try:
                self.build(index, partial(self._note, index))
                self.keep_up()  # whoever looks back once looks again, and need not start from nothing then
            except Exception:  # a full disk: this one is asked for again, the others still get their turn
                _log.exception("the state at %s entries could not be built", index)
            finally:
                with self._lock:
                    self._asked.pop(index, None)

    def _note(self, index: int, done: int, total: int) -> None:
        with self._lock:
            self._asked[index] = (done, total)

    def build(self, index: int, progress: Progress = quiet) -> None:
        """Build the state at `index` entries here and now, from the nearest one that was kept.

        Raises ValueError when the record is not that long.
        """
        self._check(index)
        with self._alone:
            if self._path(index).exists():
                return
            beside = self._folder / "next"
            beside.unlink(missing_ok=True)
            start = max((path for n, path in self._kept() if n <= index), default=None, key=_index)
            if start is not None:
                shutil.copyfile(start, beside)
            self._fold(beside, index, progress)
            os.replace(beside, self._path(index))
        self._drop_old()

    def _fold(self, path: Path, index: int, progress: Progress) -> None:
        db = connect(path)
        try:
            db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            if not path.stat().st_size:
                create(db)
            batch = Batch(db, None)
            while batch.size < index and (more := self._leaves(batch.size, min(AT_ONCE, index - batch.size))):
                db.execute("BEGIN")
                take(batch, more)
                db.execute("COMMIT")
                progress(batch.size, index)
        finally:
            db.close()

    def _kept(self) -> list[tuple[int, Path]]:
        return [(_index(path), path) for path in self._folder.iterdir() if path.suffix == ".db"]

    def _drop_old(self) -> None:
        with self._lock:
            for index in [n for n, path in self._kept() if path.name.startswith("asked")]:
                if index not in self._readers:
                    self._readers[index] = Readers(self._today.path, partial(self._opened, index))
            while len(self._readers) > MOST:
                index, readers = self._readers.popitem(last=False)
                readers.close()
                self._path(index).unlink(missing_ok=True)

    def keep_up(self) -> bool:
        """Set the state of now aside to start from, if the record grew enough since the last time; False when it did not.

        For a background thread: it copies the state, without words.
        """
        last = max((n for n, path in self._kept() if path.name.startswith("kept")), default=0)
        if self._today.size < max(self._first, last * 3 // 2):
            return False
        with self._alone:
            beside = self._folder / "next"
            beside.unlink(missing_ok=True)
            taken = _copy(self._today.path, beside)
            os.replace(beside, self._path(taken, "kept"))
        return True

    def close(self) -> None:
        """Stop building and end every connection that is not in use."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
        for readers in self._readers.values():
            readers.close()


def _index(path: Path) -> int:
    return int(path.name.partition("-")[2].partition(".")[0])


def _copy(today: Path, beside: Path) -> int:
    db = connect(beside)
    try:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        create(db)
        db.execute("ATTACH ? AS today", (f"{today.resolve().as_uri()}?mode=rw",))
        db.execute("BEGIN")
        db.execute("DELETE FROM main.position")
        for table in (*STATE, "position", "touched"):
            db.execute(f"INSERT INTO main.{table} SELECT * FROM today.{table}")
        db.execute("COMMIT")
        return size(db)
    finally:
        db.close()
