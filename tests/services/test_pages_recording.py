"""A recording or a picture is heard or seen only while its teller allows it, and of what was erased no byte is left on the disk."""

import io
import os
from base64 import b64encode
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from folkmoot.audit import audit
from folkmoot.bundle import export_community
from folkmoot.domain.moderation import Hide, Hold
from folkmoot.domain.rules import Refused
from folkmoot.moot import Author
from folkmoot.record.keyring import Key, KeyId
from folkmoot_web import media
from tests.services.browser import Browser, Site
from tests.services.reading import form, press, settled, words
from tests.services.test_pages_story import ANSWERS, STORY
from tests.services.town import ASH, Town

SOUND = b"OggS\0" + os.urandom(40_000)


@pytest.fixture(autouse=True)
def _settled(town: Town) -> None:
    settled(town)


def picture(kind: str = "JPEG", size: tuple[int, int] = (2400, 1200), **more: Any) -> bytes:
    """A picture as a phone makes it: turned by its EXIF, with a place and a comment in it."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "SECRET PLACE"
    Image.effect_noise(size, 90).convert("RGB").save(out, kind, exif=exif, **more)
    return out.getvalue()


def tell(browser: Browser, start: str, files: dict[str, bytes], uses: list[str], publish: str = "yes") -> httpx.Response:
    """Tell a story with files in steps, up to the page after sending it."""
    page = browser.get(start)
    found = form(page, "/words")
    sent = {name: (f"{name} of mine.bin", content) for name, content in files.items()}
    fields = {name: value for name, value in found["fields"].items() if name not in ("audio", "picture")}
    page = browser.send_form(found["action"], fields | ANSWERS["words"] | {"alt": "The broken lift."}, files=sent)
    assert page.url.path.endswith("/whose"), words(page)
    for step in ("whose", "name", "note"):
        page = press(browser, page, f"/{step}", **ANSWERS[step])
    page = press(browser, page, "/allow", publish=publish, uses=uses)
    assert page.url.path.endswith("/check"), words(page)
    return press(browser, page, "/send")


@pytest.fixture
def start(town: Town) -> str:
    return f"/c/{ASH}/canvas/{town.ash.canvas}/tell"


@pytest.fixture
def told(start: str, town: Town, site: Site) -> tuple[Browser, str]:
    """A teller's browser and the address of a public story with a recording and a picture."""
    browser = site.browser()
    thanks = tell(browser, start, {"audio": SOUND, "picture": picture()}, ["voice", "face"])
    settled(town)
    return browser, thanks.url.path.removesuffix("/thanks")


def test_a_story_told_in_steps_is_heard_and_seen_on_its_page(told: tuple[Browser, str], site: Site) -> None:
    anybody, path = site.browser(), told[1]
    page = anybody.get(path)
    assert f'src="{path}/recording"' in page.text
    assert f'src="{path}/picture" alt="The broken lift."' in page.text
    heard = anybody.get(f"{path}/recording")
    assert (heard.content, heard.headers["content-type"]) == (SOUND, "audio/ogg")
    seen = Image.open(io.BytesIO(anybody.get(f"{path}/picture").content))
    assert (seen.format, seen.size) == ("JPEG", (800, 1600)), "turned as it was held, and made smaller"


def test_a_file_comes_with_headers_that_keep_it_from_being_a_page(told: tuple[Browser, str], site: Site) -> None:
    for name, file in (("recording", "recording.ogg"), ("picture", "picture.jpg")):
        headers = site.browser().get(f"{told[1]}/{name}").headers
        assert headers["content-disposition"] == f'attachment; filename="{file}"'
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "sandbox" in headers["content-security-policy"]
    assert "media-src 'self'" in site.browser().get(told[1]).headers["content-security-policy"]


@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [("bytes=0-99", 0, 100), ("bytes=100-", 100, 40_005), ("bytes=-5", 40_000, 40_005), ("bytes=9-99999", 9, 40_005)],
)
def test_a_range_of_a_recording_is_given(told: tuple[Browser, str], site: Site, asked: str, first: int, end: int) -> None:
    part = site.browser().get(f"{told[1]}/recording", headers={"range": asked})
    assert (part.status_code, part.content) == (206, SOUND[first:end])
    assert part.headers["content-range"] == f"bytes {first}-{end - 1}/40005"


def test_a_range_beyond_the_end_is_refused_and_a_strange_one_is_passed_over(told: tuple[Browser, str], site: Site) -> None:
    beyond = site.browser().get(f"{told[1]}/recording", headers={"range": "bytes=40005-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, "bytes */40005")
    for strange in ("bytes=-", "pages=1-2", "bytes=0-1,4-5", "bytes=b-a"):
        assert site.browser().get(f"{told[1]}/recording", headers={"range": strange}).content == SOUND


@pytest.mark.parametrize(
    ("left", "gone", "stays"), [(["publish", "face"], "recording", "picture"), (["publish", "voice"], "picture", "recording")]
)
def test_taking_the_voice_or_the_face_back_takes_it_off_at_once(
    told: tuple[Browser, str], site: Site, left: list[str], gone: str, stays: str
) -> None:
    browser, path = told
    press(browser, browser.get(f"{path}/consent"), "/consent", purposes=left)
    anybody = site.browser()
    assert anybody.get(f"{path}/{gone}").status_code == 404
    assert f"{path}/{gone}" not in anybody.get(path).text
    assert anybody.get(f"{path}/{stays}").status_code == 200
    assert browser.get(f"{path}/{gone}").status_code == 200, "its teller still has it"
    press(browser, browser.get(f"{path}/consent"), "/consent", purposes=["publish", "voice", "face"])
    assert anybody.get(f"{path}/{gone}").status_code == 200


def refused_to_all(site: Site, path: str) -> None:
    for name in ("recording", "picture"):
        assert site.browser().get(f"{path}/{name}").status_code == 404
        assert f"{path}/{name}" not in site.browser().get(path).text


def test_what_is_withdrawn_is_neither_heard_nor_seen(told: tuple[Browser, str], site: Site) -> None:
    browser, path = told
    press(browser, browser.get(f"{path}/withdraw"), "/withdraw")
    refused_to_all(site, path)
    assert browser.get(f"{path}/recording").content == SOUND


@pytest.mark.parametrize("command", [Hold, Hide])
def test_what_a_moderator_stops_is_neither_heard_nor_seen(told: tuple[Browser, str], town: Town, site: Site, command: Any) -> None:
    path = told[1]
    more = {"statement": "It shows somebody else."} if command is Hide else {}
    town.do(ASH, command(contribution=path.split("/")[-1], reason="personal-data", **more), Author(town.ash.offices["moderator"]))
    settled(town)
    refused_to_all(site, path)
    assert site.browser(town.ash.staff["moderator"]).get(f"{path}/recording").content == SOUND, "who judges it hears it"
    assert f"{path}/recording" in site.browser(town.ash.staff["moderator"]).get(f"{path}/care").text
    assert site.browser(town.ash.staff["officer"]).get(f"{path}/recording").status_code == 404
    press(told[0], told[0].get(f"{path}/consent"), "/consent", purposes=["publish"])
    assert site.browser(town.ash.staff["moderator"]).get(f"{path}/recording").status_code == 404


def test_nobody_hears_a_person_who_was_erased(told: tuple[Browser, str], town: Town, site: Site) -> None:
    browser, path = told
    town.installation.forget(town.session(browser.session).person)
    settled(town)
    for anybody in (site.browser(), browser, site.browser(town.ash.staff["moderator"])):
        assert anybody.get(f"{path}/recording").status_code == 404
        assert anybody.get(f"{path}/picture").status_code == 404


def test_a_picture_is_folded_away_behind_what_the_story_speaks_of(told: tuple[Browser, str], site: Site) -> None:
    page = site.browser().get(told[1]).text
    assert page.index("<details") < page.index("Read the story") < page.index(f'src="{told[1]}/picture"') < page.index("</details>")


def test_a_story_that_is_kept_private_is_heard_by_its_teller_alone(start: str, town: Town, site: Site) -> None:
    browser = site.browser()
    path = tell(browser, start, {"audio": SOUND}, ["voice"], publish="no").url.path.removesuffix("/thanks")
    refused_to_all(site, path)
    assert browser.get(f"{path}/recording").content == SOUND
    steward = site.browser(town.ash.staff["steward"])
    assert steward.get(f"{path}/recording").status_code == 404


def test_a_file_without_its_consent_is_not_sent(start: str, town: Town, site: Site) -> None:
    browser = site.browser()
    path = tell(browser, start, {"audio": SOUND, "picture": picture()}, ["face"]).url.path.removesuffix("/thanks")
    assert site.browser().get(f"{path}/picture").status_code == 200
    assert browser.get(f"{path}/recording").status_code == 404
    assert town.installation.people.drafts.files(town.session(browser.session).person) == []


def clear(folder: Path, sought: bytes) -> list[str]:
    """Files of a folder in which some bytes stand."""
    return [str(path) for path in folder.rglob("*") if path.is_file() and sought in path.read_bytes()]


def test_nothing_of_a_recording_stands_in_clear_in_the_data_folder(
    told: tuple[Browser, str], start: str, town: Town, site: Site
) -> None:
    browser = site.browser()
    found = form(browser.get(start), "/words")
    browser.send_form(
        found["action"], found["fields"] | ANSWERS["words"] | {"audio": ""}, files={"picture": ("of mine.jpg", picture())}
    )
    for sought in (
        SOUND[500:540],
        b64encode(SOUND[501:531]),
        b"OggS",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"SECRET PLACE",
        b"of mine",
    ):
        assert clear(town.installation.home, sought) == []


def test_an_erased_story_leaves_neither_the_sealed_bytes_nor_their_key(told: tuple[Browser, str], town: Town, site: Site) -> None:
    browser, path = told
    store = town.installation.store
    story = path.split("/")[-1].encode()
    leaves = enumerate(store.read(ASH, 0, 100_000))
    (at,) = [i for i, leaf in leaves if b'"kind":"audio"' in leaf and story in leaf]
    sealed = store.payload(ASH, at, 0)
    assert sealed
    assert clear(town.installation.home, sealed[2_000:2_040])
    press(browser, browser.get(f"{path}/erase"), "/erase")
    erasures = town.installation.erasures
    while not erasures.follow():
        pass
    assert town.installation.payload(ASH, at, 0) is None
    assert clear(town.installation.home, sealed[2_000:2_040]) == []
    assert [browser.get(f"{path}/{name}").status_code for name in ("recording", "picture")] == [404, 404]


def test_what_was_taken_off_comes_back_from_no_backup(told: tuple[Browser, str], town: Town) -> None:
    """A copy of the store that is older than the keyring, or the other way round, has nothing to open it with."""
    browser, path = told
    store, keyring = town.installation.store, town.installation.keyring
    story = path.split("/")[-1].encode()
    (at,) = [i for i, leaf in enumerate(store.read(ASH, 0, 100_000)) if b'"kind":"audio"' in leaf and story in leaf]
    sealed, key = store.payload(ASH, at, 0), keyring.key(KeyId(ASH, at, 0))
    assert sealed
    assert key
    press(browser, browser.get(f"{path}/attach"), "/detach")
    while not town.installation.erasures.follow():
        pass
    keyring.keep([Key(KeyId(ASH, at, 0), "p_of_a_backup", key)])
    with store.write() as batch:
        batch.put_payload(ASH, at, 0, sealed)
    assert town.installation.payload(ASH, at, 0)
    town.installation.erasures.replay(ASH)
    assert (store.payload(ASH, at, 0), keyring.key(KeyId(ASH, at, 0))) == (None, None)


def test_what_is_taken_off_is_gone_for_good_and_another_can_take_its_place(
    told: tuple[Browser, str], town: Town, site: Site
) -> None:
    browser, path = told
    assert press(browser, browser.get(f"{path}/attach"), "/detach").url.path == path
    assert browser.get(f"{path}/recording").status_code == 404
    assert site.browser().get(f"{path}/picture").status_code == 200
    found = form(browser.get(f"{path}/attach"), "/attach")
    fields = {"kind": "audio", "allow": "true", "token": found["fields"].get("token", "")}
    again = browser.send_form(found["action"], fields, files={"file": ("b.ogg", SOUND[:900])})
    assert again.url.path == path, words(again)
    assert site.browser().get(f"{path}/recording").content == SOUND[:900]


@pytest.mark.parametrize(
    ("fields", "file", "sentence"),
    [
        ({"kind": "audio", "allow": "true"}, b"", "Choose a file first"),
        ({"kind": "audio", "allow": "true"}, b"<html>", "This file is no recording"),
        ({"kind": "audio"}, SOUND[:900], "Say that people may hear your voice"),
        ({"kind": "picture", "allow": "true", "about": "Us"}, b"<svg xmlns='x'/>", "This file is no picture"),
        ({"kind": "picture", "allow": "true"}, picture(size=(40, 20)), "what the picture shows"),
    ],
)
def test_a_form_that_lacks_something_says_so_beside_the_field(
    start: str, site: Site, fields: dict[str, str], file: bytes, sentence: str
) -> None:
    browser = site.browser()
    path = tell(browser, start, {}, []).url.path.removesuffix("/thanks")
    sent = {"file": ("x.bin", file)} if file else {}
    page = browser.send_form(f"{path}/attach", fields, files=sent or {"file": ("", b"")})
    assert page.status_code == 422
    assert sentence in words(page)


def test_a_refused_file_loses_no_word_that_was_typed(start: str, site: Site) -> None:
    browser = site.browser()
    found = form(browser.get(start), "/words")
    page = browser.send_form(found["action"], {"text": STORY, "title": "Nine weeks"}, files={"audio": ("a.mp3", b"no sound")})
    assert page.status_code == 422
    assert "This file is no recording" in words(page)
    assert form(page, "/words")["fields"]["text"] == STORY


def test_everything_that_waits_is_in_the_copy_and_goes_with_the_draft(start: str, town: Town, site: Site) -> None:
    browser = site.browser()
    found = form(browser.get(start), "/words")
    page = browser.send_form(found["action"], {"text": STORY}, files={"audio": ("a.ogg", SOUND[:900])})
    person = town.session(browser.session).person
    (kept,) = town.installation.people.drafts.files(person)
    assert kept.content == SOUND[:900]
    assert [kept.draft, "audio"] == browser.get(f"/c/{ASH}/mine/copy").json()["files"][0][:2]
    press(browser, browser.get(page.url.path.replace("/whose", "/remove")), "/remove")
    assert town.installation.people.drafts.files(person) == []


def test_the_bundle_holds_neither_recording_nor_picture(told: tuple[Browser, str], town: Town, tmp_path: Path) -> None:
    export_community(town.installation, ASH, tmp_path / "bundle")
    assert clear(tmp_path, b"OggS") == clear(tmp_path, SOUND[500:540]) == []
    assert "The broken lift." not in (tmp_path / "bundle/words/openings.jsonl").read_text()
    report = audit(tmp_path / "bundle")
    assert report.faults == []


def test_a_picture_is_drawn_anew_without_what_hid_in_it() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        drawn = media.drawn(picture(kind, (300, 200)))
        assert b"SECRET" not in drawn
        with Image.open(io.BytesIO(drawn)) as seen:
            assert (seen.size, seen.getexif().get(0x010E), seen.info.get("comment")) == ((200, 300), None, None)


def test_a_small_file_that_claims_to_be_a_huge_picture_is_refused_unread() -> None:
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 500_000
    with pytest.raises(Refused):
        media.drawn(bomb.getvalue())
    with pytest.raises(Refused):
        media.drawn(picture()[:3_000])
