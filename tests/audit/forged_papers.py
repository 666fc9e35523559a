"""What the rules refuse about ballots on paper."""

from typing import Any

from folkmoot.domain.contributing import Contribute
from folkmoot.domain.deciding import CloseDecision
from folkmoot.domain.decision import inputs_digest
from folkmoot.domain.papers import CheckBallots, EnterBallots
from folkmoot.events.contribution import Checked
from folkmoot.events.decision import BatchConfirmed, BatchDiffered, BatchEntered, Closed, Electorate, Opened
from tests.audit.forged_decisions import calls
from tests.audit.forging import NEW, Forge, Small, after, said
from tests.rules.given import ASKED


def typed(w: Small) -> None:
    """The officer types a batch of two."""
    w.when(w.officer, EnterBallots(decision=w.decision, batch=1, choices=(["a"], ["b"])))


def checked(w: Small) -> None:
    """The house types the same."""
    typed(w)
    w.when("house", CheckBallots(decision=w.decision, batch=1, choices=(["a"], ["b"])))


def entered(by: str = "officer", batch: int = 1, choices: tuple[Any, ...] = (["a"],)) -> Forge:
    """Forge that a batch is typed."""
    return said(by, "decision", BatchEntered(batch=batch, choices=choices))


def closed(w: Small) -> None:
    """Close the decision with the ballots that count."""
    ballots = w.see(w.decision).ballots
    w.given("house", w.decision, Closed(ballots=len(ballots), input=inputs_digest(ballots)))


def over(w: Small) -> None:
    """A batch is typed after the closing."""
    w.when("house", CloseDecision(decision=w.decision))
    w.given(w.officer, w.decision, BatchEntered(batch=1))


def card(w: Small) -> None:
    """Ann's words are typed from paper, and checked."""
    command = Contribute(canvas=w.canvas_, kind="idea", text="Lamps.", lang="en", **ASKED)
    (stream, *_) = (act.stream for act in w.when(w.ann, command, via="paper"))
    w.given("house", stream, Checked())
    w.given("house", stream, Checked())


FORGED: dict[str, tuple[Forge, str]] = {
    "a card checked twice": (card, "and once"),
    "a card checked by a moderator": (said("moderator", "story", Checked()), "only a facilitator"),
    "a story of somebody's own checked as a card": (said("house", "story", Checked()), "typed from paper"),
    "paper ballots by a moderator": (entered("moderator"), "only a facilitator"),
    "paper ballots after the closing": (over, "while voting was not open"),
    "paper ballots out of their order": (entered(batch=2), "where number 1 comes"),
    "too many paper ballots": (entered(choices=(["a"],) * 51), "at most"),
    "paper ballots for what is no option": (entered(choices=(["z"],)), "no ballot"),
    "paper ballots where nobody is vouched for": (
        after(
            calls(electorate=Electorate(rolls=("open",))),
            said("house", NEW["dec"], Opened()),
            said("house", NEW["dec"], BatchEntered(batch=1)),
        ),
        "vouches for",
    ),
    "paper ballots changed that count": (after(checked, entered()), "was checked and counts"),
    "paper ballots checked by who typed them": (after(typed, said("officer", "decision", BatchConfirmed(batch=1))), "typed itself"),
    "paper ballots checked that are not there": (said("house", "decision", BatchConfirmed(batch=1)), "does not wait"),
    "paper ballots checked twice": (after(checked, said("house", "decision", BatchConfirmed(batch=1))), "does not wait"),
    "a difference where there is none": (
        after(typed, said("house", "decision", BatchDiffered(batch=1, choices=(["a"], ["b"])))),
        "are the same",
    ),
    "closed before the paper ballots were checked": (after(typed, closed), "neither checked nor set aside"),
}
