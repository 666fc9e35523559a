"""An office makes the promise of a canvas itself: where nobody made one, or another office wrote it."""

from typing import Literal

import msgspec

from folkmoot.domain.canvas import MakePromise
from folkmoot.domain.rules import Refused
from folkmoot.events.canvas import Level
from folkmoot.views import canvas as canvases
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.policy import offices
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Routes

routes = Routes()

Given = Literal["", "inform", "consult", "involve", "collaborate", "empower"]
"""How far people's word goes, as a form has it before it is filled in."""


class Promising(msgspec.Struct):
    """The form with which an office makes a promise."""

    promise: str
    level: Given = ""
    answer_by: str = ""
    lang: str = ""
    key: str = ""


def chosen(ask: Ask, given: Given) -> Level:
    """A level that somebody chose. Raises Problem 422 when none was."""
    if given == "":
        ask.fault = "level"
        raise Problem(422, "Choose how far people's word goes in this canvas; it is part of the promise.")
    return given


@routes.read("/c/{community}/canvas/{canvas}/promise", may=offices)
def promising(ask: Ask, canvas: str) -> Answer:
    """The form with which an office makes the promise of a canvas itself."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    given = around.values(ask, ask.view)
    tongues = around.tongues(ask, given["place"])
    return Page.of("canvas_promise.html", **given, canvas=found, tongues=tongues, fresh=around.fresh)


@routes.act("/c/{community}/canvas/{canvas}/promise", may=offices, form=Promising, again=promising)
async def promised(ask: Ask, canvas: str, form: Promising) -> Answer:
    """Make it."""
    command = MakePromise(
        canvas=canvas, promise=form.promise, level=chosen(ask, form.level), answer_by=form.answer_by, lang=form.lang
    )
    try:
        await ask.do(command, form.key)
    except Refused as refused:
        ask.fault = around.fault(refused, {"the date": "answer_by"}, "promise")
        raise
    return Go(f"/c/{ask.community}/canvas/{canvas}")
