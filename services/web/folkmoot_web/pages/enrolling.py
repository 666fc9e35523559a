"""A facilitator or steward says who is meant to take part: codes on paper, invitations, a list of addresses, their own word."""

import asyncio
import time
from typing import Annotated, Literal

import msgspec
from markupsafe import Markup

from folkmoot.domain.participant import Attest
from folkmoot.domain.rules import Refused
from folkmoot.record import address_list, invitations
from folkmoot.views import canvas as canvases
from folkmoot.views.reading import View
from folkmoot.views.shown import number
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.policy import roles
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Nothing, Routes

routes = Routes()
ROOT = "/c/{community}/canvas/{canvas}/roll"
MAY = roles("facilitator", "steward")

HOW_MANY = "Choose 1 to 100 codes; for more, make another sheet."
KIND = "Say whether these are for people you invite one by one, or codes on paper."
ROOM = "Choose 1 to 20 people for each address."
NO_LINES = "Put at least one address here, one a line."
LONG = "A list holds at most 20000 addresses. Leave some out."
OVER = "This canvas is concluded, so nobody can join it any more."
WHO = "Nobody in this canvas has that made-up name. It has six letters and digits; ask them to read it out again."
SEVERAL = "Several people have a name that begins so. Ask them for their code and give them one on paper instead."

MOST = 2 * 1024 * 1024
"""Bytes of a list that is sent at once."""


class Making(msgspec.Struct):
    """Codes to make. number: how many."""

    roll: str = ""
    number: Annotated[str, msgspec.Meta(max_length=20)] = ""


class Withdrawing(msgspec.Struct):
    """The batch whose unused codes are to be worthless."""

    batch: Annotated[str, msgspec.Meta(max_length=40)]


class Listing(msgspec.Struct):
    """Addresses, one a line. room: people who may use each."""

    addresses: str = ""
    room: Annotated[str, msgspec.Meta(max_length=20)] = "1"


class Vouching(msgspec.Struct):
    """A made-up name, as somebody reads it from their page."""

    name: Annotated[str, msgspec.Meta(max_length=100)] = ""


class Looked(msgspec.Struct):
    """vouched: it was just recorded that an office vouches for somebody."""

    vouched: bool = False


@routes.read(ROOT, may=MAY, query=Looked)
def roll(ask: Ask, canvas: str, query: Looked | None = None) -> Answer:
    """What was given out so far, and the forms that give out more."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    people = ask.front.people
    batches = [(one, time.strftime("%Y-%m-%d", time.gmtime(one.made))) for one in people.invitations.batches(ask.community, canvas)]
    listed, used = people.listed.counts(ask.community, canvas)
    values = around.values(ask, ask.view)
    return Page.of(
        "roll.html", **values, canvas=found, batches=batches, listed=listed, used=used, done=bool(query and query.vouched)
    )


@routes.act(f"{ROOT}/codes", may=MAY, form=Making, again=roll)
async def made(ask: Ask, canvas: str, form: Making) -> Answer:
    """Make codes, and the sheet to print; they are told this once."""
    kind = _kind(ask, form.roll)
    wanted = _number(ask, "number", form.number, invitations.MOST, HOW_MANY)
    found = _going(ask, canvas)
    make = ask.front.people.invitations.make
    codes = await asyncio.to_thread(make, ask.community, canvas, _office(ask), kind, wanted)
    address = ask.front.site.link(f"/c/{ask.community}/canvas/{canvas}/code")
    sheet = [(code, _picture(f"{address}#{code.replace(' ', '')}")) for code in codes]
    return Page.of("roll_sheet.html", **around.values(ask, ask.view), canvas=found, sheet=sheet, address=address, kind=kind)


@routes.act(f"{ROOT}/withdraw", may=MAY, form=Withdrawing, again=roll)
async def withdrawn(ask: Ask, canvas: str, form: Withdrawing) -> Answer:
    """Make the unused codes of a sheet worthless."""
    await asyncio.to_thread(ask.front.people.invitations.withdraw, ask.community, canvas, form.batch)
    return Go(f"/c/{ask.community}/canvas/{canvas}/roll")


@routes.act(f"{ROOT}/addresses", may=MAY, form=Listing, again=roll, most=MOST)
async def listed(ask: Ask, canvas: str, form: Listing) -> Answer:
    """Put addresses on the list; what is kept of them cannot be read."""
    room = _number(ask, "room", form.room, 20, ROOM)
    ask.fault = "addresses"
    lines = [line for line in form.addresses.splitlines() if address_list.plain(line)]
    if not lines:
        raise Problem(422, NO_LINES)
    _going(ask, canvas)
    put = ask.front.people.listed.put
    try:
        await asyncio.to_thread(put, ask.community, canvas, _office(ask), lines, room)
    except ValueError:
        raise Problem(422, LONG) from None
    return Go(f"/c/{ask.community}/canvas/{canvas}/roll#addresses-title")


@routes.act(f"{ROOT}/addresses/drop", may=MAY)
async def dropped(ask: Ask, canvas: str, form: Nothing) -> Answer:
    """Let go of the whole list."""
    await asyncio.to_thread(ask.front.people.listed.drop, ask.community, canvas)
    return Go(f"/c/{ask.community}/canvas/{canvas}/roll")


@routes.act(f"{ROOT}/attest", may=MAY, form=Vouching, again=roll)
async def vouched(ask: Ask, canvas: str, form: Vouching) -> Answer:
    """Vouch for somebody who stands there and reads out their made-up name."""
    ask.fault = "name"
    pseudonym = _named(ask.view, canvas, form.name)
    await ask.do(Attest(participant=pseudonym, roll="attested"))
    return Go(f"/c/{ask.community}/canvas/{canvas}/roll?vouched=true#attest")


def _named(view: View, canvas: str, typed: str) -> str:
    """The participant of a canvas with a made-up name as pages show it: the first six signs."""
    short = "".join(sign for sign in typed.casefold() if sign in "abcdefghijklmnopqrstuvwxyz234567")[-6:]
    if len(short) < 6:
        raise Problem(422, WHO)
    rows = view.rows(
        "SELECT id FROM participants WHERE canvas = ? AND gone < 0 AND erased < 0 AND id GLOB ? LIMIT 2",
        number(view, canvas),
        f"p_{short}*",
    )
    if len(rows) != 1:
        raise Problem(422, SEVERAL if rows else WHO)
    return str(rows[0][0])


def _kind(ask: Ask, given: str) -> Literal["invited", "code"]:
    match given:
        case "invited" | "code":
            return given
    ask.fault = "roll"
    raise Problem(422, KIND)


def _number(ask: Ask, field: str, typed: str, most: int, sentence: str) -> int:
    typed = typed.strip()
    if not (typed.isdecimal() and len(typed) < 6 and 1 <= int(typed) <= most):
        ask.fault = field
        raise Problem(422, sentence)
    return int(typed)


def _going(ask: Ask, canvas: str) -> canvases.Canvas:
    found = canvases.canvas(ask.view, canvas) or not_there()
    if found.concluded:
        raise Refused(OVER)
    return found


def _office(ask: Ask) -> str:
    """The office that attests what comes of this: one that may, as the route asks."""
    held = ask.front.standing.roles
    return next(office for office in ask.offices if held(ask.community, office).intersection(MAY.roles))


def _picture(text: str) -> Markup:
    """A QR code as SVG, without a style that the pages' policy would not let through. text: what it says."""
    import segno

    code = segno.make_qr(text, error="m")
    return Markup(code.svg_inline(svgclass=None, lineclass=None, omitsize=True, border=2))  # made of numbers alone
