"""A community's plugins: who enables what, with which grant, how one rests, and how it leaves."""

import hashlib
from typing import Any

import msgspec
import pytest

from folkmoot.domain.community import STREAM, Community
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.plugin import ConfigurePlugin, DisablePlugin, EnablePlugin, SuspendPlugin, UpgradePlugin
from folkmoot.events.contribution import Brought, Received
from folkmoot.events.plugin import Cause, PluginConfigured, PluginEnabled, PluginSuspended, PluginUpgraded
from tests.rules.given import World, facts, founded, only, steward, the

CODE = "ab" * 32
HOOKS: dict[str, Any] = {"plugin": "hooks", "code": CODE, "may": ("network",), "hosts": ("hooks.example.org:443",)}


@pytest.fixture
def world() -> World:
    world = founded()
    world.when(steward(world), EnablePlugin(version="1.0.0", **HOOKS))
    return world


def now(world: World) -> Community:
    state = world.see(STREAM)
    assert isinstance(state, Community)
    return state


def test_a_steward_enables_and_sets_up_a_plugin_with_what_it_may_do(world: World) -> None:
    on = now(world).plugins["hooks"]
    assert (on.running.may, on.running.hosts, on.running.code) == (("network",), ("hooks.example.org:443",), CODE)
    only({"steward"}, world, lambda by: EnablePlugin(plugin="other", version="1.0.0"))
    only({"steward"}, world, lambda by: ConfigurePlugin(plugin="hooks", version="1.0.0", settings={"url": "x"}))


def test_what_a_plugin_says_of_itself_goes_with_it_as_a_file() -> None:
    world, said = founded(), b'{"key":"hooks"}'
    (act,) = world.when("house", EnablePlugin(plugin="hooks", version="1.0.0", described=said))
    assert act.blobs == (said,)
    assert the(PluginEnabled, [act]).told == hashlib.sha256(said).hexdigest()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("code", "AB" * 32, "64 hexadecimal"),
        ("code", "ab", "64 hexadecimal"),
        ("may", ("be my friend",), "short name"),
        ("hosts", ("not a host",), "short name"),
        ("methods", ("",), "short name"),
    ],
)
def test_what_a_plugin_is_stands_in_the_record_in_codes_alone(field: str, value: Any, sentence: str) -> None:
    given: dict[str, Any] = {field: value}
    command = EnablePlugin(plugin="hooks", version="1.0.0", **given)
    assert sentence in founded().refused("house", command)


def test_a_plugin_is_asked_after_those_that_were_enabled_before_it(world: World) -> None:
    world.when("house", EnablePlugin(plugin="a", version="1.0.0"))
    world.when("house", EnablePlugin(version="2.0.0", **HOOKS))
    assert list(now(world).plugins) == ["hooks", "a"]


def test_another_version_goes_on_by_itself_while_it_asks_for_no_more(world: World) -> None:
    upgrade = UpgradePlugin(version="1.1.0", **HOOKS)
    assert "by the house" in world.refused(steward(world), upgrade)
    assert the(PluginUpgraded, world.when("house", upgrade)).version == "1.1.0"
    assert world.when("house", upgrade) == []
    for more in ({"may": ("network", "secrets")}, {"hosts": ("hooks.example.org:443", "evil.example.org")}):
        assert "asks for more" in world.refused("house", msgspec.structs.replace(upgrade, version="1.2.0", **more))
    assert "not enabled" in world.refused("house", msgspec.structs.replace(upgrade, plugin="other"))


def test_a_version_that_asks_for_more_runs_once_a_steward_grants_it(world: World) -> None:
    world.when("house", SuspendPlugin(plugin="hooks", cause="asks-more"))
    more = HOOKS | {"may": ("network", "secrets")}
    world.when(steward(world), EnablePlugin(version="1.2.0", **more))
    on = now(world).plugins["hooks"]
    assert (on.suspended, on.version, on.running.may) == ("", "1.2.0", ("network", "secrets"))


def test_settings_are_words_of_office_in_no_language_and_short(world: World) -> None:
    (act,) = world.when("house", ConfigurePlugin(plugin="hooks", version="1.0.0", settings={"url": "https://x", "all": True}))
    assert act.fact == PluginConfigured(plugin="hooks", version="1.0.0")
    (words,) = act.words
    assert words.owner == "office"
    told = msgspec.json.decode(words.payload)
    assert (told["lang"], msgspec.json.decode(told["text"])) == ("zxx", {"url": "https://x", "all": True})
    assert "shorten" in world.refused("house", ConfigurePlugin(plugin="hooks", version="1", settings={"url": "x" * 20_000}))
    assert "not enabled" in world.refused("house", ConfigurePlugin(plugin="other", version="1", settings={}))


def test_the_house_alone_suspends_and_once(world: World) -> None:
    suspend = SuspendPlugin(plugin="hooks", cause="failing")
    assert "The house suspends" in world.refused(steward(world), suspend)
    assert facts(world.when("house", suspend)) == [PluginSuspended(plugin="hooks", cause="failing")]
    assert world.when("house", suspend) == []


def test_a_steward_ends_a_suspension_by_enabling_again(world: World) -> None:
    world.when("house", SuspendPlugin(plugin="hooks", cause="failing"))
    again = EnablePlugin(version="1.0.0", **HOOKS)
    assert facts(world.when(steward(world), again))
    assert now(world).plugins["hooks"].suspended == ""
    assert "enabled already" in world.refused(steward(world), again)


@pytest.mark.parametrize(("cause", "after"), [("failing", "failing"), ("older", ""), ("asks-more", "")])
def test_an_upgrade_ends_every_suspension_but_the_one_for_failing(world: World, cause: Cause, after: str) -> None:
    world.when("house", SuspendPlugin(plugin="hooks", cause=cause))
    world.when("house", UpgradePlugin(version="1.1.0", **HOOKS))
    assert now(world).plugins["hooks"].suspended == after


def test_the_version_that_the_record_knows_ends_a_suspension_for_being_older(world: World) -> None:
    world.when("house", SuspendPlugin(plugin="hooks", cause="older"))
    assert facts(world.when("house", UpgradePlugin(version="1.0.0", **HOOKS)))
    assert now(world).plugins["hooks"].suspended == ""


def test_a_plugin_leaves_with_a_reason_and_its_settings_are_not_taken_up_again(world: World) -> None:
    world.when("house", ConfigurePlugin(plugin="hooks", version="1.0.0", settings={"url": "https://x"}))
    only({"steward"}, world, lambda by: DisablePlugin(plugin="hooks", reason="Nobody reads it."))
    assert "Write the reason" in world.refused("house", DisablePlugin(plugin="hooks", reason=" "))
    world.when("house", DisablePlugin(plugin="hooks", reason="Nobody reads it."))
    world.when("house", EnablePlugin(version="1.0.0", **HOOKS))
    assert now(world).plugins["hooks"].settings == -1


def with_form(world: World) -> str:
    """A canvas in a community with a plugin that brings a form for stories."""
    world.when("house", EnablePlugin(plugin="reports", version="1.0.0", forms=("barrier:story",)))
    return world.canvas()


def brought(canvas: str, kind: Brought = "story", form: str = "reports/barrier", **more: Any) -> Contribute:
    return Contribute(canvas=canvas, kind=kind, text="Where?\nAt the door", lang="en", form=form, **more)


def test_what_is_brought_with_a_form_names_it_and_seals_the_answers_with_the_words(world: World) -> None:
    canvas = with_form(world)
    (act,) = world.when(world.person(canvas), brought(canvas, answers={"where": "  At the door "}))
    assert act.fact == Received(canvas=canvas, kind="story", lang="en", form="reports/barrier")
    assert msgspec.json.decode(act.words[0].payload)["answers"] == {"where": "At the door"}


def test_a_form_makes_the_kind_of_contribution_that_it_was_granted_and_no_other(world: World) -> None:
    canvas = with_form(world)
    ann = world.person(canvas)
    assert "not offered" in world.refused(ann, brought(canvas, "idea"))
    assert "not offered" in world.refused(ann, brought(canvas, form="reports/other"))
    assert "not offered" in world.refused(ann, brought(canvas, form="barrier"))
    assert "which one it is" in world.refused(ann, brought(canvas, form="", answers={"where": "x"}))


def test_a_form_is_not_offered_while_its_plugin_rests_or_once_it_left(world: World) -> None:
    canvas = with_form(world)
    ann = world.person(canvas)
    world.when("house", SuspendPlugin(plugin="reports", cause="failing"))
    assert "not offered" in world.refused(ann, brought(canvas))
    world.when("house", EnablePlugin(plugin="reports", version="1.0.0", forms=("barrier:story",)))
    assert world.when(ann, brought(canvas))
    world.when("house", DisablePlugin(plugin="reports", reason="Not needed."))
    assert "not offered" in world.refused(ann, brought(canvas))
