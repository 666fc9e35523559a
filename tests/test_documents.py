"""What the documents tell people to run does run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SKIPPED = {".venv", "node_modules", "style"}
BLOCK = re.compile(r"^```(?:sh|bash) run\n(.*?)^```", re.DOTALL | re.MULTILINE)


def readmes() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.md") if not SKIPPED & set(path.relative_to(ROOT).parts))


def blocks() -> list[tuple[str, str]]:
    return [(str(path.relative_to(ROOT)), block) for path in readmes() for block in BLOCK.findall(path.read_text())]


def test_the_readme_shows_something_that_runs() -> None:
    assert "README.md" in {name for name, _ in blocks()}


@pytest.mark.parametrize(("name", "block"), blocks(), ids=lambda part: part if part.endswith(".md") else "")
def test_a_block_of_a_readme_runs(name: str, block: str, tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, f"{name}\n{block}\n{ran.stdout}\n{ran.stderr}"


@pytest.mark.parametrize("path", readmes(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(path: Path) -> None:
    for target in re.findall(r"\]\((?!\w+:|#)([^)#]+)", path.read_text()):
        assert (path.parent / target).exists(), target
