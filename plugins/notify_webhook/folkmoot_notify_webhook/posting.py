"""One POST is made within a time, however the other side behaves; it is not led elsewhere, and no body is read."""

import asyncio
import queue
import threading
from typing import NamedTuple

import httpx

AGENT, JSON = "folkmoot-notify-webhook", "application/json"

LATE = "it did not answer in time"

LONGEST = 100
"""Characters of why there is no answer."""

DAY = 86_400


class Answer(NamedTuple):
    """status: of HTTP, 0 for no answer. later: seconds for which the other side asks to be left alone, 0 when it does not say.
    why: there is no answer; empty when there is one.
    """

    status: int
    later: int = 0
    why: str = ""

    @property
    def taken(self) -> bool:
        """Whether the other side has the message."""
        return 200 <= self.status < 300


def post(url: str, body: bytes, headers: dict[str, str], seconds: float) -> Answer:
    """What the other side answers. seconds: for everything, from looking up the name to the last header of the answer."""
    try:
        # no time of its own, because that begins anew with each piece that arrives
        client = httpx.AsyncClient(follow_redirects=False, trust_env=False, timeout=None)
        request = client.build_request("POST", url, content=body, headers={"content-type": JSON, "user-agent": AGENT, **headers})
    except (httpx.InvalidURL, ValueError) as fault:
        return _none(fault)
    answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
    # on a thread, because looking up a name cannot be stopped when the time is over
    threading.Thread(target=_send, args=(client, request, seconds, answers), daemon=True).start()
    try:
        return answers.get(timeout=seconds + 0.5)
    except queue.Empty:
        return Answer(0, why=LATE)


def _send(client: httpx.AsyncClient, request: httpx.Request, seconds: float, answers: "queue.SimpleQueue[Answer]") -> None:
    try:
        answers.put(asyncio.run(_within(client, request, seconds)))
    except TimeoutError:
        answers.put(Answer(0, why=LATE))
    except Exception as fault:  # whatever is wrong with the network or the other side
        answers.put(_none(fault))


async def _within(client: httpx.AsyncClient, request: httpx.Request, seconds: float) -> Answer:
    async with asyncio.timeout(seconds), client:
        answer = await client.send(request, stream=True)
        later = answer.headers.get("retry-after", "")
        await answer.aclose()
        return Answer(answer.status_code, min(int(later), DAY) if later.isascii() and later.isdecimal() else 0)


def _none(fault: Exception) -> Answer:
    return Answer(0, why="".join(one for one in str(fault) if one.isprintable())[:LONGEST] or type(fault).__name__)
