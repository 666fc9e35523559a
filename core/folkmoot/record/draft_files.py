"""A recording or a picture waits with the draft it belongs to, under the same key, and goes when that goes."""

import os
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, Connection, LargeBinary, String, Table, delete, func, insert, select

from folkmoot.record.people_file import tables

MOST_FILES = 8
"""Files that may wait for a person at once in all their drafts."""

draft_files = Table(
    "draft_files",
    tables,
    Column("draft", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)

_c = draft_files.c


class TooManyFiles(Exception):
    """Somebody has as many files waiting as one may have."""


class DraftFile(NamedTuple):
    """kind: as whoever keeps it calls it. content: its bytes."""

    draft: str
    kind: str
    content: bytes


def put(db: Connection, key: AESGCM, person: str, draft: str, kind: str, content: bytes) -> None:
    """Keep a file in place of the one of that kind. key: of the person.

    Raises TooManyFiles.
    """
    drop(db, _c.person == person, _c.draft == draft, _c.kind == kind)
    if (db.scalar(select(func.count()).where(_c.person == person)) or 0) >= MOST_FILES:
        raise TooManyFiles
    nonce = os.urandom(12)
    sealed = nonce + key.encrypt(nonce, content, _place(person, draft, kind))
    db.execute(insert(draft_files).values((draft, kind, person, sealed)))


def drop(db: Connection, *which: Any) -> None:
    """Remove the files that fit."""
    db.execute(delete(draft_files).where(*which))


def opened(key: AESGCM, person: str, row: Any) -> DraftFile:
    """A file from its row of draft, kind, sealed."""
    draft, kind, sealed = row
    return DraftFile(draft, kind, key.decrypt(sealed[:12], sealed[12:], _place(person, draft, kind)))


def _place(person: str, draft: str, kind: str) -> bytes:
    return f"folkmoot/people/draft-file/v1\n{person}\n{draft}\n{kind}".encode()
