"""A Polis conversation becomes a canvas: its statements by its licence, its votes as responses, each row once.

A row is asked for under a key made of what it says. So an import that was stopped, or an export that was made again
later, goes on where it left off: what was taken before is answered with the first result and not taken again.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.community import NameSource
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.moderation import Hide
from folkmoot.domain.participant import Join, Respond
from folkmoot.domain.rules import Command, Refused
from folkmoot.imports import polis_export
from folkmoot.imports.flight import answers
from folkmoot.imports.polis_export import Conversation, Person, Statement, Vote
from folkmoot.imports.report import Report
from folkmoot.moot import Author, Done, Moot
from folkmoot.record.ids import new_id

ATTRIBUTION = (
    "Data was gathered using the Polis software (compdemocracy.org/polis) and is sub-licensed under CC BY 4.0 with "
    "Attribution to The Computational Democracy Project. Case studies: compdemocracy.org/case-studies/"
)
"""What the licence of the open data asks to be said wherever it is shown."""

REJECTED = "The moderators of the conversation did not accept this statement where it was first made."

HOUSE = Author("house")

STEP = 256
"""Rows between two tellings of progress."""

Row = TypeVar("Row", Person, Statement, Vote)


def import_polis(folder: Path, moot: Moot, tell: Callable[[int, int], None] = lambda done, total: None) -> Report:
    """Bring a Polis export into a community, as one canvas.

    folder: with comments.csv, votes.csv and mostly summary.csv. moot: the door of the community. tell: called with how
    many rows are done, and of how many.
    Raises Refused with what to do when the folder is no Polis export.
    """
    return _Import(polis_export.read(folder), folder, moot, tell).run()


class _Import:
    """names: pseudonym of each person. streams: contribution that each statement became."""

    def __init__(self, talk: Conversation, folder: Path, moot: Moot, tell: Callable[[int, int], None]) -> None:
        self.talk, self.report = talk, talk.report
        self.names: dict[str, str] = {}
        self.streams: dict[str, str] = {}
        self._key = talk.url or folder.resolve().name
        self._moot, self._tell = moot, tell
        self._people = talk.people
        self._rejected = [statement for statement in talk.statements if statement.rejected]
        self._done = 0
        self._total = len(self._people) + len(talk.statements) + len(self._rejected) + len(talk.votes)

    def run(self) -> Report:
        source = self._ask(_source(self.talk), HOUSE, "source").result().made
        canvas = self._ask(_canvas(self.talk), HOUSE, "canvas").result().made
        for person, done in self._take(self._join(canvas)):
            self.names[person.id] = done.made
        for statement, done in self._take(self._state(canvas, source)):
            self.streams[statement.id] = done.made
        self.report.hidden = sum(1 for _ in self._take(self._hide()))
        counting = set()
        for vote, _ in self._take(self._vote()):
            self.report.votes += 1
            counting.add((vote.statement, vote.voter))
        self.report.canvas, self.report.people = canvas, len(self.names)
        self.report.statements, self.report.counting = len(self.streams), len(counting)
        self._tell(self._total, self._total)
        return self.report

    def _join(self, canvas: str) -> Iterator[tuple[Person, "Future[Done]"]]:
        for person in self._people:
            yield person, self._ask(Join(canvas=canvas, roll="import"), Author(new_id("p_")), f"person {person.id}")

    def _state(self, canvas: str, source: str) -> Iterator[tuple[Statement, "Future[Done]"]]:
        for statement in self.talk.statements:
            by = self.names.get(statement.author)
            if by is None:
                self.report.skip("statement whose author could not be brought in", statement.row)
                continue
            command = Contribute(canvas=canvas, kind="statement", text=statement.text, source=source, claimed=statement.date)
            yield statement, self._ask(command, Author(by), f"statement {statement.id}")

    def _hide(self) -> Iterator[tuple[Statement, "Future[Done]"]]:
        for statement in self._rejected:
            if statement.id in self.streams:
                command = Hide(contribution=self.streams[statement.id], reason="rejected-at-source", statement=REJECTED)
                yield statement, self._ask(command, HOUSE, f"rejection {statement.id}")

    def _vote(self) -> Iterator[tuple[Vote, "Future[Done]"]]:
        for vote in self.talk.votes:
            by, statement = self.names.get(vote.voter), self.streams.get(vote.statement)
            if by is None or statement is None:
                self.report.skip("vote whose voter or statement could not be brought in", vote.row)
                continue
            command = Respond(statement=statement, value=vote.value, claimed=vote.date)
            key = f"vote {vote.statement} {vote.voter} {vote.time} {vote.value} {vote.nth}"
            yield vote, self._ask(command, Author(by), key)

    def _ask(self, command: Command, by: Author, key: str) -> "Future[Done]":
        return self._moot.submit(command, by, f"polis {self._key} {key}", "import")

    def _take(self, asked: Iterable[tuple[Row, "Future[Done]"]]) -> Iterator[tuple[Row, Done]]:
        """What was taken; what was refused is reported in the words of the refusal."""
        for row, answer in answers(asked):
            self._done += 1
            if self._done % STEP == 0:
                self._tell(self._done, self._total)
            if isinstance(answer, Refused):
                self.report.skip(f"{type(row).__name__.lower()} that was refused: {answer}", row.row)
            else:
                yield row, answer


def _source(talk: Conversation) -> NameSource:
    address = talk.url if talk.url.startswith(("https://", "http://")) else ""
    return NameSource(licence="CC-BY-4.0", attribution=ATTRIBUTION, url=address)


def _canvas(talk: Conversation) -> OpenCanvas:
    """The topic as its question; the description and where it is from as its promise."""
    days = sorted(vote.date for vote in talk.votes if vote.date)
    when = f" from {days[0]} to {days[-1]}" if days else ""
    origin = f"This conversation was held on Polis{when} and is shown here as it was. {ATTRIBUTION} {talk.url}".rstrip()
    description = talk.description[: 4_000 - len(origin) - 2]
    return OpenCanvas(question=talk.topic[:500], promise=f"{description}\n\n{origin}".strip(), level="inform", lang="und")
