"""People of the demonstration are thanked and paid for taking part; it lies in the people's store, never in the record."""

import msgspec

from folkmoot.installation import Installation
from folkmoot.record.recognition import Kind, State
from folkmoot_web.demo.content import read
from folkmoot_web.demo.telling import Telling


class Offer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """state: what became of it. amount: in hundredths of the currency. details: what whoever takes it says for paying."""

    who: str
    canvas: str
    office: str
    kind: Kind
    words: str
    state: State = "offered"
    amount: int = 0
    currency: str = ""
    details: str = ""


class Thanks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    offer: tuple[Offer, ...]


def thank(installation: Installation, telling: Telling) -> None:
    """Offer what is offered to those who took part, and let them answer."""
    persons: dict[str, str] = {}
    for number, offer in enumerate(read("thanks", Thanks).offer):
        if offer.who not in persons:
            persons[offer.who] = installation.people.person()
        _offer(installation, telling, offer, (persons[offer.who], f"thanks-{number}"))


def _offer(installation: Installation, telling: Telling, offer: Offer, to: tuple[str, str]) -> None:
    (person, key), place = to, telling.place.slug
    canvas, pseudonym = telling.stream(offer.canvas, ""), telling.person(offer.who, offer.canvas).name
    installation.people.link(person, place, canvas, pseudonym)
    store, where = installation.people.recognitions, (place, canvas, telling.offices[offer.office])
    id_ = store.offer((person, pseudonym), where, offer.kind, offer.words, (offer.amount, offer.currency), key)
    if offer.state == "declined":
        store.decline(person, id_)
    elif offer.state != "offered":
        store.take(person, id_, offer.details)
    if offer.state == "paid":
        store.paid(place, id_)
