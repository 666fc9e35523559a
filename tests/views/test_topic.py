"""The agenda is listed by how many second a topic, each person counted once, and the rules of a group version by version."""

from collections.abc import Callable

import pytest

from folkmoot.domain.group import AgreeGroupRules, ClosePlace, OpenPlace
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.domain.topic import LayTopicAside, MergeTopic, RaiseTopic, SecondTopic
from folkmoot.events import contribution
from folkmoot.events.canvas import GroupRulesAgreed
from folkmoot.events.entry import write
from folkmoot.events.topic import TopicAgreed, TopicRaised, TopicSeconded
from folkmoot.views import group
from folkmoot.views import topic as topics
from folkmoot.views.batch import Batch
from folkmoot.views.digest import digest, digest_of, fold
from folkmoot.views.follow import Views
from folkmoot.views.reading import View
from folkmoot.views.schema import connect, create
from folkmoot.views.shown import Said
from folkmoot.views.taking import take
from tests.rules.given import SAID, World, founded
from tests.rules.votes import called, decided
from tests.views.written import Written


class Agenda(World):
    """Three topics: of ana, of ana, of ben; one, two and three people second them."""

    canvas_: str
    ana: str
    ben: str
    topics: list[str]
    others: list[str]


@pytest.fixture
def world() -> Agenda:
    world = founded()
    world.__class__ = Agenda
    assert isinstance(world, Agenda)
    world.when("house", EnablePlugin(plugin="approval", version="1.0.0", methods=("approval",)))
    world.canvas_ = world.canvas()
    world.ana, world.ben = world.person(world.canvas_), world.person(world.canvas_)
    world.others = [world.person(world.canvas_) for _ in range(3)]
    said = SAID | {"text": "The gate."}
    asked = [(by, RaiseTopic(canvas=world.canvas_, **said)) for by in (world.ana, world.ana, world.ben)]
    world.topics = [world.when(by, command)[-1].stream for by, command in asked]
    for n, topic in enumerate(world.topics):
        for by in world.others[: n + 1]:
            world.when(by, SecondTopic(topic=topic))
    return world


def shown(world: World) -> View:
    return View(fold([write(entry) for entry in world.entries]))


def test_topics_are_listed_by_how_many_second_them_page_after_page(world: Agenda) -> None:
    first, second, third = world.topics
    view = shown(world)
    listed = topics.agenda(view, world.canvas_)
    assert [(one.id, one.seconds, bool(one.agreed)) for one in listed] == [(third, 3, True), (second, 2, True), (first, 1, False)]
    assert [one.id for one in topics.agreed(view, world.canvas_)] == [third, second]
    assert [one.id for one in topics.agenda(view, world.canvas_, limit=2)] == [third, second]
    assert [one.id for one in topics.agenda(view, world.canvas_, before=listed[1].rank)] == [first]
    assert topics.agenda(view, world.canvas()) == ()
    assert topics.seconded(view, world.others[1], world.topics) == {second, third}
    assert topics.seconded(view, world.ana, world.topics) == frozenset()


def test_of_topics_with_as_many_seconds_the_one_raised_first_comes_first(world: Agenda) -> None:
    world.when(world.others[1], SecondTopic(topic=world.topics[0]))
    assert [one.id for one in topics.agenda(shown(world), world.canvas_)][1:] == world.topics[:2]


def test_a_merged_topic_leaves_the_list_and_each_of_its_seconders_counts_once(world: Agenda) -> None:
    first, second, third = world.topics
    world.when(world.ben, SecondTopic(topic=first))
    world.when(world.ana, MergeTopic(topic=first, into=second))
    view = shown(world)
    assert [(one.id, one.seconds) for one in topics.agenda(view, world.canvas_)] == [(second, 3), (third, 3)]
    (gone,) = topics.agenda(view, world.canvas_, standing=False)
    assert (gone.id, gone.standing) == (first, False)
    assert gone.into == topics.Named(second, None)
    assert [one.id for one in topics.merged(view, second)] == [first]
    kept = topics.topic(view, third)
    assert kept is not None
    assert [one.id for one in topics.takers(view, kept)] == [second]
    assert second in topics.seconded(view, world.ben, world.topics)
    world.when(world.office("facilitator"), MergeTopic(topic=second, into=third))
    assert [(one.id, one.seconds) for one in topics.agenda(shown(world), world.canvas_)] == [(third, 3)]


def test_a_topic_that_is_laid_aside_tells_why_and_comes_back(world: Agenda) -> None:
    first = world.topics[0]
    world.when(world.ana, LayTopicAside(topic=first, **(SAID | {"text": "Not now."})))
    aside = topics.topic(shown(world), first)
    assert aside is not None
    assert aside.because is not None
    assert (aside.standing, aside.because.kind) == (False, "reason")
    world.when(world.others[0], SecondTopic(topic=first))
    back = topics.topic(shown(world), first)
    assert back is not None
    assert (back.standing, back.aside, back.because, back.seconds) == (True, "", None, 1)
    assert topics.topic(shown(world), "top_nothing") is None


def test_open_places_and_every_version_of_the_rules_are_shown(world: Agenda) -> None:
    place = world.canvas_
    view = shown(world)
    assert (group.places(view, place), group.rules(view, place), group.opens(view, place)) == ({}, (), "offices")
    world.when("house", AgreeGroupRules(canvas=place, text="One at a time.", reason="We asked.", places="everyone"))
    for stage in ("review", "listen"):
        world.when(world.ana, OpenPlace(canvas=place, place=stage))
    world.when(world.ana, ClosePlace(canvas=place, place="review"))
    called(world, place)
    few, decision = decided(world, place, quorum=9), decided(world, place)
    view = shown(world)
    assert list(group.places(view, place)) == ["listen"]
    assert group.opens(view, place) == "everyone"
    assert [id_ for id_, _ in group.to_carry_out(view, place)] == [decision]
    world.when("house", AgreeGroupRules(canvas=place, text="Two.", reason="We decided.", decision=decision))
    view = shown(world)
    assert [(one.version, one.decision, one.places) for one in group.rules(view, place)] == [
        (2, decision, "offices"),
        (1, "", "everyone"),
    ]
    assert [one.version for one in group.rules(view, place, before=2)] == [1]
    assert group.to_carry_out(view, place) == ()
    assert few


def test_the_words_of_rules_and_of_topics_are_shown_while_they_are_public(
    written: Written, views: Views, follow: Callable[[], int]
) -> None:
    steward = written.found()
    place = written.canvas(steward)
    ana, ben = written.person(place), written.person(place)
    text, topic = written.brings(ana, place, "The gate.", "topic"), written.id("top_")
    written.say(ana, topic, TopicRaised(canvas=place, text=text))
    written.say(ben, topic, TopicSeconded())
    written.say(ben, topic, TopicAgreed())
    written.say(steward, place, GroupRulesAgreed(version=1), "One at a time.", "We asked.")
    follow()
    with views.reading() as view:
        (one,) = topics.agenda(view, place)
        assert (one.said, one.text, one.by) == (Said("The gate.", "en"), text, ana)
        (rules,) = group.rules(view, place)
        assert (rules.text, rules.reason) == (Said("One at a time.", "en"), Said("We asked.", "en"))
        before = view.touched(place), view.touched(topic)
    written.say(ana, text, contribution.Withdrawn())
    follow()
    with views.reading() as view:
        (one,) = topics.agenda(view, place)
        assert one.said is None
        assert view.touched(place) > before[0]
        assert view.touched(topic) > before[1]


@pytest.mark.parametrize("most", [1, 7])
def test_the_agenda_is_the_same_however_entries_come(world: Agenda, most: int) -> None:
    world.when(world.ana, MergeTopic(topic=world.topics[0], into=world.topics[1]))
    leaves = [write(entry) for entry in world.entries]
    db = connect("")
    create(db)
    batch = Batch(db, None)
    for start in range(0, len(leaves), most):
        take(batch, leaves[start : start + most])
    assert digest(db) == digest_of(leaves)
