"""An address is fit to be told when it is https, or on this very machine, and holds no password."""

from typing import Literal
from urllib.parse import urlsplit

Wrong = Literal["", "no-address", "bad-address", "plain-http", "password"]

HERE = frozenset({"127.0.0.1", "localhost", "::1"})


def wrong(url: str) -> Wrong:
    """What is wrong with an address, empty for nothing."""
    if not url:
        return "no-address"
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return "bad-address"
    if parts.scheme not in ("https", "http") or not named or not url.isprintable() or " " in url:
        return "bad-address"
    if "@" in parts.netloc:
        return "password"
    return "plain-http" if parts.scheme == "http" and parts.hostname not in HERE else ""
