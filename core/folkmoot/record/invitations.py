"""An office gives out codes, each of which says once that somebody is on a roll; which code was whose is never kept."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Column, Integer, LargeBinary, String, Table, bindparam, delete, func, insert, select

from folkmoot.record.codes import Codes
from folkmoot.record.ids import new_id
from folkmoot.record.people_file import PeopleFile, tables

MOST = 100
"""Codes that are made at once: what fits a print-out that somebody can look through."""

batches = Table(
    "code_batches",
    tables,
    Column("id", String, primary_key=True),
    Column("community", String, nullable=False),
    Column("canvas", String, nullable=False),
    Column("office", String, nullable=False),
    Column("roll", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("made", Integer, nullable=False),
)

roll_codes = Table(
    "roll_codes",
    tables,
    Column("code", LargeBinary, primary_key=True),
    Column("batch", String, nullable=False, index=True),
)

_HERE = batches.c.community == bindparam("where"), batches.c.canvas == bindparam("within")
_FOUND = (
    select(roll_codes.c.code, batches.c.id, batches.c.office, batches.c.roll)
    .join(batches, batches.c.id == roll_codes.c.batch)
    .where(roll_codes.c.code == bindparam("kept"), *_HERE)
)
_BATCHES = (
    select(batches.c.id, batches.c.office, batches.c.roll, batches.c.number, func.count(roll_codes.c.code), batches.c.made)
    .join(roll_codes, batches.c.id == roll_codes.c.batch, isouter=True)
    .where(*_HERE)
    .group_by(batches.c.id)
    .order_by(batches.c.made.desc(), batches.c.id)
)


class Invitation(NamedTuple):
    """What a code stands for. office: that gave it out. roll: `invited` or `code`."""

    code: bytes
    batch: str
    office: str
    roll: str


class Batch(NamedTuple):
    """Codes that were made at once. number: how many. left: how many of them were not used. made: seconds since 1970."""

    id: str
    office: str
    roll: str
    number: int
    left: int
    made: int


class Invitations:
    """The codes of a people's store. key: 32 bytes for this purpose alone. clock: seconds since 1970."""

    def __init__(self, file: PeopleFile, key: bytes, clock: Callable[[], float]) -> None:
        self._file, self._codes, self._clock = file, Codes(key), clock

    def make(self, community: str, canvas: str, office: str, roll: str, number: int) -> list[str]:
        """New codes, told this once: each 20 digits in groups of 5. number: 1 to MOST."""
        if not 1 <= number <= MOST:
            raise ValueError(f"choose 1 to {MOST} codes")
        batch, made = new_id("bat_"), int(self._clock())
        codes = [self._codes.new() for _ in range(number)]
        with self._file.writing() as db:
            db.execute(insert(batches).values((batch, community, canvas, office, roll, number, made)))
            db.execute(insert(roll_codes), [{"code": kept, "batch": batch} for _, kept in codes])
        return [code for code, _ in codes]

    def find(self, community: str, canvas: str, typed: str) -> Invitation | None:
        """What a code stands for in a canvas; None when it was used or withdrawn, or never given out there."""
        found = self._file.all(_FOUND, kept=self._codes.kept(typed), where=community, within=canvas)
        return Invitation(*found[0]) if found else None

    def take(self, invitation: Invitation) -> bool:
        """Use a code up; False when somebody else was faster."""
        with self._file.writing() as db:
            return bool(db.execute(delete(roll_codes).where(roll_codes.c.code == invitation.code)).rowcount)

    def give_back(self, invitation: Invitation) -> None:
        """Let a code that was taken be used after all."""
        with self._file.writing() as db:
            if db.scalar(select(batches.c.id).where(batches.c.id == invitation.batch)) is not None:
                db.execute(insert(roll_codes).values((invitation.code, invitation.batch)))

    def batches(self, community: str, canvas: str) -> list[Batch]:
        """The batches of a canvas, the newest first."""
        return [Batch(*row) for row in self._file.all(_BATCHES, where=community, within=canvas)]

    def close(self, community: str, canvas: str) -> None:
        """Let go of every code of a canvas, and of how many there were."""
        here = select(batches.c.id).where(batches.c.community == community, batches.c.canvas == canvas)
        with self._file.writing() as db:
            db.execute(delete(roll_codes).where(roll_codes.c.batch.in_(here)))
            db.execute(delete(batches).where(batches.c.community == community, batches.c.canvas == canvas))

    def withdraw(self, community: str, canvas: str, batch: str) -> None:
        """Make the codes of a batch that were not used worthless."""
        mine = select(batches.c.id).where(batches.c.id == batch, batches.c.community == community, batches.c.canvas == canvas)
        with self._file.writing() as db:
            db.execute(delete(roll_codes).where(roll_codes.c.batch.in_(mine)))
