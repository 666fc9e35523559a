"""A round gives everyone a turn: each speaks once or passes."""

from folkmoot.events.fact import Fact, fact


@fact("round.opened", seals={"question": "office"})
class RoundOpened(Fact, frozen=True):
    """meeting: in which it is held, empty for none."""

    canvas: str
    meeting: str = ""


@fact("round.turn_taken")
class TurnTaken(Fact, frozen=True):
    """text: contribution with what was said."""

    text: str


@fact("round.passed")
class TurnPassed(Fact, frozen=True):
    pass


@fact("round.closed")
class RoundClosed(Fact, frozen=True):
    pass
