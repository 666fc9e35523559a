"""The keyring holds a key for each payload, wrapped by the key of its owner, and forgets them for good."""

import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

from folkmoot.record import durable
from folkmoot.record.batch import Busy, Stopped
from folkmoot.record.kek import derive

_TABLES = """
CREATE TABLE owners (
    number INTEGER PRIMARY KEY AUTOINCREMENT, community TEXT NOT NULL, owner TEXT NOT NULL, wrapped BLOB NOT NULL,
    UNIQUE (community, owner)) STRICT;
CREATE TABLE payload_keys (
    community TEXT NOT NULL, i INTEGER NOT NULL, k INTEGER NOT NULL, owner INTEGER NOT NULL, wrapped BLOB NOT NULL,
    PRIMARY KEY (community, i, k)) STRICT, WITHOUT ROWID;
CREATE INDEX payload_keys_owner ON payload_keys (owner);
CREATE TABLE made_with (kek BLOB NOT NULL) STRICT;
"""

_WITH_OWNER = (
    "SELECT p.i, p.k, p.wrapped, o.number, o.wrapped FROM payload_keys p JOIN owners o ON o.number = p.owner"
    " WHERE p.community = ? AND "
)

_KNOWN = 20_000
"""Most keys of owners that are kept unwrapped in memory, about 4 MB."""

_PATIENCE = 5.0
"""Seconds for which a reader in another process is waited for when something is forgotten."""


class KeyId(NamedTuple):
    """The payload that a key opens: number k (from 0) of entry i of a community."""

    community: str
    i: int
    k: int


class Key(NamedTuple):
    """key: 32 random bytes. owner: pseudonym `p_…`, or `office:<community>` for words of office."""

    id: KeyId
    owner: str
    key: bytes


class Keyring:
    """One file, apart from the record and its backups. Keys are wrapped with AES-256 key wrap (RFC 3394)."""

    def __init__(self, path: Path | str, kek: bytes, *, write: bool = True) -> None:
        """path: the file, made if missing. kek: 32 bytes kept outside the file. write: False opens beside a writer.

        Raises Stopped when the file was made with another kek or cannot be opened.
        """
        self.path = Path(path)
        self._wrapping, check = derive(kek, b"folkmoot/keyring/wrap/v1"), derive(kek, b"folkmoot/keyring/check/v1")
        self._lock = threading.RLock()
        self._stopped = "" if write else f"{self.path} was opened for reading only"
        self._known: dict[tuple[str, str], tuple[int, bytes]] = {}
        self._db = durable.writing(self.path) if write else durable.reading(self.path)
        try:
            self._check(check, write)
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """End the connection."""
        with self._lock:
            self._db.close()

    def keep(self, keys: Sequence[Key]) -> None:
        """Store keys in one commit; they are on the disk when this returns. A key kept again replaces the one before.

        Raises Stopped when the disk failed: nothing was kept, and nothing is until the process is restarted.
        """
        if not keys:
            return
        fresh: dict[tuple[str, str], tuple[int, bytes]] = {}
        with self._lock:
            with self._commit():
                rows = []
                for key in keys:
                    number, owner_key = self._owner((key.id.community, key.owner), fresh)
                    rows.append((*key.id, number, aes_key_wrap(owner_key, key.key)))
                self._db.executemany("INSERT OR REPLACE INTO payload_keys VALUES (?,?,?,?,?)", rows)
            if len(self._known) > _KNOWN:
                self._known.clear()
            self._known.update(fresh)

    def key(self, at: KeyId) -> bytes | None:
        """The key of one payload, None when it is gone or never was."""
        return self._open("p.i = ? AND p.k = ?", at).get((at.i, at.k))

    def keys(self, community: str, start: int, stop: int) -> dict[tuple[int, int], bytes]:
        """(i, k) -> key, for every payload of entries start <= i < stop whose key is still there."""
        return self._open("p.i >= ? AND p.i < ?", (community, start, stop))

    def owned(self, community: str, owner: str) -> list[KeyId]:
        """The payloads whose keys an owner has, in order."""
        with self._lock:
            rows = self._db.execute(
                "SELECT i, k FROM payload_keys"
                " WHERE owner = (SELECT number FROM owners WHERE community = ? AND owner = ?) ORDER BY i, k",
                (community, owner),
            ).fetchall()
        return [KeyId(community, i, k) for i, k in rows]

    def forget_keys(self, ids: Iterable[KeyId]) -> None:
        """Delete keys and every trace of them in the file; nothing happens for a key that is gone already.

        Raises Busy when another process reads on for 5 seconds: the keys are deleted, a trace may be left; ask again.
        """
        with self._commit():
            self._db.executemany("DELETE FROM payload_keys WHERE community = ? AND i = ? AND k = ?", list(ids))
        self._leave_no_trace()

    def forget_owner(self, community: str, owner: str) -> None:
        """Delete an owner's key and all keys that it wraps, and every trace of them in the file.

        Raises Busy like `forget_keys`.
        """
        name = community, owner
        with self._commit():
            self._known.pop(name, None)
            found = self._db.execute("SELECT number FROM owners WHERE community = ? AND owner = ?", name).fetchone()
            if found is not None:
                self._db.execute("DELETE FROM payload_keys WHERE owner = ?", found)
                self._db.execute("DELETE FROM owners WHERE number = ?", found)
        self._leave_no_trace()

    def check(self) -> list[str]:
        """Sentences about what is wrong inside the file, none when it is sound."""
        try:
            with self._lock:
                found = self._db.execute("PRAGMA quick_check").fetchall()
        except sqlite3.DatabaseError as e:
            return [f"SQLite cannot read all of {self.path.name}: {e}"]
        return [f"SQLite finds in {self.path.name}: {row[0]}" for row in found if row[0] != "ok"]

    def _check(self, check: bytes, write: bool) -> None:
        """Make the tables of a new file; raise Stopped when the file belongs to another kek."""
        try:
            if write and not self._db.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()[0]:
                self._db.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT;")
            if write and not self._db.execute("SELECT COUNT(*) FROM made_with").fetchone()[0]:
                self._db.execute("INSERT INTO made_with VALUES (?)", (check,))
            found = self._db.execute("SELECT kek FROM made_with").fetchone()
        except sqlite3.Error as e:
            raise Stopped(f"{self.path} is not a keyring ({e}); name another file") from e
        if found is None or found[0] != check:
            raise Stopped(f"{self.path} was made with another key file; bring back keys/kek that belongs to it")

    def _owner(self, name: tuple[str, str], fresh: dict[tuple[str, str], tuple[int, bytes]]) -> tuple[int, bytes]:
        """Number and key of an owner, made if there is none; whatever is not known yet is put into `fresh`."""
        known = self._known.get(name) or fresh.get(name)
        if known is not None:
            return known
        row = self._db.execute("SELECT number, wrapped FROM owners WHERE community = ? AND owner = ?", name).fetchone()
        if row is not None:
            fresh[name] = row[0], aes_key_unwrap(self._wrapping, row[1])
        else:
            key = os.urandom(32)
            wrapped = aes_key_wrap(self._wrapping, key)
            at = self._db.execute("INSERT INTO owners (community, owner, wrapped) VALUES (?,?,?)", (*name, wrapped))
            fresh[name] = at.lastrowid or 0, key
        return fresh[name]

    def _open(self, which: str, values: tuple[str, int, int]) -> dict[tuple[int, int], bytes]:
        with self._lock:
            rows = self._db.execute(_WITH_OWNER + which, values).fetchall()
        owners: dict[int, bytes] = {}
        found = {}
        for i, k, wrapped, number, owner in rows:
            if number not in owners:
                owners[number] = aes_key_unwrap(self._wrapping, owner)
            found[i, k] = aes_key_unwrap(owners[number], wrapped)
        return found

    @contextmanager
    def _commit(self) -> Iterator[None]:
        with self._lock:
            if self._stopped:
                raise Stopped(self._stopped)
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield
                self._db.execute("COMMIT")
            except sqlite3.Error as e:
                self._roll_back()
                if durable.is_busy(e):
                    raise Busy(f"another program holds {self.path}; close it and try again") from e
                # As with the record: after a failed sync another try could only seem to succeed.
                self._stopped = f"{self.path} could not be written ({e}); the process must be restarted"
                raise Stopped(self._stopped) from e
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def _leave_no_trace(self) -> None:
        end = time.monotonic() + _PATIENCE
        while True:
            with self._lock:
                if durable.empty_log(self._db):
                    return
            if time.monotonic() > end:
                raise Busy(f"another program reads {self.path}; what was forgotten is cleared away at the next try")
            time.sleep(0.02)
