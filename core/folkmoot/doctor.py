"""An installation is well when its files hold, its keys are private, its record goes on from what was published."""

import shutil
import stat

import msgspec

from folkmoot.installation import Installation
from folkmoot.record.publisher import Fork

RESERVE = 500_000_000
"""Bytes that should be free; below that contributions are at risk."""

STUCK = 4
"""Tries after which a letter that is still here is worth a look."""


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at."""

    well: bool
    sentence: str


def examine(installation: Installation) -> list[Finding]:
    """Look at everything that can be looked at without changing anything."""
    return [
        *_store(installation),
        *_keys(installation),
        *_published(installation),
        *_plugins(installation),
        *_disk(installation),
        *_mail(installation),
        *_unfinished(installation),
    ]


def _store(installation: Installation) -> list[Finding]:
    faults = installation.store.check()
    if faults:
        said = "; ".join(faults)
        return [Finding(False, f"The record's database is damaged: {said}. Stop the server and restore a backup.")]
    sizes = ", ".join(f"{name} {installation.store.head(name).size}" for name in installation.communities())
    return [Finding(True, f"The record's database holds together; entries: {sizes or 'no community yet'}.")]


def _keys(installation: Installation) -> list[Finding]:
    open_ones = [path.name for path in (installation.home / "keys").iterdir() if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if open_ones:
        names = ", ".join(sorted(open_ones))
        return [Finding(False, f"Others on this machine can read {names}; run chmod 600 on these files.")]
    return [Finding(True, "Keys can be read by their owner alone.")]


def _published(installation: Installation) -> list[Finding]:
    found = []
    for community in installation.communities():
        try:
            installation.publishing.guard(community)
            found.append(Finding(True, f"{community} goes on from its last published checkpoint."))
        except Fork as fork:
            found.append(Finding(False, f"{community}: {fork}"))
    return found


def _plugins(installation: Installation) -> list[Finding]:
    plugins = installation.plugins
    found = [Finding(True, f"Plugin {name} {version} is loaded.") for name, version in plugins.versions.items()]
    return found + [
        Finding(False, f"Plugin {name} is set aside: {why}. Install a version that fits, or remove it.")
        for name, why in plugins.set_aside.items()
    ]


def _disk(installation: Installation) -> list[Finding]:
    free = shutil.disk_usage(installation.home).free
    if free < RESERVE:
        return [Finding(False, f"Only {free // 1_000_000} MB are free; make room before contributions cannot be kept.")]
    return [Finding(True, f"{free // 1_000_000} MB are free.")]


def _mail(installation: Installation) -> list[Finding]:
    if not installation.settings.mail_host:
        return [Finding(True, "No mail server is set up, so no e-mail is sent, and the pages say so.")]
    stuck = installation.people.outbox.waiting(tries=STUCK)
    if stuck:
        said = f"The mail server did not take {stuck} letters although they were tried {STUCK} times"
        return [Finding(False, f"{said}; look at mail_host and what stands below it in settings.toml, and at that server's log.")]
    return [Finding(True, f"Letters go through {installation.settings.mail_host}; none is held up.")]


def _unfinished(installation: Installation) -> list[Finding]:
    left = len(installation.store.erasures())
    if left:
        return [Finding(False, f"{left} erasures are not finished; start the server and look again in a minute.")]
    return [Finding(True, "Every erasure is finished.")]
