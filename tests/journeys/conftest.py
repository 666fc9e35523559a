"""A real Chromium, and a house with one community in which a journey is walked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.office import House, housed
from tests.services.chromium.conftest import OpenPage, browser, open_page

__all__ = ["OpenPage", "browser", "house", "open_page"]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A community that was just founded, served on the loopback, with a clock that the test moves."""
    with housed(tmp_path) as built:
        yield built
