"""What this site keeps about people, and for whom it works and for whom not yet, is said before anybody asks."""

from folkmoot.views import community as communities
from folkmoot.views import plugin as plugin_views
from folkmoot.views.batch import WHOLE
from folkmoot.views.shown import totals
from folkmoot_web import retention
from folkmoot_web.answers import Answer, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.plugins import shown_of
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


@routes.read("/c/{community}/retention", may=everyone, kept=True, touched="community")
def kept(ask: Ask) -> Answer:
    """How long what is kept about people is kept, and what ends it."""
    return Page.of("about_retention.html", **around.values(ask, ask.view), kept=retention.WHAT)


@routes.read("/c/{community}/dpia", may=everyone)
def assessment(ask: Ask) -> Answer:
    """A data protection impact assessment, filled with what is so here, to print and to complete."""
    view, settings = ask.view, ask.front.installation.settings
    given = around.values(ask, view)
    offices = given["place"].offices.values()
    return Page.of(
        "about_dpia.html",
        **given,
        kept=retention.WHAT,
        plugins=[shown_of(ask, view, key, line) for key, line in plugin_views.plugins(view).items()],
        sources=communities.sources(view),
        rules=communities.rules(view),
        totals=totals(view, WHOLE),
        serving=[office for office in offices if office.roles],
        size=view.size,
        host=settings.host,
        mail_host=settings.mail_host,
        on=around.today(ask, view),
    )
