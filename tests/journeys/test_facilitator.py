"""A facilitator opens a blank canvas with a group, runs a session in a room, and changes with the others how they work."""

import pytest

from tests.journeys.hand import Hand
from tests.journeys.neighbours import Neighbours
from tests.journeys.office import PLACE, House, phone
from tests.services.chromium.conftest import OpenPage

pytestmark = pytest.mark.browser

QUESTION = "What makes the park a place for everybody?"
CARDS = ("I cannot get up again from the low wall.", "My sister left before the end, there was no toilet open.", "More flowers.")
PILE = "a\nb\na\n-"


@pytest.mark.parametrize("how", ["keyboard, no scripts", "touch and scripts"])
def test_a_facilitator_works_with_a_group_from_a_blank_canvas_on(house: House, open_page: OpenPage, how: str) -> None:
    keyboard = how.startswith("keyboard")
    house.office("officer", "Parks and paths team")
    fay, second = (phone(open_page, house, javascript=not keyboard, keyboard=keyboard) for _ in range(2))
    house.sign_in(fay, house.staff(house.office("facilitator", "Facilitator at the Hut")))
    house.sign_in(second, house.staff(house.installation.steward(PLACE)))
    canvas = _opens_a_blank_canvas(fay, house)
    group = Neighbours(house, canvas.rpartition("/")[2])
    _the_group_sets_its_agenda(fay, canvas, group)
    _writes_the_first_rules(fay, canvas)
    _enters_cards(fay, canvas)
    _a_second_person_checks(second, canvas)
    _makes_a_theme(fay, canvas)
    _merges_two_proposals(fay, canvas, group)
    decision = _calls_a_decision(fay, canvas)
    _ballots_on_paper(fay, second, decision)
    _sees_who_is_quiet(fay, canvas)
    _looks_back_and_changes_a_rule(fay, canvas, group)
    assert house.judged().ok


def _opens_a_blank_canvas(fay: Hand, house: House) -> str:
    fay.go(f"/c/{PLACE}")
    fay.press("Open a canvas")
    fay.write("The question", QUESTION)
    fay.write("The promise", "You say what is missing, and we do it together. The parks team answers each proposal.")
    fay.choose("We decide together")
    fay.pick("Who answers?", "Parks and paths")
    fay.write("By which day?", house.day(90))
    fay.press("Open this canvas")
    fay.sees("This canvas is blank", "Parks and paths team")
    fay.picture("facilitator-1-a-blank-canvas", at="This canvas is blank")
    return fay.path


def _the_group_sets_its_agenda(fay: Hand, canvas: str, group: Neighbours) -> None:
    group.set_the_agenda()
    fay.go(canvas)
    fay.press("The agenda")
    fay.sees("Where people sit down", "On the agenda", "2 more people needed")
    fay.picture("facilitator-2-the-agenda", at="Where people sit down")


def _writes_the_first_rules(fay: Hand, canvas: str) -> None:
    fay.go(canvas)
    fay.press("The group's own rules")
    fay.write("The rules", "One speaks at a time. We meet at six.")
    fay.write("Why?", "Agreed in the first evening, by everybody who was there.")
    fay.press("Write these rules down")
    fay.sees("One speaks at a time.")


def _enters_cards(fay: Hand, canvas: str) -> None:
    fay.go(canvas)
    fay.press("Enter cards and paper forms")
    for card in CARDS:
        fay.write("What stands on the card", card)
        fay.tick("Show my words on this website")
        fay.press("Save and go on")
    fay.sees("Saved. 3 cards today.")
    fay.picture("facilitator-3-cards")


def _a_second_person_checks(second: Hand, canvas: str) -> None:
    second.go(canvas)
    second.press("Enter cards and paper forms")
    second.sees("Typed by somebody else, to be checked", CARDS[0])
    for _ in CARDS:
        second.press("It stands as on the paper")
    second.sees("No card waits for a second pair of eyes.")


def _makes_a_theme(fay: Hand, canvas: str) -> None:
    fay.go(canvas)
    fay.press("Themes")
    fay.write("What is it called?", "Somewhere to sit, and a way to stay")
    fay.press("Make this theme")
    fay.press("Put something in this theme")
    fay.pick("What belongs here?", "Idea: My sister")
    fay.write("Why does it belong here?", "She left because nothing lets one stay.")
    fay.press("Put it in this theme")
    fay.sees("She left because nothing lets one stay.")
    fay.picture("facilitator-4-a-theme", at="She left because")


def _merges_two_proposals(fay: Hand, canvas: str, group: Neighbours) -> None:
    benches = group.write_proposals()
    fay.go(f"{canvas}/proposals")
    fay.press("Benches")
    fay.press("Merge it into another proposal")
    fay.choose("Seats")
    fay.press("Merge them")
    fay.sees("This was merged into another proposal")
    group.object_to_the_merge(benches)
    fay.go(f"/c/{PLACE}/proposal/{benches}")
    fay.sees("Shade is not what I asked for.")
    fay.picture("facilitator-5-an-author-objects", at="Shade is not what I asked for.")


def _calls_a_decision(fay: Hand, canvas: str) -> str:
    fay.go(canvas)
    fay.press("Call a decision")
    fay.write("What is decided?", "What is built first?")
    fay.write("Option 1", "Three benches with backs")
    fay.write("Option 2", "A toilet that is open in the evening")
    fay.write("How many ballots are needed", "2")
    fay.picture("facilitator-6-calling-a-decision", at="How many options are chosen?")
    fay.press("Call this decision")
    fay.press("Open the vote")
    fay.sees("Close the vote")
    return fay.path.partition("#")[0]


def _ballots_on_paper(fay: Hand, second: Hand, decision: str) -> None:
    fay.go(decision)
    fay.press("Type ballots on paper")
    fay.write("A line for each sheet", PILE)
    fay.press("Save this batch")
    fay.sees("Waits for a second person")
    second.go(decision)
    second.press("Type ballots on paper")
    second.press("Check this batch")
    second.write("A line for each sheet", PILE)
    second.press("Compare")
    second.sees("Counts")
    second.picture("facilitator-7-checked-by-a-second-person", at="Counts")


def _sees_who_is_quiet(fay: Hand, canvas: str) -> None:
    fay.go(canvas)
    fay.press("On equal footing?")
    fay.sees("Who speaks how much", "none so far")
    fay.picture("facilitator-8-who-is-quiet", at="Who speaks how much")


def _looks_back_and_changes_a_rule(fay: Hand, canvas: str, group: Neighbours) -> None:
    fay.go(canvas)
    fay.press("Meetings, rounds and looking back")
    fay.press("Look back together")

    fay.sees("Look back yourself")
    review = fay.path.partition("#")[0]
    group.look_back(review.rpartition("/")[2])
    question = group.decide_when_to_meet()
    fay.go(f"{canvas}/rules")
    fay.write("The rules", "One speaks at a time. We meet at four, and somebody minds the children.")
    fay.write("Why?", "At six nobody with small children could come.")
    fay.pick("Which decision does it carry out?", question)
    fay.press("Write these rules down")
    fay.sees("We meet at four")
    fay.picture("facilitator-9-a-rule-changed", at="We meet at four")
    fay.go(review)
    fay.sees("Nobody with small children came.")
    fay.write("What comes of it?", "We meet at four, and somebody minds the children.")
    fay.write("Version of the group's rules", "2")
    fay.press("Close this look back")
    fay.sees("It led to version 2 of the group's rules.")
