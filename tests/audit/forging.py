"""A small town in memory, and how a fact that the rules refuse is put into its record all the same."""

from collections.abc import Callable
from typing import Any

from folkmoot.audit.kinds import LAWS
from folkmoot.audit.laws import Broken, Laws
from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.deciding import CastBallot, CloseDecision
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.events.contribution import Kind, Received
from folkmoot.events.fact import Fact
from folkmoot_approval import Approval
from tests.rules.given import World, founded
from tests.rules.votes import opened

PREFIXES = "can", "con", "dec", "p", "o", "src", "mee", "rou", "rev", "top", "the", "pro", "com"
NEW = {prefix: f"{prefix}_zzzzzzzzzzzzzzzz" for prefix in PREFIXES}


class Small(World):
    """A town in which one of everything has happened."""

    canvas_: str
    other: str
    ann: str
    bob: str
    officer: str
    moderator: str
    piece: str
    story: str
    decision: str


def small() -> Small:
    """ann and bob are in a canvas, with a public statement and a public story of ann's, and an open decision."""
    world = founded()
    world.__class__ = Small
    assert isinstance(world, Small)
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    world.canvas_, world.other = world.canvas(), world.canvas()
    world.ann, world.bob = world.person(world.canvas_), world.person(world.canvas_)
    world.officer, world.moderator = world.office("officer"), world.office("moderator")
    world.piece = world.brings(world.ann, world.canvas_)
    world.story = world.brings(world.ann, world.canvas_, "story")
    world.decision = opened(world, world.canvas_)
    world.when(world.bob, CastBallot(decision=world.decision, choice=["a"]))
    return world


def broken(world: World) -> tuple[int, str]:
    """Index and sentence of the first entry that could not come where it comes; (-1, "") when all could."""
    laws = Laws({"approval": Approval()}, LAWS.__getitem__)
    for entry in world.entries:
        try:
            laws.take(entry, entry.fact())
        except Broken as fault:
            return entry.i, str(fault)
    return -1, ""


def conclude(w: Small) -> None:
    """Its vote is closed, and then its canvas concluded."""
    w.when("house", CloseDecision(decision=w.decision))
    w.when("house", ConcludeCanvas(canvas=w.canvas_, reason="It is done."))


def words(w: World, by: str, kind: Kind, canvas: str) -> str:
    """Words of a kind by somebody, as they come with a thing; the contribution."""
    stream = w.new("con_")
    w.given(by, stream, Received(canvas=canvas, kind=kind, lang="en"), 1)
    return stream


Forge = Callable[[Small], Any]


def said(by: str, stream: str, fact: Fact, seals: int = 0, **more: Any) -> Forge:
    """Forge one fact. by, stream: names of a small town's attributes, or literal."""
    return lambda w: w.given(getattr(w, by, by), getattr(w, stream, stream), fact, seals, **more)


def after(*steps: Forge) -> Forge:
    """Forge several, of which the last is the fault."""
    return lambda w: [step(w) for step in steps]
