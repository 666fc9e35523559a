"""Thanks, expenses and recognition: an office offers, a person takes or declines, and nothing of it stands in the record."""

import asyncio
import re
from typing import Annotated

import msgspec

from folkmoot.domain.rules import Refused
from folkmoot.record.people import Unknown
from folkmoot.record.recognition import KINDS, Recognition
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.policy import everyone, roles
from folkmoot_web.problem import Problem, not_here
from folkmoot_web.routing import Nothing, Routes

routes = Routes()
LIST = "/c/{community}/recognition"
MINE = "/c/{community}/mine/offered/{recognition}"
OFFICES = roles("facilitator", "officer")
PAYING = roles("officer")

CURRENCIES = ("GBP", "EUR", "USD", "PLN")
MOST_AMOUNT = 1_000_000
"""Hundredths: 10,000 of a currency."""

MOST_WORDS = 600
"""Characters."""

CHOOSE = "Choose what you offer."
WHO = "Nobody in this canvas has that made-up name. Look at the six letters and digits beside what they brought."
GONE = "This person was erased, so nothing can be offered to them."
AMOUNT = "Write the amount in figures, such as 20 or 12.50, and at most 10,000."
WORDS = "Say in a few words what you thank them for, without their name."
LONG = f"This is said in at most {MOST_WORDS} characters. Make it shorter."
DETAILS = "Say what is needed to get this to you, or decline it."
LATE = "This was answered or taken back already, so nothing was changed."


class Offering(msgspec.Struct):
    """The form of an office. code: of the participant, as people see it. amount: as typed."""

    code: Annotated[str, msgspec.Meta(max_length=60)]
    kind: str
    words: str = ""
    amount: Annotated[str, msgspec.Meta(max_length=20)] = ""
    currency: str = "GBP"
    key: Annotated[str, msgspec.Meta(max_length=60)] = ""


class Taking(msgspec.Struct):
    """The form of whoever takes it. details: what is needed for paying."""

    details: str = ""


@routes.read(LIST, may=OFFICES)
def listed(ask: Ask) -> Answer:
    """What was offered and what became of it, with totals."""
    found = ask.front.people.recognitions.within(ask.community)
    taken = sorted((one for one in found if one.state == "taken" and one.kind != "words"), key=lambda one: one.id)
    others = [one for one in found if one not in taken]
    owed: dict[tuple[str, str], list[int]] = {}
    for one in taken:
        owed.setdefault((one.kind, one.currency), []).append(one.amount)
    values = around.values(ask, ask.view)
    totals = ask.front.people.recognitions.totals(ask.community)
    more = {"taken": taken, "others": others, "owed": owed, "totals": totals, "money": money}
    return Page.of("recognition.html", **values, **more, may_pay="officer" in ask.roles)


@routes.read("/c/{community}/canvas/{canvas}/recognise", may=OFFICES)
def offering(ask: Ask, canvas: str) -> Answer:
    """The form to offer something to somebody in a canvas."""
    values = around.values(ask, ask.view)
    return Page.of("recognition_offer.html", **values, canvas=canvas, kinds=KINDS, currencies=CURRENCIES, fresh=around.fresh)


@routes.act("/c/{community}/canvas/{canvas}/recognise", may=OFFICES, form=Offering, again=offering)
async def offered(ask: Ask, canvas: str, form: Offering) -> Answer:
    """Offer something to somebody who takes part."""
    recognitions = ask.front.people.recognitions
    whose = await asyncio.to_thread(recognitions.whose, ask.community, canvas, form.code)
    if len(whose) != 1:
        raise _at(ask, "code", WHO)
    kind = next((one for one in KINDS if one == form.kind), None)
    if kind is None:
        raise _at(ask, "kind", CHOOSE)
    words = form.words.strip()
    if len(words) > MOST_WORDS or not words:
        raise _at(ask, "words", LONG if words else WORDS)
    where = ask.community, canvas, ask.offices[0]
    sum_ = (0, "") if kind == "words" else _money(ask, form)
    try:
        await asyncio.to_thread(recognitions.offer, whose[0], where, kind, words, sum_, form.key or around.fresh())
    except Unknown:
        raise _at(ask, "code", GONE) from None
    return Go(f"/c/{ask.community}/recognition")


@routes.act(f"{LIST}/{{recognition}}/drop", may=OFFICES)
async def dropped(ask: Ask, recognition: str, form: Nothing) -> Answer:
    """Take back what nobody answered yet."""
    _one(ask, recognition)
    if not await asyncio.to_thread(ask.front.people.recognitions.drop, ask.community, recognition):
        raise Problem(409, LATE)
    return Go(f"/c/{ask.community}/recognition")


@routes.read(f"{LIST}/{{recognition}}", may=PAYING)
def paying(ask: Ask, recognition: str) -> Answer:
    """What is needed for paying, without the made-up name that it is for."""
    one = _one(ask, recognition)
    if one.state != "taken" or one.kind == "words":
        raise not_here()
    return Page.of("recognition_pay.html", **around.values(ask, ask.view), one=one, money=money)


@routes.act(f"{LIST}/{{recognition}}/paid", may=PAYING)
async def paid(ask: Ask, recognition: str, form: Nothing) -> Answer:
    """It is paid; what was told for paying is deleted."""
    _one(ask, recognition)
    if not await asyncio.to_thread(ask.front.people.recognitions.paid, ask.community, recognition):
        raise Problem(409, LATE)
    return Go(f"/c/{ask.community}/recognition")


@routes.read(MINE, may=everyone)
def answering(ask: Ask, recognition: str) -> Answer:
    """What somebody was offered, and what it means to take it."""
    return Page.of("recognition_answer.html", **around.values(ask, ask.view), one=_own(ask, recognition), money=money)


@routes.act(f"{MINE}/take", may=everyone, form=Taking, again=answering)
async def took(ask: Ask, recognition: str, form: Taking) -> Answer:
    """Take what was offered."""
    one, details = _own(ask, recognition), form.details.strip()
    if one.kind == "words":
        details = ""
    elif not details or len(details) > MOST_WORDS:
        raise _at(ask, "details", LONG if details else DETAILS)
    if not await asyncio.to_thread(ask.front.people.recognitions.take, ask.viewer.person, one.id, details):
        raise Problem(409, LATE)
    return Go(f"/c/{ask.community}/mine/offered/{one.id}")


@routes.act(f"{MINE}/decline", may=everyone)
async def declined(ask: Ask, recognition: str, form: Nothing) -> Answer:
    """Decline what was offered, or what was taken and is not paid yet."""
    one = _own(ask, recognition)
    if not await asyncio.to_thread(ask.front.people.recognitions.decline, ask.viewer.person, one.id):
        raise Problem(409, LATE)
    return Go(f"/c/{ask.community}/mine/offered/{one.id}")


def money(amount: int, currency: str) -> str:
    """A sum as people read it, such as `12.50 GBP`; empty for none."""
    return f"{amount // 100}.{amount % 100:02d} {currency}" if amount else ""


def own(ask: Ask) -> list[Recognition]:
    """What the viewer was offered in this community."""
    found = ask.front.people.recognitions.of(ask.viewer.person) if ask.viewer.person else []
    return [one for one in found if one.community == ask.community]


def _own(ask: Ask, id_: str) -> Recognition:
    found = next((one for one in own(ask) if one.id == id_), None)
    if found is None:
        raise not_here()
    return found


def _one(ask: Ask, id_: str) -> Recognition:
    found = ask.front.people.recognitions.find(ask.community, id_)
    if found is None:
        raise not_here()
    return found


def _money(ask: Ask, form: Offering) -> tuple[int, str]:
    """Amount in hundredths and currency; whoever offers travel or childcare may leave the amount to the receipt."""
    typed = form.amount.strip().replace(",", ".")
    open_ended = not typed and form.kind in ("travel", "childcare")
    found = re.fullmatch(r"([0-9]{1,5})(?:\.([0-9]{1,2}))?", typed)
    amount = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found else 0
    if form.currency not in CURRENCIES or not (open_ended or 0 < amount <= MOST_AMOUNT):
        raise _at(ask, "amount", AMOUNT)
    return amount, form.currency


def _at(ask: Ask, field: str, sentence: str) -> Refused:
    ask.fault = field
    return Refused(sentence)
