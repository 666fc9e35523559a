"""A copy is taken while people go on: the record never says less than what is published, no key is missing for a word."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec

from folkmoot.domain.rules import Refused
from folkmoot.identity import FOLDER

Progress = Callable[[int, int], None]


class Taken(msgspec.Struct):
    """What was copied. sizes: community -> entries."""

    sizes: dict[str, int]
    keys: bool

    def text(self) -> str:
        """The copy in sentences."""
        lines = [f"{name}: {size} entries copied." for name, size in self.sizes.items()]
        if not self.keys:
            lines.append("Keyring, people and keys were left out; without them nobody can read the words again.")
        return "\n".join(lines or ["There is no community yet; the settings were copied."])


def take(home: Path, out: Path, keys: Path | None, progress: Progress) -> Taken:
    """Copy an installation that may be serving.

    out: new folder. keys: another new folder for keyring, people and keys, or None to leave them out.
    Raises Refused when a folder exists already or there is no installation.
    """
    if not (home / "settings.toml").exists():
        raise Refused(f"There is no installation in {home}.")
    folders = [folder for folder in (out, keys) if folder]
    for folder in folders:
        if folder.exists():
            raise Refused(f"{folder} exists already; choose a folder that does not.")
    try:
        for folder in folders:
            folder.mkdir(parents=True, mode=0o700)
        _take(home, out, keys, progress)
    except BaseException:  # half a copy must not be taken for one
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return Taken(_sizes(out / "record.db"), keys is not None)


def _take(home: Path, out: Path, keys: Path | None, progress: Progress) -> None:
    _copy_published(home / "public", out / "public")  # before the record, so that it never says more than the record
    _copy(home / "record.db", out / "record.db", progress)
    if keys:  # after the record: a key without a payload is harmless, a payload without its key is lost
        for name in ("keyring.db", "people.db"):
            _copy(home / name, keys / name, progress)
        shutil.copytree(home / "keys", keys / "keys")
    if (home / FOLDER).is_dir():
        shutil.copytree(home / FOLDER, out / FOLDER, ignore=shutil.ignore_patterns("*.new"))
    shutil.copy(home / "settings.toml", out / "settings.toml")  # last: a copy without it is not whole


def _copy_published(source: Path, target: Path) -> None:
    """Copy what is published while it grows: checkpoints first, so that the tiles copied after them are enough for them."""
    target.mkdir()
    for path in sorted(source.glob("*/checkpoint")):
        (target / path.parent.name).mkdir()
        shutil.copy(path, target / path.parent.name / path.name)
    for folder, _, names in os.walk(source):
        there = target / Path(folder).relative_to(source)
        there.mkdir(exist_ok=True)
        for name in names:
            try:
                if not (there / name).exists():
                    shutil.copy(Path(folder) / name, there / name)
            except FileNotFoundError:  # the part of a tile that is full by now; the full one is there
                continue


def _copy(source: Path, target: Path, progress: Progress) -> None:
    reading, writing = sqlite3.connect(f"file:{source}?mode=ro", uri=True), sqlite3.connect(target)
    try:
        reading.backup(writing, pages=1024, progress=lambda _, left, total: progress(total - left, total))
        writing.execute("PRAGMA journal_mode=DELETE")
    finally:
        reading.close()
        writing.close()


def _sizes(record: Path) -> dict[str, int]:
    reading = sqlite3.connect(f"file:{record}?mode=ro", uri=True)
    try:
        rows = reading.execute("SELECT community, max(idx) + 1 FROM ledger GROUP BY community ORDER BY community")
        return dict(rows.fetchall())
    finally:
        reading.close()
