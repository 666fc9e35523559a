"""The town's bundle, built once, and a fresh copy of it for each case."""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.audit.town import Town, build

Fresh = Callable[[], Path]


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return build(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="session")
def fresh(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Answers a copy of the bundle each time; the one before is gone then."""
    folder, count = tmp_path_factory.mktemp("copies"), itertools.count()

    def copy() -> Path:
        for old in folder.iterdir():
            shutil.rmtree(old)
        return Path(shutil.copytree(town.bundle, folder / str(next(count))))

    return copy
