"""A browser, as far as a site without scripts can tell: it keeps cookies, follows redirects, and says where forms come from."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from folkmoot.installation import Installation
from folkmoot_web.app import create_app
from folkmoot_web.pace import Paces
from folkmoot_web.routing import Route
from folkmoot_web.serve import bind, reached_at, server


class Browser(httpx.Client):
    """One person's browser at one site."""

    def __init__(self, origin: str, session: str = "") -> None:
        super().__init__(base_url=origin, follow_redirects=True, timeout=30, verify=False)  # no https here to verify
        self.origin = origin
        if session:
            self.cookies.set("folkmoot", session, domain="127.0.0.1", path="/")

    def send_form(self, path: str, fields: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
        """Press the button of a form on a page of this site."""
        headers = {"origin": self.origin, "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate"}
        return self.post(path, data=fields or {}, headers=headers | more.pop("headers", {}), **more)

    @property
    def session(self) -> str:
        """The session that the site gave this browser, empty for none."""
        return self.cookies.get("folkmoot") or ""


class Site:
    """A site that is served. origin: where."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.clients = contextlib.ExitStack()
        self.anybody = self.browser()

    def browser(self, session: str = "") -> Browser:
        """A new browser, with somebody's session or with none."""
        return self.clients.enter_context(Browser(self.origin, session))

    def api(self, session: str = "") -> httpx.Client:
        """A program with somebody's session token or with none."""
        headers = {"authorization": f"Bearer {session}"} if session else {}
        return self.clients.enter_context(httpx.Client(base_url=f"{self.origin}/api/v1", headers=headers, timeout=30, verify=False))

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        host, _, port = self.origin.removeprefix("http://").partition(":")
        return host, int(port)

    def raw(self, sent: bytes, wait: float = 5.0, *, hang_up: bool = False) -> bytes:
        """What comes back for exact bytes, until the connection ends. hang_up: send nothing more from then on."""
        with socket.create_connection(self.address, timeout=wait) as wire:
            wire.sendall(sent)
            if hang_up:
                with contextlib.suppress(OSError):
                    wire.shutdown(socket.SHUT_WR)
            parts = []
            with contextlib.suppress(OSError):
                while part := wire.recv(65536):
                    parts.append(part)
            return b"".join(parts)


@contextlib.contextmanager
def serving(
    installation: Installation,
    *,
    routes: list[Route] | None = None,
    templates: Path | None = None,
    paces: Paces | None = None,
    proxy: str = "",
    name: str = "127.0.0.1",
) -> Iterator[Site]:
    """Serve an installation on a free port of the loopback; the other arguments as for `create_app` and `server`.

    name: under which browsers reach it.
    """
    door = bind("127.0.0.1", 0)
    base_url = reached_at(f"http://{name}", door)
    app = create_app(installation, base_url=base_url, paces=paces, routes=routes, templates=templates)
    running = server(app, proxy)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [door]}, name="site")
    thread.start()
    while not running.started and thread.is_alive():
        time.sleep(0.005)
    site = Site(base_url)
    try:
        yield site
    finally:
        site.clients.close()
        running.should_exit = True
        thread.join()
