"""Pages read a view through connections that cannot write, each page from one moment of it."""

import contextlib
import os
import queue
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from folkmoot.views.batch import EVERY


class View:
    """One moment of a view. size: entries that it has taken in."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.size = int(self.row("SELECT size FROM position")[0])

    def rows(self, sql: str, *given: Any) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self._db.execute(sql, given).fetchall()

    def row(self, sql: str, *given: Any) -> Any:
        """The first row of a query, None when there is none."""
        return self._db.execute(sql, given).fetchone()

    def touched_all(self) -> int:
        """Index of the last entry that may have changed any page, such as a new charter or role; -1 when none did."""
        i = self.row("SELECT max(i) FROM touched WHERE n = ?", EVERY)[0]
        return -1 if i is None else int(i)

    def touched(self, stream: str = "") -> int:
        """Index of the last entry that changed what the page of a canvas, contribution or decision shows, or the
        page of the community for an empty name; -1 when none did.
        """
        sql = "SELECT max(i) FROM touched WHERE n = ? OR n = coalesce((SELECT n FROM names WHERE name = ?), 0)"
        i = self.row(sql, EVERY, stream)[0]
        return -1 if i is None else int(i)


class Readers:
    """Connections to one view file that are kept and handed out, and opened anew when the file was swapped.

    path: of the file that a swap replaces. opened: makes a connection.
    """

    def __init__(self, path: Path, opened: Callable[[], sqlite3.Connection]) -> None:
        self._path, self._open = path, opened
        self._kept: queue.LifoQueue[tuple[int, sqlite3.Connection]] = queue.LifoQueue()
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[View]:
        """The view as it stands now, and the same until the end of the block."""
        file, db = self._take()
        try:
            db.execute("BEGIN")
            try:
                yield View(db)
            finally:
                db.execute("COMMIT")
        except sqlite3.Error:
            db.close()
            raise
        else:
            self._kept.put((file, db))
            if self._closed:
                self.close()

    def _take(self) -> tuple[int, sqlite3.Connection]:
        now = os.stat(self._path).st_ino
        while True:
            try:
                file, db = self._kept.get_nowait()
            except queue.Empty:
                return now, self._open()
            if file == now:
                return file, db
            db.close()

    def close(self) -> None:
        """Close every connection, those in use when they are given back."""
        self._closed = True
        with contextlib.suppress(queue.Empty):
            while True:
                self._kept.get_nowait()[1].close()
