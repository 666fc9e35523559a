"""What an audit found, in plain sentences: what was checked, what could not be, and what nobody outside vouched for."""

import unicodedata

import msgspec

Place = int | tuple[int, int] | None
"""Index of an entry, a range of entries (first, after last), or None for something that is no entry."""

MOST = 100
"""Faults that are listed; beyond that they are only counted."""


class Report(msgspec.Struct):
    """faults: (place, sentence) in the order found. figures: numbers by name."""

    faults: list[tuple[Place, str]] = []
    checked: list[str] = []
    not_checked: list[str] = []
    vouched: list[str] = []
    figures: dict[str, int] = {}
    history: list[str] = []
    """What happened in each canvas, a line each; empty where nobody asked for it."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.figures.get("faults") and not self.faults

    @property
    def first_bad(self) -> Place:
        """The earliest place that something is wrong at, None when all is well or no entry is to blame."""
        places = [place for place, _ in self.faults if place is not None]
        return min(places, key=lambda place: place if isinstance(place, int) else place[0], default=None)

    def fault(self, place: Place, sentence: str) -> None:
        """Note something that is wrong."""
        self.figures["faults"] = self.figures.get("faults", 0) + 1
        if len(self.faults) < MOST:
            self.faults.append((place, _plain(sentence)))

    def begin_with(self, other: "Report") -> None:
        """Take in what another part found, its faults before those noted so far, so that none of them is only counted."""
        self.figures["faults"] = self.figures.get("faults", 0) + other.figures.get("faults", 0)
        self.faults[:] = [*other.faults, *self.faults][:MOST]
        self.checked += other.checked
        self.not_checked += other.not_checked

    def text(self) -> str:
        """The report for a person."""
        count = self.figures.get("faults", 0)
        first = self.first_bad
        lines = ["All that could be checked holds." if self.ok else f"SOMETHING IS WRONG: {count} faults."]
        if first is not None:
            lines.append(f"The first is at {_where(first)}.")
        lines += [f"  - {_where(place)}: {sentence}" if place is not None else f"  - {sentence}" for place, sentence in self.faults]
        if count > len(self.faults):
            lines.append(f"  - and {count - len(self.faults)} more")
        for title, part in (("Checked:", self.checked), ("Not checked:", self.not_checked), ("Vouched for:", self.vouched)):
            lines += [title, *(f"  - {_plain(sentence)}" for sentence in part or ("nothing",))]
        if self.history:
            lines += ["What happened:", *(f"  {_plain(line)}" for line in self.history)]
        return "\n".join(lines)


LONGEST = 400
"""Characters of a sentence that are kept; a bundle may hold names of any length."""


def _plain(sentence: str) -> str:
    """A sentence that does nothing to a terminal, whatever names of the bundle it repeats."""
    return "".join("\ufffd" if unicodedata.category(sign)[0] == "C" else sign for sign in sentence[:LONGEST])


def _where(place: Place) -> str:
    if isinstance(place, tuple):
        return f"entries {place[0]} to {place[1] - 1}"
    return f"entry {place}"
