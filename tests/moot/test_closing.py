"""A vote that nobody closed is closed by the house some days after its last day, so that no result is kept back."""

from folkmoot.domain.deciding import CallDecision, CastBallot, Choice, OpenDecision
from folkmoot.events.decision import Closed, Tallied
from folkmoot.events.entry import read
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot.timekeeping import LATE, Timekeeping, day
from tests.moot.conftest import COMMUNITY, Clock
from tests.moot.test_overdue import DAY, followed


def ends(installation: Installation, decision: str) -> list[str]:
    """Kinds of the entries that end a vote, in order."""
    entries = [read(leaf) for leaf in installation.store.stream(COMMUNITY, decision)]
    return [entry.by + " " + entry.type for entry in entries if isinstance(entry.fact(), Closed | Tallied)]


def opened(installation: Installation, canvas: str, closes: str) -> str:
    moot = installation.moot(COMMUNITY)
    options = Choice("A tree"), Choice("A bench")
    decision = moot.do(CallDecision(canvas=canvas, question="What?", options=options, closes=closes), HOUSE, via="house").made
    moot.do(OpenDecision(decision=decision), HOUSE, via="house")
    return decision


def look(installation: Installation, clock: Clock) -> None:
    followed(installation)
    Timekeeping(installation, clock).look()
    followed(installation)


def test_it_is_closed_once_there_was_time_to_type_what_was_voted_on_paper(
    installation: Installation, canvas: str, resident: Author, clock: Clock
) -> None:
    last, by_hand = opened(installation, canvas, day(clock())), opened(installation, canvas, "")
    installation.moot(COMMUNITY).do(CastBallot(decision=last, choice=["a"]), resident)
    clock.now += LATE * DAY
    look(installation, clock)
    assert ends(installation, last) == []
    clock.now += DAY
    look(installation, clock)
    look(installation, clock)
    assert ends(installation, last) == ["house decision.closed", "house decision.tallied"]
    assert ends(installation, by_hand) == []
