"""The Merkle tree agrees with the published vectors, with the recursive definition, and refuses every changed proof."""

import json
from base64 import b64decode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.record.tree import (
    EMPTY_ROOT,
    Frontier,
    ProofError,
    Tree,
    cover,
    leaf_hash,
    leaf_hashes,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

SIZES = st.integers(min_value=1, max_value=200)


def defined_root(entries: list[bytes]) -> bytes:
    """The tree hash exactly as RFC 6962 section 2.1 defines it."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    middle = 1
    while middle * 2 < len(entries):
        middle *= 2
    return sha256(b"\x01" + defined_root(entries[:middle]) + defined_root(entries[middle:])).digest()


def some_entries(count: int) -> list[bytes]:
    return [b"entry %d" % number for number in range(count)]


def some_tree(count: int) -> Tree:
    return Tree(leaf_hashes(some_entries(count)))


def cases(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def hashes(written: list[str] | None) -> list[bytes]:
    return [b64decode(each) for each in written or []]


def holds(verify: Callable[..., None], arguments: tuple[Any, ...]) -> bool:
    try:
        verify(*arguments)
    except ProofError:
        return False
    return True


def test_the_rfc_reference_tree_has_the_published_nodes_and_roots(vectors: Path) -> None:
    reference = json.loads((vectors / "merkle" / "rfc6962_reference.json").read_text())
    leaves = [leaf_hash(bytes.fromhex(each)) for each in reference["leaf_inputs_hex"]]
    tree, frontier = Tree(), Frontier()
    roots = [tree.root().hex()]
    for leaf in leaves:
        tree.append(leaf)
        frontier.append(leaf)
        assert frontier.root == tree.root()
        roots.append(tree.root().hex())
    assert roots == reference["root_hashes_hex_by_size"]
    for height, level in enumerate(reference["node_hashes_hex_by_level"]):
        assert [tree.node(height, position).hex() for position in range(len(level))] == level


def test_every_published_inclusion_case_is_judged_as_published(vectors: Path) -> None:
    judged = cases(vectors / "merkle" / "inclusion.jsonl")
    for case in judged:
        arguments = (
            case["leafIdx"],
            case["treeSize"],
            b64decode(case["leafHash"]),
            hashes(case["proof"]),
            b64decode(case["root"]),
        )
        assert holds(verify_inclusion, arguments) is not case["wantErr"], case["path"]
    assert len(judged) == 68


def test_every_published_consistency_case_is_judged_as_published(vectors: Path) -> None:
    judged = cases(vectors / "merkle" / "consistency.jsonl")
    for case in judged:
        arguments = (
            case["size1"],
            b64decode(case["root1"]),
            case["size2"],
            b64decode(case["root2"]),
            hashes(case["proof"]),
        )
        assert holds(verify_consistency, arguments) is not case["wantErr"], case["path"]
    assert len(judged) == 63


@given(st.lists(st.binary(max_size=40), max_size=70), st.integers(min_value=0, max_value=70))
def test_tree_and_frontier_have_the_root_that_the_rfc_defines_at_every_size(entries: list[bytes], cut: int) -> None:
    leaves = leaf_hashes(entries)
    tree, frontier = Tree(leaves[:cut]), Frontier()
    tree.extend(leaves[cut:])
    frontier.extend(leaves[:cut])
    frontier.extend(leaves[cut:])
    assert frontier.size == tree.size == len(entries)
    assert frontier.root == defined_root(entries)
    for size in range(len(entries) + 1):
        assert tree.root(size) == defined_root(entries[:size])


@given(st.integers(min_value=0, max_value=300), st.integers(min_value=0, max_value=300))
def test_a_frontier_taken_up_again_goes_on_as_if_it_had_never_stopped(start: int, more: int) -> None:
    tree = some_tree(start + more)
    frontier = Frontier.resume(start, [tree.node(*place) for place in cover(0, start)])
    assert frontier.root == tree.root(start)
    for index in range(start, start + more):
        frontier.append(tree.node(0, index))
    assert (frontier.size, frontier.root) == (start + more, tree.root())


def test_an_empty_tree_is_not_a_tree_with_one_empty_entry() -> None:
    assert Tree().root() == Frontier().root == EMPTY_ROOT
    assert Tree([leaf_hash(b"")]).root() != EMPTY_ROOT
    assert leaf_hash(b"ab") != node_hash(b"a", b"b")


@given(st.data(), SIZES)
def test_every_inclusion_proof_verifies_and_none_does_after_any_change(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    tree = some_tree(size)
    leaf, root, proof = tree.node(0, index), tree.root(), tree.inclusion(index)
    verify_inclusion(index, size, leaf, proof, root)
    bit = data.draw(st.integers(min_value=0, max_value=255))
    refused = [
        (index, size, flipped(leaf, bit), proof, root),
        (index, size, leaf, proof, flipped(root, bit)),
        (index, size, leaf, [*proof, leaf], root),
        (index, size, leaf, [leaf, *proof], root),
        (size, size, leaf, proof, root),
    ]
    for place in range(len(proof)):
        changed = [*proof[:place], flipped(proof[place], bit), *proof[place + 1 :]]
        refused.append((index, size, leaf, changed, root))
        refused.append((index, size, leaf, proof[:place] + proof[place + 1 :], root))
    refused.extend((other, size, leaf, proof, root) for other in range(size) if other != index)
    for arguments in refused:
        with pytest.raises(ProofError):
            verify_inclusion(*arguments)


@given(st.data(), SIZES)
def test_every_consistency_proof_verifies_and_none_does_after_any_change(data: st.DataObject, new: int) -> None:
    old = data.draw(st.integers(min_value=1, max_value=new))
    tree = some_tree(new)
    old_root, new_root, proof = tree.root(old), tree.root(), tree.consistency(old)
    verify_consistency(old, old_root, new, new_root, proof)
    bit = data.draw(st.integers(min_value=0, max_value=255))
    refused = [
        (old, flipped(old_root, bit), new, new_root, proof),
        (old, old_root, new, flipped(new_root, bit), proof),
        (old, old_root, new, new_root, [*proof, old_root]),
        (new + 1, old_root, new, new_root, proof),
        (0, EMPTY_ROOT, new, new_root, []),
    ]
    for place in range(len(proof)):
        changed = [*proof[:place], flipped(proof[place], bit), *proof[place + 1 :]]
        refused.append((old, old_root, new, new_root, changed))
        refused.append((old, old_root, new, new_root, proof[:place] + proof[place + 1 :]))
    for arguments in refused:
        with pytest.raises(ProofError):
            verify_consistency(*arguments)


@given(st.integers(min_value=1, max_value=100), st.data())
def test_a_record_rewritten_anywhere_is_not_consistent_with_what_it_was(size: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(min_value=0, max_value=size - 1))
    before, entries = some_tree(size), some_entries(size + 5)
    entries[place] = b"rewritten"
    after = Tree(leaf_hashes(entries))
    with pytest.raises(ProofError):
        verify_consistency(size, before.root(), after.size, after.root(), after.consistency(size))


def test_what_the_tree_does_not_have_is_refused_in_a_sentence() -> None:
    tree = some_tree(5)
    with pytest.raises(ValueError, match="The tree has 5 entries, not 6"):
        tree.root(6)
    with pytest.raises(ValueError, match="There is no entry 5 in a record of 5 entries"):
        tree.inclusion(5)
    with pytest.raises(ValueError, match="record of 0 entries cannot be compared"):
        tree.consistency(0)


def flipped(value: bytes, bit: int) -> bytes:
    """The value with one bit turned over."""
    return (int.from_bytes(value, "big") ^ (1 << bit)).to_bytes(len(value), "big")
