"""The page of a result says why it came out so, who sees it otherwise and why, and how people were told apart."""

import re

import pytest

from folkmoot.domain.contributing import Withdraw
from folkmoot.domain.deciding import AttachView, CallDecision, CastBallot, Choice, CloseDecision, OpenDecision
from folkmoot.moot import Author
from tests.services.browser import Site
from tests.services.reading import form, press, settled, words
from tests.services.town import NOTICE, Town


@pytest.fixture
def decided(town: Town) -> str:
    """The address of a decision with a result: two ballots, one of each."""
    options = (Choice(text="A bench"), Choice(text="A tree"))
    decision = town.do("ash-hill", CallDecision(canvas=town.ash.canvas, question="What goes there?", options=options, quorum=2))
    town.do("ash-hill", OpenDecision(decision=decision))
    for who, choice in ((town.ash.anna, ["a", "b"]), (town.ash.bela, ["b"])):
        town.do("ash-hill", CastBallot(decision=decision, choice=choice), Author(who.pseudonym))
    town.do("ash-hill", CloseDecision(decision=decision))
    settled(town)
    return f"/c/ash-hill/decision/{decision}"


def test_the_page_says_why_in_sentences(site: Site, decided: str) -> None:
    said = words(site.browser().get(decided))
    assert "2 ballots were cast. At least 2 were needed, so the result binds." in said
    assert "A tree : 2 of 2 people ticked it." in said
    assert "The option with most ticks is chosen. No share of all ballots was needed." in said
    assert "0 ballots did not tick “A tree”" in said
    assert "Nobody attached a view that differs." in said
    assert "With so few people it is not said how many of each." in said


def test_somebody_who_sees_it_otherwise_attaches_a_view_once(town: Town, site: Site, decided: str) -> None:
    anna = site.browser(town.ash.anna.session)
    page = press(anna, anna.get(decided), "/view", text="A bench is for the old ones.", publish="yes")
    assert page.status_code == 200
    said = words(site.browser().get(decided))
    assert "A bench is for the old ones." in said
    assert "Nobody attached a view" not in said
    assert f'action="{decided}/view"' not in anna.get(decided).text


def test_a_view_that_is_refused_keeps_what_was_typed(town: Town, site: Site, decided: str) -> None:
    bela = site.browser(town.ash.bela.session)
    page = press(bela, bela.get(decided), "/view", text="I disagree.")
    assert page.status_code == 422
    assert form(page, "/view")["fields"]["text"] == "I disagree."


def test_a_view_taken_down_leaves_the_page_and_the_result_stands(town: Town, site: Site, decided: str) -> None:
    decision = decided.rpartition("/")[2]
    by = Author(town.ash.bela.pseudonym)
    town.do("ash-hill", AttachView(decision=decision, text="Not this.", lang="en", publish=True, **NOTICE), by)
    settled(town)
    assert "Not this." in words(site.browser().get(decided))
    (view,) = re.findall(r"/contribution/(con_[a-z2-7]+)", site.browser().get(decided).text)
    town.do("ash-hill", Withdraw(contribution=view), by)
    settled(town)
    said = words(site.browser().get(decided))
    assert "Not this." not in said
    assert "These words are not shown." in said
    assert "so the result binds" in said


def test_there_is_nothing_to_attach_before_the_result(town: Town, site: Site) -> None:
    address = f"/c/ash-hill/decision/{town.ash.decision}"
    page = site.browser(town.ash.anna.session).get(address)
    assert f'action="{address}/ballot"' in page.text
    assert f'action="{address}/view"' not in page.text
