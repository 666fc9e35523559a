"""What befalls the files of a store from outside: somebody else's hands, a full disk."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection, with the triggers of the file and nothing else to hold it back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def everything_in(folder: Path) -> bytes:
    """The bytes of every file of a folder."""
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """No file may grow much over the largest in a folder."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = max(file.stat().st_size for file in folder.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 100_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
