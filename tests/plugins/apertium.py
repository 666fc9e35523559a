"""A real Apertium on this machine's loopback address, from Debian's packages, for as long as a test needs it."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

MODES = Path("/usr/share/apertium/modes")
NEEDED = "apertium-apy and apertium-eng-spa, from Debian, are not installed: what a real engine translates is not tested"

_ON_LOOPBACK = """
import sys
from tornado.httpserver import HTTPServer
bind = HTTPServer.bind
HTTPServer.bind = lambda self, port, address=None, *more, **named: bind(self, port, "127.0.0.1", *more, **named)
from apertium_apy import apy
sys.argv = ["apertium-apy", *sys.argv[1:]]
apy.main()
"""
"""The program listens on every address of a machine and has no option against it."""


@contextlib.contextmanager
def apertium() -> Iterator[str]:
    """Its address, while it runs; a test that asks for it is skipped by name where it is not installed."""
    if shutil.which("apertium-apy") is None or not (MODES / "spa-eng.mode").exists():
        pytest.skip(NEEDED)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    asked = ["/usr/bin/python3", "-c", _ON_LOOPBACK, "-p", str(port), "-j", "1", "-i", "1", "-t", "30", str(MODES)]
    kept = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    program = subprocess.Popen(asked, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, program)
        yield url
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def _wait(url: str, program: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and program.poll() is None:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{url}/listPairs", timeout=5, trust_env=False).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError("Apertium did not begin")
