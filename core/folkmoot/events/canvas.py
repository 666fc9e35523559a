"""A canvas starts blank: a question and a promise, until it is concluded."""

from typing import Literal

from folkmoot.events.fact import Fact, fact

Level = Literal["inform", "consult", "involve", "collaborate", "empower"]
"""IAP2 spectrum of public participation: what the body promises."""


@fact("canvas.opened", seals={"question": "office", "promise": "office"})
class CanvasOpened(Fact, frozen=True):
    """body: office that answers. answer_by: `YYYY-MM-DD`, empty when no date is promised."""

    level: Level
    body: str
    answer_by: str = ""


@fact("canvas.concluded", seals={"reason": "office"})
class CanvasConcluded(Fact, frozen=True):
    """open_duties: what is still owed to this canvas, streams in ascending order."""

    open_duties: tuple[str, ...] = ()
