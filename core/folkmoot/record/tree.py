"""The Merkle tree over the record's entries: roots, proofs and their verification (RFC 6962 section 2.1, RFC 9162 section 2.1)."""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

Node = Callable[[int, int], bytes]
"""Answers the hash of the complete subtree at (height, position): the leaves position * 2**height and on, 2**height of them."""


class ProofError(ValueError):
    """A proof that does not show what it claims; the message says in one sentence why."""


def leaf_hash(entry: bytes) -> bytes:
    """The 32-byte hash of one entry as it stands in the tree."""
    return sha256(b"\x00" + entry).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """The leaf hashes of many entries, in their order."""
    return [sha256(b"\x00" + entry).digest() for entry in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """The 32-byte hash of the node above two nodes."""
    return sha256(b"\x01" + left + right).digest()


def parents(nodes: Sequence[bytes]) -> list[bytes]:
    """The hashes above each pair of nodes; an odd last node is left out."""
    return [sha256(b"\x01" + left + right).digest() for left, right in zip(nodes[::2], nodes[1::2], strict=False)]


def cover(start: int, stop: int) -> list[tuple[int, int]]:
    """The fewest complete subtrees, as (height, position), that hold exactly the leaves start to stop - 1, left to right.

    Only for ranges that a Merkle tree has as a subtree or as its left edge: start is 0, or a multiple of the least power of
    two that is not below stop - start.
    """
    found = []
    while start < stop:
        height = (stop - start).bit_length() - 1
        found.append((height, start >> height))
        start += 1 << height
    return found


def fold(nodes: Sequence[bytes]) -> bytes:
    """The root over complete subtrees of falling size, left to right; EMPTY_ROOT for none."""
    if not nodes:
        return EMPTY_ROOT
    root = nodes[-1]
    for node in reversed(nodes[:-1]):
        root = node_hash(node, root)
    return root


def range_root(node: Node, start: int, stop: int) -> bytes:
    """The root over the leaves start to stop - 1, taken from complete subtrees (see `cover` for which ranges)."""
    return fold([node(height, position) for height, position in cover(start, stop)])


def inclusion_path(node: Node, index: int, size: int) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` leaves, lowest first (RFC 9162 section 2.1.3.1).

    Raises ValueError if there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"There is no entry {index} in a record of {size} entries.")
    path, start, stop = [], 0, size
    while stop - start > 1:
        middle = start + _left(stop - start)
        if index < middle:
            path.append(range_root(node, middle, stop))
            stop = middle
        else:
            path.append(range_root(node, start, middle))
            start = middle
    path.reverse()
    return path


def consistency_path(node: Node, old: int, new: int) -> list[bytes]:
    """The proof that the tree of `old` leaves is the beginning of the tree of `new` leaves (RFC 9162 section 2.1.4.1).

    Raises ValueError unless 1 <= old <= new.
    """
    if not 1 <= old <= new:
        raise ValueError(f"A record of {old} entries cannot be compared with a later one of {new}.")
    path, start, stop, whole = [], 0, new, True
    while old < stop:
        middle = start + _left(stop - start)
        if old <= middle:
            path.append(range_root(node, middle, stop))
            stop = middle
        else:
            path.append(range_root(node, start, middle))
            start, whole = middle, False
    if not whole:
        path.append(range_root(node, start, stop))
    path.reverse()
    return path


def _left(width: int) -> int:
    """The largest power of two below width (at least 2)."""
    return 1 << (width - 1).bit_length() - 1


class Tree:
    """A whole tree in memory (about 160 bytes a leaf), which answers roots and proofs at any size it has had."""

    def __init__(self, hashes: Iterable[bytes] = ()) -> None:
        """Starts with these leaf hashes."""
        self._levels: list[list[bytes]] = [[]]
        self.extend(hashes)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self._levels[0])

    def append(self, leaf: bytes) -> None:
        """Adds one leaf hash (32 bytes)."""
        self.extend((leaf,))

    def extend(self, hashes: Iterable[bytes]) -> None:
        """Adds leaf hashes in order."""
        self._levels[0].extend(hashes)
        height = 0
        while len(self._levels[height]) > 1:
            if height + 1 == len(self._levels):
                self._levels.append([])
            above = self._levels[height + 1]
            above.extend(parents(self._levels[height][2 * len(above) :]))
            height += 1

    def node(self, height: int, position: int) -> bytes:
        """The hash of one complete subtree."""
        return self._levels[height][position]

    def root(self, size: int | None = None) -> bytes:
        """The root of the first `size` leaves (all of them if None). Raises ValueError beyond the tree."""
        return range_root(self.node, 0, self._checked(size))

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The proof that leaf `index` is in the first `size` leaves. Raises ValueError beyond the tree."""
        return inclusion_path(self.node, index, self._checked(size))

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """The proof that the first `old` leaves begin the first `new`. Raises ValueError beyond the tree."""
        return consistency_path(self.node, old, self._checked(new))

    def _checked(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ValueError(f"The tree has {self.size} entries, not {size}.")
        return size


class Frontier:
    """The right edge of a growing tree: size and root in a few hashes, however many leaves went in."""

    def __init__(self) -> None:
        """Starts empty."""
        self.size = 0
        self._edge: list[bytes | None] = []

    @classmethod
    def resume(cls, size: int, nodes: Sequence[bytes]) -> "Frontier":
        """Goes on from `size` leaves, whose complete subtrees are `nodes`, as `cover(0, size)` lists them."""
        frontier = cls()
        frontier.size = size
        frontier._edge = [None] * size.bit_length()
        for (height, _), node in zip(cover(0, size), nodes, strict=True):
            frontier._edge[height] = node
        return frontier

    def append(self, leaf: bytes) -> None:
        """Adds one leaf hash (32 bytes)."""
        edge, rest, height = self._edge, self.size, 0
        self.size += 1
        while rest & 1:
            leaf = sha256(b"\x01" + edge[height] + leaf).digest()  # type: ignore[operator]
            edge[height] = None
            height += 1
            rest >>= 1
        if height == len(edge):
            edge.append(leaf)
        else:
            edge[height] = leaf

    def extend(self, hashes: Iterable[bytes]) -> None:
        """Adds leaf hashes in order; three times as fast as `append` from some hundred a call on."""
        nodes, height = list(hashes), 0
        self.size += len(nodes)
        while nodes:
            if height == len(self._edge):
                self._edge.append(None)
            kept = self._edge[height]
            if kept is not None:
                nodes.insert(0, kept)
            self._edge[height] = nodes.pop() if len(nodes) % 2 else None
            nodes = parents(nodes)
            height += 1

    @property
    def root(self) -> bytes:
        """The root of all leaves so far."""
        return fold([node for node in reversed(self._edge) if node is not None])


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Checks that the leaf hash stands at `index` under the root of `size` leaves (RFC 9162 section 2.1.3.2).

    Raises ProofError.
    """
    _check_lengths(leaf, root, *proof)
    if not 0 <= index < size:
        raise ProofError(f"The proof is for entry {index}, which a record of {size} entries does not have.")
    at, last, computed = index, size - 1, leaf
    for node in proof:
        if last == 0:
            raise ProofError("The proof has more hashes than its place in the record needs.")
        if at & 1 or at == last:
            computed = node_hash(node, computed)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            computed = node_hash(computed, node)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofError("The proof has fewer hashes than its place in the record needs.")
    if computed != root:
        raise ProofError(f"The proof does not lead from entry {index} to the root of the {size} entries.")


def verify_consistency(old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Checks that the record of `old_size` entries is the beginning of that of `new_size` (RFC 9162 section 2.1.4.2).

    Size 0 is refused, as every record begins with nothing and there is nothing to check. Raises ProofError.
    """
    _check_lengths(old_root, new_root, *proof)
    if not 1 <= old_size <= new_size:
        raise ProofError(f"A record of {old_size} entries cannot be shown to begin one of {new_size}.")
    if old_size == new_size:
        if proof or old_root != new_root:
            raise ProofError(f"Two records of {old_size} entries are the same only with the same root and an empty proof.")
        return
    nodes = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not nodes or not proof:
        raise ProofError("The proof is empty, but the record has grown.")
    at, last = old_size - 1, new_size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            raise ProofError("The proof has more hashes than the two sizes need.")
        if at & 1 or at == last:
            old, new = node_hash(node, old), node_hash(node, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, node)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofError("The proof has fewer hashes than the two sizes need.")
    if old != old_root or new != new_root:
        raise ProofError(f"The record of {new_size} entries does not begin with the record of {old_size} entries.")


def _check_lengths(*hashes: bytes) -> None:
    if any(len(each) != HASH_BYTES for each in hashes):
        raise ProofError(f"Each hash in a proof is {HASH_BYTES} bytes.")
