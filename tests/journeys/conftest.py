"""Where journeys are walked: a house with one new community, and the demonstration."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.office import House, housed
from tests.services.walking import Walked, walked


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A community that was just founded, served on the loopback, with a clock that the test moves."""
    with housed(tmp_path) as built:
        yield built


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """The demonstration, served, with a session for each role."""
    with walked(tmp_path_factory.mktemp("walked") / "data") as ways:
        yield ways
