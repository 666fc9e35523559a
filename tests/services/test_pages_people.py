"""Stewards see who serves by names that the record never holds; who is let in or let go stands there with its reason."""

import re

import httpx
import pytest

from folkmoot.events.community import RoleGiven, RoleTakenBack
from folkmoot.events.entry import read
from folkmoot.events.fact import Fact, Unknown
from tests.services.browser import Browser, Site, serving
from tests.services.reading import form, press, settled, words
from tests.services.town import ASH, Town

PEOPLE = f"/c/{ASH}/people"
WHY = "They lost their phone and their key."


@pytest.fixture
def steward(town: Town, site: Site) -> Browser:
    return site.browser(town.ash.staff["steward"])


def invite(browser: Browser, name: str, title: str = "Facilitator for Elm Row", role: str = "facilitator") -> tuple[str, str]:
    """Address of the link for somebody new, and the page that told it as text."""
    page = press(browser, browser.get(PEOPLE), "/people/invite", name=name, title=title, role=role)
    assert page.status_code == 200, words(page)
    return link_of(page), page.text


def link_of(page: httpx.Response) -> str:
    (link,) = re.findall(r"http://[^<\s]+(/sign-in/[A-Za-z0-9_-]{43})", page.text)
    return str(link)


def office_of(town: Town, name: str) -> str:
    (office,) = [one.office for one in town.installation.people.holders.serving(ASH) if one.name == name]
    return office


def facts(town: Town, last: int) -> list[Fact | Unknown]:
    """The last facts of the record."""
    size = town.installation.store.head(ASH).size
    return [read(leaf).fact() for leaf in town.installation.store.read(ASH, size - last, last)]


def test_a_steward_invites_somebody_who_signs_in_once_and_serves(town: Town, site: Site, steward: Browser) -> None:
    link, _ = invite(steward, "Wiktoria Nowak")
    office = office_of(town, "Wiktoria Nowak")
    (given,) = facts(town, 1)
    assert given == RoleGiven(office=office, role="facilitator")
    new = site.browser()
    press(new, new.get(link), link)
    assert town.session(new.session).kind == "staff"
    assert new.get(f"/c/{ASH}/canvas/{town.ash.canvas}/roll").status_code == 200
    again = site.browser()
    assert press(again, again.get(link), link).status_code == 422


def test_the_name_is_on_the_stewards_page_and_nowhere_in_the_record(town: Town, site: Site, steward: Browser) -> None:
    invite(steward, "Bronisława Kot")
    assert "Bronisława Kot" in words(steward.get(PEOPLE))
    assert "Bronisława" not in site.anybody.get(f"/c/{ASH}/charter").text
    for path in town.installation.home.rglob("*"):
        if path.is_file():
            assert "Bronisława".encode() not in path.read_bytes(), path


def test_only_stewards_see_the_page(town: Town, site: Site) -> None:
    for role in ("facilitator", "officer", "moderator", "safeguarding", "overseer"):
        assert site.browser(town.ash.staff[role]).get(PEOPLE).status_code == 403
    assert site.anybody.get(PEOPLE).status_code == 401
    assert site.browser(town.ash.anna.session).get(PEOPLE).status_code == 403
    assert site.browser(town.elm.staff["steward"]).get(PEOPLE).status_code == 403


@pytest.mark.parametrize(
    ("missing", "sentence"), [("name", "Say who it is"), ("title", "a title"), ("role", "Choose a role from the list")]
)
def test_an_invitation_that_lacks_something_keeps_what_was_typed(steward: Browser, missing: str, sentence: str) -> None:
    typed = {"name": "Ola", "title": "Officer for parks", "role": "officer"} | {missing: ""}
    page = press(steward, steward.get(PEOPLE), "/people/invite", **typed)
    assert page.status_code == 422
    assert sentence in words(page)
    kept = form(page, "/people/invite")["fields"]
    assert {name: kept[name] for name in ("name", "title")} == {name: typed[name] for name in ("name", "title")}


def test_a_form_sent_twice_makes_one_office_and_tells_no_second_link(town: Town, steward: Browser) -> None:
    found = form(steward.get(PEOPLE), "/people/invite")
    fields = {**found["fields"], "name": "Twice Sent", "title": "Officer for roads", "role": "officer"}
    first, second = (steward.send_form(found["action"], fields) for _ in range(2))
    assert link_of(first)
    assert "/sign-in/" not in second.text
    office_of(town, "Twice Sent")


def test_a_further_role_is_given_and_taken_back_with_its_reason(town: Town, site: Site, steward: Browser) -> None:
    invite(steward, "Further")
    office = office_of(town, "Further")
    page = press(steward, steward.get(f"{PEOPLE}/{office}"), "/give", role="moderator")
    assert str(page.url).endswith(office)
    refused = press(steward, page, "/take-back", role="moderator", reason=" ")
    assert refused.status_code == 422
    assert "reason" in words(refused)
    press(steward, page, "/take-back", role="moderator", reason="The term is over.")
    assert facts(town, 2) == [RoleGiven(office=office, role="moderator"), RoleTakenBack(office=office, role="moderator")]
    assert office_of(town, "Further") == office
    again = press(steward, page, "/take-back", role="moderator", reason="The term is over.")
    assert again.status_code == 422
    assert form(again, "/take-back")["fields"]["reason"] == "The term is over."


def test_whoever_holds_no_role_any_more_is_let_go_and_leaves_nothing(town: Town, site: Site, steward: Browser) -> None:
    link, _ = invite(steward, "Leaving Soon")
    office = office_of(town, "Leaving Soon")
    new = site.browser()
    press(new, new.get(link), link)
    person = town.session(new.session).person
    press(steward, steward.get(f"{PEOPLE}/{office}"), "/take-back", role="facilitator", reason="The term is over.")
    assert town.installation.people.session(new.session) is None
    assert town.installation.people.holders.name(person) == ""
    assert "Nobody serves in it." in words(steward.get(f"{PEOPLE}/{office}"))
    page = press(steward, steward.get(f"{PEOPLE}/{office}"), "/give", role="officer", name="Taking Over")
    assert link_of(page)
    assert office_of(town, "Taking Over") == office


def test_the_last_steward_cannot_leave(town: Town, site: Site) -> None:
    home = town.installation
    if "oak" not in home.communities():
        home.found("oak", "Oak", "We listen.", "Steward")
    office = home.steward("oak")
    person = home.people.person()
    home.people.give_office(person, "oak", office)
    settled(town)
    browser = site.browser(home.people.open_session(person, "staff", 600))
    page = browser.get(f"/c/oak/people/{office}")
    refused = press(browser, page, "/take-back", role="steward", reason="I move away.")
    assert refused.status_code == 422
    assert "The last steward cannot leave" in words(refused)
    invited = press(browser, browser.get("/c/oak/people"), "/people/invite", name="Next", title="Second steward", role="steward")
    assert link_of(invited)
    press(browser, page, "/take-back", role="steward", reason="I move away.")
    assert home.people.offices(person) == []


def test_who_lost_every_key_is_let_in_by_another_steward_and_that_is_on_record(town: Town, site: Site, steward: Browser) -> None:
    first, _ = invite(steward, "Lost Keys", "Second steward", "steward")
    office = office_of(town, "Lost Keys")
    old = site.browser()
    press(old, old.get(first), first)
    person = town.session(old.session).person
    town.installation.people.passkeys.add(person, b"lost", b"key", 0, "phone")
    page = press(steward, steward.get(f"{PEOPLE}/{office}"), "/renew", name="Lost Keys", reason=WHY)
    link = link_of(page)
    assert facts(town, 2) == [RoleTakenBack(office=office, role="steward"), RoleGiven(office=office, role="steward")]
    assert town.installation.people.passkeys.find(b"lost") is None
    assert town.installation.people.session(old.session) is None
    new = site.browser()
    press(new, new.get(link), link)
    assert new.get(PEOPLE).status_code == 200


def test_nobody_lets_themselves_in_anew_and_nobody_without_a_reason(town: Town, steward: Browser) -> None:
    own = town.ash.offices["steward"]
    page = steward.get(f"{PEOPLE}/{own}")
    assert "/renew" not in page.text
    token = form(page, "/take-back")["fields"]["token"]
    refused = steward.send_form(f"{PEOPLE}/{own}/renew", {"token": token, "name": "Me", "reason": WHY})
    assert refused.status_code == 422
    assert "Another steward does this" in words(refused)
    invite(steward, "Reasonless")
    office, before = office_of(town, "Reasonless"), town.installation.store.head(ASH).size
    refused = press(steward, steward.get(f"{PEOPLE}/{office}"), "/renew", name="Reasonless", reason="")
    assert refused.status_code == 422
    assert town.installation.store.head(ASH).size == before


def test_an_office_of_another_community_is_not_here(town: Town, steward: Browser) -> None:
    assert steward.get(f"{PEOPLE}/{town.elm.offices['officer']}").status_code == 404


def test_passkeys_are_for_offices_and_need_a_name_in_the_address(town: Town, site: Site, steward: Browser) -> None:
    for session in ("", town.ash.anna.session):
        refused = site.browser(session).get("/sessions/passkeys")
        assert refused.status_code == 422
        assert "Passkeys are for people who hold an office" in words(refused)
    assert "cannot be used at this address" in words(steward.get("/sessions/passkeys"))
    with serving(town.installation, name="localhost") as named:
        page = named.browser().get("/sign-in/passkey")
        assert "needs JavaScript" in words(page)
        assert "data-passkey" in page.text


@pytest.mark.parametrize(
    "answer", ["", "{", "[]", '{"response":{"clientDataJSON":"AAAA"}}', '{"id":1,"response":3}', "\u00e9" * 500]
)
def test_an_answer_that_no_device_gave_is_refused_in_one_sentence(town: Town, answer: str) -> None:
    with serving(town.installation, name="localhost") as named:
        refused = named.browser().send_form("/sign-in/passkey", {"answer": answer})
        assert refused.status_code == 422
        assert "This did not work." in words(refused)
        assert "set-cookie" not in refused.headers


def test_the_copy_of_all_that_is_held_names_office_and_passkeys(town: Town, site: Site, steward: Browser) -> None:
    link, _ = invite(steward, "Copied")
    new = site.browser()
    press(new, new.get(link), link)
    town.installation.people.passkeys.add(town.session(new.session).person, b"copied", b"key", 0, "my phone")
    copy = new.get(f"/c/{ASH}/mine/copy").json()
    assert copy["name"] == "Copied"
    assert copy["passkeys"][0][0] == "my phone"


def test_a_role_taken_back_by_a_program_lets_its_holder_go_as_well(town: Town, site: Site, steward: Browser) -> None:
    invite(steward, "By Program")
    office = office_of(town, "By Program")
    asked = {"office": office, "role": "facilitator", "reason": "The term is over."}
    answer = site.api(town.ash.staff["steward"]).post(f"/communities/{ASH}/do/take-role-back", json=asked)
    assert answer.status_code == 200
    assert [one for one in town.installation.people.holders.serving(ASH) if one.office == office] == []
