"""An officer promises, answers a decision for which a clock runs, delivers, is disputed, and erases what somebody asks to erase."""

import pytest

from folkmoot.domain.deciding import CallDecision, CastBallot, Choice, CloseDecision, OpenDecision
from tests.journeys.hand import Hand
from tests.journeys.office import PLACE, House, phone
from tests.services.chromium.conftest import OpenPage

pytestmark = pytest.mark.browser

QUESTION = "How do we make the stairs of Ash Hill safe?"
PROMISE = "We decide what is built this year, with 40 000 pounds. You tell us where. We answer each proposal in public."
STORY = "I slipped on the wet steps in March and lay there until the postman came."
RAIL = "A handrail on both sides of the long stairs"
REASONS = "We build the rail on the wall side now. The other side has to wait for the new drain, or it would be torn out again."
PHOTO = "6dcd4ce23d88e2ee9568ba546c007c63d9131c1b3cd3a3f2f4d9ad5ca5d3f6d1"


@pytest.mark.parametrize("how", ["keyboard, no scripts", "touch and scripts"])
def test_an_officer_makes_a_promise_and_keeps_it(house: House, open_page: OpenPage, how: str) -> None:
    keyboard = how.startswith("keyboard")
    officer = phone(open_page, house, javascript=not keyboard, keyboard=keyboard)
    rosa = phone(open_page, house)
    steward = house.installation.steward(PLACE)
    house.sign_in(officer, house.staff(house.office("officer", "Parks and paths team"), steward))
    canvas = _promises(officer, house)
    story = _is_told_a_story(rosa, canvas)
    _what_the_group_decided(house, rosa, canvas)
    _answers(officer)
    commitment = _commits(officer, house)
    _is_disputed(rosa, commitment)
    _answers_the_dispute(officer, commitment)
    _erases(officer, story)
    assert house.judged().ok
    assert STORY not in house.site.anybody.get(story).text


def _promises(officer: Hand, house: House) -> str:
    officer.go(f"/c/{PLACE}")
    officer.press("Open a canvas")
    officer.write("The question", QUESTION)
    officer.choose("You are heard")
    officer.press("Open this canvas")
    officer.sees("One thing needs another look", QUESTION)
    officer.write("The promise", PROMISE)
    officer.pick("Who answers?", "Parks and paths")
    officer.write("By which day?", house.day(90))
    officer.press("Open this canvas")
    officer.sees(PROMISE, "You are heard", "Parks and paths team", "This canvas is blank")
    officer.picture("officer-1-the-promise")
    return officer.path


def _is_told_a_story(rosa: Hand, canvas: str) -> str:
    rosa.go(f"{canvas}/add-story")
    rosa.write("Your story", STORY)
    rosa.says_yes()
    rosa.press("Send my story")
    rosa.press("See them")
    rosa.sees(STORY)
    return rosa.path


def _what_the_group_decided(house: House, rosa: Hand, canvas: str) -> None:
    """The facilitator's part, which is a journey of its own."""
    id_, story = canvas.rpartition("/")[2], rosa.path.rpartition("/")[2]
    options = (Choice(text=RAIL), Choice(text="A lamp at each landing"))
    asked = CallDecision(canvas=id_, question="What is built first?", options=options, inputs=(story,))
    decision = house.do(asked)
    house.do(OpenDecision(decision=decision))
    house.do(CastBallot(decision=decision, choice=["a"]), house.author(rosa, id_))
    house.do(CloseDecision(decision=decision))


def _answers(officer: Hand) -> None:
    officer.go(f"/c/{PLACE}")
    officer.press("Due from you")
    officer.sees("A decision to answer", "What is built first?", "Due by")
    officer.picture("officer-2-a-duty-with-a-clock")
    officer.press("Answer it")
    officer.choose("It accepts it with changes")
    officer.press("Put the answer in the record")
    officer.sees("One thing needs another look")
    assert officer.page.get_by_label("It accepts it with changes").is_checked()
    officer.write("The reasons", REASONS)
    officer.picture("officer-3-an-answer-with-reasons", at="The reasons")
    officer.press("Put the answer in the record")
    officer.sees(REASONS)


def _commits(officer: Hand, house: House) -> str:
    officer.press("Make a commitment")
    officer.sees("It follows from the decision:")
    officer.write("What will be done?", "A handrail on the wall side of the long stairs.")
    officer.date("By which day?", house.day(30))
    officer.press("Make this commitment")
    officer.sees("This is due by", "Promised by Parks and paths team")
    commitment = officer.path
    officer.press("Say what has been done")
    officer.write("What has been done?", "The posts stand. Photo: parks.example.org/posts.jpg")
    officer.unfold("Evidence in a file")
    officer.write("Fingerprint of the file", PHOTO)
    officer.press("Put this in the record")
    officer.sees("Under way", "Fingerprint of the file (SHA-256):")
    officer.picture("officer-4-progress-with-evidence", at="Under way")
    officer.press("Say that it is delivered")
    officer.write("What was delivered", "The rail is up, from the bottom step to the top.")
    officer.press("Put this in the record")
    officer.sees("The body says that this is delivered")
    return commitment


def _is_disputed(rosa: Hand, commitment: str) -> None:
    rosa.go(commitment)
    rosa.write("What is not as it was said?", "It ends three steps before the top.")
    rosa.says_yes()
    rosa.press("Dispute it")
    rosa.sees("1 dispute waits for an answer.")


def _answers_the_dispute(officer: Hand, commitment: str) -> None:
    officer.go(f"/c/{PLACE}/duties")
    officer.sees("disputed")
    officer.picture("officer-5-disputed")
    officer.press("Answer those who dispute it")
    officer.choose("Yes: it is owed again")
    officer.write("What did you find?", "You are right. The last three steps are done next week.")
    officer.press("Put this in the record")
    officer.sees("The dispute is upheld: it is owed again", "This is due by")
    officer.press("You said, we did")
    officer.sees("A handrail on the wall side of the long stairs.")
    officer.picture("officer-6-you-said-we-did")


def _erases(officer: Hand, story: str) -> None:
    officer.go(story)
    officer.sees(STORY)
    officer.press("Erase it because its author or a court orders it")
    officer.sees("What goes, for good", "What stays", "Words that a decision took over before this.")
    officer.picture("officer-7-what-goes-and-what-stays", at="What goes, for good")
    officer.press("Erase for good")
    officer.sees("The words were erased. The record still proves that they were here.")
    officer.picture("officer-8-erased")
