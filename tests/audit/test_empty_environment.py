"""An overseer installs `folkmoot` alone: it is small, and it is enough to check a record away from its host."""

import importlib.metadata as metadata
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.audit.town import COMMUNITY, ENTRIES, Town

ROOT = Path(__file__).parents[2]
SOURCES = {"folkmoot": ROOT / "core" / "folkmoot", "folkmoot-approval": ROOT / "plugins" / "approval" / "folkmoot_approval"}
PACKAGES, BYTES = 20, 30_000_000


def needed(name: str, extras: frozenset[str] = frozenset()) -> Iterator[str]:
    """The distribution and everything it asks for, with repetitions, as `pip install NAME` finds it."""
    yield canonicalize_name(name)
    for requirement in map(Requirement, metadata.requires(name) or []):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras | {""}):
            yield from needed(requirement.name, frozenset(requirement.extras))


def files(name: str) -> Iterator[tuple[Path, int]]:
    """(place below the site folder, bytes) of what a distribution brings, but not what Python compiled of it."""
    if name in SOURCES:
        source = SOURCES[name]
        found = ((path.relative_to(source.parent), path) for path in source.rglob("*") if path.is_file())
    else:
        found = ((Path(str(file)), Path(str(file.locate()))) for file in metadata.files(name) or [])
    return ((place, path.stat().st_size) for place, path in found if path.suffix != ".pyc" and path.exists())


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site folder with `folkmoot` and what it asks for, and nothing else."""
    return site(tmp_path_factory.mktemp("alone"), "folkmoot")


def site(folder: Path, *names: str) -> Path:
    """Put links to distributions and to what they ask for into a folder."""
    for name in set(itertools.chain(*map(needed, names))):
        here = Path(str(metadata.distribution(name).locate_file("")))
        for top in {place.parts[0] for place, _ in files(name) if place.parts[0] != ".."}:
            (folder / top).symlink_to(SOURCES[name] if name in SOURCES else here / top)
    for name in set(names) - {"folkmoot"}:  # found by its entry point
        info = Path(str(metadata.distribution(name)._path))  # type: ignore[attr-defined]
        (folder / info.name).symlink_to(info)
    return folder


def run(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command with that site folder and nothing else."""
    code = "import sys; from folkmoot.cli import main; sys.argv[0] = 'folkmoot'; main()"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(where), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-S", "-c", code, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def folkmoot(where: Path, *arguments: str) -> Any:
    """What the command answers as JSON; it has to be well."""
    ran = run(where, *arguments, "--json")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return json.loads(ran.stdout)


def test_it_is_20_packages_and_30_megabytes_at_most() -> None:
    packages = set(needed("folkmoot"))
    assert len(packages - {"folkmoot"}) <= PACKAGES
    assert sum(size for name in packages for _, size in files(name)) <= BYTES


def test_the_environment_holds_nothing_of_the_host(alone: Path) -> None:
    held = {path.name for path in alone.iterdir()}
    assert {"folkmoot", "msgspec", "cryptography"} <= held
    assert held & {"folkmoot_web", "folkmoot_approval", "litestar", "sqlalchemy", "jinja2", "pytest"} == set()


def test_a_bundle_is_checked_and_what_was_not_recounted_is_said_by_name(alone: Path, town: Town) -> None:
    report = folkmoot(alone, "audit", str(town.bundle), "--trust", town.key)
    assert report["ok"]
    assert any("needs folkmoot_approval 1.x" in said for said in report["report"]["not_checked"])


def test_with_the_way_to_decide_added_every_result_is_recounted(tmp_path: Path, town: Town) -> None:
    report = folkmoot(site(tmp_path, "folkmoot", "folkmoot-approval"), "audit", str(town.bundle), "--trust", town.key)
    assert report["ok"]
    assert not any("not recounted" in said for said in report["report"]["not_checked"])
    assert report["report"]["figures"]["recounted"] > 0


def test_half_of_it_replayed_gives_the_digest_that_the_host_gives(alone: Path, town: Town) -> None:
    half = str(ENTRIES // 2)
    replayed = folkmoot(alone, "replay", str(town.bundle), "--until", half)
    host = [str(Path(sys.executable).parent / "folkmoot"), "digest", "--data", str(town.home)]
    said = subprocess.run([*host, "--community", COMMUNITY, "--until", half, "--json"], capture_output=True, check=True)
    assert replayed["digest"] == json.loads(said.stdout)["digest"]


def test_a_command_that_hosts_says_what_is_missing_for_it(alone: Path, town: Town) -> None:
    ran = run(alone, "doctor", "--data", str(town.home))
    assert ran.returncode == 1
    assert "pip install 'folkmoot[host]'" in ran.stderr
