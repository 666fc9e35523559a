"""Themes: who makes them, what is linked for which reason, and how whoever told it ends that."""

from typing import Any

from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.contributing import EraseContribution, Link, Withdraw
from folkmoot.domain.theme import ContestLink, LinkToTheme, MakeTheme, RenameTheme, Unlink, UpholdLink
from folkmoot.events.contribution import Linked, Received, Shared
from folkmoot.events.ground import ConsentGiven, DutyStated
from folkmoot.events.theme import LinkContested, LinkUpheld, ThemeLinked, ThemeMade, ThemeRenamed, Unlinked
from tests.rules.given import NOBODY, SAID, World, facts, founded, the

WHY: dict[str, Any] = SAID | {"text": "Both are about the stairs."}


def made(world: World, by: str, canvas: str) -> str:
    return world.when(by, MakeTheme(canvas=canvas, **(SAID | {"text": "Getting up the stairs"})))[-1].stream


def tied(world: World) -> tuple[str, str, str, str, str]:
    """A story of ana's that ben linked to his theme: canvas, ana, ben, theme, story."""
    canvas = world.canvas()
    ana, ben = world.person(canvas), world.person(canvas)
    story, theme = world.brings(ana, canvas, "story"), made(world, ben, canvas)
    world.when(ben, LinkToTheme(theme=theme, contribution=story, **WHY))
    return canvas, ana, ben, theme, story


def test_a_theme_is_made_under_a_name_that_is_its_makers_contribution() -> None:
    world = founded()
    canvas = world.canvas()
    acts = world.when(world.person(canvas), MakeTheme(canvas=canvas, **(SAID | {"text": "Damp"})))
    assert [type(fact) for fact in facts(acts)] == [Received, ConsentGiven, Shared, ThemeMade]
    assert the(Received, acts).kind == "theme"
    assert the(ThemeMade, acts) == ThemeMade(canvas=canvas, text=acts[0].stream)


def test_an_office_that_serves_makes_themes_too_and_a_stranger_does_not() -> None:
    world = founded()
    canvas = world.canvas()
    acts = world.when(world.office("officer"), MakeTheme(canvas=canvas, text="Damp"))
    assert [type(fact) for fact in facts(acts)] == [Received, DutyStated, Shared, ThemeMade]
    assert "oin" in world.refused("p" + NOBODY, MakeTheme(canvas=canvas, **(SAID | {"text": "Damp"})))
    assert "no role" in world.refused("o" + NOBODY, MakeTheme(canvas=canvas, text="Damp"))


def test_a_name_that_nobody_may_read_is_none() -> None:
    world = founded()
    canvas = world.canvas()
    assert "can read" in world.refused(world.person(canvas), MakeTheme(canvas=canvas, text="Damp"))


def test_a_theme_is_renamed_by_who_made_it_or_by_a_facilitator() -> None:
    world = founded()
    _, ana, ben, theme, _ = tied(world)
    name = RenameTheme(theme=theme, **(SAID | {"text": "Stairs"}))
    assert "Only a facilitator" in world.refused(ana, name)
    assert "Only a facilitator" in world.refused(world.office("officer"), name)
    for by in (ben, world.office("facilitator")):
        acts = world.when(by, name)
        assert the(ThemeRenamed, acts).text == acts[0].stream


def test_something_is_linked_once_for_a_reason() -> None:
    world = founded()
    canvas, ana, ben, theme, story = tied(world)
    idea = world.brings(ben, canvas, "idea")
    acts = world.when(ana, LinkToTheme(theme=theme, contribution=idea, **WHY))
    assert the(Received, acts).kind == "reason"
    assert the(ThemeLinked, acts) == ThemeLinked(contribution=idea, because=acts[0].stream)
    assert "already" in world.refused(ana, LinkToTheme(theme=theme, contribution=story, **WHY))
    assert "empty" in world.refused(ana, LinkToTheme(theme=made(world, ana, canvas), contribution=idea, **(WHY | {"text": " "})))


def test_only_what_can_be_seen_in_the_same_canvas_is_linked() -> None:
    world = founded()
    canvas, ana, ben, theme, story = tied(world)
    other = world.canvas()
    away = world.brings(world.person(other), other, "story")
    assert "same canvas" in world.refused(ben, LinkToTheme(theme=theme, contribution=away, **WHY))
    name = world.see(theme).ties and the(ThemeMade, world.when(ben, MakeTheme(canvas=canvas, **WHY))).text
    assert "brought" in world.refused(ben, LinkToTheme(theme=theme, contribution=name, **WHY))
    hidden = world.brings(ana, canvas, "story", publish=False)
    assert "not shown" in world.refused(ben, LinkToTheme(theme=theme, contribution=hidden, **WHY))
    assert world.when(ana, LinkToTheme(theme=theme, contribution=hidden, **WHY))
    assert "no such theme" in world.refused(ben, LinkToTheme(theme="the" + NOBODY, contribution=story, **WHY))


def test_anyone_contests_a_link_once_and_it_stands() -> None:
    world = founded()
    canvas, _, ben, theme, story = tied(world)
    cleo = world.person(canvas)
    contest = ContestLink(theme=theme, contribution=story, **WHY)
    acts = world.when(cleo, contest)
    assert the(LinkContested, acts) == LinkContested(contribution=story, because=acts[0].stream)
    assert world.when(cleo, contest) == []
    assert "already" in world.refused(cleo, LinkToTheme(theme=theme, contribution=story, **WHY))
    assert world.when(ben, contest)


def test_a_contested_link_is_upheld_by_who_linked_it_or_a_facilitator() -> None:
    world = founded()
    canvas, _, ben, theme, story = tied(world)
    uphold = UpholdLink(theme=theme, contribution=story, **WHY)
    assert "Nobody contests" in world.refused(ben, uphold)
    world.when(world.person(canvas), ContestLink(theme=theme, contribution=story, **WHY))
    assert "Only a facilitator" in world.refused(world.person(canvas), uphold)
    assert the(LinkUpheld, world.when(ben, uphold)).contribution == story
    assert "Nobody contests" in world.refused(ben, uphold)
    world.when(world.person(canvas), ContestLink(theme=theme, contribution=story, **WHY))
    assert the(LinkUpheld, world.when(world.office("facilitator"), uphold)).contribution == story


def test_whoever_told_it_ends_the_link_at_once_and_alone_puts_it_back() -> None:
    world = founded()
    _, ana, ben, theme, story = tied(world)
    link, contest = (kind(theme=theme, contribution=story, **WHY) for kind in (LinkToTheme, ContestLink))
    assert the(LinkContested, world.when(ana, contest)).contribution == story
    for by, command in (
        (ben, UpholdLink(theme=theme, contribution=story, **WHY)),
        (world.office("facilitator"), UpholdLink(theme=theme, contribution=story, **WHY)),
        (ben, contest),
        (ben, Unlink(theme=theme, contribution=story)),
    ):
        assert "not any more" in world.refused(by, command)
    assert "only they can put it back" in world.refused(ben, link)
    assert the(ThemeLinked, world.when(ana, link)).contribution == story


def test_a_link_is_taken_back_by_who_made_it_and_can_be_made_anew() -> None:
    world = founded()
    _, ana, ben, theme, story = tied(world)
    unlink = Unlink(theme=theme, contribution=story)
    assert "contest it instead" in world.refused(ana, unlink)
    assert facts(world.when(ben, unlink)) == [Unlinked(contribution=story)]
    assert "not any more" in world.refused(ben, unlink)
    assert world.when(ana, LinkToTheme(theme=theme, contribution=story, **WHY))


def test_a_link_to_what_was_withdrawn_or_erased_can_still_be_contested() -> None:
    for gone in (Withdraw, EraseContribution):
        world = founded()
        canvas, ana, _, theme, story = tied(world)
        world.when(ana, gone(contribution=story))
        assert world.when(world.person(canvas), ContestLink(theme=theme, contribution=story, **WHY))


def test_nothing_is_grouped_in_a_concluded_canvas() -> None:
    world = founded()
    canvas, ana, ben, theme, story = tied(world)
    world.when("house", ConcludeCanvas(canvas=canvas, reason="Done."))
    for by, command in (
        (ana, MakeTheme(canvas=canvas, **WHY)),
        (ben, RenameTheme(theme=theme, **WHY)),
        (ana, ContestLink(theme=theme, contribution=story, **WHY)),
        (ben, Unlink(theme=theme, contribution=story)),
    ):
        assert "concluded" in world.refused(by, command)


def test_an_idea_grows_from_a_theme_of_its_canvas_perhaps_for_a_reason() -> None:
    world = founded()
    canvas, ana, _, theme, story = tied(world)
    idea = world.brings(ana, canvas, "idea")
    acts = world.when(ana, Link(contribution=idea, to=theme, relation="grew-from", **WHY))
    assert the(Linked, acts) == Linked(to=theme, relation="grew-from", because=acts[0].stream)
    assert the(Received, acts).kind == "reason"
    assert facts(world.when(ana, Link(contribution=idea, to=story, relation="grew-from"))) == [
        Linked(to=story, relation="grew-from")
    ]
    assert "no such contribution" in world.refused(ana, Link(contribution=idea, to=theme, relation="supports"))
    other = world.canvas()
    away = made(world, world.person(other), other)
    assert "same canvas" in world.refused(ana, Link(contribution=idea, to=away, relation="grew-from"))
    assert "no such theme" in world.refused(ana, Link(contribution=idea, to="the" + NOBODY, relation="grew-from"))
