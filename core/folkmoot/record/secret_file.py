"""A secret in a file is written whole or not at all, and only its owner can read it."""

import os
from pathlib import Path


def keep(path: Path, secret: str) -> None:
    """Write a secret of one line, never over another one.

    Raises FileExistsError when the file is there.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secret + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    finally:
        part.unlink()
