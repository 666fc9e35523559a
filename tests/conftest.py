"""What all tests share: real data from outside, and a browser where there is one."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent

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
