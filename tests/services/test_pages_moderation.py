"""Reports, holding, hiding, appeals and the public log on the site: words are read before they are judged, by two people."""

import re
from typing import Any

import pytest

from folkmoot.domain.appeal import Report
from folkmoot.domain.canvas import ConcludeCanvas, OpenCanvas
from folkmoot.domain.community import GiveRole
from folkmoot.domain.contributing import Contribute, Revise, Withdraw
from folkmoot.domain.helping import AskForHelp
from folkmoot.domain.moderation import Hide, Hold
from folkmoot.domain.rounds import OpenRound, TakeTurn
from folkmoot.domain.theme import LinkToTheme, MakeTheme
from folkmoot.domain.topic import RaiseTopic
from folkmoot.events.entry import read
from folkmoot.installation import HOUSE
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from folkmoot_web.pages.moderation import DESK
from tests.services.browser import Browser, Site
from tests.services.reading import form, press, settled, words
from tests.services.town import ASH, NOTICE, Resident, Town

SAID = "Mr Lamp of number 12 drinks."
SHOWN: dict[str, Any] = NOTICE | {"publish": True}


class Case:
    """A public story on a canvas of its own. teller: who told it. path: of its page."""

    def __init__(self, town: Town, site: Site) -> None:
        self.town, self.site = town, site
        self.canvas = town.do(ASH, OpenCanvas(question="What next?", promise="We answer.", level="involve"))
        settled(town)
        self.teller = self.somebody()
        self.id = self.teller_brings(SAID)
        self.path = f"/c/{ASH}/contribution/{self.id}"

    def somebody(self) -> Resident:
        """A new person on this canvas."""
        place = self.town.ash
        kept, place.canvas = place.canvas, self.canvas
        try:
            return self.town.resident(place, "Cleo")
        finally:
            place.canvas = kept
            settled(self.town)

    def teller_brings(self, text: str) -> str:
        """A public story by the teller."""
        story = Contribute(canvas=self.canvas, kind="story", text=text, **SHOWN)
        made = self.town.do(ASH, story, self.author)
        settled(self.town)
        return made

    @property
    def author(self) -> Author:
        return Author(self.teller.pseudonym, self.teller.person)

    def as_teller(self) -> Browser:
        return self.site.browser(self.teller.session)

    def office(self, role: str) -> Browser:
        return self.site.browser(self.town.ash.staff[role])

    def hidden(self) -> None:
        """The moderator hides it."""
        moderator = self.office("moderator")
        page = moderator.get(f"{self.path}/care")
        done = press(moderator, page, "/hide", reason="personal-data", reasons="It points at one neighbour.")
        assert done.status_code == 200, words(done)

    def appealed(self, text: str = "He is my father, and he wants it told.") -> None:
        teller = self.as_teller()
        done = press(teller, teller.get(f"{self.path}/appeal"), "/appeal", text=text)
        assert done.status_code == 200, words(done)


@pytest.fixture
def case(town: Town, site: Site) -> Case:
    return Case(town, site)


def reported(case: Case, reason: str = "abuse", text: str = "") -> Browser:
    """Somebody without an account reports it."""
    browser = case.site.browser()
    done = press(browser, browser.get(f"{case.path}/report"), "/report", reason=reason, text=text)
    assert done.status_code == 200, words(done)
    assert done.url.path.endswith("/reported")
    return browser


def test_a_guest_reports_with_a_reason_of_the_charter_and_reads_what_happens_next(case: Case) -> None:
    browser = case.site.browser()
    asks = browser.get(f"{case.path}/report")
    assert "These are the reasons of the charter, version 1." in words(asks)
    assert "What happens next" in words(asks)
    done = press(browser, asks, "/report", reason="personal-data", text="He is my brother.")
    assert "A moderator reads it, what waits longest first." in words(done)
    desk = words(case.office("moderator").get(f"/c/{ASH}/held"))
    assert SAID in desk
    assert "Reported by 1 person: It says too much about a person" in desk


def test_every_card_and_page_of_what_a_person_brought_leads_to_a_report(case: Case) -> None:
    stranger = case.site.browser()
    for path in (case.path, f"/c/{ASH}/canvas/{case.canvas}/stories", f"/c/{ASH}/canvas/{case.canvas}"):
        assert f'href="{case.path}/report"' in stranger.get(path).text, path
        assert f'href="{case.path}/report"' not in case.as_teller().get(path).text, path
    size = case.town.installation.store.head(ASH).size
    for path in (case.path, f"/c/{ASH}/canvas/{case.canvas}/stories"):
        assert "/report" not in stranger.get(f"/at/{size}{path}").text, path


def test_reasons_topics_turns_and_statements_lead_to_a_report_where_they_stand(case: Case) -> None:
    topic = case.town.do(ASH, RaiseTopic(canvas=case.canvas, text="Noise", **SHOWN), case.author)
    theme = case.town.do(ASH, MakeTheme(canvas=case.canvas, text="Neighbours", **SHOWN), case.author)
    link = LinkToTheme(theme=theme, contribution=case.id, text="They live close.", **SHOWN)
    case.town.do(ASH, link, case.author)
    statement = Contribute(canvas=case.canvas, kind="statement", text="It is loud here.", **SHOWN)
    case.town.do(ASH, statement, case.author)
    round_ = case.town.do(ASH, OpenRound(canvas=case.canvas, question="How was it?"))
    case.town.do(ASH, TakeTurn(round=round_, text="It was long.", **SHOWN), case.author)
    settled(case.town)
    stranger = case.site.browser()
    pages = {"topic/" + topic: "Report this : Noise", "theme/" + theme: "Report this reason : They live close."}
    pages |= {"round/" + round_: "Report this : It was long.", "canvas/" + case.canvas: "Report this : It is loud here."}
    for path, said in pages.items():
        assert said in words(stranger.get(f"/c/{ASH}/{path}")), path


def test_a_report_by_itself_takes_nothing_from_view_and_tells_nobody_who_made_it(case: Case) -> None:
    browser = reported(case, text="She lives next door to me.")
    page = words(case.site.browser().get(case.path))
    assert SAID in page
    assert "next door" not in page
    me = case.town.session(browser.session).person
    pseudonym = case.town.installation.people.pseudonym(me, ASH, case.canvas)
    assert pseudonym
    for who, path in (("moderator", "held"), ("moderator", f"contribution/{case.id}/care"), ("moderator", "moderation")):
        assert pseudonym not in case.office(who).get(f"/c/{ASH}/{path}").text


def test_only_moderators_and_facilitators_read_the_word_that_came_with_a_report(case: Case) -> None:
    reported(case, text="She lives next door to me.")
    for role in ("moderator", "facilitator"):
        assert "She lives next door to me." in words(case.office(role).get(f"{case.path}/care"))
    assert "next door" not in words(case.office("steward").get(f"{case.path}/care"))
    assert case.as_teller().get(f"{case.path}/care").status_code == 403


def test_a_report_that_is_refused_keeps_what_was_typed(case: Case) -> None:
    browser = case.site.browser()
    back = press(browser, browser.get(f"{case.path}/report"), "/report", text="He is my brother.")
    assert back.status_code == 422
    assert "Choose why somebody should look at it." in words(back)
    assert form(back, "/report")["fields"]["text"] == "He is my brother."


def test_a_report_sent_twice_is_one_and_a_second_one_is_refused_in_a_sentence(case: Case) -> None:
    browser = case.site.browser()
    page = browser.get(f"{case.path}/report")
    for _ in range(2):
        assert press(browser, page, "/report", reason="abuse").status_code == 200
    again = press(browser, browser.get(f"{case.path}/report"), "/report", reason="abuse")
    assert again.status_code == 422
    assert "You have reported this already" in words(again)
    assert "Reported by 1 person" in words(case.office("moderator").get(f"/c/{ASH}/held"))


def test_nobody_reports_their_own_words_or_what_is_not_shown(case: Case) -> None:
    assert 'method="post"' not in case.as_teller().get(f"{case.path}/report").text
    case.hidden()
    page = case.site.browser().get(f"{case.path}/report")
    assert "nothing to report" in words(page)
    assert "number 12" not in words(page)


def test_the_desk_shows_what_waits_longest_first_each_with_its_words_page_after_page(case: Case) -> None:
    moderator = case.office("moderator")
    seen: list[str] = []
    for n in range(DESK + 1):
        id_ = case.teller_brings(f"Story number {n:02} of many.")
        other = case.somebody()
        case.town.do(ASH, Report(contribution=id_, reason="abuse"), Author(other.pseudonym, other.person))
    settled(case.town)
    path: str | None = f"/c/{ASH}/held"
    while path:
        page = moderator.get(path)
        seen += re.findall(r"Story number (\d\d) of many\.</div>", page.text)
        more = re.search(r'href="([^"]+\?after=\d+)"', page.text)
        path = more[1] if more else None
    assert seen == [f"{n:02}" for n in range(DESK + 1)]
    for role in ("officer", "steward", "overseer", "safeguarding"):
        assert case.office(role).get(f"/c/{ASH}/held").status_code == 403


def test_a_moderator_who_leaves_a_report_settles_it_and_the_log_says_so(case: Case) -> None:
    reported(case)
    facilitator = case.office("facilitator")
    done = press(facilitator, facilitator.get(f"{case.path}/care"), "/release")
    assert "Looked at, left as it is" in words(done)
    assert case.path not in facilitator.get(f"/c/{ASH}/held").text
    assert SAID in words(case.site.browser().get(case.path))


def test_a_moderator_sees_the_hidden_words_before_they_show_them_again(case: Case) -> None:
    case.hidden()
    moderator = case.office("moderator")
    page = moderator.get(f"{case.path}/care")
    assert SAID in words(page)
    assert "It is hidden: It says too much about a person" in words(page)
    for role in ("facilitator", "steward"):
        assert "/restore" not in case.office(role).get(f"{case.path}/care").text
    assert SAID not in words(case.office("steward").get(f"{case.path}/care"))
    press(moderator, page, "/restore", again="The family asked for it.")
    assert SAID in words(case.site.browser().get(case.path))


def test_words_that_were_changed_meanwhile_are_not_shown_unread(case: Case) -> None:
    case.hidden()
    moderator = case.office("moderator")
    page = moderator.get(f"{case.path}/care")
    case.town.do(ASH, Revise(contribution=case.id, text="Worse than before.", lang="en"), case.author)
    settled(case.town)
    back = press(moderator, page, "/restore", again="The family asked for it.")
    assert back.status_code == 422
    assert "Its author changed the words" in words(back)
    assert "Worse than before." in words(back)
    assert form(back, "/restore")["fields"]["again"] == "The family asked for it."
    assert "Worse" not in words(case.site.browser().get(case.path))


def test_what_its_author_took_back_is_opened_to_no_office(case: Case) -> None:
    case.hidden()
    case.town.do(ASH, Withdraw(contribution=case.id), case.author)
    settled(case.town)
    page = case.office("moderator").get(f"{case.path}/care")
    assert SAID not in words(page)
    assert "/restore" not in page.text


def test_what_was_written_for_the_safeguarding_lead_is_not_shown_to_moderators(case: Case) -> None:
    asked = case.town.do(ASH, AskForHelp(canvas=case.canvas, text="I am afraid at home."), Author(new_id("p_")))
    settled(case.town)
    for role in ("moderator", "facilitator", "steward"):
        assert case.office(role).get(f"/c/{ASH}/contribution/{asked}/care").status_code == 404
    assert asked not in case.office("moderator").get(f"/c/{ASH}/held").text


def test_the_author_reads_what_happened_why_and_under_which_charter_and_can_appeal(case: Case) -> None:
    case.hidden()
    for path in (f"/c/{ASH}/mine", case.path, f"{case.path}/appeal"):
        page = words(case.as_teller().get(path))
        for said in ("Hidden", "It says too much about a person", "It points at one neighbour.", "version 1", "The moderator"):
            assert said in page, (path, said)
        assert SAID in page, path
    assert f"{case.path}/appeal" in case.as_teller().get(f"/c/{ASH}/mine").text
    stranger = case.site.browser()
    public = stranger.get(case.path)
    assert "It points at one neighbour." in words(public)
    assert f"{case.path}/appeal" not in public.text
    assert stranger.get(f"{case.path}/appeal").status_code == 401


def test_an_appeal_goes_to_somebody_who_did_not_hide_it_and_is_decided_with_reasons(case: Case) -> None:
    case.hidden()
    case.appealed()
    page = words(case.as_teller().get(f"/c/{ASH}/mine"))
    assert "Its author appealed on" in page
    moderator, steward = case.office("moderator"), case.office("steward")
    assert "You held or hid this, so another moderator or a steward decides." in words(moderator.get(f"/c/{ASH}/appeals"))
    assert "/appeal/decide" not in moderator.get(f"{case.path}/care").text
    assert SAID in words(steward.get(f"/c/{ASH}/appeals"))
    care = steward.get(f"{case.path}/care")
    assert SAID in words(care)
    assert "He is my father, and he wants it told." in words(care)
    nothing = press(steward, care, "/appeal/decide", outcome="He asked for it.")
    assert nothing.status_code == 422
    assert form(nothing, "/appeal/decide")["fields"]["outcome"] == "He asked for it."
    press(steward, nothing, "/appeal/decide", upheld="yes", outcome="He asked for it.")
    public = words(case.site.browser().get(case.path))
    assert SAID in public
    assert "He asked for it." in public
    assert "my father" not in public


def test_an_appeal_that_is_dismissed_leaves_it_hidden_and_cannot_be_made_again(case: Case) -> None:
    case.hidden()
    case.appealed("")
    steward = case.office("steward")
    press(steward, steward.get(f"{case.path}/care"), "/appeal/decide", upheld="no", outcome="It still points at him.")
    page = words(case.as_teller().get(f"/c/{ASH}/mine"))
    assert "It still points at him." in page
    assert "it stays as it is" in page
    assert 'method="post"' not in case.as_teller().get(f"{case.path}/appeal").text
    assert SAID not in words(case.site.browser().get(case.path))


def test_whoever_hid_it_does_not_decide_in_another_office_of_theirs(case: Case) -> None:
    case.hidden()
    case.appealed()
    town = case.town
    session = town.ash.staff["moderator"]
    done = town.installation.moot(ASH).do(GiveRole(role="steward", title="The second steward"), HOUSE, via="house")
    office = read(town.installation.store.read(ASH, done.first, 1)[0]).fact().office  # type: ignore[union-attr]
    town.installation.people.give_office(town.session(session).person, ASH, office)
    settled(town)
    both = case.site.browser(session)
    care = both.get(f"{case.path}/care")
    assert "/appeal/decide" not in care.text
    token = form(care, "/restore")["fields"]["token"]
    words_at = form(care, "/restore")["fields"]["seen"]
    sent = both.send_form(f"{case.path}/appeal/decide", {"token": token, "seen": words_at, "upheld": "no", "outcome": "No."})
    assert sent.status_code == 422
    assert "You held or hid this yourself" in words(sent)
    api = case.site.api(session).post(
        f"/communities/{ASH}/do/decide-appeal", json={"contribution": case.id, "upheld": False, "reasons": "No."}
    )
    assert api.status_code == 422
    assert "another moderator or a steward" in api.json()["error"]


def test_what_was_held_can_be_appealed_too_also_when_the_canvas_is_concluded(case: Case) -> None:
    case.town.do(ASH, Hold(contribution=case.id, reason="report"), Author(case.town.ash.offices["moderator"]))
    case.town.do(ASH, ConcludeCanvas(canvas=case.canvas, reason="Done."))
    settled(case.town)
    teller = case.as_teller()
    page = teller.get(f"{case.path}/appeal")
    assert "text" not in form(page, "/appeal")["fields"]
    assert press(teller, page, "/appeal").status_code == 200
    assert SAID in words(case.office("steward").get(f"/c/{ASH}/appeals"))


def test_the_public_log_counts_by_reason_under_each_charter_and_holds_nobodys_words(case: Case) -> None:
    reported(case, "personal-data", "He is my brother.")
    case.hidden()
    case.appealed()
    steward = case.office("steward")
    press(steward, steward.get(f"{case.path}/care"), "/appeal/decide", upheld="yes", outcome="He asked for it.")
    page = case.site.browser().get(f"/c/{ASH}/moderation")
    log = words(page)
    for said in ("Reported", "Hidden", "Appeal by its author", "Appeal decided: the author is right", "Shown again"):
        assert said in log, said
    for said in (SAID, "my brother", "my father", "He asked for it.", "one neighbour"):
        assert said not in log, said
    assert f'href="{case.path}"' in page.text
    assert '<th scope="col" class="number">How often</th>' in page.text


def test_the_log_is_shown_as_it_stood(case: Case) -> None:
    before = case.town.installation.store.head(ASH).size
    case.hidden()
    assert case.path not in case.site.browser().get(f"/at/{before}/c/{ASH}/moderation").text
    assert case.path in case.site.browser().get(f"/c/{ASH}/moderation").text


def test_nobody_is_offered_to_delete_what_somebody_else_wrote_but_a_steward_whom_its_author_or_a_court_asks(case: Case) -> None:
    for role in ("moderator", "facilitator", "officer"):
        browser = case.site.browser(case.town.staff(ASH, case.town.ash.offices[role]))
        for path in (case.path, f"{case.path}/care", f"/c/{ASH}/held"):
            page = browser.get(path).text
            assert "/erase" not in page, (role, path)
    assert "because its author or a court orders it" in words(case.office("steward").get(case.path))
    moderator = case.office("moderator")
    assert "Nobody deletes" in words(moderator.get(f"/c/{ASH}/held"))


def test_reports_and_appeals_are_taken_from_programs_as_well(case: Case) -> None:
    api = case.site.api(case.town.ash.bela.session)
    sent = api.post(f"/communities/{ASH}/do/report", json={"contribution": case.id, "reason": "abuse"})
    assert sent.status_code == 200, sent.text
    command = Hide(contribution=case.id, reason="abuse", statement="It insults somebody.")
    case.town.do(ASH, command, Author(case.town.ash.offices["moderator"]))
    settled(case.town)
    refused = api.post(f"/communities/{ASH}/do/appeal", json={"contribution": case.id})
    assert refused.status_code == 403
    mine = case.site.api(case.teller.session).post(f"/communities/{ASH}/do/appeal", json={"contribution": case.id})
    assert mine.status_code == 200, mine.text
