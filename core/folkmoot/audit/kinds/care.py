"""What has to hold where contributions are reported, held, hidden, appealed against, and read by a safeguarding lead."""

from folkmoot.audit.known import Piece
from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.care import Care
from folkmoot.events.contribution import (
    AppealDecided,
    Appealed,
    Held,
    Hidden,
    OpenedForCare,
    Released,
    Reported,
    Restored,
)
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact


def _care(laws: Laws, entry: Entry) -> tuple[Piece, Care]:
    piece = laws.piece(entry.s)
    return piece, laws.cares.setdefault(entry.s, Care())


def _held(laws: Laws, entry: Entry, fact: Held) -> None:
    piece, care = _care(laws, entry)
    first = entry.n == 2 and not care.for_help
    care.evolve(entry, fact, piece.by)
    if piece.by.startswith("o_"):
        raise Broken("words of office are not held or hidden; they are redacted.")
    if entry.by != piece.by:
        laws.office(entry, "moderator", "facilitator")
    elif not first or (fact.reason, piece.kind) != ("distress", "story") or not laws.community.has("safeguarding"):
        raise Broken("its author holds only a story, as soon as it is brought, for a safeguarding lead that there is.")
    elif entry.by in laws.people:
        raise Broken("who holds their own story to ask for help does so under a name that is used for nothing else.")


def _hidden(laws: Laws, entry: Entry, fact: Hidden) -> None:
    piece, care = _care(laws, entry)
    care.evolve(entry, fact, piece.by)
    laws.office(entry, "moderator")
    if piece.by.startswith("o_"):
        raise Broken("words of office are not held or hidden; they are redacted.")
    if care.for_help:
        raise Broken("what was written for the safeguarding lead alone is not hidden.")
    if fact.charter != laws.community.charter:
        raise Broken(f"it is hidden under version {fact.charter} of the charter, and {laws.community.charter} is in force.")
    if (fact.reason == "rejected-at-source") != (entry.via == "import"):
        raise Broken("an import hides what was rejected at the source, and nothing else does.")


def _released(laws: Laws, entry: Entry, fact: Released) -> None:
    piece, care = _care(laws, entry)
    winner = care.winner
    care.evolve(entry, fact, piece.by)
    if winner and care.hider:
        laws.then = entry.s, Restored, winner
    if care.for_help:
        laws.office(entry, "safeguarding")
    elif entry.by != winner:
        laws.office(entry, "moderator", "facilitator")


def _restored(laws: Laws, entry: Entry, fact: Restored) -> None:
    piece, care = _care(laws, entry)
    winner = care.winner
    care.evolve(entry, fact, piece.by)
    if entry.by != winner:
        laws.office(entry, "moderator")


def _reported(laws: Laws, entry: Entry, fact: Reported) -> None:
    piece, care = _care(laws, entry)
    again = entry.by in care.reporters
    care.evolve(entry, fact, piece.by)
    if not entry.by.startswith("o_"):
        laws.here(entry, piece.canvas)
    elif not laws.community.serves(entry.by):
        raise Broken(f"{entry.by} holds no role.")
    if again or entry.by == piece.by or piece.by.startswith("o_"):
        raise Broken("something of a person's is reported once by each other one.")
    if not laws.shown(entry.s):
        raise Broken("only words that are public are reported.")
    _noted(laws, entry, fact.because, piece)


def _appealed(laws: Laws, entry: Entry, fact: Appealed) -> None:
    piece, care = _care(laws, entry)
    fits = care.stopped and not care.for_help and not care.appeal
    care.evolve(entry, fact, piece.by)
    laws.own(entry)
    if not fits:
        raise Broken("what is held or hidden by others is appealed against once.")
    _noted(laws, entry, fact.because, piece)


def _noted(laws: Laws, entry: Entry, because: str, piece: Piece) -> None:
    if because:
        laws.words(entry, because, "reason", piece.canvas)


def _decided(laws: Laws, entry: Entry, fact: AppealDecided) -> None:
    piece, care = _care(laws, entry)
    waits = care.appeal == "waiting"
    care.evolve(entry, fact, piece.by)
    if fact.upheld:
        laws.then = entry.s, Released if care.holder else Restored, entry.by
    laws.office(entry, "moderator", "steward")
    if not waits:
        raise Broken("it decides an appeal where none waits.")
    if entry.by in (care.holder, care.hider):
        raise Broken("who held or hid something does not decide on the appeal.")


def _opened(laws: Laws, entry: Entry, fact: OpenedForCare) -> None:
    _, care = _care(laws, entry)
    laws.office(entry, "safeguarding")
    if not care.for_help:
        raise Broken("nobody wrote this for the safeguarding lead.")


LAWS: dict[type[Fact], Law] = {
    Held: _held,
    Released: _released,
    Hidden: _hidden,
    Restored: _restored,
    Reported: _reported,
    Appealed: _appealed,
    AppealDecided: _decided,
    OpenedForCare: _opened,
}
