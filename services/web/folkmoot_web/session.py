"""A session is what the store knows by the hash of its token: nothing a browser brings starts one or names one."""

import asyncio
import re

from folkmoot.record.people import People
from folkmoot_web.heard import Heard
from folkmoot_web.site import Site
from folkmoot_web.viewer import NOBODY, Viewer

DAY = 86_400
GUEST_LIVES = 365 * DAY
"""Seconds. A guest who loses the session can no longer withdraw or erase what they said, so theirs is long."""

STAFF_LIVES = DAY // 2
"""Seconds."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")


class Sessions:
    """The sessions of a site's browsers and programs."""

    def __init__(self, people: People, site: Site) -> None:
        self._people, self._site = people, site

    def viewer(self, heard: Heard) -> Viewer:
        """Who sent a request. Under /api that is said by a bearer token alone, elsewhere by the cookie alone."""
        token = heard.bearer if heard.for_programs else heard.cookie(self._site.cookie)
        if not _TOKEN.fullmatch(token):
            return NOBODY
        session = self._people.session(token)
        if session is None:
            return NOBODY
        return Viewer(token, session.person, session.kind == "staff", heard.for_programs)

    async def start_guest(self) -> str:
        """A new person with a session of theirs; its token."""
        return await asyncio.to_thread(self._start_guest)

    def _start_guest(self) -> str:
        return self._people.open_session(self._people.person(), "guest", GUEST_LIVES)

    async def start_staff(self, person: str, before: Viewer) -> str:
        """A new session for somebody who signed in; the one that they came with ends. Answers its token."""
        token = await asyncio.to_thread(self._people.open_session, person, "staff", STAFF_LIVES)
        await self.end(before)
        return token

    async def end(self, viewer: Viewer) -> None:
        """End a session, if there is one."""
        if viewer.session:
            await asyncio.to_thread(self._people.close_session, viewer.session)

    async def end_all(self, viewer: Viewer) -> None:
        """End every session of a viewer."""
        if viewer.person:
            await asyncio.to_thread(self._people.close_all, viewer.person)

    def cookie(self, token: str, *, staff: bool = False) -> str:
        """The header that gives a browser its session: a guest's is kept, that of staff ends with the browser."""
        return self._cookie(token, "" if staff else f"; Max-Age={GUEST_LIVES}")

    def no_cookie(self) -> str:
        """The header that takes the session from a browser."""
        return self._cookie("", "; Max-Age=0")

    def _cookie(self, value: str, age: str) -> str:
        secure = "; Secure" if self._site.https else ""
        return f"{self._site.cookie}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}"
