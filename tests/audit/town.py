"""A small town with a record of about a thousand entries: everything that can be in one, at least once."""

import random
from base64 import b64encode
from pathlib import Path

import msgspec

from folkmoot.bundle import export_community
from folkmoot.bundle.reading import Line
from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.community import GiveRole
from folkmoot.domain.contributing import Contribute, EraseContribution, Link, Revise, Withdraw, WithdrawConsent
from folkmoot.domain.deciding import CallDecision, CastBallot, Choice, CloseDecision, OpenDecision, ReviewDecision
from folkmoot.domain.moderation import Hide, Hold, Redact, Release
from folkmoot.domain.participant import EraseParticipant, Join, Leave, Respond
from folkmoot.events.entry import read
from folkmoot.events.participant import Value
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author, Moot
from folkmoot.record.ids import new_id
from folkmoot.settings import Settings

COMMUNITY = "town"
ENTRIES = 1_000


class Town(msgspec.Struct):
    """bundle: its folder. key: vkey of its checkpoints. secret: the signing key. older: a checkpoint of about half of it.
    receipts: folder with a receipt and a proof of an early entry.
    """

    home: Path
    bundle: Path
    key: str
    secret: str
    older: bytes
    receipts: Path
    stands: int
    """Index of the entry that the receipt is for."""
    hidden: Line
    """What opens the words of a contribution that was hidden."""


def said(canvas: str, kind: str, text: str, *, publish: bool = True, parent: str = "") -> Contribute:
    """A contribution, public or not."""
    return Contribute(
        canvas=canvas,
        kind=kind,  # type: ignore[arg-type]  # one of the kinds
        text=text,
        lang="en",
        parent=parent,
        publish=publish,
        notice="publish/1",
        notice_text="May we show it?",
        notice_lang="en",
    )


def build(folder: Path) -> Town:
    """Found the town, let it live, and take its bundle away."""
    home = folder / "home"
    Installation.create(home, Settings(host="talk.example.org"))
    installation = Installation(home)
    installation.found(COMMUNITY, "Small Town", "We listen before we answer.", "Clerk")
    moot = installation.moot(COMMUNITY)
    canvas, people, pieces = _gather(moot)
    installation.publishing.now(COMMUNITY)
    older = (home / "public" / COMMUNITY / "checkpoint").read_bytes()
    receipts, stands = _receipt(installation, folder)
    _live(installation, moot, canvas, people, pieces)
    hidden = _opening(installation, pieces[4])
    installation.close()
    installation = Installation(home)
    export_community(installation, COMMUNITY, folder / "bundle")
    signer = installation.checkpoint_key(COMMUNITY)
    installation.close()
    return Town(home, folder / "bundle", str(signer.verifier), signer.secret(), older, receipts, stands, hidden)


def _gather(moot: Moot) -> tuple[str, list[Author], list[str]]:
    opened = OpenCanvas(question="Where do we cross the road?", promise="We answer by May.", level="collaborate")
    canvas = moot.do(opened, HOUSE, via="house").made
    moot.do(GiveRole(role="moderator", title="Moderator"), HOUSE, via="house")
    people = [Author(new_id("p_"), f"per_{n}") for n in range(30)]
    for person in people:
        moot.do(Join(canvas=canvas), person)
    texts = [f"A crossing at number {n} would help, says one; «naïve», says another." for n in range(20)]
    answers = [moot.submit(said(canvas, "statement", text), people[n]) for n, text in enumerate(texts)]
    return canvas, people, [answer.result().made for answer in answers]


def _receipt(installation: Installation, folder: Path) -> tuple[Path, int]:
    receipts = folder / "receipts"
    receipts.mkdir()
    stands = installation.store.head(COMMUNITY).size - 5
    (receipts / "mine.receipt").write_bytes(installation.receipt(COMMUNITY, stands))
    (receipts / "mine.tlog-proof").write_bytes(installation.publishing.of(COMMUNITY).prove(stands))
    return receipts, stands


def _opening(installation: Installation, piece: str) -> Line:
    i = read(installation.store.stream(COMMUNITY, piece)[0]).i
    opening = installation.opening(COMMUNITY, i, 0)
    assert opening is not None
    return Line(i=i, k=0, payload=opening.payload.decode(), salt=b64encode(opening.salt).decode())


def _live(installation: Installation, moot: Moot, canvas: str, people: list[Author], pieces: list[str]) -> None:
    chance = random.Random(4)
    story = moot.do(said(canvas, "story", "My mother waited an hour in the rain."), people[0]).made
    moot.do(said(canvas, "comment", "Mine too.", parent=story), people[1])
    private = moot.do(said(canvas, "story", "For the officer only.", publish=False), people[2]).made
    moot.do(Revise(contribution=story, text="My mother waited an hour, twice.", lang="en"), people[0])
    moot.do(Link(contribution=pieces[0], to=story, relation="grew-from"), people[3])
    moot.do(Withdraw(contribution=pieces[1]), people[1])
    moot.do(WithdrawConsent(contribution=pieces[2], purposes=("publish",)), people[2])
    moot.do(Hold(contribution=pieces[3], reason="report"), HOUSE)
    moot.do(Release(contribution=pieces[3]), HOUSE)
    moot.do(Hide(contribution=pieces[4], reason="abuse", statement="It names a neighbour."), HOUSE)
    moot.do(EraseContribution(contribution=private), people[2])
    moot.do(EraseParticipant(participant=people[5].name), people[5])
    moot.do(Leave(), people[6])
    moot.do(Redact(entry=0, seal=0, reason="The name was misspelt."), HOUSE)
    _decide(moot, canvas, people[7:25])
    answers = []
    while installation.store.head(COMMUNITY).size < ENTRIES:
        for _ in range(50):
            values: tuple[Value, ...] = (-1, 0, 1)
            command = Respond(statement=chance.choice(pieces[6:]), value=chance.choice(values))
            answers.append(moot.submit(command, chance.choice(people[7:])))
        answers[-1].result()


def _decide(moot: Moot, canvas: str, voters: list[Author]) -> None:
    options = tuple(Choice(text=text) for text in ("A zebra crossing", "Lights", "An island"))
    decision = moot.do(CallDecision(canvas=canvas, question="Which?", options=options, quorum=5), HOUSE).made
    moot.do(OpenDecision(decision=decision), HOUSE)
    for n, voter in enumerate(voters):
        moot.do(CastBallot(decision=decision, choice=["a"] if n % 3 else ["a", "b"]), voter)
        if n % 4 == 0:
            moot.do(CastBallot(decision=decision, choice=["b"]), voter)
    moot.do(CloseDecision(decision=decision), HOUSE)
    moot.do(ReviewDecision(decision=decision, outcome="stands", text="It held."), HOUSE)
