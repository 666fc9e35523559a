"""Proof files read and write the published format, and prove an entry with nothing else at hand."""

import json
from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.record.checkpoint import Checkpoint, sign
from folkmoot.record.note import NoteError, Signer, generate
from folkmoot.record.proof import Proof, encode, parse, verify
from folkmoot.record.tree import ProofError, Tree, leaf_hashes

ORIGIN = "moot.example/riverside"
SIGNER = Signer(ORIGIN, bytes(range(32)))
ENTRIES = [b"entry %d" % index for index in range(20)]
TREE = Tree(leaf_hashes(ENTRIES))


def proof_of(index: int, extra: bytes | None) -> bytes:
    signed = sign(Checkpoint(ORIGIN, TREE.size, TREE.root()), SIGNER)
    return encode(Proof(index, tuple(TREE.inclusion(index)), signed, extra))


def test_published_proofs_are_read_and_written_alike_and_bad_ones_refused(vectors: Path) -> None:
    data = json.loads((vectors / "proof" / "tlog_proof_format.json").read_text())
    for case in data["ok"]:
        found = parse(case["text"].encode())
        assert found.index == case["index"]
        assert list(found.hashes) == [b64decode(each) for each in case["hashes"]]
        assert found.extra == (b64decode(case["extra"]) if "extra" in case else None)
        assert found.checkpoint == case["checkpoint"].encode()
        assert encode(found) == case["text"].encode()
    for wrong in data["bad"]:
        with pytest.raises(ProofError):
            parse(wrong.encode())
    assert len(data["bad"]) == 7


@pytest.mark.parametrize("index", [0, 7, 19])
def test_a_proof_with_its_entry_needs_only_the_key(index: int) -> None:
    proof, checkpoint, entry = verify(proof_of(index, ENTRIES[index]), [SIGNER.verifier], ORIGIN)
    assert (proof.index, checkpoint.size, entry) == (index, 20, ENTRIES[index])


def test_a_proof_without_its_entry_needs_the_entry_given() -> None:
    bare = proof_of(7, None)
    assert verify(bare, [SIGNER.verifier], ORIGIN, ENTRIES[7])[2] == ENTRIES[7]
    with pytest.raises(ProofError, match="the entry it is for must be given"):
        verify(bare, [SIGNER.verifier], ORIGIN)


def test_a_proof_does_not_serve_another_entry_record_or_key() -> None:
    with pytest.raises(ProofError, match="another entry than the one given"):
        verify(proof_of(7, ENTRIES[7]), [SIGNER.verifier], ORIGIN, ENTRIES[8])
    with pytest.raises(ProofError, match="does not lead from entry 7"):
        verify(proof_of(7, ENTRIES[8]), [SIGNER.verifier], ORIGIN)
    with pytest.raises(NoteError, match=r"one of moot.example/hillside was asked for"):
        verify(proof_of(7, ENTRIES[7]), [SIGNER.verifier], "moot.example/hillside")
    with pytest.raises(NoteError, match="None of the trusted keys"):
        verify(proof_of(7, ENTRIES[7]), [generate(ORIGIN).verifier], ORIGIN)


def test_an_empty_entry_can_be_carried() -> None:
    tree = Tree(leaf_hashes([b""]))
    signed = sign(Checkpoint(ORIGIN, 1, tree.root()), SIGNER)
    assert verify(encode(Proof(0, (), signed, b"")), [SIGNER.verifier], ORIGIN)[2] == b""


@given(st.data())
def test_no_changed_byte_leaves_a_proof_valid(data: st.DataObject) -> None:
    proof = bytearray(proof_of(11, ENTRIES[11]))
    proof[data.draw(st.integers(min_value=0, max_value=len(proof) - 1))] ^= data.draw(st.integers(min_value=1, max_value=255))
    with pytest.raises((ProofError, NoteError)):
        verify(bytes(proof), [SIGNER.verifier], ORIGIN)


def test_more_hashes_than_any_record_needs_are_not_read() -> None:
    signed = sign(Checkpoint(ORIGIN, TREE.size, TREE.root()), SIGNER)
    with pytest.raises(ProofError, match="The proof has 64 hashes"):
        parse(encode(Proof(0, (TREE.root(),) * 64, signed)))
