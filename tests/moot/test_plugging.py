"""What runs under the name of a plugin is held against the record at each start, and what fails again and again is suspended there."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from folkmoot.domain.plugin import ConfigurePlugin, DisablePlugin, EnablePlugin
from folkmoot.events.entry import read
from folkmoot.events.plugin import PluginEnabled, PluginSuspended, PluginUpgraded
from folkmoot.installation import HOUSE, Installation
from folkmoot.plugging import older
from folkmoot.plugin import Draft
from folkmoot.settings import Settings
from tests.plugins.planted import found_in, plant

CODE = """
from folkmoot.plugin import Asking, Draft, Hint, Settings, join


class Mine(Settings, frozen=True):
    word: str = "{key}"


@join
def settings():
    return Mine


@join
def hints(ctx: Asking, asked: Draft) -> list[Hint]:
    if asked.text == "crash":
        raise RuntimeError("no")
    return [Hint(said=f"{{ctx.plugin}} {{ctx.version}} {{ctx.settings.word}}")]
"""
LINES = 'places = ["settings", "hints"]\nmay = ["read-drafts"{more}]{hosts}'
LABEL = '[settings.word.en]\ntitle = "Word"'

Opened = Callable[[], Installation]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "plugins"
    folder.mkdir()
    return folder


def put(folder: Path, key: str = "one", version: str = "1.0.0", more: str = "", hosts: str = "", code: str = CODE) -> None:
    plant(folder, key, code.format(key=key), LINES.format(more=more, hosts=hosts), LABEL, version)


@pytest.fixture
def opened(tmp_path: Path, folder: Path) -> Iterator[Opened]:
    """Opens the installation anew, with the plugins as they lie there now."""
    home = tmp_path / "data"
    Installation.create(home, Settings())
    with pytest.MonkeyPatch.context() as patch:
        last: list[Installation] = []

        def start() -> Installation:
            if last:
                last.pop().close()
            found_in(folder, patch)
            last.append(Installation(home))
            if "elm" not in last[0].communities():
                last[0].found("elm", "Elm", "We listen.", "Clerk")
            last[0].start()
            return last[0]

        yield start
        if last:
            last.pop().close()


def enable(installation: Installation, key: str = "one") -> None:
    plugging = installation.plugging
    installation.moot("elm").do(EnablePlugin(**plugging.wanted(installation.plugins.plugins[key])), HOUSE)


def hints(installation: Installation, text: str = "x") -> list[str]:
    told = installation.plugging.ask("elm", "hints", Draft(text=text, lang="en", what="question"))
    return [hint.said for one in told if one.answered for hint in one.answer]


def facts(installation: Installation, kind: type) -> list[object]:
    entries = (read(leaf).fact() for leaf in installation.store.read("elm", 0, 1_000))
    return [fact for fact in entries if isinstance(fact, kind)]


def test_a_new_community_has_the_plugins_that_only_count_and_no_other(folder: Path, opened: Opened) -> None:
    put(folder)
    installation = opened()
    assert list(installation.plugging.enabled("elm")) == ["approval"]
    assert hints(installation) == []


def test_plugins_are_asked_in_the_order_that_the_record_has(folder: Path, opened: Opened) -> None:
    put(folder, "one")
    put(folder, "two")
    installation = opened()
    enable(installation, "two")
    enable(installation, "one")
    assert hints(installation) == ["two 1.0.0 two", "one 1.0.0 one"]
    assert hints(opened()) == ["two 1.0.0 two", "one 1.0.0 one"]


def test_nothing_is_recorded_at_a_start_with_what_ran_before(folder: Path, opened: Opened) -> None:
    put(folder)
    enable(opened())
    size = opened().store.head("elm").size
    assert opened().store.head("elm").size == size


def test_a_newer_version_that_asks_for_no_more_goes_on_and_the_record_says_so(folder: Path, opened: Opened) -> None:
    put(folder)
    enable(opened())
    put(folder, version="1.1.0", code=CODE + "\n# newer\n")
    installation = opened()
    assert [fact.version for fact in facts(installation, PluginUpgraded)] == ["1.1.0"]  # type: ignore[attr-defined]  # of that kind
    assert hints(installation) == ["one 1.1.0 one"]


@pytest.mark.parametrize(("more", "hosts"), [(', "read-public"', ""), (', "network"', '\nhosts = ["far.example.org"]')])
def test_a_newer_version_that_asks_for_more_is_asked_nothing_until_it_is_granted(
    folder: Path, opened: Opened, more: str, hosts: str
) -> None:
    put(folder)
    enable(opened())
    put(folder, version="1.1.0", more=more, hosts=hosts)
    installation = opened()
    assert facts(installation, PluginSuspended) == [PluginSuspended(plugin="one", cause="asks-more")]
    assert hints(installation) == []
    assert facts(opened(), PluginSuspended) == [PluginSuspended(plugin="one", cause="asks-more")], "said once"
    enable(installation := opened())
    assert hints(installation) == ["one 1.1.0 one"]


def test_an_older_version_than_the_record_knows_is_set_aside_until_the_newer_one_is_back(folder: Path, opened: Opened) -> None:
    put(folder, version="2.0.0")
    enable(opened())
    put(folder, version="1.9.0")
    installation = opened()
    assert facts(installation, PluginSuspended) == [PluginSuspended(plugin="one", cause="older")]
    assert hints(installation) == []
    put(folder, version="2.0.0")
    assert hints(opened()) == ["one 2.0.0 one"]


def test_a_plugin_that_is_gone_stays_enabled_and_goes_on_when_it_is_back(folder: Path, opened: Opened) -> None:
    put(folder)
    enable(opened())
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    installation = opened()
    assert "one" in installation.plugging.enabled("elm")
    assert hints(installation) == []
    put(folder)
    assert hints(opened()) == ["one 1.0.0 one"]


def test_in_safe_mode_no_plugin_runs_and_nothing_is_recorded(folder: Path, opened: Opened, tmp_path: Path) -> None:
    put(folder)
    enable(opened())
    size = (installation := opened()).store.head("elm").size
    installation.close()
    with closing(Installation(tmp_path / "data", safe=True)) as safe:
        safe.start()
        assert hints(safe) == []
        assert safe.store.head("elm").size == size


def test_a_plugin_that_fails_again_and_again_is_suspended_by_an_entry_of_the_house(folder: Path, opened: Opened) -> None:
    put(folder)
    installation = opened()
    enable(installation)
    now = [0.0]
    installation.plugging.dispatcher._clock = lambda: now[0]
    for _ in range(3):
        for _ in range(3):
            assert hints(installation, "crash") == []
        now[0] += 2_000
    assert facts(installation, PluginSuspended) == [PluginSuspended(plugin="one", cause="failing")]
    assert hints(installation) == []
    assert hints(opened()) == [], "it stays so after a start"
    put(folder, version="1.0.1")
    assert hints(opened()) == [], "a newer version does not end it either"
    enable(installation := opened())
    assert hints(installation) == ["one 1.0.1 one"]


def test_settings_are_those_of_the_record_and_begin_anew_after_it_was_disabled(folder: Path, opened: Opened) -> None:
    put(folder)
    installation = opened()
    enable(installation)
    moot = installation.moot("elm")
    moot.do(ConfigurePlugin(plugin="one", version="1.0.0", settings={"word": "hello"}), HOUSE)
    assert hints(installation) == ["one 1.0.0 hello"]
    assert hints(opened()) == ["one 1.0.0 hello"]
    moot = (installation := opened()).moot("elm")
    moot.do(DisablePlugin(plugin="one", reason="Enough."), HOUSE)
    enable(installation)
    assert hints(installation) == ["one 1.0.0 one"]


def test_settings_that_a_newer_version_does_not_take_fail_by_name_and_not_by_a_crash(folder: Path, opened: Opened) -> None:
    put(folder)
    installation = opened()
    enable(installation)
    installation.moot("elm").do(ConfigurePlugin(plugin="one", version="1.0.0", settings={"word": "hello"}), HOUSE)
    put(folder, version="1.1.0", code=CODE.replace("word: str", "word: int").replace('"{key}"', "1"))
    installation = opened()
    (told,) = installation.plugging.ask("elm", "hints", Draft(text="x", lang="en", what="question"))
    assert (told.plugin, told.status) == ("one", "failed")
    assert "do not fit version 1.1.0" in told.why


def test_what_a_plugin_says_of_itself_is_kept_with_the_record(folder: Path, opened: Opened) -> None:
    put(folder)
    installation = opened()
    enable(installation)
    told = facts(installation, PluginEnabled)[-1].told  # type: ignore[attr-defined]  # of that kind
    blob = installation.store.blob("elm", told)
    assert blob is not None
    assert msgspec.json.decode(blob)["words"]["en"]["title"] == "one of a test"


@pytest.mark.parametrize(
    ("one", "other", "is_older"),
    [
        ("1.0.0", "1.0.0", False),
        ("1.9.0", "1.10.0", True),
        ("2.0", "1.9.9", False),
        ("1.0", "1.0.1", True),
        ("1.0.0+local", "1.0.0", False),
        ("", "1.0", True),
    ],
)
def test_versions_are_compared_by_their_numbers(one: str, other: str, is_older: bool) -> None:
    assert older(one, other) is is_older
