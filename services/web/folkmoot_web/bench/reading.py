"""How fast a record is decoded, folded, followed by views and audited, and how much memory that takes as it grows."""

import multiprocessing
import resource
import time
from collections.abc import Callable
from pathlib import Path

from folkmoot.audit import audit
from folkmoot.domain.openness import Openness
from folkmoot.events.entry import read
from folkmoot.record.note import generate
from folkmoot.views.follow import Views
from folkmoot_web.bench.rows import Row, at_most, more_than
from folkmoot_web.bench.synthetic import bundle, leaves

SMALL, LARGE = 10_000, 1_000_000
ORIGIN = "bench.example/one"


def measure(folder: Path, large: int = LARGE) -> list[Row]:
    """Fold, follow and audit over synthetic records, each in a process of its own so that its memory is its own.

    large: entries of the large record.
    """
    signer, receipts = generate(ORIGIN), generate(f"{ORIGIN}/receipt")
    entries = list(leaves(large, signer, receipts))
    bundle(folder / "bundle", entries, signer)
    fold = [_fold(entries) for _ in range(3)]
    del entries
    _apart(_follow, folder / "warm.db", folder / "bundle", SMALL)
    small = _apart(_follow, folder / "small.db", folder / "bundle", SMALL)
    followed = [_apart(_follow, folder / f"views-{turn}.db", folder / "bundle", large) for turn in range(2)]
    audited = [_apart(_audit, folder / "bundle") for _ in range(3)]
    grown = max(memory for _, memory in followed) / small[1]
    return [
        more_than(f"decode and fold in memory, {large:,} entries", "entries/s", fold, 300_000),
        more_than(f"follow: views of {large:,} entries from nothing", "entries/s", [large / s for s, _ in followed], 30_000),
        at_most(f"memory of following {large:,} entries, beside {SMALL:,}", "times", [grown], 1.5),
        at_most(f"audit of {large:,} entries, recount included", "s", [s for s, _ in audited], 10 * large / LARGE),
        at_most("memory of that audit", "MB", [memory for _, memory in audited], 500),
    ]


def _fold(entries: list[bytes]) -> float:
    """Entries a second."""
    seen, start = Openness(), time.perf_counter()
    for leaf in entries:
        entry = read(leaf)
        seen.evolve(entry, entry.fact())
    return len(entries) / (time.perf_counter() - start)


def _follow(path: Path, folder: Path, size: int) -> None:
    from folkmoot.bundle import Bundle

    views, source = Views(path, None), Bundle(folder)
    views.follow(lambda start, limit: list(source.leaves(start, min(size, start + limit))), total=size)
    views.close()


def _audit(folder: Path) -> None:
    report = audit(folder)
    if not report.ok:
        raise RuntimeError(report.text())


def _apart(what: Callable[..., None], *given: object) -> tuple[float, float]:
    """Seconds that something takes in a new process, and the most memory it has, in MB."""
    context = multiprocessing.get_context("spawn")
    told = context.SimpleQueue()
    process = context.Process(target=_timed, args=(told, what, given))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"{what.__name__} failed in the bench")
    seconds, memory = told.get()
    return float(seconds), float(memory)


def _timed(told: "multiprocessing.SimpleQueue[tuple[float, float]]", what: Callable[..., None], given: tuple[object, ...]) -> None:
    start = time.perf_counter()
    what(*given)
    told.put((time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
