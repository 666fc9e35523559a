"""What the opening and concluding of a canvas change in the tables."""

from folkmoot.events import canvas
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.views.batch import WHOLE, Batch
from folkmoot.views.step import Step


def _canvas_opened(batch: Batch, entry: Entry, fact: canvas.CanvasOpened, s: int) -> None:
    row = s, entry.s, entry.i, fact.level, fact.body, fact.answer_by
    batch.db.execute("INSERT OR IGNORE INTO canvases (n, id, i, level, body, answer_by) VALUES (?, ?, ?, ?, ?, ?)", row)
    batch.touch(entry.i, s, WHOLE)


def _canvas_concluded(batch: Batch, entry: Entry, fact: canvas.CanvasConcluded, s: int) -> None:
    batch.db.execute("UPDATE canvases SET concluded = ? WHERE n = ?", (entry.i, s))
    batch.touch(entry.i, s, WHOLE)


STEPS: dict[type[Fact], Step] = {
    canvas.CanvasOpened: _canvas_opened,
    canvas.CanvasConcluded: _canvas_concluded,
}
