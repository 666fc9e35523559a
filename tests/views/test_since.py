"""What changed since an entry is what became public since, also late, and nothing that is not public now."""

from folkmoot.domain.contributing import Contribute, Share, Withdraw
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
