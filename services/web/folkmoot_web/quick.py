"""A page that is kept and untouched is answered before any route is looked for."""

from litestar.types import Scope, Send

from folkmoot_web import languages
from folkmoot_web.front import Front
from folkmoot_web.heard import Heard
from folkmoot_web.keeping import Kept, Way

VARY = b"Cookie, Accept-Encoding, Accept-Language"


def way(front: Front, heard: Heard) -> Way:
    """What a request has that decides which page it leads to."""
    return languages.chosen(heard, front.spoken), heard.path, heard.query


def find(front: Front, heard: Heard) -> Kept | None:
    """The page for a request without a session, if it is kept and no entry has touched it."""
    if heard.method not in ("GET", "HEAD") or heard.cookie(front.site.cookie) or heard.for_programs:
        return None
    page = front.keeping.at(way(front, heard))
    return page if page is not None and untouched(front, page) else None


def untouched(front: Front, page: Kept) -> bool:
    """Whether no entry that the views have taken in has touched a page, and it is still the day on which it was made.

    The views are asked only when they have grown.
    """
    if page.day != int(front.installation.clock()) // 86_400:
        return False
    if not page.community:
        return True
    views = front.views(page.community)
    if not views.wait(page.seen + 1, 0):
        return True
    with views.reading() as view:
        index, size = view.size if page.stream is None else view.touched(page.stream), view.size
    if index == page.index:
        page.seen = size
    return index == page.index


async def answer(page: Kept, heard: Heard, scope: Scope, send: Send) -> None:
    """Send a kept page, or that it has not changed."""
    scope["path_template"] = "kept"
    headers = [(b"etag", page.etag.encode()), (b"cache-control", b"no-cache"), (b"vary", VARY)]
    if page.etag in heard["if-none-match"]:
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    body = page.packed if page.packed and heard.takes("gzip") else page.body
    if body is page.packed:
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-type", b"text/html; charset=utf-8"))
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if heard.method == "HEAD" else body, "more_body": False})
