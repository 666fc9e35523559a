"""A resident responds, contributes, votes and withdraws by keyboard alone, with scripts and without."""

import itertools

import pytest
from playwright.sync_api import Page, expect

from tests.services.browser import Site
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.seeing import axe, focused, left_edge, space_text, stops, tab_to, targets_below, wider_than_the_page
from tests.services.reading import settled
from tests.services.town import Town


@pytest.fixture(autouse=True)
def _settled(town: Town) -> None:
    settled(town)


def _follow(page: Page, name: str) -> None:
    """Tab to something and press it; the page that it leads to is there afterwards."""
    tab_to(page, name)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [1280, 320])
def test_respond_contribute_vote_and_withdraw_by_keyboard(
    town: Town, site: Site, open_page: OpenPage, javascript: bool, width: int
) -> None:
    page = open_page(width=width, javascript=javascript)
    page.goto(f"{site.origin}/c/ash-hill")
    _follow(page, "What next?")
    expect(page.get_by_text("Your answers stay in the record for good")).to_be_visible()
    _follow(page, "Agree")
    assert page.url.endswith("#respond")
    expect(page.get_by_text("You have answered 1 of")).to_be_visible()
    _tell(page)
    _vote(page, town, site)
    _withdraw(page, site)


def _tell(page: Page) -> None:
    _follow(page, "Tell a story")
    _follow(page, "In a hurry? Tell it on one page")
    tab_to(page, "Your story")
    page.keyboard.type("I waited an hour in the rain.")
    _follow(page, "Send my story")
    assert page.title().startswith("Error: ")
    told = focused(page)
    assert told
    assert told["name"].startswith("One thing needs another look")
    assert page.get_by_label("Your story").input_value().strip() == "I waited an hour in the rain."
    tab_to(page, "Yes, show my words")
    page.keyboard.press("Space")
    _follow(page, "Send my story")
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    expect(page.get_by_text("Your words are shown")).to_be_visible()


def _vote(page: Page, town: Town, site: Site) -> None:
    page.goto(f"{site.origin}/c/ash-hill/canvas/{town.ash.canvas}")
    _follow(page, "Which?")
    tab_to(page, "A tree")
    page.keyboard.press("Space")
    _follow(page, "Cast my ballot")
    expect(page.get_by_text("Your ballot is in")).to_be_visible()
    assert page.get_by_label("A tree").is_checked()
    assert not page.get_by_label("A bench").is_checked()


def _withdraw(page: Page, site: Site) -> None:
    _follow(page, "What next?")
    _follow(page, "Read it and what others said: I waited an hour")
    _follow(page, "Withdraw")
    _follow(page, "Withdraw")
    expect(page.get_by_text("The person who wrote this took it back.")).to_be_visible()


def _paths(town: Town) -> dict[str, str]:
    root, canvas = "/c/ash-hill", f"/c/ash-hill/canvas/{town.ash.canvas}"
    own = f"{root}/contribution/{town.ash.anna.contribution}"
    return {
        "communities": "/",
        "community": root,
        "charter": f"{root}/charter",
        "canvas": canvas,
        "statements": f"{canvas}/statements",
        "comments": f"{canvas}/comments",
        "add": f"{canvas}/add-story",
        "ask": f"{canvas}/add-question",
        "statement": f"{root}/contribution/{town.ash.anna.statement}",
        "own": own,
        "thanks": f"{own}/thanks",
        "revise": f"{own}/revise",
        "withdraw": f"{own}/withdraw",
        "erase": f"{own}/erase",
        "consent": f"{own}/consent",
        "decision": f"{root}/decision/{town.ash.decision}",
        "record": f"{root}/record",
        "entry": f"{root}/record/3",
        "bundle": f"{root}/record/bundle",
        "mine": f"{root}/mine",
        "erase me": f"{root}/mine/erase",
        "search": f"{root}/search",
        "found": f"{root}/search?q=trees",
        "privacy": f"{root}/privacy",
        "accessibility": f"{root}/accessibility",
        "sessions": "/sessions",
    }


def _staff_paths(town: Town) -> dict[str, str]:
    root, canvas = "/c/ash-hill", f"/c/ash-hill/canvas/{town.ash.canvas}"
    return {
        "open a canvas": f"{root}/open-canvas",
        "canvas": canvas,
        "conclude": f"{canvas}/conclude",
        "call": f"{canvas}/call-decision",
        "care": f"{root}/contribution/{town.ash.anna.statement}/care",
        "held": f"{root}/held",
        "decision": f"{root}/decision/{town.ash.decision}",
    }


def _as(page: Page, site: Site, session: str) -> Page:
    page.context.add_cookies([{"name": "folkmoot", "value": session, "url": site.origin}])
    return page


def _faults(page: Page) -> list[str]:
    """Everything that is wrong with a page as it stands: axe, reflow, focus, targets, headings, title."""
    found = axe(page) + wider_than_the_page(page) + targets_below(page)
    found += [f"no ring on {stop['name']}" for stop in stops(page) if not stop["ring"]]
    levels = page.evaluate("() => [...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName[1]))")
    if levels[0] != 1 or levels.count(1) != 1 or any(b > a + 1 for a, b in itertools.pairwise(levels)):
        found.append(f"headings {levels}")
    space_text(page)
    return found + wider_than_the_page(page)


@pytest.mark.browser
def test_nothing_is_found_on_any_page_of_a_resident(town: Town, site: Site, chromium: Page) -> None:
    page, titles = _as(chromium, site, town.ash.anna.session), set()
    for name, path in _paths(town).items():
        answer = page.goto(site.origin + path)
        assert answer
        assert answer.status == 200, name
        assert _faults(page) == [], name
        titles.add(page.title())
    assert len(titles) == len(_paths(town)), "two pages have the same title"


@pytest.mark.browser
def test_nothing_is_found_on_any_page_of_an_office(town: Town, site: Site, chromium: Page) -> None:
    page = _as(chromium, site, town.ash.staff["facilitator"])
    for name, path in _staff_paths(town).items():
        answer = page.goto(site.origin + path)
        assert answer
        assert answer.status == 200, name
        assert _faults(page) == [], name


@pytest.mark.browser
def test_from_right_to_left_everything_stands_on_the_other_side(town: Town, site: Site, open_page: OpenPage) -> None:
    page = open_page(width=1280)
    path = f"{site.origin}/c/ash-hill/canvas/{town.ash.canvas}/add-story"
    page.goto(path)
    assert left_edge(page, "#publish") < left_edge(page, "label[for=publish] span")
    page.goto(path + "?lang=ur")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert left_edge(page, "#publish") > left_edge(page, "label[for=publish] span")
    assert axe(page) == []
    assert wider_than_the_page(page) == []


@pytest.mark.browser
def test_no_page_of_a_family_asks_another_host_for_anything(town: Town, site: Site, open_page: OpenPage) -> None:
    page, asked = open_page(bypass_csp=False), []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(f"console {message.text}") if message.type == "error" else None)
    for path in _paths(town).values():
        if path != "/sessions" and ("contribution" not in path or path.endswith(town.ash.anna.statement)):
            page.goto(site.origin + path)
    assert [url for url in asked if not url.startswith(site.origin + "/")] == []
