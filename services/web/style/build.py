"""Write the one style sheet that the pages load, from the files beside this one in the order of their names."""

import re
import sys
from pathlib import Path

SOURCES = Path(__file__).parent
BUILT = SOURCES.parent / "folkmoot_web" / "static" / "folkmoot.css"


def built(folder: Path = SOURCES) -> str:
    """The style sheet of a folder of sources, without comments and needless space."""
    text = "\n".join(path.read_text() for path in sorted(folder.glob("*.css")))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};]) ?", r"\1", text)
    return text.replace(";}", "}").strip() + "\n"


if __name__ == "__main__":
    BUILT.write_text(built())
    sys.stdout.write(f"{BUILT.name}: {BUILT.stat().st_size} bytes\n")
