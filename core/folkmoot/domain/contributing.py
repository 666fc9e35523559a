"""How a contribution is brought, shared, revised, linked, withdrawn and erased by the person whose it is."""

from typing import Literal

from folkmoot.domain.canvas import date, going
from folkmoot.domain.community import STREAM, Source
from folkmoot.domain.contribution import LONGEST, LONGEST_IMPORTED, Contribution, of_person, own, shown
from folkmoot.domain.participant import active
from folkmoot.domain.rules import Act, Command, Context, Refused, Words, authored, code, office, tag, text
from folkmoot.events.contribution import Erased, Kind, Linked, Received, Relation, Revised, Shared, Withdrawn
from folkmoot.events.entry import canonical
from folkmoot.events.ground import ConsentGiven, ConsentWithdrawn, DutyStated, LicenceStated, Purpose


class Contribute(Command, frozen=True):
    """Bring something. publish: the person says yes to showing it; without that it is received and stays private.

    notice: id and version of the consent wording shown, and notice_text its full wording, kept as evidence.
    parent: contribution that a comment is on. to: office that a question is put to. source: `src_…` of an import.
    """

    canvas: str
    kind: Kind
    text: str
    lang: str = "und"
    title: str = ""
    parent: str = ""
    to: str = ""
    publish: bool = False
    notice: str = ""
    notice_text: str = ""
    notice_lang: str = ""
    source: str = ""
    claimed: str = ""


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


class Link(Command, frozen=True):
    contribution: str
    to: str
    relation: Relation


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
    )
    return [Act(stream, fact, (_spoken(command, command.kind, ctx),)), *_grounds(command, stream, ctx)]


def _fits(command: Contribute, ctx: Context) -> None:
    if command.kind == "comment":
        if shown(ctx, command.parent).canvas != command.canvas:
            raise Refused("A comment belongs to something in the same canvas; choose what you comment on.")
    elif command.parent:
        raise Refused("Only a comment belongs to another contribution.")
    if command.to and (command.kind != "question" or not ctx.see(STREAM).serves(command.to)):
        raise Refused("A question is put to an office of this community; choose one from the list.")
    if (command.source or command.claimed) and ctx.via != "import":
        raise Refused("Only an import may name a source or claim a date.")
    if command.source and not ctx.look(command.source, Source, "Name the source first.").licence:
        raise Refused("Name the source first.")


def _spoken(command: "Contribute | Revise", kind: Kind, ctx: Context) -> Words:
    """What is brought, under the key of its author or, when an office speaks, under no person's key."""
    imported = ctx.via == "import"
    what = {"story": "your story", "idea": "your idea", "statement": "your statement"}.get(kind, f"your {kind}")
    body = text(command.text, what, (LONGEST_IMPORTED if imported else LONGEST)[kind])
    if kind == "statement" and "\n" in body and not imported:
        raise Refused("A statement is one sentence on one line; put the rest in a comment.")
    more = {"title": text(command.title, "the title", 200)} if command.title.strip() else {}
    return (office if ctx.is_office else authored)(body, command.lang, **more)


def _grounds(command: Contribute, stream: str, ctx: Context) -> list[Act]:
    if command.source:
        return [Act(stream, LicenceStated(source=command.source)), Act(stream, Shared())]
    if ctx.is_office:
        return [Act(stream, DutyStated()), Act(stream, Shared())]
    if not command.publish:
        return []
    consent = _consent(("publish",), command.notice, command.notice_text, command.notice_lang, ctx)
    return [Act(stream, *consent), Act(stream, Shared())]


def _consent(
    purposes: tuple[Purpose, ...], notice: str, wording: str, lang: str, ctx: Context
) -> tuple[ConsentGiven, tuple[Words]]:
    """Consent, with the wording that was shown as evidence."""
    if not (notice and wording and lang):
        raise Refused("Consent needs the wording that was shown; reload the page and answer again.")
    fact = ConsentGiven(purposes=purposes, notice=code(notice, "the notice"), lang=tag(lang))
    wording = text(wording, "the wording that was shown", 10_000)
    evidence = canonical({"lang": lang, "minute": ctx.minute, "notice": notice, "shown": wording, "via": ctx.via})
    return fact, (Words(evidence, "author"),)


def share(command: Share, ctx: Context) -> list[Act]:
    piece = _own_here(ctx, command.contribution)
    if piece.shared and not piece.withdrawn and "publish" in piece.consents:
        return []
    consent = _consent(("publish",), command.notice, command.notice_text, command.notice_lang, ctx)
    return [Act(command.contribution, *consent), Act(command.contribution, Shared())]


def revise(command: Revise, ctx: Context) -> list[Act]:
    piece = _own_here(ctx, command.contribution)
    if piece.kind == "statement":
        raise Refused("People answered this sentence as it stands. Withdraw it and add a new one instead.")
    words = _spoken(command, piece.kind, ctx)
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
    new = tuple(sorted(set(command.purposes) - piece.consents))
    if not new:
        return []
    consent = _consent(new, command.notice, command.notice_text, command.notice_lang, ctx)
    return [Act(command.contribution, *consent)]


def withdraw_consent(command: WithdrawConsent, ctx: Context) -> list[Act]:
    piece = own(ctx, command.contribution)
    given = tuple(sorted(set(command.purposes) & piece.consents))
    return [Act(command.contribution, ConsentWithdrawn(purposes=given))] if given else []


def link(command: Link, ctx: Context) -> list[Act]:
    piece, other = shown(ctx, command.contribution), shown(ctx, command.to)
    if command.contribution == command.to or piece.canvas != other.canvas:
        raise Refused("Link two different contributions of the same canvas.")
    going(ctx, piece.canvas)
    active(ctx, piece.canvas)
    if (command.to, command.relation) in piece.links:
        return []
    return [Act(command.contribution, Linked(to=command.to, relation=command.relation))]


def erase_contribution(command: EraseContribution, ctx: Context) -> list[Act]:
    piece = of_person(ctx, command.contribution)
    if piece.by != ctx.by:
        ctx.require("steward")
    return [Act(command.contribution, Erased(ground=command.ground))]
