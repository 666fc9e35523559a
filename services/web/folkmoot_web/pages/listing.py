"""Contributions in a list, each kept as it was rendered."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Annotated, Any, TypeVar

import msgspec
from markupsafe import Markup

from folkmoot.events.contribution import Kind
from folkmoot.views import canvas as canvases
from folkmoot.views import contribution as contributions
from folkmoot.views import duty as duties
from folkmoot.views.canvas import Canvas
from folkmoot.views.reading import View
from folkmoot.views.shown import END, PAGE, Piece
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.around import Place, own_names

Clocks = dict[str, duties.Clock | None]
Cursor = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]

LONG, SHORT = 600, 240
"""Characters of a contribution that stand in a list of its kind, and where several kinds stand together."""

TEMPLATE = "contribution_item.html"

Kept = TypeVar("Kept", bound="ListPage | None")


class ListPage(msgspec.Struct, frozen=True):
    """A page of the contributions of one kind, or of comments. authors: who brought them. more: cursor for the next page,
    0 for none.
    """

    canvas: Canvas
    items: list[Markup]
    authors: frozenset[str]
    more: int


def list_page(
    ask: Ask, view: View, given: dict[str, Any], canvas: str, kind: Kind, before: int = 0, limit: int = PAGE
) -> ListPage | None:
    """A page of a list, None when there is no such canvas. given: what `around.values` answered. before: cursor. Where it
    is short, so is what stands there of each.
    """

    def made() -> ListPage | None:
        found = canvases.canvas(view, canvas)
        if found is None:
            return None
        pieces = canvases.listed(view, canvas, kind, before or END, limit)
        today = around.today(ask, view)
        clocks = {one.id: duties.clock(view, one.id, today) for one in pieces if one.to}
        return _page(found, items(ask, given, found, pieces, LONG if limit == PAGE else SHORT, clocks), pieces, limit)

    day = around.today(ask, view) if kind == "question" else ""  # on which an answer may become overdue
    return _kept(ask, view, canvas, canvas, (kind, before, limit, day), made)


def comment_page(ask: Ask, view: View, given: dict[str, Any], canvas: Canvas, contribution: str, after: int = 0) -> ListPage:
    """A page of the comments on a contribution, oldest first. given: what `around.values` answered. after: cursor."""

    def made() -> ListPage:
        pieces = contributions.comments(view, contribution, after)
        return _page(canvas, items(ask, given, canvas, pieces), pieces, PAGE)

    # a canvas that has people enough shows counts that it did not show before
    return _kept(ask, view, canvas.id, contribution, ("comments", after, canvas.small), made)


def _page(canvas: Canvas, cards: list[Markup], pieces: Sequence[Piece], limit: int) -> ListPage:
    more = pieces[-1].n if len(pieces) == limit else 0
    return ListPage(canvas, cards, frozenset(piece.by for piece in pieces), more)


def _kept(ask: Ask, view: View, canvas: str, stream: str, which: tuple[Hashable, ...], made: Callable[[], Kept]) -> Kept:
    """A page that is the same for everybody but those who brought something of it, so it is kept until an entry touches
    what it is a list of. stream: whose page it stands on. which: of its lists.
    """
    if ask.at is not None:
        return made()
    key, index, own = (ask.community, ask.locale, stream, *which), view.touched(stream), own_names(ask, canvas)
    kept: Kept = ask.front.lists.get(key, index)
    if kept is not None and kept.authors.isdisjoint(own):
        return kept
    page = made()
    if page is not None and page.authors.isdisjoint(own):
        ask.front.lists.keep(key, index, page)
    return page


def items(
    ask: Ask, given: dict[str, Any], canvas: Canvas, pieces: Iterable[Piece], most: int = LONG, clocks: Clocks | None = None
) -> list[Markup]:
    """Contributions of one canvas as cards. given: what `around.values` answered. most: characters of each. clocks: of
    those that are owed an answer.
    """
    here: Place = given["place"]
    who, rendering, locale, kept = given["who"], ask.front.rendering, ask.locale, ask.front.items
    me = own_names(ask, canvas.id)
    cards = []
    for piece in pieces:
        yours, title, body = piece.by in me, who.office(piece.by), who.office(piece.to)
        # everything that a card shows stands in its key
        clock = clocks.get(piece.id) if clocks else None
        key = here.root, locale, canvas.small, yours, most, title, body, piece, clock
        card = kept.get(key)
        if card is None:
            shown = {"piece": piece, "root": here.root, "who": who, "body": body, "clock": clock}
            shown |= {"small": canvas.small, "yours": yours, "most": most}
            card = kept.keep(key, rendering.part(TEMPLATE, shown, locale))
        cards.append(card)
    return cards
