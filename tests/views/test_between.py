"""What changed between two moments is counted by kind, links its entries, and costs the same over any stretch."""

from collections.abc import Callable

from folkmoot.domain.contributing import Contribute
from folkmoot.events.entry import write
from folkmoot.views.between import between, lines, start_of
from folkmoot.views.digest import fold
from folkmoot.views.follow import Views
from folkmoot.views.reading import View
from tests.rules.given import SAID, World, founded
from tests.views.test_page_costs import _cost
from tests.views.written import Written


def shown(world: World) -> View:
    return View(fold([write(entry) for entry in world.entries]))


def test_each_count_is_that_of_the_entries_in_the_stretch_and_of_no_others() -> None:
    world = founded()
    canvas = world.canvas()
    ana = world.person(canvas)
    world.when(ana, Contribute(canvas=canvas, kind="story", text="Told.", **SAID))
    start = len(world.entries)
    world.when(ana, Contribute(canvas=canvas, kind="story", text="Said.", **SAID))
    stop = len(world.entries)
    world.when(ana, Contribute(canvas=canvas, kind="idea", text="Thought.", **SAID))
    view = shown(world)
    found = between(view, start, stop)
    assert [(group.kind, group.detail, group.number) for group in found.groups] == [("contribution.received", "story", 1)]
    assert (found.groups[0].lines[0].i, found.groups[0].lines[0].by) == (start, ana)
    whole = between(view, 0, 10**9)
    for group in whole.groups:
        mine = [entry.i for entry in world.entries if entry.type == group.kind]
        assert {line.i for line in lines(view, group.kind, group.detail, 0, whole.stop)} <= set(mine)
    assert sum(group.number for group in whole.groups if group.kind == "contribution.received") == 3
    assert not between(view, stop, start).groups
    assert start_of(view, "9999") == whole.stop
    assert start_of(view, world.entries[0].t) == 0


def test_a_long_stretch_costs_hardly_more_than_a_short_one(written: Written, views: Views, follow: Callable[[], int]) -> None:
    steward = written.found()
    place = written.canvas(steward)
    by = written.person(place)
    first = len(written.leaves)
    for n in range(1_500):
        written.brings(by, place, f"Statement {n}")
    follow()
    with views.reading() as view:
        short = _cost(view, lambda view: between(view, first, first + 100))
        long = _cost(view, lambda view: between(view, first, view.size))
    assert long < 1.2 * short
