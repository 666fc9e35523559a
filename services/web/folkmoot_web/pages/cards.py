"""Cards and paper forms are written off by a facilitator, one after another, with what was ticked on each."""

import asyncio
from typing import Annotated, Any, Literal

import msgspec

from folkmoot.domain.card import CheckCard
from folkmoot.domain.contributing import Revise, Withdraw
from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.rules import Refused
from folkmoot.events.contribution import Brought
from folkmoot.views import canvas as canvases
from folkmoot.views import contribution as contributions
from folkmoot.views.shown import Said
from folkmoot_web import entering
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.entering import ENTERS, Way
from folkmoot_web.pages import around, consent
from folkmoot_web.pages.bringing import KINDS
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.contribution import private_words
from folkmoot_web.pages.keeping_own import Allowing, changes
from folkmoot_web.pages.slip import terms
from folkmoot_web.policy import roles
from folkmoot_web.routing import Nothing, Routes

routes = Routes()
ROOT = "/c/{community}/canvas/{canvas}/cards"
ONE = f"{ROOT}/{{contribution}}"
DAY = 86_400

Tag = Annotated[str, msgspec.Meta(max_length=40)]
Use = Literal["publish", "quote", "translate"]

FIELDS = {"language": "lang"}
"""Words of a refusal -> the field that it is about; anything else is about the text."""


class Before(msgspec.Struct):
    """What the card before was, so that the next one needs one field only. saved: how many were entered, for the notice."""

    kind: Brought = "idea"
    via: Way = "paper"
    lang: Tag = ""
    saved: Tag = ""


class Entering(msgspec.Struct):
    """The form. uses: ticked on the card. label: of whoever wrote several, known to this office alone. key: of the form."""

    text: str
    kind: Brought = "idea"
    via: Way = "paper"
    lang: Tag = ""
    uses: tuple[Use, ...] = ()
    label: Annotated[str, msgspec.Meta(max_length=80)] = ""
    key: Tag = ""


class Correcting(msgspec.Struct):
    """The card as it is to stand."""

    text: str
    lang: Tag = "und"
    uses: tuple[Use, ...] = ()


MOST_TO_CHECK = 100
"""Cards of other offices that are looked at for what is still to be checked."""


class Line(msgspec.Struct, frozen=True):
    """A card in the list. said: its words, None when they are gone or taken out. uses: allowed. out: taken out."""

    found: contributions.Contribution
    said: Said | None
    out: bool


@routes.read(ROOT, may=roles(*ENTERS), query=Before)
def entering_cards(ask: Ask, canvas: str, query: Before | None = None) -> Answer:
    """The next card, and those that were entered today."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    given = around.values(ask, ask.view)
    before = query or Before()
    now = int(ask.front.installation.clock())
    today = ask.front.people.cards.of(ask.community, canvas, entering.office(ask), now - now % DAY)
    typed = ask.typed
    return Page.of(
        "cards.html",
        **given,
        canvas=found,
        kinds=KINDS,
        kind=typed["kind"] or before.kind,
        via=typed["via"] or before.via,
        lang=typed["lang"] or before.lang or given["place"].lang,
        uses=typed.all("uses"),
        key=typed["key"] or around.fresh(),
        saved=before.saved,
        lines=[line for card in today if (line := _line(ask, card.contribution))],
        to_check=_to_check(ask, canvas),
        longest=max(LONGEST[kind] for kind in KINDS),
        tongues=around.tongues(ask, given["place"]),
    )


def _line(ask: Ask, contribution: str) -> Line | None:
    found = contributions.contribution(ask.view, contribution)
    if found is None:
        return None
    out = found.piece.why in ("withdrawn", "erased")
    return Line(found, None if out else found.piece.said or private_words(ask, found), out)


def _to_check(ask: Ask, canvas: str) -> list[Line]:
    """Cards that others typed and nobody has held against the paper yet."""
    typed = ask.front.people.cards.others(ask.community, canvas, ask.offices, MOST_TO_CHECK)
    lines = [line for contribution in typed if (line := _line(ask, contribution))]
    return [line for line in lines if line.said and not line.found.checked]


@routes.act(ROOT, may=roles(*ENTERS), form=Entering, again=entering_cards)
async def entered(ask: Ask, canvas: str, form: Entering) -> Answer:
    """Record a card, and go on to the next."""
    key = form.key or around.fresh()
    try:
        made = await entering.enter(ask, canvas, form.kind, form.text, form.lang, form.uses, form.via, form.label, key)
    except Refused as refused:
        ask.fault = around.fault(refused, FIELDS, "text")
        raise
    return _next(ask, canvas, f"?kind={form.kind}&via={form.via}&lang={form.lang or 'und'}&saved={made}")


def _next(ask: Ask, canvas: str, query: str = "") -> Go:
    return Go(f"/c/{ask.community}/canvas/{canvas}/cards{query}")


def _card_page(ask: Ask, canvas: str, contribution: str) -> dict[str, Any]:
    entering.card_of(ask, contribution)
    found = contributions.contribution(ask.view, contribution) or not_there()
    if found.piece.canvas != canvas:
        not_there()
    given = around.values(ask, ask.view)
    home = canvases.canvas(ask.view, canvas) or not_there()
    return given | {"found": found, "piece": found.piece, "canvas": home, "line": _line(ask, contribution)}


@routes.read(ONE, may=roles(*ENTERS))
def correcting(ask: Ask, canvas: str, contribution: str) -> Answer:
    """One card, to compare it with the paper."""
    values = _card_page(ask, canvas, contribution)
    uses = ask.typed.all("uses") if ask.refusal else list(values["found"].consents)
    tongues = around.tongues(ask, values["place"])
    return Page.of("card.html", **values, uses=uses, tongues=tongues, longest=LONGEST[values["piece"].kind])


@routes.act(ONE, may=roles(*ENTERS), form=Correcting, again=correcting)
async def corrected(ask: Ask, canvas: str, contribution: str, form: Correcting) -> Answer:
    """Put what stands on the paper in the place of what was mistyped."""
    card, values = entering.card_of(ask, contribution), _card_page(ask, canvas, contribution)
    said: Said | None = values["line"].said
    way = entering.way_of(ask, contribution)
    # what was changed alone: a statement that people may have answered stays as it is, its ticks can still be put right
    commands = changes(ask, values["found"], Allowing(form.uses))
    if said is None or (form.text.replace("\r\n", "\n").strip(), form.lang) != (said.text, said.lang):
        commands.insert(0, Revise(contribution=contribution, text=form.text, lang=form.lang or "und"))
    try:
        for command in commands:
            await entering.give(ask, card, command, way)
    except Refused as refused:
        ask.fault = around.fault(refused, FIELDS, "text")
        raise
    return _next(ask, canvas)


@routes.act(f"{ONE}/checked", may=roles(*ENTERS), form=Nothing, again=entering_cards)
async def checked(ask: Ask, canvas: str, contribution: str, form: Nothing) -> Answer:
    """Say that a card that somebody else typed stands as on the paper."""
    await ask.do(CheckCard(contribution=contribution))
    return Go(f"/c/{ask.community}/canvas/{canvas}/cards#to-check")


@routes.act(f"{ONE}/out", may=roles(*ENTERS), form=Nothing)
async def taken_out(ask: Ask, canvas: str, contribution: str, form: Nothing) -> Answer:
    """Take a card down that was entered by mistake; that it was there stays in the record."""
    card = entering.card_of(ask, contribution)
    await entering.give(ask, card, Withdraw(contribution=contribution), entering.way_of(ask, contribution))
    return _next(ask, canvas)


@routes.act(f"{ONE}/slip", may=roles(*ENTERS), form=Nothing)
async def slip(ask: Ask, canvas: str, contribution: str, form: Nothing) -> Answer:
    """A slip to hand to whoever wrote the card, who can change or withdraw it with the code."""
    card = entering.card_of(ask, contribution)
    code = await asyncio.to_thread(ask.front.people.slips.new, card.person, ask.community, contribution, card.pseudonym)
    return Page.of("contribution_slip.html", **terms(ask, contribution), code=code)


@routes.read("/c/{community}/canvas/{canvas}/paper", may=roles(*ENTERS))
def paper(ask: Ask, canvas: str) -> Answer:
    """A form to print, with the fields and the words of the pages."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    return Page.of("paper.html", **around.values(ask, ask.view), canvas=found, kinds=KINDS, purposes=consent.PURPOSES)
