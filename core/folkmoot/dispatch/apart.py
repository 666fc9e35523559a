"""A plugin that is heavy or talks to a network has a process of its own, with limits, that is ended when it fails or is late."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from typing import Any, Protocol

from folkmoot.dispatch.frames import Cut, receive, send
from folkmoot.dispatch.told import Late

BEGIN = 10.0
"""Seconds that a process has to load its plugin."""


class Failed(Exception):
    """The plugin failed over there; the message says how."""


class Port(Protocol):
    """A way to another process. A message bus can take the place of the one below."""

    def ask(self, question: dict[str, Any], seconds: float) -> Any:
        """What the other side answers.

        Raises Late when the time is over, and Failed when it fails or ends.
        """

    def close(self) -> None:
        """End the other side."""


class Process:
    """One process for one plugin, begun when first asked; askings go one after the other.

    memory: MiB that it may take.
    """

    def __init__(self, plugin: str, memory: int) -> None:
        self._plugin, self._memory = plugin, memory
        self._child: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._turn = threading.Lock()

    def ask(self, question: dict[str, Any], seconds: float) -> Any:
        """As in `Port`."""
        if not self._turn.acquire(timeout=seconds):
            raise Late("another asking of it took all the time")
        try:
            if self._child is None or self._child.poll() is not None:
                self._begin()
            return self._answer(question, seconds)
        finally:
            self._turn.release()

    def close(self) -> None:
        """End the process and what it started."""
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)  # it leads a session of its own, so this is its group and nobody else's
        child.wait()
        for end in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                assert end is not None
                end.close()

    def _begin(self) -> None:
        self.close()
        self._answers = queue.SimpleQueue()
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TZ") if name in os.environ}
        self._child = subprocess.Popen(
            [sys.executable, "-m", "folkmoot.dispatch.child", self._plugin, str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it may hold a secret or somebody's words
            start_new_session=True,
            env=kept,
        )
        threading.Thread(target=_listen, args=(self._child, self._answers), name=f"listens to {self._plugin}", daemon=True).start()
        ready = self._next(BEGIN, "it did not begin")
        if "fault" in ready:
            raise Failed(str(ready["fault"]))

    def _answer(self, question: dict[str, Any], seconds: float) -> Any:
        assert self._child is not None
        assert self._child.stdin is not None
        try:
            send(self._child.stdin, question)
        except Cut as cut:
            self.close()
            raise Failed(f"its process ended: {cut}") from None
        answer = self._next(seconds, f"it did not answer within {seconds:g} seconds")
        if "fault" in answer:
            raise Failed(str(answer["fault"]))
        return answer.get("answer")

    def _next(self, seconds: float, late: str) -> dict[str, Any]:
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.close()
            raise Late(late) from None
        if not isinstance(answer, dict):
            code = self._child.wait() if self._child else 0
            self.close()
            raise Failed(f"its process ended with {code}, or sent what is no answer")
        return answer


def _listen(child: "subprocess.Popen[bytes]", answers: "queue.SimpleQueue[Any]") -> None:
    """Take in what a process sends, until it ends; then say so once."""
    assert child.stdout is not None
    try:
        while True:
            answers.put(receive(child.stdout))
    except Cut:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        answers.put(None)
