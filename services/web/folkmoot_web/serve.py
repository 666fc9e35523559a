"""One process serves an installation: it publishes, follows erasures, answers, and ends what it began when it is stopped."""

import errno
import socket
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

import uvicorn
from litestar import Litestar

from folkmoot.installation import Installation
from folkmoot_web import log
from folkmoot_web.app import create_app
from folkmoot_web.front import Front
from folkmoot_web.pace import Paces
from folkmoot_web.wire import Wire

GRACE = 10
"""Seconds that requests under way are given when the process is stopped."""

BACKLOG = 1_024

CONNECTIONS = 1_000
"""Connections and requests at once, beyond which others are told to come back."""


class CannotListen(Exception):
    """The address cannot be listened on; the message says why and what to do."""


def run(
    installation: Installation,
    listen: str,
    port: int,
    *,
    proxy: str = "",
    pace: bool = True,
    ready: Callable[[Front, str], None] = lambda front, base_url: None,
) -> None:
    """Serve until a TERM or INT signal.

    listen, port: where; port 0 takes a free one. proxy: comma-separated addresses whose X-Forwarded-For is believed.
    pace: whether those who ask very often wait. ready: called before the first request, with the address of the pages.
    Raises CannotListen when the address is taken or not ours, Fork when the record does not go on from what was published.
    """
    door = bind(listen, port)
    base_url = reached_at(installation.settings.base_url, door)
    log.start()
    installation.start()
    app = create_app(installation, base_url=base_url, paces=Paces() if pace else None)
    ready(app.state.front, base_url)
    sys.stdout.write(f"Serving at {base_url}\n")
    sys.stdout.flush()
    server(app, proxy).run(sockets=[door])


def server(app: Litestar, proxy: str = "") -> uvicorn.Server:
    """The server of an app. proxy: comma-separated addresses whose X-Forwarded-For is believed; nobody's without."""
    config = uvicorn.Config(
        app,
        http=Wire,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxy),
        forwarded_allow_ips=[address.strip() for address in proxy.split(",")] if proxy else [],
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=GRACE,
    )
    return uvicorn.Server(config)


def bind(listen: str, port: int) -> socket.socket:
    """A socket to listen on; port 0 takes a free one.

    Raises CannotListen.
    """
    family = socket.AF_INET6 if ":" in listen else socket.AF_INET
    # with its protocol named, asyncio sends small answers at once instead of 40 ms later
    door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((listen, port))
        door.listen(BACKLOG)  # whoever comes from now on waits for the start instead of being turned away
    except OSError as fault:
        door.close()
        taken = fault.errno == errno.EADDRINUSE
        why = "something else listens there already" if taken else (fault.strerror or "it is not ours").lower()
        raise CannotListen(f"{listen}, port {port}, cannot be used: {why}. Choose another with --listen or --port.") from None
    return door


def reached_at(base_url: str, door: socket.socket) -> str:
    """The address of the pages: on this machine alone the port is the one we listen on, whatever the settings say."""
    host = urlsplit(base_url).hostname or ""
    if host in ("127.0.0.1", "localhost", "::1"):
        return f"http://{f'[{host}]' if ':' in host else host}:{door.getsockname()[1]}"
    return base_url
