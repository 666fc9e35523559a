"""A group of the demonstration opens places, agrees its own rules, looks back at its way of working, and changes them."""

from functools import partial

import msgspec

from folkmoot.domain.group import AgreeGroupRules, OpenPlace
from folkmoot.domain.review import CloseReview, OpenReview, Remark
from folkmoot.domain.rules import Command
from folkmoot.events.canvas import OpensPlaces, Stage
from folkmoot.events.review import Aspect
from folkmoot_web.demo.content import By, Words, read
from folkmoot_web.demo.telling import Telling


class Place(By, frozen=True):
    """A place in which the group begins to work."""

    canvas: str
    place: Stage


class Agreed(Words, frozen=True):
    """Rules that the group agrees. places: who opens places from here on."""

    canvas: str
    reason: str
    places: OpensPlaces = "offices"


class Remarked(Words, frozen=True):
    aspect: Aspect


class Closed(Words, frozen=True):
    """What comes of a look back. rules: version that it led to, 0 for none."""

    rules: int = 0


class Review(By, frozen=True):
    canvas: str
    id: str
    remarks: tuple[Remarked, ...] = ()
    closed: Closed | None = None


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    place: tuple[Place, ...]
    rules: tuple[Agreed, ...]
    review: tuple[Review, ...]


def plan(telling: Telling) -> None:
    """Plan how the groups choose their way of working."""
    group = read("group", Group)
    for place in group.place:
        telling.does(place, place.canvas, partial(_opened, telling, place))
    for rules in group.rules:
        telling.does(rules, rules.canvas, partial(_agreed, telling, rules))
    for review in group.review:
        telling.does(review, review.canvas, partial(_looked, telling, review), review.id)
        for remark in review.remarks:
            telling.does(remark, review.canvas, partial(_remarked, telling, review, remark))
        if review.closed:
            telling.does(review.closed, review.canvas, partial(_closed, telling, review, review.closed))


def _opened(telling: Telling, place: Place) -> Command:
    return OpenPlace(canvas=telling.stream(place.canvas, ""), place=place.place)


def _agreed(telling: Telling, rules: Agreed) -> Command:
    canvas = telling.stream(rules.canvas, "")
    return AgreeGroupRules(canvas=canvas, text=rules.text, reason=rules.reason, places=rules.places, lang=rules.lang)


def _looked(telling: Telling, review: Review) -> Command:
    return OpenReview(canvas=telling.stream(review.canvas, ""))


def _remarked(telling: Telling, review: Review, remark: Remarked) -> Command:
    return Remark(review=telling.stream(review.canvas, review.id), aspect=remark.aspect, **telling.says(remark))


def _closed(telling: Telling, review: Review, closed: Closed) -> Command:
    return CloseReview(review=telling.stream(review.canvas, review.id), outcome=closed.text, rules=closed.rules)
