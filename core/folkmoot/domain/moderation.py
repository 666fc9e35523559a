"""A moderator may hold or hide with a reason, and undo it; a text may be put forward; nobody deletes."""

from folkmoot.domain.canvas import going
from folkmoot.domain.community import STREAM, Community, tongue
from folkmoot.domain.contribution import Contribution, existing, of_person
from folkmoot.domain.rules import Act, Command, Context, Official, Refused, Words, office, text
from folkmoot.events.contribution import (
    Held,
    Hidden,
    HidingReason,
    HoldingReason,
    PutForward,
    Released,
    Restored,
)
from folkmoot.events.fact import KINDS, guard
from folkmoot.events.record import Redacted


class Hold(Command, frozen=True):
    contribution: str
    reason: HoldingReason


class Release(Command, frozen=True):
    """Show what was held again, or leave what was only reported as it is."""

    contribution: str


class Hide(Official, frozen=True):
    """statement: reasons in plain words, public."""

    contribution: str
    reason: HidingReason
    statement: str


class Restore(Official, frozen=True):
    contribution: str
    reason: str


class PutForwardText(Command, frozen=True):
    """Tell the author that their text is to be put to a decision, from when on it stays."""

    contribution: str


class Redact(Official, frozen=True):
    """Remove a payload of the body or the group, in public, with a reason. entry, seal: as in the record."""

    entry: int
    seal: int
    reason: str


def hold(command: Hold, ctx: Context) -> list[Act]:
    ctx.require("moderator", "facilitator")
    piece = _moderated(ctx, command.contribution)
    if piece.held:
        raise Refused("This contribution is held already; release it or hide it.")
    return [Act(command.contribution, Held(reason=command.reason))]


def release(command: Release, ctx: Context) -> list[Act]:
    piece = existing(ctx, command.contribution)
    if piece.care.for_help:
        ctx.require("safeguarding")
    else:
        ctx.require("moderator", "facilitator")
    if not (piece.held or piece.care.waiting):
        raise Refused("This contribution is not held, and nobody reported it since somebody last looked.")
    return [Act(command.contribution, Released())]


def hide(command: Hide, ctx: Context) -> list[Act]:
    ctx.require("moderator")
    if (command.reason == "rejected-at-source") != (ctx.via == "import"):
        raise Refused("Only an import hides what was rejected at the source; choose another reason.")
    if _moderated(ctx, command.contribution).hidden:
        raise Refused("This contribution is hidden already.")
    now: Community = ctx.see(STREAM)
    fact = Hidden(reason=command.reason, charter=now.charter)
    return [Act(command.contribution, fact, (_reason(command, command.statement, "the statement of reasons", ctx),))]


def restore(command: Restore, ctx: Context) -> list[Act]:
    ctx.require("moderator")
    if not existing(ctx, command.contribution).hidden:
        raise Refused("This contribution is not hidden.")
    return [Act(command.contribution, Restored(), (_reason(command, command.reason, "the reason", ctx),))]


def put_forward(command: PutForwardText, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "steward")
    piece = existing(ctx, command.contribution)
    going(ctx, piece.canvas)
    if not piece.visible:
        raise Refused("Only words that are public can be put forward.")
    if piece.put_forward >= 0:
        raise Refused("The author has been told already.")
    return [Act(command.contribution, PutForward())]


def redact(command: Redact, ctx: Context) -> list[Act]:
    ctx.require("steward", "moderator")
    if not _of_office(command, ctx):
        raise Refused("Only words of office are redacted. A person erases their own words; a moderator can hide them.")
    if (command.entry, command.seal) in ctx.see(STREAM).redacted:
        return []
    fact = Redacted(entry=command.entry, seal=command.seal)
    return [Act(STREAM, fact, (_reason(command, command.reason, "the reason", ctx),))]


def _moderated(ctx: Context, contribution: str) -> Contribution:
    """A contribution that a person brought to others; what was written for the safeguarding lead is not for moderators."""
    piece = of_person(ctx, contribution)
    if piece.care.for_help:
        raise Refused("This was written for the safeguarding lead alone, and was never shown.")
    return piece


def _of_office(command: Redact, ctx: Context) -> bool:
    entry = ctx.entry(command.entry)
    if entry is None or not 0 <= command.seal < len(entry.cm):
        raise Refused("There is no such seal in the record; look the entry up and copy its two numbers.")
    if entry.type not in KINDS:
        return False
    whose = guard(KINDS[entry.type], command.seal)[1]
    return whose == "office" or (whose == "words" and entry.by.startswith("o_"))


def _reason(command: Official, words: str, what: str, ctx: Context) -> Words:
    return office(text(words, what, 2_000), tongue(command, ctx))
