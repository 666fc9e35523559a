"""A facilitator writes cards off for people in the room: one after another, with what each ticked, and each can be taken back."""

import re

import httpx

from folkmoot.events.contribution import Received
from folkmoot.events.entry import Entry, read
from folkmoot.events.ground import ConsentGiven
from folkmoot_web.origin import form_token
from tests.services.browser import Browser, Site
from tests.services.reading import form, press, words
from tests.services.town import ASH, Town


def desk(site: Site, town: Town, role: str = "facilitator") -> tuple[Browser, str]:
    """A browser of an office, and the address of its cards."""
    return site.browser(town.staff(ASH, town.ash.offices[role])), f"/c/{ASH}/canvas/{town.ash.canvas}/cards"


def enter(browser: Browser, address: str, text: str, **more: object) -> httpx.Response:
    """Enter one card, as the form stands."""
    return press(browser, browser.get(address), "/cards", text=text, **({"kind": "idea", "via": "paper", "lang": "en"} | more))


def entries(town: Town, since: int) -> list[Entry]:
    """The entries of the community from an index on."""
    return [read(leaf) for leaf in town.installation.store.read(ASH, since, 1000)]


def head(town: Town) -> int:
    """Entries of the community."""
    return town.installation.store.head(ASH).size


def test_forty_cards_are_entered_one_after_another_and_each_is_somebody_of_its_own(town: Town, site: Site) -> None:
    browser, address = desk(site, town)
    before, page = head(town), browser.get(address)
    for n in range(40):
        fields = {"text": f"Card {n:02} of the pile", "kind": "idea", "via": "paper", "lang": "en", "uses": ["publish"]}
        page = press(browser, page, "/cards", **fields)
        assert page.status_code == 200, words(page)
        assert re.search(r'<textarea[^>]*id="text"[^>]*autofocus', page.text)
    assert "Saved. 40 cards today." in words(page)
    taken = [entry for entry in entries(town, before) if isinstance(entry.fact(), Received)]
    assert len(taken) == len({entry.by for entry in taken}) == 40
    assert {entry.via for entry in taken} == {"paper"}
    assert all(entry.by.startswith("p_") for entry in taken)


def test_what_was_ticked_is_the_consent_and_nothing_ticked_is_not_public(town: Town, site: Site) -> None:
    browser, address = desk(site, town)
    before = head(town)
    enter(browser, address, "Open the gate at dusk.", uses=["publish", "translate"], via="room")
    enter(browser, address, "I was followed there.")
    given = [entry.fact() for entry in entries(town, before) if isinstance(entry.fact(), ConsentGiven)]
    assert [one.purposes for one in given if isinstance(one, ConsentGiven)] == [("publish",), ("translate",)]
    ideas = site.browser().get(f"/c/{ASH}/canvas/{town.ash.canvas}/ideas").text
    assert "Open the gate at dusk." in ideas
    assert "I was followed there." not in ideas
    assert "I was followed there." in words(browser.get(address))


def test_the_same_mark_is_the_same_person_and_never_enters_the_record(town: Town, site: Site) -> None:
    browser, address = desk(site, town)
    before = head(town)
    for n, label in enumerate(("Seat 14 by the window", "seat 14  by the window", "Seat 15")):
        enter(browser, address, f"Marked card {n}", label=label)
    taken = [entry.by for entry in entries(town, before) if isinstance(entry.fact(), Received)]
    assert taken[0] == taken[1] != taken[2]
    stored = b"".join(town.installation.store.read(ASH, before, 1000)) + town.installation.people._file.path.read_bytes()
    assert b"by the window" not in stored
    assert "by the window" not in browser.get(address).text


def test_a_double_click_is_one_card_and_another_text_from_the_same_page_is_another(town: Town, site: Site) -> None:
    browser, address = desk(site, town)
    fields = form(browser.get(address), "/cards")["fields"] | {"text": "Twice in a hurry", "kind": "idea", "via": "paper"}
    before = head(town)
    assert browser.send_form(address, fields).url == browser.send_form(address, fields).url
    browser.send_form(address, fields | {"text": "After the back button"})
    taken = [entry for entry in entries(town, before) if isinstance(entry.fact(), Received)]
    assert len(taken) == 2


def test_a_refused_card_keeps_what_was_typed_and_nobody_joins_for_it(town: Town, site: Site) -> None:
    browser, address = desk(site, town)
    before = head(town)
    page = enter(browser, address, "x" * 300, kind="statement", uses=["quote"], label="Seat 3")
    assert page.status_code == 422
    assert "Shorten the card to 280 characters" in words(page)
    again = form(page, "/cards")
    assert again["fields"]["text"] == "x" * 300
    assert again["fields"]["label"] == "Seat 3"
    assert {("uses", "quote"), ("kind", "statement")} <= set(again["ticked"])
    assert head(town) == before


def test_a_card_is_corrected_and_its_ticks_put_right(town: Town, site: Site) -> None:
    browser, address = desk(site, town)
    page = enter(browser, address, "A bech by the pond", uses=["publish"])
    one = re.findall(r"/cards/(con_\w+)\"", page.text)[0]
    card = browser.get(f"{address}/{one}")
    page = press(browser, card, one, text="A bench by the pond", lang="en", uses=["publish", "quote"])
    assert "A bench by the pond" in words(page)
    assert "A bech" not in words(page)
    assert ("uses", "quote") in form(browser.get(f"{address}/{one}"), one)["ticked"]
    press(browser, browser.get(f"{address}/{one}"), one, text="A bench by the pond", lang="en")
    assert "A bench by the pond" not in site.browser().get(f"/c/{ASH}/contribution/{one}").text


def test_a_card_is_taken_out_and_the_record_keeps_that_it_was_there(town: Town, site: Site) -> None:
    browser, address = desk(site, town)
    before = head(town)
    page = enter(browser, address, "From another meeting", uses=["publish"])
    one = re.findall(r"/cards/(con_\w+)\"", page.text)[0]
    page = press(browser, page, f"{one}/out")
    assert "Taken out" in words(page)
    assert "From another meeting" not in words(page)
    kinds = [entry.type for entry in entries(town, before) if entry.s == one]
    assert kinds[0] == "contribution.received"
    assert kinds[-1] == "contribution.withdrawn"


def test_the_slip_of_a_card_opens_it_for_whoever_wrote_it(town: Town, site: Site) -> None:
    browser, address = desk(site, town)
    page = enter(browser, address, "The tap drips all night", uses=["publish"])
    one = re.findall(r"/cards/(con_\w+)\"", page.text)[0]
    slip = press(browser, page, f"{one}/slip")
    (code,) = re.findall(r'<bdi dir="ltr">((?:\d{5} ?){4})</bdi>', slip.text)
    theirs = site.browser()
    opened = press(theirs, theirs.get(f"/c/{ASH}/slip"), "/slip", code=code)
    assert "The tap drips all night" in words(opened)
    assert "card/1" in words(slip)


def test_only_the_office_that_entered_a_card_corrects_it_and_only_a_facilitator_enters(town: Town, site: Site) -> None:
    browser, address = desk(site, town)
    page = enter(browser, address, "Between us", uses=["publish"])
    one = re.findall(r"/cards/(con_\w+)\"", page.text)[0]
    steward, _ = desk(site, town, "steward")
    assert steward.get(address).status_code == 200
    assert steward.get(f"{address}/{one}").status_code == 404
    assert browser.get(f"{address}/{town.ash.anna.contribution}").status_code == 404
    for role in ("officer", "moderator", "overseer"):
        assert desk(site, town, role)[0].get(address).status_code == 403
    assert site.browser(town.ash.anna.session).get(address).status_code == 403
    assert site.browser().get(address).status_code == 401


def test_a_second_person_says_that_a_card_stands_as_on_the_paper_and_not_who_typed_it(town: Town, site: Site) -> None:
    browser, address = desk(site, town)
    enter(browser, address, "A ramp at the back door.")
    own = browser.get(address)
    assert "A ramp at the back door." not in words(own).partition("Typed by somebody else")[2]
    path = re.findall(rf'action="({address}/con_\w+)/out"', own.text.partition("A ramp at the back door.")[2])[0]
    second, _ = desk(site, town, "steward")
    page = second.get(address)
    assert "A ramp at the back door." in words(page).partition("Typed by somebody else")[2]
    done = press(second, page, f"{path}/checked")
    assert "A ramp at the back door." not in words(done)
    (last,) = entries(town, head(town) - 1)
    assert (last.type, last.by) == ("contribution.checked", town.ash.offices["steward"])
    assert "Checked" in words(browser.get(address))
    fields = {"token": form_token(browser.session)}
    refused = browser.send_form(f"{path}/checked", fields)
    assert refused.status_code == 422
    assert "You typed this card yourself" in words(refused)


def test_a_form_on_paper_asks_what_the_pages_ask(town: Town, site: Site) -> None:
    browser, address = desk(site, town)
    sheet = words(browser.get(address.removesuffix("cards") + "paper"))
    online = words(site.browser().get(f"/c/{ASH}/canvas/{town.ash.canvas}/add-offer"))
    hint = "What you can give: time, a skill, a room, a tool, a lift."
    assert hint in online
    for said in (hint, "Show my words on this website", "Translate it, so that others can read it", "What is it?"):
        assert said in sheet
    assert "What next?" in sheet
