"""What became of one asking names the plugin, whatever happened."""

from typing import Any, Literal

import msgspec

Status = Literal["answered", "failed", "late", "no-answer", "resting", "gone"]
"""failed: it raised, or its process ended. late: its time was over. no-answer: what it gave is no answer of the place.
resting: it failed so often that it is not asked for now. gone: it is not here, or does not join."""


class Told(msgspec.Struct, frozen=True):
    """answer: of the type of the place, None unless answered. why: for whoever runs the server. ms: how long it took."""

    plugin: str
    version: str
    place: str
    status: Status
    answer: Any = None
    why: str = ""
    ms: float = 0.0

    @property
    def answered(self) -> bool:
        """Whether there is an answer."""
        return self.status == "answered"


class Late(Exception):
    """The time was over; the message says of what."""
