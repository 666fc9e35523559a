"""Public words are found by what they say, in any script."""

from typing import Annotated, Literal

import msgspec

from folkmoot.views.search import HITS, search
from folkmoot.views.shown import END
from folkmoot_web.answers import Answer, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.policy import everyone
from folkmoot_web.routing import Routes

routes = Routes()


class Searched(msgspec.Struct):
    """q: what to look for. kind: of what, empty for everything. before: cursor."""

    q: Annotated[str, msgspec.Meta(max_length=300)] = ""
    kind: Literal["", "story", "idea", "statement", "comment", "question", "offer", "proposal", "canvas", "decision"] = ""
    before: Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)] = 0


@routes.read("/c/{community}/search", may=everyone, query=Searched)
def searching(ask: Ask, query: Searched) -> Answer:
    """The search, with what it found."""
    found = search(ask.view, query.q, "", query.kind, query.before or END) if query.q.strip() else None
    return Page.of("search.html", **around.values(ask, ask.view), query=query, found=found, most=HITS)
