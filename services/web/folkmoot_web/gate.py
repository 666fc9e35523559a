"""Nothing reaches a route before its host, its address and its origin are in order, and nothing leaves without its headers."""

import logging
import time
from typing import Any

from litestar import Request
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from folkmoot_web import origin, responding
from folkmoot_web.failing import Failure
from folkmoot_web.headers import with_headers
from folkmoot_web.heard import Heard, check_path
from folkmoot_web.problem import Problem
from folkmoot_web.site import Site

_log = logging.getLogger("folkmoot.web")

HEALTH = ("/livez", "/readyz")
"""Asked by machines beside us, under whatever name they have for us."""


class Gate:
    """Stands around the whole app, its router included."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        begun = time.perf_counter()
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await self._let_in(scope, receive, with_headers(noting, https=self._site.https))
        if _log.isEnabledFor(logging.INFO):
            route = str(scope.get("path_template", ""))
            passed = round((time.perf_counter() - begun) * 1000, 1)
            extra = {"route": route, "method": str(scope.get("method")), "status": status, "ms": passed}
            _log.info("answered", extra=extra)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            heard = Heard(scope)
            check_path(scope)
            if heard.path not in HEALTH:
                self._site.check(heard["host"])
            if heard.method not in origin.SAFE and not heard.for_programs:
                origin.check(self._site.origin, said=heard["origin"], site=heard["sec-fetch-site"])
        except Problem as problem:
            await _refuse(problem, scope, receive, send)
            return
        scope["state"]["heard"] = heard
        await self._app(scope, receive, send)


async def _refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    failure = Failure(problem.status, problem.sentence, problem.headers)
    response = responding.failed_early(scope["path"], failure)
    request: Request[Any, Any, Any] = Request(scope, receive, send)
    await response.to_asgi_response(None, request)(scope, receive, send)
