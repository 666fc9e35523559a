"""Whatever a command is given, it answers with exit code 0, or with one clear sentence and exit code 1."""

import contextlib
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from folkmoot.bundle import export_community
from folkmoot.cli import main
from folkmoot.installation import Installation
from folkmoot.settings import Settings

Said = tuple[int, str, str]


def run(*words: object) -> Said:
    """Exit code, standard output and standard error of a command."""
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main(list(map(str, words)))
    except SystemExit as ended:
        code = ended.code or 0
    assert isinstance(code, int)
    return code, out.getvalue(), err.getvalue()


def refused(*words: object) -> str:
    """The one sentence with which a command refuses."""
    code, _, said = run(*words)
    assert code == 1, said
    lines = said.strip().splitlines()
    assert len(lines) == 1, said
    return lines[0]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with one community, its bundle beside it."""
    folder = tmp_path_factory.mktemp("cli")
    Installation.create(folder / "home", Settings(host="talk.example.org"))
    installation = Installation(folder / "home")
    installation.found("elm", "Elm Street", "We listen.", "Steward")
    export_community(installation, "elm", folder / "bundle")
    installation.close()
    return folder / "home"


def test_a_process_ends_with_the_sentence_and_the_code(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from folkmoot.cli import main; main()", "doctor", "--data", str(tmp_path / "nowhere")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "folkmoot init" in done.stderr


@pytest.mark.parametrize(
    "command", ["doctor", "rebuild", "backup OUT", "export --community elm --out OUT", "digest --community elm"]
)
def test_a_folder_without_an_installation_is_named(tmp_path: Path, command: str) -> None:
    words = command.replace("OUT", str(tmp_path / "out")).split()
    assert str(tmp_path / "nowhere") in refused(*words, "--data", tmp_path / "nowhere")


@pytest.mark.parametrize("command", ["rebuild --community oak", "export --community oak --out OUT", "digest --community oak"])
def test_a_community_that_is_not_here_is_named(home: Path, tmp_path: Path, command: str) -> None:
    words = command.replace("OUT", str(tmp_path / "out")).split()
    assert "no community called oak" in refused(*words, "--data", home)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_exists_is_not_written_over(home: Path, tmp_path: Path) -> None:
    for words in (("export", "--community", "elm", "--out", tmp_path), ("backup", tmp_path)):
        assert "exists already" in refused(*words, "--data", home)


@pytest.mark.parametrize("until", ["999999", "yesterday", "2026-13", "-1"])
def test_a_place_beyond_the_record_is_refused(home: Path, until: str) -> None:
    code, _, _ = run("replay", home.parent / "bundle", f"--until={until}")
    assert code == (0 if until == "2026-13" else 1)
    if until in ("999999", "-1"):
        assert "choose a number" in refused("digest", "--community", "elm", f"--until={until}", "--data", home)


def test_a_bundle_or_file_that_cannot_be_read_is_named(home: Path, tmp_path: Path) -> None:
    bundle = home.parent / "bundle"
    assert "not a folder" in refused("replay", tmp_path / "none")
    assert str(tmp_path / "none") in refused("audit", bundle, "--since", tmp_path / "none")
    assert str(tmp_path) in refused("audit", bundle, "--since", tmp_path)
    assert "none" in refused("init", "oak", "Oak", "--charter", tmp_path / "none", "--data", home)
    code, told, said = run("audit", tmp_path / "none")
    assert (code, "SOMETHING IS WRONG" in told, said) == (1, True, "This bundle does not hold.\n")


def test_a_community_that_is_there_is_not_founded_again(home: Path) -> None:
    assert "elm already" in refused("init", "elm", "Elm", "--data", home)
    assert "short name" in refused("init", "Elm Street", "Elm", "--data", home)


def test_another_process_that_writes_is_named(home: Path) -> None:
    holding = Installation(home)
    try:
        assert f"process {os.getpid()}" in refused("init", "oak", "Oak", "--data", home)
    finally:
        holding.close()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("settings.toml:port = 1x", "cannot be read"),
        ("settings.toml:port = 99999", "65535"),
        ("settings.toml:\xff\xfe", "cannot be read"),
        ("keys/kek:nonsense", "no key"),
        ("record.db:this is no database, whatever it is called, and it is long enough to be looked at", "record.db"),
        ("keyring.db:this is no database, whatever it is called, and it is long enough to be looked at", "keyring"),
        ("people.db:this is no database, whatever it is called, and it is long enough to be looked at", "people"),
    ],
)
def test_a_damaged_file_is_named(home: Path, tmp_path: Path, damage: str, sentence: str) -> None:
    subprocess.run(["cp", "-a", str(home), str(tmp_path / "home")], check=True)
    name, _, content = damage.partition(":")
    (tmp_path / "home" / name).write_bytes(content.encode("latin-1"))
    assert sentence in refused("doctor", "--data", tmp_path / "home")


def test_what_is_founded_is_for_its_owner_alone(tmp_path: Path) -> None:
    code, told, said = run("init", "oak", "Oak Street", "--data", tmp_path / "home", "--json")
    assert (code, said) == (0, "")
    assert json.loads(told)["link"].startswith("http://127.0.0.1:8700/sign-in/")
    for name in (".", "keys"):
        assert stat.S_IMODE((tmp_path / "home" / name).stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "home" / "keys" / "kek").stat().st_mode) == 0o600
    assert sorted(path.name for path in (tmp_path / "home" / "keys").iterdir()) == [
        "kek",
        "oak.checkpoint.skey",
        "oak.receipt.skey",
    ]


def test_plugins_are_listed_with_where_they_are_enabled(home: Path, tmp_path: Path) -> None:
    code, told, _ = run("plugin", "list", "--json", "--data", home)
    (approval,) = [one for one in json.loads(told) if one["name"] == "approval"]
    assert (code, approval["installed"], list(approval["enabled"])) == (0, True, ["elm"])
    code, told, _ = run("plugin", "list", "--data", tmp_path / "nowhere")
    assert code == 0
    assert "approval" in told


def test_a_folder_that_is_no_export_founds_nothing(home: Path, tmp_path: Path) -> None:
    assert "comments.csv" in refused("import", "polis", tmp_path, "--community", "yard", "--data", home)
    (tmp_path / "comments.csv").write_text("comment-id,author-id,comment-body\n")
    assert "no column moderated" in refused("import", "polis", tmp_path, "--community", "yard", "--data", home)
    assert "no community called yard" in refused("digest", "--community", "yard", "--data", home)
