"""A body commits itself to do something by a day; what became of it is said, and may be disputed by those it was promised to."""

from typing import Literal

from folkmoot.events.fact import Fact, fact


@fact("commitment.made", seals={"promise": "office"})
class CommitmentMade(Fact, frozen=True):
    """decision: that it follows from, empty for none. owner: office that answers for it. due: `YYYY-MM-DD`."""

    canvas: str
    owner: str
    due: str
    decision: str = ""


@fact("commitment.moved", seals={"reason": "office"})
class CommitmentMoved(Fact, frozen=True):
    """due: the new day, `YYYY-MM-DD`."""

    due: str


@fact("commitment.progressed", seals={"text": "office"})
class CommitmentProgressed(Fact, frozen=True):
    """evidence: SHA-256, lower-case hex, of a file that the text says where to find; empty for none."""

    evidence: str = ""


@fact("commitment.delivered", seals={"text": "office"})
class CommitmentDelivered(Fact, frozen=True):
    """evidence: as in `commitment.progressed`."""

    evidence: str = ""


@fact("commitment.missed", seals={"reason": "office"})
class CommitmentMissed(Fact, frozen=True):
    """The body says that it will not be done, and why."""


@fact("commitment.disputed")
class CommitmentDisputed(Fact, frozen=True):
    """because: contribution that says what is not so."""

    because: str


@fact("commitment.dispute_answered", seals={"reason": "office"})
class DisputeAnswered(Fact, frozen=True):
    """upheld: what was called delivered is not, and is owed again. Answers every dispute so far."""

    outcome: Literal["upheld", "dismissed"]
