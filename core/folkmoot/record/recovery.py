"""Compares a store with the published record, and gives a restored store back what it lost."""

from collections.abc import Callable, Iterator
from hashlib import sha256

from folkmoot.record.tiles import WIDTH, Tile, TileError, TileReader
from folkmoot.record.tree import Frontier, leaf_hash, leaf_hashes

Leaves = Callable[[int, int], list[bytes]]
"""Answers up to `limit` (second) entries of the store from index `start` (first) on; fewer only at the store's end."""

_BATCH = 16 * WIDTH
_LOST = "Declare what cannot be found lost, and go on under a new origin; this record must not be signed again without it."


class Fork(Exception):
    """Going on would give two records under one name; the message says what is wrong and what to do. Nothing was signed."""


def check_store(reader: TileReader, leaves: Leaves, size: int, root: bytes, start: int = 0) -> None:
    """Raises Fork unless the store holds the `size` published entries.

    From start 0 all are hashed up to the signed root, otherwise those from `start` on are compared with the published
    hashes.
    """
    if start:
        try:
            wrong = _first_difference(reader, leaves, start, size)
        except TileError as error:
            raise Fork(f"The store cannot be compared with what is published: {error} Rewrite it from the store.") from error
    else:
        frontier = Frontier()
        for batch in _stored(leaves, 0, size):
            frontier.extend(leaf_hashes(batch))
        _check_long_enough(frontier.size, size)
        if frontier.root == root:
            return
        wrong = _place_of_change(reader, leaves, 0, size)
        if wrong is None:
            raise Fork(
                f"The store's first {size} entries do not have the root that was signed, and the published hashes do not "
                "show where. Restore both the store and the published files from a good copy, and audit them."
            )
    if wrong is not None:
        raise Fork(
            f"Entry {wrong} in the store is not the entry {wrong} that is published and signed. Restore the store from a "
            "backup of before it was changed, take what is missing from the published files, and start again."
        )


def published_rest(reader: TileReader, leaves: Leaves, have: int, size: int, root: bytes) -> Iterator[bytes]:
    """The published entries have to size - 1, proved with the store's first `have` entries against the signed root.

    All are read and proved before the first is given. Raises Fork, saying which entries are not to be had.
    """
    frontier = Frontier()
    for batch in _stored(leaves, 0, min(have, size)):
        frontier.extend(leaf_hashes(batch))
    if frontier.size < min(have, size):
        raise ValueError(f"The store holds {frontier.size} entries, not {have}.")
    digests = []
    for bundle in _had(reader, frontier.size, size):
        hashes = leaf_hashes(bundle)
        frontier.extend(hashes)
        digests.append(sha256(b"".join(hashes)).digest())
    if frontier.root != root:
        raise Fork(_why_not(reader, leaves, have, size))
    return _given(reader, have, size, digests)


def _given(reader: TileReader, have: int, size: int, digests: list[bytes]) -> Iterator[bytes]:
    # The files are read a second time, and could have changed since they were proved.
    for bundle, digest in zip(_had(reader, have, size), digests, strict=True):
        if sha256(b"".join(leaf_hashes(bundle))).digest() != digest:
            raise Fork("The published files changed while they were read: stop whatever writes them, and start again.")
        yield from bundle


def _had(reader: TileReader, start: int, stop: int) -> Iterator[list[bytes]]:
    at = start
    try:
        for bundle in reader.bundles(start, stop):
            yield bundle
            at += len(bundle)
    except TileError as error:
        last = min(stop, (at // WIDTH + 1) * WIDTH) - 1
        raise Fork(f"Entries {at} to {last} are not to be had: {error} Look for them in a bundle or a mirror. {_LOST}") from error


def _why_not(reader: TileReader, leaves: Leaves, have: int, size: int) -> str:
    wrong = _place_of_change(reader, leaves, 0, min(have, size))
    if wrong is not None:
        return (
            f"Entry {wrong} in the restored store is not the one that was published and signed, so nothing can be put after "
            "it: restore an older backup, and take the entries after it from the published files."
        )
    wrong = _place_of_change(reader, lambda start, limit: list(reader.entries(start, start + limit)), have, size)
    where = f"{have} to {size - 1}" if wrong is None else f"{wrong} to {min(size, (wrong // WIDTH + 1) * WIDTH) - 1}"
    return f"Entries {where} are not to be had: the published ones were changed. Look for them in a bundle or a mirror. {_LOST}"


def _place_of_change(reader: TileReader, leaves: Leaves, start: int, size: int) -> int | None:
    """Where the leaves that are known to be wrong first differ, or None if the published hashes do not show it."""
    try:
        return _first_difference(reader, leaves, start, size)
    except TileError:
        return None


def _first_difference(reader: TileReader, leaves: Leaves, start: int, size: int) -> int | None:
    """The first index from start on where the leaves are not those that the published hashes name. Raises TileError."""
    at = start
    while at < size:
        tile, offset = divmod(at, WIDTH)
        stop = min(size, (tile + 1) * WIDTH)
        entries = leaves(at, stop - at)
        _check_long_enough(at + len(entries), stop, size)
        hashes = reader.tile(Tile(0, tile, stop - tile * WIDTH))
        for index, (entry, published) in enumerate(zip(entries, hashes[offset:], strict=True), at):
            if leaf_hash(entry) != published:
                return index
        at = stop
    return None


def _stored(leaves: Leaves, start: int, stop: int) -> Iterator[list[bytes]]:
    while start < stop:
        batch = leaves(start, min(_BATCH, stop - start))
        if not batch:
            return
        yield batch
        start += len(batch)


def _check_long_enough(have: int, need: int, size: int | None = None) -> None:
    if have < need:
        raise Fork(
            f"The store holds {have} entries, but {size or need} are published and signed: it was probably restored from a "
            "backup. Take the missing entries from the published files, and start again; until then nothing is signed."
        )
