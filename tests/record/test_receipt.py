"""A receipt says what was promised about one entry, under a key that signs nothing else."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.record.note import NoteError, Signer, sign
from folkmoot.record.receipt import Receipt, key_name, make, parse, verify
from folkmoot.record.tree import leaf_hash

ORIGIN = "moot.example/riverside"
SIGNER = Signer(key_name(ORIGIN), bytes(range(32)))
DUE = datetime(2026, 11, 22, 10, 0, 30, tzinfo=UTC)
RECEIPT = Receipt(ORIGIN, 1041, leaf_hash(b"an entry"), DUE)


def test_a_receipt_is_five_lines_and_a_signature() -> None:
    text, _, signature = make(RECEIPT, SIGNER).decode().partition("\n\n")
    assert text.split("\n") == [
        "folkmoot/receipt/v1",
        "moot.example/riverside",
        "1041",
        "g/jjpc4q6P6YCFFoOy42e3k/0Eq3wTIvMELnXBYUGDM=",
        "2026-11-22T10:00:30Z",
    ]
    assert signature.startswith("\u2014 moot.example/riverside/receipt ")


@given(
    st.integers(min_value=0, max_value=2**63 - 1),
    st.binary(min_size=32, max_size=32),
    st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC)).map(lambda time: time.replace(microsecond=0)),
)
def test_any_receipt_is_read_back_as_made(index: int, leaf: bytes, due: datetime) -> None:
    receipt = Receipt(ORIGIN, index, leaf, due)
    signed = make(receipt, SIGNER)
    assert parse(signed) == verify(signed, [SIGNER.verifier]) == receipt


def test_a_time_is_written_in_utc_wherever_it_was_taken() -> None:
    there = DUE.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert make(Receipt(ORIGIN, 1041, RECEIPT.leaf, there), SIGNER) == make(RECEIPT, SIGNER)


@given(st.data())
def test_no_changed_byte_leaves_a_receipt_valid(data: st.DataObject) -> None:
    signed = bytearray(make(RECEIPT, SIGNER))
    signed[data.draw(st.integers(min_value=0, max_value=len(signed) - 1))] ^= data.draw(st.integers(min_value=1, max_value=255))
    with pytest.raises(NoteError):
        verify(bytes(signed), [SIGNER.verifier])


def test_only_the_receipt_key_of_the_record_signs_its_receipts() -> None:
    seed = bytes(range(32))
    for name in (ORIGIN, "moot.example/hillside/receipt"):
        other = Signer(name, seed)
        with pytest.raises(NoteError, match=r"are signed by the key moot.example/riverside/receipt"):
            make(RECEIPT, other)
        with pytest.raises(NoteError, match="which alone may sign it"):
            verify(sign(RECEIPT.body(), other), [other.verifier])
    both = sign(RECEIPT.body(), Signer(ORIGIN, seed), SIGNER)
    assert verify(both, [Signer(ORIGIN, seed).verifier, SIGNER.verifier]) == RECEIPT


@pytest.mark.parametrize(
    "receipt",
    [
        Receipt(ORIGIN, -1, RECEIPT.leaf, DUE),
        Receipt(ORIGIN, 0, b"short", DUE),
        Receipt(ORIGIN, 0, RECEIPT.leaf, DUE.replace(tzinfo=None)),
        Receipt(ORIGIN, 0, RECEIPT.leaf, DUE.replace(microsecond=1)),
        Receipt("two words", 0, RECEIPT.leaf, DUE),
    ],
)
def test_a_receipt_that_could_not_be_read_back_is_not_made(receipt: Receipt) -> None:
    with pytest.raises(NoteError):
        make(receipt, Signer(key_name(receipt.origin).replace(" ", ""), bytes(32)))


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (0, "folkmoot/receipt/v2"),
        (1, ""),
        (2, "007"),
        (3, "AAAA"),
        (4, "2026-11-22T10:00:30+00:00"),
        (4, "2026-13-22T10:00:30Z"),
        (4, "2026-11-22T10:00:30Z\nmore"),
    ],
)
def test_a_malformed_receipt_is_refused_though_its_signature_holds(line: int, wrong: str) -> None:
    lines = RECEIPT.body().split("\n")
    lines[line] = wrong
    with pytest.raises(NoteError):
        verify(sign("\n".join(lines), SIGNER), [SIGNER.verifier])
