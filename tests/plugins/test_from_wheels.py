"""Outside the repository, from built wheels, a new plugin is written, installed and passes every check."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | environment
    ran = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def wheel(package: Path, into: Path) -> Path:
    before = set(into.glob("*.whl"))
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", into, package, cwd=into)
    (built,) = set(into.glob("*.whl")) - before
    return built


@pytest.mark.slow
@pytest.mark.parametrize("places", [("decision_methods",), ("settings", "check_settings", "health", "hints", "deliver")])
def test_a_new_plugin_passes_from_wheels(tmp_path: Path, places: tuple[str, ...]) -> None:
    wheels, site = tmp_path / "wheels", tmp_path / "site"
    wheels.mkdir()

    def install(package: Path) -> None:
        built = wheel(package, wheels)
        run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", site, built, cwd=tmp_path)

    for member in ("core", "plugins/approval"):
        install(ROOT / member)
    # without site, the folder of this checkout is not on the path; what others wrote is
    paths = os.pathsep.join([str(site), sysconfig.get_paths()["purelib"]])
    command = [sys.executable, "-S", "-c", "from folkmoot.cli import main; main()", "plugin"]
    run(*command, "new", "fair_share", *places, cwd=tmp_path, PYTHONPATH=paths)
    install(tmp_path / "fair_share")
    said = run(*command, "check", "fair_share", cwd=tmp_path, PYTHONPATH=paths)
    assert "18 of 18 checks pass." in said
    where = run(sys.executable, "-S", "-c", "import folkmoot.kit as kit; print(kit.__file__)", cwd=tmp_path, PYTHONPATH=paths)
    assert Path(where.strip()).is_relative_to(site)
