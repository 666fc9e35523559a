"""The pages of themes and of the thread as a browser shows them, on a desk and on a phone."""

from typing import Any

import pytest

from folkmoot.domain.contributing import Contribute, Link
from folkmoot.domain.theme import ContestLink, LinkToTheme, MakeTheme
from folkmoot.moot import Author
from tests.services.browser import Site
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.seeing import axe, targets_below, wider_than_the_page
from tests.services.reading import settled
from tests.services.town import ASH, NOTICE, Resident, Town

SAID: dict[str, Any] = NOTICE | {"publish": True, "lang": "en"}


def _author(one: Resident) -> Author:
    return Author(one.pseudonym, one.person)


@pytest.fixture(scope="module")
def pages(town: Town) -> list[str]:
    """The pages about a theme with four stories, of which one is contested, and an idea that grew from it."""
    anna, bela, canvas = _author(town.ash.anna), _author(town.ash.bela), town.ash.canvas
    theme = town.do(ASH, MakeTheme(canvas=canvas, text="Getting up and down the stairs", **SAID), bela)
    for text in ("Nobody could lift the pram. " * 12, "The lift is out again.", "I carry my mother.", "Steps, steps, steps."):
        story = town.do(ASH, Contribute(canvas=canvas, kind="story", text=text, **SAID), anna)
        town.do(ASH, LinkToTheme(theme=theme, contribution=story, text="It is about the stairs.", **SAID), bela)
    carol = _author(town.resident(town.ash, "Carol"))
    town.do(ASH, ContestLink(theme=theme, contribution=story, text="This is about dancing.", **SAID), carol)
    idea = town.do(ASH, Contribute(canvas=canvas, kind="idea", text="A ramp at the back door.", **SAID), bela)
    town.do(ASH, Link(contribution=idea, to=theme, relation="grew-from", text="It helps all of them.", **SAID), bela)
    settled(town)
    return [
        f"canvas/{canvas}/themes",
        f"theme/{theme}",
        f"theme/{theme}/link",
        f"theme/{theme}/contribution/{story}/contest",
        f"thread/{theme}",
        f"thread/{story}/to/{theme}",
        f"contribution/{idea}/connect",
        f"contribution/{story}",
    ]


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_they_fit_and_axe_finds_nothing(site: Site, open_page: OpenPage, pages: list[str], width: int) -> None:
    page = open_page(width=width)
    for path in pages:
        page.goto(f"{site.origin}/c/{ASH}/{path}")
        assert axe(page) == [], path
        assert wider_than_the_page(page) == [], path
        assert targets_below(page, 24) == [], path
