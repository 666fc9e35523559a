"""What the rules refuse about decisions, their ballots and results."""

from collections.abc import Callable
from typing import Any

from folkmoot.domain.contributing import Withdraw
from folkmoot.domain.deciding import CloseDecision
from folkmoot.domain.decision import inputs_digest
from folkmoot.domain.moderation import PutForwardText
from folkmoot.domain.participant import Join
from folkmoot.events.decision import BallotCast, Called, CalledOff, Closed, Electorate, Opened, Option, Reviewed, Tallied
from tests.audit.forging import NEW, Forge, Small, said
from tests.rules.given import DAY


def called(w: Small, **more: Any) -> Called:
    """The terms of a decision that may be called."""
    terms: dict[str, Any] = {
        "canvas": w.canvas_,
        "method": "approval",
        "version": "1.0.0",
        "electorate": Electorate(rolls=("open",)),
        "options": (Option(id="a"), Option(id="b")),
        "quorum": 1,
        "charter": 1,
    }
    return Called(**(terms | more))


def calls(**more: Any) -> Forge:
    """Forge a call with other terms."""
    return lambda w: w.given("house", NEW["dec"], called(w, **more), 1 + len(more.get("options", "ab")))


def told_calls(days: float, *then: Callable[[Small], Any]) -> Forge:
    """Put ann's statement forward, let `then` happen, wait, and call on it."""

    def forge(w: Small) -> None:
        w.when("house", PutForwardText(contribution=w.piece))
        for step in then:
            step(w)
        w.minute += int(days * DAY)
        options = (Option(id="a", source=w.piece), Option(id="b"))
        w.given("house", NEW["dec"], called(w, options=options, inputs=(w.piece,)), 3)

    return forge


def closes(w: Small, **more: Any) -> None:
    """Close the decision, with another count."""
    ballots = w.see(w.decision).ballots
    fields: dict[str, Any] = {"ballots": len(ballots), "input": inputs_digest(ballots)}
    w.given("house", w.decision, Closed(**(fields | more)))


def tallies(w: Small, **more: Any) -> None:
    """Close the decision as is, and tally it with something else."""
    closes(w)
    ballots = w.see(w.decision).ballots
    result: dict[str, Any] = {"method": "approval", "version": "1.0.0", "input": inputs_digest(ballots), "quorum_met": False}
    terms = w.see(w.decision).called
    result |= {"chosen": ("a",), "counts": {"a": 1, "b": 0}, "quorum_met": len(ballots) >= terms.quorum}
    w.given(more.pop("by", "house"), w.decision, Tallied(**(result | more)))


def late(w: Small) -> None:
    """A decision whose last day is over gets a ballot."""
    w.given("house", NEW["dec"], called(w, closes=w.entries[-1].t[:10]), 3)
    w.given("house", NEW["dec"], Opened())
    w.minute += 2 * DAY
    w.given(w.ann, NEW["dec"], BallotCast(choice=["a"]))


def early(w: Small) -> None:
    """A decision is closed days before its last day."""
    w.given("house", NEW["dec"], called(w, closes="2031-01-01"), 3)
    w.given("house", NEW["dec"], Opened())
    w.given("house", NEW["dec"], Closed(ballots=0, input=inputs_digest({})))


def on_last_day(w: Small) -> None:
    """A decision is closed on its last day, and not after it."""
    w.given("house", NEW["dec"], called(w, closes=w.entries[-1].t[:10]), 3)
    w.given("house", NEW["dec"], Opened())
    w.given("house", NEW["dec"], Closed(ballots=0, input=inputs_digest({})))


FORGED: dict[str, tuple[Forge, str]] = {
    # decisions
    "called by a moderator": (lambda w: w.given(w.moderator, NEW["dec"], called(w), 3), "only a facilitator"),
    "called again": (lambda w: w.given("house", w.decision, called(w), 3), "called once"),
    "called under another charter": (calls(charter=2), "is in force"),
    "called with one option": (calls(options=(Option(id="a"),)), "its options"),
    "called with odd options": (calls(options=(Option(id="b"), Option(id="a"))), "its options"),
    "called with an option unsealed": (lambda w: w.given("house", NEW["dec"], called(w), 2), "its options"),
    "called without a quorum": (calls(quorum=0), "cannot be"),
    "called for nobody": (calls(electorate=Electorate(rolls=())), "cannot be"),
    "called for yesterday": (calls(closes="2020-01-01"), "cannot be"),
    "called by a way not enabled": (calls(method="lottery"), "not enabled"),
    "called with odd settings": (calls(params={"seats": 9}), "settings cannot be"),
    "called with settings no plugin expects": (calls(params={"seats": {"a": []}}), "settings cannot be"),
    "called on words that are not there": (calls(inputs=(NEW["con"],)), "never received"),
    "called on words never put forward": (
        lambda w: w.given(
            "house", NEW["dec"], called(w, options=(Option(id="a", source=w.piece), Option(id="b")), inputs=(w.piece,)), 3
        ),
        "was not told",
    ),
    "called on words a day after they were put forward": (told_calls(1), "was not told"),
    "called on words taken back since": (told_calls(3, lambda w: w.when(w.ann, Withdraw(contribution=w.piece))), "not public"),
    "opened twice": (said("house", "decision", Opened()), "opened once"),
    "opened after it was called off": (
        lambda w: [calls()(w), w.given("house", NEW["dec"], CalledOff(), 1), w.given("house", NEW["dec"], Opened())],
        "called off is opened",
    ),
    "called off twice": (
        lambda w: [calls()(w), *(w.given("house", NEW["dec"], CalledOff(), 1) for _ in range(2))],
        "called off once",
    ),
    "called off after it was opened": (said("house", "decision", CalledOff(), 1), "before it is opened"),
    "called off by a resident": (lambda w: [calls()(w), w.given(w.ann, NEW["dec"], CalledOff(), 1)], "only a facilitator"),
    "closed on its last day": (on_last_day, "that day included"),
    "opened by a resident": (lambda w: [calls()(w), w.given(w.ann, NEW["dec"], Opened())], "only a facilitator"),
    "a ballot before the opening": (
        lambda w: [calls()(w), w.given(w.ann, NEW["dec"], BallotCast(choice=["a"]))],
        "while voting was not open",
    ),
    "a ballot after the closing": (
        lambda w: [w.when("house", CloseDecision(decision=w.decision)), w.given(w.ann, w.decision, BallotCast(choice=["a"]))],
        "while voting was not open",
    ),
    "a ballot after the last day": (late, "last day"),
    "a ballot of nobody": (said(NEW["p"], "decision", BallotCast(choice=["a"])), "has not joined"),
    "a ballot of an office": (said("officer", "decision", BallotCast(choice=["a"])), "has not joined"),
    "a ballot of one from another canvas": (
        lambda w: w.given(w.person(w.other), w.decision, BallotCast(choice=["a"])),
        "has not joined",
    ),
    "a ballot of one not on the roll": (
        lambda w: [
            calls(electorate=Electorate(rolls=("code",)))(w),
            w.given("house", NEW["dec"], Opened()),
            w.given(w.ann, NEW["dec"], BallotCast(choice=["a"])),
        ],
        "not on the roll",
    ),
    "a ballot of one on the roll too late": (
        lambda w: [
            calls(electorate=Electorate(rolls=("open",), until="opened"))(w),
            w.given("house", NEW["dec"], Opened()),
            w.when(NEW["p"], Join(canvas=w.canvas_)),
            w.given(NEW["p"], NEW["dec"], BallotCast(choice=["a"])),
        ],
        "not on the roll",
    ),
    "a ballot for what is no option": (said("ann", "decision", BallotCast(choice=["z"])), "no ballot"),
    "a ballot that is no list": (said("ann", "decision", BallotCast(choice={"a": [1]})), "no ballot"),
    "closed before its last day": (early, "was announced until"),
    "closed with a ballot more": (lambda w: closes(w, ballots=2), "ballots count"),
    "closed with other ballots": (lambda w: closes(w, input="0" * 64), "ballots count"),
    "tallied before the closing": (
        said("house", "decision", Tallied(method="approval", version="1.0.0", input="", chosen=(), counts={}, quorum_met=True)),
        "when it is closed",
    ),
    "tallied by a resident": (lambda w: tallies(w, by=w.ann), "only a facilitator"),
    "tallied in another way": (lambda w: tallies(w, method="lottery"), "on the terms of the call"),
    "tallied by a version that counts otherwise": (lambda w: tallies(w, version="2.0.0"), "on the terms of the call"),
    "tallied with other settings": (lambda w: tallies(w, params={"seats": 2}), "on the terms of the call"),
    "tallied with the quorum turned round": (
        lambda w: tallies(w, quorum_met=len(w.see(w.decision).ballots) < w.see(w.decision).called.quorum),
        "on the terms of the call",
    ),
    "reviewed before the result": (said("house", "decision", Reviewed(outcome="stands"), 1), "no result"),
}
"""What is forged -> how, and words of the sentence that says what is wrong with it."""
