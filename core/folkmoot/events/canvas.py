"""A canvas starts blank: a question and a promise; its group opens places in it and agrees its own rules, until it is concluded."""

from typing import Literal

from folkmoot.events.fact import Fact, fact

Level = Literal["inform", "consult", "involve", "collaborate", "empower"]
"""IAP2 spectrum of public participation: what the body promises."""

Stage = Literal["listen", "make-sense", "shape", "decide", "act", "review"]
"""A place in which a group works; several are open at once, in any order."""

OpensPlaces = Literal["offices", "everyone"]
"""Who opens and closes places: a facilitator or steward, or whoever takes part as well."""


@fact("canvas.opened", seals={"question": "office", "promise": "office"})
class CanvasOpened(Fact, frozen=True):
    """body: office that answers. answer_by: `YYYY-MM-DD`, empty when no date is promised."""

    level: Level
    body: str
    answer_by: str = ""


@fact("canvas.promised", seals={"promise": "office"})
class CanvasPromised(Fact, frozen=True):
    """An office makes the promise of a canvas itself, where nobody made one or another office wrote it. level, answer_by: as
    in CanvasOpened, and in force from now on.
    """

    level: Level
    answer_by: str = ""


@fact("canvas.answered", seals={"answer": "office"})
class CanvasAnswered(Fact, frozen=True):
    """The office that made the promise says what came of the canvas; a later one corrects the ones before."""


@fact("canvas.concluded", seals={"reason": "office"})
class CanvasConcluded(Fact, frozen=True):
    """open_duties: what is still owed to this canvas, streams in ascending order."""

    open_duties: tuple[str, ...] = ()


@fact("place.opened")
class PlaceOpened(Fact, frozen=True):
    place: Stage


@fact("place.closed")
class PlaceClosed(Fact, frozen=True):
    place: Stage


@fact("group_rules.agreed", seals={"text": "office", "reason": "office"})
class GroupRulesAgreed(Fact, frozen=True):
    """version: from 1. decided_by: decision of this canvas that it carries out, empty for a facilitator's own word.
    places: who opens and closes places.
    """

    version: int
    decided_by: str = ""
    places: OpensPlaces = "offices"
