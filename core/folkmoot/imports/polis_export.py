"""A Polis export is read from its CSV files; each row is understood or counted under the reason why not.

Format: github.com/compdemocracy/openData. summary.csv holds key and value a row. comments.csv: timestamp (ms),
datetime, comment-id, author-id, agrees, disagrees, moderated (1 accepted, 0 not looked at, -1 rejected), comment-body.
votes.csv: timestamp (ms), datetime, comment-id, voter-id, vote (1 agree, 0 pass, -1 disagree). `datetime` is in the
time zone of whoever made the export, so the date is taken from the timestamp.
"""

import csv
import datetime
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

import msgspec

from folkmoot.domain.contribution import LONGEST_IMPORTED
from folkmoot.domain.rules import Refused, text
from folkmoot.events.participant import Value
from folkmoot.imports.report import Report

Table = Literal["comments.csv", "votes.csv"]

_COLUMNS: dict[Table, tuple[str, ...]] = {
    "comments.csv": ("comment-id", "author-id", "moderated", "comment-body"),
    "votes.csv": ("comment-id", "voter-id", "vote"),
}


class Statement(msgspec.Struct, frozen=True):
    """One comment of the source. date: `YYYY-MM-DD` in UTC, empty when the source does not say."""

    row: int
    id: str
    author: str
    text: str
    rejected: bool
    date: str


class Vote(msgspec.Struct, frozen=True):
    """One row of votes. time: milliseconds since 1970. nth: place among rows that are the same in everything."""

    row: int
    statement: str
    voter: str
    value: Value
    time: int
    date: str
    nth: int


class Person(msgspec.Struct, frozen=True):
    """Somebody who voted or wrote. row: where they are met first."""

    row: int
    id: str


class Conversation(msgspec.Struct, frozen=True):
    """An export. statements: in order of id. votes: in order of time. report: what was skipped and noticed so far."""

    topic: str
    description: str
    url: str
    statements: list[Statement]
    votes: list[Vote]
    report: Report

    @property
    def people(self) -> list[Person]:
        """All who voted or wrote, also authors who never voted, in order of id."""
        met = [Person(vote.row, vote.voter) for vote in reversed(self.votes)]
        met += [Person(statement.row, statement.author) for statement in reversed(self.statements)]
        return sorted({person.id: person for person in met}.values(), key=lambda person: _by_number(person.id))


def read(folder: Path) -> Conversation:
    """The conversation in a folder with comments.csv, votes.csv and, if there is one, summary.csv.

    Raises Refused with what to do when the folder is no Polis export.
    """
    summary = {row[0]: row[1] for row in _lines(folder / "summary.csv") if len(row) > 1} if _has_summary(folder) else {}
    report = Report(name=summary.get("topic", "").strip() or folder.resolve().name, url=summary.get("url", "").strip())
    statements = _statements(folder, report)
    votes = _votes(folder, {statement.id for statement in statements}, report)
    _compare(folder, votes, report)
    return Conversation(
        topic=report.name,
        description=summary.get("conversation-description", "").strip(),
        url=report.url,
        statements=statements,
        votes=votes,
        report=report,
    )


def _has_summary(folder: Path) -> bool:
    return (folder / "summary.csv").exists()


def _statements(folder: Path, report: Report) -> list[Statement]:
    taken: dict[str, Statement] = {}
    for row, fields in _rows(folder, "comments.csv"):
        number = fields["comment-id"].strip()
        try:
            words = text(fields["comment-body"], "the statement", LONGEST_IMPORTED["statement"])
        except Refused:
            report.skip(f"statement that is empty, over {LONGEST_IMPORTED['statement']} characters or not readable", row)
            continue
        if not number or number in taken:
            report.skip("statement without an id, or with the id of another one", row)
            continue
        author = fields["author-id"].strip() or f"author of {number}"
        rejected = fields["moderated"].strip() == "-1"
        taken[number] = Statement(row, number, author, words, rejected, _date(_time(fields)))
    return sorted(taken.values(), key=lambda statement: _by_number(statement.id))


def _votes(folder: Path, statements: set[str], report: Report) -> list[Vote]:
    """Votes in order of time.

    Exports list votes by statement and voter, so file order is not the order in which people voted. Sorting by
    timestamp is stable: rows of the same moment stay in file order, and the later one counts.
    """
    votes: list[Vote] = []
    same: Counter[tuple[str, ...]] = Counter()
    values = {str(value): value for value in get_args(Value)}
    time = 0
    for row, fields in _rows(folder, "votes.csv"):
        statement, voter, value = fields["comment-id"].strip(), fields["voter-id"].strip(), fields["vote"].strip()
        if value not in values:
            report.skip("vote that is neither 1, 0 nor -1", row)
        elif not voter:
            report.skip("vote without a voter", row)
        elif statement not in statements:
            report.skip("vote on a statement that is not in comments.csv or was skipped", row)
        else:
            stated = _time(fields)
            if stated is None:
                report.notice("vote without a time, put after the row before it", row)
            time = time if stated is None else stated
            alike = statement, voter, value, fields.get("timestamp") or ""
            votes.append(Vote(row, statement, voter, values[value], time, _date(stated), same[alike]))
            same[alike] += 1
    return sorted(votes, key=lambda vote: vote.time)


def _compare(folder: Path, votes: list[Vote], report: Report) -> None:
    """Notice statements whose counts in comments.csv are not those of their votes; the votes are what is taken."""
    latest = {(vote.statement, vote.voter): vote.value for vote in votes}
    counted = Counter((statement, value) for (statement, _), value in latest.items())
    for row, fields in _rows(folder, "comments.csv"):
        number = fields["comment-id"].strip()
        given = fields.get("agrees"), fields.get("disagrees")
        if None not in given and given != (str(counted[number, 1]), str(counted[number, -1])):
            report.notice("statement with other counts in comments.csv than its votes give", row)


def _rows(folder: Path, table: Table) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and fields of each row; the heading is row 1."""
    lines = _lines(folder / table)
    heading = [name.strip() for name in next(lines, [])]
    if missing := [name for name in _COLUMNS[table] if name not in heading]:
        raise Refused(f"{folder / table} has no column {missing[0]}; give the folder of a Polis export.")
    for row, values in enumerate(lines, 2):
        if values:
            yield row, dict.fromkeys(heading, "") | dict(zip(heading, values, strict=False))


def _lines(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file)
    except OSError:
        raise Refused(f"There is no {path} to read; give the folder of a Polis export.") from None
    except (UnicodeDecodeError, csv.Error) as fault:
        raise Refused(f"{path} is not a CSV file in UTF-8: {fault}.") from None


def _time(fields: dict[str, str]) -> int | None:
    """Milliseconds since 1970, None when the row does not say."""
    stated = fields.get("timestamp", "").strip()
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 16 else None


def _date(time: int | None) -> str:
    """The date in UTC of a time in milliseconds, `YYYY-MM-DD`; empty when there is none or it is in no calendar."""
    try:
        return "" if time is None else datetime.datetime.fromtimestamp(time / 1000, datetime.UTC).date().isoformat()
    except (OverflowError, ValueError, OSError):
        return ""


def _by_number(name: str) -> tuple[bool, int, str]:
    number = name.isascii() and name.isdigit() and len(name) < 20
    return (not number, int(name) if number else 0, name)
