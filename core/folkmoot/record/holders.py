"""Who serves in an office is known by name to the stewards, and stands nowhere in the record."""

import os
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, LargeBinary, String, Table, bindparam, delete, insert, select

from folkmoot.record.people_file import PeopleFile, must_exist, offices, tables

MOST = 100
"""Characters of a name."""

names = Table(
    "holder_names",
    tables,
    Column("person", String, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

_SERVING = (
    select(offices.c.office, offices.c.person, names.c.sealed)
    .join(names, names.c.person == offices.c.person, isouter=True)
    .where(offices.c.community == bindparam("where"))
    .order_by(offices.c.office, offices.c.person)
)
_NAME = select(names.c.sealed).where(names.c.person == bindparam("who"))


class Holder(NamedTuple):
    """A person in an office. name: empty when none was given."""

    office: str
    person: str
    name: str


class Holders:
    """The names in a people's store. key: 32 bytes for this purpose alone."""

    def __init__(self, file: PeopleFile, key: bytes) -> None:
        self._file, self._sealing = file, AESGCM(key)

    def call(self, person: str, name: str) -> None:
        """Keep the name of somebody who holds an office, encrypted; an empty one is forgotten.

        Raises Unknown when the person was erased.
        """
        nonce = os.urandom(12)
        sealed = nonce + self._sealing.encrypt(nonce, name[:MOST].encode(), person.encode())
        with self._file.writing() as db:
            must_exist(db, person)
            db.execute(delete(names).where(names.c.person == person))
            if name:
                db.execute(insert(names).values((person, sealed)))

    def name(self, person: str) -> str:
        """The name of somebody who holds an office, empty when none was given."""
        found = self._file.all(_NAME, who=person)
        return self._opened(person, found[0][0]) if found else ""

    def serving(self, community: str) -> list[Holder]:
        """Who may act as which office of a community, sorted by office."""
        rows = self._file.all(_SERVING, where=community)
        return [Holder(office, person, self._opened(person, sealed) if sealed else "") for office, person, sealed in rows]

    def _opened(self, person: str, sealed: bytes) -> str:
        return self._sealing.decrypt(sealed[:12], sealed[12:], person.encode()).decode()
