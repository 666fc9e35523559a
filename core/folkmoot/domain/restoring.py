"""A store back from a backup says what it may have lost; a record that cannot go on is continued as a new one."""

from folkmoot.domain.community import STREAM
from folkmoot.domain.rules import Act, Command, Context, Refused, office, text
from folkmoot.events.community import KeysStated
from folkmoot.events.record import Continued, RecordRestored


class DeclareRestored(Command, frozen=True):
    """Seals of entries `start` ≤ i < `stop` may be lost with the store that was replaced."""

    start: int
    stop: int
    reason: str


class ContinueRecord(Command, frozen=True):
    """The record goes on under a new origin. origin, size, root: the last checkpoint of the old one, root in base64."""

    origin: str
    size: int
    root: str
    checkpoint_key: str
    receipt_key: str


def declare_restored(command: DeclareRestored, ctx: Context) -> list[Act]:
    _house(ctx)
    if not 0 <= command.start < command.stop or ctx.entry(command.stop - 1) is None:
        raise Refused("Name the first entry of the record that may be lost, and the one after the last.")
    words = office(text(command.reason, "the reason", 2_000), ctx.see(STREAM).lang)
    return [Act(STREAM, RecordRestored(start=command.start, stop=command.stop), (words,))]


def continue_record(command: ContinueRecord, ctx: Context) -> list[Act]:
    _house(ctx)
    return [
        Act(STREAM, Continued(origin=command.origin, size=command.size, root=command.root)),
        Act(STREAM, KeysStated(checkpoint=command.checkpoint_key, receipt=command.receipt_key)),
    ]


def _house(ctx: Context) -> None:
    if ctx.by != "house":
        raise Refused("Only a restore on the server itself says this.")
