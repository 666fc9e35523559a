"""What every store promises of blobs, payloads, erasures and restores."""

import hashlib

import msgspec
import pytest

from folkmoot.events.entry import Entry, write
from folkmoot.record.store import Store
from tests.record.drafts import NOW, add, draft, drop


def test_a_blob_is_found_by_its_hash_in_its_community_alone(store: Store) -> None:
    for _ in range(2):
        with store.write() as batch:
            name = batch.put_blob("elm", b"a long charter")
    assert name == hashlib.sha256(b"a long charter").hexdigest()
    assert store.blob("elm", name) == b"a long charter"
    assert store.blob("oak", name) is None


def test_payloads_are_read_singly_or_by_span_until_they_are_dropped(store: Store) -> None:
    with store.write() as batch:
        for i in range(5):
            batch.put_payload("elm", i, 0, b"first of %d" % i)
            batch.put_payload("elm", i, 1, b"second of %d" % i)
        batch.put_payload("oak", 2, 0, b"elsewhere")
    assert store.payload("elm", 3, 1) == b"second of 3"
    assert store.payload("elm", 3, 2) is None
    drop(store, "elm", (2, 0), (3, 1), (9, 9))
    assert store.payloads("elm", 2, 4) == [(2, 1, b"second of 2"), (3, 0, b"first of 3")]
    assert store.payload("oak", 2, 0) == b"elsewhere"
    assert store.truncate()


def _put(store: Store, *sealed: bytes) -> None:
    with store.write() as batch:
        for each in sealed:
            batch.put_payload("elm", 0, 0, each)


def test_a_seal_has_one_payload(store: Store) -> None:
    with pytest.raises(ValueError, match="already has its payload"):
        _put(store, b"one", b"other")
    assert store.payload("elm", 0, 0) is None


def test_an_erasure_is_noted_until_it_is_finished(store: Store) -> None:
    for _ in range(2):
        with store.write() as batch:
            batch.note_erasure("oak", 1)
            batch.note_erasure("elm", 7)
    assert store.erasures() == [("elm", 7), ("oak", 1)]
    with store.write() as batch:
        batch.finish_erasure("elm", 7)
    assert store.erasures() == [("oak", 1)]


def test_a_restore_takes_published_leaves_exactly_as_they_are(store: Store) -> None:
    unknown = (
        b'{"by":"p_a","cm":[],"i":1,"n":2,"pub":{"later":1},"s":"con_a","t":"2030-01-01T00:00Z","type":"x.y","v":9,"via":"web"}'
    )
    made = write(Entry("p_a", (), 0, 1, msgspec.Raw(b"{}"), "con_a", NOW, "contribution.shared", 1, "web"))
    store.adopt("elm", [made])
    store.adopt("elm", [unknown])
    assert store.read("elm", 0, 9) == [made, unknown]
    assert store.stream("elm", "con_a", after=1) == [unknown]
    assert add(store, "elm", draft("con_a", 3))[0].t == "2030-01-01T00:00Z"


def test_a_restore_refuses_a_leaf_that_is_not_the_next_one(store: Store) -> None:
    leaf = b'{"by":"p_a","cm":[],"i":3,"n":1,"pub":{},"s":"con_a","t":"2030-01-01T00:00Z","type":"x.y","v":9,"via":"web"}'
    with pytest.raises(ValueError, match=r"entry 0 of elm is next, and entry 3 was offered"):
        store.adopt("elm", [leaf])
    assert store.head("elm").size == 0
