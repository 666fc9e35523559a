"""Whoever has the code of a consent slip sees what they gave and changes it, without an account and without a session."""

import asyncio
from typing import Annotated, Any, Literal

import msgspec

from folkmoot.domain import Command
from folkmoot.domain.contributing import EraseContribution, Withdraw
from folkmoot.domain.rules import Refused
from folkmoot.moot import Author
from folkmoot.record.codes import DIGITS, digits
from folkmoot.record.slips import Slip
from folkmoot.views import allowed as allowing
from folkmoot.views import canvas as canvases
from folkmoot.views import care as cares
from folkmoot.views import contribution as contributions
from folkmoot.views.shown import Said, said
from folkmoot_web import acting
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.contribution import private_words
from folkmoot_web.pages.keeping_own import Allowing, changes
from folkmoot_web.policy import everyone, owner
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Nothing, Routes
from folkmoot_web.session import STEPS
from folkmoot_web.uses import of_plugins as uses_of_plugins

routes = Routes()
ROOT = "/c/{community}/slip"

UNKNOWN = "This code opens nothing here. Look at each number again; what was erased, or has a newer slip, opens nothing more."
SHORT = "A code has {} numbers, and you typed {}. Look at your slip and type it again."
CLOSED = "Your slip is closed by now, and nothing was changed. Type its code again."
OFFICE = "What an office says stays under its name, so it has no slip."


class Typing(msgspec.Struct):
    """The form. code: as somebody typed it."""

    code: Annotated[str, msgspec.Meta(max_length=200)] = ""


def check(ask: Ask, typed: str) -> None:
    """Refuse a code that cannot be one, and somebody who types many; the same for every kind of code.

    Raises Problem 422 and 429.
    """
    ask.fault = "code"
    if ask.front.paces is not None:
        ask.front.paces.code(ask.heard.address)
    if (typed_digits := len(digits(typed))) != DIGITS:
        raise Problem(422, SHORT.format(DIGITS, typed_digits))


def terms(ask: Ask, contribution: str) -> dict[str, Any]:
    """What a slip says of a contribution: what is allowed, by which wording, since when, and whom to ask.

    Raises Problem 404 when there is no such contribution.
    """
    view = ask.view
    found = contributions.contribution(view, contribution) or not_there()
    canvas = canvases.canvas(view, found.piece.canvas) or not_there()
    given = around.values(ask, view)
    uses = allowing.uses(view, contribution)
    offices = given["place"].offices.values()
    return given | {
        "found": found,
        "piece": found.piece,
        "canvas": canvas,
        "asked_for": uses_of_plugins(ask),
        "uses": {use.purpose: use for use in uses},
        "wordings": {use.notice: text for use in uses if (text := _wording(ask, use.i))},
        "to_ask": [one.title for one in offices if one.title and "steward" in one.roles],
        "for_help": cares.care(view, contribution).for_help,
    }


def _wording(ask: Ask, i: int) -> str:
    """The words with which somebody was asked, from the evidence of their consent; empty when it is gone."""
    payload = ask.front.installation.payload(ask.community, i, 0)
    shown = msgspec.json.decode(payload, type=dict[str, Any]).get("shown", "") if payload else ""
    return str(shown)


@routes.act("/c/{community}/contribution/{contribution}/slip", may=owner("contribution"))
async def made(ask: Ask, contribution: str, form: Nothing) -> Answer:
    """A slip for what somebody brought, with a code that is told this once."""
    values = terms(ask, contribution)
    piece = values["piece"]
    if piece.by.startswith("o_"):
        raise Problem(422, OFFICE)
    if piece.why == "erased":
        raise Problem(422, UNKNOWN)
    code = await asyncio.to_thread(ask.front.people.slips.new, ask.viewer.person, ask.community, contribution, piece.by)
    return Page.of("contribution_slip.html", **values, code=code)


@routes.read("/slip", may=everyone)
def where(ask: Ask) -> Answer:
    """In which community a slip is from; where there is one, its own page."""
    names = ask.front.installation.communities()
    return Go(f"/c/{names[0]}/slip") if len(names) == 1 else Page.of("slip_where.html", homes=_homes(ask, names))


def _homes(ask: Ask, names: list[str]) -> list[tuple[str, Said | None]]:
    found = []
    for name in names:
        with ask.front.views(name).reading() as view:
            row = view.row("SELECT i FROM community ORDER BY i LIMIT 1")
            found.append((name, said(view, row[0]) if row else None))
    return found


@routes.read(ROOT, may=everyone)
def asked(ask: Ask) -> Answer:
    """The page that takes a code."""
    return Page.of("slip.html", **around.values(ask, ask.view), going=bool(_step(ask)))


@routes.act(ROOT, may=everyone, form=Typing, again=asked)
async def typed(ask: Ask, form: Typing) -> Answer:
    """Open what a code leads to, for a while and in this browser."""
    check(ask, form.code)
    token = await asyncio.to_thread(ask.front.people.slips.start, ask.community, form.code, STEPS)
    found = ask.front.people.slips.step(ask.community, token or "")
    if token is None or found is None or _gone(ask, found):
        raise Problem(422, UNKNOWN)
    ask.sets = ask.front.sessions.slip_cookie(token)
    return Go(f"/c/{ask.community}/slip/open")


def _token(ask: Ask) -> str:
    return ask.heard.cookie(ask.front.sessions.slip)


def _step(ask: Ask) -> Slip | None:
    """What the slip that is open in this browser leads to, None when none is."""
    token = _token(ask)
    return ask.front.people.slips.step(ask.community, token) if token else None


def _gone(ask: Ask, slip: Slip) -> bool:
    """Whether the words are erased already, and the code only has to follow."""
    found = contributions.contribution(ask.view, slip.contribution)
    return found is None or found.piece.why == "erased"


@routes.read(f"{ROOT}/open", may=everyone)
def opened(ask: Ask) -> Answer:
    """What somebody gave, with everything that they can do about it; without an open slip, the page that asks for a code."""
    slip = _step(ask)
    if slip is None or _gone(ask, slip):
        return asked(ask) if ask.refusal else Go(f"/c/{ask.community}/slip")
    ask.front.people.slips.prolong(_token(ask), STEPS)
    values = terms(ask, slip.contribution)
    found = values["found"]
    return Page.of("slip_open.html", **values, said=found.piece.said or private_words(ask, found))


async def _do(ask: Ask, slip: Slip, command: Command) -> None:
    """Ask for something under the name with which the contribution was brought; whoever else looks here is left out of it."""
    ask.close()
    await acting.submit(ask.front, ask.community, command, Author(slip.pseudonym, slip.person), "")


def _must(ask: Ask) -> Slip:
    slip = _step(ask)
    if slip is None or _gone(ask, slip):
        raise Problem(422, CLOSED)
    return slip


@routes.act(f"{ROOT}/uses", may=everyone, form=Allowing, again=opened)
async def used(ask: Ask, form: Allowing) -> Answer:
    """Allow what is ticked, and nothing else."""
    slip = _must(ask)
    found = contributions.contribution(ask.view, slip.contribution) or not_there()
    try:
        for command in changes(ask, found, form):
            await _do(ask, slip, command)
    except Refused:
        ask.fault = "purposes"
        raise
    return Go(f"/c/{ask.community}/slip/open")


@routes.act(f"{ROOT}/withdraw", may=everyone, again=opened)
async def withdrawn(ask: Ask, form: Nothing) -> Answer:
    """Take the words down; they are kept, in private."""
    slip = _must(ask)
    await _do(ask, slip, Withdraw(contribution=slip.contribution))
    return Go(f"/c/{ask.community}/slip/open")


@routes.act(f"{ROOT}/erase", may=everyone, again=opened)
async def erased(ask: Ask, form: Nothing) -> Answer:
    """Erase the words for good, and the code with them."""
    slip = _must(ask)
    ground: Literal["asked"] = "asked"
    await _do(ask, slip, EraseContribution(contribution=slip.contribution, ground=ground))
    await asyncio.to_thread(ask.front.people.slips.drop, ask.community, slip.contribution)
    ask.front.installation.erasures.wake()
    ask.sets = ask.front.sessions.slip_cookie("")
    return Page.of("slip_erased.html", **around.values(ask, ask.view))


@routes.act(f"{ROOT}/close", may=everyone)
async def closed(ask: Ask, form: Nothing) -> Answer:
    """Close the slip in this browser; its code still opens it."""
    await asyncio.to_thread(ask.front.people.slips.stop, _token(ask))
    ask.sets = ask.front.sessions.slip_cookie("")
    return Go(f"/c/{ask.community}/slip")
