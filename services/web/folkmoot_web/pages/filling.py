"""Somebody fills in a form that a plugin brings; what comes of it is a contribution like any other, with the same consent."""

from typing import Annotated, Literal

import msgspec

from folkmoot.domain.contributing import Contribute
from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.rules import Refused
from folkmoot.plugin.manifest import Box, Form, in_language, tongue
from folkmoot.views import canvas as canvases
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.forms import answered, composed, found
from folkmoot_web.pages import around, consent
from folkmoot_web.pages.bringing import SAY_FIRST
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.policy import everyone, guest
from folkmoot_web.problem import Problem, not_here
from folkmoot_web.routing import Routes

routes = Routes()
ROOT = "/c/{community}/canvas/{canvas}/form/{plugin}/{name}"

PREFIX = "box-"
"""Before the name of a box, in the names of fields."""

TOO_LONG = "Shorten your answers: together they are longer than can be kept."
FILL_IN = "Fill this in; the rest makes no sense without it."
CHOOSE = "Choose one of the list."

Tag = Annotated[str, msgspec.Meta(max_length=40)]


class Filling(msgspec.Struct):
    """What the form holds besides its own boxes. publish: whether the words may be shown. lang: of the answers."""

    publish: Literal["", "yes", "no"] = ""
    lang: Tag = "und"


@routes.read(ROOT, may=everyone)
def filling(ask: Ask, canvas: str, plugin: str, name: str) -> Answer:
    """The form."""
    view = ask.view
    here = canvases.canvas(view, canvas) or not_there()
    offered = found(ask, plugin, name)
    if offered is None:
        raise not_here()
    given = around.values(ask, view)
    return Page.of(
        "form_fill.html",
        **given,
        canvas=here,
        name=f"{plugin}/{name}",
        kind=offered.kind,
        label=in_language(offered.words, ask.locale),
        label_lang=tongue(offered.words, ask.locale),
        boxes=[_shown(box, ask) for box in offered.boxes],
        tongues=around.tongues(ask, given["place"]),
        taking=bool(ask.pseudonym(canvas)),
        longest=LONGEST[offered.kind],
    )


class Shown(msgspec.Struct, frozen=True):
    """One box on the page. choices: (value, text)."""

    id: str
    box: Box
    title: str
    help: str
    lang: str
    value: str
    choices: tuple[tuple[str, str], ...]


def _shown(box: Box, ask: Ask) -> Shown:
    label = in_language(box.words, ask.locale)
    choices = tuple((choice.value, in_language(choice.words, ask.locale).title) for choice in box.choices)
    lang = tongue(box.words, ask.locale)
    return Shown(
        PREFIX + box.name, box, label.title, label.help, lang if lang != ask.locale else "", ask.typed[PREFIX + box.name], choices
    )


@routes.act(ROOT, may=guest, form=Filling, again=filling)
async def filled(ask: Ask, canvas: str, plugin: str, name: str, form: Filling) -> Answer:
    """Take it, and thank."""
    offered = found(ask, plugin, name)
    if offered is None:
        raise not_here()
    answers = _answers(ask, offered)
    if not form.publish and not ask.offices:
        ask.fault = "publish"
        raise Problem(422, SAY_FIRST)
    words = composed(offered, answers, ask.locale)
    if len(words) > LONGEST[offered.kind]:
        raise Problem(422, TOO_LONG)
    command = Contribute(
        canvas=canvas,
        kind=offered.kind,
        text=words,
        title=in_language(offered.words, ask.locale).title,
        lang=form.lang or "und",
        publish=form.publish == "yes",
        notice=consent.NOTICE,
        notice_text=consent.notice(ask.locale),
        notice_lang=ask.locale,
        form=f"{plugin}/{name}",
        answers=answers,
    )
    try:
        made = (await ask.do(command)).made
    except Refused as refused:
        ask.fault = around.fault(refused, {"language": "lang"}, PREFIX + offered.boxes[0].name)
        raise
    return Go(f"/c/{ask.community}/contribution/{made}/thanks")


def _answers(ask: Ask, form: Form) -> dict[str, str]:
    """Box -> what stands in it, without empty ones.

    Raises Problem at the first box that cannot be taken.
    """
    answers = {box.name: ask.typed[PREFIX + box.name].strip() for box in form.boxes}
    for box in form.boxes:
        ask.fault = PREFIX + box.name
        if box.required and not answers[box.name]:
            raise Problem(422, FILL_IN)
        if answers[box.name] and not answered(box, answers[box.name]):
            raise Problem(422, CHOOSE)
    ask.fault = ""
    return {name: answer for name, answer in answers.items() if answer}
