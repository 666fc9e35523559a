"""What has to hold where a recording or a picture goes with a story, and is taken off."""

from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.attaching import MOST, NEEDS
from folkmoot.events.contribution import Attached, Detached
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact


def _attached(laws: Laws, entry: Entry, fact: Attached) -> None:
    piece = laws.own(entry)
    standing, piece.attached[fact.kind] = fact.kind in piece.attached, entry.i
    laws.active(entry, piece.canvas)
    if piece.kind != "story" or not entry.by.startswith("p_"):
        raise Broken("only a person's story has a recording or a picture with it.")
    if entry.s in laws.cares and laws.cares[entry.s].for_help:
        raise Broken("what was written for the safeguarding lead alone has no recording and no picture.")
    if NEEDS[fact.kind] not in piece.consents:
        raise Broken(f"there is no consent to the {NEEDS[fact.kind]}, and the {fact.kind} needs one.")
    if standing:
        raise Broken(f"there is one {fact.kind} with it already.")
    if fact.media.startswith("audio/") != (fact.kind == "audio") or not 0 < fact.kib <= MOST[fact.kind]:
        raise Broken(f"a {fact.kind} is not of that type or that length.")


def _detached(laws: Laws, entry: Entry, fact: Detached) -> None:
    piece = laws.own(entry)
    left = {kind: i for kind, i in piece.attached.items() if i != fact.entry}
    stood, piece.attached = len(left) < len(piece.attached), left
    if not stood:
        raise Broken("it takes off what does not go with it.")


LAWS: dict[type[Fact], Law] = {Attached: _attached, Detached: _detached}
