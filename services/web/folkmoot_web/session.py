"""A session is what the store knows by the hash of its token: nothing a browser brings starts one or names one."""

import asyncio
import re
from collections.abc import Callable
from typing import NamedTuple

from folkmoot.record.people import People
from folkmoot_web.heard import Heard
from folkmoot_web.site import Site
from folkmoot_web.viewer import NOBODY, Viewer

MINUTE, DAY = 60, 86_400


class Life(NamedTuple):
    """Seconds that a session lives at most, and for how long it lives on after it was last used."""

    most: int
    idle: int


GUEST = Life(365 * DAY, 90 * DAY)
"""Whoever loses a guest's session can no longer withdraw or erase what they said under it, so it lives long."""

STAFF = Life(12 * 60 * MINUTE, 30 * MINUTE)

SHARED = Life(2 * 60 * MINUTE, 2 * 60 * MINUTE)
"""On a device of others somebody may forget to sign out."""

DEVICE = Life(2 * 60 * MINUTE, 5 * MINUTE)
"""On a device in a room the next person waits; whoever shares it may choose other minutes."""

LONGER = 10
"""Times as long for whoever asks for it: a time limit can be adjusted that far before it begins (WCAG 2.2, 2.2.1)."""

STEPS = 30 * MINUTE
"""From the last step that somebody takes with a slip until they type its code again."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")


class Sessions:
    """The sessions of a site's browsers and programs. clock: seconds since 1970, that of the people's store."""

    def __init__(self, people: People, site: Site, clock: Callable[[], float]) -> None:
        self._people, self._site, self._clock = people, site, clock

    async def viewer(self, heard: Heard) -> Viewer:
        """Who sent a request. Under /api that is said by a bearer token alone, elsewhere by the cookie alone."""
        token = heard.bearer if heard.for_programs else heard.cookie(self._site.cookie)
        if not _TOKEN.fullmatch(token):
            return NOBODY
        session = self._people.session(token)
        if session is None:
            return NOBODY
        idle = self._idle(session.kind, heard)
        if session.expires < min(session.ends, self._clock() + idle * 0.9):  # written at most ten times in an idle time
            await asyncio.to_thread(self._people.prolong, token, idle)
        return Viewer(token, session.person, session.kind == "staff", heard.for_programs)

    def _idle(self, kind: str, heard: Heard) -> int:
        """Seconds for which a session lives on from now."""
        if kind in ("device", "patient"):
            device = self._people.devices.find(heard.cookie(self.device))
            return (device.idle if device else DEVICE.idle) * (LONGER if kind == "patient" else 1)
        return STAFF.idle if kind == "staff" else GUEST.idle

    async def start_guest(self, heard: Heard) -> str:
        """A new person with a session of theirs, which is short on a device that is shared; its token."""
        return await asyncio.to_thread(self._start_guest, heard)

    def _start_guest(self, heard: Heard) -> str:
        device = self._people.devices.find(heard.cookie(self.device))
        if device is not None:
            return self._people.open_session(self._people.person(), "device", DEVICE.most, device.idle)
        return self._people.open_session(self._people.person(), "guest", *GUEST)

    async def start_staff(self, person: str, before: Viewer) -> str:
        """A new session for somebody who signed in; the one that they came with ends. Answers its token."""
        token = await asyncio.to_thread(self._people.open_session, person, "staff", *STAFF)
        await self.end(before)
        return token

    async def start_again(self, person: str, before: Viewer, *, shared: bool) -> str:
        """A new guest's session for somebody who came back with a code; the one that this browser came with ends.

        shared: on a device that others use too, where it does not last. Answers its token.
        """
        token = await asyncio.to_thread(self._people.open_session, person, "guest", *(SHARED if shared else GUEST))
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
        return self._cookie(token, "" if staff else f"; Max-Age={GUEST.most}")

    @property
    def device(self) -> str:
        """Name of the cookie of a browser that many people share."""
        return f"{self._site.cookie}-device"

    def device_cookie(self, token: str) -> str:
        """The header that makes a browser one that many people share, or one person's again when there is no token."""
        return self._cookie(token, "" if token else "; Max-Age=0", self.device)

    @property
    def slip(self) -> str:
        """Name of the cookie that carries the steps of somebody with a slip."""
        return f"{self._site.cookie}-slip"

    def slip_cookie(self, token: str) -> str:
        """The header that gives a browser the steps of a slip, or takes them from it when there is no token. It says
        nothing of who somebody is, and opens nothing but the pages of that slip.
        """
        return self._cookie(token, "" if token else "; Max-Age=0", self.slip)

    def no_cookie(self) -> str:
        """The header that takes the session from a browser."""
        return self._cookie("", "; Max-Age=0")

    def _cookie(self, value: str, age: str, name: str = "") -> str:
        secure = "; Secure" if self._site.https else ""
        return f"{name or self._site.cookie}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}"
