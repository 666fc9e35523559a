"""What has to hold where a theme is made and named, and where something is linked to it, contested, upheld or unlinked."""

from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.theme import GROUPED, Theme, Tie
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.events.theme import LinkContested, LinkUpheld, ThemeLinked, ThemeMade, ThemeRenamed, Unlinked


def _made(laws: Laws, entry: Entry, fact: ThemeMade) -> None:
    if entry.n != 1:
        raise Broken("a theme is made once.")
    laws.themes[entry.s] = state = Theme()
    state.evolve(entry, fact)
    laws.active(entry, fact.canvas)
    laws.words(entry, fact.text, "theme", fact.canvas)


def _renamed(laws: Laws, entry: Entry, fact: ThemeRenamed) -> None:
    state = _at_work(laws, entry)
    if state.by != entry.by:
        laws.office(entry, "facilitator")
    laws.words(entry, fact.text, "theme", state.canvas)


def _linked(laws: Laws, entry: Entry, fact: ThemeLinked) -> None:
    state = _known(laws, entry)
    before = state.ties.get(fact.contribution)
    state.evolve(entry, fact)
    laws.active(entry, state.canvas)
    piece = laws.piece(fact.contribution)
    if piece.canvas != state.canvas or piece.kind not in GROUPED or not (piece.by == entry.by or laws.shown(fact.contribution)):
        raise Broken("what is linked is of another canvas or kind, or is not public.")
    if before and (piece.by not in before.contested or piece.by != entry.by):
        raise Broken("it is linked already, or who told it ended that link.")
    laws.words(entry, fact.because, "reason", state.canvas)


def _contested(laws: Laws, entry: Entry, fact: LinkContested) -> None:
    state = _at_work(laws, entry)
    _standing(laws, state, fact.contribution)
    state.evolve(entry, fact)
    laws.words(entry, fact.because, "reason", state.canvas)


def _upheld(laws: Laws, entry: Entry, fact: LinkUpheld) -> None:
    state = _at_work(laws, entry)
    tie = _standing(laws, state, fact.contribution)
    doubted = tie.doubted
    state.evolve(entry, fact)
    if tie.by != entry.by:
        laws.office(entry, "facilitator")
    if not doubted:
        raise Broken("nobody contests the link that it upholds.")
    laws.words(entry, fact.because, "reason", state.canvas)


def _unlinked(laws: Laws, entry: Entry, fact: Unlinked) -> None:
    state = _at_work(laws, entry)
    by = _standing(laws, state, fact.contribution).by
    state.evolve(entry, fact)
    if by != entry.by:
        raise Broken("only who made a link takes it back.")


def _known(laws: Laws, entry: Entry) -> Theme:
    state = laws.themes.get(entry.s)
    if state is None:
        raise Broken("its theme was never made.")
    return state


def _at_work(laws: Laws, entry: Entry) -> Theme:
    state = _known(laws, entry)
    laws.active(entry, state.canvas)
    return state


def _standing(laws: Laws, state: Theme, contribution: str) -> Tie:
    piece = laws.pieces.get(contribution)
    tie = state.standing(contribution, piece.by) if piece else None
    if tie is None:
        raise Broken("the link that it is about does not stand.")
    return tie


LAWS: dict[type[Fact], Law] = {
    ThemeMade: _made,
    ThemeRenamed: _renamed,
    ThemeLinked: _linked,
    LinkContested: _contested,
    LinkUpheld: _upheld,
    Unlinked: _unlinked,
}
