"""How a community looks is no rule and no fact: it lies in a file beside the settings, and a copy of the installation holds it."""

import os
import re
from pathlib import Path

import msgspec

FOLDER = "identity"
"""Name of the folder in an installation."""

_NAME = re.compile(r"[a-z0-9-]{1,40}")


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """main, accent: colours as `#rrggbb`, empty for those that everybody has. logo: a PNG, empty for none. alt: what it
    shows, in words. welcome: shown on the first page. lang: language of alt and welcome.
    """

    main: str = ""
    accent: str = ""
    logo: bytes = b""
    alt: str = ""
    welcome: str = ""
    lang: str = "en"


PLAIN = Identity()
"""Of a community that chose nothing."""


class Identities:
    """The identities of an installation. folder: made when the first is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, tuple[tuple[int, int, int], Identity]] = {}

    def find(self, community: str) -> Identity:
        """How a community looks; as it stood before, while its file cannot be read."""
        if not _NAME.fullmatch(community):
            return PLAIN
        path = self._folder / f"{community}.json"
        try:
            now = os.stat(path)
        except OSError:
            return PLAIN
        kept, stamp = self._read.get(community), (now.st_mtime_ns, now.st_size, now.st_ino)
        if kept is None or kept[0] != stamp:
            try:
                kept = self._read[community] = stamp, msgspec.json.decode(path.read_bytes(), type=Identity)
            except (OSError, msgspec.DecodeError):
                return kept[1] if kept else PLAIN
        return kept[1]

    def keep(self, community: str, identity: Identity) -> None:
        """Let a community look like this from now on; whoever reads meanwhile finds the old one or the new one, whole.

        Raises ValueError for what is not the short name of a community.
        """
        if not _NAME.fullmatch(community):
            raise ValueError(f"{community} is not the short name of a community")
        self._folder.mkdir(mode=0o700, exist_ok=True)
        path, new = self._folder / f"{community}.json", self._folder / f".{community}.new"
        with new.open("wb") as file:
            file.write(msgspec.json.encode(identity))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
