"""Everybody's ways through the demonstration: each kind of page that links lead to, for each kind of person who follows them."""

import collections
import contextlib
import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import msgspec

from folkmoot.domain.contributing import Contribute
from folkmoot.domain.participant import Join
from folkmoot.events.canvas import CanvasConcluded, CanvasOpened
from folkmoot.events.entry import read
from folkmoot.installation import Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from folkmoot.settings import Settings
from folkmoot_web.app import all_routes
from folkmoot_web.demo import WEEKS, Clock, build
from folkmoot_web.demo.content import place
from folkmoot_web.languages import OFFERED
from tests.services.browser import Site, serving
from tests.services.reading import followed

WEEK = 7 * 24 * 60
"""Minutes."""

EACH = 2
"""How many pages of a kind somebody looks at."""

LISTS = tuple(
    "/c/{community}/canvas/{canvas}" + rest for rest in ("", "/themes", "/meetings", "/proposals", "/agenda", "/questions")
)
"""Kinds of pages of which somebody looks at those of every canvas, because they lead to what only one of them has."""

HREF = re.compile(r'<a\b[^>]*?\bhref="(/[^"]*)"')
NOT_PAGES = ("/static/", "/robots.txt", "/livez", "/readyz")


class Seen(msgspec.Struct, frozen=True):
    """A page that was found. kind: the path of its route, empty when it is of none. actor: who found it. lead: the page
    with the link to it. status: of the answer.
    """

    kind: str
    path: str
    actor: str
    lead: str
    status: int


def kinds() -> dict[str, re.Pattern[str]]:
    """Path of each route that is read in a browser -> what addresses of it look like."""
    found = {}
    for route in all_routes():
        if route.method == "GET" and not route.path.startswith(("/api", *NOT_PAGES)):
            exact = re.sub(r"{\w+:path}", ".+", re.sub(r"{\w+:int}", r"\\d+", re.sub(r"{\w+}", "[^/]+", route.path)))
            found[route.path] = re.compile(rf"(/at/\d+)?{exact}")
    return found


def _kind(path: str, among: dict[str, re.Pattern[str]]) -> str:
    fits = [kind for kind, pattern in among.items() if pattern.fullmatch(path)]
    return min(fits, key=lambda kind: kind.count("{"), default="")


def walk(site: Site, actor: str, session: str, start: str) -> list[Seen]:
    """The first pages of each kind to which links lead somebody, and every link that leads nowhere."""
    among, many = kinds(), collections.Counter[str]()
    browser, found, known = site.browser(session), [], {start}
    waiting = collections.deque([(start, "")])
    while waiting:
        path, lead = waiting.popleft()
        kind = _kind(path.partition("?")[0], among)
        if many[kind] >= (len(LISTS) if kind in LISTS else EACH):
            continue
        answer = browser.get(path)
        many[kind] += 1
        found.append(Seen(kind, path, actor, lead, answer.status_code))
        new = dict.fromkeys(href for href in _links(answer) if href not in known)
        known |= new.keys()
        waiting.extend((href, path) for href in new)
    return found


def _links(answer: httpx.Response) -> list[str]:
    """Where a page leads on this site, apart from itself in other languages."""
    if not answer.headers["content-type"].startswith("text/html"):
        return []
    paths = (unescape(href).partition("#")[0] for href in HREF.findall(answer.text))
    return [path for path in paths if "lang=" not in path and not path.startswith(NOT_PAGES)]


class Walked:
    """The demonstration, served, with somebody of each kind who comes to it. sessions: actor -> session."""

    def __init__(self, installation: Installation, site: Site, sessions: dict[str, str]) -> None:
        self.installation, self.site, self.sessions = installation, site, sessions
        self.start = f"/c/{place().slug}"
        self._seen: list[Seen] = []

    @property
    def seen(self) -> list[Seen]:
        """Every kind of page that anybody found, for whom it was found first, then its second one."""
        if not self._seen:
            for actor, session in self.sessions.items():
                self._seen += walk(self.site, actor, session, self.start)
        return self._seen

    def get(self, seen: Seen, locale: str = "") -> httpx.Response:
        """A page once more, as whoever found it. locale: language that is asked for."""
        asked = f"{'&' if '?' in seen.path else '?'}lang={locale}" if locale else ""
        return self.site.browser(self.sessions[seen.actor]).get(seen.path + asked)

    def first(self) -> list[Seen]:
        """One page of each kind, seen by whoever may see it first."""
        return list({seen.kind: seen for seen in reversed(self.seen) if seen.status == 200}.values())[::-1]


def _resident(installation: Installation) -> str:
    """Session of somebody who told something in the first canvas of the demonstration that goes on."""
    people, where = installation.people, place().slug
    facts = [(entry.s, entry.fact()) for entry in map(read, installation.store.read(where, 0, 10**6))]
    over = {stream for stream, fact in facts if isinstance(fact, CanvasConcluded)}
    canvas = next(stream for stream, fact in facts if isinstance(fact, CanvasOpened) and stream not in over)
    person, name = people.person(), new_id("p_")
    people.link(person, where, canvas, name)
    moot, author = installation.moot(where), Author(name, person)
    moot.do(Join(canvas=canvas), author)
    moot.do(Contribute(canvas=canvas, kind="story", text="I keep this to myself."), author)
    return people.open_session(person, "guest", 3600)


@contextlib.contextmanager
def walked(folder: Path) -> Iterator[Walked]:
    """The demonstration, built and served until the block ends."""
    Installation.create(folder, Settings(host="talk.example.org", languages=OFFERED[1:]))
    clock = Clock(0)
    installation = Installation(folder, clock=clock)
    with contextlib.closing(installation):
        start = int(time.time()) // 60 - WEEKS * WEEK
        offices, people, where = build(installation, start), installation.people, place().slug
        clock.run()
        sessions = {"nobody": "", "resident": _resident(installation)}
        for role, office in offices.items():
            person = people.person()
            people.give_office(person, where, office)
            sessions[role] = people.open_session(person, "staff", 3600)
        installation.start()
        with serving(installation) as site:
            followed(installation, where)
            yield Walked(installation, site, sessions)
