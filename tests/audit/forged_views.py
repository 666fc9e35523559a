"""What the rules refuse about the views that people attach to a result."""

from folkmoot.domain.deciding import AttachView, CloseDecision
from folkmoot.events.decision import ViewAttached
from tests.audit.forging import Forge, Small, words
from tests.rules.given import SAID


def _decided(w: Small) -> None:
    w.when("house", CloseDecision(decision=w.decision))


def too_soon(w: Small) -> None:
    """bob attaches a view to what has no result."""
    w.given(w.bob, w.decision, ViewAttached(text=words(w, w.bob, "view", w.canvas_)))


def twice(w: Small) -> None:
    """bob attaches two views."""
    _decided(w)
    w.when(w.bob, AttachView(decision=w.decision, **SAID | {"text": "Not so."}))
    w.given(w.bob, w.decision, ViewAttached(text=words(w, w.bob, "view", w.canvas_)))


def by_office(w: Small) -> None:
    """A moderator, who does not vote, attaches a view."""
    _decided(w)
    w.given(w.moderator, w.decision, ViewAttached(text=words(w, w.moderator, "view", w.canvas_)))


def of_another(w: Small) -> None:
    """bob attaches words that are no view."""
    _decided(w)
    w.given(w.bob, w.decision, ViewAttached(text=w.piece))


FORGED: dict[str, tuple[Forge, str]] = {
    "a view attached before the result": (too_soon, "no result"),
    "a view attached twice": (twice, "second time"),
    "a view attached by an office": (by_office, "has not joined"),
    "a view in words that are none": (of_another, "no view by who acts"),
}
