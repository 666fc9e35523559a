"""Whom a canvas reaches: people may say to which groups they belong, and only how many said so is kept."""

import asyncio
import re
from typing import Any

import msgspec

from folkmoot.domain.rules import text
from folkmoot.record.reach import Target
from folkmoot.views import canvas as canvases
from folkmoot.views.footing import LEAST, STEP, rounded
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.entering import ENTERS
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.policy import everyone, participant, roles
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Routes

routes = Routes()
ROOT = "/c/{community}/canvas/{canvas}/reach"

MOST = 12
"""Groups that a canvas asks about: each tick more makes people easier to know again."""

TOO_MANY = "Ask about {} groups at most; many ticks together can tell who somebody is."
TWICE = "The group {} stands there twice. Write each group once."
SHARE = "Write the share of a group as a whole number from 0 to 100, such as: People under 25: 30"


class Line(msgspec.Struct, frozen=True):
    """A group as it may be told. people: rounded, None while too few. part: of those who answered, in hundredths, rounded,
    None likewise. share: of all whom the canvas is for, None where nobody knows.
    """

    name: str
    people: int | None
    part: int | None
    share: int | None


class Setting(msgspec.Struct):
    """A group a line, with a colon and its share where that is known."""

    groups: str = ""


class Saying(msgspec.Struct):
    """Names of the groups that somebody belongs to; none is an answer too."""

    groups: tuple[str, ...] = ()


def told(ask: Ask, canvas: str) -> tuple[int | None, list[Line]]:
    """How many answered, and each group, as they may be told: nothing under ten, the others rounded to five."""
    count, groups = ask.front.people.reach.groups(ask.community, canvas)
    whole = rounded(count)
    lines = []
    for one in groups:
        people = rounded(one.people) if whole else None
        part = STEP * round(100 * people / whole / STEP) if whole and people else None
        lines.append(Line(one.name, people, min(part, 100) if part is not None else None, one.share if one.share >= 0 else None))
    return whole, lines


def targets(typed: str) -> list[Target]:
    """Groups from lines.

    Raises Problem 422 and Refused with what is wrong.
    """
    found = [_target(line.strip()) for line in typed.splitlines() if line.strip()]
    names = [one.name.casefold() for one in found]
    if len(found) > MOST:
        raise Problem(422, TOO_MANY.format(MOST))
    for place, name in enumerate(names):
        if name in names[:place]:
            raise Problem(422, TWICE.format(found[place].name))
    return found


def _target(line: str) -> Target:
    name, colon, share = line.rpartition(":")
    if not colon:
        return Target(text(line, "each group", 120), -1)
    number = re.fullmatch(r"(\d{1,3})\s*%?", share.strip())
    if number is None or int(number[1]) > 100:
        raise Problem(422, SHARE)
    return Target(text(name, "each group", 120), int(number[1]))


def _values(ask: Ask, canvas: str) -> dict[str, Any]:
    found = canvases.canvas(ask.view, canvas) or not_there()
    _, groups = ask.front.people.reach.groups(ask.community, canvas)
    return around.values(ask, ask.view) | {"canvas": found, "groups": groups, "least": LEAST, "step": STEP}


@routes.read(ROOT, may=everyone)
def reach(ask: Ask, canvas: str) -> Answer:
    """What is asked, what is kept of it, and the ticks."""
    me = ask.pseudonym(canvas) if ask.viewer.person and not ask.offices else ""
    done = bool(me) and ask.front.people.reach.answered(ask.viewer.person, ask.community, canvas)
    return Page.of("reach.html", **_values(ask, canvas), taking=bool(me), done=done, picked=ask.typed.all("groups"))


@routes.act(ROOT, may=participant, form=Saying, again=reach)
async def said(ask: Ask, canvas: str, form: Saying) -> Answer:
    """Count somebody, once."""
    names = set(form.groups)
    await asyncio.to_thread(ask.front.people.reach.answer, ask.viewer.person, ask.community, canvas, names)
    return Go(f"/c/{ask.community}/canvas/{canvas}/reach")


@routes.read(f"{ROOT}/groups", may=roles(*ENTERS))
def setting(ask: Ask, canvas: str) -> Answer:
    """Which groups this canvas should reach."""
    values = _values(ask, canvas)
    now = "\n".join(one.name if one.share < 0 else f"{one.name}: {one.share}" for one in values["groups"])
    return Page.of("reach_groups.html", **values, typed=ask.typed["groups"] if ask.refusal else now, most=MOST)


@routes.act(f"{ROOT}/groups", may=roles(*ENTERS), form=Setting, again=setting)
async def was_set(ask: Ask, canvas: str, form: Setting) -> Answer:
    """Ask about these groups from now on."""
    ask.fault = "groups"
    await asyncio.to_thread(ask.front.people.reach.ask_about, ask.community, canvas, targets(form.groups))
    ask.front.keeping.clear()  # the page of footing shows them, and no entry says that they changed
    return Go(f"/c/{ask.community}/canvas/{canvas}/footing#reach")
