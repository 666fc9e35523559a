"""A device in a room that many people use one after another: which canvas it is for, and how soon it signs them out."""

import hashlib
import secrets
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Column, Integer, LargeBinary, String, Table, bindparam, delete, insert, select

from folkmoot.record.people_file import PeopleFile, tables

devices = Table(
    "devices",
    tables,
    Column("token", LargeBinary, primary_key=True),
    Column("community", String, nullable=False),
    Column("canvas", String, nullable=False),
    Column("idle", Integer, nullable=False),
    Column("expires", Integer, nullable=False),
)

_FOUND = select(devices.c.community, devices.c.canvas, devices.c.idle).where(
    devices.c.token == bindparam("digest"), devices.c.expires > bindparam("now")
)


class Device(NamedTuple):
    """idle: seconds without a press of a button after which a person is signed out."""

    community: str
    canvas: str
    idle: int


class Devices:
    """The shared devices of a people's store; of the people who use them nothing is kept here. clock: seconds since 1970."""

    def __init__(self, file: PeopleFile, clock: Callable[[], float]) -> None:
        self._file, self._clock = file, clock

    def start(self, community: str, canvas: str, idle: int, ttl: int) -> str:
        """A token for a device that is shared from now on. idle, ttl: seconds, the second until it is shared no more."""
        token, now = secrets.token_urlsafe(32), int(self._clock())
        with self._file.writing() as db:
            db.execute(delete(devices).where(devices.c.expires <= now))
            db.execute(insert(devices).values((_digest(token), community, canvas, idle, now + ttl)))
        return token

    def find(self, token: str) -> Device | None:
        """The device that holds a token; None when it is shared no more."""
        found = self._file.all(_FOUND, digest=_digest(token), now=int(self._clock())) if token else []
        return Device(*found[0]) if found else None

    def stop(self, token: str) -> None:
        """Share a device no more."""
        with self._file.writing() as db:
            db.execute(delete(devices).where(devices.c.token == _digest(token)))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
