"""Whoever holds an office makes passkeys once they signed in with their first link, and signs in with them from then on."""

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated

import msgspec

from folkmoot_web import passkeys
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.policy import everyone
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Routes

routes = Routes()
OWN = "/sessions/passkeys"
IN = "/sign-in/passkey"

OFFICE = "Passkeys are for people who hold an office here. Sign in with the link you were given, then open this page again."
NAMELESS = "Give the passkey a name, so that you know which one it is when you lose a device."
LAST = "This is your only passkey. Make another one first, so that you do not lock yourself out."

Said = Annotated[str, msgspec.Meta(max_length=passkeys.MOST)]


class Adding(msgspec.Struct):
    """The form. answer: what the device answered. name: what the holder calls it."""

    answer: Said = ""
    name: Annotated[str, msgspec.Meta(max_length=60)] = ""


class Removing(msgspec.Struct):
    """The form. which: credential id as base64url."""

    which: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class Answering(msgspec.Struct):
    """The form. answer: what the device answered."""

    answer: Said = ""


def _who(ask: Ask) -> str:
    """The person who signed in with an office.

    Raises Problem 422 for anybody else.
    """
    person = ask.viewer.person
    if not ask.viewer.staff or not ask.front.people.offices(person):
        raise Problem(422, OFFICE)
    return person


@routes.read(OWN, may=everyone)
def own(ask: Ask) -> Answer:
    """The viewer's passkeys, and the form that makes one more."""
    person = _who(ask)
    mine = [(urlsafe_b64encode(one.id).decode(), one) for one in ask.front.people.passkeys.of(person)]
    options = passkeys.adding(ask.front, person) if ask.front.site.rp_id else ""
    return Page.of("passkeys.html", mine=mine, options=options)


@routes.act(f"{OWN}/add", may=everyone, form=Adding, again=own)
async def added(ask: Ask, form: Adding) -> Answer:
    """Keep the passkey that the viewer's device made."""
    person, name = _who(ask), " ".join(form.name.split())
    if not name:
        ask.fault = "name"
        raise Problem(422, NAMELESS)
    await asyncio.to_thread(passkeys.add, ask.front, person, form.answer, name)
    return Go(OWN)


@routes.act(f"{OWN}/remove", may=everyone, form=Removing, again=own)
async def removed(ask: Ask, form: Removing) -> Answer:
    """Let a passkey sign nobody in any more; the last one stays."""
    person, kept = _who(ask), ask.front.people.passkeys
    try:
        which = urlsafe_b64decode(form.which)
    except ValueError:
        which = b""
    mine = [one.id for one in kept.of(person)]
    if mine == [which]:
        raise Problem(422, LAST)
    await asyncio.to_thread(kept.drop, person, which)
    return Go(OWN)


@routes.read(IN, may=everyone)
def asking(ask: Ask) -> Answer:
    """The page that signs in with a passkey."""
    options = passkeys.signing_in(ask.front) if ask.front.site.rp_id else ""
    return Page.of("sign_in_passkey.html", options=options)


@routes.act(IN, may=everyone, form=Answering, again=asking)
async def came(ask: Ask, form: Answering) -> Answer:
    """A device answered; whoever it is known for is signed in."""
    person = await asyncio.to_thread(passkeys.sign_in, ask.front, form.answer)
    ask.starts = await ask.front.sessions.start_staff(person, ask.viewer)
    return Go("/" if len(ask.front.people.passkeys.of(person)) > 1 else OWN)
