"""Pages of a real Chromium as the tests of pages open them; `tests/conftest.py` leaves them out where there is none."""

import pytest
from playwright.sync_api import Page

from tests.conftest import OpenPage

__all__ = ["OpenPage", "chromium"]


@pytest.fixture(params=[1280, 320])
def chromium(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """A page 1280 wide, and in a second run 320 wide, which is 1280 at four times the size."""
    return open_page(width=request.param)
