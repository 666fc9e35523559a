"""A proof in one file that an entry is in a record (C2SP tlog-proof@v1); it carries the entry itself as its extra data."""

from collections.abc import Iterable

import msgspec

from folkmoot.record.checkpoint import Checkpoint, open_checkpoint, parse_hash, parse_number
from folkmoot.record.note import Checks, NoteError, decode64, encode64
from folkmoot.record.tree import ProofError, leaf_hash, verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
MAX_HASHES = 63


class Proof(msgspec.Struct, frozen=True):
    """The place of an entry, the hashes from it to the root, and the signed checkpoint; `extra` is the entry, if carried."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None


def encode(proof: Proof) -> bytes:
    """The bytes of a `.tlog-proof` file."""
    lines = [HEADER]
    if proof.extra is not None:
        lines.append(f"extra {encode64(proof.extra)}")
    lines.append(f"index {proof.index}")
    lines += [encode64(each) for each in proof.hashes]
    return "\n".join(lines).encode() + b"\n\n" + proof.checkpoint


def parse(data: bytes) -> Proof:
    """Reads a proof and verifies nothing. Raises ProofError."""
    head, gap, checkpoint = data.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise ProofError("The lines above the checkpoint in a proof are plain ASCII.") from error
    if not gap or not checkpoint or lines.pop(0) != HEADER:
        raise ProofError(f"A proof begins with the line {HEADER} and ends with an empty line and a checkpoint.")
    try:
        extra = decode64(lines.pop(0).removeprefix("extra ")) if lines and lines[0].startswith("extra ") else None
    except ValueError as error:
        raise ProofError("The extra data of the proof is not written in base64.") from error
    if not lines or not lines[0].startswith("index "):
        raise ProofError("The proof does not say the index of its entry.")
    if len(lines) - 1 > MAX_HASHES:
        raise ProofError(f"The proof has {len(lines) - 1} hashes, and no record needs more than {MAX_HASHES}.")
    try:
        index = parse_number(lines[0].removeprefix("index "), "index of a proof")
        hashes = tuple(parse_hash(line, "hash in a proof") for line in lines[1:])
    except NoteError as error:
        raise ProofError(str(error)) from error
    return Proof(index, hashes, checkpoint, extra)


def verify(
    data: bytes, verifiers: Iterable[Checks], origin: str | None = None, entry: bytes | None = None
) -> tuple[Proof, Checkpoint, bytes]:
    """Checks a proof and answers it with its checkpoint and its entry.

    The entry is the one given, or else the one the proof carries; when both are there they must be the same.
    `verifiers` are keys one trusts for this record; `origin` says which record it must be.
    Raises ProofError if the entry is not shown to be in the record, NoteError if the checkpoint is not to be trusted.
    """
    proof = parse(data)
    if entry is None:
        entry = proof.extra
    elif proof.extra is not None and proof.extra != entry:
        raise ProofError("The proof carries another entry than the one given.")
    if entry is None:
        raise ProofError("The proof carries no entry, so the entry it is for must be given with it.")
    checkpoint, _ = open_checkpoint(proof.checkpoint, verifiers, origin)
    verify_inclusion(proof.index, checkpoint.size, leaf_hash(entry), proof.hashes, checkpoint.root)
    return proof, checkpoint, entry
