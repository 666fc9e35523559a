"""The page of a commitment, and the forms by which a body makes one and says what became of it, and people dispute that."""

from typing import Any, Literal

import msgspec

from folkmoot.domain.commitment import (
    AnswerDispute,
    DeliverCommitment,
    DisputeCommitment,
    MakeCommitment,
    MissCommitment,
    MoveCommitment,
    ReportProgress,
)
from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.rules import Command, Refused
from folkmoot.views import canvas as canvases
from folkmoot.views import commitment as commitments
from folkmoot.views import decision as decisions
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, saying
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.past import seen
from folkmoot_web.pages.saying import Saying, Tag, spoken
from folkmoot_web.policy import everyone, guest, offices
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Routes

routes = Routes()

ROOT = "/c/{community}/commitment/{commitment}"

FIELDS = {
    "the date": "due",
    "due on": "due",
    "an office": "owner",
    "fingerprint": "evidence",
}
"""Words of a refusal -> the field that it is about; anything else is about the text."""

Act = Literal["move", "progress", "deliver", "miss", "answer-dispute"]


class About(msgspec.Struct):
    """decision: that the commitment follows from, empty for none."""

    decision: Tag = ""


class Making(msgspec.Struct):
    """The form that makes a commitment. made_for: the decision that it follows from."""

    text: str
    owner: Tag = ""
    due: Tag = ""
    made_for: Tag = ""
    lang: Tag = ""
    key: Tag = ""


class Telling(msgspec.Struct):
    """What became of it, in the words of an office. due, evidence, outcome: where the act asks for them."""

    text: str
    due: Tag = ""
    evidence: str = ""
    outcome: Literal["", "upheld", "dismissed"] = ""
    lang: Tag = ""
    key: Tag = ""


@routes.read(ROOT, may=everyone, past=True, kept=True, touched="commitment")
async def commitment(ask: Ask, commitment: str) -> Answer:
    """A commitment with its history, and what can be done about it."""
    view = await seen(ask)
    found: commitments.Commitment = commitments.commitment(view, commitment, around.today(ask, view)) or not_there()
    given = around.values(ask, view)
    mine = around.own_names(ask, found.line.canvas) if ask.at is None else ()
    return Page.of(
        "commitment.html",
        **given,
        **saying.values(ask, given["place"]),
        commitment=found,
        line=found.line,
        canvas=canvases.canvas(view, found.line.canvas) or not_there(),
        disputed=bool(found.disputers.intersection(mine)),
        taking=bool(ask.pseudonym(found.line.canvas)) if ask.at is None else False,
        keeps=ask.at is None and _keeps(ask, found.line.owner),
        longest=LONGEST["reason"],
    )


def _keeps(ask: Ask, owner: str) -> bool:
    """Whether the viewer answers for an office: as that office while it serves, and after that as an officer."""
    if ask.front.standing.roles(ask.community, owner):
        return owner in ask.offices
    return "officer" in ask.roles


@routes.act(f"{ROOT}/dispute", may=guest, form=Saying, again=commitment)
async def disputed(ask: Ask, commitment: str, form: Saying) -> Answer:
    """Say that what was reported is not so."""
    ask.fault = "text"
    await ask.do(DisputeCommitment(commitment=commitment, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/commitment/{commitment}")


@routes.read("/c/{community}/canvas/{canvas}/commit", may=offices, query=About)
def making(ask: Ask, canvas: str, query: About | None = None) -> Answer:
    """The form that makes a commitment."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    given = around.values(ask, ask.view)
    made_for = ask.typed["made_for"] or (query.decision if query else "")
    decided = decisions.decision(ask.view, made_for) if made_for else None
    return Page.of(
        "commitment_make.html",
        **given,
        canvas=found,
        decision=decided if decided and decided.canvas == canvas and decided.result else None,
        offices=[one for one in around.serving(given["place"]) if one[0] in ask.offices],
        owner=ask.typed["owner"] or found.body,
        today=around.today(ask, ask.view),
        fresh=around.fresh,
    )


@routes.act("/c/{community}/canvas/{canvas}/commit", may=offices, form=Making, again=making)
async def made(ask: Ask, canvas: str, form: Making) -> Answer:
    """Make it."""
    command = MakeCommitment(canvas=canvas, text=form.text, owner=form.owner, due=form.due, decision=form.made_for, lang=form.lang)
    done = await _asked(ask, command, form.key)
    return Go(f"/c/{ask.community}/commitment/{done}")


async def _asked(ask: Ask, command: Command, key: str) -> str:
    try:
        return (await ask.do(command, key)).made
    except Refused as refused:
        ask.fault = around.fault(refused, FIELDS, "text")
        raise


def _mark(form: Telling) -> str:
    """The fingerprint of a file, as it is written in the record."""
    return form.evidence.strip().lower()


def _command(act: Act, commitment: str, form: Telling, ask: Ask) -> Command:
    match act:
        case "move":
            return MoveCommitment(commitment=commitment, due=form.due, reason=form.text, lang=form.lang)
        case "progress":
            return ReportProgress(commitment=commitment, text=form.text, lang=form.lang, evidence=_mark(form))
        case "deliver":
            return DeliverCommitment(commitment=commitment, text=form.text, lang=form.lang, evidence=_mark(form))
        case "miss":
            return MissCommitment(commitment=commitment, reason=form.text, lang=form.lang)
        case "answer-dispute":
            if not form.outcome:
                ask.fault = "outcome"
                raise Problem(422, "Say whether those who dispute it are right.")
            return AnswerDispute(commitment=commitment, outcome=form.outcome, reason=form.text, lang=form.lang)


def _offer(act: Act) -> None:
    @routes.read(f"{ROOT}/{act}", may=offices)
    def offered(ask: Ask, commitment: str) -> Answer:
        """The form for one thing that an office can say of a commitment."""
        found: commitments.Commitment = commitments.commitment(ask.view, commitment, around.today(ask, ask.view)) or not_there()
        values: dict[str, Any] = around.values(ask, ask.view)
        canvas = canvases.canvas(ask.view, found.line.canvas) or not_there()
        today = around.today(ask, ask.view)
        return Page.of("commitment_say.html", **values, line=found.line, canvas=canvas, act=act, today=today, fresh=around.fresh)

    @routes.act(f"{ROOT}/{act}", may=offices, form=Telling, again=offered)
    async def told(ask: Ask, commitment: str, form: Telling) -> Answer:
        """Put it in the record."""
        await _asked(ask, _command(act, commitment, form, ask), form.key)
        return Go(f"/c/{ask.community}/commitment/{commitment}")


_ACTS: tuple[Act, ...] = ("move", "progress", "deliver", "miss", "answer-dispute")
for _act in _ACTS:
    _offer(_act)
