"""A plugin that fails again and again is left to rest, longer each time, and then suspended."""

import threading

IN_A_ROW = 3
"""Failures after which it rests."""

RESTS = (60.0, 300.0, 1800.0)
"""Seconds of the first, second and third rest."""

DAY = 86_400.0


class Breaker:
    """One plugin in one community. Times are seconds of one clock that never goes back."""

    def __init__(self) -> None:
        self._failed = 0
        self._rests: list[float] = []
        self._until = 0.0
        self._lock = threading.Lock()

    def rests(self, now: float) -> bool:
        """Whether it is not to be asked."""
        return now < self._until

    def worked(self) -> None:
        """It answered."""
        self._failed = 0

    def failed(self, now: float) -> bool:
        """It failed; whether it has to be suspended, because it was laid to rest three times within a day."""
        with self._lock:
            self._failed += 1
            if self._failed < IN_A_ROW:
                return False
            self._failed = 0
            self._rests = [one for one in self._rests if now - one < DAY] + [now]
            self._until = now + RESTS[min(len(self._rests), len(RESTS)) - 1]
            return len(self._rests) >= len(RESTS)
