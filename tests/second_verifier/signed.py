"""The tree of hashes, the notes that keys sign, and tiles: sections 4 and 5 of the written format."""

import base64
import re
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.second_verifier.forms import b64, digest, fail

Place = int | tuple[int, int] | None
Key = tuple[str, bytes, Ed25519PublicKey]
NUMBER = "0|[1-9][0-9]{0,17}"


def root_of(
    tiles: list[list[bytes]], top: int, first: int, stop: int
) -> bytes:  # over a range, from hashes of level top where they fit
    count, half = stop - first, first + ((1 << max(0, stop - first - 1).bit_length()) >> 1)
    if count == 256 ** (level := (max(1, count).bit_length() - 1) // 8) and level <= top:
        return tiles[level][first // count]
    return sha256(b"\1" + root_of(tiles, top, first, half) + root_of(tiles, top, half, stop) if count else b"").digest()


def locate(tiles: list[list[bytes]], real: list[list[bytes]], first: int, stop: int, root: bytes) -> Place:  # where they differ
    half = first + ((1 << max(0, stop - first - 1).bit_length()) >> 1)
    for left, right in ((root_of(tiles, top, first, half), root_of(tiles, top, half, stop)) for top in range(8)):
        if root_of([[left, right]], 0, 0, 2) == root:
            return locate(tiles, real, *((first, half, left) if left != root_of(real, 7, first, half) else (half, stop, right)))
    return (first, stop) if half > first else first


def climbed(index: int, size: int, digest: bytes, path: list[bytes]) -> bytes:  # to the root
    half = 1 << max(0, (size - 1).bit_length() - 1) if (size > 1) == bool(path) else fail("the path has another length")
    below = climbed(index % half, half if index < half else size - half, digest, path[:-1]) if path else digest
    return root_of([[below, *path[-1:]] if index < half else [*path[-1:], below]], 0, 0, 2) if path else below


def key_of(text: str) -> Key:  # name, key ID and the key of a vkey
    (name, ident), raw = text.split("+", 2)[:2], b64(text.split("+", 2)[-1], 33)
    (name.split() == [name] and ident == digest(name.encode(), b"\n", raw)[:8]) or fail("not a vkey")
    return name, bytes.fromhex(ident), Ed25519PublicKey.from_public_bytes(raw[1:]) if raw[0] == 1 else fail("not a vkey of Ed25519")


def note_of(note: bytes, count: int, key: Key | None = None, most: int = 99) -> list[str]:
    text, _, tail = note.decode().rpartition("\n\n")
    signs = re.findall(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)\n", tail)
    formed = signs and tail == "".join(f"— {name} {sign}\n" for name, sign in signs) and text.count("\n") == count - 1
    mine = [
        key[2].verify(b64(x, 68)[4:], f"{text}\n".encode()) for n, x in signs if key and (n, base64.b64decode(x)[:4]) == key[:2]
    ]
    return (
        text.split("\n") if formed and len(signs) <= most and (mine or not key) else fail(f"not {count} lines that the key signed")
    )


def head_of(note: bytes, key: Key | None = None, most: int = 99) -> tuple[str, int, bytes]:
    origin, size, root = note_of(note, 3, key, most)
    return (
        (origin, int(size), b64(root, 32))
        if re.fullmatch(rf"[^\s+/]+/\S+\n({NUMBER})", f"{origin}\n{size}")
        else fail("no checkpoint")
    )


def unpacked(raw: bytes, most: int = 256) -> list[bytes]:  # the entries of a tile
    return [raw[2 : 2 + int.from_bytes(raw[:2])], *unpacked(raw[2 + int.from_bytes(raw[:2]) :], most - 1)] if raw and most else []


def place_of(line: bytes) -> Place:
    return next(map(int, re.findall(rb'"i":(\d{1,9}),', line)), None)
