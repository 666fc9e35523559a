"""Topics: raised by anyone, on the agenda when enough others second them, merged with their seconders, laid aside for a reason."""

from typing import Any

import pytest

from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.community import AmendCharter
from folkmoot.domain.contributing import EraseContribution, Withdraw
from folkmoot.domain.participant import Leave
from folkmoot.domain.rules import Command
from folkmoot.domain.topic import LayTopicAside, MergeTopic, RaiseTopic, SecondTopic, seconders
from folkmoot.events.community import Rules
from folkmoot.events.contribution import Received, Shared
from folkmoot.events.ground import ConsentGiven, DutyStated
from folkmoot.events.topic import (
    TopicAgreed,
    TopicLaidAside,
    TopicMerged,
    TopicRaised,
    TopicSeconded,
    TopicTakenUp,
    TopicTookIn,
)
from tests.rules.given import NOBODY, SAID, World, facts, founded, the

WHAT: dict[str, Any] = SAID | {"text": "Who gets the key to the yard?"}
WHY: dict[str, Any] = SAID | {"text": "The yard is closed until May."}


def raised(world: World, by: str, canvas: str) -> str:
    return the_stream(world.when(by, RaiseTopic(canvas=canvas, **WHAT)))


def the_stream(acts: list[Any]) -> str:
    (stream,) = (act.stream for act in acts if isinstance(act.fact, TopicRaised))
    return str(stream)


def seconds(world: World, canvas: str, *topics: str, people: int = 1) -> list[str]:
    """New people second some topics."""
    new = [world.person(canvas) for _ in range(people)]
    for by in new:
        for topic in topics:
            world.when(by, SecondTopic(topic=topic))
    return new


def test_a_topic_is_raised_in_words_that_are_its_raisers_contribution(world: World, canvas: str, ana: str) -> None:
    acts = world.when(ana, RaiseTopic(canvas=canvas, **WHAT))
    assert [type(fact) for fact in facts(acts)] == [Received, ConsentGiven, Shared, TopicRaised]
    assert the(Received, acts).kind == "topic"
    assert the(TopicRaised, acts) == TopicRaised(canvas=canvas, text=acts[0].stream)


def test_an_office_that_serves_raises_topics_too_and_a_stranger_does_not(world: World, canvas: str, ana: str) -> None:
    acts = world.when(world.office("officer"), RaiseTopic(canvas=canvas, text="The drains"))
    assert [type(fact) for fact in facts(acts)] == [Received, DutyStated, Shared, TopicRaised]
    assert "oin" in world.refused("p" + NOBODY, RaiseTopic(canvas=canvas, **WHAT))
    assert "no role" in world.refused("o" + NOBODY, RaiseTopic(canvas=canvas, text="The drains"))
    assert "can read" in world.refused(ana, RaiseTopic(canvas=canvas, text="The drains"))


@pytest.mark.parametrize("office", [False, True])
def test_a_topic_is_agreed_with_the_second_that_makes_it_enough_whoever_raised_it(world: World, canvas: str, office: bool) -> None:
    by = world.office("officer") if office else world.person(canvas)
    topic = raised(world, by, canvas)
    ana, ben, cleo = (world.person(canvas) for _ in range(3))
    assert facts(world.when(ana, SecondTopic(topic=topic))) == [TopicSeconded()]
    assert facts(world.when(ben, SecondTopic(topic=topic))) == [TopicSeconded(), TopicAgreed()]
    assert facts(world.when(cleo, SecondTopic(topic=topic))) == [TopicSeconded()]


def test_where_nobody_has_to_second_a_topic_is_agreed_as_it_is_raised() -> None:
    world = founded(Rules(seconds=0))
    canvas = world.canvas()
    acts = world.when(world.person(canvas), RaiseTopic(canvas=canvas, **WHAT))
    assert facts(acts)[-2:] == [TopicRaised(canvas=canvas, text=acts[0].stream), TopicAgreed()]


def test_a_charter_that_asks_for_fewer_counts_from_the_next_second(world: World, canvas: str, ana: str) -> None:
    topic = raised(world, ana, canvas)
    world.when("house", AmendCharter(charter="One is enough.", reason="We are few.", rules=Rules(seconds=1)))
    assert facts(world.when(world.person(canvas), SecondTopic(topic=topic))) == [TopicSeconded(), TopicAgreed()]


def test_a_topic_is_seconded_once_by_people_here_other_than_who_raised_it(world: World, canvas: str, ana: str, ben: str) -> None:
    topic = raised(world, ana, canvas)
    second = SecondTopic(topic=topic)
    assert "yourself" in world.refused(ana, second)
    assert "office" in world.refused(world.office("facilitator"), second)
    assert "oin" in world.refused("p" + NOBODY, second)
    assert "oin" in world.refused(world.person(world.canvas()), second)
    world.when(ben, second)
    assert world.when(ben, second) == []
    world.when(ben, Leave())
    assert "left" in world.refused(ben, second)
    assert "no such topic" in world.refused(ana, SecondTopic(topic="top" + NOBODY))


@pytest.mark.parametrize("gone", [Withdraw, EraseContribution])
def test_what_cannot_be_read_is_not_seconded(world: World, canvas: str, ana: str, ben: str, gone: Any) -> None:
    topic = raised(world, ana, canvas)
    world.when(ana, gone(contribution=world.see(topic).text))
    assert world.refused(ben, SecondTopic(topic=topic))


def test_a_merged_topic_brings_its_seconders_along_each_counted_once(world: World, canvas: str, ana: str, ben: str) -> None:
    small, large = raised(world, ana, canvas), raised(world, ben, canvas)
    (cleo,) = seconds(world, canvas, small, large)
    world.when(ben, SecondTopic(topic=small))
    merged = world.when(ana, MergeTopic(topic=small, into=large))
    assert facts(merged) == [TopicMerged(into=large), TopicTookIn(topic=small)]
    assert [act.stream for act in merged] == [small, large]
    assert seconders(world.context(ana), large, world.see(large)) == {cleo}
    assert world.when(cleo, SecondTopic(topic=large)) == []
    assert facts(world.when(ana, SecondTopic(topic=large))) == [TopicSeconded(), TopicAgreed()]


def test_a_topic_is_agreed_where_merging_brings_enough(world: World, canvas: str, ana: str, ben: str) -> None:
    one, two, three = (raised(world, by, canvas) for by in (ana, ana, ben))
    seconds(world, canvas, one)
    (dan,) = seconds(world, canvas, two)
    assert facts(world.when(ana, MergeTopic(topic=one, into=two))) == [
        TopicMerged(into=two),
        TopicTookIn(topic=one),
        TopicAgreed(),
    ]
    assert facts(world.when(ana, MergeTopic(topic=two, into=three)))[-1] == TopicAgreed()
    assert len(seconders(world.context(ana), three, world.see(three))) == 2
    assert world.when(dan, SecondTopic(topic=three)) == []


def test_a_topic_is_merged_once_into_another_of_its_canvas_that_stands(world: World, canvas: str, ana: str) -> None:
    one, two, three = (raised(world, ana, canvas) for _ in range(3))
    assert "another one" in world.refused(ana, MergeTopic(topic=one, into=one))
    other = world.canvas()
    away = raised(world, world.person(other), other)
    assert "same canvas" in world.refused(ana, MergeTopic(topic=one, into=away))
    world.when(ana, MergeTopic(topic=one, into=two))
    for command in (
        MergeTopic(topic=one, into=three),
        LayTopicAside(topic=one, **WHY),
        SecondTopic(topic=one),
    ):
        assert "go on there" in world.refused(ana, command)
    assert "itself" in world.refused(ana, MergeTopic(topic=three, into=one))
    assert "itself" in world.refused(ana, MergeTopic(topic=two, into=one))
    world.when(ana, LayTopicAside(topic=three, **WHY))
    assert "laid aside" in world.refused(ana, MergeTopic(topic=two, into=three))
    assert world.when(ana, MergeTopic(topic=three, into=two))


def test_a_topic_is_merged_or_laid_aside_by_who_raised_it_or_a_facilitator(world: World, canvas: str, ana: str, ben: str) -> None:
    topic, other = raised(world, ana, canvas), raised(world, ben, canvas)
    for command in (MergeTopic(topic=topic, into=other), LayTopicAside(topic=topic, **WHY)):
        assert "Only a facilitator" in world.refused(ben, command)
        for role in ("officer", "steward", "moderator"):
            assert "Only a facilitator" in world.refused(world.office(role), command)
    acts = world.when(ana, LayTopicAside(topic=topic, **WHY))
    assert the(TopicLaidAside, acts).because == acts[0].stream
    assert the(Received, acts).kind == "reason"
    assert "already" in world.refused(ana, LayTopicAside(topic=topic, **WHY))
    assert world.when(world.office("facilitator"), LayTopicAside(topic=other, text=WHY["text"]))
    assert world.when(world.office("facilitator"), MergeTopic(topic=topic, into=raised(world, ben, canvas)))


def test_a_topic_that_was_laid_aside_is_taken_up_by_seconding(world: World, canvas: str, ana: str, ben: str) -> None:
    topic = raised(world, ana, canvas)
    world.when(ana, LayTopicAside(topic=topic, **WHY))
    assert "yourself" in world.refused(ana, SecondTopic(topic=topic))
    assert facts(world.when(ben, SecondTopic(topic=topic))) == [TopicTakenUp(), TopicSeconded()]
    world.when(ana, LayTopicAside(topic=topic, **WHY))
    assert facts(world.when(ben, SecondTopic(topic=topic))) == [TopicTakenUp()]
    world.when(ana, LayTopicAside(topic=topic, **WHY))
    assert facts(world.when(world.person(canvas), SecondTopic(topic=topic))) == [TopicTakenUp(), TopicSeconded(), TopicAgreed()]


def test_the_agenda_of_a_concluded_canvas_stays_as_it_is(world: World, canvas: str, ana: str, ben: str) -> None:
    topic, other = raised(world, ana, canvas), raised(world, ana, canvas)
    world.when("house", ConcludeCanvas(canvas=canvas, reason="Done."))
    asked: list[tuple[str, Command]] = [
        (ana, RaiseTopic(canvas=canvas, **WHAT)),
        (ben, SecondTopic(topic=topic)),
        (ana, MergeTopic(topic=topic, into=other)),
        (ana, LayTopicAside(topic=topic, **WHY)),
    ]
    for by, command in asked:
        assert "concluded" in world.refused(by, command)


def test_no_role_but_the_facilitators_merges_what_others_raised(world: World, canvas: str) -> None:
    house = world.office("officer")
    topic, other = (the_stream(world.when(house, RaiseTopic(canvas=canvas, text="The drains"))) for _ in range(2))
    for by in (world.office("overseer"), world.office("safeguarding")):
        assert "Only a facilitator" in world.refused(by, MergeTopic(topic=topic, into=other))
    assert world.when(house, MergeTopic(topic=topic, into=other))
