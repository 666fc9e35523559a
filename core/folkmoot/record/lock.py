"""One process writes to an installation, held by a lock on a file that ends with the process."""

import fcntl
import os
from pathlib import Path

from folkmoot.record.batch import Busy


class WriterLock:
    """Held from the moment it is made until `release` or the end of the process, however that comes."""

    def __init__(self, path: Path) -> None:
        """path: the lock file, made if missing, never deleted.

        Raises Busy when another store, in this process or another, holds it.
        """
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(self._file, 20).decode("ascii", "replace").strip() or "unknown"
            os.close(self._file)
            raise Busy(f"process {holder} already writes to {path.parent}; stop it first, or ask it to do this for you") from None
        os.ftruncate(self._file, 0)
        os.write(self._file, str(os.getpid()).encode())

    def release(self) -> None:
        """Let another process write."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
