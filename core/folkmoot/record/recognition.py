"""Thanks, expenses and what else is offered to people for taking part: known to them and the offices, never in the record."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple, get_args

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    not_,
    or_,
    select,
    update,
)

from folkmoot.record.people_file import PeopleFile, must_exist, pseudonyms, tables

DAY = 86_400
KEPT = 180 * DAY
"""Seconds after its last change for which it is known what was offered; what was taken and is not paid yet stays."""

Kind = Literal["words", "money", "voucher", "travel", "childcare"]
State = Literal["offered", "taken", "declined", "paid"]
KINDS: tuple[Kind, ...] = get_args(Kind)

recognitions = Table(
    "recognitions",
    tables,
    Column("id", String, primary_key=True),
    Column("community", String, nullable=False, index=True),
    Column("canvas", String, nullable=False),
    Column("office", String, nullable=False),
    Column("person", String, nullable=False, index=True),
    Column("pseudonym", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("details", LargeBinary),
)

paid_out = Table(
    "paid_out",
    tables,
    Column("community", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("currency", String, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("amount", Integer, nullable=False),
)
"""What was paid, of nobody in particular: it stays when a person is erased."""

_C = recognitions.c
_ALIVE = or_(_C.changed > bindparam("since"), and_(_C.state == "taken", _C.kind != "words"))


class Recognition(NamedTuple):
    """changed: seconds since 1970. words: by which it was offered. amount: in hundredths of the currency, 0 for none.
    currency: three letters of ISO 4217, empty for none. details: what is needed for paying, empty until it is taken.
    """

    id: str
    community: str
    canvas: str
    office: str
    person: str
    pseudonym: str
    kind: Kind
    state: State
    changed: int
    words: str
    amount: int
    currency: str
    details: str


class _Sealed(msgspec.Struct):
    words: str
    amount: int
    currency: str


class Total(NamedTuple):
    """What was paid of a kind, and how many times. amount: in hundredths of the currency."""

    kind: str
    currency: str
    many: int
    amount: int


class Recognitions:
    """What is offered, in a people's store. key: 32 bytes for this purpose alone. clock: seconds since 1970."""

    def __init__(self, file: PeopleFile, key: bytes, clock: Callable[[], float]) -> None:
        self._file, self._sealing, self._clock = file, AESGCM(key), clock

    def whose(self, community: str, canvas: str, code: str) -> list[tuple[str, str]]:
        """(person, pseudonym) of those in a canvas whose made-up name begins like a code, however it is spaced; two at most."""
        plain = re.sub("[^a-z0-9]", "", code.lower().removeprefix("p_"))
        if len(plain) < 6:
            return []
        p = pseudonyms.c
        query = select(p.person, p.pseudonym).where(p.community == community, p.canvas == canvas)
        return self._file.all(query.where(p.pseudonym.startswith(f"p_{plain}", autoescape=True)).order_by(p.pseudonym).limit(2))

    def offer(
        self, to: tuple[str, str], where: tuple[str, str, str], kind: Kind, words: str, money: tuple[int, str], key: str
    ) -> str:
        """Offer something; its id. The same key from the same office is the same offer.

        to: (person, pseudonym). where: (community, canvas, office). money: amount in hundredths, and its currency.
        Raises Unknown when the person was erased.
        """
        person, pseudonym = to
        community, canvas, office = where
        name = hashlib.sha256(f"{community}\n{office}\n{key}".encode()).hexdigest()[:24]
        sealed = self._seal(name, person, "offer", msgspec.json.encode(_Sealed(words, *money)))
        with self._writing() as (db, now):
            must_exist(db, person)
            if db.scalar(select(_C.id).where(_C.id == name)) is None:
                row = (name, community, canvas, office, person, pseudonym, kind, "offered", now, sealed, None)
                db.execute(insert(recognitions).values(row))
        return name

    def take(self, person: str, id_: str, details: str) -> bool:
        """Take what is offered; whether it was still there to be taken. details: what is needed for paying, empty for words."""
        sealed = self._seal(id_, person, "details", details.encode()) if details else None
        with self._writing() as (db, now):
            mine = update(recognitions).where(_C.id == id_, _C.person == person, _C.state == "offered")
            return bool(db.execute(mine.values(state="taken", changed=now, details=sealed)).rowcount)

    def decline(self, person: str, id_: str) -> bool:
        """Decline what is offered, or was taken and is not paid yet; what was told for paying is deleted."""
        with self._writing() as (db, now):
            mine = update(recognitions).where(_C.id == id_, _C.person == person, _C.state.in_(("offered", "taken")))
            return bool(db.execute(mine.values(state="declined", changed=now, details=None)).rowcount)

    def paid(self, community: str, id_: str) -> bool:
        """What was taken is paid: what was told for paying is deleted, and the total grows."""
        with self._writing() as (db, now):
            one = and_(_C.id == id_, _C.community == community, _C.state == "taken", _C.kind != "words")
            row = db.execute(select(recognitions).where(one)).first()
            if row is None:
                return False
            db.execute(update(recognitions).where(one).values(state="paid", changed=now, details=None))
            self._count(db, self._opened(row))
        return True

    def drop(self, community: str, id_: str) -> bool:
        """Take an offer back that nobody answered yet."""
        with self._writing() as (db, _):
            one = delete(recognitions).where(_C.id == id_, _C.community == community, _C.state == "offered")
            return bool(db.execute(one).rowcount)

    def of(self, person: str) -> list[Recognition]:
        """What a person was offered, the last first."""
        return self._found(_C.person == person)

    def within(self, community: str) -> list[Recognition]:
        """What was offered in a community, the last first."""
        return self._found(_C.community == community)

    def find(self, community: str, id_: str) -> Recognition | None:
        """One offer; None when there is none, or no longer."""
        return next(iter(self._found(and_(_C.community == community, _C.id == id_))), None)

    def totals(self, community: str) -> list[Total]:
        """What was paid in a community, of each kind and currency."""
        t = paid_out.c
        query = select(t.kind, t.currency, t.count, t.amount).where(t.community == community)
        return [Total(*row) for row in self._file.all(query.order_by(t.kind, t.currency))]

    def _found(self, where: Any) -> list[Recognition]:
        query = select(recognitions).where(where, _ALIVE).order_by(_C.changed.desc(), _C.id)
        return [self._opened(row) for row in self._file.all(query, since=int(self._clock()) - KEPT)]

    @contextmanager
    def _writing(self) -> Iterator[tuple[Connection, int]]:
        """A transaction, with the time, that first lets go of what is too old."""
        now = int(self._clock())
        with self._file.writing() as db:
            db.execute(delete(recognitions).where(not_(_ALIVE)), {"since": now - KEPT})
            yield db, now

    @staticmethod
    def _count(db: Connection, one: Recognition) -> None:
        t = paid_out.c
        which = and_(t.community == one.community, t.kind == one.kind, t.currency == one.currency)
        more = update(paid_out).where(which).values(count=t.count + 1, amount=t.amount + one.amount)
        if not db.execute(more).rowcount:
            db.execute(insert(paid_out).values((one.community, one.kind, one.currency, 1, one.amount)))

    def _seal(self, id_: str, person: str, part: str, plain: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + self._sealing.encrypt(nonce, plain, _about(id_, person, part))

    def _open(self, id_: str, person: str, part: str, sealed: bytes) -> bytes:
        return self._sealing.decrypt(sealed[:12], sealed[12:], _about(id_, person, part))

    def _opened(self, row: Any) -> Recognition:
        id_, person, sealed, details = row[0], row[4], row[9], row[10]
        offered = msgspec.json.decode(self._open(id_, person, "offer", sealed), type=_Sealed)
        told = self._open(id_, person, "details", details).decode() if details else ""
        more: dict[str, Any] = {"words": offered.words, "amount": offered.amount, "currency": offered.currency, "details": told}
        return Recognition(**dict(zip(Recognition._fields, row[:9], strict=False)), **more)


def _about(id_: str, person: str, part: str) -> bytes:
    return f"folkmoot/people/recognition/v1\n{id_}\n{person}\n{part}".encode()
