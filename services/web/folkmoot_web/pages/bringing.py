"""How somebody brings a story, an idea, a statement, a question, an offer or a comment, and is asked whether it may be shown."""

from typing import Annotated, Literal

import msgspec

from folkmoot.domain.contributing import Contribute
from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.rules import Refused
from folkmoot.events.contribution import Brought
from folkmoot.views import canvas as canvases
from folkmoot.views import contribution as contributions
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, consent
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.policy import everyone, guest, owner
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Routes

routes = Routes()

KINDS: tuple[Brought, ...] = ("story", "idea", "statement", "question", "offer")

Tag = Annotated[str, msgspec.Meta(max_length=40)]

FIELDS = {"the title": "title", "language": "lang", "an office": "to"}
"""Words of a refusal -> the field that it is about; anything else is about the text."""

SAY_FIRST = "Say whether we may show your words on this website; both answers are fine."


class Bringing(msgspec.Struct):
    """The form. publish: whether the words may be shown. lang: of the words."""

    text: str
    publish: Literal["", "yes", "no"] = ""
    lang: Tag = "und"
    title: str = ""
    to: Tag = ""


async def bring(ask: Ask, canvas: str, kind: Brought, form: Bringing, parent: str = "") -> str:
    """Take what somebody brought; the id of the contribution.

    Raises Refused and Problem with a sentence, and says which field it is about.
    """
    office = bool(ask.offices)
    if not form.publish and not office:
        ask.fault = "publish"
        raise Problem(422, SAY_FIRST)
    notice = consent.notice(ask.locale)
    command = Contribute(
        canvas=canvas,
        kind=kind,
        text=form.text,
        lang=form.lang or "und",
        title=form.title if kind != "comment" else "",
        parent=parent,
        to=form.to,
        publish=form.publish == "yes",
        notice=consent.NOTICE,
        notice_text=notice,
        notice_lang=ask.locale,
    )
    try:
        return (await ask.do(command)).made
    except Refused as refused:
        ask.fault = around.fault(refused, FIELDS, "text")
        raise


def _offer(kind: Brought) -> None:
    @routes.read(f"/c/{{community}}/canvas/{{canvas}}/add-{kind}", may=everyone, kept=True, touched="canvas")
    def offered(ask: Ask, canvas: str) -> Answer:
        """The form for one kind of contribution."""
        view = ask.view
        found = canvases.canvas(view, canvas) or not_there()
        given = around.values(ask, view)
        here: around.Place = given["place"]
        return Page.of(
            "contribution_add.html",
            **given,
            canvas=found,
            kind=kind,
            longest=LONGEST[kind],
            tongues=around.tongues(ask, here),
            offices=around.serving(here),
            taking=bool(ask.pseudonym(canvas)),
        )

    @routes.act(f"/c/{{community}}/canvas/{{canvas}}/add-{kind}", may=guest, form=Bringing, again=offered)
    async def brought(ask: Ask, canvas: str, form: Bringing) -> Answer:
        """Take it, and thank."""
        made = await bring(ask, canvas, kind, form)
        return Go(f"/c/{ask.community}/contribution/{made}/thanks")


for _kind in KINDS:
    _offer(_kind)


@routes.read("/c/{community}/contribution/{contribution}/thanks", may=owner("contribution"))
def thanked(ask: Ask, contribution: str) -> Answer:
    """What somebody takes away: the entry, the receipt, and how to come back."""
    found = contributions.contribution(ask.view, contribution) or not_there()
    canvas = canvases.canvas(ask.view, found.piece.canvas) or not_there()
    has_slip = ask.front.people.slips.has(ask.community, contribution)
    given = around.values(ask, ask.view)
    return Page.of("contribution_thanks.html", **given, found=found, piece=found.piece, canvas=canvas, has_slip=has_slip)
