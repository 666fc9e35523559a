"""A connection whose request head is too long or too slow is closed before it costs anything."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST = 32 * 1024
"""Bytes of a request's head."""

SLOWEST = 15.0
"""Seconds in which the head must have arrived."""


class Wire(HttpToolsProtocol):
    """uvicorn's protocol, with a limit to the length of a head and to the time it takes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head = 0
        """Bytes of a head that is not complete; -1 while there is none to wait for."""
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn types it
        super().connection_made(transport)
        self._timer = self.loop.call_later(SLOWEST, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._head >= 0:
            self._head += len(data)
        super().data_received(data)
        if self._head > LONGEST and not self.transport.is_closing():
            self.send_400_response("The head of this request is too long.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head = max(self._head, 0)
        if self._timer is None:
            self._timer = self.loop.call_later(SLOWEST, self._give_up)

    def on_headers_complete(self) -> None:
        self._head = -1
        self._rest()
        super().on_headers_complete()

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if not self.transport.is_closing():
            self.transport.close()
