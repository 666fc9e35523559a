"""The pages, a file a noun; each has its `routes`, and joins the site by standing in `PARTS`."""

from folkmoot_web.pages import (
    about,
    bringing,
    calling,
    canvas,
    care,
    community,
    contribution,
    decision,
    footing,
    guide,
    keeping_own,
    meeting,
    mine,
    record,
    rounds,
    search,
    theme,
    thread,
)
from folkmoot_web.routing import Routes

PARTS: tuple[Routes, ...] = (
    community.routes,
    canvas.routes,
    bringing.routes,
    contribution.routes,
    keeping_own.routes,
    care.routes,
    theme.routes,
    thread.routes,
    decision.routes,
    calling.routes,
    meeting.routes,
    rounds.routes,
    record.routes,
    mine.routes,
    search.routes,
    footing.routes,
    guide.routes,
    about.routes,
)
