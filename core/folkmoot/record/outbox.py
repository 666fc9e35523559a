"""Letters wait here until a mail server has taken them, whatever is killed meanwhile; what they say is written when they go."""

import secrets
from collections.abc import Callable
from typing import Literal, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)

from folkmoot.record.people_file import PeopleFile, tables

Errand = Literal["check", "round-up"]
"""What a letter is for: it checks whose an address is, or says what happened since."""

LEASE = 120
"""Seconds that a letter is left to whoever took it out; then it is another's, as after a kill."""

FIRST = 5
"""Seconds before the second try; each next one comes after four times as many."""

LONGEST = 3600
"""Most seconds between two tries."""

letters = Table(
    "letters",
    tables,
    Column("key", String, primary_key=True),
    Column("errand", String, nullable=False),
    Column("about", LargeBinary, nullable=False),
    Column("due", Integer, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    UniqueConstraint("errand", "about"),
)
"""No address and no words: `about` is the id of the check or of the follow that a letter is written from."""


class Letter(NamedTuple):
    """A letter to write and send. key: the same at every try, so that a second copy is known. tries: this one included."""

    key: str
    errand: Errand
    about: bytes
    tries: int


class Outbox:
    """The letters of a people's store. clock: seconds since 1970."""

    def __init__(self, file: PeopleFile, clock: Callable[[], float]) -> None:
        self._file, self._clock = file, clock

    def take(self, most: int) -> list[Letter]:
        """Letters that are due, the ones that somebody waits for first; each is out of others' hands for LEASE seconds.

        Letters that came too late for anybody are dropped.
        """
        now = int(self._clock())
        c = letters.c
        if self._file.text(select(c.key).where(c.due <= now).limit(1)) is None:
            return []  # nothing is written while nothing is to be done
        due = select(c.key, c.errand, c.about, c.tries).where(c.due <= now)
        with self._file.writing() as db:
            db.execute(delete(letters).where(c.until <= now))
            rows = db.execute(due.order_by(c.errand, c.due).limit(most)).all()
            for row in rows:
                db.execute(update(letters).where(c.key == row.key).values(due=now + LEASE, tries=row.tries + 1))
        return [Letter(key, errand, about, tries + 1) for key, errand, about, tries in rows]

    def done(self, letter: Letter) -> None:
        """A letter was taken, or is no longer to be sent."""
        with self._file.writing() as db:
            db.execute(delete(letters).where(letters.c.key == letter.key))

    def later(self, letter: Letter) -> None:
        """Try a letter again after a while that grows, at most an hour."""
        wait = min(FIRST * 4 ** min(letter.tries - 1, 10), LONGEST)
        with self._file.writing() as db:
            db.execute(update(letters).where(letters.c.key == letter.key).values(due=int(self._clock()) + wait))

    def waiting(self, tries: int = 0) -> int:
        """How many letters wait that were tried so many times at least."""
        return int(self._file.text(select(func.count()).select_from(letters).where(letters.c.tries >= tries)) or 0)


def put(db: Connection, errand: Errand, about: bytes, now: int, life: int) -> None:
    """Lay a letter out in a transaction of the caller; one about the same thing that waits already stands for both.

    now: seconds since 1970. life: seconds after which it is of no use any more.
    """
    c = letters.c
    if db.scalar(select(c.key).where(c.errand == errand, c.about == about)) is None:
        values = {"key": secrets.token_hex(16), "errand": errand, "about": about, "due": now, "tries": 0, "until": now + life}
        db.execute(insert(letters).values(values))
