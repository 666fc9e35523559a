"""The evidence pack of a canvas: what the record shows for each of the Gunning principles, on one page and in one file."""

from typing import Any

import msgspec

from folkmoot.views import canvas as canvases
from folkmoot.views.evidence import Claim, Section, evidence
from folkmoot_web.answers import Answer, Bytes, Page
from folkmoot_web.ask import Ask
from folkmoot_web.evidence_words import TITLES, sentence
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.past import seen
from folkmoot_web.policy import everyone
from folkmoot_web.routing import Routes

routes = Routes()
ROOT = "/c/{community}/canvas/{canvas}/evidence"


@routes.read(ROOT, may=everyone, past=True)
async def shown(ask: Ask, canvas: str) -> Answer:
    """What the record shows of how a canvas was run, to read and to print."""
    view = await seen(ask)
    found = canvases.canvas(view, canvas) or not_there()
    sections = evidence(view, found, around.today(ask, view))
    return Page.of(
        "evidence.html",
        **around.values(ask, view),
        canvas=found,
        sections=sections,
        titles=TITLES,
        sentence=lambda claim: sentence(claim, ask.locale),
        size=view.size,
        on=around.today(ask, view),
    )


@routes.read(f"{ROOT}/file", may=everyone, past=True)
async def file(ask: Ask, canvas: str) -> Answer:
    """The same as one JSON file."""
    view = await seen(ask)
    found = canvases.canvas(view, canvas) or not_there()
    sections = evidence(view, found, around.today(ask, view))
    pack = {
        "origin": ask.front.installation.origin(ask.community),
        "canvas": canvas,
        "entries": view.size,
        "day": around.today(ask, view),
        "language": ask.locale,
        "principles": [_section(section, ask.locale) for section in sections],
    }
    return Bytes(msgspec.json.format(msgspec.json.encode(pack)), "application/json", f"evidence-{canvas}-{view.size}.json")


def _section(section: Section, locale: str) -> dict[str, Any]:
    shown, missing = section.count("shown"), section.count("missing")
    return {
        "principle": section.principle,
        "shown": shown,
        "missing": missing,
        "claims": [_claim(claim, locale) for claim in section.claims],
    }


def _claim(claim: Claim, locale: str) -> dict[str, Any]:
    return {**msgspec.to_builtins(claim), "sentence": sentence(claim, locale)}
