"""Whatever is answered, and whatever went wrong, carries the headers that keep a browser from trusting anything else."""

import httpx
import pytest

from folkmoot_web import headers
from folkmoot_web.app import create_app
from tests.services.browser import Site
from tests.services.town import ASH, Town

WANTED = {name.decode(): value.decode() for name, value in headers.ALWAYS}


def every_kind_of_answer(town: Town, small: Site) -> list[httpx.Response]:
    browser = small.browser()
    steward = small.browser(town.ash.staff["steward"])
    return [
        browser.get(f"/{ASH}/talk"),
        browser.get(f"/{ASH}/talk", headers={"if-none-match": browser.get(f"/{ASH}/talk").headers["etag"]}),
        browser.get("/no/such/page"),
        browser.delete(f"/{ASH}/talk", headers={"origin": small.origin}),
        browser.get("/broken"),
        browser.post(f"/{ASH}/office"),
        browser.send_form(f"/{ASH}/office"),
        browser.get("/livez", headers={"host": "elsewhere.example"}),
        browser.get("/", headers={"host": "elsewhere.example"}),
        browser.get(f"/api/v1/communities/{ASH}/record"),
        browser.options(f"/{ASH}/talk"),
        steward.get(f"/{ASH}/office"),
    ]


def test_every_kind_of_answer_carries_every_header(town: Town, small: Site) -> None:
    statuses = set()
    for answer in every_kind_of_answer(town, small):
        statuses.add(answer.status_code)
        assert {name: answer.headers.get(name) for name in WANTED} == WANTED, answer.url
        assert "server" not in answer.headers
    assert {200, 304, 400, 401, 403, 404, 405, 500, 204} <= statuses


def test_the_policy_lets_nothing_in_from_elsewhere_and_runs_nothing_written_into_a_page() -> None:
    said = dict(part.split(" ", 1) for part in headers.POLICY.split("; "))
    assert said["default-src"] == "'none'"
    assert said["frame-ancestors"] == said["base-uri"] == "'none'"
    assert set(said.values()) == {"'none'", "'self'"}


def test_a_page_for_somebody_is_kept_by_nobody_and_a_page_for_everybody_is_asked_about_again(town: Town, small: Site) -> None:
    for session in (town.ash.staff["steward"], town.ash.anna.session):
        assert small.browser(session).get(f"/{ASH}/talk").headers["cache-control"] == "no-store"
    answer = small.browser().get(f"/{ASH}/talk")
    assert answer.headers["cache-control"] == "no-cache"
    assert "cookie" in answer.headers["vary"].lower()


@pytest.mark.parametrize(("base_url", "sent"), [("https://talk.example.org", True), ("http://127.0.0.1:8700", False)])
def test_https_is_asked_for_from_then_on_where_the_site_has_it(town: Town, base_url: str, sent: bool) -> None:
    from litestar.testing import TestClient

    with TestClient(create_app(town.installation, base_url=base_url), base_url=base_url) as client:
        strict = client.get("/livez").headers.get("strict-transport-security", "")
    assert ("max-age=63072000" in strict) is sent


def test_only_the_name_of_the_site_is_answered_to_with_its_port_and_without(town: Town, small: Site) -> None:
    host, port = small.address
    browser = small.browser()
    for name in (f"{host}:{port}", host, host.upper()):
        assert browser.get(f"/{ASH}/talk", headers={"host": name}).status_code == 200
    for name in ("elsewhere.example", f"{host}:1", f"{host}.elsewhere.example", f"{host}:{port}@elsewhere", ""):
        answer = browser.get(f"/{ASH}/talk", headers={"host": name})
        assert answer.status_code == 400, name
        assert small.origin in answer.text


def test_no_forwarded_header_changes_what_the_site_takes_itself_for(town: Town, small: Site) -> None:
    forged = {"x-forwarded-host": "elsewhere.example", "x-forwarded-proto": "https", "forwarded": "host=elsewhere.example"}
    answer = small.browser().get("/api/v1/openapi.json", headers=forged)
    assert answer.json()["servers"] == [{"url": small.origin}]
    assert "elsewhere" not in answer.text + str(answer.headers)


def test_no_answer_allows_another_site_to_read_it_with_a_cookie(town: Town, small: Site) -> None:
    asked = {"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
    for answer in (
        small.browser().options(f"/api/v1/communities/{ASH}/do/contribute", headers=asked),
        small.browser().get(f"/api/v1/communities/{ASH}/record", headers=asked),
        small.browser(town.ash.anna.session).get(f"/{ASH}/talk", headers=asked),
    ):
        assert "access-control-allow-credentials" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers
