"""All that a page may know of the request it answers, and the one way it may write."""

import contextlib
import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from folkmoot.domain import Command
from folkmoot.moot import Done
from folkmoot.views.reading import View
from folkmoot_web import acting, languages
from folkmoot_web.front import Front
from folkmoot_web.heard import Heard
from folkmoot_web.origin import form_token
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Route
from folkmoot_web.viewer import NOBODY

_CODE = re.compile("[a-z0-9_.:-]{1,64}")


class Typed(Mapping[str, str]):
    """What a person typed into a form, to show it again. `typed["x"]` is "" when there is no x; `all("x")` gives all."""

    def __init__(self, fields: Mapping[str, list[str]] | None = None) -> None:
        self._fields = fields or {}

    def __getitem__(self, name: str) -> str:
        return self._fields.get(name, [""])[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return self._fields.get(name, [])

    def words(self) -> list[str]:
        """What was written by hand, without what a form holds of itself: ids, choices, numbers and dates."""
        return [text for texts in self._fields.values() for text in texts if text.strip() and not _CODE.fullmatch(text)]


class Ask:
    """One request for one route.

    community: its short name, empty on pages of the installation. locale: language of the page's own words. at: index
    up to which the record is looked at, None for today. path: the other path parameters. typed, refusal: when a form is
    shown again, what was typed and the sentence why it was not taken.
    """

    def __init__(self, front: Front, heard: Heard, route: Route) -> None:
        self.front, self.heard, self.route = front, heard, route
        self.viewer = NOBODY
        self.community = ""
        self.locale = languages.chosen(heard, front.spoken)
        self.at: int | None = None
        self.path: dict[str, Any] = {}
        self.typed = Typed()
        self.heard_out = False
        """Whether the body was taken from the connection, where it is once."""
        self.sent = False
        """Whether a form was read from somebody who may send it."""
        self.refusal = ""
        self.fault = ""
        """Id of the field that the refusal is about, empty when it is about none or about all."""
        self.looked: Any = None
        """What plugins said about how the words of a form could be plainer, None when they were not asked."""
        self.starts = ""
        """Token of the staff session that this answer starts, to be set as the browser's cookie."""
        self.ends = False
        """Whether this answer ends the browser's session."""
        self.sets = ""
        """A cookie that this answer gives the browser, as its header; that of a session comes before it."""
        self._closing = contextlib.ExitStack()
        self._view: View | None = None
        self._pseudonyms: dict[str, str] = {}
        self.came_back = False
        """Whether the browser was sent here with its first cookie."""

    def place(self, parameters: Mapping[str, Any]) -> None:
        """Sort the path parameters: the community, the index of the past, and what the route is called with."""
        self.path = dict(parameters)
        self.community = self.path.pop("community", "")
        self.at = self.path.pop("at", None)

    @functools.cached_property
    def offices(self) -> tuple[str, ...]:
        """The offices in this community that the viewer signed in with."""
        return self.front.offices(self.viewer, self.community)

    @functools.cached_property
    def roles(self) -> frozenset[str]:
        """The roles that these offices hold now."""
        return frozenset().union(*(self.front.standing.roles(self.community, office) for office in self.offices))

    @functools.cached_property
    def hinted(self) -> bool:
        """Whether the viewer writes for an office where a plugin says how words could be plainer."""
        return bool(self.offices and self.front.installation.plugging.joining(self.community, "hints"))

    @property
    def form_token(self) -> str:
        """What a form on this page has to carry, as its field `token`; empty for everybody but staff."""
        return form_token(self.viewer.session) if self.viewer.staff else ""

    @property
    def view(self) -> View:
        """The views of this community as they stand, or stood where the past is looked at; the same for the whole of
        this answer. A past state has to be ready, see `pages.past.seen`.
        """
        if self._view is None:
            views = self.front.views(self.community)
            reading = views.reading() if self.at is None else self.front.past(self.community).reading(self.at)
            self._view = self._closing.enter_context(reading)
        return self._view

    def close(self) -> None:
        """Let go of the views."""
        self._closing.close()
        self._view = None

    def pseudonym(self, canvas: str) -> str:
        """The viewer's pseudonym in a canvas, empty when they have not joined it."""
        if canvas not in self._pseudonyms:  # a list asks once for each of its items
            name = self.front.pseudonym(self.viewer, self.community, canvas)
            self._pseudonyms[canvas] = name if name and self.front.things.find(self.community, name) else ""
        return self._pseudonyms[canvas]

    def speaks_as(self, by: str, canvas: str) -> bool:
        """Whether the viewer is behind an author: as an office, under their pseudonym in a canvas (empty for none), or
        under one that asked for help.
        """
        if by in self.offices or (canvas and by == self.pseudonym(canvas)):
            return True
        if not self.viewer.person or self.front.things.find(self.community, by) is not None:
            return False  # who takes part under that name has joined
        return self.front.people.linked(self.community, by) == self.viewer.person

    async def do(self, command: Command, key: str = "", canvas: str = "") -> Done:
        """Ask for something in this community as the viewer, and wait until every page of this process shows it.

        key: names this very asking, so that asking again is answered and not done again; without one a contribution
        is named by its content. canvas: where, for a command that does not say so itself.
        Raises Refused with a sentence for the viewer.
        """
        self.close()
        self._pseudonyms.clear()
        who = acting.Actor(self.viewer, self.community, self.route.may.roles)
        return await acting.do(self.front, who, command, key or self._once(), canvas)

    def _once(self) -> str:
        """What a program calls this very asking, empty when it does not name it."""
        key = self.heard["idempotency-key"]
        if not re.fullmatch("[!-~]{0,200}", key):
            raise Problem(400, "An Idempotency-Key has at most 200 letters, digits and signs, and no space. Choose another.")
        return key
