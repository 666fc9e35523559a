"""Whoever takes part without an account can have a code that brings them back on another device."""

import asyncio
from typing import Annotated

import msgspec

from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.slip import check
from folkmoot_web.policy import everyone
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Nothing, Routes

routes = Routes()
OWN = "/c/{community}/mine/return"

NOBODY = "You have not taken part here with this browser yet, so there is nothing to come back to."
OFFICE = "Whoever holds an office signs in with a link, never with a code. Ask a steward for a new link."
UNKNOWN = "This code brings nobody back here. Look at each number again; a newer code, and erasing, make an old one worthless."


class ComingBack(msgspec.Struct):
    """The form. code: as somebody typed it. shared: others use this device too."""

    code: Annotated[str, msgspec.Meta(max_length=200)] = ""
    shared: bool = False


def _who(ask: Ask) -> str:
    """The person who may have a code.

    Raises Problem 404 for nobody and 422 for an office.
    """
    if ask.viewer.staff:
        raise Problem(422, OFFICE)
    if not ask.viewer.person:
        raise Problem(404, NOBODY)
    return ask.viewer.person


@routes.act(OWN, may=everyone)
async def made(ask: Ask, form: Nothing) -> Answer:
    """A code that is told this once; the one before opens nothing more."""
    code = await asyncio.to_thread(ask.front.people.returns.new, _who(ask))
    return Page.of("mine_return.html", **around.values(ask, ask.view), code=code)


@routes.act(f"{OWN}/drop", may=everyone)
async def dropped(ask: Ask, form: Nothing) -> Answer:
    """Make the code worthless, without a new one."""
    await asyncio.to_thread(ask.front.people.returns.drop, _who(ask))
    return Go(f"/c/{ask.community}/mine")


@routes.read("/sign-in", may=everyone)
def asked(ask: Ask) -> Answer:
    """The ways to come back."""
    return Page.of("sign_in_code.html")


@routes.act("/sign-in", may=everyone, form=ComingBack, again=asked)
async def back(ask: Ask, form: ComingBack) -> Answer:
    """Somebody came back with their code; as an office nobody does."""
    check(ask, form.code)
    person = ask.front.people.returns.find(form.code)
    if person is None:
        raise Problem(422, UNKNOWN)
    token = await ask.front.sessions.start_again(person, ask.viewer, shared=form.shared)
    ask.sets = ask.front.sessions.cookie(token, staff=form.shared)
    places = {where for where, _, _ in ask.front.people.pseudonyms(person)}
    return Go(f"/c/{places.pop()}/mine" if len(places) == 1 else "/")
