"""What happens is planned by day and hour, and then asked for in that order, with the clock put forward in between."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count, groupby
from typing import Any

from folkmoot.domain.participant import Join
from folkmoot.domain.rules import Command
from folkmoot.events.entry import read
from folkmoot.installation import Installation
from folkmoot.moot import Author, Done, Moot
from folkmoot.record.ids import new_id
from folkmoot_web.demo.clock import Clock
from folkmoot_web.demo.content import By, Moment, Words
from folkmoot_web.demo.place import Place

DAY = 1440
WEEKS = 10
"""How long the demonstration goes on."""

NOTICE = "publish/1"

Act = Callable[[], None]


class Telling:
    """start: minute of the founding. offices: by the name that the files use. clock: that of the installation."""

    def __init__(self, installation: Installation, clock: Clock, place: Place, start: int) -> None:
        self.place = place
        self.offices: dict[str, str] = {}
        self._clock, self._start = clock, start - start % DAY
        self._moot: Moot = installation.moot(place.slug)
        self._store = installation.store
        self._plan: list[tuple[int, int, Act]] = []
        self._order = count()
        self._pending: list[Future[Done]] = []
        self._names: dict[tuple[str, str], str] = {}
        self._made: dict[tuple[str, str], Future[Done]] = {}

    def at(self, moment: Moment, act: Act) -> None:
        """Plan something. What is planned for the same hour happens in the order of planning."""
        self._plan.append((self._start + moment.day * DAY + moment.hour * 60, next(self._order), act))

    def does(self, item: By, canvas: str, command: Callable[[], Command], name: str = "") -> None:
        """Plan that somebody asks for something in a canvas. name: under which others speak of what it makes."""
        known = (canvas, name) if name else None
        self.at(item, lambda: self.ask(command(), self.by(item, canvas), name=known))

    def date(self, day: int) -> str:
        """The date of a day, `YYYY-MM-DD`."""
        return time.strftime("%Y-%m-%d", time.gmtime((self._start + day * DAY) * 60))

    def run(self, until: int) -> None:
        """Let everything happen; afterwards the clock stands at the minute `until`.

        Raises ValueError when something is planned for later than that, and Refused when the rules say no.
        """
        for minute, acts in groupby(sorted(self._plan, key=lambda planned: planned[:2]), key=lambda planned: planned[0]):
            if minute > until:
                raise ValueError("something in the demonstration is planned for after its end")
            self._clock.minute = minute
            for _, _, act in acts:
                act()
            self.settle()
        self._clock.minute = until

    def settle(self) -> None:
        """Wait until everything that was asked for is in the record."""
        for future in self._pending:
            future.result()
        self._pending.clear()

    def ask(self, command: Command, by: Author, via: str = "web", name: tuple[str, str] | None = None) -> None:
        """Ask for something. name: canvas and id under which others speak of what it makes."""
        future = self._moot.submit(command, by, via=via)
        self._pending.append(future)
        if name:
            self._made[name] = future

    def stream(self, canvas: str, what: str) -> str:
        """The stream of what was made under a name."""
        return self._made[canvas, what].result().made

    def first(self, canvas: str, what: str) -> str:
        """The stream of the words that came with what was made under a name."""
        return read(self._store.read(self.place.slug, self._made[canvas, what].result().first, 1)[0]).s

    def says(self, item: Words) -> dict[str, Any]:
        """The fields of a command that carries words, which a person consents to show."""
        return self.spoken(item.text, item.lang, publish=not item.office) | {"title": item.title}

    def spoken(self, text: str, lang: str, *, publish: bool) -> dict[str, Any]:
        """The fields of a command that carries words; consent to showing them is asked in their language."""
        consent = {"publish": publish, "notice": NOTICE, "notice_text": self.place.notice[lang], "notice_lang": lang}
        return {"text": text, "lang": lang} | consent

    def office(self, name: str) -> Author:
        """An office, as author."""
        return Author(self.offices[name])

    def by(self, item: By, canvas: str) -> Author:
        """Who does something in a canvas."""
        return self.office(item.office) if item.office else self.person(item.who, canvas)

    def nobody(self, name: str) -> Author:
        """A person of the demonstration under a made-up name that they use this once."""
        self._known(name)
        return Author(new_id("p_"))

    def _known(self, name: str) -> None:
        if name not in self.place.people:
            raise ValueError(f"there is no {name} among the people of the demonstration")

    def person(self, name: str, canvas: str) -> Author:
        """A person under their made-up name in a canvas, which they join when they first do something there."""
        self._known(name)
        if (name, canvas) not in self._names:
            self._names[name, canvas] = new_id("p_")
            self.ask(Join(canvas=self.stream(canvas, "")), Author(self._names[name, canvas]))
        return Author(self._names[name, canvas])
