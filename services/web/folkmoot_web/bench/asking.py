"""What one person waits for: a durable response or contribution over HTTP, and a server that starts."""

import random
import time
from pathlib import Path

import msgspec

from folkmoot_web.bench.crowd import COMMUNITY, Crowd, gather
from folkmoot_web.bench.load import all_of, load, once, request
from folkmoot_web.bench.rows import Row, at_most
from folkmoot_web.bench.server import Server, serving

TIMES = 400
ROOT = f"/api/v1/communities/{COMMUNITY}/do"


def measure(folder: Path) -> list[Row]:
    """One client over HTTP, then starts."""
    installation, crowd = gather(folder / "home")
    installation.close()
    with serving(folder / "home") as server:
        token = _guest(server)
        responses = [_responses(server, token, crowd, turn) for turn in range(3)]
        statements = [_statements(server, token, crowd, turn) for turn in range(3)]
        memory = server.memory()
    starts = [_start(folder / "home") for _ in range(5)]
    return [
        at_most("one response, durable, one client over HTTP, p50", "ms", responses, 5),
        at_most("one statement with consent, durable, one client over HTTP, p50", "ms", statements, 5),
        at_most("start to first answer", "s", starts, 1),
        at_most("resident memory (PSS) after that load", "MB", [memory], 110),
    ]


def _guest(server: Server) -> str:
    asked = request("POST", "/api/v1/guests", server.host, b"{}", content_type="application/json")
    status, _, body = once(server.port, asked)
    if status not in (200, 201):
        raise RuntimeError(f"no guest could be made: {status} {body!r}")
    return str(msgspec.json.decode(body)["token"])


def _do(server: Server, token: str, name: str, command: dict[str, object]) -> bytes:
    body = msgspec.json.encode(command)
    headers = {"content_type": "application/json", "authorization": f"Bearer {token}"}
    return request("POST", f"{ROOT}/{name}", server.host, body, **headers)


def _responses(server: Server, token: str, crowd: Crowd, turn: int) -> float:
    """Milliseconds."""
    chance = random.Random(turn)
    asked = [
        _do(
            server, token, "respond", {"statement": crowd.statements[n % len(crowd.statements)], "value": (n // 100 + turn) % 3 - 1}
        )
        for n in range(TIMES)
    ]
    chance.shuffle(asked)
    timed = load(server.port, asked.__getitem__, TIMES, clients=1)
    all_of(200, [timed])
    return timed.quantile(0.5)


def _statements(server: Server, token: str, crowd: Crowd, turn: int) -> float:
    """Milliseconds."""
    consent = {"publish": True, "notice": "publish/1", "notice_text": "May we show it?", "notice_lang": "en", "lang": "en"}
    asked = [
        _do(server, token, "contribute", {"canvas": crowd.canvas, "kind": "statement", "text": f"Thought {turn}.{n}", **consent})
        for n in range(TIMES)
    ]
    timed = load(server.port, asked.__getitem__, TIMES, clients=1)
    all_of(200, [timed])
    return timed.quantile(0.5)


def _start(home: Path) -> float:
    """Seconds from the command to the first page."""
    start = time.perf_counter()
    with serving(home) as server:
        status, _, _ = once(server.port, request("GET", f"/c/{COMMUNITY}", server.host))
        seconds = time.perf_counter() - start
    if status != 200:
        raise RuntimeError(f"the first page was answered {status}")
    return seconds
