"""One device for many people in a room: big type, one thing a page, and nothing of one person is left for the next."""

import asyncio
import hashlib
import hmac
from typing import Annotated, Any, Literal

import msgspec

from folkmoot.domain.contributing import Contribute
from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.rules import Refused, text
from folkmoot.events.contribution import Brought
from folkmoot.record.devices import Device
from folkmoot.record.drafts import Draft
from folkmoot.views import canvas as canvases
from folkmoot_web import languages
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.entering import ENTERS
from folkmoot_web.pages import around, consent
from folkmoot_web.pages.bringing import KINDS, SAY_FIRST
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


class Words(Held):
    """more: save, and give me more time."""

    text: str = ""
    more: bool = False


class Allowing(Held):
    """publish: whether the words may be shown."""

    publish: Literal["", "yes", "no"] = ""


class Asked(msgspec.Struct):
    """again: what was sent lacks something. over: the last person was signed out."""

    again: bool = False
    over: bool = False


class Begun(msgspec.Struct, frozen=True):
    """What somebody typed on a shared device and did not send."""

    kind: Brought = "idea"
    text: str = ""


def _device(ask: Ask, canvas: str) -> Device | None:
    """The shared device that asks, if it is one of this canvas."""
    sessions = ask.front.sessions
    found = ask.front.people.devices.find(ask.heard.cookie(sessions.device))
    return found if found and (found.community, found.canvas) == (ask.community, canvas) else None


def _who(ask: Ask) -> str:
    """What the pages of one person carry; it follows from their session and tells nothing of it."""
    session = ask.viewer.session
    return hashlib.sha256(b"folkmoot/device/v1\n" + session.encode()).hexdigest() if session and not ask.viewer.staff else ""


def _root(ask: Ask, canvas: str, rest: str = "") -> str:
    return f"/c/{ask.community}/canvas/{canvas}/device{rest}"


def _mine(ask: Ask, canvas: str, form: Held | None = None) -> bool:
    """Whether somebody has begun on this device, and sent this from a page of theirs."""
    who = _who(ask)
    return bool(who and _device(ask, canvas) and (form is None or hmac.compare_digest(form.who.encode(), who.encode())))


def _page(ask: Ask, canvas: str, step: str, **more: Any) -> Answer:
    device = _device(ask, canvas)
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
    page.headers = {"refresh": f"{idle + 5};url={_root(ask, canvas, '?over=true')}"} if timed else {}
    return page


def _is_patient(ask: Ask) -> bool:
    """Whether the person at the device asked for more minutes."""
    session = ask.front.people.session(ask.viewer.session)
    return session is not None and session.kind == "patient"


def _draft(ask: Ask, canvas: str) -> tuple[Draft | None, Begun]:
    """What the person at the device typed so far."""
    mine = ask.front.people.drafts.of(ask.viewer.person)
    found = next((one for one in mine if (one.community, one.canvas) == (ask.community, canvas)), None)
    return found, msgspec.json.decode(found.content, type=Begun) if found else Begun()


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
    return Go(_root(ask, canvas))


@routes.read(ROOT, may=everyone, query=Asked)
def welcome(ask: Ask, canvas: str, query: Asked) -> Answer:
    """The page that waits for the next person; it shows nothing of anybody."""
    return _page(ask, canvas, "welcome", over=query.over)


@routes.act(f"{ROOT}/begin", may=everyone, form=Nothing)
async def begun(ask: Ask, canvas: str, form: Nothing) -> Answer:
    """A new person begins; whoever forgot to finish is signed out."""
    device = _device(ask, canvas)
    if device is None or ask.viewer.staff:
        return Go(f"/c/{ask.community}/canvas/{canvas}")
    await _end(ask)
    person = await asyncio.to_thread(ask.front.people.person)
    token = await asyncio.to_thread(ask.front.people.open_session, person, "device", DEVICE.most, device.idle)
    ask.sets = ask.front.sessions.cookie(token, staff=True)  # it ends with the browser
    return Go(_root(ask, canvas, "/choose"))


@routes.act(f"{ROOT}/longer", may=everyone, form=Held)
async def longer(ask: Ask, canvas: str, form: Held) -> Answer:
    """The same person, with ten times the minutes."""
    device = _device(ask, canvas)
    if device is None or not _mine(ask, canvas, form):
        return Go(_root(ask, canvas))
    people, idle = ask.front.people, device.idle * LONGER
    token = await asyncio.to_thread(people.open_session, ask.viewer.person, "patient", DEVICE.most, idle)
    await ask.front.sessions.end(ask.viewer)
    ask.sets = ask.front.sessions.cookie(token, staff=True)
    return Go(_root(ask, canvas, "/choose"))


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
    if _device(ask, canvas) is not None:
        await _end(ask)
        ask.ends = not ask.viewer.staff
    return Go(_root(ask, canvas, "?over=true"))


@routes.act(f"{ROOT}/stop", may=everyone, form=Nothing)
async def stopped(ask: Ask, canvas: str, form: Nothing) -> Answer:
    """Share the device no more."""
    if _device(ask, canvas) is not None:
        await _end(ask)
        await asyncio.to_thread(ask.front.people.devices.stop, ask.heard.cookie(ask.front.sessions.device))
        ask.sets = ask.front.sessions.device_cookie("")
    return Go(f"/c/{ask.community}/canvas/{canvas}")


@routes.read(f"{ROOT}/choose", may=everyone)
def choosing(ask: Ask, canvas: str) -> Answer:
    """What somebody wants to bring."""
    return _page(ask, canvas, "choose") if _mine(ask, canvas) else Go(_root(ask, canvas))


def _say(kind: Brought) -> None:
    @routes.read(f"{ROOT}/say-{kind}", may=everyone, query=Asked)
    def saying(ask: Ask, canvas: str, query: Asked) -> Answer:
        """The box for the words, with what was saved."""
        if not _mine(ask, canvas):
            return Go(_root(ask, canvas))
        _, saved = _draft(ask, canvas)
        ask.refusal = languages.translation(ask.locale)(_lacks(kind, saved.text)) if query.again else ""
        ask.fault = "text"
        return _page(ask, canvas, "say", kind=kind, saved=saved, longest=LONGEST[kind])

    @routes.act(f"{ROOT}/say-{kind}", may=everyone, form=Words)
    async def said(ask: Ask, canvas: str, form: Words) -> Answer:
        """Save the words first, then go on; each page that shows them is asked for, so that none is left to go back to."""
        if not _mine(ask, canvas, form):
            return Go(_root(ask, canvas))
        draft, _ = _draft(ask, canvas)
        content = msgspec.json.encode(Begun(kind, form.text))
        named = draft.id if draft else around.fresh()
        await asyncio.to_thread(ask.front.people.drafts.save, ask.viewer.person, named, ask.community, canvas, content)
        if form.more:
            return Go(_root(ask, canvas, f"/say-{kind}"))
        return Go(_root(ask, canvas, f"/say-{kind}?again=true" if _lacks(kind, form.text) else "/allow"))


for _kind in KINDS:
    _say(_kind)


def _lacks(kind: Brought, words: str) -> str:
    """The sentence of what is wrong with the words, empty when they can be sent."""
    try:
        body = text(words, f"your {kind}", LONGEST[kind])
    except Refused as refused:
        return str(refused)
    return "A statement is one sentence on one line; put the rest in a comment." if kind == "statement" and "\n" in body else ""


@routes.read(f"{ROOT}/allow", may=everyone, query=Asked)
def allowing(ask: Ask, canvas: str, query: Asked) -> Answer:
    """The words once more, and whether they may be shown."""
    if not _mine(ask, canvas):
        return Go(_root(ask, canvas))
    draft, saved = _draft(ask, canvas)
    if draft is None:
        return Go(_root(ask, canvas, "/choose"))
    ask.refusal, ask.fault = (languages.translation(ask.locale)(SAY_FIRST), "publish") if query.again else ("", "")
    return _page(ask, canvas, "allow", saved=saved, kind=saved.kind)


@routes.act(f"{ROOT}/allow", may=everyone, form=Allowing)
async def sent(ask: Ask, canvas: str, form: Allowing) -> Answer:
    """Send it, as everybody sends it."""
    if not _mine(ask, canvas, form):
        return Go(_root(ask, canvas))
    draft, saved = _draft(ask, canvas)
    if draft is None:
        return Go(_root(ask, canvas, "/choose"))
    if not form.publish:
        return Go(_root(ask, canvas, "/allow?again=true"))
    command = Contribute(
        canvas=canvas,
        kind=saved.kind,
        text=saved.text,
        lang=ask.locale,
        publish=form.publish == "yes",
        notice=consent.NOTICE,
        notice_text=consent.notice(ask.locale),
        notice_lang=ask.locale,
    )
    made = (await ask.do(command, key=f"device {draft.id}")).made
    await asyncio.to_thread(ask.front.people.drafts.drop, ask.viewer.person, draft.id)
    return Go(_root(ask, canvas, f"/thanks/{made}"))


@routes.read(f"{ROOT}/thanks/{{contribution}}", may=everyone)
def thanked(ask: Ask, canvas: str, contribution: str) -> Answer:
    """It is in; a code to take away, something more, or finish."""
    thing = ask.front.things.find(ask.community, contribution)
    mine = _mine(ask, canvas) and thing is not None and thing.by == ask.pseudonym(canvas)
    return _page(ask, canvas, "thanks", contribution=contribution, code="") if mine else Go(_root(ask, canvas))


@routes.act(f"{ROOT}/thanks/{{contribution}}", may=everyone, form=Held)
async def slip(ask: Ask, canvas: str, contribution: str, form: Held) -> Answer:
    """The code of a slip, shown this once, to write down."""
    thing = ask.front.things.find(ask.community, contribution)
    me = ask.pseudonym(canvas) if ask.viewer.person else ""
    if not _mine(ask, canvas, form) or thing is None or not me or thing.by != me:
        return Go(_root(ask, canvas))
    code = await asyncio.to_thread(ask.front.people.slips.new, ask.viewer.person, ask.community, contribution, me)
    return _page(ask, canvas, "thanks", contribution=contribution, code=code)
