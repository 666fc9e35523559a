"""A card that an office typed for somebody is held against the paper by a second one."""

from folkmoot.domain.canvas import going
from folkmoot.domain.contribution import existing
from folkmoot.domain.rules import Act, Command, Context, Decide, Refused
from folkmoot.events.contribution import Checked

TYPED = ("paper", "room")
"""Channels by which offices type what somebody else said or wrote."""


class CheckCard(Command, frozen=True):
    """Say that a card stands as it does on the paper. contribution: what it became."""

    contribution: str


def check_card(command: CheckCard, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "steward")
    piece = existing(ctx, command.contribution)
    going(ctx, piece.canvas)
    if piece.via not in TYPED:
        raise Refused("Only what was typed from paper, or in a room, is held against the paper.")
    if piece.checked:
        raise Refused("Somebody has checked this card already.")
    return [Act(command.contribution, Checked())]


RULES: dict[type[Command], Decide] = {CheckCard: check_card}
