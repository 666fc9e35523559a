"""The file of the people's store: any process may write to it, and what was deleted is not left in it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    select,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from folkmoot.record.batch import Stopped

_PROMISES = (("journal_mode", "DELETE", "delete"), ("synchronous", "EXTRA", 3), ("secure_delete", "ON", 1))
# No write-ahead log here: SQLite before 3.51.3 can spoil it when two processes write. EXTRA, because with a journal that
# is deleted a commit is only durable once the folder is synced too.

tables = MetaData()

persons = Table("persons", tables, Column("id", String, primary_key=True))

leaving = Table("leaving", tables, Column("person", String, primary_key=True))
"""People whose erasure was begun; who stands here gets nothing new, and is gone once it is finished."""

pseudonyms = Table(
    "pseudonyms",
    tables,
    Column("person", String, primary_key=True),
    Column("community", String, primary_key=True),
    Column("canvas", String, primary_key=True),
    Column("pseudonym", String, nullable=False),
    UniqueConstraint("community", "pseudonym"),
)

offices = Table(
    "offices",
    tables,
    Column("person", String, primary_key=True),
    Column("community", String, primary_key=True),
    Column("office", String, primary_key=True),
)

contacts = Table(
    "contacts",
    tables,
    Column("person", String, primary_key=True),
    Column("way", String, primary_key=True),
    Column("lookup", LargeBinary, nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
)

sessions = Table(
    "sessions",
    tables,
    Column("token", LargeBinary, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("expires", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
)

links = Table(
    "sign_in_links",
    tables,
    Column("token", LargeBinary, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("expires", Integer, nullable=False),
)

slips = Table(
    "slips",
    tables,
    Column("code", LargeBinary, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("community", String, nullable=False),
    Column("contribution", String, nullable=False),
    Column("pseudonym", String, nullable=False),
    Column("token", LargeBinary, unique=True),
    Column("expires", Integer, nullable=False),
    UniqueConstraint("community", "contribution"),
)

returns = Table(
    "returns",
    tables,
    Column("person", String, primary_key=True),
    Column("code", LargeBinary, nullable=False, unique=True),
)


class Unknown(LookupError):
    """There is no such person, or no longer."""


class PeopleFile:
    """Connections to the file, each with its promises checked."""

    def __init__(self, path: Path) -> None:
        """path: the file, made if missing. Raises Stopped when it is not a people's store."""
        self.path = path
        path.touch(mode=0o600)
        # Parameters are tokens and names of people: they stay out of what SQLAlchemy logs and raises.
        self._engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 5}, hide_parameters=True)
        event.listen(self._engine, "connect", self._promise)
        try:
            with self.writing() as db:
                tables.create_all(db)
        except DatabaseError as e:
            raise Stopped(f"{path} is not a people's store ({e.orig}); name another file") from e
        self._reader, self._alone = self._engine.connect(), threading.Lock()

    def close(self) -> None:
        """End every connection."""
        self._reader.close()
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the file from its first statement and is durable at its end."""
        with self._engine.begin() as db:
            db.exec_driver_sql("BEGIN IMMEDIATE")
            yield db

    def all(self, statement: Any, **values: Any) -> list[Any]:
        """Rows of a select, as tuples."""
        with self._reading() as db:
            return [tuple(row) for row in db.execute(statement, values)]

    def text(self, statement: Any, **values: Any) -> str | None:
        """The one column of the first row of a select, None without a row."""
        with self._reading() as db:
            found: str | None = db.scalar(statement, values)
        return found

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """The connection that reads; taking one from the pool each time costs as much as what every request asks."""
        with self._alone:
            try:
                yield self._reader
            finally:
                self._reader.rollback()

    def _promise(self, connection: Any, _: Any) -> None:
        connection.isolation_level = None  # so that BEGIN IMMEDIATE is the only begin
        for pragma, value, expected in _PROMISES:
            connection.execute(f"PRAGMA {pragma} = {value}")
            if connection.execute(f"PRAGMA {pragma}").fetchone()[0] != expected:
                raise Stopped(f"SQLite does not keep {pragma} = {value} for {self.path}; use a disk of this machine")


def must_exist(db: Connection, person: str) -> None:
    """Raises Unknown when there is no such person, or no longer, or their erasure has begun."""
    gone = select(leaving.c.person).where(leaving.c.person == person).exists()
    if db.scalar(select(persons.c.id).where(persons.c.id == person, ~gone)) is None:
        raise Unknown("this person is not known here, or no longer; start again without the old session")
