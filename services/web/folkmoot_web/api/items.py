"""Contributions and decisions as data, guarded: where few take part, how they divide is told to nobody."""

import msgspec

from folkmoot.events.contribution import Kind
from folkmoot.events.ground import Purpose
from folkmoot.views.community import small_canvases
from folkmoot.views.contribution import Basis, Contribution, Link
from folkmoot.views.decision import Ballot, Decision
from folkmoot.views.shown import Mention, Piece, Said, Why
from folkmoot_web.ask import Ask


class Item(msgspec.Struct):
    """A contribution. i, t: index and time of the entry that brought it. by: pseudonym or office. open: its words are
    public; why, since: why they are or are not, and the index of the entry that says so. said: None when its words are
    not public. agree, disagree, passed: None where too few take part for anything finer than totals.
    """

    id: str
    i: int
    t: str
    canvas: str
    kind: Kind
    by: str
    lang: str
    open: bool
    why: Why
    since: int
    source: str
    claimed: str
    to: str
    revised: int
    comments: int
    answered: int
    agree: int | None
    disagree: int | None
    passed: int | None
    said: Said | None


class ItemPage(msgspec.Struct):
    """A page of a list. more: cursor for the next page, 0 when these are all."""

    items: list[Item]
    more: int


class OneItem(msgspec.Struct):
    """One contribution, or none."""

    item: Item | None


class OneContribution(msgspec.Struct):
    """A contribution with what belongs to it. own: it is the asker's. held, hidden: reason in force, empty for none.
    statement: the moderator's reasons. put_forward: when its author was told that it goes to a decision.
    """

    item: Item
    own: bool
    since_t: str
    parent: Mention | None
    held: str
    hidden: str
    statement: Said | None
    put_forward: str
    consents: tuple[Purpose, ...]
    links: tuple[Link, ...]
    linked: tuple[Link, ...]
    decisions: tuple[Basis, ...]


class OneDecision(msgspec.Struct):
    """A decision, and the asker's own ballot, which nobody else is shown."""

    decision: Decision
    mine: Ballot | None


def item(piece: Piece, small: bool) -> Item:
    """A contribution as everybody may see it. small: too few people take part in its canvas."""
    shown = msgspec.structs.asdict(piece)
    del shown["n"]
    if small:
        shown |= {"agree": None, "disagree": None, "passed": None}
    return Item(**shown)


def one(ask: Ask, found: Contribution) -> OneContribution:
    """A contribution as the asker may see it: an author sees their own words, public or not."""
    shown = item(found.piece, found.piece.canvas in small_canvases(ask.view))
    own = ask.speaks_as(found.piece.by, found.piece.canvas)
    if own and shown.said is None:
        shown.said = ask.front.said(ask.community, found.words_at)
    return OneContribution(
        item=shown,
        own=own,
        since_t=found.since_t,
        parent=found.parent,
        held=found.held,
        hidden=found.hidden,
        statement=found.statement,
        put_forward=found.put_forward,
        consents=found.consents,
        links=found.links,
        linked=found.linked,
        decisions=found.decisions,
    )
