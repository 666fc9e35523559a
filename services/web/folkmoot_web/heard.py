"""What a request says of itself in its head is read once, and refused when it says it twice or in broken bytes."""

from typing import Any
from urllib.parse import unquote_to_bytes

from litestar.types import Scope

from folkmoot_web.problem import Problem

_ONCE = frozenset({"host", "origin", "authorization", "content-type", "content-length", "sec-fetch-site", "idempotency-key"})


class Heard:
    """Head of one request. method: upper case. path: decoded. query: raw bytes. address: of who asks, empty if unknown."""

    __slots__ = ("_headers", "address", "method", "path", "query")

    def __init__(self, scope: Scope) -> None:
        self.method: str = str(scope.get("method", "GET"))
        self.path: str = scope["path"]
        self.query: bytes = scope.get("query_string", b"")
        client = scope.get("client")
        self.address: str = client[0] if client else ""
        headers: dict[str, str] = {}
        for raw, value in scope["headers"]:
            name = raw.decode("latin-1")
            if name not in headers:
                headers[name] = value.decode("latin-1")
            elif name in _ONCE:
                raise Problem(400, f"The header {name} was sent twice. Send it once.")
            else:
                headers[name] += ("; " if name == "cookie" else ", ") + value.decode("latin-1")
        self._headers = headers

    def __getitem__(self, name: str) -> str:
        """A header by its lower-case name, empty when it was not sent."""
        return self._headers.get(name, "")

    @property
    def for_programs(self) -> bool:
        """Whether a program asks, which brings its own token instead of a cookie."""
        return for_programs(self.path)

    @property
    def bearer(self) -> str:
        """The session token that a program sent, empty without one."""
        kind, _, token = self["authorization"].partition(" ")
        return token.strip() if kind.lower() == "bearer" else ""

    def cookie(self, name: str) -> str:
        """The value of a cookie; empty when it was not sent, or sent twice, because then somebody planted one."""
        values = [value for part in self["cookie"].split(";") for key, _, value in [part.strip().partition("=")] if key == name]
        return values[0] if len(values) == 1 else ""

    def takes(self, coding: str) -> bool:
        """Whether the browser takes a content coding."""
        for part in self["accept-encoding"].split(","):
            name, _, weight = part.strip().partition(";")
            if name.strip().lower() == coding:
                return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
        return False


def for_programs(path: str) -> bool:
    """Whether what lies at a path is for programs: everything under /api, but for its page."""
    return path.startswith("/api/") and not path.endswith("/docs")


def check_path(scope: Scope) -> None:
    """Refuse an address whose bytes are not UTF-8 or hold NUL.

    Raises Problem 400.
    """
    raw: Any = scope.get("raw_path") or b""
    if b"%" not in raw and raw.isascii():
        return
    try:
        text = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        raise Problem(400, "This address is not in UTF-8, so it could not be read. Check how it was written.") from None
    if "\0" in text:
        raise Problem(400, "This address holds characters that cannot be read. Check how it was written.")
