"""What a command says: sentences on standard output, progress and complaints on standard error."""

import contextlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
from cyclopts import Parameter

from folkmoot.bundle import Unreadable
from folkmoot.domain.rules import Refused
from folkmoot.installation import Installation, NotHere
from folkmoot.record.note import NoteError
from folkmoot.record.publisher import Fork
from folkmoot.record.store import Busy, Stopped
from folkmoot.record.vault import Damaged
from folkmoot.settings import BadSettings

Progress = Callable[[int, int], None]
"""Called with what is done and how much there is; 0 when that is not known."""

Data = Annotated[
    Path | None,
    Parameter(name="--data", help="Folder of the installation; else FOLKMOOT_DATA, else ./folkmoot-data."),
]
AsJson = Annotated[bool, Parameter(name="--json", negative="", help="Answer as JSON, for a machine.")]


class Failed(Exception):
    """A command did not do what was asked; the message says what is wrong and what to do."""


def home(data: Path | None) -> Path:
    """Folder of the installation that a command works on."""
    return data or Path(os.environ.get("FOLKMOOT_DATA", "folkmoot-data"))


@contextlib.contextmanager
def installation(data: Path | None, *, write: bool = True, safe: bool = False) -> Iterator[Installation]:
    """The installation, opened and closed again; what goes wrong in plain words becomes Failed. safe: with no plugin at all."""
    with plainly():
        opened = Installation(home(data), write=write, safe=safe)
        try:
            yield opened
        finally:
            opened.close()


@contextlib.contextmanager
def plainly() -> Iterator[None]:
    """Let sentences that are meant for people through as Failed; everything else is a bug and shows as one."""
    try:
        yield
    except (Refused, NotHere, BadSettings, Fork, Busy, Stopped, Unreadable, NoteError) as said:
        raise Failed(str(said)) from said
    except BrokenPipeError:
        raise
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        raise Failed(f"{where}{fault.strerror or fault}. Check the path and who may read and write there.") from fault
    except UnicodeDecodeError as fault:
        raise Failed(f"A file is not text in UTF-8: {fault.reason} at byte {fault.start}.") from fault
    except (sqlite3.Error, Damaged) as fault:
        raise Failed(f"A database cannot be used: {fault}. Run folkmoot doctor, or restore a backup.") from fault


def answer(value: Any, sentences: str, as_json: bool) -> None:
    """Print the answer: JSON for a machine or sentences for a person."""
    if as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(value)).decode() + "\n")
    else:
        sys.stdout.write(sentences.rstrip("\n") + "\n")


def complain(sentence: str) -> None:
    """Say on standard error what is wrong."""
    sys.stderr.write(sentence + "\n")


@contextlib.contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A bar on standard error while something long goes on; silent where nobody watches a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total or None)
