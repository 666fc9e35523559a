"""A view follows the record: rows, words and position change in one transaction, and a page waits for its own index."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from folkmoot.events.entry import read
from folkmoot.views import building, words
from folkmoot.views.batch import Batch
from folkmoot.views.digest import AT_ONCE, digest
from folkmoot.views.reading import Readers, View
from folkmoot.views.schema import connect
from folkmoot.views.taking import take
from folkmoot.views.words import Opener

Leaves = Callable[[int, int], Sequence[bytes]]
"""Answers leaves in order: from an index on (first), at most so many (second); none where the record ends."""

Progress = Callable[[int, int], None]
"""Called with how many entries are taken in and how many there are; 0 when that is not known."""


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


class Views:
    """The view of one community. path: its file, begun anew when it is missing, broken or of another version.

    opener: answers payloads that are public; None to build without words.
    """

    def __init__(self, path: Path, opener: Opener | None) -> None:
        self.path, self._opener = path, opener
        self._lock = threading.RLock()
        self._news = threading.Condition()
        self._open()
        self._readers = Readers(path, self._reader)

    def _open(self) -> None:
        self._db = building.ready(self.path)
        self._batch: Batch | None = None
        self._file = os.stat(self.path).st_ino
        self._stands = building.size(self._db)

    def _reader(self) -> sqlite3.Connection:
        db = connect(self.path, only_read=True)
        db.execute("PRAGMA query_only = ON")
        return db

    @property
    def size(self) -> int:
        """Entries that are taken in."""
        with self._lock:
            self._notice_swap()
            self._stands = building.size(self._db)
            return self._stands

    def reading(self) -> AbstractContextManager[View]:
        """The view as it stands now, and the same until the end of the block; for any thread, for as short as can be."""
        return self._readers.reading()

    def apply(self, leaves: Sequence[bytes]) -> int:
        """Take entries in, in one transaction; those that are in already are passed over. Answers the size then.

        leaves: consecutive, some thousands at most. Raises Gap when entries are missing before them, and what `read`
        raises; then nothing was taken in.
        """
        with self._lock:
            self._notice_swap()
            try:
                self._db.execute("BEGIN IMMEDIATE")
                size = self._take(leaves)
                self._db.execute("COMMIT")
            except BaseException as fault:
                self._undo(fault)
                raise
        with self._news:
            self._stands = size
            self._news.notify_all()
        return size

    def _undo(self, fault: BaseException) -> None:
        self._batch = None
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
        if building.broken(fault):  # whoever follows finds it empty next time, and begins anew
            self._db.close()
            building.drop(self.path)
            self._open()

    def _take(self, leaves: Sequence[bytes]) -> int:
        stands = building.size(self._db)
        if self._batch is None or self._batch.size != stands:  # another process may follow into the same file
            self._batch = Batch(self._db, self._opener)
        if leaves:
            known = max(0, stands - read(leaves[0]).i)
            take(self._batch, leaves[known:])
        return self._batch.size

    def follow(self, leaves: Leaves, progress: Progress = quiet, total: int = 0) -> int:
        """Take in all that the record has more than the view; answers the size then.

        total: size of the record, for progress.
        """
        size = self.size
        while more := leaves(size, AT_ONCE):
            size = self.apply(more)
            progress(size, max(size, total))
        return size

    def wait(self, size: int, timeout: float) -> bool:
        """Block until `size` entries are taken in, at most `timeout` seconds; False when they are not."""
        end = time.monotonic() + timeout
        with self._news:
            while self._stands < size and (left := end - time.monotonic()) > 0:
                self._news.wait(left)
            return self._stands >= size

    def rebuild(self, leaves: Leaves, progress: Progress = quiet, total: int = 0) -> int:
        """Build a new file beside this one from the first entry on, and put it in its place; answers its size.

        Pages go on being read from the old file until then. Raises building.Busy when another process does the same.
        """
        size = building.build(self.path, self._opener, leaves, progress, total)
        with self._lock:
            self._notice_swap()
        return size

    def _notice_swap(self) -> None:
        if not self.path.exists() or os.stat(self.path).st_ino != self._file:
            self._db.close()
            self._open()

    def digest(self) -> str:
        """Lower-case hex of the digest of the state that follows from the entries alone."""
        db = self._reader()
        try:
            db.execute("BEGIN")
            return digest(db)
        finally:
            db.close()

    def purge(self) -> bool:
        """Clear from the file the words that were taken away; False when it has to be asked again."""
        with self._lock:
            self._notice_swap()
            return words.purge(self._db)

    def close(self) -> None:
        """End every connection that is not in use."""
        self._readers.close()
        with self._lock:
            self._db.close()
