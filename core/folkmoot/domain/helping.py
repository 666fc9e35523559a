"""Whoever needs help writes to the safeguarding lead alone, and each reading of it is on record."""

from folkmoot.domain.canvas import NO_CANVAS, Canvas
from folkmoot.domain.community import STREAM, Community
from folkmoot.domain.contribution import existing
from folkmoot.domain.participant import Participant
from folkmoot.domain.rules import Act, Command, Context, Decide, Refused
from folkmoot.domain.speaking import Spoken, speak_privately
from folkmoot.events.contribution import Held, OpenedForCare

ANOTHER_NAME = "Asking for help takes a made-up name that is used for nothing else; reload the page to get one."


class AskForHelp(Spoken, frozen=True, kw_only=True):
    """Say something that is not for the public. It is never shown, whatever `publish` says.

    Asked under a pseudonym that did nothing else, so that nobody reads in the record who of a canvas needs help.
    """

    canvas: str


class OpenForCare(Command, frozen=True):
    """Read what somebody who needs help wrote."""

    contribution: str


def ask_for_help(command: AskForHelp, ctx: Context) -> list[Act]:
    _new(ctx)
    if not ctx.look(command.canvas, Canvas, NO_CANVAS).opened:  # also where it is concluded: help is needed when it is
        raise Refused(NO_CANVAS)
    now: Community = ctx.see(STREAM)
    if not now.has("safeguarding"):
        raise Refused("Nobody is named here to read this, so it was not taken. Ask the people who run this site.")
    stream, acts = speak_privately(command, "story", command.canvas, ctx)
    return [*acts, Act(stream, Held(reason="distress"))]


def _new(ctx: Context) -> None:
    """Refuse an office, and a pseudonym under which somebody takes part."""
    if ctx.is_office:
        raise Refused("Only people ask for help here; an office speaks to the safeguarding lead directly.")
    them = ctx.look(ctx.by, Participant, ANOTHER_NAME)
    if them.joined >= 0 or them.erased:
        raise Refused(ANOTHER_NAME)


def open_for_care(command: OpenForCare, ctx: Context) -> list[Act]:
    ctx.require("safeguarding")
    if not existing(ctx, command.contribution).care.for_help:
        raise Refused("Nobody wrote this for the safeguarding lead.")
    return [Act(command.contribution, OpenedForCare())]


RULES: dict[type[Command], Decide] = {AskForHelp: ask_for_help, OpenForCare: open_for_care}
