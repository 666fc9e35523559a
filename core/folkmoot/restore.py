"""A copy that is brought back neither forks the record, nor hides what was lost, nor brings erased words back."""

import shutil
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import msgspec

from folkmoot import settings
from folkmoot.backup import Progress
from folkmoot.domain.openness import Openness
from folkmoot.domain.restoring import ContinueRecord, DeclareRestored
from folkmoot.domain.rules import Refused
from folkmoot.events.entry import read
from folkmoot.identity import FOLDER
from folkmoot.installation import HOUSE, UNFINISHED, Installation
from folkmoot.record.checkpoint import Checkpoint, open_checkpoint
from folkmoot.record.note import NoteError, Signer
from folkmoot.record.tree import EMPTY_ROOT
from folkmoot.record.vault import Damaged

REASON = "The server was brought back from a backup. What people wrote after the backup was made is lost to us."

_WHICH = (
    "Say with --published where the published files are. If nothing was published after the copy was made, say"
    " --nothing-newer; if what was published cannot be had any more, say --new-host and a new name for the record."
)


class BroughtBack(msgspec.Struct):
    """What a restore found. caught_up: community -> (entries in the copy, entries now). erased: erasures done again.
    lost: community -> spans of entries (first, after last) whose words are declared lost. continued: old name of each
    record that goes on under a new one -> the new one.
    """

    caught_up: dict[str, tuple[int, int]] = {}
    erased: int = 0
    lost: dict[str, list[tuple[int, int]]] = {}
    continued: dict[str, str] = {}

    def text(self) -> str:
        """The restore in sentences."""
        lines = []
        for name, (before, now) in self.caught_up.items():
            more = f" in the copy; {now - before} more taken from what was published" if now > before else ""
            lines.append(f"{name}: {before} entries{more}.")
            spans = ", ".join(f"{start} to {stop - 1}" for start, stop in self.lost.get(name, ()))
            if spans:
                lines.append(f"  Words of entries {spans} were not in the copy. This is declared in the record.")
        lines += [
            f"{old} goes on as {new}, under a new key. Tell everybody who keeps checkpoints or receipts of it."
            for old, new in self.continued.items()
        ]
        return "\n".join([*lines, f"{self.erased} erasures were carried out again on what was brought back."])


def bring_back(
    copy: Path,
    keys: Path,
    home: Path,
    published: Path | None,
    progress: Progress,
    *,
    nothing_newer: bool = False,
    new_host: str = "",
) -> BroughtBack:
    """Restore a copy into an empty folder.

    published: folder with `<community>/checkpoint` and tiles, at least as new as the copy. nothing_newer: the caller
    vouches that nothing was published after the copy was made. new_host: name under which records go on whose published
    files cannot be had any more.
    Raises Refused with what to do when one of the folders is not fit, and Fork when the record cannot go on from what was
    published. `home` is empty again then.
    """
    _fit(copy, keys, home, published)
    if (published is not None) + nothing_newer + bool(new_host) != 1:
        raise Refused(_WHICH)
    old = settings.load(copy / "settings.toml")
    if new_host == old.host:
        raise Refused(f"The record was known as {old.host} before; a new name must be another one.")
    if published is not None:
        _as_new(copy / "public", published)
    try:
        _lay_out(copy, keys, home, published, new_host)
        opened = Installation(home, unfinished=True)
        try:
            back = _go_on(opened, copy / "public", old.host if new_host else "", progress)
        finally:
            opened.close()
        (home / UNFINISHED).unlink()
    except BaseException:  # half a restore must not be served: erased words could be in it
        for path in list(home.iterdir()) if home.exists() else ():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
    return back


def _fit(copy: Path, keys: Path, home: Path, published: Path | None) -> None:
    for folder, names, made in (
        (copy, ("settings.toml", "record.db", "public"), "`folkmoot backup`"),
        (keys, ("keyring.db", "people.db", "keys"), "`folkmoot backup --keys`"),
    ):
        missing = [name for name in names if not (folder / name).exists()]
        if missing:
            raise Refused(f"{folder} is not a whole copy, {missing[0]} is missing; name the folder that {made} made.")
    if published is not None and not published.is_dir():
        raise Refused(f"{published} is not a folder; name the one with the published files of each community.")
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Refused(f"{home} is not empty; a copy is only brought back into an empty folder.")


def _as_new(copied: Path, published: Path) -> None:
    """Refuse published files that are older than those in the copy."""
    for path in sorted(copied.glob("*/checkpoint")):
        community, newer = path.parent.name, published / path.parent.name / "checkpoint"
        if not newer.is_file():
            raise Refused(f"There is no {newer}; name the folder with the published files of every community.")
        if _claimed_size(newer) < _claimed_size(path):
            raise Refused(f"{newer} is older than the copy's own; find the newest that was published of {community}.")


def _claimed_size(path: Path) -> int:
    """What a checkpoint says; who signed it is looked at when it is adopted."""
    try:
        return int(path.read_text().split("\n")[1])
    except (ValueError, IndexError):
        raise Refused(f"{path} is not a checkpoint; find the published files again.") from None


def _lay_out(copy: Path, keys: Path, home: Path, published: Path | None, new_host: str) -> None:
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    home.chmod(0o700)
    (home / UNFINISHED).touch()
    for name in ("state", "views"):
        (home / name).mkdir()
    shutil.copy(copy / "record.db", home / "record.db")
    for name in ("keyring.db", "people.db"):
        shutil.copy(keys / name, home / name)
    shutil.copytree(keys / "keys", home / "keys")
    if (copy / FOLDER).is_dir():
        shutil.copytree(copy / FOLDER, home / FOLDER)
    chosen = settings.load(copy / "settings.toml")
    if new_host:
        (home / "public").mkdir()
        (home / "keys" / "before").mkdir(mode=0o700)
        for path in sorted((home / "keys").glob("*.skey")):
            path.rename(home / "keys" / "before" / path.name)
        settings.save(home / "settings.toml", msgspec.structs.replace(chosen, host=new_host))
    else:
        shutil.copytree(published or copy / "public", home / "public")
        shutil.copy(copy / "settings.toml", home / "settings.toml")


def _go_on(opened: Installation, copied: Path, old_host: str, progress: Progress) -> BroughtBack:
    """old_host: the name before, when the records go on under a new one, else empty."""
    back = BroughtBack()
    for number, community in enumerate(opened.communities()):
        before = opened.store.head(community).size
        if not old_host:
            _catch_up(opened, community)
        now = opened.store.head(community).size
        back.erased += opened.erasures.replay(community)
        back.caught_up[community] = before, now
        lost = list(_lost(opened, community, before, now))
        for start, stop in lost:
            opened.moot(community).do(DeclareRestored(start=start, stop=stop, reason=REASON), HOUSE, via="house")
        if lost:
            back.lost[community] = lost
        if old_host:
            back.continued[f"{old_host}/{community}"] = _continue(opened, community, f"{old_host}/{community}", copied)
        progress(number + 1, len(opened.communities()))
    opened.people.restored()
    opened.store.truncate()
    return back


def _catch_up(opened: Installation, community: str) -> None:
    """Take what the store lacks from the published tiles, and take the last signature up on this machine."""
    publisher, before = opened.publishing.of(community), opened.store.head(community).size
    signed = opened.home / "public" / community / "checkpoint"
    if not signed.exists():
        return
    opened.store.adopt(community, list(publisher.missing(before)))
    publisher.adopt(signed.read_bytes())
    publisher.guard()


def _lost(opened: Installation, community: str, before: int, now: int) -> Iterator[tuple[int, int]]:
    """Spans of entries whose words cannot be had: those that the copy lacks, and seals that are public and do not open."""
    seen = Openness()
    for start in range(0, now, 1000):
        for leaf in opened.store.read(community, start, 1000):
            entry = read(leaf)
            seen.evolve(entry, entry.fact())
    span: tuple[int, int] | None = None
    for i, k in seen.public():
        if i >= before:
            break
        gone = seen.why_not_here(i, k) is None and not _opens(opened, community, i, k)
        if gone:
            span = (span[0] if span else i), i + 1
        elif span is not None and span[1] <= i:
            yield span
            span = None
    if span is not None:
        yield span
    if now > before:
        yield before, now


def _opens(opened: Installation, community: str, i: int, k: int) -> bool:
    try:
        return opened.opening(community, i, k) is not None
    except Damaged:
        return False


def _continue(opened: Installation, community: str, old: str, copied: Path) -> str:
    """Let a record go on under its new name and new keys; answers the name."""
    last = _last(opened, community, old, copied)
    command = ContinueRecord(
        origin=old,
        size=last.size,
        root=b64encode(last.root).decode(),
        checkpoint_key=str(opened.checkpoint_key(community).verifier),
        receipt_key=str(opened.receipt_key(community).verifier),
    )
    opened.moot(community).do(command, HOUSE, via="house")
    return opened.origin(community)


def _last(opened: Installation, community: str, old: str, copied: Path) -> Checkpoint:
    """The last checkpoint of the old record that is known; the empty one when none is."""
    signed = copied / community / "checkpoint"
    if not signed.exists():
        return Checkpoint(old, 0, EMPTY_ROOT)
    signer = Signer.parse((opened.home / "keys" / "before" / f"{community}.checkpoint.skey").read_text().strip())
    try:
        return open_checkpoint(signed.read_bytes(), [signer.verifier], old)[0]
    except NoteError as fault:
        raise Refused(f"The checkpoint in {signed} is not one of {old}: {fault} Find another copy.") from fault
