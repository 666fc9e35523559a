"""A plugin is loaded when it is what its manifest says; any other is set aside with one sentence, and the rest starts."""

from pathlib import Path

import pytest

from folkmoot.dispatch import load
from tests.plugins.planted import found_in, plant

HINTS = """from folkmoot.plugin import Asking, Draft, Hint, join


@join
def hints(ctx: Asking, asked: Draft) -> list[Hint]:
    return []
"""
LINES = 'places = ["hints"]\nmay = ["read-drafts"]'
NETWORK = LINES.replace('"]', '", "network"]').replace('places = ["hints", "network"]', 'places = ["hints"]')
WAY = """from folkmoot.plugin import join


class Way:
    name, version = {name!r}, "1.0.0"


@join
def decision_methods():
    return [Way()]
"""
SETTINGS = """from typing import Annotated
import msgspec
from folkmoot.plugin import Secret, Settings, join


class Mine(Settings, frozen=True):
    {field}


@join
def settings():
    return Mine
"""


def loaded(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str, lines: str = LINES, rest: str = "", key: str = "odd") -> str:
    """Why a plugin is set aside, empty when it is not."""
    plant(folder, key, code, lines, rest)
    found_in(folder, monkeypatch)
    installed = load()
    assert "approval" in installed.plugins, "the rest starts"
    return installed.set_aside.get(key, "")


def test_a_plugin_that_is_as_it_says_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert loaded(tmp_path, monkeypatch, HINTS) == ""
    (plugin,) = [one for key, one in load().plugins.items() if key == "odd"]
    assert (plugin.version, list(plugin.places), plugin.manifest.label("cy").title) == ("1.0.0", ["hints"], "odd of a test")
    assert len(plugin.code) == 64


def test_the_digest_of_its_code_changes_with_any_byte_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(tmp_path, monkeypatch, HINTS)
    before = load().plugins["odd"].code
    loaded(tmp_path, monkeypatch, HINTS + "\n")
    assert load().plugins["odd"].code != before


@pytest.mark.parametrize(
    ("code", "lines", "why"),
    [
        ("raise RuntimeError('out of order')", LINES, "RuntimeError: out of order"),
        ("import sys; sys.exit(4)", LINES, "SystemExit"),
        ("def broken(:", LINES, "SyntaxError"),
        ("", LINES, "names hints, which it does not join"),
        (HINTS, "", "joins hints, which its manifest does not name"),
        (HINTS, 'places = ["hints"]', "does not ask for `read-drafts`"),
        (HINTS, LINES + "\nunknown = 1", "unknown field"),
        (HINTS, "places = [", "cannot be read"),
        (HINTS, LINES.replace("read-drafts", "read-minds"), "Invalid enum value"),
        (HINTS, NETWORK, "names the hosts it calls exactly when"),
        (HINTS.replace("@join", "@join(tryfirst=True)"), LINES, "without wrapping others or going before"),
        (HINTS.replace("@join", "@join(hookwrapper=True)"), LINES, "without wrapping|not implemented as a generator|hookwrapper"),
        (HINTS.replace("asked: Draft", "asked: Draft, more: int"), LINES, "other arguments"),
        (HINTS.replace("asked: Draft", "asked: Draft = None"), LINES, "without defaults"),
        (HINTS.replace("def hints(ctx: Asking, asked: Draft)", "def hints(asked: Draft)"), LINES, "takes ctx and asked"),
        (HINTS.replace("def hints", "async def hints"), LINES, "plain function"),
        (HINTS.replace("def hints", "def wishes"), LINES, "joins a place that is none"),
        (WAY.format(name="odd"), 'places = ["decision_methods"]\nmay = ["count"]', "its manifest tells of"),
        (SETTINGS.format(field="size: int"), 'places = ["settings"]', "needs a default"),
        (SETTINGS.format(field="size: float = 1.0"), 'places = ["settings"]', "there is no box"),
        (SETTINGS.format(field="size: int = 1"), 'places = ["settings"]', "manifest labels"),
        ("from folkmoot.plugin import join\n\n\n@join\ndef settings():\n    return dict\n", 'places = ["settings"]', "no Struct"),
    ],
)
def test_any_other_is_set_aside_with_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, lines: str, why: str
) -> None:
    said = loaded(tmp_path, monkeypatch, code, lines)
    assert any(one in said for one in why.split("|")), said


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        ('[ways.odd.words.cy]\ntitle = "Ffordd"', "in English at least"),
        ('[settings.size.cy]\ntitle = "Maint"', "in English at least"),
        ('[ways."my way".words.en]\ntitle = "Mine"', "no name of a way"),
    ],
)
def test_a_manifest_says_everything_in_english_at_least(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rest: str, why: str
) -> None:
    assert why in loaded(tmp_path, monkeypatch, HINTS, LINES, rest)


def test_a_secret_is_asked_for_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, labels = SETTINGS.format(field='key: Secret = ""'), '[settings.key.en]\ntitle = "Key"'
    assert "asks for `secrets` exactly when" in loaded(tmp_path, monkeypatch, code, 'places = ["settings"]', labels)
    assert loaded(tmp_path, monkeypatch, code, 'places = ["settings"]\nmay = ["secrets"]', labels) == ""


def test_two_plugins_do_not_bring_the_same_way_to_decide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rest = '[ways.approval.words.en]\ntitle = "Another approval"'
    why = loaded(tmp_path, monkeypatch, WAY.format(name="approval"), 'places = ["decision_methods"]\nmay = ["count"]', rest)
    assert "Another plugin brings the way to decide called approval" in why


def test_a_key_is_that_of_the_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "odd", HINTS, LINES)
    manifest = tmp_path / "folkmoot_odd" / "folkmoot-plugin.toml"
    manifest.write_text(manifest.read_text().replace('key = "odd"', 'key = "even"'))
    found_in(tmp_path, monkeypatch)
    assert "both are the key" in load().set_aside["odd"]


def test_a_plugin_that_the_settings_do_not_allow_is_not_even_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "odd", f"import pathlib; pathlib.Path({str(tmp_path / 'ran')!r}).touch()\n")
    found_in(tmp_path, monkeypatch)
    installed = load(("approval",))
    assert installed.set_aside["odd"] == "The settings of this server do not allow it."
    assert not (tmp_path / "ran").exists()
    assert load(()).plugins == {}


def test_the_manifest_of_a_plugin_is_read_without_running_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from folkmoot.plugin.manifest import read

    plant(tmp_path, "odd", f"import pathlib; pathlib.Path({str(tmp_path / 'ran')!r}).touch()\n")
    found_in(tmp_path, monkeypatch)
    assert read("folkmoot_odd").key == "odd"
    assert not (tmp_path / "ran").exists()
