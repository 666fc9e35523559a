"""How equal the footing in a canvas is, drawn, with the numbers beside."""

from folkmoot.views import canvas as canvases
from folkmoot.views.footing import footing
from folkmoot_web.answers import Answer, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.past import seen
from folkmoot_web.pages.reach import told
from folkmoot_web.policy import everyone
from folkmoot_web.routing import Routes

routes = Routes()


@routes.read("/c/{community}/canvas/{canvas}/footing", may=everyone, past=True, kept=True, touched="canvas")
async def shown(ask: Ask, canvas: str) -> Answer:
    """Who speaks, who is answered, who had a turn."""
    view = await seen(ask)
    found = canvases.canvas(view, canvas) or not_there()
    # groups and their counts are in no record, so the past has none of them
    answered, reached = told(ask, canvas) if ask.at is None else (None, [])
    given = around.values(ask, view)
    return Page.of("footing.html", **given, canvas=found, footing=footing(view, canvas), answered=answered, reached=reached)
