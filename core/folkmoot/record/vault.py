"""Payloads are sealed one by one: the seal stands in the record, the sealed bytes in the vault, the key in the keyring."""

import os
from base64 import b64encode
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from folkmoot.record.keyring import KeyId, Keyring
from folkmoot.record.store import Store

COMMIT_LABEL = b"folkmoot/commit/v1\n"
"""What the hash of a seal begins with."""

SALT_BYTES = 32
_NONCE_BYTES = 12


class Opening(NamedTuple):
    """What opens a seal. salt: 32 random bytes. payload: canonical JSON, as it was written."""

    salt: bytes
    payload: bytes


class Damaged(Exception):
    """A payload does not open with its own key: the vault or the keyring was altered."""


def seal_of(salt: bytes, payload: bytes) -> str:
    """The seal of a payload as it stands in `cm`: standard base64 of SHA-256(COMMIT_LABEL || salt || payload)."""
    return b64encode(sha256(COMMIT_LABEL + salt + payload).digest()).decode()


def seal(payload: bytes, key: bytes, community: str, i: int, k: int) -> tuple[str, bytes]:
    """The seal `cm` and the sealed bytes of payload k of entry i.

    key: 32 bytes, for this payload alone. The sealed bytes are a 12-byte nonce and AES-256-GCM (NIST SP 800-38D) over
    salt and payload, with label, community, index and number as associated data.
    """
    fresh = os.urandom(_NONCE_BYTES + SALT_BYTES)
    nonce, salt = fresh[:_NONCE_BYTES], fresh[_NONCE_BYTES:]
    return seal_of(salt, payload), nonce + AESGCM(key).encrypt(nonce, salt + payload, _place(community, i, k))


def open_sealed(sealed: bytes, key: bytes, community: str, i: int, k: int) -> Opening:
    """What `seal` closed.

    Raises Damaged when the bytes, the key or the place is another one.
    """
    try:
        plain = AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _place(community, i, k))
    except (InvalidTag, ValueError):
        raise Damaged(f"payload {k} of entry {i} of {community} does not open; restore vault and keyring") from None
    return Opening(plain[:SALT_BYTES], plain[SALT_BYTES:])


class Vault:
    """The payloads of a store with the keys of a keyring."""

    def __init__(self, store: Store, keyring: Keyring) -> None:
        self._store, self._keyring = store, keyring

    def opening(self, community: str, i: int, k: int) -> Opening | None:
        """What opens seal k of entry i; None when payload or key is gone.

        Raises Damaged when they are there and do not fit.
        """
        sealed = self._store.payload(community, i, k)
        key = self._keyring.key(KeyId(community, i, k)) if sealed is not None else None
        return open_sealed(sealed, key, community, i, k) if sealed is not None and key is not None else None

    def openings(self, community: str, start: int, stop: int) -> dict[tuple[int, int], Opening]:
        """(i, k) -> what opens it, for every payload left of entries start <= i < stop; many times faster than singly.

        Raises Damaged when a payload does not fit its key.
        """
        keys = self._keyring.keys(community, start, stop)
        return {
            (i, k): open_sealed(sealed, keys[i, k], community, i, k)
            for i, k, sealed in self._store.payloads(community, start, stop)
            if (i, k) in keys
        }


def _place(community: str, i: int, k: int) -> bytes:
    return f"folkmoot/vault/v1\n{community}\n{i}\n{k}".encode()
