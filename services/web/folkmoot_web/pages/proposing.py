"""The forms with which a proposal is begun, published anew, contested, edited by others and withdrawn."""

from typing import Annotated, Any, Literal

import msgspec

from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.proposing import AdmitEditor, BeginProposal, ContestSubstance, PublishVersion, WithdrawProposal
from folkmoot.domain.rules import Refused
from folkmoot.views import amendment as amendments
from folkmoot.views import canvas as canvases
from folkmoot.views import contribution as contributions
from folkmoot.views import proposal as proposals
from folkmoot.views import theme as themes
from folkmoot.views.reading import View
from folkmoot.views.shown import number
from folkmoot.views.thread import Thing, thing
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, saying
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.proposal import PROPOSAL, on
from folkmoot_web.pages.saying import Saying, Tag, spoken
from folkmoot_web.policy import everyone, guest, member
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Routes

routes = Routes()

BEGIN = "/c/{community}/canvas/{canvas}/begin-proposal"

Long = Annotated[str, msgspec.Meta(max_length=40_000)]

FIELDS = {"your reason": "because", "the title": "title", "grew from": "sources", "grows from": "sources", "amendment": "takes_in"}
"""Words of a refusal -> the field that it is about; anything else is about the text."""


From = msgspec.defstruct("From", [("from", Tag, "")])
"""from: an idea, a theme or a proposal that is ticked beforehand; a word of Python, so that no class can name it."""


class Beginning(Saying):
    """The first version, and what it grew from."""

    sources: tuple[Tag, ...] = ()


class Publishing(Saying):
    """The next version whole, whether its substance is another one, why, and which amendments it takes in."""

    substance: Literal["", "yes", "no"] = ""
    because: Long = ""
    takes_in: tuple[Tag, ...] = ()


class Admitting(msgspec.Struct):
    """editor: who may publish versions too."""

    editor: Tag = ""


@routes.read(BEGIN, may=everyone, query=From)
def beginning(ask: Ask, canvas: str, query: Any = None) -> Answer:
    """The form that begins a proposal."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    asked = getattr(query, "from", "")
    ticked = ask.typed.all("sources") or ([asked] if asked else [])
    given = around.values(ask, ask.view)
    return Page.of(
        "proposal_begin.html",
        **given,
        **saying.values(ask, given["place"]),
        canvas=found,
        choices=_choices(ask.view, canvas, ticked),
        ticked=ticked,
        longest=LONGEST["proposal"],
        taking=bool(ask.pseudonym(canvas)),
    )


def _choices(view: View, canvas: str, ticked: list[str]) -> list[Thing]:
    """What a proposal can grow from: what is ticked, then themes and the newest ideas and offers."""
    names = [*ticked, *(one.id for one in themes.themes(view, canvas, limit=10))]
    names += [one.id for one in canvases.listed(view, canvas, "idea", limit=15)]
    names += [one.id for one in canvases.listed(view, canvas, "offer", limit=5)]
    found = (thing(view, number(view, name)) for name in dict.fromkeys(names))
    return [one for one in found if one is not None and one.said is not None and _of(view, one.id) == canvas]


def _of(view: View, name: str) -> str:
    """The canvas of what a proposal can grow from."""
    kind = name.partition("_")[0]
    if kind == "the":
        theme = themes.theme(view, name)
        return theme.canvas if theme else ""
    if kind == "pro":
        proposal = proposals.proposal(view, name)
        return proposal.line.canvas if proposal else ""
    found = contributions.contribution(view, name)
    return found.piece.canvas if found else ""


@routes.act(BEGIN, may=guest, form=Beginning, again=beginning)
async def begun(ask: Ask, canvas: str, form: Beginning) -> Answer:
    """Begin it."""
    command = BeginProposal(canvas=canvas, sources=form.sources, **spoken(ask, form))
    try:
        done = await ask.do(command, form.key)
    except Refused as refused:
        ask.fault = around.fault(refused, FIELDS, "text")
        raise
    return Go(f"/c/{ask.community}/proposal/{done.made}")


@routes.read(f"{PROPOSAL}/publish", may=member)
def publishing(ask: Ask, proposal: str) -> Answer:
    """The form that publishes the next version."""
    found, given = on(ask, ask.view, proposal)
    return Page.of(
        "proposal_publish.html",
        **given,
        **saying.values(ask, given["place"]),
        current=found.current,
        waiting=amendments.waiting(ask.view, proposal),
        ticked=ask.typed.all("takes_in"),
        longest=LONGEST["proposal"],
        most=LONGEST["reason"],
    )


@routes.act(f"{PROPOSAL}/publish", may=member, form=Publishing, again=publishing)
async def published(ask: Ask, proposal: str, form: Publishing) -> Answer:
    """Publish it."""
    if not form.substance:
        ask.fault = "substance"
        raise Problem(422, "Say whether the substance is another one, so that it is clear whether supporters are asked again.")
    substance = form.substance == "yes"
    more = spoken(ask, form)
    command = PublishVersion(proposal=proposal, substance=substance, because=form.because, takes_in=form.takes_in, **more)
    try:
        await ask.do(command, form.key)
    except Refused as refused:
        ask.fault = around.fault(refused, FIELDS, "text")
        raise
    return Go(f"/c/{ask.community}/proposal/{proposal}")


@routes.read(f"{PROPOSAL}/contest/{{version:int}}", may=everyone)
def contesting(ask: Ask, proposal: str, version: int) -> Answer:
    """The form that says that a version changed the substance."""
    return say(ask, proposal, "contest", version=version)


@routes.act(f"{PROPOSAL}/contest/{{version:int}}", may=guest, form=Saying, again=contesting)
async def contested(ask: Ask, proposal: str, version: int, form: Saying) -> Answer:
    """Contest it."""
    ask.fault = "text"
    await ask.do(ContestSubstance(proposal=proposal, version=version, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/proposal/{proposal}#versions")


@routes.read(f"{PROPOSAL}/withdraw", may=member)
def withdrawing(ask: Ask, proposal: str) -> Answer:
    """The form that withdraws a proposal."""
    return say(ask, proposal, "withdraw")


@routes.act(f"{PROPOSAL}/withdraw", may=member, form=Saying, again=withdrawing)
async def withdrawn(ask: Ask, proposal: str, form: Saying) -> Answer:
    """Withdraw it."""
    ask.fault = "text"
    await ask.do(WithdrawProposal(proposal=proposal, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/proposal/{proposal}")


@routes.read(f"{PROPOSAL}/editors", may=member)
def editing(ask: Ask, proposal: str) -> Answer:
    """Who edits a proposal, and the form that lets somebody else do so."""
    found, given = on(ask, ask.view, proposal)
    people = amendments.people_around(ask.view, proposal)
    offices = [one for one in around.serving(given["place"]) if one[0] not in found.editors]
    return Page.of("proposal_editors.html", **given, people=people, offices=offices)


@routes.act(f"{PROPOSAL}/editors", may=member, form=Admitting, again=editing)
async def admitted(ask: Ask, proposal: str, form: Admitting) -> Answer:
    """Let them."""
    ask.fault = "editor"
    await ask.do(AdmitEditor(proposal=proposal, editor=form.editor))
    return Go(f"/c/{ask.community}/proposal/{proposal}/editors")


def say(ask: Ask, proposal: str, what: str, **more: Any) -> Answer:
    """A form with words about a proposal. what: what sending it does. more: amendment or version that it is about."""
    found, given = on(ask, ask.view, proposal)
    return Page.of(
        "proposal_say.html",
        **given,
        **saying.values(ask, given["place"]),
        **({"amendment": None, "version": found.line.version} | more),
        what=what,
        longest=LONGEST["amendment" if what == "amend" else "reason"],
        most=LONGEST["reason"],
        taking=bool(ask.pseudonym(found.line.canvas)),
    )
