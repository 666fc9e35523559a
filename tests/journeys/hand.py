"""One person at a browser, who finds things by the names that stand on them, and taps or uses the keyboard alone."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.services.chromium.seeing import tab_to, wider_than_the_page

PICTURES = Path(__file__).parent / "pictures"
MOST = 100_000
"""Bytes that a picture may have."""

STOPS = 300
"""Most presses of Tab on one page until something is reached."""

IN_GROUP = """(label) => { const e = document.activeElement; return e && e.type === "radio" &&
  [...document.querySelectorAll(`input[type=radio][name="${e.name}"]`)].some((one) =>
    one.form === e.form && one.labels[0].textContent.trim().replace(/\\s+/g, " ").startsWith(label)); }"""

HERE = """() => { const e = document.activeElement;
  return e && e.labels && e.labels[0] ? e.labels[0].textContent.trim().replace(/\\s+/g, " ") : ""; }"""


def _named(name: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(name)}")


class Hand:
    """Somebody at a page of a browser. site: where pages without a host lie. keyboard: no mouse, no touch.

    say: gives a sentence of the pages in the language that they are read in; names are given in English.
    """

    def __init__(self, page: Page, site: str, *, keyboard: bool, say: Callable[[str], str] = str) -> None:
        self.page, self.site, self.keyboard, self.say = page, site, keyboard, say
        self.pressed = 0

    @property
    def path(self) -> str:
        """Where they are."""
        return self.page.url.removeprefix(self.site)

    def go(self, path: str) -> None:
        """Type an address."""
        answer = self.page.goto(self.site + path)
        assert answer is None or answer.status == 200, f"{path} answered {answer.status}: {self.page.inner_text('main')[:300]}"

    def press(self, name: str) -> None:
        """Follow a link or press a button whose name begins so; the next page is there afterwards."""
        self.pressed += 1
        with self.page.expect_navigation(wait_until="load"):
            self.reach(name)
        assert wider_than_the_page(self.page) == [], self.page.url

    def reach(self, name: str) -> None:
        """Follow a link or press a button after which one stays on this page, such as one that gives a file."""
        name = self.say(name)
        if self.keyboard:
            tab_to(self.page, name, STOPS)
            self.page.keyboard.press("Enter")
        else:
            role = self.page.get_by_role
            role("link", name=_named(name)).or_(role("button", name=_named(name))).first.tap()

    def unfold(self, name: str) -> None:
        """Open what is folded away."""
        name = self.say(name)
        if self.keyboard:
            tab_to(self.page, name, STOPS)
            self.page.keyboard.press("Enter")
        else:
            self.page.locator("summary").filter(has_text=name).first.tap()

    def write(self, label: str, text: str) -> None:
        """Write into a field, instead of what stands there."""
        label = self.say(label)
        if self.keyboard:
            tab_to(self.page, label, STOPS)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
        else:
            self._labelled(label).fill(text)

    def date(self, label: str, day: str) -> None:
        """Set a day, in the order of the parts that this browser shows. day: year-month-day."""
        if self.keyboard:
            year, month, of_month = day.split("-")
            tab_to(self.page, label, STOPS)
            for typed in (f"{of_month}{month}{year}", f"{month}{of_month}{year}"):
                self.page.keyboard.type(typed)
                if self._labelled(label).input_value() == day:
                    break
                for _ in range(3):
                    self.page.keyboard.press("ArrowLeft")
        else:
            self._labelled(label).fill(day)

    def tick(self, label: str) -> None:
        """Tick a box, or take the tick out."""
        label = self.say(label)
        if self.keyboard:
            tab_to(self.page, label, STOPS)
            self.page.keyboard.press("Space")
        else:
            self.page.locator("label").filter(has_text=_named(label)).first.tap()

    def choose(self, label: str) -> None:
        """Choose one of several."""
        label = self.say(label)
        if not self.keyboard:
            self.page.locator("label").filter(has_text=_named(label)).first.tap()
            return
        for _ in range(STOPS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(IN_GROUP, label):
                break
        for _ in range(20):
            if str(self.page.evaluate(HERE)).startswith(label):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow key leads to {label}")

    def pick(self, label: str, option: str) -> None:
        """Pick from a list that unfolds."""
        label, option = self.say(label), self.say(option)
        if self.keyboard:
            tab_to(self.page, label, STOPS)
            self.page.keyboard.type(option)
        else:
            texts = self._labelled(label).locator("option").all_inner_texts()
            self._labelled(label).select_option(index=next(n for n, text in enumerate(texts) if text.startswith(option)))

    def sees(self, *texts: str) -> None:
        """Each of these stands on the page, unfolded."""
        for text in texts:
            self.page.get_by_text(self.say(text)).first.wait_for()

    def says_yes(self, name: str = "under my made-up name") -> None:
        """Agree that one's words are shown. name: under which."""
        one_box = self.page.locator("input[name=publish]").first.get_attribute("type") == "checkbox"
        (self.tick if one_box else self.choose)(f"Yes, show my words {name}")

    def picture(self, name: str, at: str = "") -> None:
        """Keep what is on the screen, when FOLKMOOT_PICTURES is set. at: a text to which the page is moved first."""
        if at:
            self.page.get_by_text(self.say(at)).first.scroll_into_view_if_needed()
            self.page.evaluate("() => scrollBy(0, 200)")
        else:
            self.page.locator("main").evaluate("(main) => main.scrollIntoView()")
        taken = self.page.screenshot(type="jpeg", quality=70)
        assert len(taken) < MOST, f"{name} has {len(taken)} bytes"
        if "FOLKMOOT_PICTURES" in os.environ:
            (PICTURES / f"{name}.jpg").write_bytes(taken)

    def _labelled(self, label: str) -> Locator:
        return self.page.get_by_label(_named(label)).first
