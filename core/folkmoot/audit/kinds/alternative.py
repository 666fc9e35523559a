"""What has to hold where something is said again in other words, and where that ends."""

from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.alternative import NEEDS, OFFICIAL, TENDING
from folkmoot.events.alternative import AlternativeEnded, AlternativeMade
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact


def _made(laws: Laws, entry: Entry, fact: AlternativeMade) -> None:
    piece, seen = laws.piece(entry.s), laws.seen.pieces[entry.s]
    if entry.s in laws.cares and laws.cares[entry.s].for_help:
        raise Broken("what was written for the safeguarding lead alone is not said again.")
    if fact.of != (seen.recording if fact.kind == "transcript" else seen.words):
        raise Broken("it is not made from what stands.")
    if fact.missed < 0 or (fact.level == "machine") != (entry.by == "house") or (entry.by == "house") != bool(fact.plugin):
        raise Broken("a machine is a plugin that the house asked, and nobody else is one.")
    if entry.by == "house":
        _granted(laws, fact.plugin)
    else:
        _by_somebody(laws, entry, fact)
    needed = fact.kind == "translation" and entry.by != piece.by and piece.by.startswith("p_") and seen.other_ground < 0
    if needed and NEEDS not in piece.consents:
        raise Broken("its author has not allowed a translation.")


def _by_somebody(laws: Laws, entry: Entry, fact: AlternativeMade) -> None:
    piece = laws.piece(entry.s)
    laws.active(entry, piece.canvas)
    if fact.engine or fact.version:
        raise Broken("only the house says what an engine made.")
    if entry.by.startswith("p_"):
        laws.own(entry)
        if fact.level != "author":
            raise Broken("who brought it is its author, and nothing else.")
        return
    laws.office(entry, *(OFFICIAL if fact.level == "official" else TENDING))
    if fact.level not in ("reviewed", "official") or fact.kind == "transcript" or not laws.shown(entry.s):
        raise Broken("an office checks only what is public, and no transcript.")


def _granted(laws: Laws, plugin: str) -> None:
    on = laws.community.plugins.get(plugin)
    if on is None or on.suspended or "read-allowed" not in on.running.may:
        raise Broken("its plugin is not enabled, or may not read what people allowed.")


def _ended(laws: Laws, entry: Entry, fact: AlternativeEnded) -> None:
    piece = laws.piece(entry.s)
    made = laws.seen.pieces[entry.s].again.get(fact.entry)
    if made is None or made.ended >= 0:
        raise Broken("it ends what does not stand.")
    if entry.by != piece.by:
        laws.office(entry, *TENDING)


LAWS: dict[type[Fact], Law] = {AlternativeMade: _made, AlternativeEnded: _ended}
