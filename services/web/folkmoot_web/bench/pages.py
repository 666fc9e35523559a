"""Pages beside the same page from a bare Litestar app, in the same run, with the same clients."""

import gzip
import re
import time
from pathlib import Path

import msgspec

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot_web.bench.crowd import COMMUNITY, gather, statement
from folkmoot_web.bench.load import Timed, all_of, load, once, request
from folkmoot_web.bench.rows import Row, at_least, at_most
from folkmoot_web.bench.server import Server, bare, serving
from folkmoot_web.session import GUEST

FEW, MANY, CLIENTS, ASKED = 100, 10_000, 16, 1_500


class Lists(msgspec.Struct, frozen=True):
    """Addresses of a list page among few and among many, and a guest's cookie."""

    few: str
    many: str
    cookie: str


def measure(folder: Path, times: int = 3) -> list[Row]:
    """List pages for a guest, kept pages for everybody, and what a first view weighs."""
    lists = _prepare(folder / "home")
    ours: list[Timed] = []
    many: list[Timed] = []
    kept: list[Timed] = []
    same: list[Timed] = []
    ready: list[Timed] = []
    with serving(folder / "home") as server:
        shown(server, lists.many)
        page, weight = _first(server, lists.few)
        (folder / "page.html").write_bytes(page)
        with bare(folder / "home", lists.few) as plain:
            for _ in range(times):
                ours.append(_list(server, lists.few, lists.cookie))
                same.append(_list(plain, "/same", ""))
                many.append(_list(server, lists.many, lists.cookie))
                kept.append(_list(server, lists.few, ""))
                ready.append(_list(plain, "/ready", ""))
        requests = 1 + len(weight)
    kilobytes = sum(weight.values()) / 1024 + len(gzip.compress(page, 5)) / 1024
    limit = "bare Litestar, same template, same values"
    return [
        at_least(f"list page of 50 for a guest, {CLIENTS} clients", "pages/s", _rates(ours), _rates(same), limit, 0.6),
        at_most("the same, p99", "ms", [timed.quantile(0.99) for timed in ours], 50),
        at_least("the same among 10,000", "pages/s", _rates(many), _rates(ours), "among 100", 1 / 1.2),
        at_least("list page unchanged since last asked, not signed in", "pages/s", _rates(kept), _rates(ready), "ready bytes", 0.6),
        at_most("a first view of that page, compressed", "KB", [kilobytes], 60),
        at_most("requests of a first view", "requests", [requests], 6),
    ]


def _prepare(home: Path) -> Lists:
    installation, crowd = gather(home, people=50, statements=FEW)
    moot = installation.moot(COMMUNITY)
    opened = OpenCanvas(question="What else?", promise="We answer in spring.", level="involve")
    large = moot.do(opened, HOUSE, via="house").made
    _fill(installation, large)
    token = installation.people.open_session(installation.people.person(), "guest", *GUEST)
    installation.close()
    root = f"/c/{COMMUNITY}/canvas"
    return Lists(f"{root}/{crowd.canvas}/statements", f"{root}/{large}/statements", f"folkmoot={token}")


def _fill(installation: Installation, canvas: str) -> None:
    """Many statements, by an office, so that nobody has to join."""
    office = Author(installation.steward(COMMUNITY))
    moot = installation.moot(COMMUNITY)
    texts = (f"Statement number {n} about the street, the park and the buses." for n in range(MANY))
    for answer in [moot.submit(statement(canvas, text), office) for text in texts]:
        answer.result()


def _list(server: Server, path: str, cookie: str) -> Timed:
    asked = request("GET", path, server.host, accept_encoding="gzip", cookie=cookie)
    load(server.port, lambda number: asked, 200, CLIENTS)
    timed = load(server.port, lambda number: asked, ASKED, CLIENTS)
    all_of(200, [timed])
    return timed


def _rates(timed: list[Timed]) -> list[float]:
    return [each.rate for each in timed]


def _first(server: Server, path: str) -> tuple[bytes, dict[str, int]]:
    """The page, and the compressed size of each file that it asks for, by address."""
    page = shown(server, path)
    sizes = {}
    for address in sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode()))):
        _, _, body = once(server.port, request("GET", address, server.host, accept_encoding="gzip"))
        sizes[address] = len(body)
    return page, sizes


def shown(server: Server, path: str, patience: float = 60) -> bytes:
    """The page, once the views have followed the record to where it is. patience: seconds."""
    end = time.monotonic() + patience
    while (answered := once(server.port, request("GET", path, server.host)))[0] != 200:
        if time.monotonic() > end:
            raise RuntimeError(f"{path} was answered {answered[0]}")
        time.sleep(0.1)
    return answered[2]
