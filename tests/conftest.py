"""What all tests share: real data from outside, and a browser where there is one."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real conversations and published vectors, beside the checkout or named by FOLKMOOT_SHARED."""
    folder = Path(os.environ.get("FOLKMOOT_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("NOT RUN: the folder shared/ with real data and vectors is not beside this checkout")
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that needs a browser says by name that it was not run where there is none."""
    if shutil.which("chromium"):
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="NOT RUN: there is no Chromium on this machine"))
