"""Codes, addresses and an office's word put somebody on a roll, once each; the record says how, and no page says which."""

import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.community import GiveRole, TakeRoleBack
from folkmoot.domain.deciding import CallDecision, Choice, CloseDecision, OpenDecision
from folkmoot.events.decision import Electorate
from folkmoot.events.entry import read
from folkmoot.events.participant import Attested, Joined
from folkmoot.moot import Author
from folkmoot_web.pace import Paces
from tests.services.browser import Browser, Site, serving
from tests.services.reading import form, press, settled, words
from tests.services.town import ASH, Place, Town

UNKNOWN = "1234 " * 5


@pytest.fixture
def place(town: Town) -> Place:
    """The first community with a canvas in which nobody takes part."""
    town.furnish(town.ash)
    settled(town)
    return town.ash


@pytest.fixture
def facilitator(town: Town, site: Site) -> Browser:
    return site.browser(town.ash.staff["facilitator"])


def roll(place: Place) -> str:
    return f"/c/{ASH}/canvas/{place.canvas}/roll"


def code_page(place: Place) -> str:
    return f"/c/{ASH}/canvas/{place.canvas}/code"


def sheet(browser: Browser, place: Place, number: str = "2", kind: str = "code") -> list[str]:
    """The codes on a new sheet."""
    page = press(browser, browser.get(roll(place)), "/roll/codes", roll=kind, number=number)
    assert page.status_code == 200, words(page)
    return re.findall(r'<bdi dir="ltr">((?:\d{5} ?){4})</bdi>', page.text)


def use(browser: Browser, place: Place, code: str) -> httpx.Response:
    return press(browser, browser.get(code_page(place)), "/code", code=code)


def rolls(town: Town, place: Place, browser: Browser) -> list[str]:
    """How the record says it was established who somebody is, in order."""
    person = town.session(browser.session).person
    pseudonym = town.installation.people.pseudonym(person, ASH, place.canvas) or ""
    found = (read(leaf).fact() for leaf in town.installation.store.stream(ASH, pseudonym))
    return [fact.roll for fact in found if isinstance(fact, Joined | Attested)]


@pytest.mark.parametrize("kind", ["code", "invited"])
def test_somebody_new_uses_a_code_and_is_on_the_roll(town: Town, site: Site, place: Place, facilitator: Browser, kind: str) -> None:
    code, other = sheet(facilitator, place, kind=kind)
    browser = site.browser()
    page = use(browser, place, code.replace(" ", ""))
    assert page.status_code == 200
    assert "You take part in this canvas" in words(page)
    assert rolls(town, place, browser) == ["open", kind]
    second = site.browser()
    assert use(second, place, code).status_code == 422
    assert use(second, place, other).status_code == 200


def test_the_entry_is_by_the_office_that_gave_the_code_out_and_does_not_hold_it(
    town: Town, site: Site, place: Place, facilitator: Browser
) -> None:
    (code,) = sheet(facilitator, place, "1")
    use(site.browser(), place, code)
    store = town.installation.store
    (leaf,) = store.read(ASH, store.head(ASH).size - 1, 1)
    assert read(leaf).by == place.offices["facilitator"]
    assert code.replace(" ", "").encode() not in leaf


def test_of_many_browsers_that_use_one_code_at_once_one_is_on_the_roll(
    town: Town, site: Site, place: Place, facilitator: Browser
) -> None:
    (code,) = sheet(facilitator, place, "1")
    browsers = [site.browser(town.guest()[1]) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda one: use(one, place, code).status_code, browsers))
    assert sorted(statuses) == [200] + [422] * 7
    assert sum("code" in rolls(town, place, one) for one in browsers) == 1


def test_a_wrong_code_keeps_what_was_typed_and_makes_nobody_a_participant(town: Town, site: Site, place: Place) -> None:
    browser = site.browser(town.guest()[1])
    page = use(browser, place, UNKNOWN)
    assert page.status_code == 422
    assert "This code is not known here" in words(page)
    assert form(page, "/code")["fields"]["code"] == UNKNOWN
    assert town.installation.people.pseudonym(town.session(browser.session).person, ASH, place.canvas) is None


def test_a_code_of_another_canvas_is_not_known(town: Town, site: Site, place: Place, facilitator: Browser) -> None:
    (code,) = sheet(facilitator, place, "1")
    elsewhere = Place(ASH)
    town.furnish(town.ash)
    elsewhere.canvas = town.ash.canvas
    settled(town)
    assert use(site.browser(), elsewhere, code).status_code == 422


def test_a_second_code_is_not_used_up_by_somebody_who_had_one(town: Town, site: Site, place: Place, facilitator: Browser) -> None:
    first, second = sheet(facilitator, place)
    browser = site.browser()
    use(browser, place, first)
    page = use(browser, place, second)
    assert page.status_code == 422
    assert "stands in the record already" in words(page)
    assert use(site.browser(), place, second).status_code == 200


def test_a_code_of_an_office_that_serves_no_more_is_not_lost(town: Town, site: Site, place: Place) -> None:
    done = town.installation.moot(ASH).do(GiveRole(role="facilitator", title="For a while"), Author(place.offices["steward"]))
    given = read(town.installation.store.read(ASH, done.first, 1)[0]).fact()
    office = str(getattr(given, "office", ""))
    (code,) = town.installation.people.invitations.make(ASH, place.canvas, office, "code", 1)
    steward = Author(place.offices["steward"])
    town.do(ASH, TakeRoleBack(office=office, role="facilitator", reason="The term is over."), steward)
    page = use(site.browser(), place, code)
    assert page.status_code == 422
    assert "serves no more" in words(page)
    assert town.installation.people.invitations.find(ASH, place.canvas, code)


def test_an_office_uses_no_code(town: Town, place: Place, facilitator: Browser) -> None:
    (code,) = sheet(facilitator, place, "1")
    page = facilitator.get(code_page(place))
    assert "takes part in its own name" in words(page)
    token = form(facilitator.get(roll(place)), "/roll/codes")["fields"]["token"]
    refused = facilitator.send_form(code_page(place), {"token": token, "code": code})
    assert refused.status_code == 422
    assert town.installation.people.invitations.find(ASH, place.canvas, code)


def test_the_sheet_has_a_picture_for_each_code_and_puts_it_behind_the_hash_alone(
    town: Town, site: Site, place: Place, facilitator: Browser
) -> None:
    page = press(facilitator, facilitator.get(roll(place)), "/roll/codes", roll="code", number="3")
    assert page.text.count("<svg viewBox") == 3
    assert "style=" not in page.text
    codes = re.findall(r"(?:\d{5} ){3}\d{5}", page.text)
    assert len({*codes}) == 3
    for code in codes:
        assert not re.search(rf'(?:href|action)="[^"]*{code.replace(" ", "")}', page.text)
        assert code not in facilitator.get(roll(place)).text
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"roll": "code", "number": "0"}, "Choose 1 to 100"),
        ({"roll": "code", "number": "101"}, "Choose 1 to 100"),
        ({"roll": "code", "number": "many"}, "Choose 1 to 100"),
        ({"roll": "", "number": "3"}, "Say whether these are"),
    ],
)
def test_a_sheet_that_cannot_be_made_is_refused_in_a_sentence(
    place: Place, facilitator: Browser, typed: dict[str, str], sentence: str
) -> None:
    page = press(facilitator, facilitator.get(roll(place)), "/roll/codes", **typed)
    assert page.status_code == 422
    assert sentence in words(page)
    assert form(page, "/roll/codes")["fields"]["number"] == typed["number"]


def test_a_sheet_that_went_astray_is_made_worthless(site: Site, place: Place, facilitator: Browser) -> None:
    used, lost = sheet(facilitator, place)
    use(site.browser(), place, used)
    page = facilitator.get(roll(place))
    assert "1 of 2 not open any more, 1 open" in words(page)
    press(facilitator, page, "/roll/withdraw")
    assert use(site.browser(), place, lost).status_code == 422


def test_only_facilitators_and_stewards_give_codes_out(town: Town, site: Site, place: Place) -> None:
    for role in ("officer", "moderator", "safeguarding", "overseer"):
        assert site.browser(place.staff[role]).get(roll(place)).status_code == 403
    assert site.browser(place.staff["steward"]).get(roll(place)).status_code == 200
    assert site.anybody.get(roll(place)).status_code == 401
    assert site.browser(place.anna.session).get(roll(place)).status_code == 403


def test_somebody_gives_an_address_that_is_on_the_list(town: Town, site: Site, place: Place, facilitator: Browser) -> None:
    assert "I live here" not in words(site.anybody.get(code_page(place)))
    lines = "Flat 2, 14 Elm Row\n\n15 Elm Row\n"
    page = press(facilitator, facilitator.get(roll(place)), "/roll/addresses", addresses=lines, room="2")
    assert "14 Elm Row" not in page.text
    browsers = [site.browser() for _ in range(3)]
    statuses = [
        press(one, one.get(code_page(place)), "/code/address", address="flat 2 - 14 ELM row").status_code for one in browsers
    ]
    assert statuses == [200, 200, 422]
    assert rolls(town, place, browsers[0]) == ["open", "address"]
    wrong = press(browsers[2], browsers[2].get(code_page(place)), "/code/address", address="16 Elm Row")
    assert wrong.status_code == 422
    assert "not on the list" in words(wrong)
    assert form(wrong, "/code/address")["fields"]["address"] == "16 Elm Row"
    press(facilitator, facilitator.get(roll(place)), "/roll/addresses/drop")
    late = site.browser().send_form(f"{code_page(place)}/address", {"address": "15 Elm Row"})
    assert late.status_code == 422


def test_an_address_stands_in_no_file(town: Town, site: Site, place: Place, facilitator: Browser) -> None:
    press(facilitator, facilitator.get(roll(place)), "/roll/addresses", addresses="77 Quince Lane", room="1")
    press(site.anybody, site.anybody.get(code_page(place)), "/code/address", address="77 Quince Lane")
    site.anybody.cookies.clear()
    for path in town.installation.home.rglob("*"):
        if path.is_file():
            assert not re.search(rb"(?i)quince", path.read_bytes()), path


@pytest.mark.parametrize(
    ("typed", "sentence"), [({"addresses": " \n ,"}, "at least one address"), ({"room": "0"}, "1 to 20 people")]
)
def test_a_list_that_cannot_be_taken_keeps_what_was_typed(
    place: Place, facilitator: Browser, typed: dict[str, str], sentence: str
) -> None:
    given = {"addresses": "14 Elm Row", "room": "1"} | typed
    page = press(facilitator, facilitator.get(roll(place)), "/roll/addresses", **given)
    assert page.status_code == 422
    assert sentence in words(page)
    assert form(page, "/roll/addresses")["fields"]["addresses"].strip() == given["addresses"].strip()


def test_an_office_vouches_for_somebody_by_their_made_up_name(town: Town, site: Site, place: Place, facilitator: Browser) -> None:
    ola = town.resident(place, "Ola")
    settled(town)
    shown = ola.pseudonym.removeprefix("p_")
    page = press(facilitator, facilitator.get(roll(place)), "/roll/attest", name=f"Participant {shown[:3]} {shown[3:6]}")
    assert page.status_code == 200
    assert "your office vouches for them" in words(page)
    assert rolls(town, place, site.browser(ola.session)) == ["open", "attested"]
    again = press(facilitator, page, "/roll/attest", name=shown[:6])
    assert again.status_code == 422
    for typed in ("aaa aaa", "", "x"):
        unknown = press(facilitator, page, "/roll/attest", name=typed)
        assert unknown.status_code == 422
        assert "Nobody in this canvas has that made-up name" in words(unknown)


def test_nobody_of_another_canvas_is_vouched_for(town: Town, place: Place, facilitator: Browser) -> None:
    page = facilitator.get(roll(place))
    stranger = place.anna.pseudonym.removeprefix("p_")[:6]
    assert press(facilitator, page, "/roll/attest", name=stranger).status_code == 422


def test_a_concluded_canvas_gives_no_codes_out(town: Town, place: Place, facilitator: Browser) -> None:
    page = facilitator.get(roll(place))
    town.do(ASH, CloseDecision(decision=place.decision))
    town.do(ASH, ConcludeCanvas(canvas=place.canvas, reason="Done."))
    settled(town)
    assert press(facilitator, page, "/roll/codes", roll="code", number="1").status_code == 422


def test_when_a_canvas_is_concluded_its_codes_and_addresses_go(town: Town, site: Site, place: Place, facilitator: Browser) -> None:
    (code,) = sheet(facilitator, place, "1")
    press(facilitator, facilitator.get(roll(place)), "/roll/addresses", addresses="14 Elm Row", room="1")
    town.do(ASH, CloseDecision(decision=place.decision))
    settled(town)
    conclude = f"/c/{ASH}/canvas/{place.canvas}/conclude"
    page = press(facilitator, facilitator.get(conclude), "/conclude", reason="Done.")
    assert page.status_code == 200
    people = town.installation.people
    assert people.invitations.find(ASH, place.canvas, code) is None
    assert people.invitations.batches(ASH, place.canvas) == []
    assert people.listed.counts(ASH, place.canvas) == (0, 0)


def test_who_types_many_codes_or_addresses_is_told_to_wait(town: Town, place: Place) -> None:
    with serving(town.installation, paces=Paces()) as paced:
        browser = paced.browser(town.guest()[1])
        statuses = [use(browser, place, UNKNOWN).status_code for _ in range(6)]
        statuses += [browser.send_form(f"{code_page(place)}/address", {"address": "1 Elm Row"}).status_code for _ in range(6)]
    assert statuses[:10] == [422] * 10
    assert statuses[-1] == 429


def test_who_came_with_a_code_may_vote_where_only_these_may_and_the_result_says_how_they_were_told_apart(
    town: Town, site: Site, place: Place, facilitator: Browser
) -> None:
    (code,) = sheet(facilitator, place, "1")
    call = CallDecision(
        canvas=place.canvas,
        question="Where?",
        options=(Choice(text="Here"), Choice(text="There")),
        electorate=Electorate(rolls=("code",), until="closed"),
    )
    decision = town.do(ASH, call)
    town.do(ASH, OpenDecision(decision=decision))
    settled(town)
    address = f"/c/{ASH}/decision/{decision}"
    without, holder = site.browser(), site.browser()
    ballot = {"choice": form(without.get(address), "/ballot")["fields"].get("choice", "")}
    assert code_page(place) in without.get(address).text
    use(holder, place, code)
    option = re.findall(r'name="choice" value="([^"]+)"', holder.get(address).text)[0]
    assert without.send_form(f"{address}/ballot", ballot | {"choice": option}).status_code == 422
    assert holder.send_form(f"{address}/ballot", {"choice": option}).status_code == 200
    town.do(ASH, CloseDecision(decision=decision))
    settled(town)
    told = words(site.anybody.get(address))
    assert "How people were told apart" in told
    assert "a code on paper that worked once. Whoever held the paper could use it." in told
