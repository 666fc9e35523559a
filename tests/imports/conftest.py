"""An empty installation, the folder of real conversations, and conversations written by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from folkmoot.installation import Installation
from folkmoot.settings import Settings


@pytest.fixture(scope="session")
def conversations(shared: Path) -> Path:
    """The folder of the conversations."""
    return shared / "data" / "polis-opendata"


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    Installation.create(tmp_path / "home", Settings(host="talk.example.org"))
    opened = Installation(tmp_path / "home")
    opened.found("polis", "Conversations", "We listen before we answer.", "Steward")
    yield opened
    opened.close()


Export = Callable[..., Path]


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Writes an export by hand; `comments` and `votes` are rows without their headings."""

    def write(comments: str = "", votes: str = "", summary: str | None = "topic,The yard\nurl,https://pol.is/yard\n") -> Path:
        folder = tmp_path / "export"
        folder.mkdir(exist_ok=True)
        head = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
        (folder / "comments.csv").write_text(head + comments, encoding="utf-8")
        (folder / "votes.csv").write_text("timestamp,datetime,comment-id,voter-id,vote\n" + votes, encoding="utf-8")
        if summary is not None:
            (folder / "summary.csv").write_text(summary, encoding="utf-8")
        return folder

    return write
