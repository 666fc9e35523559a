"""Anyone raises a topic; it is on the agenda once as many others second it as the charter asks for."""

from collections.abc import Iterator

import msgspec

from folkmoot.domain.canvas import going
from folkmoot.domain.community import STREAM
from folkmoot.domain.contribution import existing
from folkmoot.domain.participant import active, here
from folkmoot.domain.rules import Act, Command, Context, Decide, Refused
from folkmoot.domain.speaking import Spoken, speak
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.topic import (
    TopicAgreed,
    TopicLaidAside,
    TopicMerged,
    TopicRaised,
    TopicSeconded,
    TopicTakenUp,
    TopicTookIn,
)

NO_TOPIC = "There is no such topic here; go back to the agenda and choose one."


class Topic(msgspec.Struct):
    """by: who raised it. text: contribution that says what it is about. seconds: who seconded it here. parts: topics that
    were merged into it. into: topic that it was merged into, empty for none.
    """

    canvas: str = ""
    by: str = ""
    text: str = ""
    seconds: set[str] = set()
    parts: set[str] = set()
    agreed: bool = False
    aside: bool = False
    into: str = ""

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case TopicRaised():
                self.canvas, self.by, self.text = fact.canvas, entry.by, fact.text
            case TopicSeconded():
                self.seconds.add(entry.by)
            case TopicAgreed():
                self.agreed = True
            case TopicMerged():
                self.into = fact.into
            case TopicTookIn():
                self.parts.add(fact.topic)
            case TopicLaidAside() | TopicTakenUp():
                self.aside = isinstance(fact, TopicLaidAside)


class RaiseTopic(Spoken, frozen=True, kw_only=True):
    """text: what to talk about, in a sentence."""

    canvas: str


class SecondTopic(Command, frozen=True):
    """Say that you want to talk about it too; one that was laid aside is taken up again."""

    topic: str


class MergeTopic(Command, frozen=True):
    """into: the topic that takes it in."""

    topic: str
    into: str


class LayTopicAside(Spoken, frozen=True, kw_only=True):
    """text: why it is not talked about now."""

    topic: str


def raise_topic(command: RaiseTopic, ctx: Context) -> list[Act]:
    going(ctx, command.canvas)
    active(ctx, command.canvas)
    words, acts = speak(command, "topic", command.canvas, ctx)
    stream = ctx.new("top_")
    agreed = [] if ctx.see(STREAM).rules.seconds else [Act(stream, TopicAgreed())]
    return [*acts, Act(stream, TopicRaised(canvas=command.canvas, text=words)), *agreed]


def second_topic(command: SecondTopic, ctx: Context) -> list[Act]:
    state = _standing(ctx, command.topic)
    here(ctx, state.canvas)
    going(ctx, state.canvas)
    if not existing(ctx, state.text).visible:
        raise Refused("The words of this topic are not shown at the moment; choose another one.")
    if state.by == ctx.by:
        raise Refused("You raised this topic yourself; wait for others to second it.")
    before = seconders(ctx, command.topic, state)
    if ctx.by in before and not state.aside:
        return []
    acts = [Act(command.topic, TopicTakenUp())] if state.aside else []
    if ctx.by not in before:
        acts += [Act(command.topic, TopicSeconded()), *_agreed(command.topic, state, before | {ctx.by}, ctx)]
    return acts


def merge_topic(command: MergeTopic, ctx: Context) -> list[Act]:
    state = _own(ctx, command.topic)
    into = topic_of(ctx, command.into)
    if command.into == command.topic or into.canvas != state.canvas:
        raise Refused("Merge a topic into another one of the same canvas.")
    if into.into:
        raise Refused("That topic was merged into another one itself; choose the one that took it in.")
    if into.aside:
        raise Refused("That topic is laid aside; have it taken up again first, or choose another one.")
    both = seconders(ctx, command.topic, state) | seconders(ctx, command.into, into)
    return [
        Act(command.topic, TopicMerged(into=command.into)),
        Act(command.into, TopicTookIn(topic=command.topic)),
        *_agreed(command.into, into, both - {into.by}, ctx),
    ]


def lay_topic_aside(command: LayTopicAside, ctx: Context) -> list[Act]:
    state = _own(ctx, command.topic)
    if state.aside:
        raise Refused("This topic is laid aside already.")
    because, acts = speak(command, "reason", state.canvas, ctx)
    return [*acts, Act(command.topic, TopicLaidAside(because=because))]


def seconders(ctx: Context, topic: str, state: Topic) -> set[str]:
    """Everyone who seconded a topic, or one that was merged into it; who raised it is none of them."""
    return set().union(*(part.seconds for part in _with_parts(ctx, topic, state))) - {state.by}


def _with_parts(ctx: Context, topic: str, state: Topic) -> Iterator[Topic]:
    yield state
    left = list(state.parts)
    while left:
        part = topic_of(ctx, left.pop())
        left += part.parts
        yield part


def _agreed(topic: str, state: Topic, people: set[str], ctx: Context) -> list[Act]:
    enough = not state.agreed and len(people) >= ctx.see(STREAM).rules.seconds
    return [Act(topic, TopicAgreed())] if enough else []


def topic_of(ctx: Context, topic: str) -> Topic:
    """A topic that was raised; else refuse."""
    state = ctx.look(topic, Topic, NO_TOPIC)
    if not state.canvas:
        raise Refused(NO_TOPIC)
    return state


def _standing(ctx: Context, topic: str) -> Topic:
    state = topic_of(ctx, topic)
    if state.into:
        raise Refused("This topic was merged into another one; go on there.")
    return state


def _own(ctx: Context, topic: str) -> Topic:
    """A topic that was not merged, in an open canvas, of the one who asks or asked about by a facilitator; else refuse."""
    state = _standing(ctx, topic)
    going(ctx, state.canvas)
    active(ctx, state.canvas)
    if state.by != ctx.by:
        ctx.require("facilitator")
    return state


RULES: dict[type[Command], Decide] = {
    RaiseTopic: raise_topic,
    SecondTopic: second_topic,
    MergeTopic: merge_topic,
    LayTopicAside: lay_topic_aside,
}
