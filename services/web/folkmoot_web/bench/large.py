"""Every page about one canvas of 10,000 stories and 100,000 comments, for a guest, as none of them may grow with the canvas."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from folkmoot.domain.contributing import Contribute
from folkmoot.installation import Installation
from folkmoot.moot import Author
from folkmoot_web.bench.crowd import COMMUNITY, gather
from folkmoot_web.bench.load import Timed, all_of, load, once, request
from folkmoot_web.bench.pages import shown
from folkmoot_web.bench.rows import Row, at_most
from folkmoot_web.bench.server import Server, serving
from folkmoot_web.pages import PARTS
from folkmoot_web.session import GUEST

STORIES, COMMENTS, PEOPLE, CLIENTS, ASKED = 10_000, 100_000, 500, 16, 320
MOST = 50
"""Milliseconds within which 99 of 100 requests are answered."""

NOTICE: dict[str, Any] = {
    "publish": True,
    "notice": "publish/1",
    "notice_text": "May we show your words on this website?",
    "notice_lang": "en",
}


def measure(folder: Path) -> list[Row]:
    """A row for each public page that names the community, the canvas, or its story that most people speak of; those that
    only lead elsewhere, or that a guest is not shown, have none.
    """
    home = folder / "home"
    canvas, story, cookie = _prepare(home)
    paths = sorted(_addresses({"community": COMMUNITY, "canvas": canvas, "contribution": story}))
    with serving(home) as server:
        shown(server, f"/c/{COMMUNITY}/canvas/{canvas}", patience=600)
        server.settle()
        answered = {path: once(server.port, request("GET", path, server.host, cookie=cookie))[0] for path in paths}
        found = {path: _asked(server, path, cookie) for path in paths if answered[path] == 200}
    named = {path: path.replace(canvas, "CANVAS").replace(story, "STORY") for path in paths}
    return [
        at_most(f"among {STORIES:,} stories and {COMMENTS:,} comments, p99 of {named[path]}", "ms", [timed.quantile(0.99)], MOST)
        for path, timed in found.items()
    ]


def _addresses(values: dict[str, str]) -> Iterator[str]:
    """Public pages whose parameters are known. Files to take away and pages that are paced as dear are not of this row."""
    for route in (route for part in PARTS for route in part.all):
        if route.method == "GET" and route.may.who == "everyone" and not route.dear and {*route.parameters} <= values.keys():
            yield route.path.format(**values)


def _prepare(home: Path) -> tuple[str, str, str]:
    """The canvas, its story with a tenth of all comments, and a guest's cookie."""
    installation, crowd = gather(home, people=PEOPLE, statements=0)
    stories = _brought(installation, crowd.people, _stories(crowd.canvas))
    _brought(installation, crowd.people, _comments(crowd.canvas, stories))
    token = installation.people.open_session(installation.people.person(), "guest", *GUEST)
    installation.close()
    return crowd.canvas, stories[0], f"folkmoot={token}"


def _stories(canvas: str) -> Iterator[Contribute]:
    words = "We walk to the school past the market, and in the rain the buses do not stop. " * 6
    for n in range(STORIES):
        yield Contribute(canvas=canvas, kind="story", text=f"Story {n}. {words}", title=f"What happened, {n}", lang="en", **NOTICE)


def _comments(canvas: str, stories: list[str]) -> Iterator[Contribute]:
    for n in range(COMMENTS):
        parent = stories[0] if n % 10 == 0 else stories[n * 7919 % STORIES]
        text = f"The same happened to us, number {n}, at the other stop."
        yield Contribute(canvas=canvas, kind="comment", parent=parent, text=text, lang="en", **NOTICE)


def _brought(installation: Installation, people: list[Author], what: Iterator[Contribute]) -> list[str]:
    moot = installation.moot(COMMUNITY)
    waiting, made = [], []
    for n, command in enumerate(what):
        waiting.append(moot.submit(command, people[n % len(people)]))
        if len(waiting) >= 2_000:
            made += [answer.result().made for answer in waiting]
            waiting.clear()
    return made + [answer.result().made for answer in waiting]


def _asked(server: Server, path: str, cookie: str) -> Timed:
    asked = request("GET", path, server.host, accept_encoding="gzip", cookie=cookie)
    load(server.port, lambda number: asked, 2 * CLIENTS, CLIENTS)
    timed = load(server.port, lambda number: asked, ASKED, CLIENTS)
    all_of(200, [timed])
    return timed
