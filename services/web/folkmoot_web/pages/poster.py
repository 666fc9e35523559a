"""A poster to print: the question of a canvas, and a square that a phone reads to come to it."""

import functools

import segno

from folkmoot.views import canvas as canvases
from folkmoot_web.answers import Answer, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.policy import everyone
from folkmoot_web.routing import Routes

routes = Routes()

QUIET = 4
"""Modules left white around a QR code (ISO/IEC 18004, 9.1)."""


@functools.lru_cache(maxsize=256)
def drawn(address: str) -> tuple[int, str]:
    """A QR code as an SVG path: modules along each side, and the path of the dark ones, a unit each."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=QUIET)]
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module]
    return len(rows), "".join(dark)


@routes.read("/c/{community}/canvas/{canvas}/poster", may=everyone, kept=True, touched="canvas")
def poster(ask: Ask, canvas: str) -> Answer:
    """The poster of a canvas."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    address = ask.front.site.link(f"/c/{ask.community}/canvas/{canvas}")
    side, path = drawn(address)
    return Page.of("poster.html", **around.values(ask, ask.view), canvas=found, address=address, side=side, path=path)
