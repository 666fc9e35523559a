"""A session is one that the site gave, is new at each sign-in, ends when it is told to, and starts with the first act."""

import concurrent.futures
import contextlib

import httpx
import pytest

from folkmoot.events.entry import read
from folkmoot_web.origin import form_token
from folkmoot_web.session import GUEST, STAFF
from folkmoot_web.site import Site as Address
from tests.services.browser import Browser, Site
from tests.services.town import ASH, ELM, Town

CHOSEN = "attackerchosen0123456789attackerchosen01234"


def tell(town: Town) -> str:
    return f"/{ASH}/canvases/{town.ash.canvas}/tell"


def link_for(town: Town, role: str = "steward", community: str = ASH) -> str:
    place = town.ash if community == ASH else town.elm
    return town.installation.staff_link(community, place.offices[role]).rpartition("/")[2]


def sign_in(site: Site, link: str, session: str = "") -> Browser:
    browser = site.browser(session)
    answer = browser.send_form(f"/sign-in/{link}", {"token": form_token(session)}, follow_redirects=False)
    assert answer.status_code == 303
    return browser


def test_looking_at_pages_starts_no_session(town: Town, small: Site) -> None:
    browser = small.browser()
    for path in (f"/{ASH}/talk", tell(town), "/no/such/page", "/sign-in/nothing", f"/api/v1/communities/{ASH}/record"):
        assert "set-cookie" not in browser.get(path).headers
    assert not browser.session


def test_an_id_that_the_site_did_not_give_is_not_taken_up(town: Town, small: Site) -> None:
    browser = small.browser(CHOSEN)
    answer = browser.send_form(tell(town), {"text": "Told with a planted cookie."})
    assert answer.status_code == 200
    assert town.installation.people.session(CHOSEN) is None
    assert CHOSEN not in answer.headers.get("set-cookie", "") + browser.session


def test_the_first_act_starts_a_session_and_is_done_once(town: Town, small: Site) -> None:
    browser = small.browser()
    before = town.installation.store.head(ASH).size
    answer = browser.send_form(tell(town), {"text": "My first story, told once."})
    assert [step.status_code for step in answer.history] == [307, 303]
    kinds = [read(leaf).type for leaf in town.installation.store.read(ASH, before, 10)]
    assert kinds == ["participant.joined", "contribution.received"]


def test_the_cookie_of_a_guest_is_out_of_reach_of_scripts_and_of_other_sites(town: Town, small: Site) -> None:
    answer = small.browser().send_form(tell(town), {"text": "x"}, follow_redirects=False)
    parts = answer.headers["set-cookie"].split("; ")
    assert parts[0].startswith("folkmoot=")
    assert parts[1:] == ["Path=/", "HttpOnly", "SameSite=Lax", f"Max-Age={GUEST.most}"]


def test_on_https_the_cookie_belongs_to_this_host_alone() -> None:
    assert Address.at("https://talk.example.org").cookie == "__Host-folkmoot"
    assert Address.at("http://127.0.0.1:8700").cookie == "folkmoot"


def test_the_secure_cookie_is_sent_over_https_only(town: Town) -> None:
    from litestar.testing import TestClient

    from folkmoot_web.app import create_app

    base_url = "https://talk.example.org"
    with TestClient(create_app(town.installation, base_url=base_url), base_url=base_url) as client:
        answer = client.post(
            f"/sign-in/{link_for(town)}",
            headers={"origin": base_url, "content-type": "application/x-www-form-urlencoded"},
            follow_redirects=False,
        )
    assert answer.headers["set-cookie"].startswith("__Host-folkmoot=")
    assert "; Path=/; HttpOnly; SameSite=Lax; Secure" in answer.headers["set-cookie"]
    assert "domain" not in answer.headers["set-cookie"].lower()


def test_a_browser_without_cookies_is_told_so_and_nothing_is_done(town: Town, small: Site) -> None:
    before = town.installation.store.head(ASH).size
    with httpx.Client(base_url=small.origin, follow_redirects=True) as browser:
        first = browser.post(tell(town), data={"text": "x"}, headers={"origin": small.origin}, follow_redirects=False)
        again = httpx.post(small.origin + first.headers["location"], data={"text": "kept"}, headers={"origin": small.origin})
    assert again.status_code == 403
    assert "keeps no cookies" in again.text
    assert ">kept</textarea>" in again.text
    assert town.installation.store.head(ASH).size == before


def test_the_way_back_after_the_first_cookie_leads_nowhere_else(town: Town, small: Site) -> None:
    answer = small.browser().send_form(f"//{ASH}/canvases/{town.ash.canvas}/tell", {"text": "x"}, follow_redirects=False)
    assert answer.headers.get("location", "/x").startswith("/")
    assert not answer.headers.get("location", "/x").startswith("//")


def test_signing_in_gives_a_new_id_and_ends_the_one_before(town: Town, small: Site) -> None:
    _, guest = town.guest()
    browser = sign_in(small, link_for(town), guest)
    people = town.installation.people
    assert browser.session != guest
    assert people.session(guest) is None
    assert town.session(browser.session).kind == "staff"
    once_more = sign_in(small, link_for(town, "officer"), browser.session)
    assert people.session(browser.session) is None
    assert people.session(once_more.session) is not None


def test_a_link_is_used_up_by_pressing_and_not_by_looking(town: Town, small: Site) -> None:
    link = link_for(town)
    scanner = small.browser()
    for _ in range(3):
        assert scanner.get(f"/sign-in/{link}").status_code == 200
        assert scanner.head(f"/sign-in/{link}").status_code == 200
    sign_in(small, link)
    spent = small.browser().send_form(f"/sign-in/{link}")
    assert spent.status_code == 422
    assert "used already" in spent.text
    assert not scanner.session


def test_of_fifty_who_press_at_once_one_is_signed_in(town: Town, small: Site) -> None:
    link = link_for(town)
    headers = {"origin": small.origin, "content-type": "application/x-www-form-urlencoded"}

    def press(_: int) -> int:
        return httpx.post(f"{small.origin}/sign-in/{link}", headers=headers).status_code

    with concurrent.futures.ThreadPoolExecutor(16) as crowd:
        assert sorted(crowd.map(press, range(50))) == [303] + [422] * 49


def test_a_link_of_one_community_opens_no_office_in_another(town: Town, small: Site) -> None:
    steward = sign_in(small, link_for(town, community=ELM))
    assert steward.get(f"/{ASH}/office").status_code == 403
    assert steward.get(f"/{ELM}/office").status_code == 200


def test_a_session_that_was_ended_opens_nothing_from_then_on(town: Town, small: Site) -> None:
    browser = sign_in(small, link_for(town))
    stolen = browser.session
    token = form_token_of(browser)
    assert browser.send_form("/sign-out", {"token": "0" * 64}, follow_redirects=False).status_code == 403
    answer = browser.send_form("/sign-out", {"token": token}, follow_redirects=False)
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert small.browser(stolen).get(f"/{ASH}/office").status_code == 401
    assert small.api(stolen).get("/me").status_code == 401


def test_every_session_of_a_person_can_be_ended_at_once(town: Town, small: Site) -> None:
    people = town.installation.people
    person, first = town.guest()
    second = people.open_session(person, "guest", 3600)
    assert small.api(first).post("/sign-out-everywhere").status_code == 200
    assert people.session(first) is people.session(second) is None


def test_one_who_is_erased_is_signed_out_everywhere(town: Town, small: Site) -> None:
    person, session = town.guest()
    town.installation.people.erase(person)
    assert small.api(session).get("/me").status_code == 401


def test_a_role_that_was_taken_back_is_gone_with_the_next_request(town: Town, small: Site) -> None:
    from folkmoot.domain.community import GiveRole, TakeRoleBack

    office = town.ash.offices["overseer"]
    session = town.staff(ASH, office)
    give = GiveRole(office=office, role="steward", title="Steward for a moment")
    town.do(ASH, give)
    assert small.browser(session).get(f"/{ASH}/office").status_code == 200
    town.do(ASH, TakeRoleBack(office=office, role="steward", reason="It was for a moment."))
    assert small.browser(session).get(f"/{ASH}/office").status_code == 403


def test_a_guest_session_opens_no_office_even_for_a_person_who_holds_one(town: Town, small: Site) -> None:
    person, session = town.guest()
    town.installation.people.give_office(person, ASH, town.ash.offices["steward"])
    assert small.browser(session).get(f"/{ASH}/office").status_code == 403


def test_a_session_in_use_goes_on_and_never_past_its_time(town: Town, small: Site) -> None:
    people = town.installation.people
    person, _ = town.guest()
    idle = people.open_session(person, "staff", STAFF.most, 60)
    ending = people.open_session(person, "staff", 120, 60)
    ends = town.session(ending).expires + 60
    now = town.session(idle).expires - 60
    for session in (idle, ending):
        assert small.api(session).get("/me").status_code == 200
    assert town.session(idle).expires >= now + STAFF.idle
    assert town.session(ending).expires <= ends


def test_two_cookies_of_our_name_are_one_too_many(town: Town, small: Site) -> None:
    steward = town.ash.staff["steward"]
    with httpx.Client(base_url=small.origin) as browser:
        answer = browser.get(f"/{ASH}/office", headers={"cookie": f"folkmoot={CHOSEN}; folkmoot={steward}"})
        alone = browser.get(f"/{ASH}/office", headers={"cookie": f"folkmoot={steward}"})
    assert (answer.status_code, alone.status_code) == (401, 200)


def test_no_token_lies_in_the_files_of_the_installation(town: Town, small: Site) -> None:
    browser = sign_in(small, link_for(town))
    for path in town.installation.home.rglob("*"):
        if path.is_file():
            with contextlib.suppress(FileNotFoundError):
                assert browser.session.encode() not in path.read_bytes(), path.name


@pytest.mark.parametrize("times", [2, 8])
def test_first_clicks_at_once_make_one_participant(town: Town, small: Site, times: int) -> None:
    person, session = town.guest()
    body = {"canvas": town.ash.canvas, "kind": "comment", "parent": town.ash.anna.statement, "text": "At once."}

    def press(_: int) -> int:
        return small.api(session).post(f"/communities/{ASH}/do/contribute", json=body).status_code

    with concurrent.futures.ThreadPoolExecutor(times) as fingers:
        assert set(fingers.map(press, range(times))) == {200}
    (part,) = town.installation.people.pseudonyms(person)
    mine = [leaf for leaf in town.installation.store.read(ASH, 0, 10_000) if read(leaf).by == part[2]]
    assert [read(leaf).type for leaf in mine] == ["participant.joined", "contribution.received"]


def form_token_of(browser: Browser) -> str:
    page = browser.get(f"/{ASH}/office").text
    return page.partition('name="token" value="')[2].partition('"')[0]
