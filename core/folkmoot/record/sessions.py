"""Who is signed in: sessions and links by tokens that are told once and kept as hashes only."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Literal, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from folkmoot.record.people_file import PeopleFile, links, must_exist, sessions

Kind = Literal["guest", "resident", "staff", "device", "patient"]
"""What a session may be used for; a guest is whoever came first with that token, on a shared device one of many, who may need
longer."""

_ALIVE = sessions.c.token == bindparam("digest"), sessions.c.expires > bindparam("now")
_SESSION = select(sessions.c.person, sessions.c.kind, sessions.c.expires, sessions.c.ends).where(*_ALIVE)
_ROTATE = update(sessions).where(*_ALIVE).values(token=bindparam("fresh"))


class Session(NamedTuple):
    """Who is signed in. expires: seconds since 1970, after which the session is over; ends: up to when it can be prolonged."""

    person: str
    kind: str
    expires: int
    ends: int


class Sessions:
    """Sessions and sign-in links of a people's store. clock: seconds since 1970."""

    def __init__(self, file: PeopleFile, clock: Callable[[], float]) -> None:
        self._file, self._clock = file, clock

    def open_session(self, person: str, kind: Kind, ttl: float, idle: float = 0) -> str:
        """A new session's token. ttl: seconds until it is over. idle: seconds after which it is over when it is not
        prolonged; 0 for none.

        Raises Unknown when the person was erased.
        """
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._file.writing() as db:
            must_exist(db, person)
            db.execute(delete(sessions).where(sessions.c.expires <= int(now)))
            db.execute(insert(sessions).values((_digest(token), person, kind, int(now + min(idle or ttl, ttl)), int(now + ttl))))
        return token

    def session(self, token: str) -> Session | None:
        """Who holds a token; None when it was never given, was closed or is over."""
        found = self._file.all(_SESSION, digest=_digest(token), now=int(self._clock()))
        return Session(*found[0]) if found else None

    def prolong(self, token: str, idle: float) -> None:
        """Let a session that is used go on for `idle` seconds, but never past its time; nothing happens when it is over."""
        now = int(self._clock())
        later = func.min(sessions.c.ends, now + int(idle))
        with self._file.writing() as db:
            db.execute(update(sessions).where(*_ALIVE, sessions.c.expires < later).values(expires=later), _alive(token, now))

    def sessions(self, person: str) -> list[Session]:
        """The sessions of a person that are not over, the longest first."""
        c = sessions.c
        alive = select(c.person, c.kind, c.expires, c.ends).where(c.person == person, c.expires > int(self._clock()))
        return [Session(*row) for row in self._file.all(alive.order_by(c.expires.desc(), c.kind))]

    def rotate(self, token: str) -> str | None:
        """The same session under a new token, which the old one no longer opens; None when the old one opens none."""
        fresh = secrets.token_urlsafe(32)
        values = {"digest": _digest(token), "fresh": _digest(fresh), "now": int(self._clock())}
        with self._file.writing() as db:
            changed = db.execute(_ROTATE, values).rowcount
        return fresh if changed else None

    def close_session(self, token: str) -> None:
        """End a session; nothing happens when there is none."""
        with self._file.writing() as db:
            db.execute(delete(sessions).where(sessions.c.token == _digest(token)))

    def close_all(self, person: str) -> None:
        """End every session of a person, and every link with which they could sign in."""
        with self._file.writing() as db:
            for table in (sessions, links):
                db.execute(delete(table).where(table.c.person == person))

    def sign_in_link(self, person: str, ttl: float) -> str:
        """A token that signs a person in once. ttl: seconds for which it can be used.

        Raises Unknown when the person was erased.
        """
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._file.writing() as db:
            must_exist(db, person)
            db.execute(delete(links).where(links.c.expires <= int(now)))
            db.execute(insert(links).values((_digest(token), person, int(now + ttl))))
        return token

    def sign_in(self, token: str) -> str | None:
        """The person whom a link signs in, once; None when it was used, is too old or was never given."""
        where = links.c.token == _digest(token), links.c.expires > int(self._clock())
        with self._file.writing() as db:
            person: str | None = db.scalar(delete(links).where(*where).returning(links.c.person))
        return person


def _alive(token: str, now: int) -> dict[str, bytes | int]:
    return {"digest": _digest(token), "now": now}


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
