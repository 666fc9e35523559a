"""A record that goes on under a new name still begins with what was signed under the old one, or says that it cannot be told."""

from base64 import b64decode
from typing import NamedTuple

from folkmoot.audit.report import Report
from folkmoot.bundle import Bundle
from folkmoot.events.record import Continued
from folkmoot.record.tiles import TileError, TileReader
from folkmoot.record.tree import EMPTY_ROOT


class Before(NamedTuple):
    """What a record was before it went on under another name. i: index of the entry that says so. receipt: vkey of then."""

    i: int
    said: Continued
    receipt: str


def check_continued(before: list[Before], bundle: Bundle, report: Report) -> None:
    """Compare the entries with the last checkpoint that each old name is said to have had.

    Only for a bundle whose tiles were compared with its entries before.
    """
    reader = TileReader(bundle.folder)
    for i, said, _ in before:
        if said.size > i:
            report.not_checked.append(
                f"Entry {i} says that this record was {said.origin} before, and that a checkpoint of {said.size} entries was"
                f" signed then; what came after entry {i - 1} was lost, so the two cannot be compared."
            )
        elif _root(reader, said.size) != _hash(said.root):
            report.fault(i, f"the first {said.size} entries are not those that it says were signed as {said.origin}.")
        else:
            report.checked.append(
                f"This record was {said.origin} until entry {i}; its first {said.size} entries have the root that entry {i} says"
                f" was signed then. Compare it with an old checkpoint of {said.origin}, if you have one."
            )


def _root(reader: TileReader, size: int) -> bytes | None:
    try:
        return reader.root(size) if size else EMPTY_ROOT
    except TileError:
        return None


def _hash(root: str) -> bytes:
    try:
        return b64decode(root, validate=True)
    except ValueError:
        return b""
