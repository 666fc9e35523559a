"""A contribution is public while it is shared, a ground stands, and nobody held, hid, withdrew or erased it."""

import datetime

import msgspec

from folkmoot.domain.care import Care
from folkmoot.domain.rules import Context, Refused
from folkmoot.events.alternative import Alternative, AlternativeEnded, AlternativeMade, Level
from folkmoot.events.contribution import (
    Attached,
    Checked,
    Detached,
    Erased,
    Held,
    Hidden,
    Kind,
    Linked,
    Medium,
    PutForward,
    Received,
    Released,
    Restored,
    Revised,
    Shared,
    Withdrawn,
)
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.ground import ConsentGiven, ConsentWithdrawn, DutyStated, LicenceStated
from folkmoot.events.question import QuestionSeconded

MISSING = "There is no such contribution; it may have been mistyped. Go back and choose it again."

WORDS_STAY = "Words of office stay as they were said; add a correction, or have them redacted in public with a reason."

LONGEST: dict[Kind, int] = {
    "story": 20_000,
    "idea": 4_000,
    "statement": 280,
    "comment": 4_000,
    "question": 2_000,
    "offer": 2_000,
    "topic": 280,
    "theme": 120,
    "proposal": 20_000,
    "amendment": 20_000,
    "reason": 2_000,
    "note": 20_000,
    "view": 4_000,
    "turn": 4_000,
    "remark": 4_000,
}
"""Characters a contribution of a kind may have."""

LONGEST_IMPORTED = LONGEST | {"statement": 1_000}
"""The same for what an import brings: other places let a statement be longer, and have several lines."""


class Again(msgspec.Struct, frozen=True):
    """An alternative that stands. i, of: index of the entry that made it, and of the one that holds what it was made from."""

    i: int
    of: int
    level: Level


class Contribution(msgspec.Struct):
    """What the rules need to know of a contribution. put_forward: minute when its author was told, -1 before."""

    canvas: str = ""
    kind: Kind = "comment"
    by: str = ""
    lang: str = ""
    to: str = ""
    via: str = ""
    words: int = -1
    """Index of the entry whose seal 0 holds the current words."""
    checked: bool = False
    """Somebody else held against the paper what an office had typed."""
    consents: set[str] = set()
    grounded: bool = False
    """A licence or duty stands behind it."""
    shared: bool = False
    withdrawn: bool = False
    held: bool = False
    hidden: bool = False
    erased: bool = False
    put_forward: int = -1
    links: set[tuple[str, str]] = set()
    """Contribution it is linked to, and how."""
    seconds: set[str] = set()
    """Who seconded it, when it is a question."""
    attached: dict[Medium, int] = {}
    """Index of the entry by which a recording or a picture goes with it."""
    alternatives: dict[tuple[Alternative, str], Again] = {}
    """By what it is and in which language, what stands."""
    care: Care = msgspec.field(default_factory=Care)

    @property
    def offered(self) -> bool:
        """Whether its author lets it be shown, whatever others do to it."""
        return self.shared and not self.withdrawn and (self.grounded or "publish" in self.consents)

    @property
    def visible(self) -> bool:
        """Whether its words are public now, as far as its own stream says."""
        return self.offered and not (self.held or self.hidden or self.erased)

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case Received():
                self.canvas, self.kind, self.lang, self.by = fact.canvas, fact.kind, fact.lang, entry.by
                self.to, self.via, self.words = fact.to, entry.via, entry.i
            case ConsentGiven():
                self.consents.update(fact.purposes)
            case ConsentWithdrawn():
                self.consents.difference_update(fact.purposes)
            case LicenceStated() | DutyStated():
                self.grounded = True
            case Shared():
                self.shared, self.withdrawn = True, False
            case Revised():
                self.lang, self.checked, self.words = fact.lang, False, entry.i
            case Checked():
                self.checked = True
            case Withdrawn():
                self.withdrawn = True
            case Held() | Released():
                self.held = isinstance(fact, Held)
            case Hidden() | Restored():
                self.hidden = isinstance(fact, Hidden)
            case Erased():
                self.erased = True
        self.care.evolve(entry, fact, self.by)
        self._tie(entry, fact)
        self._tell(entry, fact)

    def _tie(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case Linked():
                self.links.add((fact.to, fact.relation))
            case Attached():
                self.attached[fact.kind] = entry.i
            case Detached():
                self.attached = {kind: i for kind, i in self.attached.items() if i != fact.entry}
            case AlternativeMade():
                self.alternatives[fact.kind, fact.lang] = Again(entry.i, fact.of, fact.level)
            case AlternativeEnded():
                self.alternatives = {key: one for key, one in self.alternatives.items() if one.i != fact.entry}
            case QuestionSeconded():
                self.seconds.add(entry.by)

    def _tell(self, entry: Entry, fact: Fact | Unknown) -> None:
        """An author who takes a text back or changes it has to be told again before it becomes an option."""
        match fact:
            case PutForward():
                self.put_forward = minute(entry.t)
            case Withdrawn() | Revised() | Erased():
                self.put_forward = -1
            case ConsentWithdrawn() if "publish" in fact.purposes:
                self.put_forward = -1


def minute(t: str) -> int:
    """Minutes since 1970 of an entry's `t`."""
    moment = datetime.datetime.fromisoformat(t.replace("Z", "+00:00"))
    return int(moment.timestamp()) // 60


def existing(ctx: Context, contribution: str) -> Contribution:
    """A contribution that was received and not erased, alone or with its author; else refuse."""
    piece = ctx.look(contribution, Contribution, MISSING)
    if not piece.canvas:
        raise Refused(MISSING)
    if piece.erased or (piece.by.startswith("p_") and ctx.see(piece.by).erased):
        raise Refused("This contribution has been erased; there is nothing left to change.")
    return piece


def own(ctx: Context, contribution: str) -> Contribution:
    """A contribution of the person who asks; else refuse."""
    piece = existing(ctx, contribution)
    if piece.by != ctx.by:
        raise Refused("Only the person who brought this can do that.")
    if ctx.is_office:
        raise Refused(WORDS_STAY)
    return piece


def of_person(ctx: Context, contribution: str) -> Contribution:
    """A contribution that a person brought, and no office; else refuse."""
    piece = existing(ctx, contribution)
    if piece.by.startswith("o_"):
        raise Refused(WORDS_STAY)
    return piece


def shown(ctx: Context, contribution: str) -> Contribution:
    """A contribution that is public, or that the one who asks brought; else refuse."""
    piece = existing(ctx, contribution)
    if not piece.visible and piece.by != ctx.by:
        raise Refused("This is not shown at the moment, so nothing can be added to it; choose something else.")
    return piece
