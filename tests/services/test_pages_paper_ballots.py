"""Ballots on paper are typed by one office and count once a second person typed the same."""

import re

from folkmoot.domain.deciding import CallDecision, Choice, OpenDecision
from tests.services.browser import Browser, Site
from tests.services.reading import form, press, settled, words
from tests.services.town import ASH, Town


def vote(town: Town) -> str:
    """Where the ballots on paper of a new open vote are typed."""
    options = (Choice(text="A bench"), Choice(text="A tree"))
    decision = town.do(ASH, CallDecision(canvas=town.ash.canvas, question="Which?", options=options))
    town.do(ASH, OpenDecision(decision=decision))
    settled(town)
    return f"/c/{ASH}/decision/{decision}/paper"


def officer(site: Site, town: Town, role: str) -> Browser:
    """A browser of somebody in an office."""
    return site.browser(town.staff(ASH, town.ash.offices[role]))


def test_a_batch_counts_once_a_second_person_typed_the_same_pile(town: Town, site: Site) -> None:
    address = vote(town)
    first, second = officer(site, town, "facilitator"), officer(site, town, "officer")
    page = press(first, first.get(address), "/paper", ballots="a\nA, b\n-\nb a\n")
    assert "Batch 1 Waits for a second person" in words(page)
    assert "4 sheets, typed by The facilitator" in words(page)
    check = second.get(f"{address}/1/check")
    assert form(check, "/check")["fields"]["ballots"] == ""
    page = press(second, check, "/check", ballots="a\na b\n-\na b")
    assert "Batch 1 Counts" in words(page)
    decision = address.removesuffix("/paper")
    assert re.search(r"ballots?\s+4", words(site.browser().get(decision)))
    closed = press(first, first.get(decision), "/close")
    assert "How 4 people decided" in words(closed)
    assert re.search(r"attested|vouch", words(closed))


def test_a_mismatch_is_shown_to_both_and_mended_by_typing_again(town: Town, site: Site) -> None:
    address = vote(town)
    first, second = officer(site, town, "facilitator"), officer(site, town, "officer")
    press(first, first.get(address), "/paper", ballots="a\nb\na b")
    press(second, second.get(f"{address}/1/check"), "/check", ballots="a\na")
    for browser in (first, second):
        said = words(browser.get(address))
        assert "Batch 1 Not the same" in said
        assert "2 b a 3 a b no such sheet" in said
    assert "Batch 1 of the paper ballots was not checked" in words(
        press(first, first.get(address.removesuffix("/paper")), "/close")
    )
    press(first, first.get(f"{address}?batch=1"), "/paper", ballots="a\na\na b")
    page = press(second, second.get(f"{address}/1/check"), "/check", ballots="a\na\na b")
    assert "Batch 1 Counts" in words(page)


def test_nobody_checks_their_own_typing_in_another_office_of_theirs(town: Town, site: Site) -> None:
    address = vote(town)
    people = town.installation.people
    person = people.person()
    for role in ("facilitator", "officer"):
        people.give_office(person, ASH, town.ash.offices[role])
    both = site.browser(people.open_session(person, "staff", 3600))
    press(both, both.get(address), "/paper", ballots="a")
    page = press(both, both.get(f"{address}/1/check"), "/check", ballots="a")
    assert page.status_code in (403, 409, 422)
    assert "You typed this batch yourself" in words(page)
    assert form(page, "/check")["fields"]["ballots"] == "a"


def test_a_line_that_cannot_be_read_is_named_and_nothing_typed_is_lost(town: Town, site: Site) -> None:
    address = vote(town)
    browser = officer(site, town, "facilitator")
    for typed, sentence in (("a\n7\nb", "Line 2 cannot be read"), ("a\nb\nz", "Ballot 3:")):
        page = press(browser, browser.get(address), "/paper", ballots=typed)
        assert page.status_code == 422 or page.status_code == 409
        assert sentence in words(page)
        assert form(page, "/paper")["fields"]["ballots"] == typed
    assert "No batch yet." in words(browser.get(address))


def test_a_batch_is_set_aside_by_typing_nothing(town: Town, site: Site) -> None:
    address = vote(town)
    browser = officer(site, town, "facilitator")
    press(browser, browser.get(address), "/paper", ballots="a\nb")
    page = press(browser, browser.get(f"{address}?batch=1"), "/paper", ballots="")
    assert "Batch 1 Set aside" in words(page)
    assert officer(site, town, "officer").get(f"{address}/1/check").status_code == 404
    assert "0 ballots counted" in words(press(browser, browser.get(address.removesuffix("/paper")), "/close"))


def test_residents_and_other_offices_type_no_ballots(town: Town, site: Site) -> None:
    address = vote(town)
    assert site.browser(town.ash.anna.session).get(address).status_code == 403
    assert officer(site, town, "moderator").get(address).status_code == 403
    assert site.browser().get(address).status_code == 401
