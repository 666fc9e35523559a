"""Anybody can report what others see; whoever is held or hidden can appeal once, and somebody else decides."""

from folkmoot.domain.canvas import going
from folkmoot.domain.community import tongue
from folkmoot.domain.contribution import Contribution, existing, of_person, own
from folkmoot.domain.participant import active
from folkmoot.domain.rules import Act, Command, Context, Decide, Official, Refused, office, text
from folkmoot.domain.speaking import Spoken, speak_privately
from folkmoot.events.contribution import AppealDecided, Appealed, Released, Reported, ReportReason, Restored


class Report(Spoken, frozen=True, kw_only=True):
    """Ask a moderator to look at something. text: a note for the moderators, empty for none; it stays private."""

    contribution: str
    reason: ReportReason
    text: str = ""


class Appeal(Spoken, frozen=True, kw_only=True):
    """Ask that somebody else looks at what was held or hidden. text: why, empty for none; it stays private."""

    contribution: str
    text: str = ""


class DecideAppeal(Official, frozen=True):
    """upheld: the author is right, and it is shown again. reasons: in plain words, public."""

    contribution: str
    upheld: bool
    reasons: str


def report(command: Report, ctx: Context) -> list[Act]:
    piece = of_person(ctx, command.contribution)
    active(ctx, piece.canvas)
    if piece.by == ctx.by:
        raise Refused("This is yours; you can change, withdraw or erase it yourself.")
    if ctx.by in piece.care.reporters:
        raise Refused("You have reported this already; a moderator can see it.")
    if not piece.visible:
        raise Refused("This is not shown at the moment, so there is nothing to report.")
    because, acts = _note(command, piece, ctx)
    return [*acts, Act(command.contribution, Reported(reason=command.reason, because=because))]


def appeal(command: Appeal, ctx: Context) -> list[Act]:
    piece = own(ctx, command.contribution)
    if piece.care.for_help or not piece.care.stopped:
        raise Refused("This is neither held nor hidden, so there is nothing to appeal against.")
    if piece.care.appeal == "waiting":
        raise Refused("You have appealed already; somebody else is going to look at it.")
    if piece.care.appeal:
        raise Refused("Your appeal has been decided, and each time there is one. The reasons stand on this page.")
    because, acts = _note(command, piece, ctx)
    return [*acts, Act(command.contribution, Appealed(because=because))]


def decide_appeal(command: DecideAppeal, ctx: Context) -> list[Act]:
    ctx.require("moderator", "steward")
    piece = existing(ctx, command.contribution)
    if piece.care.appeal != "waiting":
        raise Refused("No appeal waits here.")
    if ctx.by in (piece.care.holder, piece.care.hider):
        raise Refused("Your office held or hid this; another moderator or a steward has to decide.")
    words = office(text(command.reasons, "the reasons", 2_000), tongue(command, ctx))
    acts = [Act(command.contribution, AppealDecided(upheld=command.upheld), (words,))]
    if command.upheld and piece.held:
        acts.append(Act(command.contribution, Released()))
    if command.upheld and piece.hidden:
        acts.append(Act(command.contribution, Restored(), (words,)))
    return acts


def _note(command: Report | Appeal, piece: Contribution, ctx: Context) -> tuple[str, list[Act]]:
    """A note for the moderators alone, if there is one: it may well repeat what others should not see."""
    if not command.text.strip():
        return "", []
    going(ctx, piece.canvas)
    active(ctx, piece.canvas)
    return speak_privately(command, "reason", piece.canvas, ctx)


RULES: dict[type[Command], Decide] = {Report: report, Appeal: appeal, DecideAppeal: decide_appeal}
