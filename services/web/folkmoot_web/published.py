"""The record of a community as published files, where tools that we did not write look for them (C2SP tlog-tiles)."""

import os
import re

from folkmoot_web import small
from folkmoot_web.answers import Answer, Bytes
from folkmoot_web.ask import Ask
from folkmoot_web.files import FOR_GOOD
from folkmoot_web.policy import everyone
from folkmoot_web.problem import not_here
from folkmoot_web.routing import Routes

routes = Routes()

_TILE = re.compile(r"(?:\d|[1-5]\d|6[0-3]|entries)(?:/x\d{3})*/\d{3}(?:\.p/\d{1,3})?")
ANYONE = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
"""Checking the record is for everybody, also from pages of others; these paths never look at a cookie."""


@routes.read("/{community}/checkpoint", may=everyone)
def checkpoint(ask: Ask) -> Answer:
    """The signed size and root of the record."""
    return Bytes(_published(ask, "checkpoint"), "text/plain", headers=ANYONE | {"cache-control": "no-cache"})


@routes.read("/{community}/tile/{tile:path}", may=everyone)
def tile(ask: Ask, tile: str) -> Answer:
    """One tile of hashes or of entries, which never changes once it is there."""
    name = str(tile).lstrip("/")
    if not _TILE.fullmatch(name):
        raise not_here()
    if name.startswith("entries"):
        small.check_whole(ask)
    return Bytes(_published(ask, f"tile/{name}"), "application/octet-stream", headers=ANYONE | {"cache-control": FOR_GOOD})


def _published(ask: Ask, name: str) -> bytes:
    """A published file; links are not followed."""
    path = ask.front.installation.home / "public" / ask.community / name
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        raise not_here() from None
    with os.fdopen(handle, "rb") as file:
        return file.read()
