"""A bundle is written whole or not at all, from what is published and from the words that are public today."""

import shutil
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from folkmoot.bundle.blobs import blob_of
from folkmoot.bundle.reading import ABOUT, Line
from folkmoot.bundle.words import recalled_lines, terms_text
from folkmoot.domain.openness import Openness
from folkmoot.domain.rules import Refused
from folkmoot.events.entry import Entry, canonical, read
from folkmoot.installation import Installation
from folkmoot.record.checkpoint import parse
from folkmoot.record.note import sign, split
from folkmoot.record.tiles import WIDTH, TileReader, entries_path, growth, pack, tile_path

Progress = Callable[[int, int], None]

TRIES = 5
"""How often a bundle is begun anew because words were erased meanwhile."""


def export_community(
    installation: Installation, community: str, out: Path, *, words: bool = True, progress: Progress | None = None
) -> int:
    """Write the bundle of a community into a new folder; answers how many entries it holds.

    words: whether the words that are public go with it.
    Raises Refused when the folder exists, NotHere when there is no such community, Fork when it cannot be published.
    """
    if out.exists():
        raise Refused(f"{out} exists already; choose a folder that does not.")
    part = out.with_name(out.name + ".part")
    for _ in range(TRIES):
        size, gone = _write(installation, community, part, words, progress)
        if not gone or installation.store.head(community).size == size:
            break  # else words were erased while we wrote, and the entry that says so came after our checkpoint
    part.rename(out)
    return size


def _write(installation: Installation, community: str, part: Path, words: bool, progress: Progress | None) -> tuple[int, int]:
    """Write all of it as of now; answers how many entries it holds, and how many public words are gone."""
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    installation.publishing.now(community)
    reader = TileReader(installation.home / "public" / community)
    signed = reader.checkpoint()
    size = parse(split(signed)[0]).size
    (part / "checkpoint").write_bytes(signed)
    (part / "vkey").write_text(f"{installation.checkpoint_key(community).verifier}\n")
    (part / "ABOUT.txt").write_text(ABOUT)
    _tiles(reader, size, part)
    seen = _blobs(installation, community, _followed(reader, size, progress), part)
    return size, _words(installation, community, seen, size, part) if words else 0


def _tiles(reader: TileReader, size: int, part: Path) -> None:
    """The tiles of exactly this size; the published folder may have grown meanwhile."""
    for tile in growth(0, size):
        _put(part / tile_path(tile), b"".join(reader.tile(tile)))
        if tile.level == 0:
            _put(part / entries_path(tile.index, tile.width), pack(reader.bundle(tile.index, tile.width)))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _followed(reader: TileReader, size: int, progress: Progress | None) -> Iterator[Entry]:
    for number, leaf in enumerate(reader.entries(0, size), 1):
        if progress and number % (16 * WIDTH) == 0:
            progress(number, size)
        yield read(leaf)


def _blobs(installation: Installation, community: str, entries: Iterator[Entry], part: Path) -> Openness:
    """Copy the blobs that entries name; answers what the record says of each seal."""
    seen = Openness()
    for entry in entries:
        fact = entry.fact()
        seen.evolve(entry, fact)
        if name := blob_of(fact):
            blob = installation.store.blob(community, name)
            if blob is not None:
                _put(part / "blobs" / name, blob)
    return seen


def _words(installation: Installation, community: str, seen: Openness, size: int, part: Path) -> int:
    """Write the words that are public; answers how many should be there and are gone."""
    (part / "words").mkdir()
    openings, gone = sha256(), 0
    with (part / "words" / "openings.jsonl").open("wb") as file:
        for i, k in seen.public():
            opening = installation.opening(community, i, k)
            if opening is None:  # what is gone without a reason in the record is for the audit to find
                gone += 1
                continue
            salt = b64encode(opening.salt).decode()
            line = canonical(Line(i=i, k=k, payload=opening.payload.decode(), salt=salt)) + b"\n"
            openings.update(line)
            file.write(line)
    recalled = recalled_lines(seen)
    day = time.strftime("%Y-%m-%d", time.gmtime(installation.clock()))
    origin = installation.origin(community)
    terms = terms_text(origin, size, day, openings.hexdigest(), sha256(recalled).hexdigest())
    _put(part / "words" / "recalled.jsonl", recalled)
    _put(part / "words" / "terms", sign(terms, installation.checkpoint_key(community)))
    return gone
