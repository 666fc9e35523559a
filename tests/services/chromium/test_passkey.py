"""A real Chromium with a device of its own makes passkeys and signs in with them, under the policy that every page has."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect

from tests.services.browser import Site, serving
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.seeing import axe, targets_below, wider_than_the_page
from tests.services.town import ASH, Town

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """Chromium's virtual authenticator."""

    def __init__(self, page: Page, **other: Any) -> None:
        self._wire = page.context.new_cdp_session(page)
        self._wire.send("WebAuthn.enable")
        added = self._wire.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | other})
        self.id = added["authenticatorId"]

    def keys(self) -> list[dict[str, Any]]:
        """What it holds, private halves and all."""
        found: list[dict[str, Any]] = self._wire.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"]
        return found

    def hold(self, key: dict[str, Any]) -> None:
        """Let it hold a key that another device holds."""
        self._wire.send("WebAuthn.addCredential", {"authenticatorId": self.id, "credential": key})

    def verified(self, yes: bool) -> None:
        """Whether it finds that it is its owner's finger."""
        self._wire.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": yes})

    def remove(self) -> None:
        self._wire.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.id})


@pytest.fixture(scope="module")
def named(town: Town) -> Iterator[Site]:
    """The site under a name, to which passkeys can be bound."""
    with serving(town.installation, name="localhost") as site:
        yield site


def link(town: Town, site: Site, role: str = "facilitator") -> tuple[str, str]:
    """Where somebody new signs in first, and who that is."""
    people = town.installation.people
    person = people.person()
    people.give_office(person, ASH, town.ash.offices[role])
    return f"{site.origin}/sign-in/{people.sign_in_link(person, 600)}", person


def make(page: Page, name: str) -> None:
    page.get_by_label("What do you call it?").fill(name)
    page.get_by_role("button", name="Make a passkey").click()


@pytest.mark.browser
def test_somebody_makes_two_passkeys_after_the_first_link_and_signs_in_with_one(
    town: Town, named: Site, open_page: OpenPage
) -> None:
    first, person = link(town, named)
    page = open_page(bypass_csp=False)
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    device = Device(page)
    page.goto(first)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/sessions/passkeys")
    make(page, "my phone")
    page.get_by_role("heading", name="Make a second one").wait_for()
    page.get_by_text("my phone", exact=True).wait_for()
    (key,) = device.keys()
    device.remove()
    Device(page)
    make(page, "the key in the safe")
    page.get_by_role("heading", name="You have two or more").wait_for()
    assert {one.name for one in town.installation.people.passkeys.of(person)} == {"my phone", "the key in the safe"}
    other = open_page(bypass_csp=False)
    Device(other).hold(key)
    other.goto(f"{named.origin}/sign-in/passkey")
    other.get_by_role("button", name="Sign in with a passkey").click()
    other.wait_for_url(lambda url: "/sign-in" not in url)
    session = next(one["value"] for one in other.context.cookies() if one["name"] == "folkmoot")
    assert (town.session(session).person, town.session(session).kind) == (person, "staff")
    assert refused == []


@pytest.mark.browser
def test_a_device_that_does_not_know_its_owner_makes_no_passkey_and_signs_nobody_in(
    town: Town, named: Site, open_page: OpenPage
) -> None:
    first, person = link(town, named)
    page = open_page()
    device = Device(page)
    page.goto(first)
    page.get_by_role("button", name="Sign in").click()
    device.verified(False)
    make(page, "somebody else's hand")
    page.get_by_text("Your device gave no passkey").wait_for()
    assert town.installation.people.passkeys.of(person) == []
    device.verified(True)
    make(page, "my own hand")
    page.get_by_text("my own hand", exact=True).wait_for()
    device.verified(False)
    page.goto(f"{named.origin}/sign-in/passkey")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("Your device gave no passkey").wait_for()


@pytest.mark.browser
def test_an_answer_is_good_once_and_without_user_verification_never(town: Town, named: Site, open_page: OpenPage) -> None:
    first, _ = link(town, named)
    page = open_page()
    device = Device(page)
    page.goto(first)
    page.get_by_role("button", name="Sign in").click()
    make(page, "my phone")
    page.get_by_text("my phone", exact=True).wait_for()
    page.goto(f"{named.origin}/sign-in/passkey")
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.post_data or "") if asked.method == "POST" else None)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/sessions/passkeys")
    (posted,) = sent
    (answer,) = parse_qs(posted)["answer"]
    again = named.browser().send_form("/sign-in/passkey", {"answer": answer})
    assert again.status_code == 422
    assert "This did not work." in again.text
    # a page that asks for less than we do gets an answer that we do not take
    device.verified(False)
    page.goto(f"{named.origin}/sign-in/passkey")
    page.evaluate(
        """() => { const form = document.querySelector("form[data-passkey]"), asked = JSON.parse(form.dataset.passkey);
        asked.userVerification = "discouraged"; form.dataset.passkey = JSON.stringify(asked); }"""
    )
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("This did not work.").first.wait_for()


@pytest.mark.browser
def test_a_removed_passkey_signs_nobody_in_and_the_last_one_stays(town: Town, named: Site, open_page: OpenPage) -> None:
    first, person = link(town, named)
    page = open_page()
    one = Device(page)
    page.goto(first)
    page.get_by_role("button", name="Sign in").click()
    make(page, "lost phone")
    page.get_by_text("lost phone", exact=True).wait_for()
    (lost,) = one.keys()
    page.get_by_role("button", name="Remove").click()
    page.get_by_text("This is your only passkey").first.wait_for()
    one.remove()
    Device(page)
    make(page, "new phone")
    page.get_by_text("new phone", exact=True).wait_for()
    page.get_by_role("button", name=re.compile("Remove.*lost phone")).click()
    page.get_by_role("heading", name="Make a second one").wait_for()
    assert [key.name for key in town.installation.people.passkeys.of(person)] == ["new phone"]
    thief = open_page()
    Device(thief).hold(lost)
    thief.goto(f"{named.origin}/sign-in/passkey")
    thief.get_by_role("button", name="Sign in with a passkey").click()
    thief.get_by_text("This passkey is not known here").first.wait_for()


@pytest.mark.browser
def test_without_scripts_the_page_says_what_to_do(named: Site, open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto(f"{named.origin}/sign-in/passkey")
    expect(page.get_by_text("A passkey needs JavaScript, for this one page alone.")).to_be_visible()


@pytest.mark.browser
def test_a_code_in_a_picture_reaches_the_field_and_no_server(town: Town, named: Site, open_page: OpenPage) -> None:
    (code,) = town.installation.people.invitations.make(ASH, town.ash.canvas, town.ash.offices["facilitator"], "code", 1)
    page = open_page(bypass_csp=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + str(request.headers)))
    page.goto(f"{named.origin}/c/{ASH}/canvas/{town.ash.canvas}/code#{code.replace(' ', '')}")
    assert page.get_by_label("Your code").input_value() == code
    assert "#" not in page.url
    assert not [one for one in asked if code.replace(" ", "") in one.replace("#" + code.replace(" ", ""), "")]
    page.get_by_role("button", name="Use my code").click()
    page.get_by_text("you had a code on paper").wait_for()
    assert code.replace(" ", "") not in page.url


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_people_and_rolls_fit_and_are_found_sound(town: Town, named: Site, open_page: OpenPage, width: int) -> None:
    page = open_page(width=width)
    page.context.add_cookies([{"name": "folkmoot", "value": town.ash.staff["steward"], "url": named.origin}])
    canvas = f"/c/{ASH}/canvas/{town.ash.canvas}"
    town.installation.people.invitations.make(ASH, town.ash.canvas, town.ash.offices["facilitator"], "code", 1)
    town.installation.people.listed.put(ASH, town.ash.canvas, town.ash.offices["facilitator"], ["14 Elm Row"], 1)
    paths = (f"/c/{ASH}/people", f"/c/{ASH}/people/{town.ash.offices['officer']}", f"{canvas}/roll", "/sessions/passkeys")
    for path in paths:
        page.goto(named.origin + path)
        sound(page, path)
    page.goto(f"{named.origin}{canvas}/roll")
    page.get_by_label("Codes on paper").check()
    page.get_by_label("How many?").fill("3")
    page.get_by_role("button", name="Make a sheet to print").click()
    page.locator(".coupon svg").first.wait_for()
    sound(page, "sheet")
    resident = open_page(width=width)
    for path in (f"{canvas}/code", "/sign-in/passkey"):
        resident.goto(named.origin + path)
        sound(resident, path)


def sound(page: Page, name: str) -> None:
    """The page fits, and axe finds nothing."""
    if folder := os.environ.get("FOLKMOOT_PICTURES"):
        page.screenshot(path=Path(folder) / f"people-{name.rpartition('/')[2]}-{page.evaluate('innerWidth')}.png", full_page=True)
    assert wider_than_the_page(page) == [], name
    assert targets_below(page, 24) == [], name
    assert axe(page) == [], name
