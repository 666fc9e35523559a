"""A facilitator writes cards off for people in the room: each is brought by somebody of its own, by the door that is everybody's."""

import asyncio
import hashlib
from collections.abc import Sequence
from typing import Any, Literal

from folkmoot.domain import Command
from folkmoot.domain.contributing import Contribute, GiveConsent
from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.participant import Join
from folkmoot.domain.rules import Refused, tag, text
from folkmoot.events.community import Role
from folkmoot.events.contribution import Brought
from folkmoot.events.entry import read
from folkmoot.events.ground import Purpose
from folkmoot.moot import Author, Done
from folkmoot.record.cards import Card
from folkmoot.views import canvas as canvases
from folkmoot_web import acting
from folkmoot_web.ask import Ask
from folkmoot_web.pages import consent
from folkmoot_web.problem import not_here

Way = Literal["room", "paper"]
"""How a card came: said or written in a room, or on a form that was handed in."""

ENTERS: tuple[Role, ...] = ("facilitator", "steward")
"""Roles that write cards off."""

OVER = "This canvas is concluded, and no card can be added any more. Give it back, or take it to another canvas."


def office(ask: Ask) -> str:
    """The office that writes off: of those the viewer holds, one with a role for it.

    Raises Problem 404 for anybody else.
    """
    roles = ask.front.standing.roles
    fit = [one for one in ask.offices if roles(ask.community, one).intersection(ENTERS)]
    if not fit:
        raise not_here()
    return fit[0]


def check(ask: Ask, canvas: str, kind: Brought, words: str, lang: str) -> None:
    """Refuse what the rules would refuse, before anybody joins for it. Raises Refused."""
    found = canvases.canvas(ask.view, canvas)
    if found is None or found.concluded:
        raise Refused(OVER)
    body = text(words, "the card", LONGEST[kind])
    if kind == "statement" and "\n" in body:
        raise Refused("A statement is one sentence on one line; put the rest in a comment.")
    tag(lang or "und")


async def enter(
    ask: Ask, canvas: str, kind: Brought, words: str, lang: str, uses: Sequence[Purpose], way: Way, label: str, key: str
) -> str:
    """Record a card, once however often it is sent; the id of the contribution.

    uses: ticked on the card. label: of whoever wrote it and others before, empty for somebody new. key: of the form.
    Raises Refused.
    """
    check(ask, canvas, kind, words, lang)
    ask.close()
    named = f"{key} {hashlib.sha256(chr(10).join((kind, words, label, *uses)).encode()).hexdigest()}"
    async with ask.front.joining(ask.viewer.person):
        cards = ask.front.people.cards
        card = await asyncio.to_thread(cards.begin, named, ask.community, canvas, office(ask), label)
        if card.contribution:
            return card.contribution
        await _join(ask, canvas, card, way)
        wording: dict[str, Any] = {"notice": consent.CARD, "notice_text": consent.card(ask.locale), "notice_lang": ask.locale}
        publish = "publish" in uses
        command = Contribute(canvas=canvas, kind=kind, text=words, lang=lang or "und", publish=publish, **wording)
        made = (await give(ask, card, command, way, f"card {card.key}")).made
        if more := tuple(sorted(set(uses) - {"publish"})):
            await give(ask, card, GiveConsent(contribution=made, purposes=more, **wording), way, f"uses {card.key}")
        await asyncio.to_thread(cards.became, card, made)
    return made


async def _join(ask: Ask, canvas: str, card: Card, way: Way) -> None:
    """Linked before it joins: an entry nobody can be found for again would be beyond erasing."""
    if ask.front.things.find(ask.community, card.pseudonym) is None:
        await asyncio.to_thread(ask.front.people.link, card.person, ask.community, canvas, card.pseudonym)
        await give(ask, card, Join(canvas=canvas), way, f"join {card.pseudonym}")


async def give(ask: Ask, card: Card, command: Command, way: str, key: str = "") -> Done:
    """Ask for something in the name of whoever wrote a card.

    Raises Refused.
    """
    ask.close()
    return await acting.submit(ask.front, ask.community, command, Author(card.pseudonym, card.person), key, way)


def card_of(ask: Ask, contribution: str) -> Card:
    """The card that became a contribution, written off by the viewer's office.

    Raises Problem 404 when it was not, or more than a month ago.
    """
    card = ask.front.people.cards.find(ask.community, office(ask), contribution)
    if card is None:
        raise not_here()
    return card


def way_of(ask: Ask, contribution: str) -> str:
    """By which way a card came."""
    return read(ask.front.store.stream(ask.community, contribution, limit=1)[0]).via
