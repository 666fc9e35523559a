"""Somebody is erased in a process of its own, to be killed. Run as `python -m tests.moot.erasing HOME PERSON`."""

import os
import sys
from pathlib import Path

from folkmoot.installation import Installation


def main() -> None:
    """Say that it begins, erase, and say that it is done."""
    installation = Installation(Path(sys.argv[1]))
    installation.start()
    os.write(1, b"begun\n")
    installation.forget(sys.argv[2])
    os.write(1, b"done\n")
    while installation.store.erasures():
        installation.erasures.wake()
    os.write(1, b"followed\n")
    installation.close()


if __name__ == "__main__":
    main()
