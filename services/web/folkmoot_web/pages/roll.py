"""Somebody says who they are with a code or an address, in their own browser; an office attests it, and the record holds how."""

import asyncio
from collections.abc import Callable
from typing import Annotated, Literal

import msgspec

from folkmoot.domain.participant import Attest, Join
from folkmoot.domain.rules import Refused
from folkmoot.events.entry import read
from folkmoot.events.participant import Attested, Joined
from folkmoot.moot import Author
from folkmoot.record.address_list import plain
from folkmoot.views import canvas as canvases
from folkmoot_web import acting
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.slip import check
from folkmoot_web.policy import everyone, guest
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Routes

routes = Routes()
ROOT = "/c/{community}/canvas/{canvas}/code"

UNKNOWN = "This code is not known here, or was used already. Look at each number again, or ask whoever gave it to you."
NOT_LISTED = "This address is not on the list, or as many people as may use it did already. Write it as on your letters, or ask."
EMPTY = "Write your address, with street and number."
OFFICE = "An office takes part in its own name. Use another browser to take part yourself."
GONE = "The office that gave this out serves no more. Ask a facilitator for a new code."
ALREADY = "It stands in the record already that you came with this kind of proof. Keep the code for somebody else of yours."

Proof = Literal["invited", "code", "address", "attested"]


class Typing(msgspec.Struct):
    """The form. code: as somebody typed it."""

    code: Annotated[str, msgspec.Meta(max_length=200)] = ""


class Living(msgspec.Struct):
    """The form. address: as somebody typed it; it is not kept."""

    address: Annotated[str, msgspec.Meta(max_length=400)] = ""


def rolls(ask: Ask, pseudonym: str) -> set[str]:
    """The rolls that a participant is on, as the record has them; none for nobody."""
    found: set[str] = set()
    for leaf in ask.front.store.stream(ask.community, pseudonym) if pseudonym else ():
        fact = read(leaf).fact()
        if isinstance(fact, Joined | Attested):
            found.add(fact.roll)
    return found


@routes.read(ROOT, may=everyone)
def asking(ask: Ask, canvas: str) -> Answer:
    """The forms that take a code or an address."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    mine = rolls(ask, ask.pseudonym(canvas)) if ask.viewer.person else set()
    listed, _ = ask.front.people.listed.counts(ask.community, canvas)
    return Page.of("roll_code.html", **around.values(ask, ask.view), canvas=found, mine=sorted(mine), listed=listed)


@routes.act(ROOT, may=guest, form=Typing, again=asking)
async def coded(ask: Ask, canvas: str, form: Typing) -> Answer:
    """Use a code up, and have it written down how it was established who this is."""
    check(ask, form.code)
    kept = ask.front.people.invitations
    found = kept.find(ask.community, canvas, form.code)
    if found is None:
        raise Problem(422, UNKNOWN)
    proof: Proof = "invited" if found.roll == "invited" else "code"
    pseudonym = await _joined(ask, canvas, proof)
    if not await asyncio.to_thread(kept.take, found):
        raise Problem(422, UNKNOWN)
    await _attest(ask, found.office, Attest(participant=pseudonym, roll=proof), lambda: kept.give_back(found))
    return Go(f"/c/{ask.community}/canvas/{canvas}/code")


@routes.act(f"{ROOT}/address", may=guest, form=Living, again=asking)
async def lived(ask: Ask, canvas: str, form: Living) -> Answer:
    """Check an address against the list of this canvas; it is not kept."""
    ask.fault = "address"
    if ask.front.paces is not None:
        ask.front.paces.code(ask.heard.address)
    if not plain(form.address):
        raise Problem(422, EMPTY)
    listed = ask.front.people.listed
    found = listed.find(ask.community, canvas, form.address)
    if found is None:
        raise Problem(422, NOT_LISTED)
    pseudonym = await _joined(ask, canvas, "address")
    if not await asyncio.to_thread(listed.take, ask.community, canvas, found):
        raise Problem(422, NOT_LISTED)
    back = Attest(participant=pseudonym, roll="address")
    await _attest(ask, found.office, back, lambda: listed.give_back(ask.community, canvas, found))
    return Go(f"/c/{ask.community}/canvas/{canvas}/code")


async def _joined(ask: Ask, canvas: str, proof: Proof) -> str:
    """The pseudonym of whoever types, who takes part from now on.

    Raises Problem 422 for an office, and for somebody of whom this is on record.
    """
    if ask.offices:
        raise Problem(422, OFFICE)
    await ask.do(Join(canvas=canvas))
    pseudonym = ask.pseudonym(canvas)
    if proof in rolls(ask, pseudonym):
        raise Problem(422, ALREADY)
    return pseudonym


async def _attest(ask: Ask, office: str, command: Attest, give_back: Callable[[], None]) -> None:
    """Let the office that gave a code out, or listed an address, attest. give_back: called when it cannot."""
    ask.close()
    try:
        await acting.submit(ask.front, ask.community, command, Author(office), "")
    except BaseException as fault:
        await asyncio.to_thread(give_back)
        if isinstance(fault, Refused) and not ask.front.standing.roles(ask.community, office):
            raise Problem(422, GONE) from None
        raise
