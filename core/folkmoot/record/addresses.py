"""An e-mail address is somebody's once they used what was sent to it: a link in the browser that asked, or six digits there."""

import hashlib
import hmac
import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Boolean, Column, Connection, Integer, LargeBinary, Row, String, Table, delete, func, insert, select, update

from folkmoot.record.kek import derive
from folkmoot.record.outbox import put
from folkmoot.record.people_file import PeopleFile, tables

LIFE = 600
"""Seconds for which a link and its digits can be used: OWASP ASVS 5, V6.5.5."""

TRIES = 3
"""Wrong digits that one asking bears."""

WRONG = 10
"""Wrong digits that an address bears in a day; the link goes on working. Of a million codes that is one guessed in 270 years."""

HOUR, DAY = 3600, 86_400
MOST = 5
"""Letters that an address is sent in an hour."""

checks = Table(
    "address_checks",
    tables,
    Column("id", LargeBinary, primary_key=True),
    Column("browser", LargeBinary, nullable=False, unique=True),
    Column("link", LargeBinary, nullable=False, unique=True),
    Column("lookup", LargeBinary, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("person", String, nullable=False, index=True),
    Column("community", String, nullable=False),
    Column("locale", String, nullable=False),
    Column("made", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("used", Boolean, nullable=False),
)


class TooMany(Exception):
    """Enough letters went to this address within the hour."""


class Check(NamedTuple):
    """What a letter is written from. person: to whom the address is to belong, empty for whoever signs in with it.

    link: token of the link. code: six digits. community, locale: where and in which language it was asked.
    """

    address: str
    person: str
    community: str
    locale: str
    link: str
    code: str


class Proven(NamedTuple):
    """An address that whoever asks reads. person: to whom it is to belong, empty when somebody signs in with it."""

    address: str
    person: str
    community: str


class Addresses:
    """The checks of a people's store. Addresses are encrypted and gone from here when their time is over; links are kept
    as SHA-256 and follow, like the digits, from an id and a key that is not in the file, so that a letter can be written
    again without its token lying anywhere.

    kek: from which the keys come. hashed: what an address is found by. clock: seconds since 1970.
    """

    def __init__(self, file: PeopleFile, kek: bytes, hashed: Callable[[str], bytes], clock: Callable[[], float]) -> None:
        self._file, self._hashed, self._clock = file, hashed, clock
        self._sealing, self._key = AESGCM(derive(kek, b"folkmoot/people/check/v1")), derive(kek, b"folkmoot/people/link/v1")

    def ask(self, address: str, person: str, community: str, locale: str) -> str:
        """Have a letter sent to an address, and answer the token of the browser that asked.

        Nothing here depends on whether anybody is known there: that is looked up when the letter is written.
        Raises TooMany.
        """
        id_, browser, nonce, now = os.urandom(32), secrets.token_urlsafe(32), os.urandom(12), int(self._clock())
        lookup = self._hashed(address)
        sealed = nonce + self._sealing.encrypt(nonce, address.encode(), id_)
        with self._file.writing() as db:
            _tidy(db, now)
            asked = select(func.count()).where(checks.c.lookup == lookup, checks.c.made > now - HOUR)
            if (db.scalar(asked) or 0) >= MOST:
                raise TooMany
            values = (id_, _digest(browser), _digest(self._link(id_)), lookup, sealed, person, community, locale, now, 0, False)
            db.execute(insert(checks).values(values))
            put(db, "check", id_, now, LIFE)
        return browser

    def check(self, id_: bytes) -> Check | None:
        """What the letter about a check says; None when its time is over or it was used."""
        c = checks.c
        rows = self._file.all(select(c.sealed, c.person, c.community, c.locale).where(c.id == id_, *self._alive()))
        if not rows:
            return None
        sealed, person, community, locale = rows[0]
        return Check(self._open(id_, sealed), person, community, locale, self._link(id_), self._code(id_))

    def asked(self, browser: str) -> str | None:
        """The community where a browser asked, while its asking can be used; None when there is none."""
        return self._file.text(select(checks.c.community).where(checks.c.browser == _digest(browser), *self._alive()))

    def fits(self, browser: str, link: str) -> bool:
        """Whether a link was asked for by this browser and can be used; looking uses nothing up."""
        return self._file.text(select(checks.c.community).where(*self._theirs(browser, link))) is not None

    def by_link(self, browser: str, link: str) -> Proven | None:
        """Use a link, once, in the browser that asked; None when it cannot be used there."""
        with self._file.writing() as db:
            row = db.execute(select(checks).where(*self._theirs(browser, link))).one_or_none()
            return None if row is None else self._use(db, row)

    def by_code(self, browser: str, code: str) -> Proven | None:
        """Use the six digits, once, in the browser that asked; None when they are wrong, and after too many that were."""
        c, now = checks.c, int(self._clock())
        with self._file.writing() as db:
            row = db.execute(select(checks).where(c.browser == _digest(browser), c.tries < TRIES, *self._alive())).one_or_none()
            if row is None:
                return None
            wrong = db.scalar(select(func.sum(c.tries)).where(c.lookup == row.lookup, c.made > now - DAY))
            if (wrong or 0) >= WRONG:
                return None
            if not hmac.compare_digest(self._code(row.id).encode(), code.encode()):
                db.execute(update(checks).where(c.id == row.id).values(tries=row.tries + 1))
                return None
            return self._use(db, row)

    def tidy(self) -> None:
        """Let go of every address whose time is over."""
        late = select(checks.c.community).where(checks.c.sealed != b"", checks.c.made <= int(self._clock()) - LIFE)
        if self._file.text(late.limit(1)) is not None:
            with self._file.writing() as db:
                _tidy(db, int(self._clock()))

    def _use(self, db: Connection, row: Row[Any]) -> Proven:
        address = self._open(row.id, row.sealed)
        db.execute(update(checks).where(checks.c.id == row.id).values(used=True, sealed=b""))
        return Proven(address, row.person, row.community)

    def _alive(self) -> tuple[Any, ...]:
        return checks.c.used.is_(False), checks.c.made > int(self._clock()) - LIFE

    def _theirs(self, browser: str, link: str) -> tuple[Any, ...]:
        return checks.c.browser == _digest(browser), checks.c.link == _digest(link), *self._alive()

    def _open(self, id_: bytes, sealed: bytes) -> str:
        return self._sealing.decrypt(sealed[:12], sealed[12:], id_).decode()

    def _link(self, id_: bytes) -> str:
        return urlsafe_b64encode(hmac.digest(self._key, b"link\n" + id_, "sha256")).decode().rstrip("=")

    def _code(self, id_: bytes) -> str:
        return f"{int.from_bytes(hmac.digest(self._key, b'code' + id_, 'sha256')) % 1_000_000:06}"


def _tidy(db: Connection, now: int) -> None:
    db.execute(update(checks).where(checks.c.made <= now - LIFE).values(sealed=b""))
    db.execute(delete(checks).where(checks.c.made <= now - DAY))


def forget(db: Connection, person: str, lookups: list[bytes]) -> None:
    """Forget what a person asked, and what was asked about addresses that are theirs, by their lookups."""
    db.execute(delete(checks).where((checks.c.person == person) | checks.c.lookup.in_(lookups)))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
