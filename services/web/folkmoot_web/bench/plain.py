"""The least that answers with the same page: one Litestar route that renders the template with values that are ready."""

import asyncio
import sys
from pathlib import Path
from typing import Any

import uvicorn
from litestar import Litestar, Response, get

from folkmoot.installation import Installation
from folkmoot_web.answers import Page
from folkmoot_web.app import all_routes
from folkmoot_web.ask import Ask
from folkmoot_web.front import Front
from folkmoot_web.heard import Heard
from folkmoot_web.responding import HTML, rendered
from folkmoot_web.serve import bind
from folkmoot_web.site import Site


def ready(home: Path, path: str) -> tuple[Ask, Page]:
    """The page at a path, with its values, as the site would render it."""
    front = Front(Installation(home, write=False), Site.at("http://127.0.0.1:8700"), None, all_routes(), None)
    _, _, community, _, canvas, _ = path.split("/")
    route = next(route for route in front.routes if route.path == "/c/{community}/canvas/{canvas}/statements")
    scope: Any = {"method": "GET", "path": path, "query_string": b"", "client": None, "headers": []}
    ask = Ask(front, Heard(scope), route)
    ask.place({"community": community, "canvas": canvas})
    assert route.query is not None
    answering: Any = route.serve(ask, canvas=canvas, query=route.query())
    page = asyncio.run(answering)
    assert isinstance(page, Page)
    return ask, page


def main() -> None:
    """Serve `/same`, rendered each time, and `/ready`, the bytes."""
    ask, page = ready(Path(sys.argv[1]), sys.argv[2])
    body = rendered(ask, page)

    @get("/same", media_type="text/html")
    async def same() -> Response[bytes]:
        return Response(rendered(ask, page), media_type=HTML)

    @get("/ready", media_type="text/html")
    async def as_bytes() -> Response[bytes]:
        return Response(body, media_type=HTML)

    door = bind("127.0.0.1", 0)
    sys.stdout.write(f"http://127.0.0.1:{door.getsockname()[1]}\n")
    sys.stdout.flush()
    app = Litestar([same, as_bytes], openapi_config=None, logging_config=None)
    uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False)).run(sockets=[door])


if __name__ == "__main__":
    main()
