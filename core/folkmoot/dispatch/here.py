"""A plugin is asked on two threads of its own, with a deadline, and what it prints is not shown."""

import io
import queue
import sys
import threading
from collections.abc import Callable
from typing import Any, TextIO

from folkmoot.dispatch.told import Late

THREADS = 2
"""Askings of one plugin that run at the same time; one that never ends takes a thread for good."""

WAITING = 16
"""Askings of one plugin that wait for a thread."""

_NAME = "plugin "


class Lane:
    """The threads of one plugin. A thread that never ends is left behind, and nobody but this plugin lacks it."""

    def __init__(self, plugin: str) -> None:
        self._name = _NAME + plugin
        self._work: queue.Queue[tuple[Callable[[], Any], queue.SimpleQueue[Any], threading.Event] | None] = queue.Queue(WAITING)
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()

    def ask(self, work: Callable[[], Any], seconds: float) -> Any:
        """What `work` gives.

        Raises Late when the time is over, and whatever the work raises.
        """
        self._begin()
        answer: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()
        given_up = threading.Event()
        try:
            self._work.put_nowait((work, answer, given_up))
            value, fault = answer.get(timeout=seconds)
        except queue.Full:
            raise Late("so many askings wait for it that this one was not put behind them") from None
        except queue.Empty:
            given_up.set()  # nobody waits for it any more, so it is not begun later
            raise Late(f"it did not answer within {seconds:g} seconds") from None
        if fault is not None:
            raise fault
        return value

    def close(self) -> None:
        """Let the threads that are not stuck end."""
        for _ in self._threads:
            try:
                self._work.put_nowait(None)
            except queue.Full:  # stuck threads are daemons and end with the process
                return

    def _begin(self) -> None:
        for stream in ("stdout", "stderr"):
            if not isinstance(getattr(sys, stream), _Muted):
                setattr(sys, stream, _Muted(getattr(sys, stream)))
        with self._lock:
            while len(self._threads) < THREADS:
                thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._threads.append(thread)
                thread.start()

    def _run(self) -> None:
        while (taken := self._work.get()) is not None:
            work, answer, given_up = taken
            if given_up.is_set():
                continue
            try:
                answer.put((work(), None))
            except BaseException as fault:  # a plugin may raise anything, SystemExit too; it goes to whoever asked
                answer.put((None, fault))


def of_plugin() -> bool:
    """Whether the code that asks runs on a thread of a plugin."""
    return threading.current_thread().name.startswith(_NAME)


class _Muted(io.TextIOBase):
    """Passes on what is written, but for what a plugin writes: it may hold a secret or somebody's words."""

    def __init__(self, behind: TextIO) -> None:
        self._behind = behind

    def write(self, text: str) -> int:
        return len(text) if of_plugin() else self._behind.write(text)

    def flush(self) -> None:
        self._behind.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._behind, name)
