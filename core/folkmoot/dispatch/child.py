"""The process of one plugin: it loads the plugin under limits, and answers one asking after the other until nobody asks."""

import os
import resource
import sys
from typing import Any, BinaryIO

import msgspec

MIB = 1024 * 1024


def main(plugin: str, memory: int) -> None:
    """Answer what comes in on standard input. plugin: its key. memory: MiB that may be taken."""
    # what the plugin prints goes nowhere, and cannot be taken for an answer
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _limit(memory)
    from folkmoot.dispatch import installed
    from folkmoot.dispatch.frames import Cut, receive, send

    try:
        here = installed.one(plugin)
    except BaseException as fault:  # whatever its code raises is told, and then this ends
        send(replies, {"fault": _named(fault)})
        return
    send(replies, {"ready": here.version})
    questions: BinaryIO = sys.stdin.buffer
    while True:
        try:
            question = receive(questions)
        except Cut:
            return
        send(replies, _answered(here, question))


def _answered(here: Any, question: dict[str, Any]) -> dict[str, Any]:
    from folkmoot.plugin import PLACES, Asking

    try:
        place = PLACES[question["place"]]
        context = question["ctx"]
        settings = msgspec.convert(context.pop("settings"), here.kind) if here.kind else None
        ctx = msgspec.structs.replace(msgspec.convert(context, Asking), settings=settings)
        asked = msgspec.convert(question["asked"], place.asked)
        return {"answer": msgspec.to_builtins(here.places[place.name](ctx=ctx, asked=asked))}
    except BaseException as fault:  # a plugin may raise anything, MemoryError and SystemExit too
        return {"fault": _named(fault)}


def _named(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {fault}"[:500]


def _limit(memory: int) -> None:
    for what, most in ((resource.RLIMIT_AS, memory * MIB), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 256 * MIB)):
        resource.setrlimit(what, (most, most))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
