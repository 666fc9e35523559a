"""The agenda, a topic and the rules of a group as a browser shows them, on a desk and on a phone, by keyboard alone."""

from typing import Any

import pytest

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.group import AgreeGroupRules, OpenPlace
from folkmoot.domain.topic import LayTopicAside, MergeTopic, RaiseTopic, SecondTopic
from folkmoot.moot import Author
from tests.services.browser import Site
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.seeing import axe, targets_below, wider_than_the_page
from tests.services.reading import settled
from tests.services.town import ASH, NOTICE, Place, Town

SAID: dict[str, Any] = NOTICE | {"publish": True, "lang": "en"}


@pytest.fixture(scope="module")
def pages(town: Town) -> list[str]:
    """The pages of a blank canvas, and of one with four topics, of which one is merged and one laid aside."""
    blank, canvas = (town.do(ASH, OpenCanvas(question="What next?", promise="We answer.", level="involve")) for _ in range(2))
    here = Place(ASH, canvas=canvas)
    people = [Author(one.pseudonym, one.person) for one in (town.resident(here, name) for name in ("Ann", "Bob", "Cleo"))]
    texts = ("Who has a key to the yard, and who decides that? " * 4, "The gate", "Bins", "Antidisestablishmentarianism" * 3)
    topics = [town.do(ASH, RaiseTopic(canvas=canvas, text=text.strip(), **SAID), people[0]) for text in texts]
    for by in people[1:]:
        town.do(ASH, SecondTopic(topic=topics[0]), by)
    town.do(ASH, SecondTopic(topic=topics[3]), people[1])
    town.do(ASH, MergeTopic(topic=topics[1], into=topics[0]), people[0])
    town.do(ASH, LayTopicAside(topic=topics[2], text="The council is on it.", **SAID), people[0])
    town.do(ASH, OpenPlace(canvas=canvas, place="listen"))
    for text in ("One at a time.", "Two at a time."):
        town.do(ASH, AgreeGroupRules(canvas=canvas, text=text, reason="We asked everybody."))
    settled(town)
    more = [f"topic/{topic}" for topic in topics] + [f"topic/{topics[0]}/merge", f"topic/{topics[0]}/lay-aside"]
    lists = [f"canvas/{where}{part}" for where in (blank, canvas) for part in ("", "/agenda", "/agenda/aside", "/rules")]
    return lists + more


@pytest.mark.browser
@pytest.mark.parametrize("who", ["", "facilitator"])
@pytest.mark.parametrize("width", [1280, 320])
def test_they_fit_and_axe_finds_nothing(
    town: Town, site: Site, open_page: OpenPage, pages: list[str], width: int, who: str
) -> None:
    page = open_page(width=width)
    if who:
        page.context.add_cookies([{"name": "folkmoot", "value": town.ash.staff[who], "url": site.origin}])
    for path in pages:
        page.goto(f"{site.origin}/c/{ASH}/{path}")
        assert axe(page) == [], path
        assert wider_than_the_page(page) == [], path
        assert targets_below(page, 24) == [], path


@pytest.mark.browser
def test_the_first_topic_is_raised_from_the_blank_canvas_by_keyboard_without_scripts(
    site: Site, open_page: OpenPage, pages: list[str]
) -> None:
    page = open_page(width=320, javascript=False)
    page.goto(f"{site.origin}/c/{ASH}/{pages[0]}")
    page.get_by_role("link", name="Raise the first topic").press("Enter")
    page.get_by_label("What should we talk about?").press_sequentially("A swing")
    page.get_by_label("Yes, show my words").press("Space")
    page.get_by_role("button", name="Raise this topic").press("Enter")
    assert "A swing" in page.get_by_role("heading", level=1).inner_text()
