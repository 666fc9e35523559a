"""A real Chromium for the tests of pages; `tests/conftest.py` leaves them out where there is none."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for all tests, which are marked `browser`."""
    home = str(tmp_path_factory.mktemp("home"))
    path = shutil.which("chromium")
    assert path, "there is no Chromium here; mark the test `browser`, so that it says it was not run"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, headless=True, args=list(FLAGS), env={**os.environ, "HOME": home}
        )
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """`open_page(width=1280, javascript=True, **more)`: a page in a browser of its own.

    width: CSS pixels. more: as playwright's `new_context` takes them, e.g. forced_colors="active", or
    bypass_csp=False where the policy itself is under test (axe cannot be brought in then).
    """
    opened = []

    def opening(width: int = 1280, javascript: bool = True, **more: Any) -> Page:
        height = 640 if width < 600 else 900
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript, **({"bypass_csp": True} | more)
        )
        opened.append(context)
        return context.new_page()

    yield opening
    for context in opened:
        context.close()


@pytest.fixture(params=[1280, 320])
def chromium(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """A page 1280 wide, and in a second run 320 wide, which is 1280 at four times the size."""
    return open_page(width=request.param)
