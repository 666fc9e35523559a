"""The architecture is what the folders say, and a machine keeps it so."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


def packages(pattern: str) -> set[str]:
    """Names of the packages in folders that fit a pattern."""
    return {path.parent.name for path in ROOT.glob(f"{pattern}/__init__.py")}


CORE, PLUGINS, SERVICES = packages("core/*"), packages("plugins/*/*"), packages("services/*/*")


def contracts() -> dict[str, Any]:
    """The contracts by their names, and what they have in common as `root`."""
    found = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return {contract["name"]: contract for contract in found["contracts"]} | {"root": found}


def sources() -> list[Path]:
    folders = [path.parent for pattern in ("core/*", "plugins/*/*", "services/*/*") for path in ROOT.glob(f"{pattern}/__init__.py")]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def test_every_import_goes_down_and_none_across() -> None:
    ran = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_every_member_of_the_workspace_is_under_the_contracts() -> None:
    assert sorted(CORE) == ["folkmoot"]
    assert set(contracts()["root"]["root_packages"]) == CORE | PLUGINS | SERVICES


def test_no_plugin_is_left_out_of_the_contract_for_plugins() -> None:
    contract = contracts()["A plugin uses the page for plugins and the facts, nothing else"]
    assert set(contract["source_modules"]) == PLUGINS
    allowed = {(line.split(" -> ")[0].removesuffix(".**"), line.split(" -> ")[1]) for line in contract["ignore_imports"]}
    pages = {"folkmoot.events", "folkmoot.events.**", "folkmoot.plugin"}
    assert allowed == {(plugin, page) for plugin in PLUGINS for page in pages}


def test_no_plugin_or_service_is_left_out_of_the_contract_that_keeps_them_apart() -> None:
    assert set(contracts()["Plugins and services do not know each other"]["modules"]) == PLUGINS | SERVICES


def test_folkmoot_itself_imports_nothing() -> None:
    assert (ROOT / "core" / "folkmoot" / "__init__.py").read_text() == ""


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
    tops = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.splitlines()
    folders = sorted({name.split("/")[0] for name in tops if "/" in name and not name.startswith(".")})
    folders = folders or ["core", "plugins", "services", "deploy", "tests"]  # where there is no git, such as an archive
    folders += [member.parent.name for member in ROOT.glob("*/*/pyproject.toml")]
    folders += [path.name for path in (ROOT / "core" / "folkmoot").iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert [name for name in folders if f"{name}/" not in readme] == []


def test_no_address_of_an_index_is_in_the_locks() -> None:
    for lock in (ROOT / "deploy").glob("*.lock"):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "--index" not in text
        assert "--find-links" not in text
