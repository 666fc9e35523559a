"""One POST is made within a time, however the other side behaves; it is not led elsewhere, and no body is read."""

import asyncio
import queue
import threading
from typing import NamedTuple

AGENT = "folkmoot-notify-webhook"

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
    answers: queue.SimpleQueue[Answer | Unsent] = queue.SimpleQueue()
    # on a thread, because looking up a name cannot be stopped when the time is over
    threading.Thread(target=_post, args=(url, body, headers, seconds, answers), daemon=True).start()
    try:
        answer = answers.get(timeout=seconds + 0.5)
    except queue.Empty:
        raise Unsent(LATE) from None
    if isinstance(answer, Unsent):
        raise answer
    return answer


def _post(
    url: str, body: bytes, headers: dict[str, str], seconds: float, answers: "queue.SimpleQueue[Answer | Unsent]"
) -> None:
    try:
        answers.put(asyncio.run(_within(url, body, headers, seconds)))
    except TimeoutError:
        answers.put(Unsent(LATE))
    except Exception as fault:  # whatever is wrong with the address, the network or the other side
        answers.put(Unsent("".join(one for one in str(fault) if one.isprintable())[:LONGEST] or type(fault).__name__))


async def _within(url: str, body: bytes, headers: dict[str, str], seconds: float) -> Answer:
    import httpx  # where it is used: the server itself loads this plugin too, and never posts

    sent = {"content-type": "application/json", "user-agent": AGENT, **headers}
    # a time for the whole, because httpx's own begins anew with each piece that arrives
    async with asyncio.timeout(seconds), httpx.AsyncClient(follow_redirects=False, trust_env=False, timeout=None) as client:
        async with client.stream("POST", url, content=body, headers=sent) as answer:
            later = answer.headers.get("retry-after", "")
            return Answer(answer.status_code, min(int(later), DAY) if later.isascii() and later.isdecimal() else 0)
