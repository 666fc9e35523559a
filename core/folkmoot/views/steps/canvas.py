"""What the opening and concluding of a canvas change in the tables, and what its group agrees in it."""

from folkmoot.events import canvas
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.views.batch import WHOLE, Batch
from folkmoot.views.step import Step


def _canvas_opened(batch: Batch, entry: Entry, fact: canvas.CanvasOpened, s: int) -> None:
    row = s, entry.s, entry.i, fact.level, fact.body, fact.answer_by
    batch.db.execute("INSERT OR IGNORE INTO canvases (n, id, i, level, body, answer_by) VALUES (?, ?, ?, ?, ?, ?)", row)
    batch.touch(entry.i, s, WHOLE)


def _canvas_promised(batch: Batch, entry: Entry, fact: canvas.CanvasPromised, s: int) -> None:
    row = fact.level, entry.by, fact.answer_by, entry.i, s
    batch.db.execute("UPDATE canvases SET level = ?, body = ?, answer_by = ?, promised = ? WHERE n = ?", row)
    batch.touch(entry.i, s, WHOLE)


def _canvas_answered(batch: Batch, entry: Entry, fact: canvas.CanvasAnswered, s: int) -> None:
    batch.db.execute("INSERT INTO office_answers VALUES (?, ?, ?, '')", (s, entry.i, entry.by))
    batch.touch(entry.i, s, WHOLE)


def _canvas_concluded(batch: Batch, entry: Entry, fact: canvas.CanvasConcluded, s: int) -> None:
    batch.db.execute("UPDATE canvases SET concluded = ? WHERE n = ?", (entry.i, s))
    batch.touch(entry.i, s, WHOLE)


def _place_opened(batch: Batch, entry: Entry, fact: canvas.PlaceOpened, s: int) -> None:
    batch.db.execute("INSERT OR IGNORE INTO places VALUES (?, ?, ?)", (s, fact.place, entry.i))
    batch.touch(entry.i, s)


def _place_closed(batch: Batch, entry: Entry, fact: canvas.PlaceClosed, s: int) -> None:
    batch.db.execute("DELETE FROM places WHERE canvas = ? AND place = ?", (s, fact.place))
    batch.touch(entry.i, s)


def _rules_agreed(batch: Batch, entry: Entry, fact: canvas.GroupRulesAgreed, s: int) -> None:
    row = s, fact.version, entry.i, entry.by, fact.decided_by, fact.places
    batch.db.execute("INSERT OR IGNORE INTO group_rules VALUES (?, ?, ?, ?, ?, ?)", row)
    batch.touch(entry.i, s)


STEPS: dict[type[Fact], Step] = {
    canvas.CanvasOpened: _canvas_opened,
    canvas.CanvasPromised: _canvas_promised,
    canvas.CanvasAnswered: _canvas_answered,
    canvas.CanvasConcluded: _canvas_concluded,
    canvas.PlaceOpened: _place_opened,
    canvas.PlaceClosed: _place_closed,
    canvas.GroupRulesAgreed: _rules_agreed,
}
