"""Every kind of page there is, found by following links, holds what all pages promise, for whoever comes to it."""

import gzip
import itertools
import re

import httpx
import pytest

from folkmoot_web.demo.place import place
from folkmoot_web.languages import OFFERED, SOURCE
from tests.services.texts import Read
from tests.services.walking import Seen, Walked, kinds

MOST = 15_000
"""Bytes that the words of a page may have on their way, compressed."""

ELSEWHERE = {
    "/{community}/checkpoint": "a program asks for it",
    "/{community}/tile/{tile:path}": "a program asks for it",
    "/sign-in/{link}": "an invitation holds the link",
    "/stop/{link}": "a letter holds the link",
    "/c/{community}/letter/{link}": "a letter holds the link",
    "/c/{community}/slip/open": "a slip on paper holds the code",
    "/c/{community}/record/go": "it leads on at once",
    "/c/{community}/look/{digest}/colours.css": "no page",
    "/c/{community}/look/{digest}/logo.png": "no page",
    "/c/{community}/contribution/{contribution}/recording": "no page",
    "/c/{community}/contribution/{contribution}/picture": "no page",
}
"""Kinds to which nobody comes from the first page -> why."""

NAMES = re.compile(
    r"\b(?:Folkmoot|folkmoot|JavaScript|Python|WCAG|AA|JSON|SHA|QR|PIN|PNG|JPEG|JPG|WebP|SVG|WebM|Ogg|MP3|M4A|WAV|MB|CSV|Atom|DPIA|"
    r"HTML|IAP2|EUR|GBP|PLN|USD|compare|audit|approval|base_url|https?://\S+|https|con_\w+|[oprt]_\w+|\w+@[\w.]+|(?:\w+\.)+\w+|"
    r"[a-z0-9]{3} [a-z0-9]{3}|[a-z0-9]{6})\b"
)
"""What has the same letters in every language: names of formats and rules, addresses, made-up names."""


@pytest.fixture(scope="module")
def pages(everywhere: Walked) -> list[tuple[Seen, httpx.Response]]:
    """A page of each kind, as it is sent to whoever found it first."""
    return [
        (seen, page)
        for seen in everywhere.first()
        if (page := everywhere.get(seen)).headers["content-type"].startswith("text/html")
    ]


def test_no_link_leads_whoever_sees_it_to_a_refusal(everywhere: Walked) -> None:
    assert [
        (seen.actor, seen.path, seen.lead, seen.status) for seen in everywhere.seen if seen.status != 200 or not seen.kind
    ] == []


def test_everybody_together_comes_to_every_kind_of_page_from_the_first_one(everywhere: Walked) -> None:
    assert [seen for seen in everywhere.done if seen.status != 200 or not seen.kind] == []
    found = {seen.kind for seen in [*everywhere.seen, *everywhere.done]}
    assert sorted(kinds().keys() - found) == sorted(ELSEWHERE)


def test_the_words_of_every_page_are_light(pages: list[tuple[Seen, httpx.Response]]) -> None:
    heavy = {seen.kind: size for seen, page in pages if (size := len(gzip.compress(page.content))) > MOST}
    assert heavy == {}


def test_every_page_has_one_first_heading_and_leaves_no_level_out(pages: list[tuple[Seen, httpx.Response]]) -> None:
    for seen, page in pages:
        levels = Read(page).headings
        assert levels[0] == 1, seen
        assert levels.count(1) == 1, seen
        assert all(deeper <= higher + 1 for higher, deeper in itertools.pairwise(levels)), (seen, levels)


def test_no_name_of_a_place_on_a_page_is_given_twice(pages: list[tuple[Seen, httpx.Response]]) -> None:
    for seen, page in pages:
        ids = Read(page).ids
        assert len(ids) == len(set(ids)), (seen, sorted(id_ for id_ in ids if ids.count(id_) > 1))


def test_what_a_page_shows_to_somebody_alone_is_kept_by_no_browser(pages: list[tuple[Seen, httpx.Response]]) -> None:
    for seen, page in pages:
        assert page.headers["referrer-policy"] == "same-origin", (
            seen
        )  # no-referrer would hide from us where our own forms come from
        if seen.actor != "nobody":
            assert "no-store" in page.headers["cache-control"], seen


def test_no_address_holds_what_somebody_wrote(everywhere: Walked) -> None:
    for seen in everywhere.seen:
        assert re.fullmatch(r"[\w/.-]*(\?[\w&=.-]*)?", seen.path), seen


@pytest.mark.parametrize("locale", OFFERED)
def test_every_page_says_its_language_and_direction(everywhere: Walked, locale: str) -> None:
    for seen in everywhere.first():
        page = everywhere.get(seen, locale)
        if page.headers["content-type"].startswith("text/html"):
            side = "rtl" if locale == "ur" else "ltr"
            assert f'<html lang="{locale}" dir="{side}">' in page.text, seen


def test_whatever_is_not_in_the_language_of_the_page_is_marked_with_its_own(everywhere: Walked) -> None:
    """Read in Urdu, where letters tell: whatever is marked as Urdu and has Latin letters is ours to translate, or to mark."""
    names = sorted([*(office.title for office in place().offices), place().steward, place().name], key=len, reverse=True)
    wrong = set()
    for seen in everywhere.first():
        page = everywhere.get(seen, "ur")
        if not page.headers["content-type"].startswith("text/html"):
            continue
        for text in Read(page).texts:
            if text.lang != "ur" or text.element in ("title", "bdi", "code", "pre", "dd"):
                continue
            rest = text.text
            for name in names:
                rest = rest.replace(name, "")
            if re.search("[A-Za-z]{3}", NAMES.sub("", rest)):
                wrong.add((seen.kind, text.element, text.text))
    assert sorted(wrong) == []


def test_a_language_that_nobody_has_read_says_so_on_every_page(everywhere: Walked) -> None:
    for seen in everywhere.first()[::10]:
        page = everywhere.get(seen, "cy")
        if page.headers["content-type"].startswith("text/html"):
            assert f'hreflang="{SOURCE}"' in page.text, seen
