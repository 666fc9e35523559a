"""An import says what it took, what it skipped and why, and what it noticed but took all the same."""

import msgspec

SHOWN = 5
"""How many row numbers a reason names."""


class Count(msgspec.Struct):
    """How often something was met, and in which rows first; a table's heading is row 1."""

    times: int = 0
    rows: list[int] = []

    def add(self, row: int) -> None:
        """Count a row."""
        self.times += 1
        if len(self.rows) < SHOWN:
            self.rows.append(row)


class Report(msgspec.Struct):
    """What came of an import. All figures are of the whole source, also when an earlier run took a part of it.

    canvas: stream that it went to. hidden: statements that were rejected at the source. votes: rows taken, of which
    `counting` are the latest of a person on a statement. skipped, noticed: by reason.
    """

    name: str
    url: str = ""
    canvas: str = ""
    people: int = 0
    statements: int = 0
    hidden: int = 0
    votes: int = 0
    counting: int = 0
    skipped: dict[str, Count] = {}
    noticed: dict[str, Count] = {}

    def skip(self, reason: str, row: int) -> None:
        """Count a row that was not taken."""
        self.skipped.setdefault(reason, Count()).add(row)

    def notice(self, what: str, row: int) -> None:
        """Count a row that was taken although something about it is odd."""
        self.noticed.setdefault(what, Count()).add(row)

    def text(self) -> str:
        """The report in sentences."""
        lines = [
            f"{self.name} {self.url}".rstrip(),
            f"Taken: {self.people:,} people, {self.statements:,} statements, of which {self.hidden:,} are hidden because "
            f"they were rejected at the source, and {self.votes:,} votes, of which {self.counting:,} count; "
            "a later vote of a person on the same statement replaces the earlier one.",
        ]
        lines += _listed("Skipped", self.skipped) or ["Skipped: nothing."]
        lines += _listed("Taken, but odd", self.noticed)
        return "\n".join(lines)


def _listed(heading: str, counts: dict[str, Count]) -> list[str]:
    return [
        f"{heading}: {count.times:,} × {reason} (row {', '.join(map(str, count.rows))}"
        f"{' and more' if count.times > len(count.rows) else ''})"
        for reason, count in sorted(counts.items())
    ]
