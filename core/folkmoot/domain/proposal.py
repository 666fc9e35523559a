"""A proposal stands in versions; support is for the text as it reads now, and ends when the substance of that changes."""

from typing import Literal

import msgspec

from folkmoot.domain.canvas import going
from folkmoot.domain.community import STREAM
from folkmoot.domain.contribution import minute
from folkmoot.domain.participant import Participant, active
from folkmoot.domain.rules import Context, Refused
from folkmoot.domain.speaking import Spoken
from folkmoot.events.contribution import Kind
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.proposal import (
    AmendmentAccepted,
    AmendmentDeclined,
    AmendmentOffered,
    EditorAdmitted,
    MergeObjected,
    ProposalBegun,
    ProposalMerged,
    ProposalSplit,
    ProposalSupported,
    ProposalWithdrawn,
    SubstanceContested,
    SupportWithdrawn,
    VersionPublished,
)

NO_PROPOSAL = "There is no such proposal here; go back to the canvas and choose one."

MOST_SOURCES = 50
"""Things that a proposal can be begun from."""

GROWS_FROM: tuple[Kind, ...] = ("story", "idea", "statement", "comment", "question", "offer")
"""Contributions that a proposal can be begun from."""

Amended = Literal["offered", "accepted", "declined"]


class Proposal(msgspec.Struct):
    """by: who began it. editors: whom they admitted. version: the current one; text: contribution that holds it. counted:
    the last version that counts as one of substance. supported: who supports it -> the version that they saw. contests:
    version -> who says that its substance changed. amendments: contribution -> what became of it. into: proposal that it
    was merged into, empty for none; merged: minute of that, floored to the grain. objected: proposals that it was merged
    into until one of the authors objected. split, withdrawn: it does not go on.
    """

    canvas: str = ""
    by: str = ""
    sources: tuple[str, ...] = ()
    editors: set[str] = set()
    version: int = 0
    text: str = ""
    counted: int = 0
    supported: dict[str, int] = {}
    contests: dict[int, set[str]] = {}
    amendments: dict[str, Amended] = {}
    into: str = ""
    merged: int = -1
    objected: set[str] = set()
    split: bool = False
    withdrawn: bool = False

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case ProposalBegun():
                self.canvas, self.by, self.sources = fact.canvas, entry.by, fact.sources
            case VersionPublished():
                self.version, self.text = fact.version, fact.text
                self.counted = fact.version if fact.substance else self.counted
            case ProposalSupported():
                self.supported[entry.by] = fact.version
            case SupportWithdrawn():
                self.supported.pop(entry.by, None)
            case SubstanceContested():
                self.contests.setdefault(fact.version, set()).add(entry.by)
                self.counted = max(self.counted, fact.version) if fact.enough else self.counted
            case EditorAdmitted():
                self.editors.add(fact.editor)
        self._amend(fact)
        self._end(entry, fact)

    def _amend(self, fact: Fact | Unknown) -> None:
        match fact:
            case AmendmentOffered():
                self.amendments[fact.text] = "offered"
            case AmendmentAccepted():
                self.amendments[fact.amendment] = "accepted"
            case AmendmentDeclined():
                self.amendments[fact.amendment] = "declined"

    def _end(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case ProposalMerged():
                self.into, self.merged = fact.into, minute(entry.t)
            case MergeObjected():
                self.objected.add(self.into)
                self.into, self.merged = "", -1
            case ProposalSplit():
                self.split = True
            case ProposalWithdrawn():
                self.withdrawn = True

    @property
    def under_way(self) -> bool:
        """Whether it goes on itself, and not in another one or not at all."""
        return bool(self.version) and not (self.into or self.split or self.withdrawn)

    def supports(self, by: str) -> bool:
        """Whether somebody supports it as it reads now, or as it read before changes that were not of substance."""
        return self.supported.get(by, 0) >= max(self.counted, 1)

    def contestable(self, version: int) -> bool:
        """Whether a version was published as no change of substance since the last one that counts as such."""
        return self.counted < version <= self.version

    def wrote(self, by: str) -> bool:
        """Whether somebody began it, or was admitted as an editor."""
        return by == self.by or by in self.editors


def proposal_of(ctx: Context, proposal: str) -> Proposal:
    """A proposal that was begun; else refuse."""
    state = ctx.look(proposal, Proposal, NO_PROPOSAL)
    if not state.canvas:
        raise Refused(NO_PROPOSAL)
    return state


def under_way(ctx: Context, proposal: str) -> Proposal:
    """A proposal that goes on, in an open canvas in which the one who asks may act; else refuse."""
    state = proposal_of(ctx, proposal)
    going(ctx, state.canvas)
    active(ctx, state.canvas)
    if state.into:
        raise Refused("This proposal was merged into another one; go on there.")
    if state.split:
        raise Refused("This proposal was split; go on in one of its parts.")
    if state.withdrawn:
        raise Refused("This proposal was withdrawn; begin a new one if you want to go on with it.")
    return state


def edited(ctx: Context, proposal: str) -> Proposal:
    """A proposal that goes on, of which the one who asks is an editor; else refuse."""
    state = under_way(ctx, proposal)
    if not edits(ctx, state):
        raise Refused("Only those who edit this proposal can do that; offer an amendment instead.")
    return state


def edits(ctx: Context, state: Proposal) -> bool:
    """Whether the one who asks is an editor: who began it or was admitted, or a facilitator once who began it is gone."""
    if state.wrote(ctx.by):
        return True
    return ctx.see(STREAM).holds(ctx.by, "facilitator") and _gone(ctx, state.by)


def _gone(ctx: Context, by: str) -> bool:
    if by.startswith("o_"):
        return not ctx.see(STREAM).serves(by)
    them: Participant = ctx.see(by)
    return them.left or them.erased


def reasoned(command: Spoken, because: str) -> Spoken:
    """The same asking, for the reason that comes with its words."""
    return msgspec.structs.replace(command, text=because, title="")
