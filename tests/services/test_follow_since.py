"""What changed since I was here is counted from an entry, from what I read, or from what I last did; the record knows nothing of it."""

import re

from folkmoot.domain.contributing import Contribute, Withdraw
from folkmoot.moot import Author
from tests.services.browser import Site
from tests.services.reading import press, settled, words
from tests.services.town import ASH, NOTICE, Resident, Town


def since(town: Town) -> str:
    return f"/c/{ASH}/canvas/{town.ash.canvas}/since"


def say(town: Town, text: str, who: Resident) -> str:
    said = Contribute(canvas=town.ash.canvas, kind="idea", text=text, publish=True, **NOTICE)
    made = town.do(ASH, said, Author(who.pseudonym, who.person))
    settled(town)
    return made


def test_an_address_with_an_entry_shows_what_came_after_it_to_anybody(town: Town, site: Site) -> None:
    browser = site.browser()
    page = browser.get(since(town))
    kept = re.search(r'href="([^"]+/since\?entry=\d+)"', page.text)
    assert kept
    assert "Nothing is new" in words(browser.get(kept[1]))
    say(town, "News for whoever kept the address.", town.ash.anna)
    assert "News for whoever kept the address." in words(browser.get(kept[1]))
    assert not browser.session, "looking starts no session"


def test_who_took_part_sees_what_came_since_they_did_something(town: Town, site: Site) -> None:
    say(town, "Old news for the reader.", town.ash.anna)
    reader = town.resident(town.ash, "Reader")
    settled(town)
    browser = site.browser(reader.session)
    page = words(browser.get(since(town)))
    assert "Since you last brought or answered something here." in page
    assert "Old news for the reader." not in page
    say(town, "Fresh news for the reader.", town.ash.anna)
    assert "Fresh news for the reader." in words(browser.get(since(town)))


def test_what_was_read_is_not_shown_again_and_stands_nowhere_in_the_record(town: Town, site: Site) -> None:
    reader = town.resident(town.ash, "Marks")
    say(town, "Read this once.", town.ash.anna)
    browser = site.browser(reader.session)
    before = town.installation.store.head(ASH).size
    press(browser, browser.get(since(town)), "/since/read")
    assert town.installation.store.head(ASH).size == before
    page = words(browser.get(since(town)))
    assert "Since you last said that you had read this." in page
    assert "Read this once." not in page
    held = browser.get(f"/c/{ASH}/mine/copy").json()
    assert [visit[:2] for visit in held["visits"]] == [[ASH, town.ash.canvas]]


def test_what_was_taken_back_since_is_not_shown(town: Town, site: Site) -> None:
    browser = site.browser()
    kept = re.search(r'href="([^"]+/since\?entry=\d+)"', browser.get(since(town)).text)
    assert kept
    anna = town.ash.anna
    idea = say(town, "Said and taken back.", anna)
    town.do(ASH, Withdraw(contribution=idea), Author(anna.pseudonym, anna.person))
    settled(town)
    assert "Said and taken back." not in words(browser.get(kept[1]))


def test_an_entry_that_is_not_there_yet_is_no_fault(town: Town, site: Site) -> None:
    assert "Nothing is new" in words(site.browser().get(f"{since(town)}?entry=999999999"))
    assert site.browser().get(f"{since(town)}?entry=-5").status_code in (400, 422)
