"""What the tests of the record share: the published vectors, and no clock that fails a slow machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from folkmoot.record.store import Store
from tests.record.drafts import STORES

settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")


@pytest.fixture(scope="session")
def vectors(shared: Path) -> Path:
    """The folder of the vectors; skips the test that asks, naming the folder, if it is not there."""
    folder = shared / "vectors"
    if not folder.is_dir():
        pytest.skip("NOT RUN: the published test vectors are not in shared/vectors beside this checkout")
    return folder


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each store in turn, empty."""
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()
