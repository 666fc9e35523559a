"""What somebody began to write waits for them under their own key, and is gone once it is sent, removed or too old."""

import os
from collections.abc import Callable
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, Connection, Index, Integer, LargeBinary, String, Table, delete, func, insert, select, update

from folkmoot.record import draft_files
from folkmoot.record.draft_files import DraftFile
from folkmoot.record.people_file import PeopleFile, must_exist, tables

DAY = 86_400
KEPT = 30 * DAY
"""Seconds for which a draft is kept after it was last saved."""

SENT = DAY
"""Seconds for which it is known what a draft became, so that sending it twice is sending it once."""

MOST = 20
"""Drafts that a person may have at once in all communities."""

drafts = Table(
    "drafts",
    tables,
    Column("id", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("community", String, nullable=False),
    Column("canvas", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("made", String, nullable=False),
    Column("expires", Integer, nullable=False, index=True),
    Index("drafts_person", "person", "community", "canvas"),
)
"""sealed: empty once it was sent. made: the contribution that it became, empty before."""

draft_keys = Table(
    "draft_keys",
    tables,
    Column("person", String, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)


class NotYours(LookupError):
    """There is a draft of that name, and it is somebody else's, or of another canvas."""


class TooMany(Exception):
    """Somebody has as many drafts as one may have."""


class Draft(NamedTuple):
    """expires: seconds since 1970. made: the contribution that it became, empty while it was not sent. content: as it
    was saved, empty once it was sent.
    """

    id: str
    community: str
    canvas: str
    expires: int
    made: str
    content: bytes


_COLUMNS = (drafts.c.id, drafts.c.community, drafts.c.canvas, drafts.c.expires, drafts.c.made, drafts.c.sealed)


class Drafts:
    """The drafts of a people's store, each encrypted with AES-256-GCM under a key of its person.

    key: 32 bytes for this purpose alone; the keys of people are wrapped with it. clock: seconds since 1970.
    """

    def __init__(self, file: PeopleFile, key: bytes, clock: Callable[[], float]) -> None:
        self._file, self._wrapping, self._clock = file, AESGCM(key), clock

    def save(self, person: str, draft: str, community: str, canvas: str, content: bytes) -> bool:
        """Keep a draft for 30 more days, new or in place of what was saved before; answers whether it was kept: what
        was sent already is not a draft any more.

        Raises Unknown when the person was erased, NotYours, and TooMany before a new one.
        """
        now = int(self._clock())
        with self._file.writing() as db:
            must_exist(db, person)
            found = db.execute(select(drafts.c.person, *_COLUMNS[1:3], drafts.c.made).where(drafts.c.id == draft)).first()
            if found is not None and tuple(found[:3]) != (person, community, canvas):
                raise NotYours(draft)
            if found is not None and found[3]:
                return False
            sealed = self._seal(self._key(db, person), person, draft, content)
            if found is not None:
                db.execute(update(drafts).where(drafts.c.id == draft).values(sealed=sealed, expires=now + KEPT))
                return True
            if (db.scalar(select(func.count()).where(drafts.c.person == person, drafts.c.made == "")) or 0) >= MOST:
                raise TooMany
            db.execute(insert(drafts).values((draft, person, community, canvas, sealed, "", now + KEPT)))
        return True

    def find(self, person: str, draft: str) -> Draft | None:
        """A draft of a person, None when they have none of that name, or no longer."""
        found = self._of(person, drafts.c.id == draft)
        return found[0] if found else None

    def of(self, person: str) -> list[Draft]:
        """The drafts of a person that were not sent, the one saved last first."""
        return self._of(person, drafts.c.made == "")

    def keep_file(self, person: str, draft: str, kind: str, content: bytes) -> None:
        """Keep a file with a draft that was saved before, in place of the one of that kind; empty to remove it.

        Raises NotYours when there is no such draft, and TooManyFiles.
        """
        mine = drafts.c.id == draft, drafts.c.person == person, drafts.c.made == ""
        with self._file.writing() as db:
            if db.scalar(select(drafts.c.id).where(*mine)) is None:
                raise NotYours(draft)
            c = draft_files.draft_files.c
            if content:
                draft_files.put(db, self._key(db, person), person, draft, kind, content)
            else:
                draft_files.drop(db, c.person == person, c.draft == draft, c.kind == kind)

    def files(self, person: str, draft: str = "") -> list[DraftFile]:
        """The files of a draft of a person, or of all their drafts, by draft and kind."""
        c = draft_files.draft_files.c
        which = (c.person == person, c.draft == draft) if draft else (c.person == person,)
        rows = self._file.all(select(c.draft, c.kind, c.sealed).where(*which).order_by(c.draft, c.kind))
        if not rows:
            return []
        (wrapped,) = self._file.all(select(draft_keys.c.wrapped).where(draft_keys.c.person == person))[0]
        key = AESGCM(_open(self._wrapping, wrapped, person.encode()))
        return [draft_files.opened(key, person, row) for row in rows]

    def sent(self, person: str, draft: str, contribution: str) -> None:
        """A draft became a contribution: its words go, and for a day it is known which."""
        values = {"sealed": b"", "made": contribution, "expires": int(self._clock()) + SENT}
        with self._file.writing() as db:
            db.execute(update(drafts).where(drafts.c.id == draft, drafts.c.person == person, drafts.c.made == "").values(values))
            _without_draft(db)

    def drop(self, person: str, draft: str) -> None:
        """Remove a draft; nothing happens when there is none."""
        with self._file.writing() as db:
            db.execute(delete(drafts).where(drafts.c.id == draft, drafts.c.person == person))
            _without_draft(db)

    def expire(self) -> int:
        """Remove what is too old; answers how many."""
        old = drafts.c.expires <= int(self._clock())
        if not self._file.all(select(drafts.c.id).where(old).limit(1)):
            return 0
        with self._file.writing() as db:
            count = db.execute(delete(drafts).where(old)).rowcount
            _without_draft(db)
        return count

    def _of(self, person: str, which: Any) -> list[Draft]:
        c, now = drafts.c, int(self._clock())
        rows = self._file.all(select(*_COLUMNS).where(c.person == person, which, c.expires > now).order_by(c.expires.desc(), c.id))
        wrapped = self._file.all(select(draft_keys.c.wrapped).where(draft_keys.c.person == person)) if rows else []
        opener = AESGCM(_open(self._wrapping, wrapped[0][0], person.encode())) if wrapped else None
        found = []
        for draft, community, canvas, expires, made, sealed in rows:
            content = _open(opener, sealed, _place(person, draft)) if opener is not None and sealed else b""
            found.append(Draft(draft, community, canvas, expires, made, content))
        return found

    def _key(self, db: Connection, person: str) -> AESGCM:
        """The key of a person, made when they have none yet."""
        wrapped = db.scalar(select(draft_keys.c.wrapped).where(draft_keys.c.person == person))
        if wrapped is not None:
            return AESGCM(_open(self._wrapping, wrapped, person.encode()))
        key, nonce = AESGCM.generate_key(256), os.urandom(12)
        db.execute(insert(draft_keys).values((person, nonce + self._wrapping.encrypt(nonce, key, person.encode()))))
        return AESGCM(key)

    @staticmethod
    def _seal(key: AESGCM, person: str, draft: str, content: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + key.encrypt(nonce, content, _place(person, draft))


def _without_draft(db: Connection) -> None:
    """Remove the files whose draft was sent or removed."""
    waiting = select(drafts.c.id).where(drafts.c.made == "")
    draft_files.drop(db, draft_files.draft_files.c.draft.not_in(waiting))


def _open(key: AESGCM, sealed: bytes, place: bytes) -> bytes:
    return key.decrypt(sealed[:12], sealed[12:], place)


def _place(person: str, draft: str) -> bytes:
    return f"folkmoot/people/draft/v1\n{person}\n{draft}".encode()
