"""What stands on a page, piece by piece, with the language that it is marked with."""

from html.parser import HTMLParser

import httpx
import msgspec

VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
SAID = ("alt", "aria-label", "placeholder", "title")
"""Attributes that people are read."""


class Text(msgspec.Struct, frozen=True):
    """A piece of text. element: name of what it stands in. lang: that of the nearest element that says one."""

    element: str
    lang: str
    text: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[Text] = []
        self.ids: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        lang = given.get("lang", self.open[-1][1] if self.open else "")
        self.texts += [Text(tag, lang, given[name]) for name in SAID if given.get(name)]
        if "id" in given:
            self.ids.append(given["id"])
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open and self.open[-1][0] not in ("script", "style"):
            self.texts.append(Text(self.open[-1][0], self.open[-1][1], " ".join(data.split())))


class Read:
    """A page as it was read. texts, ids and headings (levels) in the order of the page."""

    def __init__(self, page: httpx.Response) -> None:
        reader = _Reader()
        reader.feed(page.text)
        self.texts, self.ids, self.headings = reader.texts, reader.ids, reader.headings
