"""A server of its own process for the bench, on a free port of this machine, ended by its process id."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

QUIET = 5
"""Ticks in a second below which a server does nothing."""


class Server(msgspec.Struct, frozen=True):
    """A running server. pid: its process."""

    port: int
    pid: int

    @property
    def host(self) -> str:
        """As browsers name it."""
        return f"127.0.0.1:{self.port}"

    def memory(self) -> float:
        """Megabytes that it keeps in memory now, its share of what is shared included."""
        text = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return sum(int(size) for size in re.findall(r"^Pss:\s+(\d+)", text, re.MULTILINE)) / 1024

    def spent(self) -> int:
        """Processor time that it used until now, in ticks of the clock (proc(5), utime and stime)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def settle(self, patience: float = 60) -> None:
        """Wait until it does nothing for a second: after its start it holds the tiles against the record once.

        Raises TimeoutError when it does not come to rest. patience: seconds.
        """
        until = time.monotonic() + patience
        before = self.spent()
        while time.monotonic() < until:
            time.sleep(1)
            if (now := self.spent()) - before <= QUIET:
                return
            before = now
        raise TimeoutError(f"the server is still busy after {patience:.0f} s")


@contextlib.contextmanager
def serving(home: Path) -> Iterator[Server]:
    """`folkmoot serve` on an installation, not paced, until the block ends."""
    with _running([sys.executable, "-m", "folkmoot_web.bench.serve", str(home)]) as server:
        yield server


@contextlib.contextmanager
def bare(home: Path, path: str) -> Iterator[Server]:
    """A bare Litestar app that serves one page of an installation; see `bench.plain`."""
    with _running([sys.executable, "-m", "folkmoot_web.bench.plain", str(home), path]) as server:
        yield server


@contextlib.contextmanager
def _running(command: list[str]) -> Iterator[Server]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                    threading.Thread(target=process.stdout.read, daemon=True).start()
                    yield Server(int(found[1]), process.pid)
                    break
            else:
                raise RuntimeError("the server did not start")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
