"""Questions to power, answers of a body, and promises with a clock, as people and officers see them."""

import re
import time
from typing import Any

import pytest

from folkmoot.domain.commitment import DeliverCommitment, MakeCommitment
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.deciding import CallDecision, CastBallot, Choice, CloseDecision, OpenDecision
from folkmoot.moot import Author
from tests.services.browser import Site
from tests.services.reading import form, press, settled, words
from tests.services.town import NOTICE, Town

DAY = 86_400.0


def today() -> str:
    return time.strftime("%Y-%m-%d", time.gmtime())


@pytest.fixture
def question(town: Town) -> str:
    """A question of Anna's to the officer."""
    by = Author(town.ash.anna.pseudonym)
    command = Contribute(canvas=town.ash.canvas, kind="question", text="When is the lamp mended?", lang="en", publish=True,
                         to=town.ash.offices["officer"], **NOTICE)  # fmt: skip
    asked = town.do("ash-hill", command, by)
    settled(town)
    return asked


@pytest.fixture
def decided(town: Town) -> str:
    """A decision with a result."""
    options = (Choice(text="A bench"), Choice(text="A tree"))
    decision = town.do("ash-hill", CallDecision(canvas=town.ash.canvas, question="What goes there?", options=options))
    town.do("ash-hill", OpenDecision(decision=decision))
    town.do("ash-hill", CastBallot(decision=decision, choice=["b"]), Author(town.ash.anna.pseudonym))
    town.do("ash-hill", CloseDecision(decision=decision))
    settled(town)
    return decision


def promised(town: Town, due: str = "") -> str:
    command = MakeCommitment(
        canvas=town.ash.canvas, text="A lamp at the gate.", owner=town.ash.offices["officer"], due=due or today()
    )
    commitment = town.do("ash-hill", command, Author(town.ash.offices["officer"]))
    settled(town)
    return commitment


class Later:
    """The clock of a town, put forward. more: seconds."""

    def __init__(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        self.more = 0.0
        clock = town.installation.clock
        monkeypatch.setattr(town.installation, "clock", lambda: clock() + self.more)


@pytest.fixture
def later(town: Town, monkeypatch: pytest.MonkeyPatch) -> Later:
    """Puts the clock of the pages forward; the house does not look meanwhile, so that nobody acts."""
    return Later(town, monkeypatch)


def test_a_resident_seconds_a_question_and_then_the_day_is_set(town: Town, site: Site, question: str) -> None:
    path = f"/c/ash-hill/contribution/{question}"
    assert "0 of 2 who it takes" in words(site.browser().get(path))
    newcomer = site.browser()
    page = press(newcomer, newcomer.get(path), "/second")
    assert "You have seconded this question" in words(page)
    assert "1 of 2 who it takes" in words(page)
    bela = site.browser(town.ash.bela.session)
    page = press(bela, bela.get(path), "/second")
    assert "The officer has to answer by" in words(page)
    assert "28 days are left." in words(page)
    assert "/second" not in site.browser(town.ash.anna.session).get(path).text


def test_the_list_of_questions_says_which_are_owed_an_answer_which_are_late_and_which_have_one(
    town: Town, site: Site, question: str, later: Later
) -> None:
    path = f"/c/ash-hill/contribution/{question}"

    def tag() -> str:
        """What stands on its card."""
        page = site.browser().get(f"/c/ash-hill/canvas/{town.ash.canvas}/questions").text
        return next(part for part in page.split("<li>") if path in part)

    assert "Owed" not in tag()
    for reader in (site.browser(), site.browser(town.ash.bela.session)):
        press(reader, reader.get(path), "/second")
    settled(town)
    assert "Owed" in tag()
    later.more = 40 * DAY
    assert "Overdue" in tag()
    officer = site.browser(town.ash.staff["officer"])
    press(officer, officer.get(f"{path}/answer"), "/answer", text="Next week.")
    assert "Answered" in tag()
    assert "Owed" not in tag()


def test_an_office_answers_a_question_and_corrects_itself_and_both_answers_are_shown(town: Town, site: Site, question: str) -> None:
    officer, path = site.browser(town.ash.staff["officer"]), f"/c/ash-hill/contribution/{question}"
    page = press(officer, officer.get(f"{path}/answer"), "/answer", text="In the spring.")
    assert "Answered by The officer In the spring." in words(page)
    page = press(officer, officer.get(f"{path}/answer"), "/answer", text="In the summer.")
    said = words(site.browser().get(path))
    assert said.index("In the summer.") < said.index("In the spring.") < said.index("Corrected since")


def test_a_refused_answer_keeps_what_was_typed(town: Town, site: Site, decided: str) -> None:
    officer, path = site.browser(town.ash.staff["officer"]), f"/c/ash-hill/decision/{decided}/answer"
    page = press(officer, officer.get(path), "/answer", text="A tree it is.")
    assert page.status_code == 422
    assert "Say whether the body accepts" in words(page)
    assert form(page, "/answer")["fields"]["text"] == "A tree it is."


def test_a_decision_is_a_duty_with_a_clock_until_it_is_answered(town: Town, site: Site, decided: str) -> None:
    path = f"/c/ash-hill/decision/{decided}"
    assert "An officer has to answer by" in words(site.browser().get(path))
    officer = site.browser(town.ash.staff["officer"])
    assert "Answer the decision" in words(officer.get(path))
    page = press(officer, officer.get(f"{path}/answer"), "/answer", outcome="changed", text="A tree, but a small one.")
    assert "Accepted with changes by The officer A tree, but a small one." in words(page)
    assert "has to answer by" not in words(site.browser().get(path))


def test_a_body_promises_moves_reports_and_delivers(town: Town, site: Site, decided: str) -> None:
    officer = site.browser(town.ash.staff["officer"])
    page = officer.get(f"/c/ash-hill/canvas/{town.ash.canvas}/commit?decision={decided}")
    late = press(officer, page, "/commit", text="A tree stands there.", due="2020-01-01")
    assert late.status_code == 422
    assert form(late, "/commit")["fields"]["text"] == "A tree stands there."
    page = press(officer, late, "/commit", due="2100-01-01", owner=town.ash.offices["officer"])
    assert "It follows from the decision: What goes there?" in words(page)
    path = page.url.path
    press(officer, officer.get(f"{path}/move"), "/move", due="2100-02-01", text="The ground is frozen.")
    press(officer, officer.get(f"{path}/progress"), "/progress", text="The hole is dug.", evidence="ab" * 32)
    press(officer, officer.get(f"{path}/deliver"), "/deliver", text="It stands.")
    said = words(site.browser().get(path))
    for part in ("Due by 1 February 2100.", "The ground is frozen.", "ab" * 32, "The body says that this is delivered"):
        assert part in said
    assert "A tree stands there." in words(site.browser().get(f"/c/ash-hill/decision/{decided}"))


def test_a_resident_disputes_what_was_delivered_and_the_body_answers(town: Town, site: Site) -> None:
    commitment = promised(town, "2100-01-01")
    path = f"/c/ash-hill/commitment/{commitment}"
    assert "/dispute" not in site.browser().get(path).text
    town.do("ash-hill", DeliverCommitment(commitment=commitment, text="It shines."), Author(town.ash.offices["officer"]))
    settled(town)
    bela = site.browser(town.ash.bela.session)
    unsaid = press(bela, bela.get(path), "/dispute", text="It is dark.")
    assert unsaid.status_code == 422
    assert form(unsaid, "/dispute")["fields"]["text"] == "It is dark."
    page = press(bela, unsaid, "/dispute", publish="yes")
    assert "Disputed It is dark." in words(page)
    assert "You have disputed this." in words(page)
    officer = site.browser(town.ash.staff["officer"])
    page = press(officer, officer.get(f"{path}/answer-dispute"), "/answer-dispute", outcome="upheld", text="We looked: dark.")
    assert "The dispute is upheld: it is owed again We looked: dark." in words(page)
    assert "This is due by 1 January 2100" in words(page)


def test_what_is_overdue_is_shown_without_anybody_acting(town: Town, site: Site, decided: str, later: Later) -> None:
    commitment = promised(town)
    paths = {
        f"/c/ash-hill/commitment/{commitment}": "This was due on",
        f"/c/ash-hill/decision/{decided}": "An officer had to answer by",
        f"/c/ash-hill/board?canvas={town.ash.canvas}": "and gave no reason",
    }
    for path, said in paths.items():
        assert said not in words(site.browser().get(path))
    later.more = 40 * DAY
    for path, said in paths.items():
        page = site.browser().get(path)
        assert said in words(page), words(page)
        assert "Overdue" in words(page) or "overdue" in words(page)


def test_the_board_shows_what_was_said_done_and_not_done_with_a_table_beside(town: Town, site: Site, decided: str) -> None:
    officer = Author(town.ash.offices["officer"])
    refused, path = site.browser(town.ash.staff["officer"]), f"/c/ash-hill/decision/{decided}/answer"
    press(refused, refused.get(path), "/answer", outcome="refused", text="There is no money for trees.")
    commitment = town.do("ash-hill", MakeCommitment(canvas=town.ash.canvas, text="A bench.", owner=officer.name, due="2100-01-01",
                                                    decision=decided), officer)  # fmt: skip
    settled(town)
    page = site.browser().get(f"/c/ash-hill/board?canvas={town.ash.canvas}")
    said = words(page)
    assert "There is no money for trees." in said
    assert f'href="/c/ash-hill/commitment/{commitment}"' in page.text
    assert "<table>" in page.text
    assert site.browser().get(f"/c/ash-hill/board?canvas={town.elm.canvas}").status_code == 404
    assert site.browser().get("/c/ash-hill/board").status_code == 200


def test_an_officer_sees_what_is_due_soonest_first_with_what_to_do_next(
    town: Town, site: Site, decided: str, question: str
) -> None:
    soon, far = promised(town, today()), promised(town, "2100-01-01")
    page = site.browser(town.ash.staff["officer"]).get("/c/ash-hill/duties")
    places = [
        page.text.index(one) for one in (f"/commitment/{soon}/deliver", f"/decision/{decided}/answer", f"/commitment/{far}/deliver")
    ]
    assert places == sorted(places)
    assert question not in page.text
    assert "Nothing is due" in words(site.browser(town.ash.staff["overseer"]).get("/c/ash-hill/duties"))
    assert site.browser().get("/c/ash-hill/duties").status_code == 401


def test_concluding_a_canvas_lists_what_is_owed_before_it_is_done(town: Town, site: Site) -> None:
    place: Any = type(town.ash)(name="ash-hill", offices=town.ash.offices, staff=town.ash.staff)
    town.furnish(place)
    settled(town)
    steward = site.browser(town.ash.staff["steward"])
    page = steward.get(f"/c/ash-hill/canvas/{place.canvas}/conclude")
    assert "1 thing is still owed to this canvas" in words(page)
    assert "A lamp. , by 1 January 2100" in words(page)


def test_an_office_says_in_which_language_it_answers_and_the_page_marks_it(town: Town, site: Site, decided: str) -> None:
    staff, path = site.browser(town.ash.staff["officer"]), f"/c/ash-hill/decision/{decided}"
    press(staff, staff.get(f"{path}/answer"), "/answer", outcome="accepted", text="Rydym yn plannu coeden.", lang="cy")
    assert re.search(r'lang="cy"[^>]*>\s*(<p[^>]*>)?\s*Rydym yn plannu coeden\.', site.browser().get(path).text)
