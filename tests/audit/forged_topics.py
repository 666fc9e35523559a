"""What the rules refuse about topics, about places, and about the rules of a group."""

from folkmoot.domain.community import STREAM
from folkmoot.domain.topic import LayTopicAside, MergeTopic, RaiseTopic, SecondTopic
from folkmoot.events.canvas import GroupRulesAgreed, PlaceClosed, PlaceOpened
from folkmoot.events.community import CharterAmended, RoleGiven, RoleTakenBack, Rules
from folkmoot.events.contribution import Revised
from folkmoot.events.fact import Fact
from folkmoot.events.participant import Left
from folkmoot.events.topic import (
    TopicAgreed,
    TopicLaidAside,
    TopicMerged,
    TopicRaised,
    TopicSeconded,
    TopicTakenUp,
    TopicTookIn,
)
from tests.audit.forging import NEW, Forge, Small, after, said, words
from tests.rules.given import SAID, steward
from tests.rules.votes import decided

_LEFT = Left()
TOLD = SAID | {"text": "The key to the yard."}


def raised(w: Small, by: str) -> str:
    acts = w.when(by, RaiseTopic(canvas=w.canvas_, **TOLD))
    return acts[-1].stream


def revised(w: Small) -> None:
    """ann changes the words of a topic that bob seconded."""
    topic = raised(w, w.ann)
    w.when(w.bob, SecondTopic(topic=topic))
    w.given(w.ann, w.see(topic).text, Revised(lang="en"), 1)


def on_topic(by: str, fact: Fact, seconded: int = 0, aside: bool = False) -> Forge:
    """A fact on a topic of ann's that so many seconded, bob first."""

    def forge(w: Small) -> None:
        topic = raised(w, w.ann)
        for who in [w.bob, *(w.person(w.canvas_) for _ in range(seconded - 1))][:seconded]:
            w.when(who, SecondTopic(topic=topic))
        if aside:
            w.when(w.ann, LayTopicAside(topic=topic, **TOLD))
        w.given(getattr(w, by, by), topic, fact)

    return forge


def left_out(w: Small) -> None:
    """Two people second a topic, nothing says that it is agreed, and a third seconds it."""
    people = [w.bob, w.person(w.canvas_), w.person(w.canvas_)]
    topic = raised(w, w.ann)
    for by in people:
        w.given(by, topic, TopicSeconded())


def merged(w: Small) -> tuple[str, str]:
    """A topic of ann's that was merged into another one of hers."""
    topic, into = raised(w, w.ann), raised(w, w.ann)
    w.when(w.ann, MergeTopic(topic=topic, into=into))
    return topic, into


def aside_of(by: str, kind: str) -> Forge:
    def forge(w: Small) -> None:
        topic, who = raised(w, w.ann), getattr(w, by)
        w.given(who, topic, TopicLaidAside(because=words(w, who, kind, w.canvas_)))  # type: ignore[arg-type]

    return forge


def into_aside(w: Small) -> None:
    topic, into = raised(w, w.ann), raised(w, w.ann)
    w.when(w.ann, LayTopicAside(topic=into, **TOLD))
    w.given(w.ann, topic, TopicMerged(into=into))


def ruled(by: str, *versions: int, decision: str = "") -> Forge:
    """Versions of the rules of a group in whose canvas a decision is open. decision: name of it, or what it is."""

    def forge(w: Small) -> None:
        quorum = {"done": 1, "few": 9}.get(decision)
        which = decided(w, w.canvas_, quorum=quorum) if quorum else getattr(w, decision, decision)
        for version in versions:
            who = getattr(w, by, by)
            w.given(who, w.canvas_, GroupRulesAgreed(version=version, decided_by=which if version > 1 else ""), 2)

    return forge


def decided_elsewhere(w: Small) -> None:
    ruled("house", 1)(w)
    w.given("house", w.canvas_, GroupRulesAgreed(version=2, decided_by=decided(w, w.other)), 2)


FORGED: dict[str, tuple[Forge, str]] = {
    "the words of a topic changed": (revised, "not changed"),
    "a topic raised from outside": (
        lambda w: w.given(w.ann, NEW["top"], TopicRaised(canvas=w.other, text=words(w, w.ann, "topic", w.canvas_))),
        "has not joined",
    ),
    "a topic in words of another kind": (
        lambda w: w.given(w.ann, NEW["top"], TopicRaised(canvas=w.canvas_, text=w.story)),
        "no topic",
    ),
    "a topic that nobody can read": (
        lambda w: w.given(w.ann, NEW["top"], TopicRaised(canvas=w.canvas_, text=words(w, w.ann, "topic", w.canvas_))),
        "not public",
    ),
    "a topic raised twice": (
        lambda w: w.given(w.ann, raised(w, w.ann), TopicRaised(canvas=w.canvas_, text=w.story)),
        "raised once",
    ),
    "a topic seconded by who raised it": (on_topic("ann", TopicSeconded()), "somebody else"),
    "a topic seconded by an office": (on_topic("officer", TopicSeconded()), "has not joined"),
    "a topic seconded twice": (on_topic("bob", TopicSeconded(), 1), "seconded it before"),
    "a topic seconded while it is laid aside": (on_topic("bob", TopicSeconded(), aside=True), "laid aside"),
    "a topic seconded that nobody raised": (said("ann", NEW["top"], TopicSeconded()), "never raised"),
    "a topic seconded after it was merged": (lambda w: w.given(w.bob, merged(w)[0], TopicSeconded()), "was merged"),
    "a topic agreed too soon": (on_topic("bob", TopicAgreed(), 1), "as many as"),
    "a topic agreed twice": (on_topic("bob", TopicAgreed(), 2), "as many as"),
    "a topic agreed that nobody raised": (said("ann", NEW["top"], TopicAgreed()), "never raised"),
    "a topic that was agreed and not said to be": (left_out, "left out topic.agreed"),
    "a topic merged by somebody else": (
        lambda w: w.given(w.bob, raised(w, w.ann), TopicMerged(into=raised(w, w.bob))),
        "only a facilitator",
    ),
    "a topic merged into itself": (
        lambda w: w.given(w.ann, topic := raised(w, w.ann), TopicMerged(into=topic)),
        "another one",
    ),
    "a topic merged in a ring": (
        lambda w: [w.given(w.ann, into, TopicMerged(into=topic)) for topic, into in [merged(w)]],
        "was merged",
    ),
    "a topic merged into one laid aside": (into_aside, "laid aside"),
    "a topic taken in that was not merged": (
        lambda w: w.given(w.ann, raised(w, w.ann), TopicTookIn(topic=raised(w, w.ann))),
        "did not merge",
    ),
    "a topic taken in twice": (
        lambda w: [w.given(w.ann, into, TopicTookIn(topic=topic)) for topic, into in [merged(w)]],
        "did not merge",
    ),
    "a topic merged and not taken in": (
        lambda w: [w.given(w.ann, raised(w, w.ann), TopicMerged(into=raised(w, w.ann))), w.given(w.bob, w.bob, _LEFT)],
        "left out topic.took_in",
    ),
    "a topic laid aside by somebody else": (aside_of("bob", "reason"), "only a facilitator"),
    "a topic laid aside for no reason": (aside_of("ann", "note"), "no reason"),
    "a topic laid aside twice": (on_topic("ann", TopicLaidAside(because=NEW["con"]), aside=True), "laid aside already"),
    "a topic taken up that was not laid aside": (on_topic("bob", TopicTakenUp(), 1), "not laid aside"),
    "a topic taken up by who raised it": (on_topic("ann", TopicTakenUp(), aside=True), "somebody else"),
    "a topic taken up by somebody who does not second it": (
        after(on_topic("bob", TopicTakenUp(), aside=True), lambda w: w.given(w.bob, w.bob, _LEFT)),
        "left out topic.seconded",
    ),
    # places and rules of a group
    "a place opened by a resident": (said("ann", "canvas_", PlaceOpened(place="act")), "only a facilitator"),
    "a place opened by a moderator": (said("moderator", "canvas_", PlaceOpened(place="act")), "only a facilitator"),
    "a place opened in no canvas": (said("house", NEW["can"], PlaceOpened(place="act")), "not open"),
    "a place opened twice": (
        after(said("house", "canvas_", PlaceOpened(place="act")), said("house", "canvas_", PlaceOpened(place="act"))),
        "that is open",
    ),
    "a place closed that is not open": (said("house", "canvas_", PlaceClosed(place="act")), "one that is not"),
    "a place opened from outside where everyone may": (
        after(
            said("house", "canvas_", GroupRulesAgreed(version=1, places="everyone"), 2),
            lambda w: w.given(w.person(w.other), w.canvas_, PlaceOpened(place="act")),
        ),
        "has not joined",
    ),
    "rules of a group with a gap": (ruled("house", 2), "does not follow"),
    "rules of a group by an officer": (ruled("officer", 1), "only a facilitator"),
    "rules of a group by a steward's own word": (
        lambda w: w.given(steward(w), w.canvas_, GroupRulesAgreed(version=1), 2),
        "only a facilitator",
    ),
    "rules of a group changed without its decision": (ruled("house", 1, 2), "without naming a decision"),
    "rules of a group that follow no result": (ruled("house", 1, 2, decision="decision"), "no result"),
    "rules of a group without a quorum": (ruled("house", 1, 2, decision="few"), "no quorum"),
    "rules of a group by one decision twice": (ruled("house", 1, 2, 3, decision="done"), "carried out before"),
    "rules of a group that others decided": (decided_elsewhere, "decided elsewhere"),
    # what a decision carries out
    "a role given by what was not decided": (
        lambda w: w.given("house", STREAM, RoleGiven(office=NEW["o"], role="officer", decision=w.decision), 1),
        "no result",
    ),
    "a role taken by what was never called": (
        lambda w: w.given("house", STREAM, RoleTakenBack(office=w.officer, role="officer", decision=NEW["dec"]), 1),
        "never called",
    ),
    "a charter by what was not decided": (
        lambda w: w.given("house", STREAM, CharterAmended(version=2, rules=Rules(), decision=w.decision), 2),
        "no result",
    ),
}
"""What is forged -> how, and words of the sentence that says what is wrong with it."""
