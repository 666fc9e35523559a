"""What somebody might do to a bundle, with the signing key and without it; each case is drawn by rule."""

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from folkmoot.events.entry import Entry, canonical, read, write
from folkmoot.record.checkpoint import Checkpoint, parse, sign
from folkmoot.record.note import Signer, generate, split
from folkmoot.record.note import sign as sign_note
from folkmoot.record.tiles import WIDTH, TileReader, entries_path, growth, pack, tile_path, unpack
from folkmoot.record.tree import Tree, leaf_hashes

Leaves = list[bytes]
Change = Callable[[Leaves, int, int], Leaves]
"""What is done to the entries, given two places in them; the answer's entries are what the tamperer publishes."""


def leaves_of(folder: Path) -> Leaves:
    """The entries of a bundle."""
    size = parse(split((folder / "checkpoint").read_bytes())[0]).size
    return list(TileReader(folder).entries(0, size))


def write_entries(folder: Path, leaves: Leaves, size: int) -> None:
    """Put other entries where those of a bundle of `size` were, leaving the hash tiles as they are."""
    for tile in growth(0, size):
        if tile.level == 0:
            start = tile.index * WIDTH
            last = start + tile.width >= size
            (folder / entries_path(tile.index, tile.width)).write_bytes(pack(leaves[start : None if last else start + WIDTH]))


def write_tiles(folder: Path, leaves: Leaves) -> bytes:
    """Write entries and hash tiles of another record; answers its root."""
    shutil.rmtree(folder / "tile")
    tree = Tree(leaf_hashes(leaves))
    for tile in growth(0, len(leaves)):
        path, start = folder / tile_path(tile), tile.index * WIDTH
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(tree.node(8 * tile.level, start + n) for n in range(tile.width)))
        if tile.level == 0:
            bundle = folder / entries_path(tile.index, tile.width)
            bundle.parent.mkdir(parents=True, exist_ok=True)
            bundle.write_bytes(pack(leaves[start : start + tile.width]))
    return tree.root()


def sign_again(folder: Path, leaves: Leaves, signer: Signer) -> None:
    """What only a holder of the key can do: publish these entries, signed, with the words signed too."""
    origin, root = signer.name, write_tiles(folder, leaves)
    (folder / "checkpoint").write_bytes(sign(Checkpoint(origin, len(leaves), root), signer))
    sign_words(folder, len(leaves), signer)


def sign_words(folder: Path, size: int, signer: Signer) -> None:
    """Sign for the words as they lie there."""
    lines = split((folder / "words/terms").read_bytes())[0].split("\n")
    lines[2] = str(size)
    lines[4:6] = [sha256((folder / "words" / name).read_bytes()).hexdigest() for name in ("openings.jsonl", "recalled.jsonl")]
    (folder / "words/terms").write_bytes(sign_note("\n".join(lines), signer))


def _changed(leaf: bytes, **fields: object) -> bytes:
    entry: Entry = read(leaf)
    return write(msgspec.structs.replace(entry, **fields))


def _another(leaves: Leaves, at: int, other: int) -> Leaves:
    return [
        *leaves[:at],
        leaves[at].replace(b'"via":"web"', b'"via":"api"', 1) + b" " * (b'"via":"web"' not in leaves[at]),
        *leaves[at + 1 :],
    ]


def _back_dated(leaves: Leaves, at: int, other: int) -> Leaves:
    return [*leaves[:at], _changed(leaves[at], t="2020-02-02T02:00Z"), *leaves[at + 1 :]]


def _swapped(leaves: Leaves, at: int, other: int) -> Leaves:
    both = list(leaves)
    other = other if other != at else (at + 1) % len(leaves)
    both[at], both[other] = both[other], both[at]
    return both


CHANGES: dict[str, Change] = {
    "another entry": _another,
    "dropped": lambda leaves, at, other: [*leaves[:at], *leaves[at + 1 :]],
    "swapped": _swapped,
    "inserted": lambda leaves, at, other: [*leaves[:at], leaves[other], *leaves[at:]],
    "truncated": lambda leaves, at, other: leaves[:at],
    "back-dated": _back_dated,
}
"""What is done to entries."""


def first_changed(before: Leaves, after: Leaves) -> int:
    """Index of the first entry that is another, or missing."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((at for at, (one, two) in pairs if one != two), min(len(before), len(after)))


class Flip(msgspec.Struct, frozen=True):
    """One bit of one file. share: where in the file, 0 to 1."""

    file: int
    share: float
    bit: int

    def do(self, folder: Path) -> tuple[str, int]:
        """Flip it; answers the file's name and the place of the byte."""
        files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
        path = files[self.file % len(files)]
        data = bytearray(path.read_bytes())
        at = int(self.share * (len(data) - 1))
        data[at] ^= 1 << self.bit
        path.write_bytes(bytes(data))
        return path.relative_to(folder).as_posix(), at


def entry_at(folder: Path, name: str, at: int) -> int:
    """Index of the entry that a byte of an untouched bundle belongs to; -1 when it is in no file of entries."""
    if not name.startswith("tile/entries/"):
        return -1
    index = int(name.removeprefix("tile/entries/").split(".p")[0]) * WIDTH
    stop = 0
    for entry in unpack((folder / name).read_bytes()):
        stop += 2 + len(entry)
        if at < stop:
            break
        index += 1
    return index


def openings(folder: Path) -> list[dict[str, Any]]:
    """The lines of openings, decoded."""
    return [msgspec.json.decode(line) for line in (folder / "words/openings.jsonl").read_bytes().splitlines()]


def write_openings(folder: Path, lines: list[dict[str, Any]]) -> None:
    """Write other lines."""
    (folder / "words/openings.jsonl").write_bytes(b"".join(canonical(line) + b"\n" for line in lines))


def swap_payloads(folder: Path, one: int, two: int) -> int:
    """Let two seals open to each other's words; answers the index of the earlier entry."""
    lines = openings(folder)
    first = lines[one % len(lines)]
    others = [line for line in lines if line["payload"] != first["payload"]]
    second = others[two % len(others)]
    first["payload"], second["payload"] = second["payload"], first["payload"]
    write_openings(folder, lines)
    return int(min(first["i"], second["i"]))


def leave_out(folder: Path, which: int) -> int:
    """Claim that words which are public are not; answers the index of their entry."""
    lines = openings(folder)
    gone = lines.pop(which % len(lines))
    write_openings(folder, lines)
    return int(gone["i"])


def forge_checkpoint(folder: Path) -> None:
    """Sign the same size and root with another key of the same name, and name that key."""
    old = parse(split((folder / "checkpoint").read_bytes())[0])
    other = generate(old.origin)
    (folder / "checkpoint").write_bytes(sign(old, other))
    (folder / "vkey").write_text(f"{other.verifier}\n")


def copy_home(home: Path, to: Path) -> Path:
    """A copy of an installation that is closed."""
    return Path(shutil.copytree(home, to))
