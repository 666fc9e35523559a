"""How a decision is called, opened, voted in, closed with its result, and reviewed."""

import hashlib
from typing import Any, Literal

import msgspec

from folkmoot.domain.calling import EVERYBODY, may_call, on_their_terms
from folkmoot.domain.canvas import NO_CANVAS, Canvas, date, going
from folkmoot.domain.community import STREAM, Community, answers, tongue
from folkmoot.domain.contribution import existing
from folkmoot.domain.decision import OFF, Decision, found, in_time, inputs_digest
from folkmoot.domain.participant import here
from folkmoot.domain.proposal import proposal_of
from folkmoot.domain.rules import Act, Command, Context, Method, Official, Refused, office, tag, text
from folkmoot.domain.speaking import Spoken, speak
from folkmoot.events.decision import (
    BallotCast,
    Called,
    CalledOff,
    Closed,
    DecisionAnswered,
    Electorate,
    Opened,
    Option,
    Reviewed,
    Tallied,
    ViewAttached,
)
from folkmoot.events.entry import canonical

IDS = "abcdefghijklmnopqrstuvwxyz"


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One option of a call. source: contribution whose words it takes over."""

    text: str
    source: str = ""


class CallDecision(Command, frozen=True):
    """quorum: ballots needed for the result to bind. inputs: contributions and proposals the decision rests on. closes:
    last day for ballots, `YYYY-MM-DD` in UTC, or empty.
    """

    canvas: str
    question: str
    options: tuple[Choice, ...]
    method: str = "approval"
    params: dict[str, Any] = {}
    electorate: Electorate = Electorate(rolls=EVERYBODY, until="closed")
    quorum: int = 1
    inputs: tuple[str, ...] = ()
    closes: str = ""
    lang: str = ""


class OpenDecision(Command, frozen=True):
    decision: str


class CallOff(Official, frozen=True):
    """Call a decision off before voting opens on it, as when its terms are wrong; another can be called."""

    decision: str
    reason: str


class CastBallot(Command, frozen=True):
    decision: str
    choice: Any


class CloseDecision(Command, frozen=True):
    decision: str


class ReviewDecision(Official, frozen=True):
    decision: str
    outcome: Literal["stands", "change", "repeal"]
    text: str


class AttachView(Spoken, frozen=True, kw_only=True):
    """Say beside a result how one sees it otherwise, and why."""

    decision: str


class AnswerDecision(Official, frozen=True):
    """What the body makes of the result, with its reasons; again to correct it."""

    decision: str
    outcome: Literal["accepted", "changed", "refused"]
    reasons: str


def call_decision(command: CallDecision, ctx: Context) -> list[Act]:
    may_call(command.canvas, ctx)
    going(ctx, command.canvas)
    now: Community = ctx.see(STREAM)
    method = _method(command.method, now, ctx)
    if not 2 <= len(command.options) <= len(IDS):
        raise Refused(f"Offer between 2 and {len(IDS)} options.")
    if len({" ".join(option.text.split()).casefold() for option in command.options}) < len(command.options):
        raise Refused("Two options read the same; nobody could tell which of them was chosen. Change one or take it out.")
    if command.quorum < 1:
        raise Refused("A quorum is at least one ballot.")
    if not command.electorate.rolls:
        raise Refused("Say who may vote: name at least one way in which people are known.")
    closes = date(command.closes)
    if closes and closes < ctx.today:
        raise Refused(f"The last day for ballots, {closes}, is over already; choose a later one.")
    if ctx.by.startswith("p_"):
        on_their_terms(command.electorate, closes, ctx)
    options = tuple(Option(id=IDS[n], source=option.source) for n, option in enumerate(command.options))
    method.check_params(command.params, tuple(option.id for option in options))
    _told(command, now, ctx)
    fact = Called(
        canvas=command.canvas,
        method=method.name,
        version=method.version,
        params=command.params,
        electorate=command.electorate,
        options=options,
        quorum=command.quorum,
        inputs=tuple(dict.fromkeys(command.inputs + tuple(o.source for o in options if o.source))),
        closes=closes,
        charter=now.charter,
    )
    lang = tag(command.lang) if command.lang else now.lang
    texts = [text(command.question, "the question", 1_000)]
    texts += [text(option.text, "each option", 1_000) for option in command.options]
    called = Act(ctx.new("dec_"), fact, tuple(office(part, lang) for part in texts))
    at_once = ctx.by.startswith("p_") and not now.rules.seconds
    return [called, *([Act(called.stream, Opened())] if at_once else [])]


def _method(name: str, now: Community, ctx: Context) -> Method:
    if not now.brings(name):
        raise Refused(f"The way to decide called {name} is not enabled here; a steward can enable it.")
    if name not in ctx.methods:
        raise Refused(f"The plugin for {name} is not installed on this server; ask whoever runs it.")
    return ctx.methods[name]


def _told(command: CallDecision, now: Community, ctx: Context) -> None:
    """Authors are told before their words become the group's."""
    for source in command.inputs:
        if not source.startswith("pro_"):
            existing(ctx, source)
        elif proposal_of(ctx, source).canvas != command.canvas:
            raise Refused("A decision can only rest on proposals of this canvas; choose one of those.")
    for source in (option.source for option in command.options if option.source):
        piece = existing(ctx, source)
        if piece.canvas != command.canvas:
            raise Refused("An option can only take over words from this canvas.")
        if not piece.visible:
            raise Refused("An option can only take over words that are public; these are not any more.")
        if piece.put_forward < 0:
            raise Refused("Tell the author first: put the contribution forward, so that they can still take it back.")
        # the telling has its time floored to the grain, and the author is not to lose what was rounded off
        if ctx.minute - piece.put_forward < now.rules.notice * 60 + (now.rules.grain - 1 if now.rules.notice else 0):
            raise Refused(f"The author was told less than {now.rules.notice} hours ago; the charter gives them that long.")


def open_decision(command: OpenDecision, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "officer", "steward")
    state = found(ctx, command.decision)
    if state.opened >= 0:
        raise Refused("This decision is open already.")
    if state.called_off:
        raise Refused(OFF)
    going(ctx, state.terms.canvas)
    in_time(state, ctx)
    return [Act(command.decision, Opened())]


def call_off(command: CallOff, ctx: Context) -> list[Act]:
    state = found(ctx, command.decision)
    _may_call_off(state, ctx)
    if state.opened >= 0:
        raise Refused("Voting has opened on this decision, so it cannot be called off; see it through, then review it.")
    if state.called_off:
        raise Refused("This decision was called off already.")
    going(ctx, state.terms.canvas)
    words = office(text(command.reason, "the reason", 2_000), tongue(command, ctx))
    return [Act(command.decision, CalledOff(), (words,))]


def _may_call_off(state: Decision, ctx: Context) -> None:
    """What people called, those whom it may be about do not take off the table."""
    if not state.called_by.startswith("p_"):
        ctx.require("facilitator", "officer", "steward")
    elif ctx.by == state.called_by:
        here(ctx, state.terms.canvas)
    else:
        ctx.require("moderator", "steward")


def cast_ballot(command: CastBallot, ctx: Context) -> list[Act]:
    state = found(ctx, command.decision)
    if state.called_off:
        raise Refused(OFF)
    if state.opened < 0:
        raise Refused("Voting has not opened yet.")
    if state.closed:
        raise Refused("Voting is closed; your ballot cannot be taken any more.")
    going(ctx, state.terms.canvas)
    _on_roll(state, ctx)
    in_time(state, ctx)
    way(state, ctx).check(command.choice, state.options, state.terms.params)
    if ctx.by in state.ballots and state.ballots[ctx.by] == command.choice:
        return []
    return [Act(command.decision, BallotCast(choice=command.choice))]


def _on_roll(state: Decision, ctx: Context) -> None:
    them = here(ctx, state.terms.canvas)
    electorate = state.terms.electorate
    since = [index for roll, index in them.rolls.items() if roll in electorate.rolls]
    if not since:
        raise Refused("This vote asks for a check of who you are that has not been made yet; ask the facilitator.")
    if electorate.until == "opened" and min(since) > state.opened:
        raise Refused("The roll for this vote was fixed when it opened, and you were put on it after that.")


def way(state: Decision, ctx: Context) -> Method:
    """The method it was called with, in a version that counts alike; else refuse."""
    name, version = state.terms.method, state.terms.version
    method = ctx.methods.get(name)
    if method is None or _major(method.version) != _major(version):
        raise Refused(f"This server needs the plugin for {name} {_major(version)}.x; ask whoever runs it.")
    return method


def _major(version: str) -> str:
    return version.partition(".")[0]


def close_decision(command: CloseDecision, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "officer", "steward")
    state = found(ctx, command.decision)
    if state.opened < 0 or state.closed:
        raise Refused("Only a decision that is open can be closed.")
    if waiting := next((number for number, batch in sorted(state.batches.items()) if batch.waits), 0):
        raise Refused(
            f"Batch {waiting} of the paper ballots was not checked by a second person yet; have it checked, or set it aside."
        )
    if ctx.today <= state.terms.closes:
        raise Refused(f"Voting was announced until {state.terms.closes}, that day included; close it on the day after or later.")
    method, digest = way(state, ctx), inputs_digest(state.ballots)
    outcome = method.tally(state.ballots, state.options, state.terms.params)
    detail = () if outcome.detail is None else (canonical(outcome.detail),)
    tallied = Tallied(
        method=method.name,
        version=method.version,
        params=state.terms.params,
        input=digest,
        chosen=outcome.chosen,
        counts=outcome.counts,
        quorum_met=len(state.ballots) >= state.terms.quorum,
        detail=hashlib.sha256(detail[0]).hexdigest() if detail else "",
    )
    return [
        Act(command.decision, Closed(ballots=len(state.ballots), input=digest)),
        Act(command.decision, tallied, blobs=detail),
    ]


def review_decision(command: ReviewDecision, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "officer", "steward")
    state = found(ctx, command.decision)
    if state.tallied is None:
        raise Refused("A decision is reviewed once it has a result.")
    words = office(text(command.text, "the review", 4_000), tongue(command, ctx))
    return [Act(command.decision, Reviewed(outcome=command.outcome), (words,))]


def attach_view(command: AttachView, ctx: Context) -> list[Act]:
    state = found(ctx, command.decision)
    here(ctx, state.terms.canvas)
    if state.tallied is None:
        raise Refused("You can attach your view once there is a result.")
    if ctx.by in state.views:
        raise Refused("You attached your view already; open it to revise it.")
    words, acts = speak(command, "view", state.terms.canvas, ctx)
    return [*acts, Act(command.decision, ViewAttached(text=words))]


def answer_decision(command: AnswerDecision, ctx: Context) -> list[Act]:
    state = found(ctx, command.decision)
    body = ctx.look(state.terms.canvas, Canvas, NO_CANVAS).body
    answers(ctx, body, "The body that gave the promise answers; sign in for that office.")
    if state.tallied is None:
        raise Refused("A decision is answered once it has a result.")
    words = office(text(command.reasons, "the reasons", 8_000), tongue(command, ctx))
    return [Act(command.decision, DecisionAnswered(outcome=command.outcome), (words,))]
