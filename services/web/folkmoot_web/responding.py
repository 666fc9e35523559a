"""Answers become bytes: with a validator where anybody may see them, and not to be kept where they are for one person."""

from urllib.parse import quote

import msgspec
from litestar import Response
from litestar.response import File

from folkmoot_web import languages
from folkmoot_web.answers import Answer, Bytes, Data, Download, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.failing import Failure
from folkmoot_web.frame import frame
from folkmoot_web.heard import for_programs
from folkmoot_web.keeping import Kept, etag
from folkmoot_web.quick import VARY

HTML = "text/html"
JSON = "application/json"

PLAIN = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{status}</title><main><h1>{sentence}</h1><p><a href="/">Go to the first page</a></p></main></html>"""


def respond(ask: Ask, answer: Answer) -> Response[bytes]:
    """The response for an answer of a route."""
    match answer:
        case Page():
            return _page(ask, answer)
        case Go(to=to):
            where = quote(to, safe="/?&=#%:@!$'()*+,;~[]")
            return _finish(ask, Response(b"", status_code=303, headers={"location": where}))
        case Data(value=value, status=status):
            return _data(ask, msgspec.json.encode(value), status)
        case Bytes():
            return _bytes(answer)
        case Download(path=path, media=media, name=name):
            return File(path, filename=name, media_type=media, content_disposition_type="attachment")


def kept_page(ask: Ask, kept: Kept) -> Response[bytes]:
    """The response for a page that anybody may see, from its kept bytes; 304 when the browser has it already."""
    headers = {"etag": kept.etag, "cache-control": "no-cache", "vary": VARY.decode()}
    if kept.etag in ask.heard["if-none-match"]:
        return Response(b"", status_code=304, headers=headers)
    if kept.packed and ask.heard.takes("gzip"):
        headers["content-encoding"] = "gzip"
        return Response(kept.packed, media_type=HTML, headers=headers)
    return Response(kept.body, media_type=HTML, headers=headers)


def failed(ask: Ask, failure: Failure) -> Response[bytes]:
    """The response for what went wrong: JSON for programs, a page for people."""
    rendering = ask.front.rendering
    if ask.heard.for_programs or failure.status == 500 or not rendering.has("problem.html"):
        return failed_early(ask.heard.path, failure)
    sentence = languages.translation(ask.locale)(failure.sentence)
    values = {"status": failure.status, "sentence": sentence, "typed": ask.typed.words()}
    body = rendered(ask, Page.of("problem.html", **values))
    return Response(body, status_code=failure.status, media_type=HTML, headers=dict(failure.headers))


def failed_early(path: str, failure: Failure) -> Response[bytes]:
    """The same where nothing more is known than the path, and no template may be needed."""
    if for_programs(path):
        body, media = msgspec.json.encode({"error": failure.sentence}), JSON
    else:
        sentence = failure.sentence.replace("&", "&amp;").replace("<", "&lt;")
        body, media = PLAIN.format(status=failure.status, sentence=sentence).encode(), HTML
    return Response(body, status_code=failure.status, media_type=media, headers=dict(failure.headers))


def rendered(ask: Ask, page: Page) -> bytes:
    """The bytes of a page; its template sees the ask and the frame besides the page's own values."""
    return ask.front.rendering.page(page.template, {"ask": ask} | frame(ask) | page.values, ask.locale)


def _page(ask: Ask, page: Page) -> Response[bytes]:
    return _finish(ask, Response(rendered(ask, page), status_code=page.status, media_type=HTML, headers=dict(page.headers)))


def _data(ask: Ask, body: bytes, status: int) -> Response[bytes]:
    if ask.viewer.person or status != 200:
        return Response(body, status_code=status, media_type=JSON)
    headers = {"etag": etag(body), "cache-control": "no-cache", "vary": "Authorization, Accept-Encoding"}
    if headers["etag"] in ask.heard["if-none-match"]:
        return Response(b"", status_code=304, headers=headers)
    return Response(body, status_code=200, media_type=JSON, headers=headers)


def _bytes(answer: Bytes) -> Response[bytes]:
    headers = dict(answer.headers)
    if answer.name:
        headers["content-disposition"] = f'attachment; filename="{answer.name}"'
    if answer.age:
        headers["cache-control"] = f"public, max-age={answer.age}"
    return Response(answer.body, status_code=answer.status, media_type=answer.media, headers=headers)


def _finish(ask: Ask, response: Response[bytes]) -> Response[bytes]:
    """Set or clear the session's cookie where this answer starts or ends it."""
    sessions = ask.front.sessions
    if ask.starts:
        response.headers["set-cookie"] = sessions.cookie(ask.starts, staff=True)
    elif ask.ends:
        response.headers["set-cookie"] = sessions.no_cookie()
    elif ask.sets:
        response.headers["set-cookie"] = ask.sets
    return response
