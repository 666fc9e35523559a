"""Words leave the door only sealed: a fresh key for each payload, durable before what it locks, gone with what it erases."""

import os
from collections.abc import Iterator

import msgspec

from folkmoot.domain import Act
from folkmoot.events.contribution import Attached, Detached, Erased
from folkmoot.events.entry import Entry, read
from folkmoot.events.fact import KINDS, Fact, Unknown, guard
from folkmoot.events.participant import ParticipantErased
from folkmoot.events.record import Redacted
from folkmoot.record.keyring import Key, KeyId, Keyring
from folkmoot.record.store import Batch, Store
from folkmoot.record.vault import seal


class Box(msgspec.Struct, frozen=True):
    """One payload, sealed. cm: its seal as it stands in the entry. sealed: the encrypted bytes."""

    key: Key
    cm: str
    sealed: bytes


def boxes(community: str, i: int, act: Act, by: str) -> tuple[Box, ...]:
    """The payloads of an act as entry `i` will seal them.

    by: who asks; a person's words are under the keys of their pseudonym, whoever says them again, and words of office under those
    of the community.
    """
    made = []
    for k, words in enumerate(act.words):
        owner = {"office": f"office:{community}", "author": by}.get(words.owner, words.owner)
        key = Key(KeyId(community, i, k), owner, os.urandom(32))
        cm, sealed = seal(words.payload, key.key, community, i, k)
        made.append(Box(key, cm, sealed))
    return tuple(made)


def erased(entry: Entry, fact: Fact | Unknown, community: str, store: Store, keyring: Keyring) -> Iterator[KeyId]:
    """The payloads that an entry takes away, by the key that opens each; none for an entry that erases nothing.

    fact: what the entry says.
    """
    match fact:
        case Redacted():
            yield KeyId(community, fact.entry, fact.seal)
        case Detached():
            yield from (KeyId(community, fact.entry, k) for k in range(len(Attached.SEALS)))
        case ParticipantErased():
            yield from keyring.owned(community, entry.s)
        case Erased():
            for leaf in store.stream(community, entry.s):
                yield from of_person(read(leaf), community)


def of_person(entry: Entry, community: str) -> Iterator[KeyId]:
    """The payloads of an entry that are a person's, and not the body's or the group's."""
    kind = KINDS.get(entry.type)
    for k in range(len(entry.cm)):
        if kind is None or guard(kind, k)[1] != "office":
            yield KeyId(community, entry.i, k)


def take_away(entry: Entry, fact: Fact, community: str, store: Store, keyring: Keyring, batch: Batch) -> None:
    """Drop what an entry erases, in the commit that appends it, and note that keys and copies have to follow."""
    gone = list(erased(entry, fact, community, store, keyring))
    if gone or isinstance(fact, ParticipantErased):
        batch.drop_payloads(community, [(key.i, key.k) for key in gone])
        batch.note_erasure(community, entry.i)
