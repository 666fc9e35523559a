"""The check names each fault that an author can plant, and passes every plugin of ours and every new one."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import msgspec
import pytest

from folkmoot.dispatch import load
from folkmoot.domain.rules import Refused
from folkmoot.kit import Verdict, check, write
from folkmoot.kit.check import CHECKS
from folkmoot.plugin import PLACES
from folkmoot.plugin.examples import EXAMPLES
from tests.plugins.planted import found_in

READ, SAYS, MORE, QUICK, STILL, BESIDE, ANSWERS, TIME, SAME, KEEPS, PRINTS, ALONE, WAYS, SETS, WORDS, OURS, FLOW, LEAVES = CHECKS

CODE, TOML = "folkmoot_odd/__init__.py", "folkmoot_odd/folkmoot-plugin.toml"
HINT = "    return [Hint("
TALLY = "        named = Counter(ballots.values())"


def put(folder: Path, *places: str, key: str = "odd") -> Path:
    """A new package, and beside it what makes it found as installed."""
    package = write(key, places, folder)
    info = package / f"folkmoot_{key}-0.1.0.dist-info"
    info.mkdir()
    readme = (package / "README.md").read_text()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: folkmoot-{key}\nVersion: 0.1.0\n\n{readme}")
    (info / "entry_points.txt").write_text(f"[folkmoot.plugins]\n{key} = folkmoot_{key}\n")
    return package


def wrong(verdicts: list[Verdict]) -> dict[str, str]:
    """Name -> sentences of what does not pass."""
    return {verdict.name: " ".join(verdict.wrong) for verdict in verdicts if not verdict.well}


@pytest.mark.parametrize("places", [("decision_methods",), ("hints",), tuple(PLACES)], ids=" ".join)
def test_a_new_plugin_passes_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: tuple[str, ...]) -> None:
    found_in(put(tmp_path, *places), monkeypatch)
    assert wrong(check("odd")) == {}


@pytest.mark.parametrize("key", sorted(load().plugins))
def test_a_plugin_of_ours_passes(key: str) -> None:
    assert wrong(check(key)) == {}


FAULTS: dict[str, tuple[str, str, str, str, str]] = {
    # what: file, what stands there, what comes instead, the check that names it, and with which words
    "no manifest": (TOML, "", "", READ, "There is no folkmoot-plugin.toml"),
    "a manifest that is no TOML": (TOML, "api = 1", "api = ", READ, "cannot be read"),
    "another number of the contract": (TOML, "api = 1", "api = 2", READ, "number 2 of the contract"),
    "nothing in English": (TOML, "[words.en]", "[words.cy]", READ, "in English at least"),
    "a place that the manifest does not name": (TOML, '"hints"', '"health"', SAYS, "joins hints, which its manifest does not name"),
    "a way that the manifest does not tell of": (TOML, "ways.odd", "ways.even", SAYS, "its manifest tells of"),
    "a function that wraps others": (CODE, "@join\ndef hints", "@join(tryfirst=True)\ndef hints", SAYS, "going before them"),
    "an argument that the place does not have": (CODE, "asked: Draft)", "asked: Draft, more: int)", SAYS, "other arguments"),
    "a default": (CODE, "asked: Draft)", "asked: Draft = None)", SAYS, "without defaults"),
    "a name for all settings": (TOML, "[settings.word.en]", "[settings.words.en]", SAYS, "its manifest labels"),
    "more than it needs": (TOML, '"read-drafts"', '"read-drafts", "read-public"', MORE, "`read-public`, which no place"),
    "a slow import": (CODE, "\nimport msgspec\n", "\nimport msgspec\nimport time\ntime.sleep(0.4)\n", QUICK, "Importing it takes"),
    "a file read while it is imported": (
        CODE,
        "\nimport msgspec\n",
        '\nimport msgspec\nopen("/etc/hostname").close()\n',
        STILL,
        "read: /etc/hostname",
    ),
    "an import that prints": (CODE, "\nimport msgspec\n", '\nimport msgspec\nprint("hello")\n', STILL, "It prints while"),
    "an import that fails": (CODE, "\nimport msgspec\n", '\nimport msgspec\nraise RuntimeError("no")\n', SAYS, "RuntimeError: no"),
    "the way of another": (CODE, 'name = "odd"', 'name = "approval"', BESIDE, "ways to decide"),
    "a place that raises": (CODE, HINT, '    raise KeyError("x")\n' + HINT, ANSWERS, "hints: KeyError"),
    "a place that ends the process": (CODE, HINT, "    import os; os._exit(3)\n" + HINT, ANSWERS, "with code 3"),
    "an answer that is none": (CODE, HINT, '    return ["<b>"]\n' + HINT, ANSWERS, "hints: ValidationError"),
    "a place that takes too long": (CODE, HINT, "    import time; time.sleep(1.2)\n" + HINT, TIME, "hints takes 1."),
    "a clock": (CODE, HINT, "    import time; time.time()\n" + HINT, ANSWERS, "clock or chance"),
    "the order of a set": (
        CODE,
        HINT,
        '    return [Hint(said=" ".join({"a", "b", "c", "d", "e", "f", "g"}))]\n' + HINT,
        SAME,
        "answers otherwise",
    ),
    "a call over the network": (
        CODE,
        HINT,
        "    import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))\n" + HINT,
        KEEPS,
        "calls the network",
    ),
    "another program": (CODE, HINT, "    import subprocess; subprocess.run(['true'])\n" + HINT, KEEPS, "starts other programs"),
    "a file that is written": (CODE, HINT, "    open('/tmp/odd-of-a-test', 'w').close()\n" + HINT, KEEPS, "writes files"),
    "printing": (CODE, HINT, "    print(asked.text)\n" + HINT, PRINTS, "hints prints"),
    "a context that is changed": (CODE, HINT, "    ctx.secrets['x'] = 'y'\n" + HINT, ALONE, "hints changes what"),
    "a ballot that is not refused in words": (
        CODE,
        "if not isinstance(choice, str) or choice not in options:",
        "if choice.lower() not in options:",
        WAYS,
        "it raises AttributeError",
    ),
    "a ballot of the page that is refused": (CODE, "choice not in options", "choice == 'a'", WAYS, "as the page makes it"),
    "a count by chance": (
        CODE,
        TALLY,
        "        import random; named = Counter({random.choice(options): 1})",
        WAYS,
        "another result",
    ),
    "a count that hangs on the order": (
        CODE,
        TALLY,
        "        named = Counter(list(ballots.values())[:3])",
        WAYS,
        "in another order",
    ),
    "no ballot that ends it": (CODE, "most = max(counts.values())", "most = max(named.values())", WAYS, "tally of no ballot"),
    "a choice that is no option": (CODE, "tuple(best) if len(best) == 1", '("z",) if len(best) == 1', WAYS, "no option"),
    "fractions": (CODE, "option: named[option] for", "option: named[option] / 2 for", WAYS, "no whole number"),
    "a count that takes long": (
        CODE,
        TALLY,
        "        import time; time.sleep(len(ballots) // 5000 * 1.1)\n" + TALLY,
        WAYS,
        "takes 2.",
    ),
    "a default that is no setting": (CODE, "max_length=100", "max_length=2", SETS, "The defaults are not settings"),
    "a setting without a default": (CODE, '= "hello"', "", SAYS, "needs a default"),
    "markup": (TOML, 'title = "Odd"', 'title = "<b>Odd</b>"', WORDS, "without markup"),
    "a long title": (TOML, 'title = "Odd"', f'title = "{"Odd " * 30}"', WORDS, "at most 80 characters"),
    "more than the contract": (
        CODE,
        "from folkmoot.plugin import",
        "import folkmoot.moot\nfrom folkmoot.plugin import",
        OURS,
        "imports folkmoot.moot",
    ),
    "no word on removing it": ("odd-readme", "Removing this plugin", "Support", LEAVES, "Removing this plugin"),
}


FIRST = {fault[3]: what for what, fault in reversed(FAULTS.items())}
"""Check -> the first fault that it has to name. The others take longer than a change can wait."""


@pytest.mark.parametrize("what", [one if one in FIRST.values() else pytest.param(one, marks=pytest.mark.slow) for one in FAULTS])
def test_a_planted_fault_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    file, there, instead, name, sentence = FAULTS[what]
    package = put(tmp_path, "decision_methods", "settings", "hints")
    path = package / "folkmoot_odd-0.1.0.dist-info" / "METADATA" if file == "odd-readme" else package / file
    if there:
        assert there in path.read_text()
        path.write_text(path.read_text().replace(there, instead))
    else:
        path.unlink()
    found_in(package, monkeypatch)
    # the one check that is to name it, so that forty faults do not run eighteen checks each
    said = wrong(check("odd", {name: CHECKS[name]}))
    assert list(said) == [name]
    assert sentence in said[name]


def test_every_check_has_a_planted_fault() -> None:
    # that what every community can do goes on with any plugin is shown with the dispatcher; no plugin can stop it
    assert set(CHECKS) - {fault[3] for fault in FAULTS.values()} == {FLOW}


def test_the_check_that_lives_through_a_record_does_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = put(tmp_path, "decision_methods", "hints")
    path = package / CODE
    path.write_text(path.read_text().replace(TALLY, '        raise RuntimeError("only while somebody votes")'))
    found_in(package, monkeypatch)
    assert "Refused" in wrong(check("odd", {FLOW: CHECKS[FLOW]}))[FLOW]


def test_what_is_not_installed_is_said_to_be_so() -> None:
    assert all("There is no plugin called nobody here" in verdict.wrong[0] for verdict in check("nobody"))


def test_every_place_that_is_asked_something_has_an_example_of_its_kind() -> None:
    assert {name: type(example) for name, example in EXAMPLES.items()} == {
        name: place.asked for name, place in PLACES.items() if place.asked
    }


@pytest.mark.parametrize(
    ("key", "places", "sentence"),
    [("Odd One", (), "small letters"), ("x", (), "2 to 30"), ("odd", ("nowhere",), "no place called nowhere")],
)
def test_a_key_or_a_place_that_cannot_be_is_refused(tmp_path: Path, key: str, places: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        write(key, places, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    write("odd", (), tmp_path)
    with pytest.raises(Refused, match="already"):
        write("odd", (), tmp_path)


def test_the_command_ends_well_only_when_every_check_passes(tmp_path: Path) -> None:
    package = put(tmp_path, "hints")
    paths = os.pathsep.join([str(package), *(path for path in sys.path if path), sysconfig.get_paths()["purelib"]])
    command = [str(Path(sys.executable).parent / "folkmoot"), "plugin", "check", "odd", "--json"]

    def ran() -> subprocess.CompletedProcess[str]:
        env = os.environ | {"PYTHONPATH": paths}
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    good = ran()
    assert good.returncode == 0, good.stdout + good.stderr
    assert all(verdict["wrong"] == [] for verdict in msgspec.json.decode(good.stdout))
    path = package / CODE
    path.write_text(path.read_text().replace(HINT, "    print(1)\n" + HINT))
    assert ran().returncode == 1
