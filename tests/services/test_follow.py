"""A canvas is followed at one's own pace; a round-up holds what may be shown when it goes, and stops with one click."""

import time
from collections.abc import Iterator

import httpx
import pytest

from folkmoot.domain.contributing import Contribute, Withdraw
from folkmoot.moot import Author
from folkmoot.record.follows import PACES, follows
from tests.services.browser import Site, serving
from tests.services.letterbox import Letterbox, code, receiving, text
from tests.services.reading import press, settled, words
from tests.services.town import ASH, NOTICE, Resident, Town


@pytest.fixture(scope="module")
def box(town: Town) -> Iterator[Letterbox]:
    with receiving(town.installation) as box:
        yield box


@pytest.fixture(scope="module")
def site(town: Town, box: Letterbox) -> Iterator[Site]:
    with serving(town.installation) as site:
        yield site


def canvas(town: Town) -> str:
    return f"/c/{ASH}/canvas/{town.ash.canvas}"


def following(town: Town, site: Site, box: Letterbox, address: str, pace: str = "week") -> Resident:
    """A resident who follows the canvas."""
    who = town.resident(town.ash, "Follower")
    browser = site.browser(who.session)
    page = press(browser, browser.get(f"{canvas(town)}/follow"), "/follow", pace=pace, address=address)
    assert "Look at your e-mail" in words(page)
    browser.send_form(f"/c/{ASH}/letter/code", {"code": code(box.wait(address))})
    page = browser.get(f"{canvas(town)}/follow")
    assert f"A round-up goes to {address}" in words(page)
    return who


def due(town: Town, who: Resident) -> None:
    """Let the round-up of somebody be due now; it goes out with the next look."""
    from sqlalchemy import update

    with town.installation.people._file.writing() as db:
        db.execute(update(follows).where(follows.c.person == who.person).values(due=int(time.time()) - 1))


def say(town: Town, words: str, by: Resident | None = None) -> str:
    who = by or town.ash.anna
    said = Contribute(canvas=town.ash.canvas, kind="idea", text=words, publish=True, **NOTICE)
    return town.do(ASH, said, Author(who.pseudonym, who.person))


def test_a_round_up_counts_what_is_public_when_it_goes_and_nothing_taken_back(town: Town, site: Site, box: Letterbox) -> None:
    who = following(town, site, box, "rita@example.org")
    say(town, "A bench at the gate for round-ups.")
    gone = say(town, "This was said and taken back.")
    town.do(ASH, Withdraw(contribution=gone), Author(town.ash.anna.pseudonym, town.ash.anna.person))
    settled(town)
    due(town, who)
    said = text(box.wait("rita@example.org", 2))
    assert "- Ideas: 1\n" in said
    assert "What next?" in said
    assert f"{site.origin}{canvas(town)}/since?entry=" in said
    assert "taken back" not in said
    assert "A bench" not in said, "a letter cannot be taken back, so it repeats nobody's words"


def test_what_was_told_once_is_not_told_again_and_nothing_new_is_no_letter(town: Town, site: Site, box: Letterbox) -> None:
    who = following(town, site, box, "sam@example.org")
    say(town, "Something for Sam.")
    settled(town)
    due(town, who)
    box.wait("sam@example.org", 2)
    due(town, who)
    people = town.installation.people
    end = time.monotonic() + 20
    while people._file.all(follows.select().where(follows.c.person == who.person, follows.c.due < time.time())):
        assert time.monotonic() < end
        time.sleep(0.02)
    while people.outbox.waiting():
        assert time.monotonic() < end
        time.sleep(0.02)
    assert len(box.to("sam@example.org")) == 2


@pytest.mark.parametrize("pace", sorted(PACES))
def test_the_pace_is_ones_own_and_changed_at_any_time(town: Town, site: Site, box: Letterbox, pace: str) -> None:
    who = following(town, site, box, f"{pace}@example.org", "week")
    browser = site.browser(who.session)
    press(browser, browser.get(f"{canvas(town)}/follow"), "/follow", pace=pace)
    found = town.installation.people.follows.find(who.person, ASH, town.ash.canvas)
    assert found is not None
    assert found.pace == pace
    (row,) = town.installation.people._file.all(follows.select().where(follows.c.person == who.person))
    assert 0 <= int(time.time()) + PACES[pace] - row[7] < 60


def test_one_click_of_a_mail_program_stops_the_letters_without_cookie_or_origin(town: Town, site: Site, box: Letterbox) -> None:
    who = following(town, site, box, "tom@example.org")
    say(town, "Something for Tom.")
    settled(town)
    due(town, who)
    letter = box.wait("tom@example.org", 2)
    assert letter["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert str(letter["list-unsubscribe"]).startswith(f"<{site.origin}/stop/")
    stop = str(letter["list-unsubscribe"]).strip("<>")
    assert stop in text(letter)
    people = town.installation.people
    assert "Stop these letters?" in words(httpx.get(stop)), "looking stops nothing"
    assert people.follows.find(who.person, ASH, town.ash.canvas) is not None
    answer = httpx.post(stop, files={"List-Unsubscribe": (None, "One-Click")})
    assert answer.status_code == 200
    assert people.follows.find(who.person, ASH, town.ash.canvas) is None
    again = httpx.post(stop, data={"List-Unsubscribe": "One-Click"})
    assert (again.status_code, again.history) == (200, [])
    assert "These letters have stopped" in words(again)


def test_the_stop_link_of_one_stops_nobody_else(town: Town, site: Site, box: Letterbox) -> None:
    first = following(town, site, box, "uli@example.org")
    second = following(town, site, box, "vic@example.org")
    people = town.installation.people
    found = people.follows.find(first.person, ASH, town.ash.canvas)
    assert found is not None
    httpx.post(f"{site.origin}/stop/{people.follows.token(found)}")
    assert people.follows.find(first.person, ASH, town.ash.canvas) is None
    assert people.follows.find(second.person, ASH, town.ash.canvas) is not None


def test_who_removed_the_address_or_was_erased_gets_nothing_more(town: Town, site: Site, box: Letterbox) -> None:
    removed = following(town, site, box, "wim@example.org")
    erased = following(town, site, box, "xia@example.org")
    say(town, "Something for nobody.")
    settled(town)
    town.installation.people.drop_contact(removed.person, "email")
    due(town, removed)
    town.installation.forget(erased.person)
    due(town, erased)  # after that, or it is sent before it is forgotten
    witness = following(town, site, box, "yan@example.org")
    say(town, "Something for Yan.")
    settled(town)
    due(town, witness)
    box.wait("yan@example.org", 2)
    assert len(box.to("wim@example.org")) == len(box.to("xia@example.org")) == 1


def test_a_newcomer_follows_without_joining_and_the_record_does_not_grow(town: Town, site: Site, box: Letterbox) -> None:
    before = town.installation.store.head(ASH).size
    browser = site.browser()
    browser.send_form(f"{canvas(town)}/follow", {"pace": "day", "address": "zoe@example.org"})
    browser.send_form(f"/c/{ASH}/letter/code", {"code": code(box.wait("zoe@example.org"))})
    assert "A round-up goes to zoe@example.org" in words(browser.get(f"{canvas(town)}/follow"))
    assert town.installation.store.head(ASH).size == before


def test_a_refused_address_keeps_what_was_typed_and_follows_nothing(town: Town, site: Site, box: Letterbox) -> None:
    who = town.resident(town.ash, "Wrong")
    page = site.browser(who.session).send_form(f"{canvas(town)}/follow", {"pace": "month", "address": "wrong"})
    assert page.status_code == 422
    assert 'value="wrong"' in page.text
    assert 'value="month" checked' in page.text
    assert town.installation.people.follows.of(who.person) == []


def test_what_is_followed_is_in_the_copy_of_all_that_is_held(town: Town, site: Site, box: Letterbox) -> None:
    who = following(town, site, box, "copy@example.org", "month")
    held = site.browser(who.session).get(f"/c/{ASH}/mine/copy").json()
    assert held["follows"] == [[ASH, town.ash.canvas, "month"]]
    assert held["contact"] == {"email": "copy@example.org"}
