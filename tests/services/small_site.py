"""A site of three pages, to try what every page can do without depending on what any real page says."""

import itertools
from pathlib import Path

import msgspec

from folkmoot.domain.contributing import Contribute
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.policy import everyone, guest, roles
from folkmoot_web.routing import Routes
from tests.services.town import NOTICE

_made = itertools.count(1)

TEMPLATES = Path(__file__).parent / "templates"

routes = Routes()


class Tell(msgspec.Struct, forbid_unknown_fields=True):
    """The form."""

    text: str
    publish: bool = False


class Find(msgspec.Struct):
    """What a page may be asked."""

    page: int = 1


@routes.read("/{community}/talk", may=everyone, query=Find, kept=True, touched="community")
def talk(ask: Ask, query: Find) -> Answer:
    """A public page that counts how often it was made."""
    return Page.of("talk.html", made=next(_made), page=query.page)


@routes.read("/{community}/canvases/{canvas}/tell", may=everyone)
def tell(ask: Ask, canvas: str) -> Answer:
    """A page with a form."""
    return Page.of("tell.html", canvas=canvas)


@routes.act("/{community}/canvases/{canvas}/tell", may=guest, form=Tell, again=tell)
async def told(ask: Ask, form: Tell, canvas: str) -> Answer:
    """The form was sent."""
    consent = NOTICE if form.publish else {}
    done = await ask.do(Contribute(canvas=canvas, kind="story", text=form.text, publish=form.publish, **consent))
    return Go(f"/{ask.community}/talk?said={done.made}")


@routes.read("/{community}/office", may=roles("steward"))
def office(ask: Ask) -> Answer:
    """A page for one role."""
    return Page.of("tell.html", canvas="")


@routes.act("/{community}/office", may=roles("steward"), form=Tell, again=office)
async def officially(ask: Ask, form: Tell) -> Answer:
    """A form for one role."""
    return Go(f"/{ask.community}/office")


@routes.read("/broken", may=everyone)
def broken(ask: Ask) -> Answer:
    """A page with a fault, and with something personal in its message."""
    raise KeyError("Anna Kovacs, anna@example.org")
