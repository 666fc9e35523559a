"""What the rules refuse where people call a decision themselves, second the call, or have it called off."""

from typing import Any

from folkmoot.domain.calling import EVERYBODY, SecondDecision
from folkmoot.domain.deciding import CloseDecision
from folkmoot.domain.duty import DUTIES
from folkmoot.events.canvas import CanvasConcluded
from folkmoot.events.decision import BallotCast, CalledOff, Electorate, Opened, Seconded
from folkmoot.events.fact import Fact
from tests.audit.forged_decisions import called
from tests.audit.forging import NEW, Forge, Small, said
from tests.rules.given import DAY

THEIRS: dict[str, Any] = {"electorate": Electorate(rolls=EVERYBODY, until="closed"), "closes": "2031-01-01"}

DECISION = NEW["dec"]


def by_ann(w: Small, **more: Any) -> None:
    """ann calls a decision."""
    w.given(w.ann, DECISION, called(w, **(THEIRS | more)), 3)


def then(*steps: tuple[str, Fact, int], **more: Any) -> Forge:
    """ann calls a decision, and then comes this."""

    def forge(w: Small) -> None:
        by_ann(w, **more)
        for by, fact, seals in steps:
            w.given(getattr(w, by, by), DECISION, fact, seals)

    return forge


def called_by_ann(**more: Any) -> Forge:
    return lambda w: by_ann(w, **more)


def too_short(w: Small) -> None:
    by_ann(w, closes=w.entries[-1].t[:10])


def seconded_late(w: Small) -> None:
    by_ann(w)
    w.minute += 4_000 * DAY
    w.given(w.bob, DECISION, Seconded())


def seconded_after_it_opened(w: Small) -> None:
    by_ann(w)
    for _ in range(2):
        w.when(w.person(w.canvas_), SecondDecision(decision=DECISION))
    w.given(w.bob, DECISION, Seconded())


def wanted_and_not_opened(w: Small) -> None:
    by_ann(w)
    w.given(w.bob, DECISION, Seconded())
    cleo = w.person(w.canvas_)
    w.given(cleo, DECISION, Seconded())
    w.given(cleo, DECISION, BallotCast(choice=["a"]))


def opened_by_another(w: Small) -> None:
    by_ann(w)
    w.given(w.bob, DECISION, Seconded())
    w.given(w.person(w.canvas_), DECISION, Seconded())
    w.given(w.bob, DECISION, Opened())


def called_off_by_a_facilitator(w: Small) -> None:
    by_ann(w)
    w.given(w.office("facilitator"), DECISION, CalledOff(), 1)


def concluded(w: Small) -> None:
    """A canvas is concluded, with all that is owed named."""
    w.given("house", w.canvas_, CanvasConcluded(open_duties=w.see(DUTIES).open(w.canvas_)), 1)


def concluded_over_a_call(w: Small) -> None:
    w.when("house", CloseDecision(decision=w.decision))
    by_ann(w)
    concluded(w)


FORGED: dict[str, tuple[Forge, str]] = {
    "called by somebody from another canvas": (
        lambda w: w.given(w.person(w.other), DECISION, called(w, **THEIRS), 3),
        "has not joined this canvas",
    ),
    "called by people for some of them": (called_by_ann(electorate=Electorate(rolls=("open",), until="closed")), "asks everybody"),
    "called by people for those here now": (
        called_by_ann(electorate=Electorate(rolls=EVERYBODY, until="opened")),
        "asks everybody",
    ),
    "called by people until they stop it": (called_by_ann(closes=""), "asks everybody"),
    "called by people for a day": (too_short, "asks everybody"),
    "opened by who called it": (then(("ann", Opened(), 0)), "only a facilitator"),
    "opened after one seconded": (then(("bob", Seconded(), 0), ("bob", Opened(), 0)), "only a facilitator"),
    "seconded by who called it": (then(("ann", Seconded(), 0)), "not by who called it"),
    "seconded twice by one": (then(("bob", Seconded(), 0), ("bob", Seconded(), 0)), "once by each"),
    "seconded by an office": (then(("officer", Seconded(), 0)), "has not joined"),
    "seconded though an office called it": (
        lambda w: [w.given("house", DECISION, called(w), 3), w.given(w.bob, DECISION, Seconded())],
        "what an office called",
    ),
    "seconded that was never called": (said("bob", DECISION, Seconded()), "never called"),
    "seconded after the last day": (seconded_late, "last day for ballots"),
    "seconded after it opened": (seconded_after_it_opened, "was opened"),
    "seconded after it was called off": (then(("ann", CalledOff(), 1), ("bob", Seconded(), 0)), "called off"),
    "wanted by enough and not opened": (wanted_and_not_opened, "left out decision.opened"),
    "wanted by enough and opened by another": (opened_by_another, "left out decision.opened"),
    "what people called, called off by a facilitator": (
        called_off_by_a_facilitator,
        "only a moderator or steward",
    ),
    "concluded while people vote": (concluded, "people vote in it"),
    "concluded while a call waits": (concluded_over_a_call, "called a vote"),
    "what people called, called off by another": (then(("bob", CalledOff(), 1)), "only a moderator or steward"),
}
"""What is forged -> how, and words of the sentence that says what is wrong with it."""
