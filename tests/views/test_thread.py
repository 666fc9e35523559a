"""The thread from a story to what came of it is walked both ways, over every step that stands and no other."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.domain import Refused, decide
from folkmoot.domain.contributing import Link
from folkmoot.domain.theme import ContestLink, LinkToTheme, MakeTheme, Unlink, UpholdLink
from folkmoot.events import contribution as contribution_events
from folkmoot.events import theme as theme_events
from folkmoot.events.contribution import Withdrawn
from folkmoot.events.entry import write
from folkmoot.views import theme as themes
from folkmoot.views import thread
from folkmoot.views.batch import Batch
from folkmoot.views.digest import digest, digest_of, fold
from folkmoot.views.follow import Views
from folkmoot.views.reading import View
from folkmoot.views.schema import connect, create
from folkmoot.views.shown import Said
from folkmoot.views.taking import take
from tests.rules.given import SAID, World, founded
from tests.views.written import Written

Follow = Callable[[], int]


class Yard(Written):
    """A story in a theme, an idea that grew from it, and a decision that rests on the idea."""

    def stand(self) -> None:
        steward = self.found()
        self.place = self.canvas(steward)
        self.ana, self.ben = self.person(self.place), self.person(self.place)
        self.story = self.brings(self.ana, self.place, "I could not get up the stairs.", "story")
        self.theme = self.themed("Stairs")
        self.why = self.brings(self.ben, self.place, "It is about the stairs.", "reason")
        self.linked = self.say(self.ben, self.theme, theme_events.ThemeLinked(contribution=self.story, because=self.why))
        self.idea = self.brings(self.ben, self.place, "A lift.", "idea")
        self.say(self.ben, self.idea, contribution_events.Linked(to=self.theme, relation="grew-from"))
        self.vote = self.calls(steward, self.place, "Lift", "Ramp", inputs=(self.idea,))

    def themed(self, name: str) -> str:
        s, text = self.id("the_"), self.brings(self.ben, self.place, name, "theme")
        self.say(self.ben, s, theme_events.ThemeMade(canvas=self.place, text=text))
        return s


def test_the_thread_goes_from_a_story_to_the_decision_and_back(views: Views) -> None:
    yard = Yard()
    yard.stand()
    views.close()
    db = fold(yard.leaves)
    view = View(db)
    down, up = thread.around(view, yard.story), thread.around(view, yard.vote)
    assert down is not None
    assert up is not None
    steps = [(yard.story, yard.theme, "in-theme"), (yard.theme, yard.idea, "grew-from"), (yard.idea, yard.vote, "input")]
    assert [(step.here.id, step.there.id, step.relation) for step in down.after] == steps
    assert [(step.here.id, step.there.id, step.relation) for step in up.before] == steps[::-1]
    assert [step.far for step in up.before] == [1, 2, 3]
    assert (down.before, up.after, down.more) == ((), (), False)
    assert [step.there.kind for step in down.after] == ["theme", "idea", "decision"]
    assert thread.around(view, "con_nothing") is None
    db.close()


def test_a_step_says_who_linked_it_and_why_and_shows_no_words_that_are_not_public(written: Written, views: Views) -> None:
    yard = Yard()
    yard.stand()
    seen = Views(views.path.with_name("yard.db"), yard.open)
    seen.follow(yard.read)
    with seen.reading() as view:
        first = _first(view, yard)
        assert (first.by, first.i, first.state) == (yard.ben, yard.linked, "stands")
        assert first.because is not None
        assert first.because.said == Said("It is about the stairs.", "en")
        assert (first.here.said, first.there.said) == (Said("I could not get up the stairs.", "en"), Said("Stairs", "en"))
    yard.say(yard.ana, yard.story, Withdrawn())
    yard.say(yard.ben, yard.why, Withdrawn())
    seen.follow(yard.read)
    with seen.reading() as view:
        first = _first(view, yard)
        assert first.because is not None
        assert (first.here.said, first.because.said) == (None, None)
        assert themes.inside(view, yard.theme)[0].what.said is None
    seen.close()


def _first(view: View, yard: Yard) -> thread.Step:
    found = thread.around(view, yard.story)
    assert found is not None
    return found.after[0]


def test_a_link_is_shown_as_contested_upheld_and_ended(views: Views) -> None:
    yard = Yard()
    yard.stand()
    seen = Views(views.path.with_name("yard.db"), yard.open)
    told: list[Any] = []
    for by, kind in (
        (yard.person(yard.place), theme_events.LinkContested),
        (yard.ben, theme_events.LinkUpheld),
        (yard.ana, theme_events.LinkContested),
    ):
        yard.say(by, yard.theme, kind(contribution=yard.story, because=yard.why))
        seen.follow(yard.read)
        with seen.reading() as view:
            link, kept = themes.link(view, yard.theme, yard.story), themes.theme(view, yard.theme)
            assert link is not None
            assert kept is not None
            told.append((link.state, len(link.turns), len(themes.inside(view, yard.theme)), kept.linked, kept.stories))
            ((step, turns),) = thread.between(view, yard.story, yard.theme)
            assert (step.state, turns) == (link.state, link.turns)
            found = thread.around(view, yard.theme)
            assert found is not None
            assert bool(found.before) == (link.state != "gone")
    assert told == [("contested", 1, 1, 1, 1), ("upheld", 2, 1, 1, 1), ("gone", 3, 0, 0, 0)]
    seen.close()


def test_a_canvas_lists_its_themes_and_what_can_still_be_linked(views: Views) -> None:
    yard = Yard()
    yard.stand()
    lifts = yard.themed("Lifts")
    yard.brings(yard.ana, yard.place, "Kept private.", "story", publish=False)
    seen = Views(views.path.with_name("yard.db"), yard.open)
    seen.follow(yard.read)
    with seen.reading() as view:
        listed = themes.themes(view, yard.place)
        assert [(one.id, one.name, one.stories) for one in listed] == [
            (lifts, Said("Lifts", "en"), 0),
            (yard.theme, Said("Stairs", "en"), 1),
        ]
        assert [piece.id for piece in themes.to_link(view, listed[0])] == [yard.idea, yard.story]
        assert [piece.id for piece in themes.to_link(view, listed[1])] == [yard.idea]
        assert [one.theme for one in themes.of(view, yard.story)] == [yard.theme]
    seen.close()


def test_a_walk_ends_where_it_is_asked_to_and_says_that_there_is_more() -> None:
    yard = Yard()
    yard.stand()
    before = yard.story
    for n in range(5):
        after = yard.brings(yard.ana, yard.place, f"Idea {n}", "idea")
        yard.say(yard.ana, after, contribution_events.Linked(to=before, relation="grew-from"))
        before = after
    yard.say(yard.ana, yard.story, contribution_events.Linked(to=before, relation="grew-from"))  # a ring
    db = fold(yard.leaves)
    for most, steps, more in ((4, 4, True), (100, 9, False)):
        found = thread.around(View(db), yard.story, most)
        assert found is not None
        assert (len(found.after), found.more) == (steps, more)
    db.close()


NUMBER = st.integers(0, 3)
ACT = st.tuples(st.sampled_from(["link", "contest", "uphold", "unlink", "grow"]), NUMBER, NUMBER, NUMBER)


@settings(max_examples=60, deadline=None)
@given(st.lists(ACT, max_size=30))
def test_whatever_people_link_contest_and_unlink_every_step_that_stands_is_walked_both_ways(acts: list[Any]) -> None:
    world = founded()
    canvas = world.canvas()
    people = [world.person(canvas) for _ in range(4)]
    stories = [world.brings(by, canvas, "story") for by in people]
    ideas = [world.brings(by, canvas, "idea") for by in people]
    groups = [world.when(by, MakeTheme(canvas=canvas, **(SAID | {"text": "Theme"})))[-1].stream for by in people]
    standing: set[tuple[str, str]] = set()
    for kind, who, what, where in acts:
        _try(world, standing, kind, people[who], stories[what], people[what], groups[where], ideas[what])
    db = fold(map(write, world.entries))
    view = View(db)
    everything = [*stories, *ideas, *groups]
    after = {one: _ends(view, one, "after") for one in everything}
    before = {one: _ends(view, one, "before") for one in everything}
    for here in everything:
        assert after[here] == _reached(standing, here)
        assert {there for there in everything if here in before[there]} == after[here]
    db.close()


def _try(world: World, standing: set[tuple[str, str]], kind: str, by: str, story: str, teller: str, theme: str, idea: str) -> None:
    """Ask for something, and if the rules take it, note which step stands after it, or does not any more."""
    about: dict[str, Any] = {"theme": theme, "contribution": story}
    why: dict[str, Any] = SAID | {"text": "Because."}
    command = {
        "link": LinkToTheme(**about, **why),
        "contest": ContestLink(**about, **why),
        "uphold": UpholdLink(**about, **why),
        "unlink": Unlink(**about),
        "grow": Link(contribution=idea, to=theme, relation="grew-from", **why),
    }[kind]
    try:
        decide(command, world.context(by))
    except Refused:
        return
    world.when(by, command)
    if kind == "grow":
        standing.add((theme, idea))
    elif kind == "link":
        standing.add((story, theme))
    elif kind == "unlink" or (kind == "contest" and by == teller):
        standing.discard((story, theme))


def _ends(view: View, one: str, way: str) -> set[str]:
    found = thread.around(view, one)
    assert found is not None
    return {step.there.id if way == "after" else step.here.id for step in getattr(found, way)}


def _reached(standing: set[tuple[str, str]], start: str) -> set[str]:
    """What the steps lead to from a thing, worked out the plain way."""
    found: set[str] = set()
    while more := {there for here, there in standing if here in found | {start}} - found:
        found |= more
    return found


def test_themes_and_ties_come_out_the_same_however_entries_are_batched() -> None:
    yard = Yard()
    yard.stand()
    for by, kind in ((yard.person(yard.place), theme_events.LinkContested), (yard.ana, theme_events.LinkContested)):
        yard.say(by, yard.theme, kind(contribution=yard.story, because=yard.why))
    yard.say(yard.ana, yard.theme, theme_events.ThemeLinked(contribution=yard.story, because=yard.why))
    yard.say(yard.ana, yard.theme, theme_events.Unlinked(contribution=yard.story))
    db = connect("")
    create(db)
    batch = Batch(db, None)
    for leaf in yard.leaves:
        take(batch, [leaf])
    assert digest(db) == digest_of(yard.leaves)
    db.close()
