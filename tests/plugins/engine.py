"""An engine of a test that speaks LibreTranslate's API as published, and misbehaves as a test asks."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import msgspec

TAGS = ("en", "es", "ar", "bn", "zh-Hans", "cy", "pl")


class Engine:
    """url: where it is. behind: address of a real Apertium that translates; without one it gives back what it is sent. fault: how it
    misbehaves: hangs, garbage, error, long, short, away, busy, refuses; empty for not. asked: paragraphs that it was sent.
    """

    def __init__(self, url: str, behind: str) -> None:
        self.url, self.behind, self.fault = url, behind, ""
        self.asked: list[str] = []
        self.names: list[str] = []
        self.over = threading.Event()

    def translated(self, text: str) -> str:
        """What it makes of a paragraph."""
        if not self.behind:
            return text
        asked = {"q": text, "langpair": "spa|eng", "markUnknown": "no", "format": "txt"}
        answer = httpx.post(f"{self.behind}/translate", data=asked, timeout=30, trust_env=False)
        return str(answer.json()["responseData"]["translatedText"])


@contextlib.contextmanager
def engine(behind: str = "") -> Iterator[Engine]:
    """One engine, while it runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200, [{"code": tag, "name": tag, "targets": list(TAGS)} for tag in TAGS])

        def do_POST(self) -> None:
            body = msgspec.json.decode(self.rfile.read(int(self.headers["content-length"])))
            made.asked += body["q"]
            made.names.append(self.headers["idempotency-key"])
            if made.fault == "hangs":
                made.over.wait(60)
            status = {"error": 500, "busy": 503, "refuses": 403, "away": 302}.get(made.fault, 200)
            texts = [made.translated(text) for text in body["q"]]
            if made.fault == "long":
                texts = [text * 10 + "x" * 500 for text in texts]
            self._answer(status, {"translatedText": texts[:-1] if made.fault == "short" else texts})

        def _answer(self, status: int, value: object) -> None:
            body = b"<html>no" if made.fault == "garbage" else msgspec.json.encode(value)
            with contextlib.suppress(OSError):
                self.send_response(status)
                self.send_header("location", "https://example.org/") if status == 302 else None
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Engine(f"http://127.0.0.1:{server.server_address[1]}", behind)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
