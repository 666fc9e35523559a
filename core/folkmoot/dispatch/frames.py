"""Two processes talk in frames: four bytes of length, big end first, then MessagePack."""

from typing import IO, Any

import msgspec

MOST = 16 * 1024 * 1024
"""Bytes of one frame."""


class Cut(Exception):
    """The other end is gone, or what came is no frame."""


def send(to: IO[bytes], value: Any) -> None:
    """Write one frame.

    Raises Cut when nobody reads it or it is too long.
    """
    body = msgspec.msgpack.encode(value)
    if len(body) > MOST:
        raise Cut(f"more than {MOST // 2**20} MiB in one frame")
    try:
        to.write(len(body).to_bytes(4) + body)
        to.flush()
    except (OSError, ValueError) as fault:
        raise Cut(str(fault)) from fault


def receive(source: IO[bytes]) -> Any:
    """Read one frame.

    Raises Cut at the end, or when what came is no frame.
    """
    try:
        head = source.read(4)
        if len(head) < 4 or int.from_bytes(head) > MOST:
            raise Cut("the other end is gone, or sent something else")
        body = source.read(int.from_bytes(head))
        return msgspec.msgpack.decode(body)
    except (OSError, ValueError, msgspec.DecodeError) as fault:
        raise Cut(str(fault)) from fault
