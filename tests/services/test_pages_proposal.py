"""Proposals on the site: begun, supported, amended, published anew, compared, merged, objected to and split."""

import re
from typing import Any

import httpx
import pytest

from folkmoot_web.comparing import Part, compare
from tests.services.browser import Browser, Site
from tests.services.reading import form, press, settled, words
from tests.services.town import Town


@pytest.fixture(autouse=True)
def _settled(town: Town) -> None:
    settled(town)


def canvas(town: Town) -> str:
    return f"/c/ash-hill/canvas/{town.ash.canvas}"


def begun(browser: Browser, town: Town, text: str = "A ramp at the back door.", **more: Any) -> str:
    """The path of a proposal that somebody began."""
    page = browser.get(f"{canvas(town)}/begin-proposal")
    made = press(browser, page, "/begin-proposal", text=text, publish="yes", **more)
    assert made.status_code == 200, words(made)
    return made.url.path


def published(browser: Browser, proposal: str, text: str, substance: str = "yes", **more: Any) -> httpx.Response:
    page = browser.get(f"{proposal}/publish")
    filled = {"text": text, "substance": substance, "because": "It was too narrow.", "publish": "yes"} | more
    return press(browser, page, "/publish", **filled)


def supported(browser: Browser, proposal: str) -> str:
    page = press(browser, browser.get(proposal), "/support")
    assert page.status_code == 200, words(page)
    return words(page)


def amended(browser: Browser, proposal: str, text: str = "With a handrail.") -> str:
    """The id of an amendment that somebody offered."""
    page = press(browser, browser.get(f"{proposal}/amend"), "/amend", text=text, because="It gets icy.", publish="yes")
    assert text in words(page), words(page)
    return str(re.findall(r"/contribution/(con_[a-z2-7]{16})", page.text)[-1])


def test_a_proposal_is_begun_from_an_idea_and_listed_with_its_support(town: Town, site: Site) -> None:
    browser = site.browser()
    page = browser.get(f"{canvas(town)}/add-idea")
    thanks = press(browser, page, "/add-idea", text="Ramps instead of steps.", publish="yes")
    idea = thanks.url.path.removesuffix("/thanks").rpartition("/")[2]
    link = f"{canvas(town)}/begin-proposal?from={idea}"
    assert link in site.browser().get(f"/c/ash-hill/contribution/{idea}").text
    asked = browser.get(link)
    assert ("sources", idea) in form(asked, "/begin-proposal")["ticked"]
    made = press(browser, asked, "/begin-proposal", title="The ramp", text="A ramp.", publish="yes", sources=idea)
    assert "The ramp" in words(made)
    assert "Ramps instead of steps." in words(made)
    supported(browser, made.url.path)
    listed = words(site.browser().get(f"{canvas(town)}/proposals"))
    assert "The ramp Version 1 1 person supports it" in listed
    assert "/proposals" in site.browser().get(canvas(town)).text
    thread = words(site.browser().get(f"/c/ash-hill/thread/{idea}"))
    assert "led to the proposal" in thread


def test_a_form_that_is_refused_keeps_what_was_typed(town: Town, site: Site) -> None:
    browser = site.browser()
    page = browser.get(f"{canvas(town)}/begin-proposal")
    back = press(browser, page, "/begin-proposal", title="Ramp", text="A ramp.", publish="")
    assert back.status_code == 422
    assert form(back, "/begin-proposal")["fields"] | {"title": "Ramp", "text": "A ramp."} == form(back, "/begin-proposal")["fields"]
    proposal = begun(browser, town)
    for filled, said, fault in (
        ({"substance": ""}, "whether the substance", "substance"),
        ({"because": " "}, "Write your reason first", "because"),
        ({"text": " "}, "Write your proposal first", "text"),
    ):
        back = published(browser, proposal, "A wide ramp.", **filled) if "text" not in filled else published(browser, proposal, " ")
        assert back.status_code == 422
        assert said in words(back)
        assert f'href="#{fault}"' in back.text
        assert form(back, "/publish")["fields"]["because"].strip() in ("It was too narrow.", "")


def test_somebody_without_an_account_supports_a_version_and_is_asked_again_after_substance(town: Town, site: Site) -> None:
    author, reader = site.browser(), site.browser()
    proposal = begun(author, town)
    assert "You need no account" in words(reader.get(proposal))
    assert "You support this version." in supported(reader, proposal)
    published(author, proposal, "A ramp at the front and the back door.", "no")
    carried = words(reader.get(proposal))
    assert "You support version 1, and that carries over" in carried
    assert "1 person supports it" in carried
    published(author, proposal, "A lift.", "yes")
    page = reader.get(proposal)
    assert "The text changed in substance since you supported version 1" in words(page)
    assert "0 people support it" in words(page)
    assert f"{proposal}/compare/1/3" in page.text
    assert "You support this version." in supported(reader, proposal)
    table = words(site.browser().get(proposal))
    assert re.search(r"Version 3 Yes 1 Version 2 No, says the editor 1 Version 1 The first version 1", table)
    gone = press(reader, reader.get(proposal), "/support/withdraw")
    assert "0 people support it" in words(gone)


def test_enough_people_who_contest_have_supporters_asked_again(town: Town, site: Site) -> None:
    author, reader, other = site.browser(), site.browser(), site.browser()
    proposal = begun(author, town)
    supported(reader, proposal)
    published(author, proposal, "No ramp.", "no")
    assert f"{proposal}/contest/2" in reader.get(proposal).text
    for browser in (reader, other):
        asked = browser.get(f"{proposal}/contest/2")
        page = press(browser, asked, "/contest/2", text="No is not yes.", publish="yes")
        assert "No is not yes." in words(page)
    assert "The text changed in substance since you supported version 1" in words(reader.get(proposal))
    assert "the editor said no, and 2 people said otherwise" in words(reader.get(proposal))
    assert f"{proposal}/contest/2" not in reader.get(proposal).text


def test_an_amendment_is_taken_in_by_a_version_or_declined_with_a_reason(town: Town, site: Site) -> None:
    author, reader = site.browser(), site.browser()
    proposal = begun(author, town)
    taken, kept, declined = (amended(reader, proposal, text) for text in ("With a rail.", "With a lamp.", "With gold."))
    assert "/accept" not in reader.get(proposal).text
    assert "3 amendments wait" in words(site.browser().get(f"{canvas(town)}/proposals"))
    published(author, proposal, "A ramp with a rail.", takes_in=taken)
    page = press(author, author.get(proposal), f"/amendment/{kept}/accept")
    assert "The next version takes it in." in words(page)
    asked = author.get(f"{proposal}/amendment/{declined}/decline")
    assert "With gold." in words(asked)
    page = press(author, asked, "/decline", text="Gold is slippery.", publish="yes")
    assert "and taken in by version 2." in words(page)
    assert "Gold is slippery." in words(page)
    again = author.get(f"{proposal}/amendment/{declined}/decline")
    assert "not waiting" in words(press(author, again, "/decline", text="No.", publish="yes"))
    assert "belongs to a proposal" in words(reader.get(f"/c/ash-hill/contribution/{taken}"))
    assert "/revise" not in reader.get(f"/c/ash-hill/contribution/{taken}").text


def test_two_versions_are_compared_word_by_word(town: Town, site: Site) -> None:
    author = site.browser()
    proposal = begun(author, town, "A ramp at the back door.")
    published(author, proposal, "A wide ramp at the front door.")
    page = site.browser().get(f"{proposal}/compare/1/2")
    assert re.search(r"<ins><span class=\"unseen\" lang=\"en\">added: </span> ?wide ?</ins>", page.text)
    assert re.search(r"<del><span class=\"unseen\" lang=\"en\">removed: </span>back</del><ins>", page.text)
    assert "It was too narrow." in words(page)
    assert words(site.browser().get(f"{proposal}/compare/2/1")) == words(page)
    assert "The text is the same in both" in words(site.browser().get(f"{proposal}/compare/1/1"))
    assert "A ramp at the back door." in words(site.browser().get(f"{proposal}/version/1"))
    for path in ("version/3", "version/9999999999999999999", "compare/1/3"):
        assert site.browser().get(f"{proposal}/{path}").status_code == 404


def test_words_that_their_author_took_back_are_not_shown_and_the_lineage_stays(town: Town, site: Site) -> None:
    author = site.browser()
    proposal = begun(author, town, "My flat is number 9.")
    published(author, proposal, "A ramp.")
    text = re.search(r"/contribution/(con_[a-z2-7]{16})", author.get("/c/ash-hill/search?q=number+9&kind=proposal").text)
    assert text is not None
    press(author, author.get(f"/c/ash-hill/contribution/{text[1]}/withdraw"), "/withdraw")
    for path in ("", "/version/1", "/compare/1/2"):
        page = words(site.browser().get(proposal + path))
        assert "My flat is number 9." not in page
        assert "Version 1" in page or "version 1" in page
    assert "not shown" in words(site.browser().get(f"{proposal}/version/1"))
    assert "cannot be compared" in words(site.browser().get(f"{proposal}/compare/1/2"))


def test_a_facilitator_merges_two_and_an_author_who_objects_undoes_it(town: Town, site: Site) -> None:
    author, other, office = site.browser(), site.browser(), site.browser(town.ash.staff["facilitator"])
    one, into = begun(author, town, "A ramp."), begun(other, town, "A lift.")
    assert "cannot merge" in words(other.get(f"{one}/merge"))
    name = into.rpartition("/")[2]
    page = press(office, office.get(f"{one}/merge"), "/merge", into=name)
    assert "This was merged into another proposal" in words(page)
    assert "A ramp." in words(site.browser().get(into))
    assert f"{one}/object" in author.get(one).text
    assert f"{one}/object" in other.get(one).text
    assert f"{one}/object" not in office.get(one).text
    back = press(author, author.get(f"{one}/object"), "/object", text="They are not alike.", publish="yes")
    assert "Under way" in words(back)
    assert "They are not alike." in words(back)
    refused = office.send_form(
        f"{one}/merge", {"into": name, "token": form(office.get(f"{into}/merge"), "/merge")["fields"]["token"]}
    )
    assert refused.status_code == 422
    assert "objected" in words(refused)


def test_a_proposal_is_split_into_parts_that_were_begun_from_it(town: Town, site: Site) -> None:
    author, other = site.browser(), site.browser()
    proposal = begun(author, town, "A ramp and a lamp.")
    name = proposal.rpartition("/")[2]
    parts = []
    for browser, text in ((author, "The ramp alone."), (other, "The lamp alone.")):
        asked = browser.get(f"{canvas(town)}/begin-proposal?from={name}")
        made = press(browser, asked, "/begin-proposal", text=text, publish="yes", sources=name)
        parts.append(made.url.path.rpartition("/")[2])
    assert "cannot split" in words(other.get(f"{proposal}/split"))
    page = press(author, author.get(f"{proposal}/split"), "/split", into=parts)
    assert "This was split" in words(page)
    assert "The ramp alone." in words(page)
    assert "The lamp alone." in words(page)


def test_who_began_it_lets_others_edit_it_and_withdraws_it(town: Town, site: Site) -> None:
    author, other = site.browser(), site.browser()
    proposal = begun(author, town)
    amended(other, proposal)
    assert "cannot publish" in words(other.get(f"{proposal}/publish"))
    asked = author.get(f"{proposal}/editors")
    editor = re.search(r'<option value="(p_[a-z2-7]{16})"', asked.text)
    assert editor is not None
    press(author, asked, "/editors", editor=editor[1])
    assert "Version 2" in words(published(other, proposal, "A ramp for two."))
    page = press(other, other.get(f"{proposal}/withdraw"), "/withdraw", text="The landlord builds it.", publish="yes")
    assert "This was withdrawn" in words(page)
    assert "The landlord builds it." in words(page)
    assert "/support" not in author.get(proposal).text


def test_a_decision_takes_a_version_over_and_the_thread_leads_to_it(town: Town, site: Site) -> None:
    author, office = site.browser(), site.browser(town.ash.staff["facilitator"])
    proposal = begun(author, town, "A bench.", title="The bench")
    care = re.search(r'href="(/c/ash-hill/contribution/con_[a-z2-7]{16}/care)"', office.get(proposal).text)
    assert care is not None
    press(office, office.get(care[1]), "/put-forward")
    assert "Proposal: The bench" in words(office.get(f"{canvas(town)}/call-decision"))


def test_an_offer_is_brought_and_listed(town: Town, site: Site) -> None:
    browser = site.browser()
    thanks = press(browser, browser.get(f"{canvas(town)}/add-offer"), "/add-offer", text="I have a van on Fridays.", publish="yes")
    assert thanks.status_code == 200
    for page in (canvas(town), f"{canvas(town)}/offers"):
        assert "I have a van on Fridays." in words(site.browser().get(page))
    assert "I have a van" in words(site.browser().get("/c/ash-hill/search?q=van&kind=offer"))


def test_a_proposal_is_shown_as_it_stood(town: Town, site: Site) -> None:
    author = site.browser()
    proposal = begun(author, town, "A ramp.")
    settled(town)
    before = town.installation.store.head("ash-hill").size
    published(author, proposal, "A lift.")
    stood = words(site.browser().get(f"/at/{before}{proposal}"))
    assert "A ramp." in stood
    assert "A lift." not in stood


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("", "A b."), ("A b.", ""), ("One two\nthree.", "One 2\nthree four."), ("a a a", "a a"), ("Łódź żółw", "Łódź żółwie 🐢")],
)
def test_a_comparison_holds_both_texts_whole(earlier: str, later: str) -> None:
    parts = compare(earlier, later)
    assert "".join(part.text for part in parts if part.what != "added") == earlier
    assert "".join(part.text for part in parts if part.what != "removed") == later


def test_one_word_in_each_of_many_like_sentences_is_found() -> None:
    text = "Each stair has a ramp beside it, and each ramp a rail. " * 12
    parts = compare(text, text.replace("rail", "handrail"))
    assert [part.text for part in parts if part.what == "removed"] == ["rail"] * 12
    assert [part.text for part in parts if part.what == "added"] == ["handrail"] * 12


def test_words_replaced_side_by_side_read_as_one_change() -> None:
    assert compare("a red old door", "a blue new door") == (
        Part("same", "a "),
        Part("removed", "red old"),
        Part("added", "blue new"),
        Part("same", " door"),
    )
