"""What changed between two days, or two entries: counted by kind, each count with its entries, on a page and as JSON."""

import re
from typing import Annotated

import msgspec

from folkmoot.views.between import Between, Line, between, lines, start_of
from folkmoot.views.reading import View
from folkmoot.views.record import size_at
from folkmoot.views.shown import PAGE
from folkmoot_web.answers import Answer, Bytes, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.policy import everyone
from folkmoot_web.routing import Routes

routes = Routes()
ROOT = "/c/{community}/record/between"

Moment = Annotated[str, msgspec.Meta(max_length=20)]
Code = Annotated[str, msgspec.Meta(max_length=64)]

UNCLEAR = "Give two days such as 2026-11-22, the earlier one first, or two numbers of entries."
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}Z)?")


class Stretch(msgspec.Struct):
    """start, end: days `YYYY-MM-DD` or numbers of entries, both included; empty for the first and the last."""

    start: Moment = ""
    end: Moment = ""


class Looked(Stretch):
    """kind, detail: the group whose entries are listed, empty for all groups. after: number of the last entry seen."""

    kind: Code = ""
    detail: Code = ""
    after: Annotated[int, msgspec.Meta(ge=-1, le=2**53 - 1)] = -1


@routes.read(ROOT, may=everyone, query=Looked)
def shown(ask: Ask, query: Looked) -> Answer:
    """What changed between two moments."""
    found = _between(ask.view, query)
    start = found.start if found else 0
    listed: tuple[Line, ...] = ()
    if found and query.kind:
        listed = lines(ask.view, query.kind, query.detail, max(start, query.after + 1), found.stop)
    elif found is None:
        ask.refusal, ask.fault = UNCLEAR, "start"
    return Page.of(
        "record_between.html",
        **around.values(ask, ask.view),
        found=found,
        query=query,
        today=around.today(ask, ask.view),
        most=max((group.number for group in found.groups), default=1) if found else 1,
        listed=listed,
        more=listed[-1].i if len(listed) == PAGE else -1,
    )


@routes.read(f"{ROOT}/file", may=everyone, query=Stretch)
def file(ask: Ask, query: Stretch) -> Answer:
    """The same as JSON, to keep."""
    found = _between(ask.view, query, PAGE)
    if found is None:
        return Bytes(msgspec.json.encode({"refused": UNCLEAR}), "application/json")
    name = f"{ask.community}-{found.start}-{found.stop}.json"
    return Bytes(msgspec.json.format(msgspec.json.encode(found)), "application/json", name)


def _between(view: View, query: Stretch, few: int = 5) -> Between | None:
    """None when it is not two moments, or when they stand the wrong way round."""
    start, end = query.start.strip(), query.end.strip()
    if any(one and not one.isascii() for one in (start, end)):
        return None
    if any(one and not one.isdecimal() and not _DAY.fullmatch(one) for one in (start, end)):
        return None
    first = (int(start) if start.isdecimal() else start_of(view, start)) if start else 0
    last = (int(end) + 1 if end.isdecimal() else size_at(view, end)) if end else view.size
    wrong = start > end if "-" in start and "-" in end else first >= last and first < view.size and "-" not in start + end
    return None if start and end and wrong else between(view, first, last, few)
