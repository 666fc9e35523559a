"""How an amendment is offered and answered, and how a proposal is merged into another one or split into several."""

from folkmoot.domain.canvas import going
from folkmoot.domain.community import STREAM
from folkmoot.domain.participant import active
from folkmoot.domain.proposal import Proposal, edited, edits, proposal_of, reasoned, under_way
from folkmoot.domain.proposing import NOT_OFFERED, open_amendment
from folkmoot.domain.rules import Act, Command, Context, Decide, Refused
from folkmoot.domain.speaking import Spoken, speak
from folkmoot.events.community import Rules
from folkmoot.events.proposal import (
    AmendmentAccepted,
    AmendmentDeclined,
    AmendmentOffered,
    MergeObjected,
    ProposalMerged,
    ProposalSplit,
)


class OfferAmendment(Spoken, frozen=True, kw_only=True):
    """text: what should read otherwise, and how. because: the reason, empty for none."""

    proposal: str
    because: str = ""


class AcceptAmendment(Command, frozen=True):
    """Say that an amendment is taken in."""

    proposal: str
    amendment: str


class DeclineAmendment(Spoken, frozen=True, kw_only=True):
    """text: why the amendment is not taken in."""

    proposal: str
    amendment: str


class MergeProposal(Command, frozen=True):
    """into: the proposal that goes on in its place."""

    proposal: str
    into: str


class ObjectToMerge(Spoken, frozen=True, kw_only=True):
    """proposal: the one that was merged. text: why that should be undone."""

    proposal: str


class SplitProposal(Command, frozen=True):
    """into: proposals that were begun from this one."""

    proposal: str
    into: tuple[str, ...]


def offer_amendment(command: OfferAmendment, ctx: Context) -> list[Act]:
    state = under_way(ctx, command.proposal)
    words, acts = speak(command, "amendment", state.canvas, ctx)
    because = ""
    if command.because.strip():
        because, more = speak(reasoned(command, command.because), "reason", state.canvas, ctx)
        acts = acts + more
    return [*acts, Act(command.proposal, AmendmentOffered(text=words, because=because))]


def accept_amendment(command: AcceptAmendment, ctx: Context) -> list[Act]:
    open_amendment(ctx, edited(ctx, command.proposal), command.amendment)
    return [Act(command.proposal, AmendmentAccepted(amendment=command.amendment))]


def decline_amendment(command: DeclineAmendment, ctx: Context) -> list[Act]:
    state = edited(ctx, command.proposal)
    if state.amendments.get(command.amendment) != "offered":
        raise Refused(NOT_OFFERED)
    because, acts = speak(command, "reason", state.canvas, ctx)
    return [*acts, Act(command.proposal, AmendmentDeclined(amendment=command.amendment, because=because))]


def merge_proposal(command: MergeProposal, ctx: Context) -> list[Act]:
    state = under_way(ctx, command.proposal)
    if not edits(ctx, state):
        ctx.require("facilitator")
    into = proposal_of(ctx, command.into)
    if command.into == command.proposal or into.canvas != state.canvas:
        raise Refused("Merge a proposal into another one of the same canvas.")
    if not into.under_way:
        raise Refused("That proposal does not go on itself; choose one that does.")
    if command.into in state.objected or command.proposal in into.objected:
        raise Refused("One of the authors objected to this merge; offer what is missing there as an amendment instead.")
    return [Act(command.proposal, ProposalMerged(into=command.into))]


def object_to_merge(command: ObjectToMerge, ctx: Context) -> list[Act]:
    state = proposal_of(ctx, command.proposal)
    going(ctx, state.canvas)
    active(ctx, state.canvas)
    if not state.into:
        raise Refused("This proposal is not merged into another one, so there is nothing to object to.")
    if ctx.by not in (state.by, proposal_of(ctx, state.into).by):
        raise Refused("Only who began one of the two proposals can object to merging them.")
    if ctx.minute >= objecting_ends(ctx, state):
        raise Refused("The time to object to this merge is over; begin a new proposal if you want to go on with it.")
    because, acts = speak(command, "reason", state.canvas, ctx)
    return [*acts, Act(command.proposal, MergeObjected(because=because))]


def objecting_ends(ctx: Context, state: Proposal) -> int:
    """The minute since 1970 from which nobody can object to a merge any more."""
    rules: Rules = ctx.see(STREAM).rules
    # the merge has its time floored to the grain, and the authors are not to lose what was rounded off
    return state.merged + rules.notice * 60 + (rules.grain - 1 if rules.notice else 0)


def split_proposal(command: SplitProposal, ctx: Context) -> list[Act]:
    edited(ctx, command.proposal)
    parts = tuple(dict.fromkeys(command.into))
    if len(parts) < 2:
        raise Refused("Split a proposal into two parts or more; begin each of them from this proposal first.")
    for part in parts:
        other = proposal_of(ctx, part)
        if command.proposal not in other.sources or not other.under_way:
            raise Refused("A part is a proposal that goes on and was begun from this one; begin it first.")
    return [Act(command.proposal, ProposalSplit(into=parts))]


RULES: dict[type[Command], Decide] = {
    OfferAmendment: offer_amendment,
    AcceptAmendment: accept_amendment,
    DeclineAmendment: decline_amendment,
    MergeProposal: merge_proposal,
    ObjectToMerge: object_to_merge,
    SplitProposal: split_proposal,
}
