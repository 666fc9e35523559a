"""A passkey signs in whoever holds an office; of each only the public half is kept, and a challenge is answered once."""

import hmac
import os
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Column, Integer, LargeBinary, String, Table, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from folkmoot.record.people_file import PeopleFile, must_exist, tables

LIFE = 600
"""Seconds for which a challenge can be answered: OWASP ASVS 5, V6.5.5."""

_NONCE, _UNTIL, _MAC = 16, 8, 16

passkeys = Table(
    "passkeys",
    tables,
    Column("id", LargeBinary, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("key", LargeBinary, nullable=False),
    Column("uses", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("made", Integer, nullable=False),
)

answered = Table(
    "answered_challenges",
    tables,
    Column("challenge", LargeBinary, primary_key=True),
    Column("expires", Integer, nullable=False),
)

_FOUND = select(passkeys).where(passkeys.c.id == bindparam("which"))
_OF = select(passkeys).where(passkeys.c.person == bindparam("who")).order_by(passkeys.c.made, passkeys.c.id)


class Passkey(NamedTuple):
    """id: credential id. key: COSE public key. uses: the device's counter, 0 where it keeps none. name: what its holder calls
    it. made: seconds since 1970.
    """

    id: bytes
    person: str
    key: bytes
    uses: int
    name: str
    made: int


class Passkeys:
    """The passkeys of a people's store. key: 32 bytes for this purpose alone. clock: seconds since 1970."""

    def __init__(self, file: PeopleFile, key: bytes, clock: Callable[[], float]) -> None:
        self._file, self._key, self._clock = file, key, clock

    def challenge(self, purpose: str) -> bytes:
        """40 bytes that a device has to sign. Nothing is kept of them until they are answered, so asking costs nothing.

        purpose: what an answer is good for.
        """
        until = int(self._clock()) + LIFE
        said = os.urandom(_NONCE) + until.to_bytes(_UNTIL, "big")
        return said + self._mac(said, purpose)

    def take(self, challenge: bytes, purpose: str) -> bool:
        """Whether a challenge is ours, was made for this purpose, is not too old and was not answered before; now it was."""
        said, mac = challenge[: _NONCE + _UNTIL], challenge[_NONCE + _UNTIL :]
        if len(mac) != _MAC or not hmac.compare_digest(mac, self._mac(said, purpose)):
            return False
        until, now = int.from_bytes(said[_NONCE:], "big"), int(self._clock())
        if until <= now:
            return False
        with self._file.writing() as db:
            db.execute(delete(answered).where(answered.c.expires <= now))
            try:
                db.execute(insert(answered).values((challenge, until)))
            except IntegrityError:
                return False
        return True

    def handle(self, person: str) -> bytes:
        """What a device keeps a person's passkey under: 32 bytes that say nothing of them elsewhere (WebAuthn 3, 14.6.1)."""
        return hmac.digest(self._key, f"handle\n{person}".encode(), "sha256")

    def add(self, person: str, id_: bytes, key: bytes, uses: int, name: str) -> None:
        """Keep a new passkey.

        Raises Unknown when the person was erased, ValueError when that passkey is kept already.
        """
        with self._file.writing() as db:
            must_exist(db, person)
            try:
                db.execute(insert(passkeys).values((id_, person, key, uses, name, int(self._clock()))))
            except IntegrityError:
                raise ValueError("this passkey is known here already; use another device or key") from None

    def find(self, id_: bytes) -> Passkey | None:
        """The passkey of a credential id, None when it is not known."""
        found = self._file.all(_FOUND, which=id_)
        return Passkey(*found[0]) if found else None

    def of(self, person: str) -> list[Passkey]:
        """The passkeys of a person, the oldest first."""
        return [Passkey(*row) for row in self._file.all(_OF, who=person)]

    def used(self, id_: bytes, uses: int) -> None:
        """Note how far a device has counted."""
        with self._file.writing() as db:
            db.execute(update(passkeys).where(passkeys.c.id == id_).values(uses=uses))

    def drop(self, person: str, id_: bytes) -> None:
        """Let a passkey of a person sign nobody in any more."""
        with self._file.writing() as db:
            db.execute(delete(passkeys).where(passkeys.c.person == person, passkeys.c.id == id_))

    def _mac(self, said: bytes, purpose: str) -> bytes:
        return hmac.digest(self._key, b"challenge\n" + said + purpose.encode(), "sha256")[:_MAC]
