"""The page of a contribution: its words, what people said about it, and what became of it."""

from typing import Any

import msgspec

from folkmoot.domain.contribution import LONGEST
from folkmoot.views import canvas as canvases
from folkmoot.views import care as cares
from folkmoot.views import community as communities
from folkmoot.views import contribution as contributions
from folkmoot.views import duty as duties
from folkmoot.views import proposal as proposals
from folkmoot.views import theme as themes
from folkmoot.views.shown import Piece, Said
from folkmoot_web import forms
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.alternatives import others, speaks
from folkmoot_web.pages.bringing import Bringing, bring
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.listing import Cursor, comment_page
from folkmoot_web.pages.past import seen
from folkmoot_web.pages.recording import shown
from folkmoot_web.policy import everyone, guest
from folkmoot_web.problem import not_here
from folkmoot_web.routing import Routes

routes = Routes()


class Later(msgspec.Struct):
    """after: cursor of the last comment of the page before, 0 for the first page."""

    after: Cursor = 0


@routes.read("/c/{community}/contribution/{contribution}", may=everyone, query=Later, past=True, kept=True, touched="contribution")
async def contribution(ask: Ask, contribution: str, query: Later | None = None) -> Answer:
    """A contribution with its comments, links and state."""
    view = await seen(ask)
    found = contributions.contribution(view, contribution) or not_there()
    piece = found.piece
    canvas = canvases.canvas(view, piece.canvas) or not_there()
    given = around.values(ask, view)
    after = query.after if query else 0
    comments = comment_page(ask, view, given, canvas, contribution, after)
    yours = ask.at is None and around.own(ask, piece)
    care = cares.care(view, contribution)
    if care.for_help and not yours:
        raise not_here()
    me = ask.pseudonym(piece.canvas) if ask.at is None and not ask.offices else ""
    answers = canvases.own_responses(view, me, (contribution,)) if me else {}
    return Page.of(
        "contribution.html",
        **given,
        found=found,
        brought_with=forms.titled(ask, found.form) if found.form else "",
        piece=piece,
        said=piece.said or (private_words(ask, found) if yours else None),
        canvas=canvas,
        themes=themes.of(view, contribution),
        proposal=proposals.holding(view, contribution),
        yours=yours,
        files=shown(ask, contribution, yours=yours) if ask.at is None else [],
        care=care,
        history=cares.history(view, contribution),
        taking=bool(me),
        answer=NAMES.get(answers.get(contribution)),
        comments=comments.items,
        more=comments.more,
        first_page=not after,
        least=communities.rules(view).small,
        longest=LONGEST["comment"],
        tongues=around.tongues(ask, given["place"]),
        clock=duties.clock(view, contribution, around.today(ask, view)),
        given_answers=duties.answers(view, contribution),
        seconded=duties.has_seconded(view, contribution, me),
        others=others(ask, found, yours),
        speaks=piece.open and ask.at is None and speaks(ask),
    )


NAMES: dict[Any, str] = {1: "agree", 0: "pass", -1: "disagree", None: ""}


def private_words(ask: Ask, found: contributions.Contribution) -> Said | None:
    """Words that are not public, opened for their author; None when they are gone."""
    gone = found.piece.why in ("erased", "redacted")
    return None if gone else ask.front.said(ask.community, found.words_at)


@routes.act("/c/{community}/contribution/{contribution}/comment", may=guest, form=Bringing, again=contribution)
async def commented(ask: Ask, contribution: str, form: Bringing) -> Answer:
    """Take a comment."""
    canvas = on(ask, contribution).canvas
    made = await bring(ask, canvas, "comment", form, contribution)
    return Go(f"/c/{ask.community}/contribution/{made}/thanks")


def on(ask: Ask, contribution: str) -> Piece:
    """A contribution that a form is about.

    Raises Problem 404 when the views do not show it.
    """
    found = contributions.contribution(ask.view, contribution) or not_there()
    piece: Piece = found.piece
    return piece
