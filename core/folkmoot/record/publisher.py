"""Publishes a record as static files and signs its checkpoints, never two that disagree."""

from collections.abc import Iterator
from pathlib import Path

from folkmoot.record import checkpoint, proof
from folkmoot.record.checkpoint import Checkpoint, open_checkpoint
from folkmoot.record.edge import Edge
from folkmoot.record.folder import DurableFolder
from folkmoot.record.note import NoteError, Signer
from folkmoot.record.recovery import Fork, Leaves, check_store, published_rest
from folkmoot.record.signed import Held, Last, LastSigned
from folkmoot.record.tiles import WIDTH, TileError, TileReader, entries_path, growth, pack, tile_path
from folkmoot.record.tree import EMPTY_ROOT, ProofError, leaf_hash, leaf_hashes, verify_consistency, verify_inclusion

__all__ = ["Fork", "Leaves", "Publisher"]

_BATCH = 16 * WIDTH


class Publisher:
    """One record's published folder, with the key that signs its checkpoints.

    Any number of processes on one machine may have one for the same folder and state: they take turns.
    """

    def __init__(self, directory: Path, state: Path, origin: str, signer: Signer, leaves: Leaves) -> None:
        """Publishes the entries of `leaves` in `directory`; `state` is a file that remembers what was signed.

        `state` belongs on this machine's own disk, outside `directory`, and is never restored from a backup.
        Raises NoteError if the origin is not a fit one.
        """
        checkpoint.check_origin(origin)
        self.origin = origin
        self.reader = TileReader(directory)
        self._folder = DurableFolder(directory)
        self._memory = LastSigned(state, origin)
        self._signer = signer
        self._leaves = leaves
        self._edge = Edge()
        self._guarded = False

    def guard(self, *, thorough: bool = True) -> None:
        """Checks that the store holds what was published.

        `publish` does this by itself the first time. Thorough, it hashes the whole store (a few hundred thousand entries a
        second); otherwise only the last published entries, which finds a restored backup but not an entry altered long ago.
        Raises Fork with what to do, TimeoutError if another process keeps publishing.
        """
        with self._memory.held() as held:
            last, published = self._read_back(held), self._published()
        if last is not None:
            self._edge = self._published_edge(last)
            if published is not None:
                self._check_begins(published[0], Checkpoint(self.origin, last.size, last.root))
            check_store(self.reader, self._leaves, last.size, last.root, 0 if thorough else _tail(last.size))
        self._guarded = True

    def publish(self, size: int) -> bytes:
        """Publishes the first `size` entries of the store, and answers the signed checkpoint now in force.

        It covers at least `size` entries: more, if another process has published more. Calling again after a crash at any
        point completes what was begun.
        Raises Fork if the store and the published record disagree, ValueError if the store has no `size` entries,
        TimeoutError if another process keeps publishing, OSError if the disk fails.
        """
        if not self._guarded:
            self.guard()
        with self._memory.held() as held:
            last = self._read_back(held)
            edge = self._edge_at(last)
            if last is None or size > last.size:
                edge = self._grow(edge, size)
                if not held.advance(last, edge.size, edge.root):
                    raise Fork("The memory of what was signed changed while it was locked: nothing is signed. See to its disk.")
        # Only now, with size and root on disk, may a signature leave this process.
        self._edge = edge
        return self._sign()

    def adopt(self, signed: bytes) -> None:
        """Takes up a published record on a machine that does not remember it, from its newest signed checkpoint.

        The caller vouches that no newer one was ever given out (ask the witnesses). Raises Fork if this machine or the
        published folder knows of more, or the published tiles do not have this root; NoteError if it is no checkpoint of
        this record.
        """
        found, _ = open_checkpoint(signed, [self._signer.verifier], self.origin)
        with self._memory.held() as held:
            last, published = held.last(), self._published()
            known = max(last.size if last else 0, published[0].size if published else 0)
            if known > found.size:
                raise Fork(f"A checkpoint of {known} entries is known here, so one of {found.size} is not the newest: find it.")
            self._published_edge(Last(found.size, found.root, 0))
            if last is not None:
                self._check_begins(Checkpoint(self.origin, last.size, last.root), found)
            held.advance(last, found.size, found.root)

    def rewrite(self) -> None:
        """Writes the published files anew from a store that has the signed root, when they were lost or damaged.

        Raises Fork if the store is not the one that was signed; a checkpoint file that is gone comes back at the next
        `publish`.
        """
        with self._memory.held() as held:
            last = self._read_back(held)
            if last is not None:
                check_store(self.reader, self._leaves, last.size, last.root)
                self._edge = self._grow(Edge(), last.size)

    def missing(self, size: int) -> Iterator[bytes]:
        """The published entries from index `size` on, which a restored store of `size` entries lacks.

        They and the store's own are checked against the signed checkpoint before the first one is given.
        Raises Fork, saying which entries are not to be had.
        """
        with self._memory.held() as held:
            last = held.last()
        published = self._published()
        known = [(last.size, last.root)] if last else []
        known += [(published[0].size, published[0].root)] if published else []
        if not known:
            return iter(())
        newest, root = max(known)
        return published_rest(self.reader, self._leaves, size, newest, root)

    def prove(self, index: int, size: int | None = None) -> bytes:
        """A `.tlog-proof` that carries entry `index`, under the checkpoint in force or the one of `size` entries.

        Reads O(log size) tiles and one bundle. Raises ValueError if the checkpoint does not cover the entry, Fork if the
        published files do not bear it out.
        """
        found, signed = self._covering(index + 1 if size is None else size)
        try:
            if size is not None and size != found.size:
                earlier = Checkpoint(self.origin, size, self.reader.root(size))
                self._prove_begins(earlier, found)
                found, signed = earlier, checkpoint.sign(earlier, self._signer)
            hashes = self.reader.inclusion(index, found.size)
            entry = next(self.reader.entries(index, index + 1))
            verify_inclusion(index, found.size, leaf_hash(entry), hashes, found.root)
        except (TileError, ProofError) as error:
            raise Fork(f"The published files do not bear out the checkpoint: {error} Audit them, then rewrite them.") from error
        return proof.encode(proof.Proof(index, tuple(hashes), signed, entry))

    def consistency(self, old: int, new: int) -> list[bytes]:
        """The proof that `old` published entries begin the `new` published entries, from O(log new) tiles.

        Raises ValueError unless 1 <= old <= new <= the published size, TileError if a file is missing.
        """
        self._covering(new)
        return self.reader.consistency(old, new)

    def _published(self) -> tuple[Checkpoint, bytes] | None:
        """The published checkpoint, with its signed bytes."""
        if not (self.reader.directory / "checkpoint").exists():
            return None
        try:
            signed = self.reader.checkpoint()
            return open_checkpoint(signed, [self._signer.verifier], self.origin)[0], signed
        except (TileError, NoteError) as error:
            raise Fork(f"The published checkpoint is not one that this key signed for {self.origin}: {error}") from error

    def _covering(self, size: int) -> tuple[Checkpoint, bytes]:
        published = self._published()
        if published is None or published[0].size < size:
            raise ValueError(f"No checkpoint of {size} entries has been published yet: ask again in a few seconds.")
        return published

    def _read_back(self, held: Held) -> Last | None:
        """What may be signed, after comparing memory with what is published."""
        last, published = held.last(), self._published()
        if published is None:
            return last
        found = published[0]
        if last is None:
            raise Fork(
                f"A checkpoint of {found.size} entries is published, but this machine does not remember signing it. If it is the "
                "newest that anybody has, the witnesses included, adopt it; if not, find the newest first."
            )
        if found.size > last.size or (found.size == last.size and found.root != last.root):
            raise Fork(
                f"A checkpoint of {found.size} entries is published, but this machine remembers another as the last, of "
                f"{last.size}: its memory was restored, or a second machine signs. Stop all but one, and adopt the newest."
            )
        return last

    def _published_edge(self, last: Last) -> Edge:
        try:
            edge = Edge.read(self.reader, last.size)
        except TileError as error:
            raise Fork(
                f"The published files of {last.size} entries are not complete: {error} Rewrite them from the store."
            ) from error
        if edge.root != last.root:
            raise Fork(
                f"The published hashes of {last.size} entries do not have the root that was signed: rewrite them from the store."
            )
        return edge

    def _edge_at(self, last: Last | None) -> Edge:
        """The edge to grow from, after checking that the store's last published entries still are the published ones."""
        if last is None:
            return Edge()
        edge = self._edge
        if (edge.size, edge.root) != (last.size, last.root):
            edge = self._published_edge(last)
        check_store(self.reader, self._leaves, last.size, last.root, _tail(last.size))
        return edge

    def _grow(self, base: Edge, size: int) -> Edge:
        """Writes the bundles and tiles that come between, and answers the edge of `size` entries."""
        edge = base.copy()
        self._folder.begin()
        at = base.size // WIDTH * WIDTH
        while at < size:
            batch = self._leaves(at, min(_BATCH, size - at))
            if len(batch) < min(_BATCH, size - at):
                raise ValueError(f"The store has {at + len(batch)} entries, so {size} cannot be published.")
            for start in range(0, len(batch), WIDTH):
                bundle = batch[start : start + WIDTH]
                self._folder.write(entries_path((at + start) // WIDTH, len(bundle)), pack(bundle))
            for tile, data in edge.extend(leaf_hashes(batch[max(0, edge.size - at) :])):
                self._folder.write(tile_path(tile), data)
            at += len(batch)
        for tile, data in edge.unfinished(base.size):
            self._folder.write(tile_path(tile), data)
        self._folder.settle()
        return edge

    def _sign(self) -> bytes:
        """Signs what memory says may be signed, and publishes it unless it is published."""
        with self._memory.held() as held:
            last, published = self._read_back(held), self._published()
            if last is None:
                raise Fork("The memory of what was signed is gone: nothing is signed. See to its disk.")
            wanted = Checkpoint(self.origin, last.size, last.root)
            if published is not None and published[0] == wanted:
                signed = published[1]
            else:
                signed = checkpoint.sign(wanted, self._signer)
                self._folder.begin()
                self._folder.write("checkpoint", signed)
                self._folder.settle()
            full = [tile for tile in growth(last.pruned, last.size) if tile.width == WIDTH]
            if full:
                self._folder.remove_partials([tile_path(tile) for tile in full])
                self._folder.remove_partials([entries_path(tile.index) for tile in full if tile.level == 0])
                held.pruned(last.size)
        return signed

    def _check_begins(self, old: Checkpoint, new: Checkpoint) -> None:
        """Raises Fork unless the old record begins the new one."""
        try:
            self._prove_begins(old, new)
        except (TileError, ProofError) as error:
            raise Fork(f"{old.size} entries were signed here that do not begin the {new.size} published: {error}") from error

    def _prove_begins(self, old: Checkpoint, new: Checkpoint) -> None:
        if old.size:
            verify_consistency(old.size, old.root, new.size, new.root, self.reader.consistency(old.size, new.size))
        elif old.root != EMPTY_ROOT:
            raise ProofError("An empty record has only one root, and this is another.")


def _tail(size: int) -> int:
    """Where the last published bundle starts."""
    return max(0, size - 1) // WIDTH * WIDTH
