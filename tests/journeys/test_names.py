"""What a screen reader says on the pages of the resident's journey is written down in every language, and does not change unseen."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot_web.languages import OFFERED
from tests.journeys.council import THEME, Council
from tests.journeys.hand import Hand
from tests.journeys.office import PLACE, House, phone
from tests.services.chromium.conftest import OpenPage

pytestmark = pytest.mark.browser

NAMES = Path(__file__).parent / "names"
NOON = 4_099_118_400
"""The second at which the journey begins, so that the same days stand on its pages. A record never goes back in time, so it lies
ahead of whenever this is run.
"""

LOOSE = (r"/url: .*", r"\b[a-z0-9]{3} [a-z0-9]{3}\b", r"\b\d{5}( \d{5})*\b", r"http\S+")
"""What is another each time: where links lead, made-up names, codes, addresses."""


def _said(hand: Hand) -> str:
    """Everything that a screen reader says of what a page is about."""
    text = hand.page.locator("main").aria_snapshot()
    for loose in LOOSE:
        text = re.sub(loose, "…", text)
    return "\n".join(line for line in text.splitlines() if line.strip() != "- …") + "\n"


def _journey(ana: Hand, council: Council) -> Iterator[str]:
    """The names of eight pages, each as soon as it is open."""
    canvas = f"/c/{PLACE}/canvas/{council.canvas}"
    ana.go(canvas)
    yield "1-canvas"
    ana.go(f"{canvas}/tell")
    yield "2-words"
    ana.write("Your story", "Mama upadła.")
    ana.press("Save and continue")
    ana.choose("I did")
    ana.press("Save and continue")
    ana.choose("No name")
    ana.press("Save and continue")
    ana.press("Save and continue")
    yield "3-allow"
    ana.says_yes()
    ana.press("Save and continue")
    yield "4-check"
    ana.press("Share my story")
    story = ana.path.rpartition("/contribution/")[2].partition("/")[0]
    ana.press("Make my slip")
    yield "5-slip"
    council.makes_themes(story)
    ana.go(f"/c/{PLACE}/contribution/{story}")
    ana.press(THEME)
    yield "6-theme"
    council.writes_a_proposal(story)
    ana.go(f"/c/{PLACE}/proposal/{council.proposal}")
    yield "7-proposal"
    council.calls_a_decision(story)
    ana.go(f"/c/{PLACE}/decision/{council.decision}")
    yield "8-ballot"


@pytest.mark.parametrize("locale", OFFERED)
def test_every_part_of_the_eight_pages_has_the_name_that_is_written_down(house: House, open_page: OpenPage, locale: str) -> None:
    house.ahead = NOON - time.time()
    ana = phone(open_page, house, lang=locale)
    for name in _journey(ana, Council(house)):
        said, kept = _said(ana), NAMES / locale / f"{name}.txt"
        if "FOLKMOOT_NAMES" in os.environ:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(said)
        assert said == kept.read_text(), (
            "if it is meant: FOLKMOOT_NAMES=1 pytest tests/journeys/test_names.py, and read the difference"
        )
        _is_sound(said, name)


def _is_sound(said: str, name: str) -> None:
    """Nothing is without a name, choices stand in groups, and the answer that was chosen is said."""
    assert not re.search(r"^\s*- (button|link|textbox|checkbox|radio|combobox|group|heading)(?: \[[^\]]*\])*:?$", said, re.M), said
    assert said.count("[level=1]") == 1
    buttons = re.findall(r'^\s*- button "([^"]+)"', said, re.M)
    assert len(buttons) == len(set(buttons)), buttons
    if name == "3-allow":
        assert re.search(r'- group "[^"]+"', said)
