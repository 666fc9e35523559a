"""Who gave an e-mail address comes back with a letter: its link in the browser that asked, or its six digits there."""

import asyncio
from typing import Annotated

import msgspec

from folkmoot.domain.rules import Refused
from folkmoot.record.addresses import LIFE, Proven, TooMany
from folkmoot.record.codes import digits
from folkmoot.views import canvas as canvases
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.policy import everyone, guest
from folkmoot_web.post.address import sound
from folkmoot_web.post.sending import OFF
from folkmoot_web.routing import Nothing, Routes

routes = Routes()
ROOT = "/c/{community}/letter"
OWN = "/c/{community}/mine/address"

ENOUGH = "Several letters went to this address within the hour. Look for them, also among the unwanted ones, or ask again later."
WRONG = "These digits cannot be used here: they are mistyped, too old, or used already. Look again, or ask for a new letter."
SPENT = "This link cannot be used here: it is too old, used already, or another browser asked for it. Ask for a new letter."
THEIRS = "This address brings somebody back here already. If that is you, come back with a letter; else give another address."

Typed = Annotated[str, msgspec.Meta(max_length=400)]


class Addressed(msgspec.Struct):
    """The address that a letter is to go to."""

    address: Typed


class Digits(msgspec.Struct):
    """The six digits of a letter."""

    code: Typed


@routes.read(ROOT, may=everyone)
def asking(ask: Ask) -> Answer:
    """The form that asks for a letter to come back with."""
    return Page.of("letter.html", **around.values(ask, ask.view))


@routes.act(ROOT, may=everyone, form=Addressed, again=asking)
async def asked(ask: Ask, form: Addressed) -> Answer:
    """Ask for a letter; the answer is the same whether anybody is known at that address or not."""
    return await send(ask, form.address, "")


async def send(ask: Ask, typed: str, person: str) -> Go:
    """Have a letter sent that checks an address. person: to whom it is to belong, empty for whoever comes back with it.

    Raises Refused, and Problem 429 when too many were asked for from here.
    """
    front = ask.front
    if not front.post.on:
        raise Refused(OFF)
    ask.fault = "address"
    address = sound(typed)
    if front.paces is not None:
        front.paces.letter(ask.heard.address)
    try:
        browser = await asyncio.to_thread(front.people.addresses.ask, address, person, ask.community, ask.locale)
    except TooMany:
        raise Refused(ENOUGH) from None
    front.post.wake()
    secure = "; Secure" if front.site.https else ""
    ask.sets = f"{_cookie(ask)}={browser}; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age={LIFE}"
    return Go(f"/c/{ask.community}/letter/code")


@routes.read(f"{ROOT}/code", may=everyone)
def typing(ask: Ask) -> Answer:
    """The form for the six digits."""
    waits = ask.front.people.addresses.asked(_browser(ask)) is not None
    return Page.of("letter_code.html", **around.values(ask, ask.view), waits=waits)


@routes.act(f"{ROOT}/code", may=everyone, form=Digits, again=typing)
async def typed(ask: Ask, form: Digits) -> Answer:
    """The six digits were typed in the browser that asked."""
    ask.fault = "code"
    proven = await asyncio.to_thread(ask.front.people.addresses.by_code, _browser(ask), digits(form.code))
    return await _arrived(ask, proven, WRONG)


@routes.read(f"{ROOT}/{{link}}", may=everyone)
def opened(ask: Ask, link: str) -> Answer:
    """The page with the button; looking at it, as mail scanners do, uses nothing up."""
    here = ask.front.people.addresses.fits(_browser(ask), link)
    return Page.of("letter_link.html", **around.values(ask, ask.view), link=link, here=here)


@routes.act(f"{ROOT}/{{link}}", may=everyone)
async def pressed(ask: Ask, link: str, form: Nothing) -> Answer:
    """The button was pressed in the browser that asked."""
    proven = await asyncio.to_thread(ask.front.people.addresses.by_link, _browser(ask), link)
    return await _arrived(ask, proven, SPENT)


@routes.read(OWN, may=everyone)
def own(ask: Ask) -> Answer:
    """The address that brings the viewer back, and what they follow."""
    people, person = ask.front.people, ask.viewer.person
    address = people.contact(person, "email") if person else None
    follows = [follow for follow in people.follows.of(person) if follow.community == ask.community] if person else []
    found = [(canvases.canvas(ask.view, follow.canvas), follow) for follow in follows]
    return Page.of("mine_address.html", **around.values(ask, ask.view), address=address, follows=found)


@routes.act(OWN, may=guest, form=Addressed, again=own)
async def given(ask: Ask, form: Addressed) -> Answer:
    """Give an address, or another one; it is kept once its letter was answered."""
    return await send(ask, form.address, ask.viewer.person)


@routes.act(f"{OWN}/remove", may=guest)
async def removed(ask: Ask, form: Nothing) -> Answer:
    """Have the address removed; nothing is sent any more."""
    await asyncio.to_thread(ask.front.people.drop_contact, ask.viewer.person, "email")
    return Go(f"/c/{ask.community}/mine/address")


async def _arrived(ask: Ask, proven: Proven | None, otherwise: str) -> Go:
    """Keep an address that was proven, or let in whoever is known there."""
    people = ask.front.people
    if proven is None:
        raise Refused(otherwise)
    if proven.person:
        try:
            await asyncio.to_thread(people.set_contact, proven.person, "email", proven.address)
        except ValueError:
            raise Refused(THEIRS) from None
        return Go(f"/c/{ask.community}/mine/address")
    person = people.find("email", proven.address)
    if person is None:
        raise Refused(otherwise)
    token = await ask.front.sessions.start_again(person, ask.viewer, shared=False)
    ask.sets = ask.front.sessions.cookie(token)
    return Go(f"/c/{ask.community}/mine")


def _cookie(ask: Ask) -> str:
    """Name of the cookie that tells the browser that asked."""
    return f"{ask.front.site.cookie}-letter"


def _browser(ask: Ask) -> str:
    return ask.heard.cookie(_cookie(ask))
