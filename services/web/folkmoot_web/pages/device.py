"""One device for many people in a room: big type, one thing a page, and nothing of one person is left for the next."""

import asyncio
import hashlib
import hmac
from typing import Annotated, Any, Literal

import msgspec

from folkmoot.record.devices import Device
from folkmoot.views import canvas as canvases
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.entering import ENTERS
from folkmoot_web.pages import around
from folkmoot_web.pages.bringing import KINDS
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.policy import everyone, roles
from folkmoot_web.routing import Nothing, Routes
from folkmoot_web.session import DEVICE, LONGER, MINUTE

routes = Routes()
ROOT = "/c/{community}/canvas/{canvas}/device"
SHARED = 12 * 60 * MINUTE
"""Seconds for which a device is shared: one day in a room."""

Who = Annotated[str, msgspec.Meta(max_length=64)]


class Starting(msgspec.Struct):
    """minutes: without a press of a button, after which a person is signed out."""

    minutes: Literal["3", "5", "10"] = "5"


class Held(msgspec.Struct):
    """who: of whose page it was sent, so that an old page does nothing for the next person."""

    who: Who = ""


class Asked(msgspec.Struct):
    """again: what was sent lacks something. over: the last person was signed out."""

    again: bool = False
    over: bool = False


def device_of(ask: Ask, canvas: str) -> Device | None:
    """The shared device that asks, if it is one of this canvas."""
    sessions = ask.front.sessions
    found = ask.front.people.devices.find(ask.heard.cookie(sessions.device))
    return found if found and (found.community, found.canvas) == (ask.community, canvas) else None


def _who(ask: Ask) -> str:
    """What the pages of one person carry; it follows from their session and tells nothing of it."""
    session = ask.viewer.session
    return hashlib.sha256(b"folkmoot/device/v1\n" + session.encode()).hexdigest() if session and not ask.viewer.staff else ""


def address(ask: Ask, canvas: str, rest: str = "") -> str:
    """Path of a page of the device. rest: what comes after its first page, with its query."""
    return f"/c/{ask.community}/canvas/{canvas}/device{rest}"


def is_theirs(ask: Ask, canvas: str, form: Held | None = None) -> bool:
    """Whether somebody has begun on this device, and sent this from a page of theirs."""
    who = _who(ask)
    return bool(who and device_of(ask, canvas) and (form is None or hmac.compare_digest(form.who.encode(), who.encode())))


def device_page(ask: Ask, canvas: str, step: str, **more: Any) -> Answer:
    """A page of the device, which closes by itself; elsewhere than on a shared device, the canvas. step: which page."""
    device = device_of(ask, canvas)
    if device is None:
        return Go(f"/c/{ask.community}/canvas/{canvas}")
    found = canvases.canvas(ask.view, canvas) or not_there()
    values = around.values(ask, ask.view)
    timed = step != "welcome"
    longer = timed and _is_patient(ask)
    idle = device.idle * (LONGER if longer else 1)
    given = {"canvas": found, "step": step, "kinds": KINDS, "token": _who(ask)}
    page = Page.of("device.html", **values, **given, idle=idle, longer=longer, most=device.idle * LONGER, **more)
    # the header and not its meta element: it does the same, without a script
    page.headers = {"refresh": f"{idle + 5};url={address(ask, canvas, '?over=true')}"} if timed else {}
    return page


def _is_patient(ask: Ask) -> bool:
    """Whether the person at the device asked for more minutes."""
    session = ask.front.people.session(ask.viewer.session)
    return session is not None and session.kind == "patient"


@routes.read(f"{ROOT}/start", may=roles(*ENTERS))
def starting(ask: Ask, canvas: str) -> Answer:
    """What sharing this device does."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    return Page.of("device_start.html", **around.values(ask, ask.view), canvas=found)


@routes.act(f"{ROOT}/start", may=roles(*ENTERS), form=Starting, again=starting)
async def started(ask: Ask, canvas: str, form: Starting) -> Answer:
    """Share this device; the office is signed out here first, so that nobody in the room acts as it."""
    minutes = int(form.minutes) * MINUTE
    token = await asyncio.to_thread(ask.front.people.devices.start, ask.community, canvas, minutes, SHARED)
    await ask.front.sessions.end(ask.viewer)
    ask.sets = ask.front.sessions.device_cookie(token)
    return Go(address(ask, canvas))


@routes.read(ROOT, may=everyone, query=Asked)
def welcome(ask: Ask, canvas: str, query: Asked) -> Answer:
    """The page that waits for the next person; it shows nothing of anybody."""
    return device_page(ask, canvas, "welcome", over=query.over)


@routes.act(f"{ROOT}/begin", may=everyone, form=Nothing)
async def begun(ask: Ask, canvas: str, form: Nothing) -> Answer:
    """A new person begins; whoever forgot to finish is signed out."""
    device = device_of(ask, canvas)
    if device is None or ask.viewer.staff:
        return Go(f"/c/{ask.community}/canvas/{canvas}")
    await _end(ask)
    person = await asyncio.to_thread(ask.front.people.person)
    token = await asyncio.to_thread(ask.front.people.open_session, person, "device", DEVICE.most, device.idle)
    ask.sets = ask.front.sessions.cookie(token, staff=True)  # it ends with the browser
    return Go(address(ask, canvas, "/choose"))


@routes.act(f"{ROOT}/longer", may=everyone, form=Held)
async def longer(ask: Ask, canvas: str, form: Held) -> Answer:
    """The same person, with ten times the minutes."""
    device = device_of(ask, canvas)
    if device is None or not is_theirs(ask, canvas, form):
        return Go(address(ask, canvas))
    people, idle = ask.front.people, device.idle * LONGER
    token = await asyncio.to_thread(people.open_session, ask.viewer.person, "patient", DEVICE.most, idle)
    await ask.front.sessions.end(ask.viewer)
    ask.sets = ask.front.sessions.cookie(token, staff=True)
    return Go(address(ask, canvas, "/choose"))


async def _end(ask: Ask) -> None:
    """Sign out whoever is at the device, with what they typed and did not send."""
    if ask.viewer.person and not ask.viewer.staff:
        drafts = ask.front.people.drafts
        for draft in drafts.of(ask.viewer.person):
            await asyncio.to_thread(drafts.drop, ask.viewer.person, draft.id)
        await ask.front.sessions.end(ask.viewer)


@routes.act(f"{ROOT}/finish", may=everyone, form=Held)
async def finished(ask: Ask, canvas: str, form: Held) -> Answer:
    """'I am finished': nothing of them is left on the device."""
    if device_of(ask, canvas) is not None:
        await _end(ask)
        ask.ends = not ask.viewer.staff
    return Go(address(ask, canvas, "?over=true"))


@routes.act(f"{ROOT}/stop", may=everyone, form=Nothing)
async def stopped(ask: Ask, canvas: str, form: Nothing) -> Answer:
    """Share the device no more."""
    if device_of(ask, canvas) is not None:
        await _end(ask)
        await asyncio.to_thread(ask.front.people.devices.stop, ask.heard.cookie(ask.front.sessions.device))
        ask.sets = ask.front.sessions.device_cookie("")
    return Go(f"/c/{ask.community}/canvas/{canvas}")
