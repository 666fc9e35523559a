"""What this site keeps about people, and for whom it works and for whom not yet, is said before anybody asks."""

from folkmoot_web.answers import Answer, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.policy import everyone
from folkmoot_web.routing import Routes

routes = Routes()


@routes.read("/c/{community}/privacy", may=everyone, kept=True, touched="community")
def privacy(ask: Ask) -> Answer:
    """What is kept about people."""
    return Page.of("about_privacy.html", **around.values(ask, ask.view))


@routes.read("/c/{community}/accessibility", may=everyone, kept=True, touched="community")
def accessibility(ask: Ask) -> Answer:
    """The accessibility statement."""
    return Page.of("about_accessibility.html", **around.values(ask, ask.view))
