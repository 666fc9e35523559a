"""Many submissions are in flight at once, and their answers come back in the order of asking."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import TypeVar

from folkmoot.domain.rules import Refused
from folkmoot.moot import Done

WIDTH = 512
"""Submissions in flight: what one commit answers, twice, so that the writer never waits for the importer."""

T = TypeVar("T")


def answers(asked: Iterable[tuple[T, "Future[Done]"]]) -> Iterator[tuple[T, Done | Refused]]:
    """What was asked, with its answer or refusal. asked: submits as it is iterated.

    Raises whatever else a submission failed with.
    """
    flying: deque[tuple[T, Future[Done]]] = deque()
    for pair in asked:
        flying.append(pair)
        if len(flying) >= WIDTH:
            yield _settled(*flying.popleft())
    while flying:
        yield _settled(*flying.popleft())


def _settled(what: T, future: "Future[Done]") -> tuple[T, Done | Refused]:
    try:
        return what, future.result()
    except Refused as refusal:
        return what, refusal
