"""What waits for a moderator, appeals that wait for somebody else, and the public log of what was done."""

from collections import Counter
from typing import Any

import msgspec

from folkmoot.views import care as cares
from folkmoot.views import community as communities
from folkmoot.views import contribution as contributions
from folkmoot.views.reading import View
from folkmoot.views.shown import END, PAGE, Said
from folkmoot_web.answers import Answer, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.listing import Cursor
from folkmoot_web.pages.past import seen
from folkmoot_web.policy import everyone, roles
from folkmoot_web.routing import Routes

routes = Routes()

DESK = 10
"""Contributions on a page for moderators, where each stands with its words in full."""


class Later(msgspec.Struct):
    """after: cursor of the last item of the page before, 0 for the first page."""

    after: Cursor = 0


class Older(msgspec.Struct):
    """before: cursor of the last line of the page before, 0 for the first page."""

    before: Cursor = 0


def words(ask: Ask, view: View, contribution: str) -> Said | None:
    """The words of a contribution for whoever has to judge them: public, or held or hidden after their author let them be
    shown; None otherwise, as nobody has to judge what its author keeps private.
    """
    found = contributions.contribution(view, contribution)
    if found is None:
        return None
    if found.piece.said:
        return found.piece.said
    stopped = found.piece.why in ("held", "hidden") and not cares.care(view, contribution).for_help
    return ask.front.said(ask.community, found.words_at) if stopped and cares.offered(view, found.piece.n) else None


@routes.read("/c/{community}/held", may=roles("moderator", "facilitator"), query=Later)
def waiting(ask: Ask, query: Later) -> Answer:
    """What was reported or is held, what waits longest first, each with its words in full."""
    view = ask.view
    page = cares.waiting(view, query.after or -1, DESK)
    return Page.of(
        "moderation_waiting.html",
        **around.values(ask, view),
        waiting=page,
        said={one.piece.id: words(ask, view, one.piece.id) for one in page},
        more=page[-1].since if len(page) == DESK else 0,
        first_page=not query.after,
    )


@routes.read("/c/{community}/appeals", may=roles("moderator", "steward"), query=Later)
def appeals(ask: Ask, query: Later) -> Answer:
    """Appeals that wait, the one that waits longest first, each with the words it is about."""
    view = ask.view
    page = cares.appeals(view, query.after, DESK)
    return Page.of(
        "moderation_appeals.html",
        **around.values(ask, view),
        appeals=page,
        said={one.piece.id: words(ask, view, one.piece.id) for one in page},
        barred={one.piece.id for one in page if not set(ask.offices).isdisjoint(one.stoppers)},
        more=page[-1].i if len(page) == DESK else 0,
        first_page=not query.after,
    )


@routes.read("/c/{community}/moderation", may=everyone, query=Older, past=True, kept=True)
async def log(ask: Ask, query: Older) -> Answer:
    """What was reported, held, hidden, appealed and shown again, counted by reason; nobody's words are in it."""
    view = await seen(ask)
    lines = cares.log(view, query.before or END)
    given: dict[str, Any] = around.values(ask, view)
    counts = cares.counts(view)
    return Page.of(
        "moderation_log.html",
        **given,
        lines=lines,
        counts=counts,
        totals=Counter({what: sum(one.number for one in counts if one.what == what) for what in {one.what for one in counts}}),
        least=communities.rules(view).small,
        more=lines[-1].i if len(lines) == PAGE else 0,
        first_page=not query.before,
    )
