"""A steward chooses how a community looks, nobody is given what they cannot read, and every page shows it at once."""

import io
import re
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from PIL import Image

from folkmoot.backup import take
from folkmoot.identity import Identity
from folkmoot.installation import Installation
from folkmoot.restore import bring_back
from folkmoot.settings import Settings
from folkmoot_web import colours
from folkmoot_web.origin import form_token
from tests.services.browser import Browser, Site
from tests.services.reading import form, words
from tests.services.town import Place, Town

GOOD = {"colour": "#7a1f5c", "accent": "#ffd24a", "welcome": "Come in, the kettle is on.", "lang": "en"}


def picture(kind: str = "PNG", size: tuple[int, int] = (600, 200)) -> bytes:
    """A picture with a secret among what is no pixel."""
    out = io.BytesIO()
    made = Image.new("RGB", size, "#2266aa")
    made.info["comment"] = "secret place"
    made.save(out, kind, **({"exif": _exif()} if kind == "JPEG" else {}))
    return out.getvalue() + (b"secret trailer" if kind == "PNG" else b"")


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    return exif.tobytes()


def steward(site: Site, place: Place) -> Browser:
    """The browser of the community's steward."""
    return site.browser(place.staff["steward"])


def choose(browser: Browser, place: Place, logo: bytes = b"", /, **fields: str) -> httpx.Response:
    """Send the form, in parts, as browsers do."""
    files = {"logo": ("logo.png" if logo else "", logo, "application/octet-stream")}
    token = {"token": form_token(place.staff["steward"])}
    return browser.send_form(f"/c/{place.name}/identity", {**fields, **token}, files=files)


@pytest.fixture(autouse=True)
def plain_again(town: Town, site: Site) -> None:
    """No test sees what another chose."""
    for place in (town.ash, town.elm):
        browser = steward(site, place)
        browser.send_form(f"/c/{place.name}/identity/plain", {"token": form_token(place.staff["steward"])})


def sheet_of(page: httpx.Response) -> str:
    """Address of the community's own style sheet, empty for none."""
    found = re.search(r'href="(/c/[^"]+/colours\.css)"', page.text)
    return found[1] if found else ""


def test_what_a_steward_chooses_is_on_every_page_of_that_community_at_once_and_of_no_other(town: Town, site: Site) -> None:
    reader = site.browser()
    paths = [f"/c/{town.ash.name}{rest}" for rest in ("", "/charter", "/record", f"/canvas/{town.ash.canvas}", "/slip")]
    assert [sheet_of(reader.get(path)) for path in paths] == [""] * len(paths)
    done = choose(steward(site, town.ash), town.ash, picture(), alt="A blue field", **GOOD)
    assert done.status_code == 200, words(done)
    pages = [reader.get(path) for path in paths]
    (address,) = {sheet_of(page) for page in pages}
    assert all('alt="A blue field"' in page.text for page in pages)
    assert "Come in, the kettle is on." in words(pages[0])
    assert sheet_of(reader.get(f"/c/{town.elm.name}")) == ""
    sheet = reader.get(address)
    assert sheet.headers["content-type"].startswith("text/css")
    assert "immutable" in sheet.headers["cache-control"] or "max-age" in sheet.headers["cache-control"]
    assert "#7a1f5c" in sheet.text
    assert "style-src 'self'" in pages[0].headers["content-security-policy"]


def test_a_colour_changed_has_another_address_and_the_old_one_is_gone(town: Town, site: Site) -> None:
    browser = steward(site, town.ash)
    choose(browser, town.ash, **GOOD)
    first = sheet_of(browser.get("/c/ash-hill"))
    choose(browser, town.ash, **(GOOD | {"colour": "#1f3d7a"}))
    second = sheet_of(browser.get("/c/ash-hill"))
    assert first != second
    assert site.anybody.get(first).status_code == 404
    assert site.anybody.get(second).status_code == 200


def test_a_colour_that_cannot_be_read_is_refused_with_its_ratio_and_the_nearest_that_passes(town: Town, site: Site) -> None:
    browser = steward(site, town.ash)
    refused = choose(browser, town.ash, **(GOOD | {"colour": "#f0a020"}))
    assert refused.status_code == 422
    said = re.search(
        r"#f0a020 is too pale.*? is ([\d.]+) to 1, and 4.5 to 1 is needed. The nearest that passes is (#\w{6})", words(refused)
    )
    assert said
    assert float(said[1]) < 4.5
    assert form(refused, "/identity")["fields"]["welcome"] == GOOD["welcome"]
    assert form(refused, "/identity")["fields"]["colour"] == "#f0a020"
    assert sheet_of(browser.get("/c/ash-hill")) == ""
    assert choose(browser, town.ash, **(GOOD | {"colour": said[2], "accent": "#ffffff"})).status_code == 200


@pytest.mark.parametrize(("accent", "why"), [("#402060", "too dark to have words on it"), ("#8c8c8c", "too like the main colour")])
def test_a_second_colour_that_does_not_stand_out_is_refused_with_one_that_does(
    town: Town, site: Site, accent: str, why: str
) -> None:
    browser, main = steward(site, town.ash), "#5c5c70"
    refused = choose(browser, town.ash, colour=main, accent=accent)
    assert refused.status_code == 422
    assert why in words(refused)
    near = words(refused).partition("nearest that passes is ")[2][:7]
    assert choose(browser, town.ash, colour=main, accent=near).status_code == 200


def test_what_is_no_colour_is_refused_at_its_field(town: Town, site: Site) -> None:
    for typed in ("red", "#12345", "url(//x)", "#7a1f5c;}*{display:none"):
        refused = choose(steward(site, town.ash), town.ash, **(GOOD | {"colour": typed}))
        assert refused.status_code == 422
        assert "#main" in refused.text
        assert sheet_of(site.anybody.get("/c/ash-hill")) == ""


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_so_that_nothing_but_its_pixels_is_served(town: Town, site: Site, kind: str) -> None:
    sent = picture(kind)
    assert kind == "WEBP" or b"secret" in sent
    done = choose(steward(site, town.ash), town.ash, sent, alt="A blue field", **GOOD)
    assert done.status_code == 200, words(done)
    found = re.search(r'<img class="logo" src="([^"]+)" width="(\d+)" height="(\d+)"', done.text)
    assert found
    shown = site.anybody.get(found[1])
    assert shown.headers["content-type"] == "image/png"
    assert b"secret" not in shown.content
    assert len(shown.content) <= 16_000
    with Image.open(io.BytesIO(shown.content)) as opened:
        assert opened.size == (2 * int(found[2]), 2 * int(found[3])) == (360, 120)


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "An SVG can hold more than a picture"),
        (b"<html><script>alert(1)</script>", "This file is no picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "This file is no picture"),
        (b"GIF89a" + b"\0" * 50, "This file is no picture"),
        (picture(size=(4001, 1)), "This picture is too big"),
        (b"x" * 1_000_001, "This picture is too big"),
    ],
)
def test_what_is_no_safe_picture_is_refused_with_a_sentence_and_what_was_typed_is_kept(
    town: Town, site: Site, sent: bytes, why: str
) -> None:
    refused = choose(steward(site, town.ash), town.ash, sent, alt="An ash", **GOOD)
    assert refused.status_code == 422
    assert why in words(refused)
    assert form(refused, "/identity")["fields"]["alt"] == "An ash"


def test_a_logo_is_not_taken_without_words_for_whoever_does_not_see_it(town: Town, site: Site) -> None:
    browser = steward(site, town.ash)
    refused = choose(browser, town.ash, picture(), alt=" ", **GOOD)
    assert refused.status_code == 422
    assert "Say in a few words what the logo shows" in words(refused)
    choose(browser, town.ash, picture(), alt='Ash" onerror="x', **GOOD)
    assert 'alt="Ash&#34; onerror=&#34;x"' in browser.get("/c/ash-hill").text


def test_a_logo_stays_when_none_is_sent_and_goes_when_it_is_taken_away(town: Town, site: Site) -> None:
    browser = steward(site, town.ash)
    choose(browser, town.ash, picture(), alt="An ash", **GOOD)
    assert 'class="logo"' in choose(browser, town.ash, alt="An old ash", **GOOD).text
    assert 'class="logo"' not in choose(browser, town.ash, alt="An old ash", remove="true", **GOOD).text


def test_nobody_but_a_steward_chooses(town: Town, site: Site) -> None:
    for role in ("facilitator", "officer", "moderator"):
        session = town.ash.staff[role]
        refused = site.browser(session).send_form("/c/ash-hill/identity", GOOD | {"token": form_token(session)})
        assert refused.status_code == 403
    assert site.browser(town.ash.anna.session).get("/c/ash-hill/identity").status_code == 403
    assert sheet_of(site.anybody.get("/c/ash-hill")) == ""


def test_a_broken_form_and_a_form_without_its_token_change_nothing(town: Town, site: Site) -> None:
    browser = steward(site, town.ash)
    headers = {"origin": site.origin, "sec-fetch-site": "same-origin", "content-type": "multipart/form-data; boundary=x"}
    for sent in (b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=main\r\n\r\n#000000", b"\xff" * 100):
        assert browser.post("/c/ash-hill/identity", content=sent, headers=headers).status_code in (400, 403, 422)
    assert browser.send_form("/c/ash-hill/identity", GOOD).status_code == 403
    assert sheet_of(browser.get("/c/ash-hill")) == ""


def test_a_past_page_greets_nobody_with_words_of_today(town: Town, site: Site) -> None:
    choose(steward(site, town.ash), town.ash, **GOOD)
    size = town.installation.store.head("ash-hill").size
    assert "the kettle is on" not in words(site.anybody.get(f"/at/{size}/c/ash-hill"))


def test_the_colours_that_everybody_has_pass_what_is_asked_of_others() -> None:
    colours.check_main(colours.MAIN, colours.ACCENT)
    colours.check_accent(colours.MAIN, colours.ACCENT)


def test_the_ratio_is_that_of_the_standard() -> None:
    assert colours.ratio("#000000", "#ffffff") == pytest.approx(21)
    assert colours.ratio("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert colours.ratio("#123456", "#123456") == 1


def test_how_a_community_looks_comes_back_from_a_copy(tmp_path: Path) -> None:
    chosen = Identity(main="#7a1f5c", logo=picture(), alt="A blue field")
    Installation.create(tmp_path / "home", Settings())
    with closing(Installation(tmp_path / "home")) as installation:
        installation.found("elm", "Elm", "We listen.", "Steward")
        installation.identities.keep("elm", chosen)
    take(tmp_path / "home", tmp_path / "copy", tmp_path / "keys", lambda _done, _all: None)
    bring_back(tmp_path / "copy", tmp_path / "keys", tmp_path / "back", None, lambda _done, _all: None, nothing_newer=True)
    with closing(Installation(tmp_path / "back")) as back:
        assert back.identities.find("elm") == chosen
