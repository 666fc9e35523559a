"""Themes: a canvas's list, one with what is linked to it and why, and the forms that link, contest, uphold and rename."""

from collections.abc import Callable
from typing import Annotated, Any

import msgspec

from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.rules import Command
from folkmoot.domain.theme import ContestLink, LinkToTheme, MakeTheme, RenameTheme, Unlink, UpholdLink
from folkmoot.views import canvas as canvases
from folkmoot.views import contribution as contributions
from folkmoot.views import theme as themes
from folkmoot.views.shown import END, PAGE
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, saying
from folkmoot_web.pages.canvas import Listed, not_there
from folkmoot_web.pages.listing import Cursor
from folkmoot_web.pages.past import seen
from folkmoot_web.pages.saying import Saying, spoken
from folkmoot_web.policy import everyone, guest, member
from folkmoot_web.routing import Routes

routes = Routes()

CANVAS, THEME = "/c/{community}/canvas/{canvas}/themes", "/c/{community}/theme/{theme}"
LINK = THEME + "/contribution/{contribution}"


class After(msgspec.Struct):
    """after: cursor of the last link of the page before, -1 for the first page."""

    after: Annotated[int, msgspec.Meta(ge=-1, le=2**53 - 1)] = -1


class Chosen(msgspec.Struct):
    """contribution: what is chosen beforehand, empty for nothing."""

    contribution: saying.Tag = ""


class Linking(Saying):
    """What is linked, and why."""

    contribution: saying.Tag = ""


class Unlinking(msgspec.Struct):
    """What is taken out."""

    contribution: str


@routes.read(CANVAS, may=everyone, query=Listed, past=True, kept=True, touched="canvas")
async def listed(ask: Ask, canvas: str, query: Listed | None = None) -> Answer:
    """The themes of a canvas, and the form that makes one."""
    view = await seen(ask)
    found = canvases.canvas(view, canvas) or not_there()
    before: Cursor = query.before if query else 0
    page = themes.themes(view, canvas, before or END)
    given = around.values(ask, view)
    return Page.of(
        "themes.html",
        **given,
        **saying.values(ask, given["place"]),
        canvas=found,
        themes=page,
        more=page[-1].n if len(page) == PAGE else 0,
        first_page=not before,
        longest=LONGEST["theme"],
    )


@routes.act(CANVAS, may=guest, form=Saying, again=listed)
async def made(ask: Ask, canvas: str, form: Saying) -> Answer:
    """Make a theme."""
    ask.fault = "text"
    done = await ask.do(MakeTheme(canvas=canvas, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/theme/{done.made}")


@routes.read(THEME, may=everyone, query=After, past=True, kept=True, touched="theme")
async def shown(ask: Ask, theme: str, query: After | None = None) -> Answer:
    """A theme with what is linked to it."""
    view = await seen(ask)
    found: themes.Theme = themes.theme(view, theme) or not_there()
    after = query.after if query else -1
    inside = themes.inside(view, theme, after)
    return Page.of(
        "theme.html",
        **around.values(ask, view),
        theme=found,
        canvas=canvases.canvas(view, found.canvas) or not_there(),
        inside=inside,
        more=inside[-1].i if len(inside) == PAGE else 0,
        first_page=after < 0,
        mine=around.own_names(ask, found.canvas) if ask.at is None else (),
    )


@routes.read(f"{THEME}/link", may=everyone, query=Chosen)
def linking(ask: Ask, theme: str, query: Chosen | None = None) -> Answer:
    """The form that links something to a theme."""
    found: themes.Theme = themes.theme(ask.view, theme) or not_there()
    choices = themes.to_link(ask.view, found)
    chosen = ask.typed["contribution"] or (query.contribution if query else "")
    if chosen and all(one.id != chosen for one in choices):
        older = contributions.contribution(ask.view, chosen)
        choices = (older.piece, *choices) if older and older.piece.canvas == found.canvas else choices
    return _say(ask, found, "link", LONGEST["reason"], choices=choices, chosen=chosen)


@routes.act(f"{THEME}/link", may=guest, form=Linking, again=linking)
async def linked(ask: Ask, theme: str, form: Linking) -> Answer:
    """Link it."""
    ask.fault = "text" if form.contribution else "contribution"
    await ask.do(LinkToTheme(theme=theme, contribution=form.contribution, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/theme/{theme}")


@routes.read(f"{THEME}/rename", may=everyone)
def renaming(ask: Ask, theme: str) -> Answer:
    """The form that gives a theme another name."""
    return _say(ask, themes.theme(ask.view, theme) or not_there(), "rename", LONGEST["theme"])


@routes.act(f"{THEME}/rename", may=guest, form=Saying, again=renaming)
async def renamed(ask: Ask, theme: str, form: Saying) -> Answer:
    """Rename it."""
    ask.fault = "text"
    await ask.do(RenameTheme(theme=theme, **spoken(ask, form)), form.key)
    return Go(f"/c/{ask.community}/theme/{theme}")


def _about_link(what: str, command: Callable[..., Command]) -> None:
    @routes.read(f"{LINK}/{what}", may=everyone)
    def asked(ask: Ask, theme: str, contribution: str) -> Answer:
        """The form for a reason about a link."""
        link: themes.InTheme = themes.link(ask.view, theme, contribution) or not_there()
        found = themes.theme(ask.view, theme) or not_there()
        yours = link.teller in around.own_names(ask, found.canvas)
        return _say(ask, found, what, LONGEST["reason"], link=link, yours=yours)

    @routes.act(f"{LINK}/{what}", may=guest, form=Saying, again=asked)
    async def told(ask: Ask, theme: str, contribution: str, form: Saying) -> Answer:
        """Contest a link, or uphold one that is contested."""
        ask.fault = "text"
        await ask.do(command(theme=theme, contribution=contribution, **spoken(ask, form)), form.key)
        return Go(f"/c/{ask.community}/theme/{theme}")


_about_link("contest", ContestLink)
_about_link("uphold", UpholdLink)


@routes.act(f"{THEME}/unlink", may=member, form=Unlinking, again=shown)
async def unlinked(ask: Ask, theme: str, form: Unlinking) -> Answer:
    """Take a link back."""
    await ask.do(Unlink(theme=theme, contribution=form.contribution))
    return Go(f"/c/{ask.community}/theme/{theme}")


def _say(ask: Ask, found: themes.Theme, what: str, longest: int, **more: Any) -> Answer:
    """A form with words about a theme. what: what sending it does."""
    given = around.values(ask, ask.view)
    return Page.of(
        "theme_say.html",
        **given,
        **saying.values(ask, given["place"]),
        **({"link": None, "yours": False, "choices": (), "chosen": ""} | more),
        theme=found,
        canvas=canvases.canvas(ask.view, found.canvas) or not_there(),
        what=what,
        longest=longest,
        taking=bool(ask.pseudonym(found.canvas)),
    )
