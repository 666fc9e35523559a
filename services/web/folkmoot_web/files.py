"""Styles, scripts and pictures come from the package alone, are read once at the start, and are kept by browsers for good."""

import gzip
import hashlib
import mimetypes
import os
from pathlib import Path

import msgspec

FOLDER = Path(__file__).parent / "static"

FOR_GOOD = "public, max-age=31536000, immutable"

KINDS = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}
_PACKED = (".css", ".js", ".svg", ".txt")


class File(msgspec.Struct, frozen=True):
    """One packaged file. packed: compressed with gzip, empty when that is not worth it."""

    body: bytes
    packed: bytes
    media: str


class Files:
    """The packaged files by address.

    folder: only regular files in it are taken; what lies behind a link is not.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files: dict[str, File] = {}
        self._addresses: dict[str, str] = {}
        for path in sorted(_regular(folder)):
            name = path.relative_to(folder).as_posix()
            body = path.read_bytes()
            packed = gzip.compress(body, 6, mtime=0) if path.suffix in _PACKED and len(body) > 500 else b""
            media = KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            address = f"{hashlib.sha256(body).hexdigest()[:12]}/{name}"
            self._files[address] = File(body, packed, media)
            self._addresses[name] = f"/static/{address}"

    def address(self, name: str) -> str:
        """The path of a packaged file; it changes whenever the file does.

        Raises KeyError when there is none.
        """
        return self._addresses[name]

    def find(self, address: str) -> File | None:
        """The file at an address below /static/."""
        return self._files.get(address)


def _regular(folder: Path) -> list[Path]:
    found = []
    for where, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = [Path(where, name) for name in names if not name.startswith(".")]
        found += [path for path in paths if path.is_file() and not path.is_symlink()]
    return found
