"""What `folkmoot serve --no-pace --port 0` does, for the bench."""

import sys
from pathlib import Path

from folkmoot.installation import Installation
from folkmoot_web.serve import run

if __name__ == "__main__":
    opened = Installation(Path(sys.argv[1]))
    try:
        run(opened, "127.0.0.1", 0, pace=False)
    finally:
        opened.close()
