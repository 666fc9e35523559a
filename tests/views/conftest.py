"""A written record, and a view of it in a file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from folkmoot.views.follow import Views
from tests.views.written import Written


@pytest.fixture
def written() -> Written:
    return Written()


@pytest.fixture
def views(written: Written, tmp_path: Path) -> Iterator[Views]:
    opened = Views(tmp_path / "views" / "elm.db", written.open)
    yield opened
    opened.close()


@pytest.fixture
def follow(written: Written, views: Views) -> Callable[[], int]:
    return lambda: views.follow(written.read)
