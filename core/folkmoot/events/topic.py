"""A topic is raised by somebody, seconded by others, and on the agenda once enough did; it is merged or laid aside in the open."""

from folkmoot.events.fact import Fact, fact


@fact("topic.raised")
class TopicRaised(Fact, frozen=True):
    """text: contribution that says what it is about."""

    canvas: str
    text: str


@fact("topic.seconded")
class TopicSeconded(Fact, frozen=True):
    """Somebody else wants to talk about it too."""


@fact("topic.agreed")
class TopicAgreed(Fact, frozen=True):
    """As many seconded it as the charter asks for: it is on the agenda."""


@fact("topic.merged")
class TopicMerged(Fact, frozen=True):
    """into: topic that takes it in, with those who seconded it."""

    into: str


@fact("topic.took_in")
class TopicTookIn(Fact, frozen=True):
    """topic: the one that was merged into this; whoever seconded it seconds this, each once."""

    topic: str


@fact("topic.laid_aside")
class TopicLaidAside(Fact, frozen=True):
    """because: contribution with the reason."""

    because: str


@fact("topic.taken_up")
class TopicTakenUp(Fact, frozen=True):
    """Somebody wants to talk about it after all."""
