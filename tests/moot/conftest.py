"""An installation with one community, one canvas and the ways to decide that are installed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.participant import Join
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from folkmoot.settings import Settings

COMMUNITY = "elm"


class Clock:
    """Time that a test sets. now: seconds since 1970."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    Installation.create(folder, Settings(host="talk.example.org"))
    return folder


@pytest.fixture
def installation(home: Path, clock: Clock) -> Iterator[Installation]:
    opened = Installation(home, clock=clock)
    opened.found(COMMUNITY, "Elm Street", "We listen before we answer.", "Steward of Elm Street")
    yield opened
    opened.close()


@pytest.fixture
def canvas(installation: Installation) -> str:
    command = OpenCanvas(
        question="What should the old library become?",
        promise="The council decides in May and answers every idea.",
        level="collaborate",
    )
    return installation.moot(COMMUNITY).do(command, HOUSE, via="house").made


@pytest.fixture
def resident(installation: Installation, canvas: str) -> Author:
    author = Author(new_id("p_"), "per_anna")
    installation.moot(COMMUNITY).do(Join(canvas=canvas), author)
    return author
