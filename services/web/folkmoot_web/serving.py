"""Every request to every route goes the same way: who asks, may they, what was sent, the route, the answer."""

import asyncio
import contextlib
import inspect
import re
from typing import Any
from urllib.parse import quote

import msgspec
from litestar import Request, Response
from litestar.handlers import HTTPRouteHandler
from litestar.types import Method
from markupsafe import escape

from folkmoot_web import body, languages, plainer, quick, responding, upload
from folkmoot_web.admitting import admit, admit_form
from folkmoot_web.answers import Answer, Page
from folkmoot_web.ask import Ask, Typed
from folkmoot_web.failing import failure
from folkmoot_web.front import Front
from folkmoot_web.keeping import Kept
from folkmoot_web.origin import check_form_token
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Route, Serve

STARTED = "started"
"""Query field with which a browser comes back after it was given its first cookie."""

NO_COOKIES = (
    "Your browser keeps no cookies for this site, so we could not give you a made-up name. "
    "Allow cookies for this site, go back and send it again."
)
SLOW = "This takes longer than it should. Try again in a minute."

Given = dict[str, msgspec.Struct]
"""What a route is called with besides path parameters: `query` and `form`."""


def handler(route: Route, front: Front) -> HTTPRouteHandler:
    """The Litestar handler of a route."""

    async def handle(request: Request[Any, Any, Any]) -> Response[bytes]:
        ask = Ask(front, request.scope["state"]["heard"], route)
        try:
            async with asyncio.timeout(route.within):
                return await _response(route, ask, request)
        except Exception as raised:  # every fault becomes a status and a sentence
            return await _failed(route, ask, raised, request)
        finally:
            ask.close()

    methods: list[Method] = ["GET", "HEAD"] if route.method == "GET" else [route.method]
    return HTTPRouteHandler(
        route.paths, http_method=methods, opt={"route": route}, include_in_schema=False, media_type="text/html"
    )(handle)


async def _response(route: Route, ask: Ask, request: Request[Any, Any, Any]) -> Response[bytes]:
    front = ask.front
    ask.viewer = await front.sessions.viewer(ask.heard)
    ask.place(request.path_params)
    admit(ask, route.may)
    given = _query(route, ask)
    key = _key(ask, given) if route.kept and not ask.viewer.person else ""
    if key and (kept := front.keeping.find(key)) and quick.untouched(front, kept):
        return responding.kept_page(ask, kept)
    await _pace(route, ask, request)
    if route.media:
        given |= await _form(route, ask, request)
    if route.media == "form" and route.may.who == "guest" and not ask.viewer.person:
        return await _start_session(ask)
    if route.again is not None and route.media == "form" and plainer.asked(ask):
        ask.looked = await plainer.look(ask)
        return responding.respond(ask, await _again(route.again, ask))
    page = _blank(route, ask) if key else None
    answer = await _call(route, ask, given)
    if page is not None and isinstance(answer, Page) and answer.kept and answer.status == 200:
        _keep(route, ask, key, page, responding.rendered(ask, answer))
        return responding.kept_page(ask, page)
    return responding.respond(ask, answer)


def _query(route: Route, ask: Ask) -> Given:
    fields = body.read_pairs(ask.heard.query)
    ask.came_back = fields.pop(STARTED, None) is not None
    return {"query": body.fit(fields, route.query)} if route.query else {}


def _key(ask: Ask, given: Given) -> str:
    """What a page is kept under: fields that the route does not read cannot fill the room."""
    query = msgspec.json.encode(given["query"]).decode() if given else ""
    return f"{ask.front.rendering.release} {ask.locale} {ask.heard.path} {query}"


def _blank(route: Route, ask: Ask) -> Kept:
    """What a page depends on, before it is made: an entry that comes in meanwhile makes it stale, never the reverse."""
    day = int(ask.front.installation.clock()) // 86_400
    if not ask.community:
        return Kept(-1, day=day)
    if ask.at is not None:  # words of then are shown only as far as they may be read now: any entry may change that
        size = ask.front.views(ask.community).size
        return Kept(size, community=ask.community, seen=size, day=day)
    stream = ask.path.get(route.touched, "") if route.touched else None
    index = ask.view.size if stream is None else ask.view.touched(stream)
    return Kept(index, community=ask.community, stream=stream, seen=ask.view.size, day=day)


def _keep(route: Route, ask: Ask, key: str, page: Kept, body_: bytes) -> None:
    page.fill(body_)
    ask.front.keeping.keep(key, page)
    reads = {*(route.query.__struct_fields__ if route.query else ()), languages.FIELD}
    if body.read_pairs(ask.heard.query).keys() <= reads:
        ask.front.keeping.lead(quick.way(ask.front, ask.heard), key)


async def _pace(route: Route, ask: Ask, request: Request[Any, Any, Any]) -> None:
    paces = ask.front.paces
    if paces is not None and (route.method != "GET" or route.dear):
        try:
            wait = paces.wait(ask.heard.address, ask.viewer.session, unsafe=route.method != "GET", dear=route.dear)
        except Problem:
            if route.media == "form" and route.again is not None and paces.shows_again(ask.heard.address):
                with contextlib.suppress(Problem):  # that they have to wait is what they are told
                    await _typed(route, ask, request)
            raise
        if wait:
            await asyncio.sleep(wait)


async def _form(route: Route, ask: Ask, request: Request[Any, Any, Any]) -> Given:
    heard = ask.heard
    if route.form is None:
        raise ValueError(f"{route.path} takes a body and does not say which")
    if route.media == "json":
        sent = await body.read_body(request.receive, heard["content-length"], route.most)
        if sent or heard["content-type"]:
            body.check_type(heard["content-type"], body.JSON, heard["content-encoding"])
        form: msgspec.Struct = body.read_json(sent or b"{}", route.form)
    else:
        fields, token = await _typed(route, ask, request)
        if ask.viewer.staff or token:  # an office whose session is over does not become somebody who takes part
            check_form_token(token, ask.viewer.session)
        form = body.fit(fields, route.form)
    admit_form(ask, route.may, form)
    return {"form": form}


async def _typed(route: Route, ask: Ask, request: Request[Any, Any, Any]) -> tuple[dict[str, list[str]], str]:
    """The fields of a form, kept to show them again, and its token."""
    heard, ask.heard_out = ask.heard, True
    within = max(body.WITHIN, route.within - 10)
    sent = await body.read_body(request.receive, heard["content-length"], route.most, within)
    files: dict[str, list[str]] = {}
    if route.upload and upload.is_parts(heard["content-type"]):
        fields, files = upload.read_parts(sent, heard["content-type"])
    else:
        if sent or heard["content-type"]:
            body.check_type(heard["content-type"], body.FORM, heard["content-encoding"])
        fields = body.read_pairs(sent)
    token = fields.pop("token", [""])[0]
    ask.typed, ask.sent = Typed(fields), True  # a file is not shown again: browsers take none from a page
    return fields | files, token


async def _start_session(ask: Ask) -> Response[bytes]:
    """Give a browser its first cookie and let it send the same form again, so that one form is one person's.

    Raises Problem 403 when it came back without the cookie.
    """
    if ask.came_back:
        raise Problem(403, NO_COOKIES)
    token = await ask.front.sessions.start_guest(ask.heard)
    path = quote("/" + re.sub("/+", "/", ask.heard.path).strip("/"))
    headers = {"location": f"{path}?{STARTED}=1", "set-cookie": ask.front.sessions.cookie(token)}
    return Response(b"", status_code=307, headers=headers)


async def _call(route: Route, ask: Ask, given: Given) -> Answer:
    if inspect.iscoroutinefunction(route.serve):
        answer: Answer = await route.serve(ask, **given, **ask.path)
    elif route.dear:
        answer = await asyncio.to_thread(route.serve, ask, **given, **ask.path)  # type: ignore[arg-type]
    else:
        answer = route.serve(ask, **given, **ask.path)  # type: ignore[assignment]  # not a coroutine, as just asked
    return answer


async def _again(serve: Serve, ask: Ask) -> Answer:
    """The page of a form once more."""
    page = serve(ask, **ask.path)
    return await page if inspect.isawaitable(page) else page


async def _failed(route: Route, ask: Ask, raised: Exception, request: Request[Any, Any, Any]) -> Response[bytes]:
    """The response for what went wrong; a form is shown again with the sentence and what was typed."""
    if isinstance(raised, TimeoutError):
        raised = Problem(503, SLOW, {"retry-after": "60"})
    failed = failure(raised, route.path, route.method)
    if route.media == "form" and not ask.heard_out and failed.status != 429:
        ask.typed = await _typed_in_vain(route, ask, request)
    if route.again is not None and ask.sent:
        ask.refusal = languages.translation(ask.locale)(failed.sentence)
        try:
            answer = await _again(route.again, ask)
            status = 422 if failed.status == 400 else failed.status
            if isinstance(answer, Page):
                response = responding.respond(ask, msgspec.structs.replace(answer, status=status))
                response.headers.update(failed.headers)
                if all(escape(text).encode() in response.content for text in ask.typed.words()):
                    return response  # a page that has no box for it any more would lose what was typed
        except Exception as again:  # the page fails as well: the sentence alone is still shown
            failure(again, route.path, "GET")
    return responding.failed(ask, failed)


async def _typed_in_vain(route: Route, ask: Ask, request: Request[Any, Any, Any]) -> Typed:
    """What somebody typed whose form was refused before it was read: a session is over, a canvas is gone."""
    kind = ask.heard["content-type"]
    in_parts = route.upload and upload.is_parts(kind)
    if not (in_parts or kind.startswith(body.FORM)):
        return Typed()
    try:
        sent = await body.read_body(request.receive, ask.heard["content-length"], route.most, max(body.WITHIN, route.within - 10))
        return Typed(upload.read_parts(sent, kind)[0] if in_parts else body.read_pairs(sent))
    except (Problem, body.Gone):  # it cannot be read either; the sentence that is shown stays the first one
        return Typed()
