"""The checks of pages find the faults that they are there for."""

import pytest
from playwright.sync_api import Page

from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.seeing import axe, stops, tab_to, targets_below, wider_than_the_page

FAULTS = {
    "label": '<input name="a">',
    "valid-lang": '<p lang="xx-notone">o</p>',
    "color-contrast": '<p style="color:#bbb;background:#fff">grey on white</p>',
    "image-alt": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="9" height="9">',
    "heading-order": "<h4>too deep</h4>",
    "target-size": 2 * '<button style="width:10px;height:10px;padding:0;border:0">a</button>',
}


def _page(body: str, lang: str = ' lang="en"', title: str = "t") -> str:
    return f"<!doctype html><html{lang}><head><title>{title}</title></head><body><main><h1>h</h1>{body}</main></body></html>"


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """An empty page, as wide as a phone."""
    return open_page(width=320)


@pytest.mark.browser
def test_axe_names_each_planted_fault_and_nothing_else(page: Page) -> None:
    for rule, body in FAULTS.items():
        page.set_content(_page(body))
        assert {line.partition(":")[0] for line in axe(page)} == {rule}
    page.set_content(_page("", lang=""))
    assert axe(page)[0].startswith("html-has-lang")
    page.set_content(_page("", title=""))
    assert axe(page)[0].startswith("document-title")
    page.set_content(_page("<p>nothing wrong</p>"))
    assert axe(page) == []


@pytest.mark.browser
def test_what_reaches_past_the_edge_is_found_unless_it_scrolls_by_itself(page: Page) -> None:
    page.set_content(_page('<div class="broad" style="width:900px">a</div>'))
    assert wider_than_the_page(page) == ["the page scrolls sideways", "div.broad"]
    page.set_content(_page('<div style="overflow-x:auto"><div style="width:900px">a</div></div>'))
    assert wider_than_the_page(page) == []


@pytest.mark.browser
def test_a_stop_without_a_ring_and_one_under_something_else_are_found(page: Page) -> None:
    page.set_content(_page('<a href="#a" style="outline:0">a</a> <a href="#b">b</a>'))
    assert [stop["ring"] for stop in stops(page)] == [False, True]
    page.set_content(_page('<a href="#a">a</a><div style="position:fixed;inset:0;background:#fff"></div>'))
    assert [stop["seen"] for stop in stops(page)] == [False]


@pytest.mark.browser
def test_something_to_press_that_the_tab_key_does_not_reach_is_found(page: Page) -> None:
    page.set_content(_page('<div onclick="vote()">Agree</div><button>Pass</button>'))
    tab_to(page, "Pass")
    with pytest.raises(AssertionError, match="does not come to Agree"):
        tab_to(page, "Agree", most=10)


@pytest.mark.browser
def test_low_targets_are_found_outside_sentences(page: Page) -> None:
    page.set_content(_page('<p>Read <a href="#a">this</a>.</p><button style="height:20px;padding:0">b</button>'))
    assert len(targets_below(page, 44)) == 1


@pytest.mark.browser
def test_all_eleven_faults_are_found_when_they_stand_on_one_page(page: Page) -> None:
    body = (
        "".join(FAULTS.values())
        + '<p style="width:900px">too wide</p><a href="#a" style="outline:0">no ring</a><div onclick="vote()">Agree</div>'
    )
    page.set_content(_page(body, lang="", title=""))
    rules = {line.partition(":")[0] for line in axe(page)}
    assert rules >= {*FAULTS, "html-has-lang", "document-title"}
    assert wider_than_the_page(page)
    assert [stop["name"] for stop in stops(page) if not stop["ring"]] == ["no ring"]
    with pytest.raises(AssertionError, match="does not come to Agree"):
        tab_to(page, "Agree", most=20)
