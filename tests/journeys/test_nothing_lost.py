"""Whatever goes wrong between a person and the site, no word that was saved or sent is lost, and none is sent twice."""

import pytest
from playwright.sync_api import Error

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.events.contribution import Received
from folkmoot.events.entry import read
from tests.journeys.hand import Hand
from tests.journeys.office import PLACE, House, phone
from tests.services.chromium.conftest import OpenPage

pytestmark = pytest.mark.browser

LONG = "The lift was out again, and I counted the steps. " * 60
NEXT = "It begins to speak of a fall. "


@pytest.fixture
def canvas(house: House) -> str:
    """The path of a canvas."""
    made = house.do(OpenCanvas(question="What makes the stairs safe?", promise="We answer.", level="involve"))
    return f"/c/{PLACE}/canvas/{made}"


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def rosa(request: pytest.FixtureRequest, house: House, open_page: OpenPage) -> Hand:
    """Somebody with a phone."""
    return phone(open_page, house, javascript=request.param)


def _received(house: House) -> int:
    """How many contributions the record holds."""
    return sum(isinstance(read(leaf).fact(), Received) for leaf in house.installation.store.read(PLACE, 0, 10_000))


def _began(rosa: Hand, canvas: str) -> str:
    """A story whose words are saved; the address of its next step."""
    rosa.go(f"{canvas}/tell")
    rosa.write("Your story", LONG)
    rosa.press("Save and continue")
    return rosa.path


def _shared(rosa: Hand, canvas: str) -> None:
    """An idea that is ready to be sent."""
    rosa.go(f"{canvas}/add-idea")
    rosa.write("Your idea", "A bench by the lift.")
    rosa.says_yes()


def test_a_connection_that_breaks_while_a_story_is_saved_loses_no_word(house: House, rosa: Hand, canvas: str) -> None:
    rosa.go(f"{canvas}/tell")
    rosa.write("Your story", LONG)
    rosa.page.context.set_offline(True)
    with pytest.raises(Error):
        rosa.press("Save and continue")
    rosa.page.context.set_offline(False)
    rosa.page.reload()  # the button of the browser's own page, which sends the form again
    rosa.sees("Who lived through this?")
    rosa.press("Back")
    assert rosa.page.get_by_label("Your story").input_value() == LONG
    assert _received(house) == 0


def test_a_story_that_was_saved_waits_for_whoever_comes_back_to_it(house: House, rosa: Hand, canvas: str) -> None:
    step = _began(rosa, canvas)
    rosa.go(f"/c/{PLACE}")
    rosa.go(f"{canvas}/tell")
    rosa.sees("You began a story here")
    rosa.press("Go on with it")
    assert rosa.page.get_by_label("Your story").input_value().strip() == LONG.strip()
    assert step.rpartition("/")[0] in rosa.path


def test_a_session_that_ends_in_the_middle_of_a_long_story_loses_no_word(house: House, rosa: Hand, canvas: str) -> None:
    rosa.go(_began(rosa, canvas).replace("/whose", "/words"))
    rosa.write("Your story", NEXT + LONG)
    rosa.page.context.clear_cookies()
    rosa.press("Save and continue")
    rosa.press("Back")
    assert rosa.page.get_by_label("Your story").input_value().startswith(NEXT)


def test_a_button_that_is_pressed_twice_sends_once(house: House, rosa: Hand, canvas: str) -> None:
    _shared(rosa, canvas)
    rosa.page.get_by_role("button", name="Send my idea").dblclick()
    rosa.sees("Make my slip")
    assert _received(house) == 1


def test_going_back_and_sending_again_sends_once(house: House, rosa: Hand, canvas: str) -> None:
    _shared(rosa, canvas)
    rosa.press("Send my idea")
    rosa.page.go_back()
    rosa.press("Send my idea")
    assert _received(house) == 1
