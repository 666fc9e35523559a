"""Words of office say in which language they are; the first of the community is taken where nothing is said."""

from folkmoot.domain.canvas import ConcludeCanvas
from tests.rules.given import World, founded


def language(world: World, **more: str) -> str:
    """Of the reason for which a canvas is concluded."""
    acts = world.when("house", ConcludeCanvas(canvas=world.canvas(), reason="Mae wedi’i wneud.", **more))
    return acts[0].words[0].payload.decode()


def test_an_office_says_in_which_language_it_writes() -> None:
    assert '"lang":"cy"' in language(founded(), lang="cy")


def test_where_it_does_not_the_words_are_in_the_first_language_of_the_community() -> None:
    assert '"lang":"en"' in language(founded())


def test_a_language_that_is_none_is_refused() -> None:
    world = founded()
    command = ConcludeCanvas(canvas=world.canvas(), reason="Done.", lang="not a language")
    assert "language" in world.refused("house", command)
