"""The bundle of a community goes out as one file, made once for a size of the record, and names nothing of this machine."""

import shutil
import tarfile
import tempfile
import threading
from collections import defaultdict
from pathlib import Path

from folkmoot.bundle.writing import export_community
from folkmoot.installation import Installation


class Bundles:
    """The bundles that were asked for, one a community, kept until its record grows or this is closed."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._made: dict[str, tuple[int, Path]] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def get(self, community: str) -> Path:
        """The bundle as a .tar.gz; those who ask while it is made wait for the same one.

        Raises NotHere and Fork.
        """
        with self._locks[community]:
            size = self._installation.store.head(community).size
            made = self._made.get(community)
            if made is None or made[0] != size:
                self.forget(community)
                self._made[community] = made = (size, self._pack(community))
            return made[1]

    def forget(self, community: str) -> None:
        """Delete the bundle of a community; a download that has begun goes on."""
        made = self._made.pop(community, None)
        if made is not None:
            made[1].unlink(missing_ok=True)

    def close(self) -> None:
        """Delete every bundle."""
        for community in list(self._made):
            self.forget(community)

    def _pack(self, community: str) -> Path:
        work = Path(tempfile.mkdtemp(prefix="folkmoot-"))
        try:
            export_community(self._installation, community, work / community)
            handle, name = tempfile.mkstemp(prefix="folkmoot-", suffix=".tar.gz")
            with open(handle, "wb") as file, tarfile.open(fileobj=file, mode="w:gz", compresslevel=5) as tar:
                tar.add(work / community, arcname=community, filter=_nobody)
            return Path(name)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """No name, account or time of this machine goes out with the record."""
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    member.mode = 0o755 if member.isdir() else 0o644
    return member
