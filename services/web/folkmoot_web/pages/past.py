"""A page can be shown as it stood; a state that nobody asked for before is built first, which takes its time."""

import asyncio
import time

from folkmoot.views.reading import View
from folkmoot_web.ask import Ask
from folkmoot_web.problem import Problem, not_here

PATIENCE = 3.0
"""Seconds that a page waits for a past state."""

PREPARING = "This page is being put together as it stood then. It opens by itself in a few seconds, or reload it."


async def seen(ask: Ask) -> View:
    """The view that a page is made from: of today, or as it stood after as many entries as the address says.

    Raises Problem 404 where the record does not go that far, 503 while the state is being built.
    """
    if ask.at is None:
        return ask.view
    end = time.monotonic() + PATIENCE
    past = ask.front.past(ask.community)
    while True:
        try:
            if not await asyncio.to_thread(past.prepare, ask.at):
                return ask.view
        except ValueError:
            raise not_here() from None
        except LookupError:  # others asked for so many states that this one was dropped again before it was read
            pass
        if time.monotonic() > end:
            raise Problem(503, PREPARING, {"retry-after": "3", "refresh": "3"})
        await asyncio.sleep(0.05)
