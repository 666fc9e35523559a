"""People of the demonstration put topics on the agenda of a canvas, second them, merge two and lay one aside."""

from functools import partial

import msgspec

from folkmoot.domain.rules import Command
from folkmoot.domain.topic import LayTopicAside, MergeTopic, RaiseTopic, SecondTopic
from folkmoot_web.demo.content import By, Words, read
from folkmoot_web.demo.telling import Telling


class Into(By, frozen=True):
    """into: the topic that takes this one in."""

    into: str


class Topic(Words, frozen=True):
    canvas: str
    id: str
    seconds: tuple[By, ...] = ()
    merged: Into | None = None
    aside: Words | None = None


class Agenda(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    topic: tuple[Topic, ...]


def plan(telling: Telling) -> None:
    """Plan what becomes of each topic."""
    for topic in read("agenda", Agenda).topic:
        telling.does(topic, topic.canvas, partial(_raised, telling, topic), topic.id)
        for second in topic.seconds:
            telling.does(second, topic.canvas, partial(_seconded, telling, topic))
        if topic.merged:
            telling.does(topic.merged, topic.canvas, partial(_merged, telling, topic, topic.merged))
        if topic.aside:
            telling.does(topic.aside, topic.canvas, partial(_aside, telling, topic, topic.aside))


def _raised(telling: Telling, topic: Topic) -> Command:
    return RaiseTopic(canvas=telling.stream(topic.canvas, ""), **telling.says(topic))


def _seconded(telling: Telling, topic: Topic) -> Command:
    return SecondTopic(topic=telling.stream(topic.canvas, topic.id))


def _merged(telling: Telling, topic: Topic, merged: Into) -> Command:
    return MergeTopic(topic=telling.stream(topic.canvas, topic.id), into=telling.stream(topic.canvas, merged.into))


def _aside(telling: Telling, topic: Topic, because: Words) -> Command:
    return LayTopicAside(topic=telling.stream(topic.canvas, topic.id), **telling.says(because))
