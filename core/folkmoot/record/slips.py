"""A consent slip has a code that leads back to one contribution, without an account and without a session."""

import hashlib
import secrets
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from folkmoot.record.codes import Codes
from folkmoot.record.people_file import PeopleFile, must_exist, slips

_CODE = slips.c.code == bindparam("kept"), slips.c.community == bindparam("where")
_FOUND = select(slips.c.person, slips.c.contribution, slips.c.pseudonym).where(*_CODE)
_HAS = select(slips.c.contribution).where(slips.c.community == bindparam("where"), slips.c.contribution == bindparam("what"))
_STEP = slips.c.token == bindparam("digest"), slips.c.community == bindparam("where"), slips.c.expires > bindparam("now")
_STEPS = select(slips.c.person, slips.c.contribution, slips.c.pseudonym).where(*_STEP)


class Slip(NamedTuple):
    """What a code leads to. pseudonym: under which the person brought the contribution."""

    person: str
    contribution: str
    pseudonym: str


class Slips:
    """The codes of a people's store, and the steps that somebody takes with one.

    key: 32 bytes for this purpose alone. clock: seconds since 1970.
    """

    def __init__(self, file: PeopleFile, key: bytes, clock: Callable[[], float]) -> None:
        self._file, self._codes, self._clock = file, Codes(key), clock

    def new(self, person: str, community: str, contribution: str, pseudonym: str) -> str:
        """A new code for a contribution, told this once: 20 digits in groups of 5. One that it had before opens nothing more.

        pseudonym: under which the person brought it, and with which the code goes.

        Raises Unknown when the person was erased.
        """
        code, kept = self._codes.new()
        with self._file.writing() as db:
            must_exist(db, person)
            db.execute(delete(slips).where(slips.c.community == community, slips.c.contribution == contribution))
            db.execute(insert(slips).values((kept, person, community, contribution, pseudonym, None, 0)))
        return code

    def find(self, community: str, code: str) -> Slip | None:
        """What a code leads to, however its groups and in whichever digits it is written; None when it leads nowhere."""
        found = self._file.all(_FOUND, kept=self._codes.kept(code), where=community)
        return Slip(*found[0]) if found else None

    def start(self, community: str, code: str, ttl: float) -> str | None:
        """A token for the steps of somebody with a code; None when the code leads nowhere. Steps begun before end.

        ttl: seconds from the last step until the token opens nothing more.
        """
        kept = self._codes.kept(code)
        if not self._file.all(_FOUND, kept=kept, where=community):
            return None
        token = secrets.token_urlsafe(32)
        with self._file.writing() as db:
            where = update(slips).where(slips.c.code == kept, slips.c.community == community)
            changed = db.execute(where.values(token=_digest(token), expires=int(self._clock() + ttl))).rowcount
        return token if changed else None

    def step(self, community: str, token: str) -> Slip | None:
        """What a token leads to; None when it is over, or was never given."""
        found = self._file.all(_STEPS, digest=_digest(token), where=community, now=int(self._clock()))
        return Slip(*found[0]) if found else None

    def prolong(self, token: str, ttl: float) -> None:
        """Let the steps of a token that is not over go on for `ttl` seconds from now."""
        now = int(self._clock())
        going = slips.c.token == _digest(token), slips.c.expires > now
        with self._file.writing() as db:
            db.execute(update(slips).where(*going).values(expires=func.max(slips.c.expires, now + int(ttl))))

    def stop(self, token: str) -> None:
        """Let a token open nothing more; its code still does."""
        with self._file.writing() as db:
            db.execute(update(slips).where(slips.c.token == _digest(token)).values(token=None, expires=0))

    def of(self, person: str) -> list[tuple[str, str]]:
        """(community, contribution) of every code that a person has, sorted."""
        c = slips.c
        mine = select(c.community, c.contribution).where(c.person == person)
        return self._file.all(mine.order_by(c.community, c.contribution))

    def has(self, community: str, contribution: str) -> bool:
        """Whether a contribution has a code."""
        return self._file.text(_HAS, where=community, what=contribution) is not None

    def drop(self, community: str, contribution: str) -> None:
        """Let the code of a contribution open nothing more."""
        with self._file.writing() as db:
            db.execute(delete(slips).where(slips.c.community == community, slips.c.contribution == contribution))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
