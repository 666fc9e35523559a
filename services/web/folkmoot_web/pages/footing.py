"""How equal the footing in a canvas is, drawn, with the numbers beside."""

from folkmoot.views import canvas as canvases
from folkmoot.views.footing import footing
from folkmoot_web.answers import Answer, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.past import seen
from folkmoot_web.policy import everyone
from folkmoot_web.routing import Routes

routes = Routes()


@routes.read("/c/{community}/canvas/{canvas}/footing", may=everyone, past=True, kept=True, touched="canvas")
async def shown(ask: Ask, canvas: str) -> Answer:
    """Who speaks, who is answered, who had a turn."""
    view = await seen(ask)
    found = canvases.canvas(view, canvas) or not_there()
    return Page.of("footing.html", **around.values(ask, view), canvas=found, footing=footing(view, canvas))
