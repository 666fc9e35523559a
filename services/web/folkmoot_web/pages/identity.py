"""A steward chooses how the community looks: two colours, a logo and words of welcome, checked before anybody sees them."""

import asyncio
from typing import Annotated

import msgspec

from folkmoot.domain.rules import Refused
from folkmoot.identity import PLAIN, Identity
from folkmoot_web import colours, logo
from folkmoot_web.answers import Answer, Bytes, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.policy import everyone, roles
from folkmoot_web.problem import not_here
from folkmoot_web.routing import Nothing, Routes

routes = Routes()
ROOT = "/c/{community}/identity"
STEWARD = roles("steward")
YEAR = 365 * 86_400

MOST_WELCOME, MOST_ALT = 600, 120
"""Characters."""

SAY_ALT = "Say in a few words what the logo shows, for people who do not see it."
LONG_WELCOME = f"The words of welcome have at most {MOST_WELCOME} characters. Make them shorter."
LONG_ALT = f"What the logo shows is said in at most {MOST_ALT} characters. Make it shorter."


class Choosing(msgspec.Struct):
    """The form. logo: the file, empty to keep the one there is. remove: have no logo any more."""

    colour: str = ""
    accent: str = ""
    alt: str = ""
    welcome: str = ""
    lang: Annotated[str, msgspec.Meta(max_length=35)] = ""
    logo: bytes = b""
    remove: bool = False


@routes.read(ROOT, may=STEWARD)
def identity(ask: Ask) -> Answer:
    """The form, filled with what is chosen."""
    values = around.values(ask, ask.view)
    chosen = ask.front.installation.identities.find(ask.community)
    shown = _Shown(chosen.main or colours.MAIN, chosen.accent or colours.ACCENT)
    tongues = around.tongues(ask, values["place"])
    return Page.of("identity.html", **values, chosen=chosen, plain=chosen == PLAIN, shown=shown, tongues=tongues)


class _Shown(msgspec.Struct):
    """Colours as a page shows them."""

    main: str
    accent: str


@routes.act(ROOT, may=STEWARD, form=Choosing, again=identity, most=logo.MOST + 65_536, upload=True)
async def chose(ask: Ask, form: Choosing) -> Answer:
    """Let every page of the community look like this from now on."""
    before = ask.front.installation.identities.find(ask.community)
    main, accent = _colours(ask, form)
    if len(form.welcome) > MOST_WELCOME:
        ask.fault = "welcome"
        raise Refused(LONG_WELCOME)
    picture = b"" if form.remove else before.logo
    if form.logo:
        picture = await _picture(ask, form.logo)
    alt = " ".join(form.alt.split()) if picture else ""
    if (picture and not alt) or len(alt) > MOST_ALT:
        ask.fault = "alt"
        raise Refused(LONG_ALT if alt else SAY_ALT)
    lang = form.lang or before.lang
    await _keep(ask, Identity(main, accent, picture, alt, form.welcome.strip(), lang))
    return Go(f"/c/{ask.community}/identity")


@routes.act(f"{ROOT}/plain", may=STEWARD)
async def plain(ask: Ask, form: Nothing) -> Answer:
    """Let the community look like any other again."""
    await _keep(ask, PLAIN)
    return Go(f"/c/{ask.community}/identity")


@routes.read("/c/{community}/look/{digest}/colours.css", may=everyone)
def sheet(ask: Ask, digest: str) -> Answer:
    """The colours of the community."""
    look = ask.front.looks.find(ask.community)
    if look is None or not look.sheet_at.endswith(f"/{digest}/colours.css"):
        raise not_here()
    return Bytes(look.sheet, "text/css; charset=utf-8", age=YEAR)


@routes.read("/c/{community}/look/{digest}/logo.png", may=everyone)
def picture(ask: Ask, digest: str) -> Answer:
    """The logo of the community."""
    look = ask.front.looks.find(ask.community)
    if look is None or not look.logo_at.endswith(f"/{digest}/logo.png"):
        raise not_here()
    return Bytes(look.logo, "image/png", age=YEAR)


def _colours(ask: Ask, form: Choosing) -> tuple[str, str]:
    """Both colours; one that nobody filled in, or that everybody has, is empty.

    Raises Refused for one that is no colour or cannot be read.
    """
    typed = (form.colour.strip() or colours.MAIN, form.accent.strip() or colours.ACCENT)
    ask.fault = "colour"
    main = colours.colour(typed[0])
    ask.fault = "accent"
    accent = colours.colour(typed[1])
    ask.fault = "colour"
    colours.check_main(main, accent)
    ask.fault = "accent"
    colours.check_accent(main, accent)
    ask.fault = ""
    return ("", "") if (main, accent) == (colours.MAIN, colours.ACCENT) else (main, accent)


async def _picture(ask: Ask, sent: bytes) -> bytes:
    ask.fault = "logo"
    drawn = await asyncio.to_thread(logo.drawn, sent)
    ask.fault = ""
    return drawn


async def _keep(ask: Ask, chosen: Identity) -> None:
    await asyncio.to_thread(ask.front.installation.identities.keep, ask.community, chosen)
    ask.front.keeping.clear()
