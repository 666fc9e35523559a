"""What has to hold where a group looks back."""

from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.review import Review
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.events.review import ReviewClosed, ReviewOpened, ReviewRemarked


def _opened(laws: Laws, entry: Entry, fact: ReviewOpened) -> None:
    if entry.n != 1:
        raise Broken("a look back is opened once.")
    laws.reviews[entry.s] = state = Review()
    state.evolve(entry, fact)
    laws.active(entry, fact.canvas)


def _open(laws: Laws, entry: Entry) -> Review:
    state = laws.reviews.get(entry.s)
    if state is None or state.closed:
        raise Broken("its look back was never opened, or is closed.")
    laws.going(state.canvas)
    return state


def _remarked(laws: Laws, entry: Entry, fact: ReviewRemarked) -> None:
    state = _open(laws, entry)
    laws.active(entry, state.canvas)
    laws.words(entry, fact.text, "remark", state.canvas)
    state.evolve(entry, fact)


def _closed(laws: Laws, entry: Entry, fact: ReviewClosed) -> None:
    state = _open(laws, entry)
    laws.office(entry, "facilitator", "steward")
    if not state.remarks or fact.rules < 0:
        raise Broken("a look back is closed once somebody has looked back, and names rules or none.")
    state.evolve(entry, fact)


LAWS: dict[type[Fact], Law] = {ReviewOpened: _opened, ReviewRemarked: _remarked, ReviewClosed: _closed}
