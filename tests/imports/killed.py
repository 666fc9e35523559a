"""An import that says how far it is, to be killed. Run as `python -m tests.imports.killed HOME FOLDER`."""

import os
import sys
from pathlib import Path

from folkmoot.imports.polis import import_polis
from folkmoot.installation import Installation


def main() -> None:
    """Import into the community `polis`, with a line for each step."""
    installation = Installation(Path(sys.argv[1]))
    import_polis(Path(sys.argv[2]), installation.moot("polis"), tell)
    installation.close()


def tell(done: int, total: int) -> None:
    """Say at once how far it is."""
    os.write(1, f"{done} {total}\n".encode())


if __name__ == "__main__":
    main()
