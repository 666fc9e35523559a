"""Following by letter, coming back with one and reading what changed, in a browser, by keyboard alone and without scripts."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.domain.contributing import Contribute
from folkmoot.moot import Author
from tests.services.browser import Site, serving
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.seeing import axe, targets_below, wider_than_the_page
from tests.services.letterbox import Letterbox, code, path, receiving
from tests.services.reading import settled
from tests.services.town import ASH, NOTICE, Town


@pytest.fixture(scope="module")
def box(town: Town) -> Iterator[Letterbox]:
    with receiving(town.installation) as box:
        yield box


@pytest.fixture(scope="module")
def site(town: Town, box: Letterbox) -> Iterator[Site]:
    anna = Author(town.ash.anna.pseudonym, town.ash.anna.person)
    for text in ("A bench at the gate.", "Antidisestablishmentarianism" * 4):
        town.do(ASH, Contribute(canvas=town.ash.canvas, kind="idea", text=text, publish=True, **NOTICE), anna)
    settled(town)
    with serving(town.installation) as site:
        yield site


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_they_fit_and_axe_finds_nothing(town: Town, site: Site, box: Letterbox, open_page: OpenPage, width: int) -> None:
    page, canvas = open_page(width=width), f"canvas/{town.ash.canvas}"
    page.context.add_cookies([{"name": "folkmoot", "value": town.resident(town.ash, "Seer").session, "url": site.origin}])
    address = f"seen{width}@example.org"
    page.goto(f"{site.origin}/c/{ASH}/{canvas}/follow")
    page.get_by_label("Your e-mail address").fill(address)
    page.get_by_role("button", name="Follow").click()
    link = path(box.wait(address))
    letter = link.removeprefix(f"/c/{ASH}/")
    visited = [canvas, f"{canvas}/follow", f"{canvas}/since?entry=0", f"{canvas}/since?entry=99999"]
    for where in (*visited, "mine/address", "letter", "letter/code", letter, "letter/" + "x" * 43, "privacy", "mine"):
        page.goto(f"{site.origin}/c/{ASH}/{where}")
        assert axe(page) == [], where
        assert wider_than_the_page(page) == [], where
        assert targets_below(page, 24) == [], where
        if folder := os.environ.get("FOLKMOOT_PICTURES"):
            page.screenshot(path=Path(folder) / f"{where.replace('/', '-')[:30]}{width}.png", full_page=True)


@pytest.mark.browser
def test_somebody_follows_and_comes_back_by_keyboard_on_a_phone_without_scripts(
    town: Town, site: Site, box: Letterbox, open_page: OpenPage
) -> None:
    page, at = open_page(width=320, javascript=False), f"{site.origin}/c/{ASH}"
    page.goto(f"{at}/canvas/{town.ash.canvas}")
    page.get_by_role("link", name="Follow by e-mail").press("Enter")
    page.get_by_label("Each month").press("Space")
    page.get_by_label("Your e-mail address").press_sequentially("keys@example.org")
    page.get_by_role("button", name="Follow").press("Enter")
    page.get_by_label("The six digits of the letter").press_sequentially(code(box.wait("keys@example.org")))
    page.get_by_role("button", name="Go on").press("Enter")
    assert "keys@example.org" in page.get_by_role("main").inner_text()
    other = open_page(width=320, javascript=False)
    other.goto(f"{at}/letter")
    other.get_by_label("Your e-mail address").press_sequentially("keys@example.org")
    other.get_by_role("button", name="Send me a letter").press("Enter")
    other.goto(site.origin + path(box.wait("keys@example.org", 2)))
    other.get_by_role("button", name="Yes, it was me").press("Enter")
    other.goto(f"{at}/canvas/{town.ash.canvas}/follow")
    assert other.get_by_label("Each month").is_checked()
