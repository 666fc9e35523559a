"""Nothing reaches a route before its host, its address and its origin are in order, and nothing leaves without its headers."""

import logging
import time
from typing import Any

from litestar import Request
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from folkmoot_web import languages, origin, quick, responding
from folkmoot_web.failing import Failure
from folkmoot_web.front import Front
from folkmoot_web.headers import with_cookie, with_headers
from folkmoot_web.heard import Heard, check_path
from folkmoot_web.problem import Problem

_log = logging.getLogger("folkmoot.web")

HEALTH = ("/livez", "/readyz")
"""Asked by machines beside us, under whatever name they have for us."""

ONE_CLICK = "/stop/"
"""Asked by mail programs (RFC 8058), which say no origin; what it does depends on the address alone and on no cookie."""

SLOW = 1.0
"""Seconds from which an answer is worth a line in the log."""


class Gate:
    """Stands around the whole app, its router included."""

    def __init__(self, app: ASGIApp, front: Front) -> None:
        self._app, self._front, self._site = app, front, front.site

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
        passed = time.perf_counter() - begun
        if status >= 500 or passed > SLOW or _log.isEnabledFor(logging.DEBUG):
            extra = {"route": str(scope.get("path_template", "")), "method": str(scope.get("method")), "status": status}
            level = logging.WARNING if status >= 500 or passed > SLOW else logging.DEBUG
            _log.log(level, "answered", extra=extra | {"ms": round(passed * 1000, 1)})

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            heard = Heard(scope)
            check_path(scope)
            if heard.path not in HEALTH:
                self._site.check(heard["host"])
            if heard.method not in origin.SAFE and not heard.for_programs and not heard.path.startswith(ONE_CLICK):
                origin.check(self._site.origin, said=heard["origin"], site=heard["sec-fetch-site"])
        except Problem as problem:
            await _refuse(problem, scope, receive, send)
            return
        keep = languages.remembering(heard, self._front.spoken, https=self._site.https)
        if keep:
            send = with_cookie(send, keep)
        page = quick.find(self._front, heard)
        if page is not None:
            await quick.answer(page, heard, scope, send)
            return
        scope["state"]["heard"] = heard
        await self._app(scope, receive, send)


async def _refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    failure = Failure(problem.status, problem.sentence, problem.headers)
    response = responding.failed_early(scope["path"], failure)
    request: Request[Any, Any, Any] = Request(scope, receive, send)
    await response.to_asgi_response(None, request)(scope, receive, send)
