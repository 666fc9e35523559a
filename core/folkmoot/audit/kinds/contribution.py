"""What has to hold where contributions are brought, grounded, changed, linked and erased."""

from folkmoot.audit.known import Piece
from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.card import TYPED
from folkmoot.events.contribution import (
    Checked,
    Erased,
    Held,
    Linked,
    PutForward,
    Received,
    Revised,
    Shared,
    Withdrawn,
)
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.events.ground import ConsentGiven, ConsentWithdrawn, DutyStated, LicenceStated

AFTERWARDS = "reason", "view"
"""What people still say once a canvas is concluded: that something was not delivered, and how they see a result."""


def _received(laws: Laws, entry: Entry, fact: Received) -> None:
    if entry.n != 1:
        raise Broken("a contribution is received once.")
    laws.pieces[entry.s] = Piece(fact.canvas, fact.kind, entry.by, typed="typed" if entry.via in TYPED else "")
    if fact.kind == "story" and entry.by.startswith("p_") and entry.by not in laws.people:
        if fact.canvas not in laws.canvases:
            raise Broken("its canvas was never opened.")
        laws.then = entry.s, Held, entry.by  # whoever needs help asks under a name that is used for nothing else
    else:
        laws.active(entry, fact.canvas, late=fact.kind in AFTERWARDS)
    if (fact.kind == "comment") != bool(fact.parent):
        raise Broken("a comment is on something, and nothing else is.")
    if fact.parent:
        _seen(laws, entry, fact.parent, fact.canvas)
    if fact.to and (fact.kind != "question" or not laws.community.serves(fact.to)):
        raise Broken("only a question is put to an office, and to one that holds a role.")
    if fact.form and not laws.community.offers(fact.form, fact.kind):
        raise Broken("the form that it was brought with was not offered.")
    if fact.claimed and entry.via != "import":
        raise Broken("only an import claims a date.")


def _seen(laws: Laws, entry: Entry, name: str, canvas: str) -> None:
    """A contribution of a canvas that the one who acts can see."""
    piece = laws.piece(name)
    if piece.canvas != canvas or not (piece.by == entry.by or laws.shown(name)):
        raise Broken("it is about something in another canvas, or something that is not public.")


def _shared(laws: Laws, entry: Entry, fact: Shared) -> None:
    _not_in_confidence(laws, entry)
    piece = laws.own(entry)
    laws.active(entry, piece.canvas, late=piece.kind in AFTERWARDS)


def _not_in_confidence(laws: Laws, entry: Entry) -> None:
    if entry.s in laws.cares and laws.cares[entry.s].for_help:
        raise Broken("what was written for the safeguarding lead alone is not shown.")


def _personal(laws: Laws, entry: Entry) -> Piece:
    piece = laws.own(entry)
    if not entry.by.startswith("p_"):
        raise Broken("words of office stay as they were said.")
    return piece


def _revised(laws: Laws, entry: Entry, fact: Revised) -> None:
    piece = _personal(laws, entry)
    piece.told, piece.typed = -1, piece.typed and "typed"
    laws.active(entry, piece.canvas)
    fixed = piece.kind in ("statement", "proposal", "amendment", "topic", "note")
    if fixed or (entry.s in laws.duties.known and piece.kind == "question"):
        raise Broken(f"a {piece.kind} is not changed once it can be answered.")


def _withdrawn(laws: Laws, entry: Entry, fact: Withdrawn) -> None:
    _personal(laws, entry).told = -1


def _consented(laws: Laws, entry: Entry, fact: ConsentGiven) -> None:
    _not_in_confidence(laws, entry)
    _personal(laws, entry).consents.update(fact.purposes)
    if not all(map(laws.community.asks_for, fact.purposes)):
        raise Broken("it allows a use that nobody asks for here.")


def _unconsented(laws: Laws, entry: Entry, fact: ConsentWithdrawn) -> None:
    piece = _personal(laws, entry)
    piece.consents.difference_update(fact.purposes)
    if "publish" in fact.purposes:
        piece.told = -1


def _licence(laws: Laws, entry: Entry, fact: LicenceStated) -> None:
    laws.own(entry)
    if fact.source not in laws.sources or entry.via != "import":
        raise Broken("only an import names a licence, and of a source that was named before.")


def _duty(laws: Laws, entry: Entry, fact: DutyStated) -> None:
    laws.own(entry)
    if entry.by.startswith("p_"):
        raise Broken("only an office writes as its duty.")


def _linked(laws: Laws, entry: Entry, fact: Linked) -> None:
    canvas = laws.piece(entry.s).canvas
    laws.active(entry, canvas)
    if fact.to == entry.s:
        raise Broken("it links something to itself.")
    _seen(laws, entry, entry.s, canvas)
    if fact.to.startswith("the_") and fact.relation == "grew-from":
        _of_theme(laws, fact.to, canvas)
    else:
        _seen(laws, entry, fact.to, canvas)
    if fact.because:
        laws.words(entry, fact.because, "reason", canvas)


def _of_theme(laws: Laws, name: str, canvas: str) -> None:
    theme = laws.themes.get(name)
    if theme is None or theme.canvas != canvas:
        raise Broken("it grew from a theme that was never made in its canvas.")


def _checked(laws: Laws, entry: Entry, fact: Checked) -> None:
    piece = laws.piece(entry.s)
    was, piece.typed = piece.typed, piece.typed and "checked"
    laws.office(entry, "facilitator", "steward")
    laws.going(piece.canvas)
    if was != "typed":
        raise Broken("only what was typed from paper, or in a room, is held against the paper, and once.")


def _put_forward(laws: Laws, entry: Entry, fact: PutForward) -> None:
    piece = laws.piece(entry.s)
    piece.told = laws.minute
    laws.office(entry, "facilitator", "steward")
    laws.going(piece.canvas)
    if not laws.shown(entry.s):
        raise Broken("only words that are public are put forward.")


def _erased(laws: Laws, entry: Entry, fact: Erased) -> None:
    piece = laws.piece(entry.s)
    if piece.by.startswith("o_"):
        raise Broken("words of office are not erased; they are redacted.")
    piece.erased = True
    if piece.by != entry.by:
        laws.office(entry, "steward")


LAWS: dict[type[Fact], Law] = {
    Received: _received,
    Shared: _shared,
    Revised: _revised,
    Withdrawn: _withdrawn,
    ConsentGiven: _consented,
    ConsentWithdrawn: _unconsented,
    LicenceStated: _licence,
    DutyStated: _duty,
    Linked: _linked,
    Checked: _checked,
    PutForward: _put_forward,
    Erased: _erased,
}
