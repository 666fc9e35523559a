"""The site: the routes of the pages and of the API in one Litestar app, behind one gate."""

from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Response

from folkmoot.installation import Installation
from folkmoot_web import api, pages, published, sign_in, upkeep
from folkmoot_web.answers import Bytes
from folkmoot_web.ask import Ask
from folkmoot_web.failing import failure
from folkmoot_web.front import Front
from folkmoot_web.gate import Gate
from folkmoot_web.pace import Paces
from folkmoot_web.policy import everyone
from folkmoot_web.responding import failed
from folkmoot_web.routing import Route, Routes, check_declared
from folkmoot_web.serving import handler
from folkmoot_web.site import Site

PARTS: tuple[Routes, ...] = (upkeep.routes, sign_in.routes, published.routes, *api.PARTS, *pages.PARTS)
"""Every part of the site; pages join through `pages.PARTS`."""

_NOWHERE = Route("GET", "", everyone, lambda ask: Bytes(b"", "text/plain"))


def all_routes() -> list[Route]:
    """Every route of the site, in order."""
    return [route for part in PARTS for route in part.all]


def create_app(
    installation: Installation,
    *,
    base_url: str = "",
    paces: Paces | None = None,
    routes: list[Route] | None = None,
    templates: Path | None = None,
) -> Litestar:
    """The app for an installation, which the caller starts and closes.

    base_url: how people reach it, else as the settings say. paces: how often people may ask; None for as often as
    they like. routes: instead of every route of the site. templates: folder that comes before the packaged one.
    Raises ValueError when the address or a language cannot be used, Undeclared when a route does not say who may use it.
    """
    site = Site.at(base_url or installation.settings.base_url)
    front = Front(installation, site, paces, all_routes() if routes is None else routes, templates)
    handlers = [handler(route, front) for route in front.routes]
    app = Litestar(
        handlers,
        openapi_config=None,
        logging_config=None,
        exception_handlers={Exception: _unrouted},
        debug=False,
        on_startup=[front.open, front.post.open],
        on_shutdown=[front.post.close, front.close],
    )
    app.state.front = front
    check_declared(app)
    app.asgi_handler = Gate(app.asgi_handler, front)
    return app


def _unrouted(request: Request[Any, Any, Any], raised: Exception) -> Response[bytes]:
    """The response where no route was found, or one failed outside of its own care."""
    ask = Ask(request.app.state.front, request.scope["state"]["heard"], _NOWHERE)
    return failed(ask, failure(raised, "", request.method))
