"""What the documents tell people to run does run."""

import functools
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SKIPPED = {"node_modules", "style"}
RUN = re.compile(r"^```(sh|python) run\n(.*?)^```", re.DOTALL | re.MULTILINE)
SHELL = re.compile(r"^```sh[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"(?:^|[\s`]|bin/)folkmoot (?!folkmoot)([a-z]+)(?![\w.])([^\n`]*)")
WITH = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}
HERE = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def readmes() -> list[Path]:
    """Every document of ours: not those of the tools that left folders beginning with a dot, nor of what is built from."""
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in SKIPPED]
        found += [Path(folder, name) for name in files if name.endswith(".md")]
    return sorted(found)


def blocks() -> list[tuple[str, str, str]]:
    """(document, language, block) of every block that is marked to run."""
    return [(str(path.relative_to(ROOT)), *found) for path in readmes() for found in RUN.findall(path.read_text())]


def commands() -> set[tuple[str, str]]:
    """(command, option) of every `folkmoot` that an operator is told to run, the option empty for none."""
    texts = [block for path in readmes() for block in SHELL.findall(path.read_text())]
    texts += [(ROOT / name).read_text() for name in ("deploy/folkmoot.service", "Makefile")]
    told = {found for text in texts for found in COMMAND.findall(text)}
    return {(name, option) for name, rest in told for option in ["", *re.findall(r"(?<!\S)--[a-z-]+", rest)]}


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run with the programs of this environment first on the path."""
    return subprocess.run(command, cwd=cwd, env={**os.environ, "PATH": HERE}, capture_output=True, text=True, check=False)


@functools.cache
def shown_help(command: str) -> str:
    """What `folkmoot COMMAND --help` says."""
    ran = run("folkmoot", command, "--help")
    assert ran.returncode == 0, f"there is no `folkmoot {command}`"
    return ran.stdout


def test_the_readme_shows_something_that_runs() -> None:
    assert "README.md" in {name for name, _, _ in blocks()}


@pytest.mark.parametrize(("name", "language", "block"), blocks(), ids=lambda part: part if part.endswith(".md") else "")
def test_a_block_of_a_readme_runs(name: str, language: str, block: str, tmp_path: Path) -> None:
    ran = run(*WITH[language], block, cwd=tmp_path)
    assert ran.returncode == 0, f"{name}\n{block}\n{ran.stdout}\n{ran.stderr}"


@pytest.mark.parametrize(("command", "option"), sorted(commands()))
def test_a_command_that_people_are_told_to_run_is_there_with_its_options(command: str, option: str) -> None:
    assert option in shown_help(command)


@pytest.mark.parametrize("path", readmes(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(path: Path) -> None:
    for target in re.findall(r"\]\((?!\w+:|#)([^)#]+)", path.read_text()):
        assert (path.parent / target).exists(), target
