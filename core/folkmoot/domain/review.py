"""Anyone may open a look back at any time; what comes of it is said in the open."""

import msgspec

from folkmoot.domain.canvas import going
from folkmoot.domain.community import tongue
from folkmoot.domain.participant import active
from folkmoot.domain.rules import Act, Command, Context, Decide, Official, Refused, office, text
from folkmoot.domain.speaking import Spoken, speak
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.review import Aspect, ReviewClosed, ReviewOpened, ReviewRemarked

NO_REVIEW = "There is no such look back here; go back to the canvas and choose one."


class Review(msgspec.Struct):
    """remarks: how many were made."""

    canvas: str = ""
    by: str = ""
    closed: bool = False
    remarks: int = 0

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case ReviewOpened():
                self.canvas, self.by = fact.canvas, entry.by
            case ReviewRemarked():
                self.remarks += 1
            case ReviewClosed():
                self.closed = True


class OpenReview(Command, frozen=True):
    canvas: str


class Remark(Spoken, frozen=True, kw_only=True):
    """aspect: what helped, who was missing, or what to change."""

    review: str
    aspect: Aspect


class CloseReview(Official, frozen=True):
    """outcome: what changes, or why nothing does. rules: version of the group's rules that it led to, 0 for none."""

    review: str
    outcome: str
    rules: int = 0


def open_review(command: OpenReview, ctx: Context) -> list[Act]:
    going(ctx, command.canvas)
    active(ctx, command.canvas)
    return [Act(ctx.new("rev_"), ReviewOpened(canvas=command.canvas))]


def remark(command: Remark, ctx: Context) -> list[Act]:
    state = _open(ctx, command.review)
    active(ctx, state.canvas)
    words, acts = speak(command, "remark", state.canvas, ctx)
    return [*acts, Act(command.review, ReviewRemarked(aspect=command.aspect, text=words))]


def close_review(command: CloseReview, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "steward")
    state = _open(ctx, command.review)
    if not state.remarks:
        raise Refused("Nobody has looked back yet; wait for a first remark.")
    if command.rules < 0:
        raise Refused("Name a version of the group's rules, or none.")
    words = office(text(command.outcome, "what comes of it", 4_000), tongue(command, ctx))
    return [Act(command.review, ReviewClosed(rules=command.rules), (words,))]


def _open(ctx: Context, review: str) -> Review:
    state = ctx.look(review, Review, NO_REVIEW)
    if not state.canvas:
        raise Refused(NO_REVIEW)
    if state.closed:
        raise Refused("This look back is closed; open another one.")
    going(ctx, state.canvas)
    return state


RULES: dict[type[Command], Decide] = {OpenReview: open_review, Remark: remark, CloseReview: close_review}
