"""Who takes part and sees a result otherwise attaches their view once, in words that others can read."""

from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.deciding import AttachView
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.events.contribution import Received
from folkmoot.events.decision import ViewAttached
from tests.rules.given import SAID, World, founded, the
from tests.rules.votes import decided, opened

VIEW = SAID | {"text": "A bench is for the old ones."}


def start() -> tuple[World, str]:
    world = founded()
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    return world, world.canvas()


def test_a_view_is_a_contribution_of_its_own_that_the_decision_names() -> None:
    world, canvas = start()
    decision, ana = decided(world, canvas), world.person(canvas)
    acts = world.when(ana, AttachView(decision=decision, **VIEW))
    assert the(Received, acts).kind == "view"
    assert the(ViewAttached, acts).text == acts[0].stream
    assert "already" in world.refused(ana, AttachView(decision=decision, **VIEW))
    world.when(world.person(canvas), AttachView(decision=decision, **VIEW))


def test_a_view_waits_for_the_result_and_needs_a_yes_to_showing_it() -> None:
    world, canvas = start()
    ana, going = world.person(canvas), opened(world, canvas)
    assert "once there is a result" in world.refused(ana, AttachView(decision=going, **VIEW))
    decision = decided(world, canvas)
    assert "only work with words" in world.refused(ana, AttachView(decision=decision, **VIEW | {"publish": False}))


def test_offices_and_those_who_do_not_take_part_attach_none() -> None:
    world, canvas = start()
    decision, elsewhere = decided(world, canvas), world.person(world.canvas())
    for by in (world.office("facilitator"), world.office("officer"), elsewhere):
        assert world.refused(by, AttachView(decision=decision, **VIEW))


def test_a_view_is_attached_also_when_the_canvas_is_concluded() -> None:
    world, canvas = start()
    decision, ana = decided(world, canvas), world.person(canvas)
    world.when("house", ConcludeCanvas(canvas=canvas, reason="It is done."))
    acts = world.when(ana, AttachView(decision=decision, **VIEW))
    assert the(ViewAttached, acts).text == acts[0].stream
