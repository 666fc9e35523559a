"""What Folkmoot does on this machine, beside what the machine does bare, in the same run."""

import sys
import tempfile
from pathlib import Path

from folkmoot_web.bench import reading, writing
from folkmoot_web.bench.rows import Row


def measure(entries: int) -> list[Row]:
    """Every row. entries: length of the long record."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        for name, part in (("writing", writing.measure), ("reading", lambda where: reading.measure(where, entries))):
            sys.stderr.write(f"measuring {name} ...\n")
            where = Path(folder) / name
            where.mkdir()
            rows += part(where)
    return rows
