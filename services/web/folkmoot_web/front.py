"""Everything that answering a request needs, made once when the site starts."""

import asyncio
import time
from functools import partial
from pathlib import Path
from typing import Any

from folkmoot.installation import Installation
from folkmoot.moot import Moot
from folkmoot.record.people import People
from folkmoot.record.publisher import Publisher
from folkmoot.record.store import Store
from folkmoot.standing import Standing
from folkmoot.timekeeping import day
from folkmoot.views.follow import Views
from folkmoot.views.past import Past
from folkmoot.views.shown import Said, opened
from folkmoot_web import languages
from folkmoot_web.bundling import Bundles
from folkmoot_web.files import Files
from folkmoot_web.items import Items, Lists
from folkmoot_web.keeping import Keeping
from folkmoot_web.look import Looks
from folkmoot_web.pace import Paces
from folkmoot_web.post.sending import Post
from folkmoot_web.rendering import Rendering
from folkmoot_web.routing import Route
from folkmoot_web.session import Sessions
from folkmoot_web.site import Site
from folkmoot_web.things import Things
from folkmoot_web.viewer import Viewer

_JOINS = 64
PATIENCE = 5.0
"""Seconds that an answer waits for the views to show what it did."""


class Front:
    """What stands between the requests and an installation.

    paces: None lets everybody ask as often as they like. templates: folder that comes before the packaged one.
    """

    def __init__(
        self, installation: Installation, site: Site, paces: Paces | None, routes: list[Route], templates: Path | None
    ) -> None:
        self.installation, self.site, self.paces, self.routes = installation, site, paces, routes
        self.spoken = languages.spoken(installation.settings.languages)
        """The languages of the pages, the source first."""
        self.pages = frozenset(route.path for route in routes if route.method == "GET")
        """Paths, as declared, that can be looked at."""
        self.things = Things(installation.store)
        self.standing = Standing(installation.store)
        self.sessions = Sessions(installation.people, site, installation.clock)
        self.files = Files()
        self.looks = Looks(installation.identities)
        self.rendering = Rendering(site, self.files, templates)
        self.keeping = Keeping()
        self.post = Post(self)
        self.reusable: dict[str, str] = {}
        """Link -> person, for a demonstration, whose links work until it ends."""
        self.stopped = ""
        """Why the store takes nothing any more, empty while it does."""
        self._bundles = Bundles(installation)
        self.items, self.lists = Items(), Lists()
        self.places: dict[str, tuple[int, Any]] = {}
        """Community -> what its pages have in common, with the last index that touched every page."""
        self._past: dict[str, Past] = {}
        self._moots: dict[str, Moot] = {}
        self._joins = [asyncio.Lock() for _ in range(_JOINS)]

    @property
    def store(self) -> Store:
        """The record's store, for reading."""
        return self.installation.store

    @property
    def people(self) -> People:
        """The people's store."""
        return self.installation.people

    @property
    def today(self) -> str:
        """The date in UTC, `YYYY-MM-DD`."""
        return day(self.installation.clock())

    def has(self, community: str) -> bool:
        """Whether there is such a community here."""
        return community in self._moots or self.store.head(community).size > 0

    def moot(self, community: str) -> Moot:
        """The door of a community.

        Raises NotHere when there is none.
        """
        if community not in self._moots:
            self._moots[community] = self.installation.moot(community)
        return self._moots[community]

    def views(self, community: str) -> Views:
        """The views of a community.

        Raises NotHere when there is none.
        """
        return self.installation.views(community)

    def past(self, community: str) -> Past:
        """The states that a community's views had.

        Raises NotHere when there is no such community.
        """
        if community not in self._past:
            leaves = partial(self.store.read, community)
            folder = self.installation.home / "views" / f"{community}.past"
            self._past[community] = Past(folder, self.views(community), leaves)
        return self._past[community]

    async def shown(self, community: str, index: int) -> None:
        """Wait until the views of this process show an entry, or patience ends."""
        views, pause, end = self.views(community), 0.001, time.monotonic() + PATIENCE
        while not views.wait(index + 1, 0) and time.monotonic() < end:
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 0.05)

    def publisher(self, community: str) -> Publisher:
        """The publisher of a community, for reading what it published."""
        return self.installation.publishing.of(community)

    def offices(self, viewer: Viewer, community: str) -> tuple[str, ...]:
        """The offices of a community that a viewer signed in with; a guest has none, whatever the person holds."""
        if not viewer.staff or not community:
            return ()
        return tuple(office for where, office in self.people.offices(viewer.person) if where == community)

    def pseudonym(self, viewer: Viewer, community: str, canvas: str) -> str:
        """A viewer's pseudonym in a canvas, which may still have to join it; empty when they have none there."""
        return (viewer.person and self.people.pseudonym(viewer.person, community, canvas)) or ""

    def not_ready(self) -> str:
        """Why nothing can be taken or signed at this moment, empty when it can."""
        if self.installation.publishing.forks:
            return "A record does not go on from what was published, so nothing of it is signed. See `folkmoot doctor`."
        return self.stopped

    def _forget(self, community: str, index: int) -> bool:
        """Let go of kept pages after an erasure; asked until every place is clean."""
        self.keeping.clear()
        self.items.clear()
        self.lists.clear()
        self.places.clear()
        self._bundles.forget(community)
        return True

    def open(self) -> None:
        """Follow erasures from now on."""
        self.installation.erasures.followers.append(self._forget)

    def close(self) -> None:
        """Follow erasures no longer; the installation goes on or is closed by whoever opened it."""
        self.installation.erasures.followers.remove(self._forget)
        for past in self._past.values():
            past.close()
        self._bundles.close()

    def said(self, community: str, i: int) -> Said | None:
        """The words that seal 0 of entry `i` holds, opened for their author; None when they are gone."""
        payload = self.installation.payload(community, i, 0) if i >= 0 else None
        return None if payload is None else opened(payload)

    def bundle(self, community: str) -> Path:
        """The bundle of a community as a file, which stays until its record grows."""
        return self._bundles.get(community)

    def joining(self, person: str) -> asyncio.Lock:
        """Held while a person joins a canvas, so that two first clicks do not make two participants."""
        return self._joins[hash(person) % _JOINS]
