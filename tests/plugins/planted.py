"""Plugins that a test writes into a folder, as installed packages are found: with a manifest, an entry point and a version."""

import os
import sys
from pathlib import Path

import pytest

MANIFEST = """key = "{key}"
api = 1
licence = "Apache-2.0"
contact = "tests@example.org"
{lines}

[words.en]
title = "{key} of a test"
help = "It does what a test asks of it."
{rest}
"""


def plant(folder: Path, key: str, code: str, lines: str = "", rest: str = "", version: str = "1.0.0") -> None:
    """Write a plugin. code: of its module. lines: of the manifest, such as `places = [...]`. rest: further tables of it."""
    package = folder / f"folkmoot_{key}"
    package.mkdir(exist_ok=True)
    (package / "__init__.py").write_text('"""Of a test."""\n\n' + code)
    (package / "folkmoot-plugin.toml").write_text(MANIFEST.format(key=key, lines=lines, rest=rest))
    info = folder / f"folkmoot_{key}-0.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: folkmoot-{key}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[folkmoot.plugins]\n{key} = folkmoot_{key}\n")


def found_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process, and those that it starts, find the plugins of a folder."""
    monkeypatch.syspath_prepend(str(folder))
    paths = [str(folder), *(path for path in sys.path if path)]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(dict.fromkeys(paths)))
    for name in [name for name in sys.modules if (folder / name.partition(".")[0]).is_dir()]:
        monkeypatch.delitem(sys.modules, name)
