"""How a contribution is brought, shared, revised, linked, withdrawn and erased by the person whose it is."""

from typing import Literal

from folkmoot.domain.canvas import date, going
from folkmoot.domain.community import STREAM, Source
from folkmoot.domain.contribution import Contribution, of_person, own, shown
from folkmoot.domain.participant import active
from folkmoot.domain.rules import Act, Command, Context, Refused, tag
from folkmoot.domain.speaking import Spoken, consent, grounds, speak, words_of
from folkmoot.domain.telling import NOTHING, Telling
from folkmoot.domain.theme import theme_of
from folkmoot.events.contribution import Brought, Erased, Linked, Received, Relation, Revised, Shared, Withdrawn
from folkmoot.events.ground import ConsentWithdrawn, LicenceStated, Purpose

IN_CONFIDENCE = "You wrote this for the safeguarding lead alone. To have it shown, tell it again as a story of its own."


class Contribute(Spoken, frozen=True, kw_only=True):
    """Bring something. parent: contribution that a comment is on. to: office that a question is put to. source: `src_…` of
    an import. telling: of a story, whose it is and how they are named. form: `plugin/name` that it was brought with, and
    answers: what was answered there, box by box; both empty for none.
    """

    canvas: str
    kind: Brought
    parent: str = ""
    to: str = ""
    source: str = ""
    claimed: str = ""
    telling: Telling = NOTHING
    form: str = ""
    answers: dict[str, str] = {}


class Share(Command, frozen=True):
    """Show a contribution that was private so far, with consent to publish."""

    contribution: str
    notice: str
    notice_text: str
    notice_lang: str


class Revise(Command, frozen=True):
    contribution: str
    text: str
    lang: str
    title: str = ""
    telling: Telling = NOTHING


class Withdraw(Command, frozen=True):
    contribution: str


class GiveConsent(Command, frozen=True):
    contribution: str
    purposes: tuple[Purpose, ...]
    notice: str
    notice_text: str
    notice_lang: str


class WithdrawConsent(Command, frozen=True):
    contribution: str
    purposes: tuple[Purpose, ...]


class Link(Spoken, frozen=True, kw_only=True):
    """to: another contribution; for `grew-from` also a theme. text: the reason, empty for none."""

    contribution: str
    to: str
    relation: Relation
    text: str = ""


class EraseContribution(Command, frozen=True):
    contribution: str
    ground: Literal["asked", "ordered"] = "asked"


def contribute(command: Contribute, ctx: Context) -> list[Act]:
    going(ctx, command.canvas)
    active(ctx, command.canvas)
    _fits(command, ctx)
    stream = ctx.new("con_")
    fact = Received(
        canvas=command.canvas,
        kind=command.kind,
        lang=tag(command.lang),
        parent=command.parent,
        to=command.to,
        claimed=date(command.claimed),
        form=command.form,
    )
    words = words_of(command, command.kind, ctx, command.telling, command.answers)
    return [Act(stream, fact, (words,)), *_grounds(command, stream, ctx)]


def _grounds(command: Contribute, stream: str, ctx: Context) -> list[Act]:
    if command.source:
        return [Act(stream, LicenceStated(source=command.source)), Act(stream, Shared())]
    return grounds(command, stream, ctx)


def _fits(command: Contribute, ctx: Context) -> None:
    if command.kind == "comment":
        if shown(ctx, command.parent).canvas != command.canvas:
            raise Refused("A comment belongs to something in the same canvas; choose what you comment on.")
    elif command.parent:
        raise Refused("Only a comment belongs to another contribution.")
    if command.to and (command.kind != "question" or not ctx.see(STREAM).serves(command.to)):
        raise Refused("A question is put to an office of this community; choose one from the list.")
    if command.form and not ctx.see(STREAM).offers(command.form, command.kind):
        raise Refused("This form is not offered here any more; copy what you wrote, and bring it in your own words instead.")
    if command.answers and not command.form:
        raise Refused("Only a form has answers; say which one it is.")
    if (command.source or command.claimed) and ctx.via != "import":
        raise Refused("Only an import may name a source or claim a date.")
    if command.source and not ctx.look(command.source, Source, "Name the source first.").licence:
        raise Refused("Name the source first.")


def share(command: Share, ctx: Context) -> list[Act]:
    if own(ctx, command.contribution).care.for_help:
        raise Refused(IN_CONFIDENCE)
    piece = _own_here(ctx, command.contribution)
    if piece.shared and not piece.withdrawn and "publish" in piece.consents:
        return []
    given = consent(("publish",), command.notice, command.notice_text, command.notice_lang, ctx)
    return [Act(command.contribution, *given), Act(command.contribution, Shared())]


def revise(command: Revise, ctx: Context) -> list[Act]:
    piece = _own_here(ctx, command.contribution)
    if piece.kind == "statement":
        raise Refused("People answered this sentence as it stands. Withdraw it and add a new one instead.")
    if piece.kind in ("proposal", "amendment"):
        raise Refused("People read this text as it stands and may support it. Publish a new version, or offer another amendment.")
    if piece.kind in ("topic", "note") or (piece.kind == "question" and piece.to):
        raise Refused("Others may have said yes to these words as they stand. Withdraw them and write new ones instead.")
    words = words_of(command, piece.kind, ctx, command.telling)
    return [Act(command.contribution, Revised(lang=tag(command.lang)), (words,))]


def _own_here(ctx: Context, contribution: str) -> Contribution:
    """A contribution of the person who asks, who still takes part in its canvas; else refuse."""
    piece = own(ctx, contribution)
    going(ctx, piece.canvas)
    active(ctx, piece.canvas)
    return piece


def withdraw(command: Withdraw, ctx: Context) -> list[Act]:
    if own(ctx, command.contribution).withdrawn:
        return []
    return [Act(command.contribution, Withdrawn())]


def give_consent(command: GiveConsent, ctx: Context) -> list[Act]:
    piece = own(ctx, command.contribution)
    if piece.care.for_help:
        raise Refused(IN_CONFIDENCE)
    new = tuple(sorted(set(command.purposes) - piece.consents))
    if not new:
        return []
    given = consent(new, command.notice, command.notice_text, command.notice_lang, ctx)
    return [Act(command.contribution, *given)]


def withdraw_consent(command: WithdrawConsent, ctx: Context) -> list[Act]:
    piece = own(ctx, command.contribution)
    given = tuple(sorted(set(command.purposes) & piece.consents))
    return [Act(command.contribution, ConsentWithdrawn(purposes=given))] if given else []


def link(command: Link, ctx: Context) -> list[Act]:
    piece = shown(ctx, command.contribution)
    if command.contribution == command.to or piece.canvas != _where(command, ctx):
        raise Refused("Link two different contributions of the same canvas.")
    going(ctx, piece.canvas)
    active(ctx, piece.canvas)
    if (command.to, command.relation) in piece.links:
        return []
    because, acts = speak(command, "reason", piece.canvas, ctx) if command.text.strip() else ("", [])
    return [*acts, Act(command.contribution, Linked(to=command.to, relation=command.relation, because=because))]


def _where(command: Link, ctx: Context) -> str:
    """The canvas of what is linked to."""
    if command.to.startswith("the_") and command.relation == "grew-from":
        return theme_of(ctx, command.to).canvas
    return shown(ctx, command.to).canvas


def erase_contribution(command: EraseContribution, ctx: Context) -> list[Act]:
    piece = of_person(ctx, command.contribution)
    if piece.by != ctx.by:
        ctx.require("steward")
    return [Act(command.contribution, Erased(ground=command.ground))]
