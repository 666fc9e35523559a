"""The record as people read it: what it is, its latest entries, one entry with its proof, and the whole to take away."""

import datetime
from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from markupsafe import Markup

from folkmoot.events.entry import Entry
from folkmoot.events.entry import read as read_entry
from folkmoot.record.checkpoint import parse
from folkmoot.record.note import NoteError, encode64, split
from folkmoot.record.tree import leaf_hash
from folkmoot.views import record as records
from folkmoot.views.reading import View
from folkmoot.views.shown import END, PAGE
from folkmoot_web import small, taken
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.policy import everyone
from folkmoot_web.problem import Problem, not_here
from folkmoot_web.routing import Routes

routes = Routes()
ROOT = "/c/{community}/record"

NO_DAY = "There is no such day. Go back and write it as year-month-day, for example 2027-01-31."
BEFORE = "There was nothing here yet on that day. Go back and choose a later one."
NO_ENTRY = "There is no such entry. Go back and write a number from 0 to {last}."

Index = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]


class Looked(msgspec.Struct):
    """before: index that the list starts below; 0 for the latest entries."""

    before: Index = 0


class Jump(msgspec.Struct):
    """to: index of an entry. day: `YYYY-MM-DD`; the pages are shown as they stood at its end."""

    to: Annotated[str, msgspec.Meta(max_length=20)] = ""
    day: Annotated[str, msgspec.Meta(max_length=10)] = ""


class Signed(msgspec.Struct, frozen=True):
    """The last checkpoint. text: as it is signed."""

    size: int
    root: str
    text: str


def signed(ask: Ask) -> Signed | None:
    """The last checkpoint of a community, None before there is one."""
    try:
        data = ask.front.publisher(ask.community).reader.checkpoint()
        found = parse(split(data)[0])
    except (OSError, ValueError, NoteError):
        return None
    return Signed(found.size, encode64(found.root), data.decode())


@routes.read(ROOT, may=everyone, query=Looked)
def record(ask: Ask, query: Looked) -> Answer:
    """What the record is, and its latest entries."""
    lines = records.latest(ask.view, query.before or END)
    keys, given = records.keys(ask.view), around.values(ask, ask.view)
    return Page.of(
        "record.html",
        **given,
        rows=_rows(ask, given, lines),
        size=ask.view.size,
        more=lines[-1].i if len(lines) == PAGE else 0,
        first_page=not query.before,
        signed=signed(ask),
        key=keys[0] if keys else None,
        restores=records.restores(ask.view),
    )


def _rows(ask: Ask, given: dict[str, Any], lines: Iterable[records.Line]) -> list[Markup]:
    """Entries as rows of a table, each kept as it was rendered."""
    today, who, rows = given["place"].today, given["who"], []
    for line in lines:
        # everything that a row shows stands in its key
        key = "record", today, ask.locale, who.office(line.by), line
        row = ask.front.items.get(key)
        if row is None:
            shown = {"line": line, "today": today, "who": who}
            row = ask.front.items.keep(key, ask.front.rendering.part("record_row.html", shown, ask.locale))
        rows.append(row)
    return rows


@routes.read(f"{ROOT}/go", may=everyone, query=Jump)
def jump(ask: Ask, query: Jump) -> Answer:
    """Go to an entry, or to the pages as they stood at the end of a day."""
    if query.to.strip().isdecimal() and int(query.to) < ask.view.size:
        return Go(f"/c/{ask.community}/record/{int(query.to)}")
    if query.day:
        try:
            day = datetime.date.fromisoformat(query.day.strip()).isoformat()
        except ValueError:
            raise Problem(400, NO_DAY) from None
        if size := records.size_at(ask.view, day):
            return Go(f"/at/{size}/c/{ask.community}")
        raise Problem(404, BEFORE)
    raise Problem(404, NO_ENTRY.format(last=ask.view.size - 1))


@routes.read(f"{ROOT}/bundle", may=everyone)
def taking(ask: Ask) -> Answer:
    """How to take the record away and check it."""
    return Page.of(
        "record_bundle.html",
        **around.values(ask, ask.view),
        size=ask.view.size,
        signed=signed(ask),
        origin=ask.front.installation.origin(ask.community),
        waiting=small.waiting(ask),
    )


@routes.read(f"{ROOT}/{{index:int}}", may=everyone)
def one(ask: Ask, index: int) -> Answer:
    """One entry: in words, its bytes, its seals, its proof."""
    line = records.entry(ask.view, index) if 0 <= index < 2**53 else None
    leaves = ask.front.store.read(ask.community, index, 1) if line else []
    if line is None or not leaves:
        raise not_here()
    entry = read_entry(leaves[0])
    withheld = line.withheld and not _own(ask, line.by)
    last = signed(ask)
    return Page.of(
        "record_entry.html",
        **around.values(ask, ask.view),
        line=line,
        entry=entry,
        bytes="" if withheld else leaves[0].decode(),
        hash_of=leaf_hash(leaves[0]).hex(),
        seals=_seals(ask.view, entry),
        withheld=withheld,
        proven=last is not None and index < last.size,
        size=ask.view.size,
    )


@routes.read(f"{ROOT}/{{index:int}}/proof", may=everyone, dear=True)
def proof(ask: Ask, index: int) -> Answer:
    """The proof that the entry is in the signed record, to keep."""
    return taken.proof(ask, index)


@routes.read(f"{ROOT}/{{index:int}}/receipt", may=everyone, dear=True)
def promise(ask: Ask, index: int) -> Answer:
    """A signed receipt for the entry, to keep."""
    return taken.promise(ask, index)


@routes.read(f"{ROOT}/bundle/file", may=everyone, dear=True, within=900)
def bundle(ask: Ask) -> Answer:
    """The record to take away."""
    return taken.bundle(ask)


def _own(ask: Ask, by: str) -> bool:
    """Whether the viewer acted, or may see it in the line of duty."""
    mine = {name for where, _, name in ask.front.people.pseudonyms(ask.viewer.person) if where == ask.community}
    return by in mine or small.on_duty(ask)


def _seals(view: View, entry: Entry) -> list[dict[str, Any]]:
    """Each seal with the words that it opens to, where they are public."""
    shown = {seal.k: seal for seal in records.seals(view, entry.i)}
    return [{"k": k, "seal": seal, "shown": shown.get(k)} for k, seal in enumerate(entry.cm)]
