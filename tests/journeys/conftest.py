"""A house with one community in which a journey is walked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.office import House, housed


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A community that was just founded, served on the loopback, with a clock that the test moves."""
    with housed(tmp_path) as built:
        yield built
