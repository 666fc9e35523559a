"""Files of a store in the hands of somebody who does not come through the store."""

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
