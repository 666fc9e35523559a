"""How a group works: which places are open in its canvas, its own rules, and what its decisions carry out."""

import pytest

from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.community import STREAM, AmendCharter, GiveRole, TakeRoleBack
from folkmoot.domain.group import AgreeGroupRules, ClosePlace, OpenPlace
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.domain.rules import Command
from folkmoot.events.canvas import GroupRulesAgreed, OpensPlaces, PlaceClosed, PlaceOpened
from folkmoot.events.community import CharterAmended, RoleGiven, RoleTakenBack, Rules
from tests.rules.given import NOBODY, World, facts, only, the
from tests.rules.votes import called, decided, opened


@pytest.fixture(autouse=True)
def _voting(world: World) -> None:
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))


def rules(canvas: str, decision: str = "", places: OpensPlaces = "offices") -> AgreeGroupRules:
    return AgreeGroupRules(canvas=canvas, text="One speaks at a time.", reason="We asked.", decision=decision, places=places)


def test_several_places_are_open_at_once_and_closed_in_any_order(world: World, canvas: str) -> None:
    by = world.office("facilitator")
    assert facts(world.when(by, OpenPlace(canvas=canvas, place="review"))) == [PlaceOpened(place="review")]
    world.when(by, OpenPlace(canvas=canvas, place="listen"))
    assert world.see(canvas).places == {"listen", "review"}
    assert facts(world.when(by, ClosePlace(canvas=canvas, place="review"))) == [PlaceClosed(place="review")]
    assert world.see(canvas).places == {"listen"}
    assert "not open" in world.refused(by, ClosePlace(canvas=canvas, place="review"))
    assert "open already" in world.refused(by, OpenPlace(canvas=canvas, place="listen"))
    assert world.when(by, OpenPlace(canvas=canvas, place="review"))


def test_only_a_facilitator_or_steward_opens_places_unless_the_group_says_otherwise(world: World, canvas: str, ana: str) -> None:
    world.when("house", OpenPlace(canvas=canvas, place="act"))
    only({"facilitator", "steward"}, world, lambda by: OpenPlace(canvas=canvas, place="listen"))
    only({"facilitator", "steward"}, world, lambda by: ClosePlace(canvas=canvas, place="act"))
    assert "Only a facilitator" in world.refused(ana, OpenPlace(canvas=canvas, place="listen"))
    world.when("house", rules(canvas, places="everyone"))
    assert world.when(ana, OpenPlace(canvas=canvas, place="listen"))
    assert world.when(ana, ClosePlace(canvas=canvas, place="act"))
    assert "oin" in world.refused(world.person(world.canvas()), OpenPlace(canvas=canvas, place="act"))
    assert "oin" in world.refused("p" + NOBODY, OpenPlace(canvas=canvas, place="act"))
    assert "Only a" in world.refused(world.office("officer"), OpenPlace(canvas=canvas, place="act"))
    world.when("house", rules(canvas))
    assert "Only a facilitator" in world.refused(ana, OpenPlace(canvas=canvas, place="act"))


def test_a_facilitator_agrees_the_first_rules_and_changes_them_for_a_reason_until_the_group_decides(
    world: World, canvas: str
) -> None:
    only({"facilitator"}, world, lambda by: rules(canvas))
    by = world.office("facilitator")
    acts = world.when(by, rules(canvas))
    assert facts(acts) == [GroupRulesAgreed(version=1)]
    assert [part.owner for part in acts[0].words] == ["office", "office"]
    assert the(GroupRulesAgreed, world.when(by, rules(canvas))).version == 2
    opened(world, world.canvas())
    called(world, canvas)
    assert world.when(by, rules(canvas))
    opened(world, canvas)
    assert "name the decision" in world.refused(by, rules(canvas))


def test_the_first_rules_need_no_decision_even_where_one_was_called(world: World, canvas: str) -> None:
    called(world, canvas)
    assert the(GroupRulesAgreed, world.when(world.office("facilitator"), rules(canvas))).version == 1


def test_rules_need_a_text_and_a_reason(world: World, canvas: str) -> None:
    assert "the rules" in world.refused("house", AgreeGroupRules(canvas=canvas, text=" ", reason="We asked."))
    assert "the reason" in world.refused("house", AgreeGroupRules(canvas=canvas, text="One at a time.", reason=""))


def test_a_decision_of_the_canvas_that_had_its_quorum_changes_the_rules_once(world: World, canvas: str) -> None:
    world.when("house", rules(canvas))
    open_, few, away = called(world, canvas), decided(world, canvas, quorum=5), decided(world, world.canvas())
    for decision in (open_, few):
        assert "had its quorum" in world.refused("house", rules(canvas, decision))
    assert "of this canvas" in world.refused("house", rules(canvas, away))
    assert "no such decision" in world.refused("house", rules(canvas, "dec" + NOBODY))
    decision = decided(world, canvas)
    only({"facilitator", "steward"}, world, lambda by: rules(canvas, decision))
    assert facts(world.when("house", rules(canvas, decision))) == [GroupRulesAgreed(version=2, decided_by=decision)]
    assert "new decision" in world.refused("house", rules(canvas, decision))


def test_a_concluded_canvas_keeps_its_places_and_rules(world: World, canvas: str) -> None:
    world.when("house", OpenPlace(canvas=canvas, place="act"))
    world.when("house", ConcludeCanvas(canvas=canvas, reason="Done."))
    asked: list[Command] = [OpenPlace(canvas=canvas, place="listen"), ClosePlace(canvas=canvas, place="act"), rules(canvas)]
    for command in asked:
        assert "concluded" in world.refused("house", command)


def test_a_facilitator_is_replaced_and_the_charter_changed_by_a_decision_that_the_entry_names(world: World, canvas: str) -> None:
    old, decision = world.office("facilitator"), decided(world, canvas)
    taken = world.when("house", TakeRoleBack(office=old, role="facilitator", reason="We decided.", decision=decision))
    given = world.when("house", GiveRole(role="facilitator", title="Dee of number 4", decision=decision))
    changed = world.when("house", AmendCharter(charter="New.", reason="We decided.", rules=Rules(), decision=decision))
    assert the(RoleTakenBack, taken).decision == the(RoleGiven, given).decision == decision
    assert the(CharterAmended, changed).decision == decision
    assert not world.see(STREAM).holds(old, "facilitator")


def test_what_was_not_decided_is_not_carried_out(world: World, canvas: str) -> None:
    office = world.office("facilitator")
    for decision, why in (
        (called(world, canvas), "quorum"),
        (decided(world, canvas, quorum=9), "quorum"),
        ("dec" + NOBODY, "no such"),
    ):
        asked: list[Command] = [
            TakeRoleBack(office=office, role="facilitator", reason="Why not.", decision=decision),
            GiveRole(role="facilitator", title="Dee", decision=decision),
            AmendCharter(charter="New.", reason="Why not.", rules=Rules(), decision=decision),
        ]
        for command in asked:
            assert why in world.refused("house", command)
