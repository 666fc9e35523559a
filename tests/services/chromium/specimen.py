"""A page that shows every part, served with the headers of the real site."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from folkmoot_web.files import Files
from folkmoot_web.headers import POLICY
from folkmoot_web.rendering import FOLDER

TONGUES = (("en", "English", "ltr"), ("cy", "Cymraeg", "ltr"), ("ur", "اردو", "rtl"))
WAYS = (("/c", "Canvases"), ("/d", "Decisions"), ("/r", "The record"), ("/a", "About"))
FOOT = ("Accessibility statement", "Privacy", "The record", "About Folkmoot", "Help")
ERRORS = ({"field": "words", "text": "Write your story first."}, {"field": "age", "text": "Choose yes or no."})


def _values(locale: str, wrong: bool) -> dict[str, Any]:
    direction = {code: side for code, _, side in TONGUES}[locale]
    return {
        "locale": locale,
        "dir": direction,
        "community": {"name": "Ashdown Folkmoot", "href": "/"},
        "nav": [{"text": text, "href": href, "current": "true" if href == "/c" else ""} for href, text in WAYS],
        "you": {"text": "Yours, as Heron 12", "href": "/mine"},
        "languages": [
            {"code": code, "name": name, "dir": side, "href": f"/{code}", "current": code == locale} for code, name, side in TONGUES
        ],
        "crumbs": [{"text": "Ashdown", "href": "/"}, {"text": "Canvases", "href": "/c"}],
        "errors": list(ERRORS) if wrong else [],
        "stood": {"text": "You see this page as it stood on 8 November 2026.", "href": "/en"},
        "foot": [{"text": text, "href": f"/{number}"} for number, text in enumerate(FOOT)],
    }


def _longer(text: str) -> str:
    """The text, half as long again, in one word: other languages may need it."""
    return text if text.startswith("%(share)") else text + "o" * (1 + len(text) // 2 % 14)


def _environment(files: Files, long: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([FOLDER, Path(__file__).parent]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    said = _longer if long else str
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=said, ngettext=lambda single, plural, number: said(single if number == 1 else plural), newstyle=True
    )
    environment.globals["static"] = files.address
    return environment


@contextmanager
def served() -> Iterator[str]:
    """The address of the specimen: `/en`, `/ur` (set from right to left), `?wrong` with errors, `?long` with longer words."""
    files = Files()
    short, long = _environment(files, long=False), _environment(files, long=True)

    def page(path: str, query: str) -> bytes:
        environment = long if query == "long" else short
        return environment.get_template("specimen.html").render(_values(path[1:] or "en", query == "wrong")).encode()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            file = files.find(path.removeprefix("/static/"))
            body = file.body if file else page(path, query)
            self.send_response(200)
            self.send_header("content-type", file.media if file else "text/html; charset=utf-8")
            self.send_header("content-security-policy", POLICY)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
