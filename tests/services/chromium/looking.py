"""Somebody looks at the pages of the demonstration and says what is wrong with each."""

from typing import Any

from playwright.sync_api import Page

from tests.services.chromium.seeing import axe, axe_colours, space_text, stops, targets_below, wider_than_the_page
from tests.services.walking import Seen, Walked

MOST_STOPS = 20
"""Most stops of the Tab key in what a page is about, lists aside; the skip link leads there."""

TURNED = """() => [...document.querySelectorAll("input[type=radio], input[type=checkbox]")]
  .filter((box) => box.checkVisibility({visibilityProperty: true}) && box.labels[0])
  .filter((box) => box.getBoundingClientRect().left < [...box.labels[0].childNodes].map((node) => {
    const range = document.createRange(); range.selectNodeContents(node); return range.getBoundingClientRect();
  }).filter((words) => words.width > 0).reduce((least, words) => Math.min(least, words.left), Infinity))
  .map((box) => `${box.name} stands on the left of its words`)"""


class Looking:
    """Whoever may see a page, one after the other, in one window. page: of a browser."""

    def __init__(self, walked: Walked, page: Page) -> None:
        self.walked, self.page = walked, page

    def open(self, seen: Seen, locale: str = "en") -> None:
        """Go to a page as whoever found it.

        Raises AssertionError when it is not there.
        """
        site, context = self.walked.site.origin, self.page.context
        context.clear_cookies()
        kept: list[Any] = [{"name": name, "value": value, "url": site} for name, value in self.walked.cookies[seen.actor].items()]
        context.add_cookies([*kept, {"name": "lang", "value": locale, "url": site}])
        answer = self.page.goto(site + seen.path)
        assert answer, seen
        assert answer.status == 200, (seen, answer.status)

    def faults(self, seen: Seen, locale: str, width: int) -> list[str]:
        """Everything wrong with a page: for axe, by day and in the dark, in its width, with wider and with larger text."""
        page = self.page
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 640 if width < 600 else 900})
        self.open(seen, locale)
        found = axe(page) + wider_than_the_page(page) + targets_below(page)
        if page.locator("html").get_attribute("dir") == "rtl":
            found += page.evaluate(TURNED)
        page.emulate_media(color_scheme="dark")
        found += [f"in the dark: {fault}" for fault in axe_colours(page)]
        space_text(page)
        found += [f"with wider text: {fault}" for fault in wider_than_the_page(page)]
        if width >= 600:
            page.add_style_tag(content="html { font-size: 200% !important; }")
            found += [f"with text twice as large: {fault}" for fault in wider_than_the_page(page)]
        return found

    def lost_on_the_way(self, seen: Seen) -> list[str]:
        """What is wrong with the way of the Tab key through a page, in colours that the system chose."""
        self.page.emulate_media(forced_colors="active")
        self.open(seen)
        way = stops(self.page, most=400)
        found = [f"no ring on {stop['name']}" for stop in way if not stop["ring"]]
        found += [f"something lies over {stop['name']}" for stop in way if not stop["seen"]]
        found += [f"{stop['tag']} {stop['id']} has no name" for stop in way if not stop["name"]]
        found += [] if way and way[0]["name"] == "Skip to what this page is about" else ["no skip link comes first"]
        order = [stop["key"] for stop in way]
        found += [] if order == sorted(order) else ["the way is another one than that of the words"]
        outside = [stop for stop in way if stop["main"] and not stop["listed"]]
        return found + ([f"{len(outside)} stops outside lists"] if len(outside) > MOST_STOPS else [])
