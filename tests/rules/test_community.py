"""A community is founded once, always has a steward, and changes its rules in the open."""

from typing import Any

import pytest

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.community import (
    STREAM,
    AmendCharter,
    FoundCommunity,
    GiveRole,
    NameSource,
    TakeRoleBack,
)
from folkmoot.domain.plugin import DisablePlugin, EnablePlugin
from folkmoot.events.community import (
    CharterAdopted,
    CharterAmended,
    Founded,
    KeysStated,
    RoleGiven,
    RoleTakenBack,
    Rules,
    SourceNamed,
)
from folkmoot.events.plugin import PluginDisabled, PluginEnabled
from tests.rules.given import FOUND, NOBODY, World, facts, founded, only, steward, the


def test_founding_states_languages_keys_charter_and_the_first_steward() -> None:
    acts = World().when("house", FOUND)
    office = the(RoleGiven, acts).office
    assert facts(acts) == [
        Founded(languages=("en", "cy")),
        KeysStated(checkpoint=FOUND.checkpoint_key, receipt=FOUND.receipt_key),
        CharterAdopted(version=1, rules=Rules()),
        RoleGiven(office=office, role="steward"),
    ]
    assert {act.stream for act in acts} == {STREAM}
    assert [len(act.words) for act in acts] == [1, 0, 1, 1]
    assert acts[0].words[0].payload == b'{"lang":"en","text":"Elm Yard"}'
    assert all(words.owner == "office" for act in acts for words in act.words)


def test_a_community_is_founded_once() -> None:
    assert "exists already" in founded().refused("house", FOUND)


def test_only_the_house_founds_a_community() -> None:
    for by in ("p" + NOBODY, "o" + NOBODY):
        assert "on the server" in World().refused(by, FOUND)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"languages": ()}, "at least one language"),
        ({"languages": ("English, of course",)}, "short tag"),
        ({"name": "  "}, "Write a name"),
        ({"charter": "x" * 20_001}, "Shorten the charter"),
        ({"steward": "x" * 201}, "Shorten a title"),
        ({"rules": Rules(grain=0)}, "grain"),
        ({"rules": Rules(grain=1441)}, "grain"),
        ({"rules": Rules(notice=-1)}, "notice"),
        ({"rules": Rules(small=2)}, "small groups of 3"),
        ({"rules": Rules(care=0)}, "1 to 31 days to read"),
        ({"rules": Rules(care=32)}, "1 to 31 days to read"),
        ({"rules": Rules(helpline="ask Ann")}, "digits with hyphens"),
        ({"rules": Rules(helpline="0300--1")}, "digits with hyphens"),
        ({"rules": Rules(opens=())}, "who may open"),
        ({"rules": Rules(opens=("mayor",))}, "who may open"),
    ],
)
def test_a_community_is_not_founded_on_unsound_terms(change: dict[str, Any], sentence: str) -> None:
    terms = {name: getattr(FOUND, name) for name in FOUND.__struct_fields__} | change
    assert sentence in World().refused("house", FoundCommunity(**terms))


def test_amending_the_charter_counts_its_version_and_gives_the_reason() -> None:
    world = founded()
    command = AmendCharter(charter="We answer in a week.", reason="A month was too long.", rules=Rules(notice=24))
    for version in (2, 3):
        acts = world.when(steward(world), command)
        assert facts(acts) == [CharterAmended(version=version, rules=Rules(notice=24))]
        assert [words.payload for words in acts[0].words] == [
            b'{"lang":"en","text":"We answer in a week."}',
            b'{"lang":"en","text":"A month was too long."}',
        ]
    assert (world.see(STREAM).charter, world.see(STREAM).rules.notice) == (3, 24)


def test_only_a_steward_amends_the_charter_or_gives_and_takes_roles_or_switches_plugins() -> None:
    world = founded()
    officer = world.office("officer")
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    only({"steward"}, world, lambda by: AmendCharter(charter="New.", reason="Why not.", rules=Rules()))
    only({"steward"}, world, lambda by: GiveRole(role="officer", title="Parks"))
    only({"steward"}, world, lambda by: TakeRoleBack(office=officer, role="officer", reason="Moved on."))
    only({"steward"}, world, lambda by: EnablePlugin(plugin="ranked", version="1.0.0"))
    only({"steward"}, world, lambda by: DisablePlugin(plugin="approval", reason="Too coarse."))


def test_unsound_rules_are_not_amended_in() -> None:
    world = founded()
    command = AmendCharter(charter="New.", reason="Because.", rules=Rules(small=1))
    assert "small groups" in world.refused(steward(world), command)


def test_a_role_is_given_to_a_new_office_or_to_one_that_exists() -> None:
    world = founded()
    acts = world.when(steward(world), GiveRole(role="officer", title="Parks and Trees"))
    office = the(RoleGiven, acts).office
    assert office.startswith("o_")
    more = world.when(steward(world), GiveRole(role="moderator", title="Parks and Trees", office=office))
    assert facts(acts + more) == [RoleGiven(office=office, role="officer"), RoleGiven(office=office, role="moderator")]
    assert world.see(STREAM).roles[office] == {"officer", "moderator"}
    assert acts[0].words[0].payload == b'{"lang":"en","text":"Parks and Trees"}'


def test_a_role_is_not_given_twice_or_to_an_office_that_does_not_exist_or_without_a_title() -> None:
    world = founded()
    office = world.office("officer")
    assert "already" in world.refused("house", GiveRole(role="officer", title="Parks", office=office))
    assert "no such office" in world.refused("house", GiveRole(role="officer", title="Parks", office="o" + NOBODY))
    assert "title" in world.refused("house", GiveRole(role="officer", title=" "))


def test_a_role_is_taken_back_with_a_reason_and_gives_nothing_afterwards() -> None:
    world = founded()
    office = world.office("facilitator")
    command = TakeRoleBack(office=office, role="facilitator", reason="Left the council.")
    assert facts(world.when("house", command)) == [RoleTakenBack(office=office, role="facilitator")]
    opening = OpenCanvas(question="What now?", promise="We read it.", level="consult")
    assert "Only a" in world.refused(office, opening)
    assert "does not hold" in world.refused("house", command)
    assert "does not hold" in world.refused("house", TakeRoleBack(office="o" + NOBODY, role="officer", reason="Never was."))


def test_the_last_steward_stays_until_another_is_there() -> None:
    world = founded()
    first = steward(world)
    leaving = TakeRoleBack(office=first, role="steward", reason="Moving away.")
    assert "last steward" in world.refused(first, leaving)
    world.office("steward")
    assert facts(world.when(first, leaving)) == [RoleTakenBack(office=first, role="steward")]
    assert "Only a steward" in world.refused(first, GiveRole(role="steward", title="Me again"))


def test_a_plugin_is_enabled_in_a_version_and_disabled_with_a_reason() -> None:
    world = founded()
    enable = EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",))
    assert facts(world.when("house", enable)) == [PluginEnabled(plugin="approval", version="1.0.0", methods=("approval",))]
    assert "already" in world.refused("house", enable)
    newer = EnablePlugin(plugin="approval", version="1.1.0")
    assert facts(world.when("house", newer)) == [PluginEnabled(plugin="approval", version="1.1.0")]
    disable = DisablePlugin(plugin="approval", reason="We talk until we agree.")
    assert facts(world.when("house", disable)) == [PluginDisabled(plugin="approval")]
    assert "not enabled" in world.refused("house", disable)


def test_names_of_plugins_are_codes_and_no_words() -> None:
    world = founded()
    assert "short name" in world.refused("house", EnablePlugin(plugin="my dear plugin", version="1.0"))
    assert "short name" in world.refused("house", EnablePlugin(plugin="approval", version=""))


def test_a_source_is_named_with_its_licence_and_the_attribution_it_asks_for() -> None:
    world = founded()
    command = NameSource(licence="CC-BY-4.0", attribution="By the people of Elm Yard.", url="https://example.org/elm")
    acts = world.when(world.office("facilitator"), command)
    assert facts(acts) == [SourceNamed(licence="CC-BY-4.0", url="https://example.org/elm")]
    assert acts[0].stream.startswith("src_")
    assert acts[0].words[0].payload == b'{"lang":"en","text":"By the people of Elm Yard."}'
    only({"steward", "facilitator"}, world, lambda by: command)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"licence": ""}, "short name"),
        ({"licence": "do as you like"}, "short name"),
        ({"attribution": ""}, "Write the attribution"),
        ({"url": "javascript:alert(1)"}, "https://"),
        ({"url": "https://" + "x" * 500}, "https://"),
    ],
)
def test_a_source_is_not_named_without_a_licence_attribution_and_a_real_address(change: dict[str, str], sentence: str) -> None:
    terms = {"licence": "CC0-1.0", "attribution": "Everybody.", "url": ""} | change
    assert sentence in founded().refused("house", NameSource(**terms))
