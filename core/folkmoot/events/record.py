"""What happens to the record itself: a payload of the body redacted in public, a restored store's losses declared."""

from folkmoot.events.fact import Fact, fact


@fact("payload.redacted", seals={"reason": "office"})
class Redacted(Fact, frozen=True):
    """entry: index of the entry whose seal number `seal` (0-based) no longer opens, for the reason sealed here."""

    entry: int
    seal: int


@fact("record.restored", seals={"reason": "office"})
class RecordRestored(Fact, frozen=True):
    """The store came back from a backup: seals of entries `start` ≤ i < `stop` may be lost, and this says so."""

    start: int
    stop: int


@fact("record.continued")
class Continued(Fact, frozen=True):
    """The record goes on under another name, because what was published under this one cannot be had any more.

    origin, size, root: the last checkpoint under the old name that is known; size 0 when none is.
    """

    origin: str
    size: int
    root: str
