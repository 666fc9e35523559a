"""The architecture is what the folders say, and a machine keeps it so."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MEMBERS = ("core/folkmoot", "plugins/approval/folkmoot_approval", "services/web/folkmoot_web")


def sources() -> list[Path]:
    return sorted(path for member in MEMBERS for path in (ROOT / member).rglob("*.py"))


def test_every_import_goes_down_and_none_across() -> None:
    ran = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_every_member_of_the_workspace_is_under_the_contracts() -> None:
    packages = {
        path.parent.name for pattern in ("core/*", "plugins/*/*", "services/*/*") for path in ROOT.glob(f"{pattern}/__init__.py")
    }
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert set(contracts["root_packages"]) == packages


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_over_300_lines_and_each_says_in_one_sentence_what_is_true_in_it(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= 300
    assert not text or text.startswith('"""'), "begin with one sentence that is true here"


def test_no_test_file_is_over_500_lines() -> None:
    long = [str(path) for path in (ROOT / "tests").rglob("*.py") if path.read_text().count("\n") > 500]
    assert long == []


def test_importing_the_facts_loads_msgspec_alone() -> None:
    code = (
        "import sys, sysconfig; import folkmoot.events\n"
        "site = sysconfig.get_paths()['purelib']\n"
        "names = {name.partition('.')[0] for name, module in sys.modules.items()"
        " if str(getattr(module, '__file__', None) or '').startswith(site)}\n"
        "print(*sorted(name for name in names if not name.startswith(('__editable__', '_virtualenv', 'folkmoot'))))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    # msgspec loads typing_extensions where that is installed; setuptools puts its own hack into every process
    assert set(ran.stdout.split()) - {"typing_extensions", "_distutils_hack"} == {"msgspec"}


def test_the_map_names_every_folder_a_stranger_meets() -> None:
    readme = (ROOT / "README.md").read_text()
    folders = ["core", "plugins", "services", "deploy", "tests"]
    folders += [path.name for path in (ROOT / "core" / "folkmoot").iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert [name for name in folders if f"{name}/" not in readme] == []


def test_no_address_of_an_index_is_in_the_locks() -> None:
    for lock in (ROOT / "deploy").glob("*.lock"):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "--index" not in text
        assert "--find-links" not in text
