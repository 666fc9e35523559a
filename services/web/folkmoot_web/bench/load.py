"""Plain HTTP/1.1 clients over kept connections, many at once, in one thread: cheap enough to share a machine with what they ask."""

import asyncio
import time
from collections.abc import Callable, Sequence

import msgspec

Make = Callable[[int], bytes]
"""Answers the bytes of the request with a number."""


class Timed(msgspec.Struct, frozen=True):
    """What a load came to. seconds: of each request, sorted. wall: of all of them. statuses: how often each came."""

    seconds: list[float]
    wall: float
    statuses: dict[int, int]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.seconds) / self.wall

    def quantile(self, share: float) -> float:
        """Milliseconds within which this share of the requests was answered."""
        return 1000 * self.seconds[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def request(method: str, path: str, host: str, body: bytes = b"", **headers: str) -> bytes:
    """The bytes of a request."""
    lines = [
        f"{method} {path} HTTP/1.1",
        f"host: {host}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    if body:
        lines.append(f"content-length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def load(port: int, make: Make, requests: int, clients: int) -> Timed:
    """Ask `requests` times over `clients` connections."""
    return asyncio.run(_load(port, make, requests, clients))


async def _load(port: int, make: Make, requests: int, clients: int) -> Timed:
    seconds: list[float] = []
    statuses: dict[int, int] = {}
    numbers = iter(range(requests))

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in numbers:
            start = time.perf_counter()
            writer.write(make(number))
            status, _, _ = await answer(reader)
            seconds.append(time.perf_counter() - start)
            statuses[status] = statuses.get(status, 0) + 1
        writer.close()
        await writer.wait_closed()

    start = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return Timed(sorted(seconds), time.perf_counter() - start, statuses)


async def answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by lower-case name, and body of the next answer."""
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return int(first.split(" ", 2)[1]), headers, body


def once(port: int, asked: bytes) -> tuple[int, dict[str, str], bytes]:
    """One answer over a connection of its own."""

    async def ask() -> tuple[int, dict[str, str], bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(asked)
        try:
            return await answer(reader)
        finally:
            writer.close()

    return asyncio.run(ask())


def all_of(status: int, timed: Sequence[Timed]) -> None:
    """Raises RuntimeError when anything else than a status came: what failed must not count as fast."""
    for each in timed:
        if set(each.statuses) != {status}:
            raise RuntimeError(f"the bench was answered {each.statuses}, where only {status} counts")
