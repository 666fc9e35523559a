"""An engine is asked over HTTP within a time; it leads nowhere else, and what it answers is held against what was asked."""

from typing import Any, Literal
from urllib.parse import urlsplit

import httpx
import msgspec

SECONDS = 9.0
"""Until an engine that says nothing is given up; others of this plugin wait behind it."""

MOST = 4 * 1024 * 1024
"""Bytes of an answer."""

HERE = frozenset({"127.0.0.1", "localhost", "::1"})

What = Literal["no-address", "bad-address", "plain-http", "password", "no-answer", "refused", "busy", "nonsense", "led-away"]


class Unusable(Exception):
    """There is no translation. passing: it may be otherwise later; later: seconds after which the engine asks to be tried again."""

    def __init__(self, what: What, *, passing: bool = True, later: int = 0) -> None:
        super().__init__(what)
        self.what, self.passing, self.later = what, passing, later


def wrong(url: str) -> What | Literal[""]:
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


class Web:
    """One engine. url: its address, with or without a slash at the end. call: names this asking, for engines that look at it."""

    def __init__(self, url: str, call: str) -> None:
        self._url, self._headers = url.rstrip("/"), {"idempotency-key": call, "user-agent": "folkmoot-translation"}

    def get(self, path: str) -> Any:
        """The JSON at a path.

        Raises Unusable.
        """
        return self._ask("GET", path)

    def post(self, path: str, **body: Any) -> Any:
        """The JSON that a POST is answered with. body: `json=` or `data=`, as httpx takes them.

        Raises Unusable.
        """
        return self._ask("POST", path, **body)

    def _ask(self, method: str, path: str, **body: Any) -> Any:
        try:
            # no proxy of the surroundings, because nobody said that words may go through it
            with (
                httpx.Client(follow_redirects=False, trust_env=False, timeout=SECONDS) as client,
                client.stream(method, self._url + path, headers=self._headers, **body) as answer,
            ):
                _check(answer)
                return msgspec.json.decode(_read(answer))
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            raise Unusable("no-answer") from fault
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            raise Unusable("nonsense") from fault


def _check(answer: httpx.Response) -> None:
    if answer.is_redirect:
        raise Unusable("led-away", passing=False)
    if answer.status_code in (429, 503):
        later = answer.headers.get("retry-after", "")
        raise Unusable("busy", later=min(int(later), 86_400) if later.isascii() and later.isdecimal() else 0)
    if answer.status_code >= 500:
        raise Unusable("no-answer")
    if answer.status_code != 200:
        raise Unusable("refused", passing=False)


def _read(answer: httpx.Response) -> bytes:
    body = b""
    for part in answer.iter_bytes():
        body += part
        if len(body) > MOST:
            raise Unusable("nonsense")
    return body
