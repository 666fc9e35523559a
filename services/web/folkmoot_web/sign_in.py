"""Whoever holds an office signs in with a link that works once, and only when the button on its page is pressed."""

import asyncio
import time

from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.policy import everyone, guest
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Routes

routes = Routes()

SPENT = "This link has been used already, or it is too old. Ask whoever gave it to you for a new one."


async def use(ask: Ask, link: str) -> str:
    """Sign in with a link; the token of the new session. The session that the asker came with ends.

    Raises Problem 422 when the link was used, is too old or was never given.
    """
    reusable = ask.front.reusable.get(link)
    person = reusable or await asyncio.to_thread(ask.front.people.sign_in, link)
    if person is None:
        raise Problem(422, SPENT)
    return await ask.front.sessions.start_staff(person, ask.viewer)


@routes.read("/sign-in/{link}", may=everyone)
def confirm(ask: Ask, link: str) -> Answer:
    """The page with the button; looking at it, as mail scanners do, uses nothing up."""
    return Page.of("sign_in.html", link=link)


@routes.act("/sign-in/{link}", may=everyone)
async def signed_in(ask: Ask, link: str, form: object) -> Answer:
    """The button was pressed."""
    ask.starts = await use(ask, link)
    opened = ask.front.people.session(ask.starts)
    return Go("/sessions/passkeys" if _first(ask, link, opened.person if opened else "") else "/")


def _first(ask: Ask, link: str, person: str) -> bool:
    """Whether somebody who signed in has yet to make a passkey."""
    return bool(ask.front.site.rp_id and link not in ask.front.reusable and not ask.front.people.passkeys.of(person))


@routes.read("/sessions", may=guest)
def sessions(ask: Ask) -> Answer:
    """Where this person is signed in."""
    days = [time.strftime("%Y-%m-%d", time.gmtime(one.expires)) for one in ask.front.people.sessions(ask.viewer.person)]
    return Page.of("sessions.html", days=days)


@routes.act("/sign-out", may=everyone)
async def signed_out(ask: Ask, form: object) -> Answer:
    """End this session."""
    await ask.front.sessions.end(ask.viewer)
    ask.ends = True
    return Go("/")


@routes.act("/sign-out-everywhere", may=everyone)
async def signed_out_everywhere(ask: Ask, form: object) -> Answer:
    """End every session of this person, and every link they could sign in with."""
    await ask.front.sessions.end_all(ask.viewer)
    ask.ends = True
    return Go("/")
