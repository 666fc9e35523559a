"""Every kind of page can be read, reached and used by everybody, in every language, on a desk and on a phone."""

import pytest

from folkmoot_web.languages import OFFERED
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.looking import Looking
from tests.services.chromium.seeing import lengthen, wider_than_the_page
from tests.services.walking import Seen, Walked

pytestmark = pytest.mark.browser

LOOKS = [(locale, width) for locale in OFFERED for width in (1280, 320)]


@pytest.fixture
def looking(everywhere: Walked, open_page: OpenPage) -> Looking:
    """Somebody who looks at pages."""
    return Looking(everywhere, open_page())


def _pages(everywhere: Walked) -> list[Seen]:
    return [seen for seen in everywhere.first() if everywhere.get(seen).headers["content-type"].startswith("text/html")]


def test_nothing_is_found_on_a_page_of_each_kind_in_one_language_and_width_after_the_other(
    everywhere: Walked, looking: Looking
) -> None:
    found = {}
    for number, seen in enumerate(_pages(everywhere)):
        locale, width = LOOKS[number % len(LOOKS)]
        found[seen.kind, locale, width] = looking.faults(seen, locale, width)
    assert {where: faults for where, faults in found.items() if faults} == {}


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "width"), LOOKS)
def test_nothing_is_found_on_any_kind_of_page(everywhere: Walked, looking: Looking, locale: str, width: int) -> None:
    found = {seen.kind: looking.faults(seen, locale, width) for seen in _pages(everywhere)}
    assert {kind: faults for kind, faults in found.items() if faults} == {}


def test_every_page_has_room_for_words_that_are_two_fifths_longer(everywhere: Walked, looking: Looking) -> None:
    found = {}
    for seen in _pages(everywhere):
        looking.page.set_viewport_size({"width": 320, "height": 640})
        looking.open(seen)
        lengthen(looking.page)
        found[seen.kind] = wider_than_the_page(looking.page)
    assert {kind: faults for kind, faults in found.items() if faults} == {}


def test_every_page_can_be_walked_through_with_the_tab_key(everywhere: Walked, looking: Looking) -> None:
    found = {seen.kind: looking.lost_on_the_way(seen) for seen in _pages(everywhere)}
    assert {kind: faults for kind, faults in found.items() if faults} == {}


def test_no_page_needs_a_script_and_none_asks_another_host(everywhere: Walked, open_page: OpenPage) -> None:
    page, asked = open_page(javascript=False), []
    page.on("request", lambda request: asked.append(request.url))
    looking = Looking(everywhere, page)
    for seen in _pages(everywhere):
        asked.clear()
        looking.open(seen)
        assert page.locator("h1").count() == 1, seen
        assert len(asked) <= 6, (seen, asked)
        assert [url for url in asked if not url.startswith(everywhere.site.origin)] == [], seen
