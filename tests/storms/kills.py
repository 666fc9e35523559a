"""Kill -9 at random moments under eight writers: nothing acknowledged is lost, nothing is there twice, the audit is clean.

Run as `python tests/storms/kills.py [KILLS] [SEED]`; exits with 0 only when every round was clean.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from folkmoot.audit import audit
from folkmoot.bundle import export_community
from folkmoot.domain.canvas import OpenCanvas
from folkmoot.events.entry import read
from folkmoot.installation import HOUSE, Installation
from folkmoot.settings import Settings

COMMUNITY = "storm"
HERE = Path(__file__).parent


def prepare(home: Path) -> str:
    """An installation with one canvas, whose id is answered."""
    Installation.create(home, Settings())
    installation = Installation(home)
    installation.found(COMMUNITY, "Storm", "Keep what people say.", "Steward")
    opened = OpenCanvas(question="Where does the water go?", promise="The council answers by May.", level="involve")
    canvas = installation.moot(COMMUNITY).do(opened, HOUSE, via="house").made
    installation.close()
    return canvas


def run_and_kill(home: Path, canvas: str, turn: int, after: float) -> dict[str, int]:
    """Let writers run for a while after their first acknowledgement, kill them, and answer what was acknowledged."""
    command = [sys.executable, str(HERE / "writers.py"), str(home), canvas, str(turn)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writers:
        assert writers.stdout is not None
        first = writers.stdout.readline()
        time.sleep(after)
        writers.send_signal(signal.SIGKILL)
        lines = (first + writers.stdout.read()).decode().splitlines()
    pairs = (line.split() for line in lines if line.count(" ") == 1)
    return {key: int(index) for key, index in pairs}


def texts(installation: Installation) -> Iterator[tuple[int, str]]:
    """(index, words) of every contribution in the record."""
    start = 0
    while leaves := installation.store.read(COMMUNITY, start, 1000):
        for entry in map(read, leaves):
            if entry.type == "contribution.received":
                payload = installation.payload(COMMUNITY, entry.i, 0)
                assert payload is not None, f"the words of entry {entry.i} do not open"
                yield entry.i, msgspec.json.decode(payload)["text"]
        start += len(leaves)


def look(home: Path, acknowledged: dict[str, int], scratch: Path) -> list[str]:
    """What is wrong after a kill, in sentences; none when all is well."""
    installation = Installation(home)
    try:
        installation.publishing.guard(COMMUNITY)
        said = dict(texts(installation))
        wrong = [f"{key} was acknowledged and is lost" for key, i in acknowledged.items() if f" {key} " not in said.get(i, "")]
        wrong += [f"this is there twice: {text}" for text, times in Counter(said.values()).items() if times > 1]
        wrong += [f"the database is damaged: {fault}" for fault in installation.store.check()]
        bundle = scratch / f"bundle-{time.monotonic_ns()}"
        export_community(installation, COMMUNITY, bundle)
    finally:
        installation.close()
    return wrong + [f"audit: {sentence}" for _, sentence in audit(bundle).faults]


def storm(kills: int, seed: int, folder: Path) -> tuple[int, list[str]]:
    """Kill `kills` times. Answers how many contributions were acknowledged and what went wrong."""
    chance, home = random.Random(seed), folder / "home"
    canvas, acknowledged, wrong = prepare(home), 0, []
    for turn in range(kills):
        told = run_and_kill(home, canvas, turn, chance.uniform(0, 0.25))
        acknowledged += len(told)
        wrong += look(home, told, folder)
        if (turn + 1) % 10 == 0:
            sys.stderr.write(f"{turn + 1} of {kills} kills, {acknowledged} acknowledged, {len(wrong)} wrong\n")
    return acknowledged, wrong


def main() -> None:
    """Run the storm that was asked for."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261122
    with tempfile.TemporaryDirectory() as folder:
        acknowledged, wrong = storm(kills, seed, Path(folder))
    sys.stdout.write("\n".join([*wrong, f"kills {kills} seed {seed} acknowledged {acknowledged} wrong {len(wrong)}\n"]))
    sys.exit(bool(wrong) or not acknowledged)


if __name__ == "__main__":
    main()
