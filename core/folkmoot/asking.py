"""A plugin is asked with a deadline: one that fails or hangs refuses in a sentence, and whoever asked goes on."""

import logging
import queue
import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from folkmoot.domain.rules import Method, Outcome, Refused

QUICK = 2.0
"""Seconds that a plugin has to look at one ballot or at the settings of a decision."""

LONG = 20.0
"""Seconds that it has to count."""

_log = logging.getLogger("folkmoot.asking")

T = TypeVar("T")


class Asked:
    """A way to decide whose plugin may raise anything, answer anything, or never answer. It is a Method itself.

    quick, long: seconds until it is given up. A plugin that hung once is asked no more until the process starts again,
    so that threads that never end do not pile up.
    """

    def __init__(self, method: Method, quick: float = QUICK, long: float = LONG) -> None:
        self.name, self.version = method.name, method.version
        self._method, self._quick, self._long = method, quick, long
        self._questions: queue.SimpleQueue[tuple[Callable[[], Any], queue.SimpleQueue[Any]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._hung = False

    def check(self, choice: Any, options: tuple[str, ...], params: dict[str, Any]) -> None:
        """Raises Refused when the plugin refuses the ballot, fails or hangs."""
        choice, params = _copy((choice, params))
        self._ask(lambda: self._method.check(choice, options, params), self._quick)

    def check_params(self, params: dict[str, Any], options: tuple[str, ...]) -> None:
        """Raises Refused when the plugin refuses the settings, fails or hangs."""
        params = _copy(params)
        self._ask(lambda: self._method.check_params(params, options), self._quick)

    def tally(self, ballots: Mapping[str, Any], options: tuple[str, ...], params: dict[str, Any]) -> Outcome:
        """Raises Refused when the plugin fails, hangs, or answers what is no result of these options."""
        counted, params = _copy((ballots, params))
        outcome = self._ask(lambda: self._method.tally(counted, options, params), self._long)
        if not _is_result(outcome, options):
            _log.error("the plugin for %s counted to something that is no result: %.200r", self.name, outcome)
            raise Refused(f"The plugin for {self.name} gave something that is no result; tell whoever runs this server.")
        return outcome

    def close(self) -> None:
        """Let the thread end; nothing may be asked after this."""
        self._questions.put(None)

    def _ask(self, question: Callable[[], T], seconds: float) -> T:
        if self._hung:
            raise self._silent()
        if self._thread is None:
            self._thread = threading.Thread(target=self._answer, name=f"plugin {self.name}", daemon=True)
            self._thread.start()
        answer: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()
        self._questions.put((question, answer))
        try:
            value, fault = answer.get(timeout=seconds)
        except queue.Empty:
            self._hung = True
            _log.critical("the plugin for %s did not answer within %s s and is asked no more", self.name, seconds)
            raise self._silent() from None
        if isinstance(fault, Refused):
            raise fault
        if fault is not None:
            _log.error("the plugin for %s failed", self.name, exc_info=fault)
            raise Refused(f"The plugin for {self.name} failed, so this cannot be done now; tell whoever runs this server.")
        return value  # type: ignore[return-value]  # None only where T is None

    def _answer(self) -> None:
        while not self._hung and (asked := self._questions.get()) is not None:
            question, answer = asked
            try:
                answer.put((question(), None))
            except BaseException as fault:  # a plugin may raise anything, SystemExit too; it goes to whoever asked
                answer.put((None, fault))

    def _silent(self) -> Refused:
        return Refused(f"The plugin for {self.name} does not answer, so this cannot be done; the server has to be started again.")


def _copy(value: Any) -> Any:
    """The same value, so that a plugin that changes what it was given changes no state of ours."""
    try:
        return msgspec.json.decode(msgspec.json.encode(value))
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise Refused("This holds something that no ballot and no setting can hold; reload the page and choose again.") from None


def _is_result(outcome: object, options: tuple[str, ...]) -> bool:
    if not isinstance(outcome, Outcome) or not isinstance(outcome.chosen, tuple) or not isinstance(outcome.counts, dict):
        return False
    whole = all(type(number) is int and abs(number) < 2**63 for number in outcome.counts.values())
    names = all(isinstance(name, str) for name in outcome.counts)
    return whole and names and all(isinstance(name, str) and name in options for name in outcome.chosen)
