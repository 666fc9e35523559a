"""One POST is made within a time, however the other side behaves; it is not led elsewhere, and no body is read."""

import asyncio
import queue
import threading
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import httpx

AGENT, JSON = "folkmoot-notify-webhook", "application/json"

LATE = "it did not answer in time"

LONGEST = 100
"""Characters of why a message could not be sent."""

DAY = 86_400


class Unsent(Exception):
    """The message may not have arrived; the message of this says why."""


class Answer(NamedTuple):
    """status: of HTTP. later: seconds that the other side asks to be left alone, 0 when it does not say."""

    status: int
    later: int = 0


def post(url: str, body: bytes, headers: dict[str, str], seconds: float) -> Answer:
    """What the other side answers.

    seconds: for everything, from looking up the name to the last header of the answer.
    Raises Unsent when there is no answer.
    """
    import httpx  # where it is used: the server itself loads this plugin too, and never posts

    # no time of its own, because that begins anew with each piece that arrives
    client = httpx.AsyncClient(follow_redirects=False, trust_env=False, timeout=None)
    try:
        request = client.build_request("POST", url, content=body, headers={"content-type": JSON, "user-agent": AGENT, **headers})
    except (httpx.InvalidURL, ValueError) as fault:
        raise _unsent(fault) from None
    answers: queue.SimpleQueue[Answer | Unsent] = queue.SimpleQueue()
    # on a thread, because looking up a name cannot be stopped when the time is over
    threading.Thread(target=_send, args=(client, request, seconds, answers), daemon=True).start()
    try:
        answer = answers.get(timeout=seconds + 0.5)
    except queue.Empty:
        raise Unsent(LATE) from None
    if isinstance(answer, Unsent):
        raise answer
    return answer


def _send(
    client: "httpx.AsyncClient", request: "httpx.Request", seconds: float, answers: "queue.SimpleQueue[Answer | Unsent]"
) -> None:
    try:
        answers.put(asyncio.run(_within(client, request, seconds)))
    except TimeoutError:
        answers.put(Unsent(LATE))
    except Exception as fault:  # whatever is wrong with the network or the other side
        answers.put(_unsent(fault))


async def _within(client: "httpx.AsyncClient", request: "httpx.Request", seconds: float) -> Answer:
    async with asyncio.timeout(seconds), client:
        answer = await client.send(request, stream=True)
        later = answer.headers.get("retry-after", "")
        await answer.aclose()
        return Answer(answer.status_code, min(int(later), DAY) if later.isascii() and later.isdecimal() else 0)


def _unsent(fault: Exception) -> Unsent:
    return Unsent("".join(one for one in str(fault) if one.isprintable())[:LONGEST] or type(fault).__name__)
