"""Whoever comes reads the pages in their language where it is switched on, and is told where nobody has checked it yet."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from folkmoot.events.entry import read
from folkmoot.installation import Installation
from folkmoot.settings import BadSettings, Settings, load, save
from folkmoot_web.app import create_app
from folkmoot_web.languages import OFFERED
from tests.services.browser import Browser, Site
from tests.services.reading import form, press, settled, words
from tests.services.town import Town

BANNER = "Tego tłumaczenia nie sprawdził jeszcze nikt"


@contextlib.contextmanager
def _client(home: Path) -> Iterator[TestClient[Litestar]]:
    """A browser at the site of an installation."""
    base = "http://talk.example.org"
    with (
        contextlib.closing(Installation(home)) as installation,
        TestClient(create_app(installation, base_url=base), base_url=base) as client,
    ):
        yield client


def _html(page: str) -> str:
    found = re.search(r"<html[^>]*>", page)
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("pl", '<html lang="pl" dir="ltr">'),
        ("pl-PL,pl;q=0.9,en;q=0.8", '<html lang="pl" dir="ltr">'),
        ("fr,cy;q=0.5", '<html lang="cy" dir="ltr">'),
        ("ur", '<html lang="ur" dir="rtl">'),
        ("fr", '<html lang="en" dir="ltr">'),
        ("pl;q=0", '<html lang="en" dir="ltr">'),
        ("", '<html lang="en" dir="ltr">'),
    ],
)
def test_a_page_comes_in_the_language_that_the_browser_asks_for(site: Site, asked: str, given: str) -> None:
    assert _html(site.browser().get("/c/ash-hill", headers={"accept-language": asked}).text) == given


def test_every_page_offers_its_languages_by_their_own_names_and_leads_back_to_itself(site: Site) -> None:
    page = site.browser().get("/c/ash-hill/search?q=lamp&lang=pl&made-up=1").text
    here = "/c/ash-hill/search?q=lamp&amp;lang="
    for tag, name, direction in (("en", "English", "ltr"), ("cy", "Cymraeg", "ltr"), ("ur", "اردو", "rtl")):
        assert f'<a href="{here}{tag}" lang="{tag}" dir="{direction}" hreflang="{tag}" rel="alternate">{name}</a>' in page
    assert '<span lang="pl" dir="ltr" aria-current="true">Polski</span>' in page


def test_a_language_that_was_chosen_stays_and_is_all_that_its_cookie_says(site: Site) -> None:
    browser = site.browser()
    first = browser.get("/c/ash-hill?lang=ur")
    assert first.headers["set-cookie"] == "lang=ur; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000"
    for path in ("/", "/c/ash-hill/record", "/nowhere"):
        page = browser.get(path)
        assert _html(page.text) == '<html lang="ur" dir="rtl">', path
        assert "set-cookie" not in page.headers
    assert _html(browser.get("/c/ash-hill?lang=cy").text) == '<html lang="cy" dir="ltr">'
    assert _html(browser.get("/c/ash-hill").text) == '<html lang="cy" dir="ltr">'


def test_a_language_is_kept_for_nobody_who_chose_none(site: Site) -> None:
    for path in ("/c/ash-hill", "/c/ash-hill?lang=fr", "/c/ash-hill?lang=../../etc"):
        page = site.browser().get(path, headers={"accept-language": "pl"})
        assert "set-cookie" not in page.headers, path
    assert "set-cookie" not in site.api().get("/communities?lang=pl").headers


def test_a_page_that_is_kept_is_kept_for_each_language(site: Site) -> None:
    browser = site.browser()
    for _ in range(2):
        assert "Plansze" in words(browser.get("/c/ash-hill", headers={"accept-language": "pl"}))
        assert "Cynfasau" in words(browser.get("/c/ash-hill", headers={"accept-language": "cy"}))
        assert "Canvases" in words(browser.get("/c/ash-hill", headers={"accept-language": "en"}))


def test_every_page_in_a_language_that_nobody_checked_says_so(town: Town, site: Site) -> None:
    browser = site.browser()
    for path in ("/", "/c/ash-hill", f"/c/ash-hill/canvas/{town.ash.canvas}", "/c/ash-hill/record", "/sessions", "/nowhere"):
        assert BANNER in browser.get(path, headers={"accept-language": "pl"}).text, path
        assert "About this translation" not in browser.get(path, headers={"accept-language": "en"}).text, path


def test_a_refusal_is_said_in_the_language_of_the_page(town: Town, site: Site) -> None:
    settled(town)
    browser = site.browser()
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-statement?lang=pl")
    back = press(browser, page, "/add-statement", text="x" * 281, publish="no")
    assert back.status_code == 422
    sentence = "Skróć pole „Twoje stwierdzenie”: najwyżej 280 znaków, a teraz jest 281."
    assert f'<a href="#text">{sentence}</a>' in back.text
    assert form(back, "/add-statement")["fields"]["text"] == "x" * 281
    assert f'href="/c/ash-hill/canvas/{town.ash.canvas}/add-statement?lang=en"' in back.text
    lost = browser.get("/c/ash-hill/canvas/can_0000000000000000000000")
    assert "Pod tym adresem nic nie ma." in lost.text


def test_the_consent_that_is_kept_is_in_the_words_that_were_shown(town: Town, site: Site) -> None:
    settled(town)
    browser: Browser = site.browser()
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-story?lang=pl")
    thanks = press(browser, page, "/add-story", text="Latarnia nie świeci od marca.", publish="yes", lang="pl")
    leaves = town.installation.store.stream("ash-hill", thanks.url.path.split("/")[-2])
    (given,) = [entry for entry in map(read, leaves) if entry.type == "consent.given"]
    evidence = msgspec.json.decode(town.installation.payload("ash-hill", given.i, 0) or b"")
    assert evidence["lang"] == "pl"
    asked, about, yes, no = evidence["shown"].split("\n")
    assert asked == "Pokazać moje słowa na tej stronie?"
    assert all(part in words(page) for part in (asked, about, yes, no))


def test_a_language_waits_until_somebody_switches_it_on(tmp_path: Path) -> None:
    Installation.create(tmp_path / "home", Settings(languages=("cy",)))
    with _client(tmp_path / "home") as client:
        assert _html(client.get("/", headers={"accept-language": "cy"}).text) == '<html lang="cy" dir="ltr">'
        for asked in ("/?lang=pl", "/?lang=ur"):
            page = client.get(asked, headers={"accept-language": "pl"})
            assert _html(page.text) == '<html lang="en" dir="ltr">', asked
            assert "set-cookie" not in page.headers
            assert "Polski" not in page.text


def test_without_another_language_there_is_nothing_to_choose(tmp_path: Path) -> None:
    Installation.create(tmp_path / "home", Settings())
    with _client(tmp_path / "home") as client:
        page = client.get("/", headers={"accept-language": "cy"}).text
        assert _html(page) == '<html lang="en" dir="ltr">'
        assert "tongues" not in page


def test_a_language_that_there_is_no_translation_into_stops_the_start(tmp_path: Path) -> None:
    Installation.create(tmp_path / "home", Settings(languages=("cy", "tlh")))
    wrong = pytest.raises(BadSettings, match=f"not translated into tlh; there is {', '.join(OFFERED)}")
    with contextlib.closing(Installation(tmp_path / "home")) as installation, wrong:
        create_app(installation)


def test_the_settings_keep_the_languages(tmp_path: Path) -> None:
    save(tmp_path / "settings.toml", Settings(languages=("cy", "ur")))
    assert load(tmp_path / "settings.toml").languages == ("cy", "ur")
    (tmp_path / "settings.toml").write_text('languages = ["pl"]\n')
    assert load(tmp_path / "settings.toml") == Settings(languages=("pl",))
