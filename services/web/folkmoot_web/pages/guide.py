"""Where to start, for somebody who has never done this: short enough to read before the first session, and to print."""

from folkmoot.views import community as communities
from folkmoot_web.answers import Answer, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.policy import everyone
from folkmoot_web.routing import Routes

routes = Routes()


@routes.read("/c/{community}/guide", may=everyone, kept=True, touched="community")
def guide(ask: Ask) -> Answer:
    """Where to start."""
    rules = communities.rules(ask.view)
    return Page.of("guide.html", **around.values(ask, ask.view), rules=rules, anyone="resident" in rules.opens)
