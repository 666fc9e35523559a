"""Contributions in a list, each kept as it was rendered."""

from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from markupsafe import Markup

from folkmoot.views.canvas import Canvas
from folkmoot.views.shown import Piece
from folkmoot_web.ask import Ask
from folkmoot_web.pages.around import Place, own_names

Cursor = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]

LONG, SHORT = 600, 240
"""Characters of a contribution that stand in a list of its kind, and where several kinds stand together."""

TEMPLATE = "contribution_item.html"


def items(ask: Ask, given: dict[str, Any], canvas: Canvas, pieces: Iterable[Piece], most: int = LONG) -> list[Markup]:
    """Contributions of one canvas as cards. given: what `around.values` answered. most: characters of each."""
    here: Place = given["place"]
    who, rendering, locale, kept = given["who"], ask.front.rendering, ask.locale, ask.front.items
    me = own_names(ask, canvas.id)
    cards = []
    for piece in pieces:
        yours, title, body = piece.by in me, who.office(piece.by), who.office(piece.to)
        # everything that a card shows stands in its key
        key = here.root, locale, canvas.small, yours, most, title, body, piece
        card = kept.get(key)
        if card is None:
            shown = {"piece": piece, "root": here.root, "who": who, "body": body}
            shown |= {"small": canvas.small, "yours": yours, "most": most}
            card = kept.keep(key, rendering.part(TEMPLATE, shown, locale))
        cards.append(card)
    return cards
