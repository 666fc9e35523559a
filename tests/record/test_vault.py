"""A payload opens with its own key at its own place, and not at all once either is gone."""

import hashlib
import os
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.record.keyring import Key, KeyId, Keyring
from folkmoot.record.store import MemoryStore, Store
from folkmoot.record.vault import Damaged, Opening, Vault, open_sealed, seal, seal_of
from tests.record.drafts import drop

WORDS = b'{"lang":"en","text":"Nobody told us."}'
KEY = bytes(range(32))


@given(payload=st.binary(max_size=300), i=st.integers(0, 10**9), k=st.integers(0, 20))
def test_what_is_sealed_opens_and_its_salt_opens_the_seal(payload: bytes, i: int, k: int) -> None:
    cm, sealed = seal(payload, KEY, "elm", i, k)
    opening = open_sealed(sealed, KEY, "elm", i, k)
    assert opening.payload == payload
    assert len(opening.salt) == 32
    assert seal_of(opening.salt, payload) == cm


def test_a_seal_is_the_hash_of_label_salt_and_payload() -> None:
    salt = b"\x07" * 32
    expected = hashlib.sha256(b"folkmoot/commit/v1\n" + salt + WORDS).digest()
    assert b64decode(seal_of(salt, WORDS)) == expected


def test_sealed_bytes_are_a_nonce_and_aes_gcm_bound_to_the_place() -> None:
    _, sealed = seal(WORDS, KEY, "elm", 12, 3)
    plain = AESGCM(KEY).decrypt(sealed[:12], sealed[12:], b"folkmoot/vault/v1\nelm\n12\n3")
    assert plain[32:] == WORDS


def test_the_same_words_twice_have_different_seals() -> None:
    assert len({seal(WORDS, KEY, "elm", 0, 0)[0] for _ in range(50)}) == 50


@pytest.mark.parametrize(
    ("key", "community", "i", "k"),
    [(KEY, "oak", 7, 1), (KEY, "elm", 8, 1), (KEY, "elm", 7, 2), (KEY[::-1], "elm", 7, 1)],
)
def test_a_payload_opens_nowhere_else_and_with_no_other_key(key: bytes, community: str, i: int, k: int) -> None:
    _, sealed = seal(WORDS, KEY, "elm", 7, 1)
    with pytest.raises(Damaged, match=f"payload {k} of entry {i} of {community}"):
        open_sealed(sealed, key, community, i, k)


def test_a_payload_with_any_byte_changed_or_lost_does_not_open() -> None:
    _, sealed = seal(WORDS, KEY, "elm", 7, 1)
    changed = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))]
    for other in [*changed, sealed[:-1], sealed[1:], b""]:
        with pytest.raises(Damaged):
            open_sealed(other, KEY, "elm", 7, 1)


@pytest.fixture
def keyring(tmp_path: Path) -> Iterator[Keyring]:
    with closing(Keyring(tmp_path / "keyring.db", os.urandom(32))) as opened:
        yield opened


@pytest.fixture
def store(keyring: Keyring) -> Store:
    """Five entries of two payloads each, all by p_anna but the last, which is of office."""
    store, keys = MemoryStore(), []
    with store.write() as batch:
        for i in range(5):
            for k in range(2):
                key = Key(KeyId("elm", i, k), "office:elm" if i == 4 else "p_anna", os.urandom(32))
                batch.put_payload("elm", i, k, seal(b'"%d %d"' % (i, k), key.key, "elm", i, k)[1])
                keys.append(key)
    keyring.keep(keys)
    return store


def test_the_vault_opens_a_seal_while_payload_and_key_are_there(store: Store, keyring: Keyring) -> None:
    vault = Vault(store, keyring)
    opening = vault.opening("elm", 3, 1)
    assert opening is not None
    assert opening.payload == b'"3 1"'
    assert vault.opening("elm", 9, 0) is None
    assert vault.opening("oak", 3, 1) is None


def test_without_its_payload_or_without_its_key_a_seal_no_longer_opens(store: Store, keyring: Keyring) -> None:
    vault = Vault(store, keyring)
    drop(store, "elm", (0, 0))
    keyring.forget_keys([KeyId("elm", 1, 0)])
    assert vault.opening("elm", 0, 0) is None
    assert vault.opening("elm", 1, 0) is None
    assert vault.opening("elm", 1, 1) is not None


def test_many_seals_open_at_once_as_they_do_singly(store: Store, keyring: Keyring) -> None:
    vault = Vault(store, keyring)
    drop(store, "elm", (1, 0))
    keyring.forget_keys([KeyId("elm", 2, 1)])
    singly: dict[tuple[int, int], Opening] = {}
    for i in range(1, 5):
        for k in range(2):
            if opening := vault.opening("elm", i, k):
                singly[i, k] = opening
    assert set(singly) == {(1, 1), (2, 0), (3, 0), (3, 1), (4, 0), (4, 1)}
    assert vault.openings("elm", 1, 5) == singly


def test_a_key_that_does_not_fit_is_damage_and_not_an_erasure(store: Store, keyring: Keyring) -> None:
    keyring.keep([Key(KeyId("elm", 3, 1), "p_anna", os.urandom(32))])
    with pytest.raises(Damaged, match="payload 1 of entry 3 of elm"):
        Vault(store, keyring).opening("elm", 3, 1)


def test_words_of_office_stay_when_a_person_is_forgotten(store: Store, keyring: Keyring) -> None:
    keyring.forget_owner("elm", "p_anna")
    assert set(Vault(store, keyring).openings("elm", 0, 5)) == {(4, 0), (4, 1)}
