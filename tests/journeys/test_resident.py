"""Somebody without an account tells a story in Polish, sees what comes of it, and takes it back with a code alone."""

import pytest

from tests.journeys.council import PROMISE, QUESTION, RAIL, THEME, Council
from tests.journeys.hand import Hand
from tests.journeys.office import PLACE, House, phone
from tests.services.chromium.conftest import OpenPage

pytestmark = pytest.mark.browser

STORY = "W marcu mama poślizgnęła się na mokrych stopniach i leżała tam, dopóki nie przyszedł listonosz."


@pytest.mark.parametrize("how", ["keyboard, no scripts", "touch and scripts"])
def test_a_resident_tells_a_story_and_takes_it_back(house: House, open_page: OpenPage, how: str) -> None:
    keyboard = how.startswith("keyboard")
    ana = phone(open_page, house, javascript=not keyboard, keyboard=keyboard, lang="pl")
    council = Council(house)
    _reads_what_can_change(ana)
    code = _tells_in_steps(ana)
    story = _finds_it_again(ana)
    council.makes_themes(story)
    _takes_it_out_of_a_theme(ana, story)
    council.writes_a_proposal(story)
    _supports(ana, council)
    council.calls_a_decision(story)
    _votes(ana)
    council.decides_and_delivers()
    _reads_what_was_done(ana)
    stranger = phone(open_page, house, javascript=not keyboard, keyboard=keyboard, lang="pl")
    _takes_it_back(stranger, code)
    assert STORY not in house.site.anybody.get(f"/c/{PLACE}/contribution/{story}").text
    report = house.judged()
    assert report.ok
    assert STORY not in str(report)


def _reads_what_can_change(ana: Hand) -> None:
    ana.go(f"/c/{PLACE}")
    ana.press(QUESTION)
    ana.sees(PROMISE, "Zespół parków i ścieżek")
    ana.picture("resident-1-what-can-change")


def _tells_in_steps(ana: Hand) -> str:
    ana.press("Tell a story")
    ana.write("Your story", STORY)
    ana.press("Save and continue")
    ana.choose("I did")
    ana.press("Save and continue")
    ana.choose("A name that I make up")
    ana.write("The name, if you chose one", "Córka z bloku C")
    ana.press("Save and continue")
    ana.write("It speaks of …", "upadek")
    ana.press("Save and continue")
    ana.says_yes("with the name that I chose")
    ana.tick("Translate it, so that others can read it")
    ana.picture("resident-2-what-may-be-done-with-it")
    ana.press("Save and continue")
    ana.sees("Is this what you want to say?", STORY, "Córka z bloku C")
    ana.picture("resident-3-shown-back")
    ana.press("Share my story")
    ana.press("Make my slip")
    ana.sees("Your slip")
    ana.picture("resident-4-the-slip")
    return ana.page.locator(".code-shown bdi").inner_text()


def _finds_it_again(ana: Hand) -> str:
    ana.press("What I brought")
    ana.press("Story")
    ana.sees(STORY)
    return ana.path.rpartition("/")[2]


def _takes_it_out_of_a_theme(ana: Hand, story: str) -> None:
    ana.go(f"/c/{PLACE}/contribution/{story}")
    ana.press(THEME)
    ana.sees("Chyba niosła zakupy.")
    ana.press("Take what I told out of this theme")
    ana.write("Why does it not belong here?", "Mama nic nie niosła. Stopnie były mokre.")
    ana.says_yes()
    ana.picture("resident-5-out-of-a-theme")
    ana.press("Take it out")


def _supports(ana: Hand, council: Council) -> None:
    ana.go(f"/c/{PLACE}/canvas/{council.canvas}/proposals")
    ana.press(RAIL)
    ana.press(ana.say("I support version %(number)s") % {"number": 2})
    ana.sees("You support this version.")
    council.publishes(f"{RAIL}, ze stali, z lampą.", "Stal i lampa kosztują dwa razy tyle.", substance=True)
    ana.go(ana.path.partition("#")[0])
    ana.sees(ana.say("The text changed in substance since you supported version %(number)s") % {"number": 2})
    ana.press("Look at what changed")
    ana.sees("drewna")
    ana.picture("resident-6-what-changed")
    ana.press(RAIL)
    ana.press(ana.say("I support version %(number)s") % {"number": 3})
    ana.sees("You support this version.")


def _votes(ana: Hand) -> None:
    ana.go(f"/c/{PLACE}")
    ana.press(QUESTION)
    ana.press("Co budujemy najpierw?")
    ana.tick(RAIL)
    ana.picture("resident-7-a-ballot", at="Tick every option that you could live with")
    ana.press("Cast my ballot")


def _reads_what_was_done(ana: Hand) -> None:
    ana.press("You said, we did")
    ana.sees("Budujemy poręcz po obu stronach", "Poręcz stoi.")
    ana.picture("resident-8-you-said-we-did")
    ana.press("Co budujemy najpierw?")
    ana.press("Follow the thread")
    ana.sees("What led to this", "upadek")
    ana.picture("resident-9-the-way-back", at="What led to this")


def _takes_it_back(stranger: Hand, code: str) -> None:
    stranger.go(f"/c/{PLACE}")
    stranger.press("I have a slip")
    stranger.write("The code on your slip", code)
    stranger.press("Open my slip")
    stranger.sees(STORY)
    stranger.press("Take it down")
    stranger.sees("You took it down. We still keep it, in private.")
    stranger.picture("resident-10-taken-back")
