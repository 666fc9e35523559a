"""What the tests of the record share: the published vectors, and no clock that fails a slow machine."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")


@pytest.fixture(scope="session")
def vectors(shared: Path) -> Path:
    """The folder of the vectors; skips the test that asks, naming the folder, if it is not there."""
    folder = shared / "vectors"
    if not folder.is_dir():
        pytest.skip("NOT RUN: the published test vectors are not in shared/vectors beside this checkout")
    return folder
