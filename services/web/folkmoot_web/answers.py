"""What a route answers with: a page, another address to go to, data, or bytes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec


class Page(msgspec.Struct):
    """A template with its values. kept: whether it may be kept, where its route says that the page is. headers: further
    ones, of a page that is not kept.
    """

    template: str
    values: dict[str, Any]
    status: int = 200
    kept: bool = True
    headers: Mapping[str, str] = {}

    @classmethod
    def of(cls, template: str, /, **values: Any) -> "Page":
        """A page made of a template and its values."""
        return cls(template, values)


class Go(msgspec.Struct, frozen=True):
    """Show another page of this site, after something was done. to: its path, starting with one slash."""

    to: str

    def __post_init__(self) -> None:
        if not self.to.startswith("/") or self.to.startswith(("//", "/\\")):
            raise ValueError("a page goes on to a path of this site only")


class Data(msgspec.Struct, frozen=True):
    """A value as JSON."""

    value: Any
    status: int = 200


class Bytes(msgspec.Struct, frozen=True):
    """Bytes as they are. name: file name to save them under, empty to show them. age: seconds that anybody may keep them."""

    body: bytes
    media: str
    name: str = ""
    age: int = 0
    headers: Mapping[str, str] = {}
    status: int = 200


class Download(msgspec.Struct, frozen=True):
    """A file that is on the disk. name: file name to save it under."""

    path: Path
    media: str
    name: str


Answer = Page | Go | Data | Bytes | Download
