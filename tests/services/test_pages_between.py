"""What changed between two moments is a page that anybody reads, with a link to each entry it counts."""

import re
import time

from tests.services.browser import Site
from tests.services.reading import settled, words
from tests.services.town import Town

ROOT = "/c/ash-hill/record/between"


def test_today_shows_what_happened_with_a_link_to_each_entry(town: Town, site: Site) -> None:
    settled(town)
    day = time.strftime("%Y-%m-%d", time.gmtime())
    page = site.browser().get(f"{ROOT}?start={day}&end={day}")
    said = words(page)
    assert "A charter was adopted" in said
    assert "A role was given to an office: moderator" in said
    assert "Something was promised" in said
    linked = re.findall(r'href="(/c/ash-hill/record/[0-9]+)"', page.text)
    assert "The charter was adopted" in words(site.browser().get(linked[0])) or "A charter was adopted" in words(
        site.browser().get(linked[0])
    )


def test_two_entries_bound_what_is_counted_and_the_file_says_the_same(town: Town, site: Site) -> None:
    settled(town)
    found = site.browser().get(f"{ROOT}/file?start=0&end=3").json()
    assert (found["start"], found["stop"], found["entries"]) == (0, 4, 4)
    assert all(0 <= line["i"] <= 3 for group in found["groups"] for line in group["lines"])
    whole = site.browser().get(f"{ROOT}/file").json()
    assert whole["entries"] > 4
    roles = sum(group["number"] for group in whole["groups"] if group["kind"] == "role.given")
    assert roles >= 6


def test_one_kind_is_listed_by_itself(town: Town, site: Site) -> None:
    settled(town)
    page = site.browser().get(f"{ROOT}?kind=contribution.received&detail=statement")
    assert "Something was brought: statement" in words(page)
    assert "A charter was adopted" not in words(page)


def test_what_is_no_moment_is_refused_and_kept_as_it_was_typed(site: Site) -> None:
    for query in ("start=yesterday&end=", "start=2026-11-22&end=2026-11-01", "start=9&end=2"):
        page = site.browser().get(f"{ROOT}?{query}")
        assert "the earlier one first" in words(page)
        assert f'value="{query.split("&")[0].partition("=")[2]}"' in page.text


def test_a_time_without_entries_says_so(site: Site) -> None:
    assert "Nothing happened in that time" in words(site.browser().get(f"{ROOT}?start=2001-01-01&end=2001-12-31"))
