"""A community with a canvas and two people in it."""

import pytest

from tests.rules.given import World, founded


@pytest.fixture
def world() -> World:
    return founded()


@pytest.fixture
def canvas(world: World) -> str:
    return world.canvas()


@pytest.fixture
def ana(world: World, canvas: str) -> str:
    return world.person(canvas)


@pytest.fixture
def ben(world: World, canvas: str) -> str:
    return world.person(canvas)
