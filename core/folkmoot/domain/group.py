"""A group opens places in its canvas when it wants, and agrees and changes its own rules."""

from folkmoot.domain.canvas import Canvas, going
from folkmoot.domain.community import STREAM
from folkmoot.domain.decision import binding
from folkmoot.domain.duty import DUTIES
from folkmoot.domain.participant import here
from folkmoot.domain.rules import Act, Command, Context, Decide, Refused, office, tag, text
from folkmoot.events.canvas import GroupRulesAgreed, OpensPlaces, PlaceClosed, PlaceOpened, Stage


class OpenPlace(Command, frozen=True):
    """place: in which the group starts to work."""

    canvas: str
    place: Stage


class ClosePlace(Command, frozen=True):
    """place: in which the group no longer works."""

    canvas: str
    place: Stage


class AgreeGroupRules(Command, frozen=True):
    """text: all of the rules, also what stays. decision: the one that this carries out, empty for none. places: who opens
    and closes places.
    """

    canvas: str
    text: str
    reason: str
    decision: str = ""
    places: OpensPlaces = "offices"
    lang: str = ""


def open_place(command: OpenPlace, ctx: Context) -> list[Act]:
    if command.place in _at_work(ctx, command.canvas).places:
        raise Refused("This place is open already.")
    return [Act(command.canvas, PlaceOpened(place=command.place))]


def close_place(command: ClosePlace, ctx: Context) -> list[Act]:
    if command.place not in _at_work(ctx, command.canvas).places:
        raise Refused("This place is not open, so there is nothing to close.")
    return [Act(command.canvas, PlaceClosed(place=command.place))]


def _at_work(ctx: Context, canvas: str) -> Canvas:
    state = going(ctx, canvas)
    if state.opens == "everyone" and ctx.by.startswith("p_"):
        here(ctx, canvas)
    else:
        ctx.require("facilitator", "steward")
    return state


def agree_group_rules(command: AgreeGroupRules, ctx: Context) -> list[Act]:
    state = going(ctx, command.canvas)
    if command.decision:
        ctx.require("facilitator", "steward")
        _carries_out(command, state, ctx)
    else:
        ctx.require("facilitator")
        if state.version and any(duty.opened and duty.canvas == command.canvas for duty in ctx.see(DUTIES).known.values()):
            raise Refused("This group decides together by now; name the decision that changes its rules.")
    lang = tag(command.lang) if command.lang else ctx.see(STREAM).lang
    fact = GroupRulesAgreed(version=state.version + 1, decided_by=command.decision, places=command.places)
    words = text(command.text, "the rules", 8_000), text(command.reason, "the reason", 2_000)
    return [Act(command.canvas, fact, tuple(office(part, lang) for part in words))]


def _carries_out(command: AgreeGroupRules, state: Canvas, ctx: Context) -> None:
    if binding(ctx, command.decision).canvas != command.canvas:
        raise Refused("Name a decision of this canvas; what others decided does not bind this group.")
    if command.decision in state.carried:
        raise Refused("An earlier version of the rules carried this decision out; a new change needs a new decision.")


RULES: dict[type[Command], Decide] = {
    OpenPlace: open_place,
    ClosePlace: close_place,
    AgreeGroupRules: agree_group_rules,
}
