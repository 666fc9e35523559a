"""A form is taken only when the browser says that it comes from this site, and staff forms only with their session's token."""

import pytest

from folkmoot_web.origin import form_token
from tests.services.browser import Site
from tests.services.town import ASH, Town


def tell(town: Town) -> str:
    return f"/{ASH}/canvases/{town.ash.canvas}/tell"


def entries(town: Town) -> int:
    return town.installation.store.head(ASH).size


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "same-origin", "origin": "https://elsewhere.example"},
        {"sec-fetch-site": "cross-site", "origin": "SELF"},
        {},
    ],
    ids=str,
)
def test_a_form_from_anywhere_else_or_from_nowhere_is_refused_and_changes_nothing(
    town: Town, small: Site, headers: dict[str, str]
) -> None:
    browser = small.browser(town.ash.anna.session)
    sent = {name: small.origin if value == "SELF" else value for name, value in headers.items()}
    before = entries(town)
    answer = browser.post(tell(town), data={"text": "forged"}, headers=sent)
    assert answer.status_code == 403
    assert "send it again" in answer.text
    assert entries(town) == before


@pytest.mark.parametrize("said", ["origin", "sec-fetch-site"])
def test_one_of_the_two_headers_is_enough_for_an_older_browser(town: Town, small: Site, said: str) -> None:
    browser = small.browser(town.ash.anna.session)
    headers = {said: small.origin if said == "origin" else "same-origin"}
    answer = browser.post(tell(town), data={"text": f"Told with {said} alone."}, headers=headers)
    assert answer.status_code == 200


def test_a_form_of_a_signed_in_person_needs_the_token_of_that_very_session(town: Town, small: Site) -> None:
    steward, other = town.ash.staff["steward"], town.ash.staff["officer"]
    browser = small.browser(steward)
    for token in ("", "0" * 64, form_token(other), "ż"):
        answer = browser.send_form(f"/{ASH}/office", {"text": "x", "token": token})
        assert answer.status_code == 403
        assert "belongs to another session" in answer.text
    assert browser.send_form(f"/{ASH}/office", {"text": "x", "token": form_token(steward)}).status_code == 200


def test_a_page_of_a_signed_in_person_carries_the_token_and_a_page_of_anybody_else_none(town: Town, small: Site) -> None:
    steward = town.ash.staff["steward"]
    assert form_token(steward) in small.browser(steward).get(tell(town)).text
    for session in ("", town.ash.anna.session):
        assert 'name="token" value=""' in small.browser(session).get(tell(town)).text


def test_json_sent_as_plain_text_is_not_taken_as_json(town: Town, small: Site) -> None:
    api = small.api(town.ash.anna.session)
    body = f'{{"canvas":"{town.ash.canvas}","kind":"story","text":"forged"}}'
    before = entries(town)
    for kind in ("text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "application/jsonx", ""):
        answer = api.post(f"/communities/{ASH}/do/contribute", content=body, headers={"content-type": kind})
        assert answer.status_code == 415
        assert "application/json" in answer.json()["error"]
    assert entries(town) == before


def test_a_cookie_says_nothing_to_the_api_so_that_no_other_site_can_use_it(town: Town, small: Site) -> None:
    browser = small.browser(town.ash.anna.session)
    body = {"canvas": town.ash.canvas, "kind": "story", "text": "forged"}
    answer = browser.post(f"/api/v1/communities/{ASH}/do/contribute", json=body)
    assert answer.status_code == 401


def test_a_form_in_another_type_than_forms_have_is_refused(town: Town, small: Site) -> None:
    browser = small.browser(town.ash.anna.session)
    headers = {"origin": small.origin}
    assert browser.post(tell(town), json={"text": "x"}, headers=headers).status_code == 415
    assert browser.post(tell(town), files={"text": b"x"}, headers=headers).status_code == 415
