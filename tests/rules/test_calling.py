"""A decision is called on sound terms, and words become an option only after their author was told in time."""

from typing import Any

import pytest

from folkmoot.domain.contributing import EraseContribution, Withdraw, WithdrawConsent
from folkmoot.domain.deciding import Choice, OpenDecision
from folkmoot.domain.moderation import Hold, PutForwardText
from folkmoot.domain.plugin import DisablePlugin, EnablePlugin
from folkmoot.events.community import Rules
from folkmoot.events.decision import Called, Electorate, Option
from tests.rules.given import DAY, NOBODY, World, facts, founded, the
from tests.rules.votes import call

ANYONE = Electorate(rolls=("open", "invited", "code", "address", "attested"), until="closed")


@pytest.fixture
def world() -> World:
    world = founded()
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    return world


def test_a_decision_is_called_on_terms_that_stand_in_the_record(world: World, canvas: str, ana: str) -> None:
    story = world.brings(ana, canvas, "story")
    command = call(canvas, quorum=5, inputs=(story, story), closes="2030-01-31", params={"seats": 1}, lang="cy")
    acts = world.when(world.office("officer"), command)
    assert facts(acts) == [
        Called(
            canvas=canvas,
            method="approval",
            version="1.0.0",
            electorate=ANYONE,
            options=(Option(id="a"), Option(id="b")),
            quorum=5,
            charter=1,
            params={"seats": 1},
            inputs=(story,),
            closes="2030-01-31",
        )
    ]
    assert [words.payload for words in acts[0].words] == [
        b'{"lang":"cy","text":"What goes into the yard?"}',
        b'{"lang":"cy","text":"A tree"}',
        b'{"lang":"cy","text":"A bench"}',
    ]
    assert {words.owner for words in acts[0].words} == {"office"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"options": (Choice("Only this"),)}, "between 2 and 26"),
        ({"options": tuple(Choice(f"{n}") for n in range(27))}, "between 2 and 26"),
        ({"options": (Choice("A tree"), Choice(" "))}, "Write each option"),
        ({"options": (Choice("A tree"), Choice(" a  TREE "))}, "Two options read the same"),
        ({"options": (Choice("A tree"), Choice("x" * 1_001))}, "Shorten each option"),
        ({"question": ""}, "Write the question"),
        ({"quorum": 0}, "at least one ballot"),
        ({"electorate": Electorate(rolls=())}, "who may vote"),
        ({"closes": "soon"}, "year-month-day"),
        ({"closes": "2001-01-01"}, "over already"),
        ({"params": {"seats": 2}}, "1 seats"),
        ({"params": {"colour": "red"}}, "one setting"),
        ({"method": "dice"}, "not enabled"),
        ({"inputs": ("con" + NOBODY,)}, "no such contribution"),
        ({"lang": "plain English"}, "short tag"),
    ],
)
def test_a_decision_is_not_called_on_unsound_terms(world: World, canvas: str, change: dict[str, Any], sentence: str) -> None:
    assert sentence in world.refused("house", call(canvas, **change))


def test_a_way_to_decide_must_be_enabled_and_installed(world: World, canvas: str) -> None:
    world.when("house", EnablePlugin(plugin="dice", version="1.0.0", methods=("dice",)))
    assert "not installed" in world.refused("house", call(canvas, method="dice"))
    world.when("house", DisablePlugin(plugin="approval", reason="Too coarse."))
    assert "not enabled" in world.refused("house", call(canvas))


def test_words_become_an_option_only_after_their_author_was_told_for_as_long_as_the_charter_says(
    world: World, canvas: str, ana: str
) -> None:
    idea = world.brings(ana, canvas, "idea")
    command = call(canvas, options=(Choice("A tree", source=idea), Choice("A bench")))
    assert "Tell the author first" in world.refused("house", command)
    world.when("house", PutForwardText(contribution=idea))
    told = world.minute
    world.minute = told // 60 * 60 + 48 * 60 + 58
    assert "less than 48 hours ago" in world.refused("house", command)
    world.minute += 1
    fact = the(Called, world.when("house", command))
    assert (fact.options, fact.inputs) == ((Option(id="a", source=idea), Option(id="b")), (idea,))


@pytest.mark.parametrize("grain", [1, 60, 1440])
def test_an_author_has_the_whole_notice_however_coarse_the_time_of_the_record_is(grain: int) -> None:
    world = founded(Rules(grain=grain, notice=24))
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    canvas = world.canvas()
    idea = world.brings(world.person(canvas), canvas, "idea")
    world.minute = world.minute // DAY * DAY + DAY - 1  # late, where days are the grain
    world.when("house", PutForwardText(contribution=idea))
    told, command = world.minute, call(canvas, options=(Choice("A tree", source=idea), Choice("A bench")))
    world.minute = told + 24 * 60 - 1
    assert "less than 24 hours ago" in world.refused("house", command)
    world.minute = told + 24 * 60
    assert the(Called, world.when("house", command)).inputs == (idea,)


def test_an_author_can_take_the_text_back_until_the_call_and_not_after(world: World, canvas: str, ana: str) -> None:
    ideas = [world.brings(ana, canvas, "idea") for _ in range(4)]
    for idea in ideas:
        world.when("house", PutForwardText(contribution=idea))
    world.minute += 49 * 60
    world.when(ana, Withdraw(contribution=ideas[0]))
    world.when(ana, WithdrawConsent(contribution=ideas[1], purposes=("publish",)))
    world.when("house", Hold(contribution=ideas[2], reason="report"))
    for idea in ideas[:3]:
        command = call(canvas, options=(Choice("A tree", source=idea), Choice("A bench")))
        assert "not any more" in world.refused("house", command)
    taken = call(canvas, options=(Choice("A tree", source=ideas[3]), Choice("A bench")))
    decision = world.when("house", taken)[0].stream
    assert world.when(ana, EraseContribution(contribution=ideas[3]))
    assert world.when("house", OpenDecision(decision=decision))


def test_an_option_takes_words_over_from_its_own_canvas_only(world: World, canvas: str) -> None:
    elsewhere = world.canvas()
    idea = world.brings(world.person(elsewhere), elsewhere, "idea")
    world.when("house", PutForwardText(contribution=idea))
    world.minute += 49 * 60
    command = call(canvas, options=(Choice("A tree", source=idea), Choice("A bench")))
    assert "from this canvas" in world.refused("house", command)


def test_a_charter_may_ask_for_no_notice() -> None:
    world = founded(Rules(notice=0))
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    canvas = world.canvas()
    idea = world.brings(world.person(canvas), canvas, "idea")
    world.when("house", PutForwardText(contribution=idea))
    assert world.when("house", call(canvas, options=(Choice("A tree", source=idea), Choice("A bench"))))
