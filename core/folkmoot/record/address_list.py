"""Addresses that an office may check against are kept as keyed hashes: a list can be asked, and never read."""

import hmac
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Column, Integer, LargeBinary, String, Table, bindparam, delete, func, insert, select, update

from folkmoot.record.people_file import PeopleFile, tables

MOST = 20_000
"""Addresses on the list of a canvas."""

addresses = Table(
    "listed_addresses",
    tables,
    Column("lookup", LargeBinary, primary_key=True),
    Column("community", String, primary_key=True),
    Column("canvas", String, primary_key=True),
    Column("office", String, nullable=False),
    Column("room", Integer, nullable=False),
    Column("used", Integer, nullable=False),
)

_HERE = addresses.c.community == bindparam("where"), addresses.c.canvas == bindparam("within")
_FOUND = select(addresses.c.lookup, addresses.c.office).where(addresses.c.lookup == bindparam("kept"), *_HERE)
_COUNTS = select(func.count(), func.coalesce(func.sum(addresses.c.used), 0)).where(*_HERE)


class Address(NamedTuple):
    """A listed address. office: that listed it."""

    lookup: bytes
    office: str


class AddressList:
    """The lists of a people's store. key: 32 bytes for this purpose alone."""

    def __init__(self, file: PeopleFile, key: bytes) -> None:
        self._file, self._key = file, key

    def put(self, community: str, canvas: str, office: str, lines: Iterable[str], room: int) -> int:
        """List addresses; one that is listed already stays as it is. room: people who may use each. Answers how many are new.

        Raises ValueError when the list would be longer than MOST.
        """
        wanted = {self._hash(community, canvas, line) for line in lines if plain(line)}
        here = addresses.c.community == community, addresses.c.canvas == canvas
        with self._file.writing() as db:
            listed = set(db.scalars(select(addresses.c.lookup).where(*here)))
            new = wanted - listed
            if len(listed) + len(new) > MOST:
                raise ValueError(f"a list holds at most {MOST} addresses")
            rows = [
                {"lookup": one, "community": community, "canvas": canvas, "office": office, "room": room, "used": 0} for one in new
            ]
            if rows:
                db.execute(insert(addresses), rows)
        return len(new)

    def find(self, community: str, canvas: str, typed: str) -> Address | None:
        """The listed address that somebody typed, None when it is not listed."""
        found = self._file.all(_FOUND, kept=self._hash(community, canvas, typed), where=community, within=canvas)
        return Address(*found[0]) if found else None

    def take(self, community: str, canvas: str, address: Address) -> bool:
        """Use an address once; False when as many people as may have used it."""
        return self._count(community, canvas, address, 1)

    def give_back(self, community: str, canvas: str, address: Address) -> None:
        """Count one use less."""
        self._count(community, canvas, address, -1)

    def counts(self, community: str, canvas: str) -> tuple[int, int]:
        """How many addresses are listed, and how often they were used."""
        listed, used = self._file.all(_COUNTS, where=community, within=canvas)[0]
        return listed, used

    def drop(self, community: str, canvas: str) -> None:
        """Let go of the whole list of a canvas."""
        with self._file.writing() as db:
            db.execute(delete(addresses).where(addresses.c.community == community, addresses.c.canvas == canvas))

    def _count(self, community: str, canvas: str, address: Address, more: int) -> bool:
        here = addresses.c.lookup == address.lookup, addresses.c.community == community, addresses.c.canvas == canvas
        within = addresses.c.used + more <= addresses.c.room, addresses.c.used + more >= 0
        with self._file.writing() as db:
            return bool(db.execute(update(addresses).where(*here, *within).values(used=addresses.c.used + more)).rowcount)

    def _hash(self, community: str, canvas: str, typed: str) -> bytes:
        """Other in each canvas, so that two lists cannot be compared."""
        return hmac.digest(self._key, f"{community}\n{canvas}\n{plain(typed)}".encode(), "sha256")


def plain(typed: str) -> str:
    """An address as it is compared: its letters and digits, whatever their case, and one space for all that is between them,
    so that flat 1 of 23 is not flat 12 of 3.
    """
    signs = unicodedata.normalize("NFKC", typed[:400]).casefold()
    return " ".join("".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in signs).split())
