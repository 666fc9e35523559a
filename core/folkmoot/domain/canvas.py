"""A canvas is opened by those the charter names, and nothing is added once it is concluded."""

import datetime

import msgspec

from folkmoot.domain.community import STREAM, Community, answers, tongue
from folkmoot.domain.duty import DUTIES
from folkmoot.domain.rules import Act, Command, Context, Official, Refused, office, tag, text
from folkmoot.events.canvas import (
    CanvasAnswered,
    CanvasConcluded,
    CanvasOpened,
    CanvasPromised,
    GroupRulesAgreed,
    Level,
    OpensPlaces,
    PlaceClosed,
    PlaceOpened,
)
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown

MOST_OPEN = 250
"""Duties that the entry which concludes a canvas has room to name."""

NO_CANVAS = "There is no such canvas here; go back to the community's page and choose one."


class Canvas(msgspec.Struct):
    """Whether a canvas is open. body: office that answers, empty for none. promised: it made the promise itself. places:
    that are open. version: of the group's rules, 0 before the first. opens: who opens places. carried: decisions that
    versions of the rules carried out.
    """

    opened: bool = False
    concluded: bool = False
    body: str = ""
    promised: bool = False
    places: set[str] = set()
    version: int = 0
    opens: OpensPlaces = "offices"
    carried: set[str] = set()

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case CanvasOpened():
                self.opened, self.body, self.promised = True, fact.body, fact.body == entry.by
            case CanvasPromised():
                self.body, self.promised = entry.by, True
            case CanvasConcluded():
                self.concluded = True
            case PlaceOpened():
                self.places.add(fact.place)
            case PlaceClosed():
                self.places.discard(fact.place)
            case GroupRulesAgreed():
                self.version, self.opens = fact.version, fact.places
                self.carried.add(fact.decided_by)


class OpenCanvas(Command, frozen=True):
    """promise: what can change, who decides and by when the body answers, in plain words. answer_by: `YYYY-MM-DD`."""

    question: str
    promise: str
    level: Level
    body: str = ""
    answer_by: str = ""
    lang: str = ""


class MakePromise(Command, frozen=True):
    """Make the promise of a canvas in the name of an office. level, answer_by, lang: as in OpenCanvas."""

    canvas: str
    promise: str
    level: Level
    answer_by: str = ""
    lang: str = ""


class AnswerCanvas(Official, frozen=True):
    """Say what came of a canvas in the name of the office that promised to, or correct that."""

    canvas: str
    answer: str


class ConcludeCanvas(Official, frozen=True):
    canvas: str
    reason: str


def open_canvas(command: OpenCanvas, ctx: Context) -> list[Act]:
    now: Community = ctx.see(STREAM)
    if "resident" not in now.rules.opens and ctx.by != "house":
        ctx.require(*now.rules.opens)  # type: ignore[arg-type]  # the charter holds roles as text
    if command.body and not now.serves(command.body):
        raise Refused("Name an office of this community as the body that answers.")
    if (command.body or command.answer_by) and ctx.by.startswith("p_"):
        raise Refused("You cannot promise something for an office; leave that empty, and ask the office for its promise.")
    answer_by = _answer_by(command.answer_by, ctx)
    lang = tag(command.lang) if command.lang else now.lang
    fact = CanvasOpened(level=command.level, body=command.body, answer_by=answer_by)
    hoped = "what you hope for" if ctx.by.startswith("p_") else "the promise"
    words = text(command.question, "the question", 500), text(command.promise, hoped, 4_000)
    return [Act(ctx.new("can_"), fact, tuple(office(part, lang) for part in words))]


def make_promise(command: MakePromise, ctx: Context) -> list[Act]:
    state, now = going(ctx, command.canvas), ctx.see(STREAM)
    if not ctx.is_office:
        raise Refused("Only an office can make the promise of a canvas; sign in for that office.")
    if state.promised:
        raise Refused("The office that answers here has made its promise already; it stands.")
    if state.body and now.serves(state.body):
        if ctx.by != state.body:
            raise Refused("Another office is named as the one that answers here, and it makes the promise itself.")
    else:
        ctx.require("officer")
    fact = CanvasPromised(level=command.level, answer_by=_answer_by(command.answer_by, ctx))
    lang = tag(command.lang) if command.lang else now.lang
    return [Act(command.canvas, fact, (office(text(command.promise, "the promise", 4_000), lang),))]


def _answer_by(value: str, ctx: Context) -> str:
    answer_by = date(value)
    if answer_by and answer_by < ctx.today:
        raise Refused(f"The date {answer_by} by which the body answers is over already; choose a later one.")
    return answer_by


def answer_canvas(command: AnswerCanvas, ctx: Context) -> list[Act]:
    state = ctx.look(command.canvas, Canvas, NO_CANVAS)
    if not state.opened:
        raise Refused(NO_CANVAS)
    if not state.promised:
        raise Refused("No office has promised an answer here yet; make the promise first.")
    answers(ctx, state.body, "The office that made the promise answers here; sign in for that office.")
    words = office(text(command.answer, "the answer", 8_000), tongue(command, ctx))
    return [Act(command.canvas, CanvasAnswered(), (words,))]


def conclude_canvas(command: ConcludeCanvas, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "steward")
    going(ctx, command.canvas)
    words = office(text(command.reason, "the reason", 2_000), tongue(command, ctx))
    if ctx.see(DUTIES).undecided(command.canvas, ctx.today):
        raise Refused("People vote here, or called a vote that others can still come to want; see it through, then conclude.")
    owed = ctx.see(DUTIES).open(command.canvas)
    if len(owed) > MOST_OPEN:
        raise Refused(f"{len(owed)} duties of this canvas are open; have some of them answered before it is concluded.")
    return [Act(command.canvas, CanvasConcluded(open_duties=owed), (words,))]


def going(ctx: Context, canvas: str) -> Canvas:
    """The canvas, if it is open and not concluded; else refuse."""
    state = ctx.look(canvas, Canvas, NO_CANVAS)
    if not state.opened:
        raise Refused(NO_CANVAS)
    if state.concluded:
        raise Refused("This canvas is concluded; nothing can be added to it any more.")
    return state


def date(value: str) -> str:
    """A date as `YYYY-MM-DD`, or empty.

    Raises Refused when it is neither.
    """
    try:
        return value and datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise Refused(f"Write the date {value} as year-month-day, for example 2027-01-31.") from None
