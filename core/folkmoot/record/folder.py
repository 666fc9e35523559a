"""Writes files so that after a power cut each is there whole or not at all."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

_NEW = ".new"


class DurableFolder:
    """A published folder with one writer at a time, which must hold a lock of its own."""

    def __init__(self, directory: Path) -> None:
        """Writes below this folder, which is made when first needed."""
        self.directory = directory
        self._touched: set[Path] = set()

    def begin(self) -> None:
        """Clears away what a writer that was cut off left half written."""
        shutil.rmtree(self.directory / _NEW, ignore_errors=True)
        self._make(self.directory / _NEW)

    def write(self, path: str, data: bytes) -> None:
        """Puts a file in place whole; its name is only certain to last once `settle` was called."""
        final = self.directory / path
        if _holds(final, data):
            return
        self._make(final.parent)
        new = self.directory / _NEW / path.replace("/", "_")
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(final)
        self._touched.add(final.parent)

    def settle(self) -> None:
        """Makes every name written so far last."""
        for folder in sorted(self._touched):
            _sync(folder)
        self._touched.clear()

    def remove_partials(self, paths: Iterable[str]) -> None:
        """Deletes the partial versions of these full tiles."""
        for path in paths:
            shutil.rmtree(self.directory / f"{path}.p", ignore_errors=True)

    def _make(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make(folder.parent)
        folder.mkdir(exist_ok=True)
        self._touched.add(folder.parent)


def _holds(file: Path, data: bytes) -> bool:
    # A file left by a writer that was cut off may have its bytes on disk but not its name, so its folder is synced again.
    try:
        if file.read_bytes() != data:
            return False
    except FileNotFoundError:
        return False
    _sync(file.parent)
    return True


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
