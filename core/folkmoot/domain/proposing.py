"""How a proposal is begun, published in versions, supported, contested and withdrawn."""

from folkmoot.domain.canvas import going
from folkmoot.domain.community import STREAM
from folkmoot.domain.contribution import existing, shown
from folkmoot.domain.participant import Participant, active, here
from folkmoot.domain.proposal import (
    GROWS_FROM,
    MOST_SOURCES,
    Proposal,
    edited,
    edits,
    proposal_of,
    reasoned,
    under_way,
)
from folkmoot.domain.rules import Act, Command, Context, Decide, Refused
from folkmoot.domain.speaking import Spoken, speak
from folkmoot.domain.theme import theme_of
from folkmoot.events.proposal import (
    AmendmentAccepted,
    EditorAdmitted,
    ProposalBegun,
    ProposalSupported,
    ProposalWithdrawn,
    SubstanceContested,
    SupportWithdrawn,
    VersionPublished,
)

NOT_OFFERED = "This amendment is not waiting for an answer; reload the page to see what became of it."


class BeginProposal(Spoken, frozen=True, kw_only=True):
    """text: its first version, whole. sources: ideas and other contributions, themes and proposals that it grew from."""

    canvas: str
    sources: tuple[str, ...] = ()


class PublishVersion(Spoken, frozen=True, kw_only=True):
    """text: the new version, whole. substance: those who support it are asked again. because: what changed, and why that is
    a change of substance or none. takes_in: amendments that it takes in.
    """

    proposal: str
    substance: bool
    because: str
    takes_in: tuple[str, ...] = ()


class AdmitEditor(Command, frozen=True):
    """Let somebody else publish versions too. editor: pseudonym in the canvas, or office."""

    proposal: str
    editor: str


class SupportProposal(Command, frozen=True):
    """version: the current one, as the person saw it."""

    proposal: str
    version: int


class WithdrawSupport(Command, frozen=True):
    """Take your support of a proposal back."""

    proposal: str


class ContestSubstance(Spoken, frozen=True, kw_only=True):
    """text: why a version changed the substance, though its editor says that it did not."""

    proposal: str
    version: int


class WithdrawProposal(Spoken, frozen=True, kw_only=True):
    """text: why it does not go on."""

    proposal: str


def begin_proposal(command: BeginProposal, ctx: Context) -> list[Act]:
    going(ctx, command.canvas)
    active(ctx, command.canvas)
    sources = tuple(dict.fromkeys(command.sources))
    if len(sources) > MOST_SOURCES:
        raise Refused(f"Name at most {MOST_SOURCES} things that the proposal grew from.")
    for source in sources:
        if where(ctx, source) != command.canvas:
            raise Refused("A proposal grows from what people brought to the same canvas; choose something there.")
    words, acts = speak(command, "proposal", command.canvas, ctx)
    begun = ProposalBegun(canvas=command.canvas, sources=sources)
    stream = ctx.new("pro_")
    return [*acts, Act(stream, begun), Act(stream, VersionPublished(version=1, text=words))]


def where(ctx: Context, source: str) -> str:
    """The canvas of what a proposal can grow from; else refuse, or answer that it is in none."""
    if source.startswith("the_"):
        return theme_of(ctx, source).canvas
    if source.startswith("pro_"):
        return proposal_of(ctx, source).canvas
    piece = shown(ctx, source)
    return piece.canvas if piece.kind in GROWS_FROM else ""


def publish_version(command: PublishVersion, ctx: Context) -> list[Act]:
    state = edited(ctx, command.proposal)
    taken = tuple(dict.fromkeys(command.takes_in))
    for amendment in taken:
        open_amendment(ctx, state, amendment)
    words, acts = speak(command, "proposal", state.canvas, ctx)
    because, more = speak(reasoned(command, command.because), "reason", state.canvas, ctx)
    fact = VersionPublished(version=state.version + 1, text=words, substance=command.substance, because=because)
    accepted = [Act(command.proposal, AmendmentAccepted(amendment=amendment)) for amendment in taken]
    return [*acts, *more, *accepted, Act(command.proposal, fact)]


def open_amendment(ctx: Context, state: Proposal, amendment: str) -> None:
    """Refuse unless an amendment was offered, waits for an answer and can be read."""
    if state.amendments.get(amendment) != "offered":
        raise Refused(NOT_OFFERED)
    if not existing(ctx, amendment).visible:
        raise Refused("The words of this amendment are not shown at the moment, so it cannot be taken in.")


def admit_editor(command: AdmitEditor, ctx: Context) -> list[Act]:
    state = under_way(ctx, command.proposal)
    if state.by != ctx.by and (state.wrote(ctx.by) or not edits(ctx, state)):
        raise Refused("Only who began this proposal can let others edit it.")
    if state.wrote(command.editor):
        raise Refused("They edit this proposal already.")
    if command.editor.startswith("o_"):
        if not ctx.see(STREAM).serves(command.editor):
            raise Refused("Choose an office that holds a role here.")
    else:
        nobody = "Choose somebody who takes part in this canvas now."
        them = ctx.look(command.editor, Participant, nobody)
        if them.canvas != state.canvas or them.left or them.erased:
            raise Refused(nobody)
    return [Act(command.proposal, EditorAdmitted(editor=command.editor))]


def support_proposal(command: SupportProposal, ctx: Context) -> list[Act]:
    state = under_way(ctx, command.proposal)
    here(ctx, state.canvas)
    if command.version != state.version:
        raise Refused("There is a newer version than the one you read; look at what changed and say again.")
    if not existing(ctx, state.text).visible:
        raise Refused("The text of this version is not shown at the moment, so it cannot be supported.")
    if state.supported.get(ctx.by) == state.version:
        return []
    return [Act(command.proposal, ProposalSupported(version=command.version))]


def withdraw_support(command: WithdrawSupport, ctx: Context) -> list[Act]:
    state = proposal_of(ctx, command.proposal)
    here(ctx, state.canvas)
    going(ctx, state.canvas)
    if ctx.by not in state.supported:
        raise Refused("You do not support this proposal at the moment.")
    return [Act(command.proposal, SupportWithdrawn())]


def contest_substance(command: ContestSubstance, ctx: Context) -> list[Act]:
    state = under_way(ctx, command.proposal)
    here(ctx, state.canvas)
    if not state.contestable(command.version):
        raise Refused("This version counts as a change of substance already, or a later one does, so supporters are asked.")
    before = state.contests.get(command.version, set())
    if ctx.by in before:
        raise Refused("You have said this of that version already.")
    because, acts = speak(command, "reason", state.canvas, ctx)
    enough = len(before) + 1 >= ctx.see(STREAM).rules.seconds
    return [*acts, Act(command.proposal, SubstanceContested(version=command.version, because=because, enough=enough))]


def withdraw_proposal(command: WithdrawProposal, ctx: Context) -> list[Act]:
    state = edited(ctx, command.proposal)
    because, acts = speak(command, "reason", state.canvas, ctx)
    return [*acts, Act(command.proposal, ProposalWithdrawn(because=because))]


RULES: dict[type[Command], Decide] = {
    BeginProposal: begin_proposal,
    PublishVersion: publish_version,
    AdmitEditor: admit_editor,
    SupportProposal: support_proposal,
    WithdrawSupport: withdraw_support,
    ContestSubstance: contest_substance,
    WithdrawProposal: withdraw_proposal,
}
