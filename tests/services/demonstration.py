"""The demonstration as it is built, with all that stands in its record, for the tests to read."""

import datetime
from pathlib import Path
from typing import Any

import msgspec

from folkmoot.domain.openness import Openness
from folkmoot.events.entry import Entry, read
from folkmoot.installation import Installation
from folkmoot.settings import Settings
from folkmoot_web.demo import WEEKS, Clock, build

START = 29_800_000
END = START + WEEKS * 7 * 1440
WHERE = "tessock-wharf"


class Demo:
    """The demonstration, and all that is in its record."""

    def __init__(self, home: Path) -> None:
        Installation.create(home, Settings(host="talk.example.org"))
        self.clock = Clock(START)
        self.installation = Installation(home, clock=self.clock)
        self.offices = build(self.installation, START)
        self.entries = [read(leaf) for leaf in self.installation.store.read(WHERE, 0, 10**6)]
        self.openness = Openness()
        for entry in self.entries:
            self.openness.evolve(entry, entry.fact())

    def of(self, kind: type[Any]) -> list[tuple[Entry, Any]]:
        """Entries of a kind, with their facts."""
        return [(entry, entry.fact()) for entry in self.entries if isinstance(entry.fact(), kind)]

    def words(self, entry: Entry, k: int = 0) -> dict[str, str]:
        """What a seal holds."""
        payload = self.installation.payload(WHERE, entry.i, k)
        assert payload is not None
        words: dict[str, str] = msgspec.json.decode(payload)
        return words


def date_of(minute: int) -> str:
    """The date, `YYYY-MM-DD`, of a minute since 1970."""
    return datetime.datetime.fromtimestamp(minute * 60, datetime.UTC).date().isoformat()
