"""What somebody brought is said again in other words by its author or an office, and read aloud to whoever asks."""

import asyncio
from typing import Annotated, Any

import msgspec

from folkmoot.domain.alternative import KINDS, LONGEST, OFFICIAL, TENDING, EndAlternative, MakeAlternative
from folkmoot.events.alternative import Alternative
from folkmoot.plugin import Aloud, Sound
from folkmoot.views import canvas as canvases
from folkmoot.views import contribution as contributions
from folkmoot.views.alternative import Again, alternatives
from folkmoot.views.shown import Said
from folkmoot_web.answers import Answer, Bytes, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.policy import everyone, owner
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Routes

routes = Routes()
ROOT = "/c/{community}/contribution/{contribution}"
_ours = owner("contribution", *TENDING)

NO_VOICE = "This cannot be read aloud here now. The words are on the page, and many browsers can read a page aloud."

Tag = Annotated[str, msgspec.Meta(max_length=40)]


class Which(msgspec.Struct):
    """What is to be said again, and into which language; `lang` is that of the page."""

    kind: Alternative = "translation"
    into: Tag = ""


class Saying(msgspec.Struct):
    """The form. official: the body stands behind it."""

    kind: Alternative
    lang: Tag
    text: str
    title: str = ""
    official: bool = False


class Ending(msgspec.Struct):
    """What is taken back: the index of the entry that made it."""

    entry: int


class Hearing(msgspec.Struct):
    """into: language of the words that are to be read aloud, empty for the original."""

    into: Tag = ""


class Others(msgspec.Struct, frozen=True):
    """In which other words a contribution is shown. first: the translation for the reader, None for none. rest: the others that
    anybody may read. drafts: what only its author and offices see. waits: a translation for the reader is still to be made.
    """

    first: Again | None
    rest: tuple[Again, ...]
    drafts: tuple[Again, ...]
    waits: bool


def others(ask: Ask, found: contributions.Contribution, yours: bool) -> Others:
    """In which other words the viewer can read a contribution."""
    piece, installation = found.piece, ask.front.installation
    standing = alternatives(ask.view, piece.id) if ask.at is None else ()
    mine = [one for one in standing if one.kind == "translation" and one.open and one.said and _same(one.lang, ask.locale)]
    first = mine[0] if mine and not _same(piece.lang, ask.locale) else None
    tending = yours or bool(ask.roles & set(TENDING))
    waits = not first and ask.at is None and installation.making.jobs.waits(ask.community, piece.id, "translation", ask.locale)
    return Others(
        first,
        tuple(one for one in standing if one.open and one.said and one is not first),
        tuple(one for one in standing if tending and not one.open and one.why in ("draft", "not shared", "held")),
        waits,
    )


def _same(one: str, other: str) -> bool:
    return one.partition("-")[0] == other.partition("-")[0]


@routes.read(f"{ROOT}/in-other-words", may=_ours, query=Which)
def saying(ask: Ask, contribution: str, query: Which | None = None) -> Answer:
    """The form, with what stands already, or with what a machine has made."""
    which = query or Which()
    found = contributions.contribution(ask.view, contribution) or not_there()
    canvas = canvases.canvas(ask.view, found.piece.canvas) or not_there()
    given = around.values(ask, ask.view)
    yours = around.own(ask, found.piece)
    standing = next((one for one in alternatives(ask.view, contribution) if (one.kind, one.lang) == (which.kind, which.into)), None)
    return Page.of(
        "contribution_again.html",
        **given,
        found=found,
        piece=found.piece,
        canvas=canvas,
        said=found.piece.said or (_opened(ask, found.words_at) if yours else None),
        kinds=[kind for kind in KINDS if yours or kind != "transcript"],
        kind=which.kind,
        lang=which.into or ask.locale,
        standing=standing,
        now=_opened(ask, standing.i) if standing else None,
        official=bool(ask.roles & set(OFFICIAL)),
        longest=LONGEST,
        tongues=around.tongues(ask, given["place"]),
    )


def _opened(ask: Ask, i: int) -> Said | None:
    """Words that are perhaps not public, for who brought them or an office that checks them."""
    return ask.front.said(ask.community, i)


@routes.act(f"{ROOT}/in-other-words", may=_ours, form=Saying, again=saying)
async def said(ask: Ask, contribution: str, form: Saying) -> Answer:
    """Take it; what stood before in this language is not shown any more."""
    ask.fault = "text"
    command = MakeAlternative(
        contribution=contribution, kind=form.kind, lang=form.lang, text=form.text, title=form.title, official=form.official
    )
    await ask.do(command)
    return Go(f"/c/{ask.community}/contribution/{contribution}")


@routes.act(f"{ROOT}/in-other-words/end", may=_ours, form=Ending)
async def ended(ask: Ask, contribution: str, form: Ending) -> Answer:
    """Take an alternative back."""
    await ask.do(EndAlternative(contribution=contribution, entry=form.entry))
    return Go(f"/c/{ask.community}/contribution/{contribution}")


@routes.read(f"{ROOT}/aloud", may=everyone, query=Hearing, dear=True)
async def aloud(ask: Ask, contribution: str, query: Hearing | None = None) -> Answer:
    """The public words of a contribution as speech, made now and kept nowhere."""
    lang = query.into if query else ""
    found = contributions.contribution(ask.view, contribution) or not_there()
    words: Any = found.piece.said
    if lang:
        words = next((one.said for one in alternatives(ask.view, contribution) if one.open and one.lang == lang), None)
    plugging = ask.front.installation.plugging
    joined = plugging.joining(ask.community, "speak")
    if words is None or not joined:
        raise Problem(404, NO_VOICE)
    asked = Aloud(text="\n".join(part for part in (words.title, words.text) if part), lang=words.lang)
    community = ask.community
    ask.close()
    told = await asyncio.to_thread(plugging.ask_one, community, *joined[0], "speak", asked)
    if not told.answered or not told.answer.file:
        raise Problem(503 if not told.answered else 404, NO_VOICE)
    sound: Sound = told.answer
    headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
    return Bytes(sound.file, sound.media, headers=headers)


def speaks(ask: Ask) -> bool:
    """Whether something here reads aloud."""
    return bool(ask.front.installation.plugging.joining(ask.community, "speak"))
