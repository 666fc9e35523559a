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
from folkmoot.events.contribution import Hidden, Received
from folkmoot.events.entry import read
from folkmoot.events.proposal import AmendmentOffered, ProposalBegun, ProposalSupported
from folkmoot.events.theme import LinkContested, ThemeLinked, ThemeMade
from folkmoot.installation import Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from folkmoot.settings import Settings
from folkmoot_web.app import all_routes
from folkmoot_web.demo import WEEKS, Clock, build
from folkmoot_web.demo.place import place
from folkmoot_web.languages import OFFERED
from tests.services.browser import Site, serving
from tests.services.reading import followed

WEEK = 7 * 24 * 60
"""Minutes."""

EACH = 6
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


def kind_of(path: str, among: dict[str, re.Pattern[str]]) -> str:
    """The kind of page at an address without its query, empty when there is none. among: as `kinds` gives them."""
    fits = [kind for kind, pattern in among.items() if pattern.fullmatch(path)]
    return min(fits, key=lambda kind: kind.count("{"), default="")


def walk(site: Site, actor: str, session: str, start: str) -> list[Seen]:
    """The first pages of each kind to which links lead somebody, and every link that leads nowhere."""
    among, many = kinds(), collections.Counter[str]()
    browser, found, known = site.browser(session), [], {start}
    waiting = collections.deque([(start, "")])
    while waiting:
        path, lead = waiting.popleft()
        kind = kind_of(path.partition("?")[0], among)
        if many[kind] >= (len(LISTS) if kind in LISTS else EACH):
            continue
        answer = browser.get(path)
        many[kind] += 1
        found.append(Seen(kind, path, actor, lead, answer.status_code))
        new = dict.fromkeys(href for href in links(answer) if href not in known)
        known |= new.keys()
        waiting.extend((href, path) for href in new)
    return found


def links(answer: httpx.Response) -> list[str]:
    """Where a page leads on this site, apart from itself in other languages."""
    if not answer.headers["content-type"].startswith("text/html"):
        return []
    paths = (unescape(href).partition("#")[0] for href in HREF.findall(answer.text))
    return [path for path in paths if "lang=" not in path and not path.startswith(NOT_PAGES)]


class Walked:
    """The demonstration, served, with somebody of each kind who comes to it.

    sessions: actor -> session. cookies: actor -> what their browser keeps. done: pages that somebody's deeds led to.
    """

    def __init__(self, installation: Installation, site: Site, sessions: dict[str, str]) -> None:
        self.installation, self.site, self.sessions = installation, site, sessions
        self.cookies = {actor: {"folkmoot": session} if session else {} for actor, session in sessions.items()}
        self.start = f"/c/{place().slug}"
        self._seen: list[Seen] = []
        self.done: list[Seen] = []

    @property
    def seen(self) -> list[Seen]:
        """Every kind of page that anybody found, for whom it was found first, then its second one."""
        if not self._seen:
            for actor, session in self.sessions.items():
                self._seen += walk(self.site, actor, session, self.start)
        return self._seen

    def again(self, actor: str) -> str:
        """Another session of somebody in office."""
        people = self.installation.people
        session = people.session(self.sessions[actor])
        assert session is not None
        return people.open_session(session.person, "staff", 3600)

    def get(self, seen: Seen, locale: str = "") -> httpx.Response:
        """A page once more, as whoever found it. locale: language that is asked for."""
        asked = f"{'&' if '?' in seen.path else '?'}lang={locale}" if locale else ""
        browser = self.site.browser()
        browser.cookies.update(self.cookies[seen.actor])
        return browser.get(seen.path + asked)

    def first(self) -> list[Seen]:
        """One page of each kind, seen by whoever may see it first."""
        return list({seen.kind: seen for seen in reversed([*self.seen, *self.done]) if seen.status == 200}.values())[::-1]


def _neighbours(installation: Installation) -> dict[str, str]:
    """Sessions of people of the demonstration by what they did there, and of one who is new."""
    people, where = installation.people, place().slug
    entries = [(entry, entry.fact()) for entry in map(read, installation.store.read(where, 0, 10**6))]
    canvases = {entry.s: fact.canvas for entry, fact in entries if isinstance(fact, Received | ProposalBegun | ThemeMade)}
    authors = {entry.s: entry.by for entry, fact in entries if isinstance(fact, Received | ProposalBegun)}
    kinds_of = {"hidden": Hidden, "editor": AmendmentOffered, "supporter": ProposalSupported, "maker": LinkContested}
    persons: dict[str, tuple[str, str]] = {}
    for who, kind in kinds_of.items():
        for entry, fact in entries:
            name = authors.get(entry.s, "") if who in ("hidden", "editor") else entry.by
            if who == "maker":
                name = next((e.by for e, f in entries if isinstance(f, ThemeLinked) and e.s == entry.s), "")
            if isinstance(fact, kind) and name.startswith("p_") and name not in (taken for _, taken in persons.values()):
                persons[who] = (canvases[entry.s], name)
    over = {entry.s for entry, fact in entries if isinstance(fact, CanvasConcluded)}
    going = next(entry.s for entry, fact in entries if isinstance(fact, CanvasOpened) and entry.s not in over)
    persons["resident"] = (going, new_id("p_"))
    sessions = {}
    for who, (canvas, name) in persons.items():
        person = people.person()
        people.link(person, where, canvas, name)
        sessions[who] = people.open_session(person, "guest", 3600)
    moot, author = installation.moot(where), Author(persons["resident"][1], person)
    moot.do(Join(canvas=going), author)
    moot.do(Contribute(canvas=going, kind="story", text="I keep this to myself."), author)
    thanked = next(one.person for one in people.recognitions.within(where) if one.state == "offered")
    return sessions | {"thanked": people.open_session(thanked, "guest", 3600)}


@contextlib.contextmanager
def walked(folder: Path) -> Iterator[Walked]:
    """The demonstration, built and served until the block ends."""
    Installation.create(
        folder, Settings(host="talk.example.org", languages=OFFERED[1:], mail_host="127.0.0.1", mail_from="moot@talk.example.org")
    )
    clock = Clock(0)
    installation = Installation(folder, clock=clock)
    with contextlib.closing(installation):
        start = int(time.time()) // 60 - WEEKS * WEEK
        offices, people, where = build(installation, start), installation.people, place().slug
        clock.run()
        sessions = {"nobody": ""} | _neighbours(installation)
        for role, office in offices.items():
            person = people.person()
            people.give_office(person, where, office)
            sessions[role] = people.open_session(person, "staff", 3600)
        installation.start()
        with serving(installation) as site:
            followed(installation, where)
            yield Walked(installation, site, sessions)
