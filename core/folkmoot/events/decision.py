"""A decision is called, opened, balloted, closed, tallied once and for all, and reviewed."""

from typing import Any, Literal

from folkmoot.events.fact import Fact, fact
from folkmoot.events.participant import Roll


class Option(Fact, frozen=True):
    """id: `a`, `b` …, short and stable. source: contribution whose words it took over, empty when written for it."""

    id: str
    source: str = ""


class Electorate(Fact, frozen=True):
    """Who may vote: participants of the canvas whose roll is one of `rolls`, if they joined before the decision was
    `until` (opened or closed).
    """

    rolls: tuple[Roll, ...]
    until: Literal["opened", "closed"] = "opened"


@fact("decision.called", seals={"question": "office", "option*": "office"})
class Called(Fact, frozen=True):
    """method, version, params: the way to decide, its plugin version and settings. quorum: ballots needed for a result
    to bind. inputs: contributions and proposals it rests on. closes: `YYYY-MM-DD` announced, empty for none. charter: version that
    it is made under. secrecy: `open` ballots stand in the record under the pseudonym.
    """

    canvas: str
    method: str
    version: str
    electorate: Electorate
    options: tuple[Option, ...]
    quorum: int
    charter: int
    params: dict[str, Any] = {}
    inputs: tuple[str, ...] = ()
    closes: str = ""
    secrecy: Literal["open"] = "open"


@fact("decision.seconded")
class Seconded(Fact, frozen=True):
    """Somebody wants a vote on what another of the people called; with enough of them it is opened."""


@fact("decision.opened")
class Opened(Fact, frozen=True):
    pass


@fact("decision.called_off", seals={"reason": "office"})
class CalledOff(Fact, frozen=True):
    """Voting will never open on it."""


@fact("ballot.cast")
class BallotCast(Fact, frozen=True):
    """choice: what the method defines, e.g. a list of option ids; the last one a participant casts counts."""

    choice: Any


@fact("ballot.batch_entered")
class BatchEntered(Fact, frozen=True):
    """Ballots on paper as an office typed them, in the order of the pile: they count once another office typed the same.
    batch: number from 1; again, it takes the place of what was typed before. choices: none to set the batch aside.
    """

    batch: int
    choices: tuple[Any, ...] = ()


@fact("ballot.batch_differed")
class BatchDiffered(Fact, frozen=True):
    """What another office typed from the same pile, which is not the same."""

    batch: int
    choices: tuple[Any, ...] = ()


@fact("ballot.batch_confirmed")
class BatchConfirmed(Fact, frozen=True):
    """Another office typed the same: from here on the ballots of the batch count."""

    batch: int


@fact("decision.closed")
class Closed(Fact, frozen=True):
    """ballots: how many count. input: SHA-256, lower-case hex, over the ballots as `inputs_digest` writes them."""

    ballots: int
    input: str


@fact("decision.tallied")
class Tallied(Fact, frozen=True):
    """The result, frozen. chosen: option ids. counts: number per option id. quorum_met: whether enough took part.
    detail: SHA-256 of a blob with the rounds, empty when the counts say it all.
    """

    method: str
    version: str
    input: str
    chosen: tuple[str, ...]
    counts: dict[str, int]
    quorum_met: bool
    params: dict[str, Any] = {}
    detail: str = ""


@fact("decision.reviewed", seals={"text": "office"})
class Reviewed(Fact, frozen=True):
    outcome: Literal["stands", "change", "repeal"]


@fact("decision.view_attached")
class ViewAttached(Fact, frozen=True):
    """Somebody who sees it otherwise says so beside the result. text: contribution that says how they see it."""

    text: str


@fact("decision.answered", seals={"reasons": "office"})
class DecisionAnswered(Fact, frozen=True):
    """What the body makes of the result; a later one corrects the ones before."""

    outcome: Literal["accepted", "changed", "refused"]
