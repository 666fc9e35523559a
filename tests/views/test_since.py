"""What changed since an entry is what became public since, also late, and nothing that is not public now."""

from folkmoot.domain.amending import MergeProposal
from folkmoot.domain.canvas import AnswerCanvas, MakePromise
from folkmoot.domain.contributing import Contribute, Share, Withdraw
from folkmoot.domain.proposing import BeginProposal, WithdrawProposal
from folkmoot.domain.topic import RaiseTopic
from folkmoot.events.entry import write
from folkmoot.views.digest import fold
from folkmoot.views.reading import View
from folkmoot.views.since import since, was_here
from tests.rules.given import SAID, World, founded


def shown(world: World) -> View:
    return View(fold([write(entry) for entry in world.entries]))


def test_it_holds_what_came_since_also_what_was_told_before_and_shared_since() -> None:
    world = founded()
    canvas = world.canvas()
    ana, ben = world.person(canvas), world.person(canvas)
    kept = world.when(ana, Contribute(canvas=canvas, kind="story", text="Told before."))[0].stream
    world.when(ana, Contribute(canvas=canvas, kind="idea", text="Said.", **SAID))
    start = len(world.entries)
    assert since(shown(world), canvas, start).nothing
    notice = {name: value for name, value in SAID.items() if name.startswith("notice")}
    world.when(ana, Share(contribution=kept, **notice))
    gone = world.when(ben, Contribute(canvas=canvas, kind="offer", text="Said.", **SAID))[0].stream
    world.when(ben, RaiseTopic(canvas=canvas, text="Said.", **SAID))
    found = since(shown(world), canvas, start)
    assert found.brought == {"story": 1, "offer": 1}
    assert [change.what for change in found.changes] == ["topic raised"]
    world.when(ben, Withdraw(contribution=gone))
    found = since(shown(world), canvas, start)
    assert found.brought == {"story": 1}
    assert [one.id for one in found.pieces] == [kept]


def test_somebody_was_here_when_they_last_did_something() -> None:
    world = founded()
    canvas = world.canvas()
    ana = world.person(canvas)
    joined = was_here(shown(world), ana)
    world.when(ana, Contribute(canvas=canvas, kind="idea", text="Said.", **SAID))
    later = was_here(shown(world), ana)
    assert joined is not None
    assert later is not None
    assert later > joined
    assert was_here(shown(world), "p_aaaaaaaaaaaaaaaa") is None


def test_it_says_what_became_of_proposals_and_that_a_body_answered() -> None:
    world = founded()
    canvas = world.canvas()
    ana = world.person(canvas)
    begin = BeginProposal(canvas=canvas, text="A tree.", **SAID)
    first, second, third = (world.when(ana, begin)[-2].stream for _ in range(3))
    officer = world.office("officer")
    world.when(officer, MakePromise(canvas=canvas, promise="We answer.", level="involve"))
    start = len(world.entries)
    world.when(ana, MergeProposal(proposal=first, into=second))
    world.when(ana, WithdrawProposal(proposal=third, **SAID | {"text": "It is done."}))
    world.when(officer, AnswerCanvas(canvas=canvas, answer="A tree it is."))
    found = {(change.what, change.id) for change in since(shown(world), canvas, start).changes}
    assert found == {("proposal merged", first), ("proposal withdrawn", third), ("canvas answered", "")}
