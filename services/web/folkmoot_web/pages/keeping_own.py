"""What somebody can do with what they brought: revise it, take it back, have it erased, change what they allowed."""

from typing import Annotated, Any, Literal

import msgspec

from folkmoot.domain.contributing import EraseContribution, GiveConsent, Revise, Share, Withdraw, WithdrawConsent
from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.rules import Command, Refused
from folkmoot.domain.telling import NOTHING, Telling
from folkmoot.events.ground import Purpose
from folkmoot.views import canvas as canvases
from folkmoot.views import contribution as contributions
from folkmoot_web import begun, uses
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.contribution import private_words
from folkmoot_web.policy import owner
from folkmoot_web.routing import Nothing, Routes

routes = Routes()

_mine = owner("contribution")
_mine_or_ordered = owner("contribution", "steward")
ROOT = "/c/{community}/contribution/{contribution}"


class Revising(msgspec.Struct):
    """The words as they are to stand. The others are asked for with a story; what is not sent stays as it was."""

    text: str
    lang: Annotated[str, msgspec.Meta(max_length=40)] = "und"
    title: str = ""
    named: Literal["none", "self", "made-up"] | None = None
    name: str | None = None
    about: str | None = None
    captured: str | None = None
    attested: str | None = None
    note: str | None = None


class Allowing(msgspec.Struct):
    """What is allowed from now on; what is not ticked is not."""

    purposes: Annotated[tuple[Purpose, ...], msgspec.Meta(max_length=40)] = ()


def _page(ask: Ask, template: str, contribution: str, **more: Any) -> Page:
    found = contributions.contribution(ask.view, contribution) or not_there()
    canvas = canvases.canvas(ask.view, found.piece.canvas) or not_there()
    given = around.values(ask, ask.view)
    yours = around.own(ask, found.piece)
    said = found.piece.said or (private_words(ask, found) if yours else None)
    return Page.of(template, **given, found=found, piece=found.piece, canvas=canvas, said=said, yours=yours, **more)


def _back(ask: Ask, contribution: str) -> Go:
    return Go(f"/c/{ask.community}/contribution/{contribution}")


@routes.read(f"{ROOT}/revise", may=_mine)
def revising(ask: Ask, contribution: str) -> Answer:
    """The form with the words as they stand."""
    page = _page(ask, "contribution_revise.html", contribution)
    values = page.values
    return Page.of(
        page.template,
        **values,
        tongues=around.tongues(ask, values["place"]),
        longest=LONGEST[values["piece"].kind],
    )


@routes.act(f"{ROOT}/revise", may=_mine, form=Revising, again=revising)
async def revised(ask: Ask, contribution: str, form: Revising) -> Answer:
    """Put the new words in the place of the old ones, which become private."""
    said = _page(ask, "contribution_revise.html", contribution).values["said"]
    telling = _telling(said.telling if said else NOTHING, form)
    try:
        await ask.do(Revise(contribution=contribution, text=form.text, lang=form.lang or "und", title=form.title, telling=telling))
    except Refused as refused:
        ask.fault = around.fault(refused, begun.FIELDS, "text")
        raise
    return _back(ask, contribution)


def _telling(now: Telling, form: Revising) -> Telling:
    """Whose story it is and how they are named, as it is to stand."""
    sent = {name: getattr(form, name) for name in Telling.__struct_fields__ if getattr(form, name) is not None}
    if form.named == "none":
        sent |= {"named": "", "name": ""}
    return msgspec.structs.replace(now, **sent)


@routes.read(f"{ROOT}/withdraw", may=_mine)
def withdrawing(ask: Ask, contribution: str) -> Answer:
    """What withdrawing does."""
    return _page(ask, "contribution_withdraw.html", contribution)


@routes.act(f"{ROOT}/withdraw", may=_mine, form=Nothing, again=withdrawing)
async def withdrawn(ask: Ask, contribution: str, form: Nothing) -> Answer:
    """Take the words down; they are kept, in private."""
    await ask.do(Withdraw(contribution=contribution))
    return _back(ask, contribution)


@routes.read(f"{ROOT}/erase", may=_mine_or_ordered)
def erasing(ask: Ask, contribution: str) -> Answer:
    """What goes and what stays."""
    return _page(ask, "contribution_erase.html", contribution)


@routes.act(f"{ROOT}/erase", may=_mine_or_ordered, form=Nothing, again=erasing)
async def erased(ask: Ask, contribution: str, form: Nothing) -> Answer:
    """Erase the words for good."""
    page = _page(ask, "contribution_erase.html", contribution)
    ground: Literal["asked", "ordered"] = "asked" if page.values["yours"] else "ordered"
    await ask.do(EraseContribution(contribution=contribution, ground=ground))
    return _back(ask, contribution)


@routes.read(f"{ROOT}/consent", may=_mine)
def allowing(ask: Ask, contribution: str) -> Answer:
    """What is allowed now."""
    return _page(ask, "contribution_consent.html", contribution, uses=uses.of_plugins(ask))


@routes.act(f"{ROOT}/consent", may=_mine, form=Allowing, again=allowing)
async def allowed(ask: Ask, contribution: str, form: Allowing) -> Answer:
    """Allow what is ticked, and nothing else."""
    found = contributions.contribution(ask.view, contribution) or not_there()
    for command in changes(ask, found, form):
        await ask.do(command)
    return _back(ask, contribution)


def changes(ask: Ask, found: contributions.Contribution, form: Allowing) -> list[Command]:
    """What has to be asked for, in order, so that what is ticked is allowed and nothing else."""
    now, wanted, contribution = set(found.consents), set(form.purposes), found.piece.id
    wording = uses.asked(ask, found.piece.kind)
    commands: list[Command] = []
    if taken := tuple(sorted(now - wanted)):
        commands.append(WithdrawConsent(contribution=contribution, purposes=taken))
    if "publish" in wanted and not found.piece.open and found.piece.why in ("not shared", "consent withdrawn", "withdrawn"):
        commands.append(Share(contribution=contribution, **wording))
    if new := tuple(sorted(wanted - now - {"publish"})):
        commands.append(GiveConsent(contribution=contribution, purposes=new, **wording))
    return commands
