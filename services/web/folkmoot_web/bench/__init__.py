"""What Folkmoot does on this machine, beside what the machine does bare, in the same run."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from folkmoot_web.bench import asking, large, pages, plugins, reading, writing
from folkmoot_web.bench.rows import Row


def measure(entries: int) -> list[Row]:
    """Every row. entries: length of the long record."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        parts: dict[str, Callable[[Path], list[Row]]] = {
            "writing": writing.measure,
            "asking": asking.measure,
            "plugins": plugins.measure,
            "pages": pages.measure,
            "a large canvas": large.measure,
            "reading": lambda where: reading.measure(where, entries),
        }
        for name, part in parts.items():
            sys.stderr.write(f"measuring {name} ...\n")
            where = Path(folder) / name.replace(" ", "-")
            where.mkdir()
            rows += part(where)
    return rows
