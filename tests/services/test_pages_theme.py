"""Themes and the thread on the site: made, linked for a reason, contested by others, ended by whoever told it."""

import re

import pytest

from folkmoot.domain.contributing import Contribute
from folkmoot.domain.telling import Telling
from folkmoot.moot import Author
from tests.services.browser import Browser, Site
from tests.services.reading import form, press, settled, words
from tests.services.town import NOTICE, Town


@pytest.fixture(autouse=True)
def _settled(town: Town) -> None:
    settled(town)


def _told(browser: Browser, town: Town, kind: str = "story", text: str = "Nobody could lift the pram.") -> str:
    """The id of what somebody brought in public."""
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/add-{kind}")
    thanks = press(browser, page, f"/add-{kind}", text=text, publish="yes")
    return thanks.url.path.removesuffix("/thanks").rpartition("/")[2]


def _made(browser: Browser, town: Town, name: str = "Getting up the stairs") -> str:
    """The path of a theme that somebody made."""
    page = browser.get(f"/c/ash-hill/canvas/{town.ash.canvas}/themes")
    theme = press(browser, page, "/themes", text=name, publish="yes")
    assert theme.status_code == 200, words(theme)
    return theme.url.path


def _linked(browser: Browser, theme: str, contribution: str, why: str = "A pram has to go up too.") -> str:
    page = press(browser, browser.get(f"{theme}/link"), "/link", contribution=contribution, text=why, publish="yes")
    assert page.status_code == 200, words(page)
    return words(page)


def test_somebody_without_an_account_makes_a_theme_and_links_a_story_with_a_reason(town: Town, site: Site) -> None:
    browser = site.browser()
    story = _told(site.browser(), town)
    assert "made by Participant" in words(browser.get(_made(browser, town)))
    theme = _made(browser, town, "Prams")
    page = _linked(browser, theme, story)
    assert "Nobody could lift the pram." in page
    assert "A pram has to go up too." in page
    listed = words(site.browser().get(f"/c/ash-hill/canvas/{town.ash.canvas}/themes"))
    assert "Prams 1 story 1 thing in all" in listed
    assert "themes" in site.browser().get(f"/c/ash-hill/canvas/{town.ash.canvas}").text


def test_a_form_that_is_refused_keeps_what_was_typed(town: Town, site: Site) -> None:
    browser = site.browser()
    story = _told(site.browser(), town)
    theme = _made(browser, town, "Lifts")
    page = browser.get(f"{theme}/link")
    back = press(browser, page, "/link", contribution=story, text="It speaks of a lift.", publish="")
    assert back.status_code == 422
    assert '<a href="#publish">' in back.text
    assert form(back, "/link")["fields"]["text"] == "It speaks of a lift."
    assert re.search(f'<option value="{story}"[^>]* selected>', back.text)
    nothing = press(browser, page, "/link", contribution=story, text=" ", publish="yes")
    assert nothing.status_code == 422
    assert "Write your reason first" in words(nothing)


def test_a_form_sent_twice_is_one_link(town: Town, site: Site) -> None:
    browser = site.browser()
    story, theme = _told(site.browser(), town), _made(browser, town, "Ramps")
    page = browser.get(f"{theme}/link")
    for _ in range(2):
        sent = press(browser, page, "/link", contribution=story, text="A ramp would do.", publish="yes")
        assert sent.status_code == 200
    assert words(sent).count("because: A ramp would do.") == 1


def test_others_contest_a_link_and_it_stays_and_who_linked_it_says_why(town: Town, site: Site) -> None:
    browser, other = site.browser(), site.browser()
    story, theme = _told(site.browser(), town), _made(browser, town, "Steps")
    _linked(browser, theme, story)
    address = f"{theme}/contribution/{story}"
    asked = other.get(f"{address}/contest")
    assert "shown as contested" in words(asked)
    contested = words(press(other, asked, "/contest", text="It is about the landlord.", publish="yes"))
    assert "Contested" in contested
    assert "It is about the landlord." in contested
    assert "/uphold" in browser.get(theme).text
    assert "/uphold" not in other.get(theme).text
    upheld = words(press(browser, browser.get(f"{address}/uphold"), "/uphold", text="It is about both.", publish="yes"))
    assert "Contested, and upheld" in upheld
    assert "It is about both." in upheld


def test_whoever_told_it_takes_it_out_from_its_own_page_at_once(town: Town, site: Site) -> None:
    browser, teller = site.browser(), site.browser()
    story, theme = _told(teller, town), _made(browser, town, "Doors")
    _linked(browser, theme, story)
    page = teller.get(f"/c/ash-hill/contribution/{story}")
    assert "Take it out of this theme" in words(page)
    asked = teller.get(f"{theme}/contribution/{story}/contest")
    assert "leaves the theme at once" in words(asked)
    after = press(teller, asked, "/contest", text="I meant something else.", publish="yes")
    assert "Nobody could lift the pram." not in words(after)
    assert "It is in no theme so far." in words(teller.get(f"/c/ash-hill/contribution/{story}"))
    again = press(browser, browser.get(f"{theme}/link"), "/link", contribution=story, text="Yes it is.", publish="yes")
    assert again.status_code == 422
    assert "only they can put it back" in words(again)
    step = words(site.browser().get(f"/c/ash-hill/thread/{story}/to/{theme.rpartition('/')[2]}"))
    assert "I meant something else." in step
    assert "who told it, ended the link" in step


def test_who_linked_something_takes_the_link_back_and_nobody_else_does(town: Town, site: Site) -> None:
    browser = site.browser()
    story, theme = _told(site.browser(), town), _made(browser, town, "Windows")
    _linked(browser, theme, story)
    assert "/unlink" not in site.browser(town.ash.anna.session).get(theme).text
    assert "Nothing is in this theme yet" in words(press(browser, browser.get(theme), "/unlink"))


def test_a_theme_is_renamed_everywhere(town: Town, site: Site) -> None:
    browser = site.browser()
    story, theme = _told(site.browser(), town), _made(browser, town, "Lihgts")
    _linked(browser, theme, story)
    stranger = site.browser()
    assert "Lihgts" in words(stranger.get(f"/c/ash-hill/contribution/{story}"))
    press(browser, browser.get(f"{theme}/rename"), "/rename", text="Lights", publish="yes")
    for path in (theme, f"/c/ash-hill/contribution/{story}", f"/c/ash-hill/thread/{story}"):
        shown = words(stranger.get(path))
        assert "Lights" in shown
        assert "Lihgts" not in shown


def test_the_thread_is_followed_from_a_story_to_an_idea_and_back(town: Town, site: Site) -> None:
    browser = site.browser()
    story, theme = _told(site.browser(), town), _made(browser, town, "Ways in")
    _linked(browser, theme, story)
    idea = _told(browser, town, "idea", "A ramp at the back door.")
    page = browser.get(f"/c/ash-hill/contribution/{idea}/connect")
    to = theme.rpartition("/")[2]
    thread = press(browser, page, "/connect", relation="grew-from", to=to, text="It would help them all.", publish="yes")
    assert thread.url.path == f"/c/ash-hill/thread/{idea}"
    for start in (story, to, idea):
        shown = site.browser().get(f"/c/ash-hill/thread/{start}")
        for said in ("Nobody could lift the pram.", "Ways in", "A ramp at the back door.", "It would help them all."):
            assert said in words(shown)
        assert '<svg viewBox="0 0 368 ' in shown.text
        assert 'aria-hidden="true"' in shown.text
        for step in (f"thread/{story}/to/{to}", f"thread/{to}/to/{idea}"):
            assert f'href="/c/ash-hill/{step}"' in shown.text
    step = words(site.browser().get(f"/c/ash-hill/thread/{to}/to/{idea}"))
    assert "It would help them all." in step
    assert "said so" in step
    assert "/thread/" in site.browser().get(f"/c/ash-hill/contribution/{story}").text


def test_words_that_were_taken_down_leave_the_theme_the_thread_and_every_step(town: Town, site: Site) -> None:
    browser, teller = site.browser(), site.browser()
    story, theme = _told(teller, town, text="My name is on the door."), _made(browser, town, "Names")
    _linked(browser, theme, story, "Her name is on it.")
    idea = _told(browser, town, "idea", "Doors without names.")
    page = browser.get(f"/c/ash-hill/contribution/{idea}/connect")
    press(browser, page, "/connect", relation="grew-from", to=story, text="", publish="")
    to = theme.rpartition("/")[2]
    pages = [theme, f"/c/ash-hill/contribution/{idea}", f"/c/ash-hill/thread/{story}", f"/c/ash-hill/thread/{story}/to/{to}"]
    stranger = site.browser()
    for path in pages:
        assert "My name is on the door." in words(stranger.get(path))
    press(teller, teller.get(f"/c/ash-hill/contribution/{story}/withdraw"), "/withdraw")
    for path in pages:
        assert "My name is on the door." not in words(stranger.get(path)), path
    assert "not shown" in words(stranger.get(pages[2]))
    because = re.search(r"/thread/(con_[a-z2-7]{16})/to/", stranger.get(theme).text)
    assert because is None


def test_a_theme_and_its_thread_are_shown_as_they_stood(town: Town, site: Site) -> None:
    browser = site.browser()
    story, theme = _told(site.browser(), town), _made(browser, town, "Past")
    settled(town)
    before = town.installation.store.head("ash-hill").size
    _linked(browser, theme, story)
    for path in (theme, theme.replace("/theme/", "/thread/")):
        assert "Nobody could lift the pram." in words(browser.get(path))
        stood = browser.get(f"/at/{before}{path}")
        assert stood.status_code == 200
        assert "Nobody could lift the pram." not in words(stood)


def test_what_is_not_there_is_said_not_to_be_there(town: Town, site: Site) -> None:
    for path in ("theme/the_aaaaaaaaaaaaaaaa", "thread/con_aaaaaaaaaaaaaaaa", f"thread/{town.ash.theme}/to/{town.ash.canvas}"):
        assert site.browser().get(f"/c/ash-hill/{path}").status_code == 404


def test_what_a_story_speaks_of_stands_before_its_words_in_a_theme_in_the_thread_and_in_a_search(town: Town, site: Site) -> None:
    told = Contribute(
        canvas=town.ash.canvas,
        kind="story",
        text="He never came back from the water.",
        lang="en",
        telling=Telling(note="a drowning"),
        publish=True,
        **NOTICE,
    )
    story = town.do("ash-hill", told, Author(town.ash.anna.pseudonym, town.ash.anna.person))
    settled(town)
    browser = site.browser()
    theme = _made(browser, town, "The water")
    _linked(browser, theme, story, "It is deep there.")
    for path in (theme, f"/c/ash-hill/thread/{story}", f"{theme.replace('/theme/', '/thread/')}", "/c/ash-hill/search?q=water"):
        page = words(site.browser().get(path))
        assert "This story speaks of: a drowning" in page, path
        assert "He never came back" not in page, path
    assert "He never came back from the water." in words(site.browser().get(f"/c/ash-hill/contribution/{story}"))
