"""What somebody follows, at which pace, and how far they have read, is theirs alone and never in the record."""

import hashlib
import hmac
import os
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from sqlalchemy import Column, Integer, LargeBinary, String, Table, UniqueConstraint, delete, insert, select, update

from folkmoot.record.outbox import letters, put
from folkmoot.record.people_file import PeopleFile, contacts, must_exist, tables

DAY = 86_400
Pace = Literal["day", "week", "month"]
PACES: dict[Pace, int] = {"day": DAY, "week": 7 * DAY, "month": 30 * DAY}
"""How often a round-up comes -> seconds."""

LATE = 2 * DAY
"""Seconds for which a round-up is tried; the next one says the same and more."""

MOST = 200
"""Round-ups that are laid out at once."""

follows = Table(
    "follows",
    tables,
    Column("id", LargeBinary, primary_key=True),
    Column("person", String, nullable=False),
    Column("community", String, nullable=False),
    Column("canvas", String, nullable=False),
    Column("pace", String, nullable=False),
    Column("locale", String, nullable=False),
    Column("told", Integer, nullable=False),
    Column("due", Integer, nullable=False, index=True),
    Column("stop", LargeBinary, nullable=False, unique=True),
    UniqueConstraint("person", "community", "canvas"),
)

visits = Table(
    "visits",
    tables,
    Column("person", String, primary_key=True),
    Column("community", String, primary_key=True),
    Column("canvas", String, primary_key=True),
    Column("read", Integer, nullable=False),
)


class Follow(NamedTuple):
    """Somebody follows a canvas. told: entries of the record that they have been told of. locale: language of the letters."""

    id: bytes
    person: str
    community: str
    canvas: str
    pace: Pace
    locale: str
    told: int


_COLUMNS = [follows.c[name] for name in Follow._fields]


class Follows:
    """The follows of a people's store. key: 32 bytes for this purpose alone. clock: seconds since 1970."""

    def __init__(self, file: PeopleFile, key: bytes, clock: Callable[[], float]) -> None:
        self._file, self._key, self._clock = file, key, clock

    def follow(self, person: str, community: str, canvas: str, pace: Pace, locale: str, size: int) -> None:
        """Follow a canvas, or change the pace. size: entries of the record, of which nothing needs to be told any more.

        Raises Unknown when the person was erased.
        """
        due = int(self._clock()) + PACES[pace]
        with self._file.writing() as db:
            must_exist(db, person)
            changed = update(follows).where(*_one(person, community, canvas)).values(pace=pace, locale=locale, due=due)
            if not db.execute(changed).rowcount:
                id_ = os.urandom(16)
                stop = _digest(self._token(id_))
                db.execute(insert(follows).values((id_, person, community, canvas, pace, locale, size, due, stop)))

    def of(self, person: str) -> list[Follow]:
        """What a person follows, sorted."""
        mine = select(*_COLUMNS).where(follows.c.person == person).order_by(follows.c.community, follows.c.canvas)
        return [Follow(*row) for row in self._file.all(mine)]

    def find(self, person: str, community: str, canvas: str) -> Follow | None:
        """How a person follows a canvas, None when they do not."""
        return self._first(select(*_COLUMNS).where(*_one(person, community, canvas)))

    def by_id(self, id_: bytes) -> Follow | None:
        """A follow by its id, None when it was stopped."""
        return self._first(select(*_COLUMNS).where(follows.c.id == id_))

    def stop(self, person: str, community: str, canvas: str) -> None:
        """Follow a canvas no longer; nothing happens when it was not followed."""
        found = self.find(person, community, canvas)
        if found is not None:
            self._drop(found.id)

    def stop_with(self, token: str) -> Follow | None:
        """Stop what the token of a letter stops; answers what that was, None when it was stopped before or never was."""
        found = self.stopped_by(token)
        if found is not None:
            self._drop(found.id)
        return found

    def stopped_by(self, token: str) -> Follow | None:
        """What the token of a letter would stop."""
        return self._first(select(*_COLUMNS).where(follows.c.stop == _digest(token)))

    def token(self, follow: Follow) -> str:
        """The token with which anybody who holds a letter stops this follow and does nothing else."""
        return self._token(follow.id)

    def lay_out(self) -> int:
        """Lay out a round-up for each follow that is due, of people who can be reached; answers how many."""
        now, c = int(self._clock()), follows.c
        reached = select(contacts.c.person).where(contacts.c.person == c.person, contacts.c.way == "email").exists()
        due = select(c.id, c.pace).where(c.due <= now, reached).order_by(c.due).limit(MOST)
        if not self._file.all(due):
            return 0
        with self._file.writing() as db:
            rows = db.execute(due).all()
            for id_, pace in rows:
                put(db, "round-up", id_, now, LATE)
                db.execute(update(follows).where(c.id == id_).values(due=now + PACES[pace]))
        return len(rows)

    def told_of(self, follow: Follow, size: int, key: str) -> None:
        """A round-up was taken, or had nothing to say. size: entries it covers. key: of its letter, which is done."""
        with self._file.writing() as db:
            db.execute(update(follows).where(follows.c.id == follow.id).values(told=size))
            db.execute(delete(letters).where(letters.c.key == key))

    def read(self, person: str, community: str, canvas: str) -> int | None:
        """How many entries a person said they have read, in a canvas; None when they did not say."""
        c = visits.c
        rows = self._file.all(select(c.read).where(c.person == person, c.community == community, c.canvas == canvas))
        return rows[0][0] if rows else None

    def have_read(self, person: str, community: str, canvas: str, size: int) -> None:
        """Keep how far a person has read. Raises Unknown when they were erased."""
        c = visits.c
        with self._file.writing() as db:
            must_exist(db, person)
            db.execute(delete(visits).where(c.person == person, c.community == community, c.canvas == canvas))
            db.execute(insert(visits).values((person, community, canvas, size)))

    def visits(self, person: str) -> list[tuple[str, str, int]]:
        """(community, canvas, entries) of how far a person has read, sorted."""
        c = visits.c
        return self._file.all(select(c.community, c.canvas, c.read).where(c.person == person).order_by(c.community, c.canvas))

    def _drop(self, id_: bytes) -> None:
        with self._file.writing() as db:
            db.execute(delete(follows).where(follows.c.id == id_))
            db.execute(delete(letters).where(letters.c.errand == "round-up", letters.c.about == id_))

    def _first(self, statement: Any) -> Follow | None:
        rows = self._file.all(statement)
        return Follow(*rows[0]) if rows else None

    def _token(self, id_: bytes) -> str:
        return urlsafe_b64encode(hmac.digest(self._key, id_, "sha256")).decode().rstrip("=")


def _one(person: str, community: str, canvas: str) -> tuple[Any, ...]:
    return follows.c.person == person, follows.c.community == community, follows.c.canvas == canvas


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
