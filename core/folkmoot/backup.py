"""A copy is taken while people go on, and a copy brought back neither forks the record nor brings erased words back."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec

from folkmoot.domain.restoring import DeclareRestored
from folkmoot.domain.rules import Refused
from folkmoot.installation import HOUSE, Installation

Progress = Callable[[int, int], None]

REASON = "The server was brought back from a backup. What people wrote after the backup was made is lost to us."


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


class BroughtBack(msgspec.Struct):
    """What a restore found. caught_up: community -> (entries in the copy, entries now). erased: erasures done again."""

    caught_up: dict[str, tuple[int, int]]
    erased: int

    def text(self) -> str:
        """The restore in sentences."""
        lines = []
        for name, (before, now) in self.caught_up.items():
            if now > before:
                lines.append(f"{name}: {before} entries in the copy; {now - before} more taken from what was published.")
                lines.append("  The words of those entries were not in the copy. This is declared in the record.")
            else:
                lines.append(f"{name}: {now} entries.")
        lines.append(f"{self.erased} erasures were carried out again on what was brought back.")
        lines.append("If anybody holds a later checkpoint than these, stop and restore with --published instead.")
        return "\n".join(lines)


def take(home: Path, out: Path, keys: Path | None, progress: Progress) -> Taken:
    """Copy an installation that may be serving.

    out: new folder. keys: another new folder for keyring, people and keys, or None to leave them out.
    Raises Refused when a folder exists already or there is no installation.
    """
    if not (home / "settings.toml").exists():
        raise Refused(f"There is no installation in {home}.")
    for folder in filter(None, (out, keys)):
        if folder.exists():
            raise Refused(f"{folder} exists already; choose a folder that does not.")
        folder.mkdir(parents=True, mode=0o700)
    shutil.copy(home / "settings.toml", out / "settings.toml")
    shutil.copytree(home / "public", out / "public")  # before the record, so that it never says more than the record
    _copy(home / "record.db", out / "record.db", progress)
    if keys:  # after the record: a key without a payload is harmless, a payload without its key is lost
        for name in ("keyring.db", "people.db"):
            _copy(home / name, keys / name, progress)
        shutil.copytree(home / "keys", keys / "keys")
    return Taken(_sizes(out / "record.db"), keys is not None)


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


def bring_back(copy: Path, keys: Path, home: Path, published: Path | None, progress: Progress) -> BroughtBack:
    """Restore a copy into an empty folder.

    published: folder with `<community>/checkpoint` and tiles that may be newer than the copy.
    Raises Refused when `home` is not empty and Fork when the record cannot go on from what was published.
    """
    if home.exists() and any(home.iterdir()):
        raise Refused(f"{home} is not empty; a copy is only brought back into an empty folder.")
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in ("state", "views"):
        (home / name).mkdir()
    shutil.copy(copy / "settings.toml", home / "settings.toml")
    shutil.copy(copy / "record.db", home / "record.db")
    shutil.copytree(published or copy / "public", home / "public")
    for name in ("keyring.db", "people.db"):
        shutil.copy(keys / name, home / name)
    shutil.copytree(keys / "keys", home / "keys")
    installation = Installation(home)
    try:
        return _catch_up(installation, progress)
    finally:
        installation.close()


def _catch_up(installation: Installation, progress: Progress) -> BroughtBack:
    caught_up, erased = {}, 0
    for number, community in enumerate(installation.communities()):
        before = installation.store.head(community).size
        _go_on_from_published(installation, community)
        now = installation.store.head(community).size
        erased += installation.erasures.replay(community)
        if now > before:
            lost = DeclareRestored(start=before, stop=now, reason=REASON)
            installation.moot(community).do(lost, HOUSE, via="house")
        caught_up[community] = (before, now)
        progress(number + 1, len(installation.communities()))
    installation.store.truncate()
    return BroughtBack(caught_up, erased)


def _go_on_from_published(installation: Installation, community: str) -> None:
    """Take what the store lacks from the published tiles, and take the last signature up on this machine."""
    publisher, before = installation.publishing.of(community), installation.store.head(community).size
    signed = installation.home / "public" / community / "checkpoint"
    if not signed.exists():
        return
    installation.store.adopt(community, list(publisher.missing(before)))
    publisher.adopt(signed.read_bytes())
    publisher.guard()
