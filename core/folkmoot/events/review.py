"""A review is a short look back at the group's own way of working, which anyone may open at any time."""

from typing import Literal

from folkmoot.events.fact import Fact, fact

Aspect = Literal["helped", "missing", "change"]
"""What helped, who was missing, what to change."""


@fact("review.opened")
class ReviewOpened(Fact, frozen=True):
    canvas: str


@fact("review.remarked")
class ReviewRemarked(Fact, frozen=True):
    """text: contribution with the remark."""

    aspect: Aspect
    text: str


@fact("review.closed", seals={"outcome": "office"})
class ReviewClosed(Fact, frozen=True):
    """rules: version of the group's rules that it led to, 0 for none. The outcome says what changes, or why nothing does."""

    rules: int = 0
