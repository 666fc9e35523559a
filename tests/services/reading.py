"""What a person without a screen finds on a page: headings, links, forms with their fields, and plain words."""

import html
import re
import time
from html.parser import HTMLParser
from typing import Any

import httpx

from folkmoot.installation import Installation
from tests.services.browser import Browser
from tests.services.town import Town


class _Parts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.ids: list[str] = []
        self._in: dict[str, Any] | None = None
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "form":
            self._in = {"action": given.get("action", ""), "fields": {}, "ticked": []}
            self.forms.append(self._in)
        if tag == "option" and self._in is not None and self._select:
            chosen = any(name == "selected" for name, _ in attrs)
            if chosen or self._select not in self._in["fields"]:  # a browser sends the first where none is selected
                self._in["fields"][self._select] = given.get("value", "")
        if self._in is None or "name" not in given:
            return
        if tag == "select":
            self._select = given["name"]
        if tag == "input" and given.get("type") in ("radio", "checkbox"):
            if any(name == "checked" for name, _ in attrs):
                self._in["ticked"].append((given["name"], given["value"]))
        elif tag == "input":
            self._in["fields"][given["name"]] = given.get("value", "")
        elif tag == "textarea":
            self._area = given["name"]
            self._in["fields"][self._area] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in = None
        if tag == "textarea":
            self._area = ""
        if tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area and self._in is not None:
            self._in["fields"][self._area] += data.removeprefix("\n")


def words(page: httpx.Response) -> str:
    """The words of a page, without markup, in one line."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page.text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def downloads(page: httpx.Response) -> list[str]:
    """Where a page leads to something to take away."""
    return re.findall(r'href="([^"]+/(?:proof|receipt|file))"', page.text)


def form(page: httpx.Response, action: str) -> dict[str, Any]:
    """The form whose action ends so: action, fields (name -> value), ticked (name, value) of radios and checkboxes.

    Raises AssertionError when the page has none.
    """
    parts = _Parts()
    parts.feed(page.text)
    found = [one for one in parts.forms if one["action"].endswith(action)]
    assert found, f"no form for {action} among {[one['action'] for one in parts.forms]}"
    return found[0]


def ids(page: httpx.Response) -> list[str]:
    """Every id on a page, in order."""
    parts = _Parts()
    parts.feed(page.text)
    return parts.ids


def press(browser: Browser, page: httpx.Response, action: str, **filled: Any) -> httpx.Response:
    """Fill a form of a page in and press its button; what it holds already is sent along."""
    found = form(page, action)
    return browser.send_form(found["action"], {**found["fields"], **filled})


def followed(installation: Installation, community: str) -> None:
    """Wait until the pages of a community show everything that was done in it."""
    end = time.monotonic() + 20
    views, head = installation.views(community), installation.store.head(community)
    while views.size < head.size:
        assert time.monotonic() < end, f"the views of {community} do not follow"
        time.sleep(0.01)


def settled(town: Town) -> None:
    """Wait until the pages of a town show everything that was done in it."""
    for community in town.installation.communities():
        followed(town.installation, community)
