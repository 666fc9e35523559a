"""What the pages show, as data: only what is public, and what is the asker's own."""

from typing import Annotated, Literal, NoReturn

import msgspec

from folkmoot.views import canvas as canvases
from folkmoot.views import community as communities
from folkmoot.views import contribution as contributions
from folkmoot.views import decision as decisions
from folkmoot.views.search import HITS, Found, search
from folkmoot.views.shown import END, PAGE, Piece
from folkmoot_web.answers import Answer, Data
from folkmoot_web.api.commands import ROOT
from folkmoot_web.api.items import ItemPage, OneContribution, OneDecision, OneItem, item, one
from folkmoot_web.ask import Ask
from folkmoot_web.policy import everyone, roles
from folkmoot_web.problem import not_here
from folkmoot_web.routing import Routes

routes = Routes()

Cursor = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Limit = Annotated[int, msgspec.Meta(ge=1, le=PAGE)]
Text = Annotated[str, msgspec.Meta(max_length=300)]
KINDS = Literal["", "story", "idea", "statement", "comment", "question", "offer", "proposal", "amendment"]


class Place(msgspec.Struct):
    """A community here. community: its short name in addresses. name: None while its words cannot be shown."""

    community: str
    name: str | None


class Places(msgspec.Struct):
    """Every community of this site."""

    communities: list[Place]


class Older(msgspec.Struct, forbid_unknown_fields=True):
    """A page of a list, newest first. before: cursor that the page before gave; 0 for the first page."""

    before: Cursor = 0
    limit: Limit = PAGE


class OfKind(msgspec.Struct, forbid_unknown_fields=True):
    """The same of one kind; empty for every kind."""

    before: Cursor = 0
    limit: Limit = PAGE
    kind: KINDS = ""


class Newer(msgspec.Struct, forbid_unknown_fields=True):
    """A page of a list, oldest first. after: cursor that the page before gave."""

    after: Cursor = 0
    limit: Limit = PAGE


class Skip(msgspec.Struct, forbid_unknown_fields=True):
    """skip: a statement to leave for later."""

    skip: Annotated[str, msgspec.Meta(max_length=40)] = ""


class Searched(msgspec.Struct, forbid_unknown_fields=True):
    """q: what to look for. canvas, kind: where; empty for everywhere. before: cursor."""

    q: Text
    canvas: Annotated[str, msgspec.Meta(max_length=40)] = ""
    kind: Literal[
        "", "story", "idea", "statement", "comment", "question", "offer", "proposal", "amendment", "canvas", "decision"
    ] = ""
    before: Cursor = 0
    limit: Annotated[int, msgspec.Meta(ge=1, le=HITS)] = HITS


class Charters(msgspec.Struct):
    """Every version of the charter, the one in force first."""

    charters: tuple[communities.Charter, ...]


class Offices(msgspec.Struct):
    """Every office that there ever was."""

    offices: tuple[communities.Office, ...]


class DecisionPage(msgspec.Struct):
    """Decisions of a canvas, newest first. more: cursor for the next page, 0 when these are all."""

    decisions: tuple[canvases.DecisionLine, ...]
    more: int


@routes.read("/api/v1/communities", may=everyone, answer=Places)
def all_communities(ask: Ask) -> Answer:
    """The communities of this site."""
    found = []
    for name in ask.front.installation.communities():
        with ask.front.views(name).reading() as view:
            home = communities.home(view)
            found.append(Place(name, home.name.text if home and home.name else None))
    return Data(Places(found))


@routes.read(ROOT, may=everyone, query=Older, answer=communities.Home)
def community(ask: Ask, query: Older) -> Answer:
    """A community with a page of its canvases."""
    home = communities.home(ask.view, query.before or END)
    if home is None:
        raise not_here()
    return Data(home)


@routes.read(f"{ROOT}/charters", may=everyone, answer=Charters)
def charters(ask: Ask) -> Answer:
    """What the community agreed on, in every version."""
    return Data(Charters(communities.charters(ask.view)))


@routes.read(f"{ROOT}/offices", may=everyone, answer=Offices)
def offices(ask: Ask) -> Answer:
    """Who serves the community."""
    return Data(Offices(tuple(communities.offices(ask.view).values())))


@routes.read(f"{ROOT}/canvases/{{canvas}}", may=everyone, answer=canvases.Canvas)
def canvas(ask: Ask, canvas: str) -> Answer:
    """A canvas: its question, its promise, and how much there is of each."""
    return Data(canvases.canvas(ask.view, canvas) or _missing())


@routes.read(f"{ROOT}/canvases/{{canvas}}/contributions", may=everyone, query=OfKind, answer=ItemPage)
def listed(ask: Ask, query: OfKind, canvas: str) -> Answer:
    """Public contributions of a canvas, newest first."""
    before = query.before or END
    if query.kind:
        found = canvases.listed(ask.view, canvas, query.kind, before, query.limit)
    else:
        found = canvases.latest(ask.view, canvas, before, query.limit)
    return Data(_page(ask, found, query.limit))


@routes.read(f"{ROOT}/canvases/{{canvas}}/next", may=everyone, query=Skip, answer=OneItem)
def next_statement(ask: Ask, query: Skip, canvas: str) -> Answer:
    """The statement with the fewest responses that the asker did not answer yet; none when all are answered."""
    found = canvases.next_statement(ask.view, canvas, ask.pseudonym(canvas), query.skip)
    small = canvas in communities.small_canvases(ask.view)
    return Data(OneItem(None if found is None else item(found, small)))


@routes.read(f"{ROOT}/canvases/{{canvas}}/decisions", may=everyone, query=Older, answer=DecisionPage)
def decided(ask: Ask, query: Older, canvas: str) -> Answer:
    """Decisions of a canvas, newest first."""
    found = canvases.decisions(ask.view, canvas, query.before or END, query.limit)
    return Data(DecisionPage(found, found[-1].n if len(found) == query.limit else 0))


@routes.read(f"{ROOT}/contributions/{{contribution}}", may=everyone, answer=OneContribution)
def contribution(ask: Ask, contribution: str) -> Answer:
    """A contribution; words that are not public are shown to their author alone."""
    return Data(one(ask, contributions.contribution(ask.view, contribution) or _missing()))


@routes.read(f"{ROOT}/contributions/{{contribution}}/comments", may=everyone, query=Newer, answer=ItemPage)
def comments(ask: Ask, query: Newer, contribution: str) -> Answer:
    """Public comments on a contribution, oldest first."""
    return Data(_page(ask, contributions.comments(ask.view, contribution, query.after, query.limit), query.limit))


@routes.read(f"{ROOT}/decisions/{{decision}}", may=everyone, answer=OneDecision)
def decision(ask: Ask, decision: str) -> Answer:
    """A decision with its options and its result, and the asker's own ballot."""
    found = decisions.decision(ask.view, decision) or _missing()
    pseudonym = ask.pseudonym(found.canvas)
    mine = decisions.own_ballot(ask.view, decision, pseudonym) if pseudonym else None
    return Data(OneDecision(found, mine))


@routes.read(f"{ROOT}/search", may=everyone, query=Searched, dear=True, answer=Found)
def searched(ask: Ask, query: Searched) -> Answer:
    """Public words that hold what is looked for."""
    return Data(search(ask.view, query.q, query.canvas, query.kind, query.before or END, query.limit))


@routes.read(f"{ROOT}/held", may=roles("moderator", "facilitator"), query=Older, answer=ItemPage)
def held(ask: Ask, query: Older) -> Answer:
    """Contributions that wait for somebody to look."""
    return Data(_page(ask, canvases.held(ask.view, query.before or END, query.limit), query.limit))


def _page(ask: Ask, found: tuple[Piece, ...], limit: int) -> ItemPage:
    small = communities.small_canvases(ask.view)
    return ItemPage([item(piece, piece.canvas in small) for piece in found], found[-1].n if len(found) == limit else 0)


def _missing() -> NoReturn:
    """Raises Problem 404: there is such a thing, but the views do not show it yet."""
    raise not_here()
