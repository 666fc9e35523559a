"""A town in which every word that anybody can write is of the corpus."""

import datetime
import io
from typing import Any

import msgspec
from PIL import Image

from folkmoot.domain import Command
from folkmoot.domain.amending import DeclineAmendment, MergeProposal, ObjectToMerge, OfferAmendment
from folkmoot.domain.appeal import Appeal, DecideAppeal, Report
from folkmoot.domain.canvas import ConcludeCanvas, OpenCanvas
from folkmoot.domain.commitment import (
    AnswerDispute,
    DeliverCommitment,
    DisputeCommitment,
    MakeCommitment,
    MissCommitment,
    MoveCommitment,
    ReportProgress,
)
from folkmoot.domain.community import AmendCharter, NameSource, TakeRoleBack
from folkmoot.domain.contributing import Contribute, Link
from folkmoot.domain.deciding import AnswerDecision, AttachView, CallDecision, Choice, CloseDecision, OpenDecision, ReviewDecision
from folkmoot.domain.group import AgreeGroupRules
from folkmoot.domain.helping import AskForHelp
from folkmoot.domain.meeting import AskForAccess, CallMeeting, CancelMeeting, ChangeMeeting, DisputeNotes, HoldMeeting, NoteMeeting
from folkmoot.domain.moderation import Hide, Hold
from folkmoot.domain.proposal import Proposal
from folkmoot.domain.proposing import BeginProposal, ContestSubstance, PublishVersion
from folkmoot.domain.question import AnswerQuestion
from folkmoot.domain.review import CloseReview, OpenReview, Remark
from folkmoot.domain.rounds import OpenRound, TakeTurn
from folkmoot.domain.telling import Telling
from folkmoot.domain.theme import ContestLink, LinkToTheme, MakeTheme, RenameTheme, UpholdLink
from folkmoot.domain.topic import LayTopicAside, RaiseTopic
from folkmoot.events.community import Rules
from folkmoot.events.entry import read
from folkmoot.identity import Identity
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from tests.services.chromium.corpus import PAYLOADS, WHOLE, some
from tests.services.reading import settled
from tests.services.town import ASH, NOTICE, Resident, Town

SAID: dict[str, Any] = NOTICE | {"publish": True, "lang": "en"}


class Hostile(Town):
    """A town whose communities and offices are named so too."""

    def found(self, name: str) -> None:
        self.installation.found(name, some(200), WHOLE, some(200))

    def title(self, role: str) -> str:
        return some(200)


def spoken(most: int, title: bool = True) -> dict[str, Any]:
    """Words of the corpus as a command takes them."""
    return {"text": WHOLE if most > len(WHOLE) else some(most), "title": some(200) if title else "", **SAID}


def picture() -> bytes:
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "#2266aa").save(out, "PNG")
    return out.getvalue()


class Planted:
    """What came of it. things: path parameter -> the objects that a page about one is asked of, the first foremost."""

    def __init__(self, town: Town) -> None:
        self.town, self.place = town, town.ash
        self.anna, self.bela = town.ash.anna, town.ash.bela
        self.canvas = self.open_canvas()
        for one in ("anna", "bela"):
            setattr(self, one, town.resident(msgspec.structs.replace(town.ash, canvas=self.canvas), one))
        self.things: dict[str, list[str]] = {"canvas": [self.canvas]}
        for plant in (_brought, _grouped, _proposed, _decided, _promised, _met, _cared_for):
            plant(self)
        _chosen(town)
        settled(town)
        self.things["index"] = _one_of_some_kinds(town)

    def open_canvas(self) -> str:
        """A canvas of the corpus."""
        return self.town.do(ASH, OpenCanvas(question=some(500), promise=WHOLE, level="involve", lang="en"))

    def do(self, command: Command, by: Resident | str) -> str:
        """Give a command as a resident or as the office of a role."""
        who = Author(self.place.offices[by]) if isinstance(by, str) else Author(by.pseudonym, by.person)
        return self.town.do(ASH, command, who)

    def nobody(self) -> Resident:
        """anna under a made-up name that is used for nothing else."""
        return msgspec.structs.replace(self.anna, pseudonym=new_id("p_"))

    def keep(self, name: str, *made: str) -> None:
        """Remember objects that pages are about."""
        self.things.setdefault(name, []).extend(made)

    def bring(self, kind: Any, by: Resident | str | None = None, most: int = 2_000, **more: Any) -> str:
        """A contribution of the corpus."""
        return self.do(Contribute(canvas=self.canvas, kind=kind, **(spoken(most) | more)), by or self.anna)


def _brought(to: Planted) -> None:
    named = Telling(named="made-up", name=some(80), note=some(280))
    spoken_for = Telling(about=some(80), captured=some(80), attested=some(80), note=some(280))
    story = to.bring("story", most=20_000, telling=named)
    told = [to.bring("story", most=20_000, telling=spoken_for)]
    for payload in PAYLOADS:
        to.do(Contribute(canvas=to.canvas, kind="statement", text=payload, **SAID), to.bela)
    for kind in ("idea", "offer"):
        told.append(to.bring(kind, most=4_000 if kind == "idea" else 2_000))
    asked = to.bring("question", to=to.place.offices["officer"])
    for payload in PAYLOADS[:20]:
        to.do(Contribute(canvas=to.canvas, kind="comment", parent=story, text=payload, **SAID), to.bela)
    to.do(AnswerQuestion(contribution=asked, answer=WHOLE), "officer")
    to.do(Link(contribution=story, to=told[1], relation="supports", **spoken(2_000)), to.bela)
    to.keep("contribution", story, *told, asked)
    to.keep("thing", story)


def _grouped(to: Planted) -> None:
    topic, other = (to.do(RaiseTopic(canvas=to.canvas, **spoken(280)), to.anna) for _ in range(2))
    to.do(LayTopicAside(topic=other, **spoken(2_000)), to.anna)
    theme = to.do(MakeTheme(canvas=to.canvas, **spoken(120)), to.anna)
    story = to.things["contribution"][0]
    to.do(RenameTheme(theme=theme, **spoken(120)), "facilitator")
    to.do(LinkToTheme(theme=theme, contribution=story, **spoken(2_000)), to.anna)
    to.do(ContestLink(theme=theme, contribution=story, **spoken(2_000)), to.bela)
    to.do(UpholdLink(theme=theme, contribution=story, **spoken(2_000)), "facilitator")
    to.keep("topic", topic, other)
    to.keep("theme", theme)
    to.keep("thing", theme, topic)
    to.keep("other", theme)
    to.do(AgreeGroupRules(canvas=to.canvas, text=WHOLE, reason=some(2_000)), "facilitator")


def _proposed(to: Planted) -> None:
    story = to.things["contribution"][0]
    first = to.do(BeginProposal(canvas=to.canvas, sources=(story,), **spoken(20_000)), to.anna)
    for _ in range(2):
        to.do(OfferAmendment(proposal=first, because=some(2_000), **spoken(20_000)), to.bela)
    state = Proposal()
    for entry in map(read, to.town.installation.store.stream(ASH, first)):
        state.evolve(entry, entry.fact())
    to.do(DeclineAmendment(proposal=first, amendment=next(iter(state.amendments)), **spoken(2_000)), to.anna)
    again = spoken(20_000) | {"text": "\n".join(reversed(PAYLOADS))}
    to.do(PublishVersion(proposal=first, substance=False, because=some(2_000), **again), to.anna)
    to.do(ContestSubstance(proposal=first, version=2, **spoken(2_000)), to.bela)
    other = to.do(BeginProposal(canvas=to.canvas, sources=(first,), **spoken(20_000)), to.anna)
    to.do(MergeProposal(proposal=other, into=first), to.anna)
    to.do(ObjectToMerge(proposal=other, **spoken(2_000)), to.anna)
    to.keep("proposal", first, other)
    to.keep("thing", first)


def _decided(to: Planted) -> None:
    story = to.things["contribution"][0]
    options = tuple(Choice(text=some(1_000)) for _ in range(3))
    for _ in range(2):
        call = CallDecision(canvas=to.canvas, question=some(1_000), options=options, inputs=(story,), lang="en")
        made = to.do(call, "facilitator")
        to.do(OpenDecision(decision=made), "facilitator")
        to.keep("decision", made)
    done = to.things["decision"][1]
    to.do(CloseDecision(decision=done), "facilitator")
    to.do(AttachView(decision=done, **spoken(4_000)), to.anna)
    to.do(AnswerDecision(decision=done, outcome="refused", reasons=WHOLE), "officer")
    to.do(ReviewDecision(decision=done, outcome="change", text=WHOLE), "facilitator")
    to.keep("thing", done)


def _promised(to: Planted) -> None:
    owner = to.place.offices["officer"]
    made = to.do(MakeCommitment(canvas=to.canvas, text=WHOLE, owner=owner, due="2100-01-01"), "officer")
    to.do(MoveCommitment(commitment=made, due="2100-02-02", reason=WHOLE), "officer")
    to.do(ReportProgress(commitment=made, text=WHOLE), "officer")
    to.do(DeliverCommitment(commitment=made, text=WHOLE), "officer")
    to.do(DisputeCommitment(commitment=made, **spoken(2_000)), to.anna)
    to.do(AnswerDispute(commitment=made, outcome="upheld", reason=WHOLE), "officer")
    broken = to.do(MakeCommitment(canvas=to.canvas, text=WHOLE, owner=owner, due="2100-01-01"), "officer")
    to.do(MissCommitment(commitment=broken, reason=WHOLE), "officer")
    to.keep("commitment", made, broken)
    to.keep("thing", made)


def _met(to: Planted) -> None:
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    later, now = (
        to.do(CallMeeting(canvas=to.canvas, place=some(1_000), day=day, time="18:00"), "facilitator")
        for day in ("2100-01-01", today)
    )
    to.do(ChangeMeeting(meeting=later, place=some(1_000), day="2100-01-02", time="18:30", reason=some(2_000)), "facilitator")
    to.do(AskForAccess(meeting=later, **spoken(2_000)), to.anna)
    to.do(HoldMeeting(meeting=now, present=3), "facilitator")
    to.do(NoteMeeting(meeting=now, **spoken(20_000)), to.anna)
    to.do(DisputeNotes(meeting=now, **spoken(2_000)), to.bela)
    cancelled = to.do(CallMeeting(canvas=to.canvas, place=some(1_000), day="2100-01-01", time="18:00"), "facilitator")
    to.do(CancelMeeting(meeting=cancelled, reason=some(2_000)), "facilitator")
    to.keep("meeting", later, now, cancelled)
    around = to.do(OpenRound(canvas=to.canvas, question=some(500)), "facilitator")
    to.do(TakeTurn(round=around, **spoken(4_000)), to.anna)
    to.keep("round", around)
    looked = [to.do(OpenReview(canvas=to.canvas), "facilitator") for _ in range(2)]
    for one in looked:
        to.do(Remark(review=one, aspect="missing", **spoken(4_000)), to.anna)
    to.do(CloseReview(review=looked[1], outcome=some(4_000)), "facilitator")
    to.keep("review", *looked)


def _cared_for(to: Planted) -> None:
    held, hidden, decided = (to.bring("idea", most=4_000) for _ in range(3))
    for one in (held, hidden):
        to.do(Report(contribution=one, reason="abuse", **spoken(2_000)), to.bela)
    to.do(Hold(contribution=held, reason="report"), "moderator")
    for one in (hidden, decided):
        to.do(Hide(contribution=one, reason="abuse", statement=some(2_000)), "moderator")
        to.do(Appeal(contribution=one, **spoken(2_000)), to.anna)
    to.do(DecideAppeal(contribution=decided, upheld=True, reasons=some(2_000)), "steward")
    help_asked = to.do(AskForHelp(canvas=to.canvas, **spoken(2_000)), to.nobody())
    to.keep("contribution", held, hidden, decided, help_asked)
    to.do(AmendCharter(charter=WHOLE, reason=some(2_000), rules=Rules()), "steward")
    to.do(TakeRoleBack(office=to.place.offices["overseer"], role="overseer", reason=some(2_000)), "steward")
    to.do(NameSource(licence="CC-BY-4.0", attribution=some(2_000), url="https://example.org/"), "steward")
    over = to.open_canvas()
    to.do(ConcludeCanvas(canvas=over, reason=some(2_000)), "facilitator")
    to.keep("canvas", over)


def _chosen(town: Town) -> None:
    look = Identity(main="#7a1f5c", accent="#ffd24a", logo=picture(), alt=some(80), welcome=some(400))
    town.installation.identities.keep(ASH, look)


def _one_of_some_kinds(town: Town) -> list[str]:
    store = town.installation.store
    kinds = {read(leaf).type: str(n) for n, leaf in enumerate(store.read(ASH, 0, store.head(ASH).size))}
    return sorted(kinds.values(), key=int)[-12:]
