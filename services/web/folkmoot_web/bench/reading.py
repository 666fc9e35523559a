"""How fast a record is decoded, folded, followed by views and audited."""

import time

from folkmoot.domain.openness import Openness
from folkmoot.events.entry import read
from folkmoot_web.bench.rows import Row, more_than


def measure_fold(leaves: list[bytes], times: int = 3) -> Row:
    """Entries a second, decoded and folded in memory into what is public and what is not."""

    def once() -> float:
        seen, start = Openness(), time.perf_counter()
        for leaf in leaves:
            entry = read(leaf)
            seen.evolve(entry, entry.fact())
        return len(leaves) / (time.perf_counter() - start)

    return more_than("decode and fold in memory", "entries/s", [once() for _ in range(times)], 300_000)
