"""A page for everybody is kept until an entry touches it, and never holds anything that is for one person."""

import gzip
from pathlib import Path

from folkmoot.domain.canvas import OpenCanvas
from folkmoot_web.files import Files
from folkmoot_web.keeping import WAYS, Keeping, Kept
from tests.services.browser import Site
from tests.services.town import ASH, ELM, Town


def test_a_page_is_made_once_and_again_when_an_entry_touches_it(town: Town, small: Site) -> None:
    browser = small.browser()
    first = browser.get(f"/{ASH}/talk").text
    assert browser.get(f"/{ASH}/talk").text == first
    town.do(ELM, OpenCanvas(question="Elsewhere?", promise="We answer.", level="inform"))
    assert browser.get(f"/{ASH}/talk").text == first
    town.do(ASH, OpenCanvas(question="And here?", promise="We answer.", level="inform"))
    town.installation.views(ASH).wait(town.installation.store.head(ASH).size, 10)
    assert browser.get(f"/{ASH}/talk").text != first


def test_one_who_has_a_page_already_is_told_that_it_did_not_change(town: Town, small: Site) -> None:
    browser = small.browser()
    page = browser.get(f"/{ASH}/talk")
    again = browser.get(f"/{ASH}/talk", headers={"if-none-match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == page.headers["etag"]
    assert browser.get(f"/{ASH}/talk", headers={"if-none-match": 'W/"other"'}).status_code == 200


def test_a_page_is_sent_compressed_to_those_who_take_it(town: Town, small: Site) -> None:
    browser = small.browser()
    packed = browser.get(f"/{ASH}/talk", headers={"accept-encoding": "gzip"})
    plain = browser.get(f"/{ASH}/talk", headers={"accept-encoding": "gzip;q=0"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert "accept-encoding" in packed.headers["vary"].lower()


def test_somebody_with_a_session_is_given_neither_the_kept_page_nor_a_page_to_keep(town: Town, small: Site) -> None:
    anybody = small.browser().get(f"/{ASH}/talk").text
    for session in (town.ash.anna.session, town.ash.staff["steward"]):
        answer = small.browser(session).get(f"/{ASH}/talk")
        assert answer.text != anybody
        assert "etag" not in answer.headers
        assert "content-encoding" not in answer.headers
    assert small.browser().get(f"/{ASH}/talk").text == anybody


def test_queries_that_a_page_does_not_read_do_not_make_it_anew_and_those_it_reads_do(town: Town, small: Site) -> None:
    browser = small.browser()
    page = browser.get(f"/{ASH}/talk").text
    assert browser.get(f"/{ASH}/talk?from=mail&utm=7").text == page
    assert browser.get(f"/{ASH}/talk?page=1").text == page
    assert browser.get(f"/{ASH}/talk?page=2").text != page


def test_a_session_that_means_nothing_is_treated_as_none(town: Town, small: Site) -> None:
    page = small.browser().get(f"/{ASH}/talk").text
    assert small.browser("forged" * 8).get(f"/{ASH}/talk").text == page


def test_what_is_kept_is_bounded_and_the_longest_unasked_goes_first() -> None:
    keeping = Keeping(room=10_000)
    for n in range(30):
        keeping.keep(f"page {n}", filled(b"x" * 900))
        keeping.find("page 0")
    kept = [n for n in range(30) if keeping.find(f"page {n}")]
    assert sum(900 for _ in kept) <= 10_000
    assert kept[0] == 0
    assert kept[-1] == 29
    keeping.keep("too large", filled(bytes(range(256)) * 20))
    assert keeping.find("too large") is None


def test_the_ways_to_pages_are_bounded_and_lead_to_nothing_that_is_gone() -> None:
    keeping = Keeping()
    keeping.keep("page", filled(b"x"))
    for n in range(WAYS + 5):
        keeping.lead(("en", "/", str(n).encode()), "page")
    assert keeping.at(("en", "/", b"0")) is None
    assert keeping.at(("en", "/", b"9")) is keeping.find("page")
    assert keeping.at(("fr", "/", b"9")) is None
    keeping.clear()
    assert keeping.at(("en", "/", b"9")) is None


def filled(body: bytes) -> Kept:
    page = Kept(1)
    page.fill(body)
    return page


def test_an_erasure_lets_go_of_every_page(town: Town, small: Site) -> None:
    browser = small.browser()
    first = browser.get(f"/{ASH}/talk").text
    for follower in town.installation.erasures.followers:
        follower(ASH, 0)
    assert browser.get(f"/{ASH}/talk").text != first


def test_packaged_files_are_found_by_their_content_and_kept_for_good(small: Site) -> None:
    address = Files().address("folkmoot.css")
    answer = small.browser().get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert small.browser().get("/static/000000000000/folkmoot.css").status_code == 404
    assert small.browser().get("/static/folkmoot.css").status_code == 404


def test_what_lies_behind_a_link_among_the_files_is_not_served(tmp_path: Path) -> None:
    folder, outside = tmp_path / "static", tmp_path / "outside"
    (folder / "inner").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (folder / "plain.css").write_text("p{}" * 400)
    (folder / ".hidden").write_text("hidden")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "inner" / "folder").symlink_to(outside)
    files = Files(folder)
    assert list(files._addresses) == ["plain.css"]
    found = files.find(files.address("plain.css").removeprefix("/static/"))
    assert found is not None
    assert gzip.decompress(found.packed) == found.body
