"""What somebody answered so far while telling a story in steps, and what is still to be answered before it can be sent."""

import asyncio
import re
from typing import Any, Literal

import msgspec

from folkmoot.domain.attaching import LONGEST_ABOUT, NEEDS, AttachToContribution
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.rules import Refused, tag, text
from folkmoot.domain.telling import Telling, parts
from folkmoot.events.contribution import Medium
from folkmoot.record.draft_files import TooManyFiles
from folkmoot.record.drafts import Draft, NotYours, TooMany
from folkmoot_web import media
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, consent
from folkmoot_web.problem import Problem

STEPS = ("words", "whose", "name", "note", "allow")
"""The questions, in the order in which they are asked."""

ALREADY_SENT = "This story was sent already. Open it under What I brought to revise it, or tell another one."
OF_ANOTHER = (
    "This browser is not known here as the one that began this story. Come back with your code if you have one and go on from "
    "What I brought; copy what you typed on this page first."
)
ENOUGH = "You have 20 stories that you did not send. Send or remove one under What I brought, then save this one again."
ENOUGH_FILES = "You have 8 recordings and pictures in stories that you did not send. Send or remove one under What I brought first."
SAY_WHOSE = "Say whether this happened to you, or whether you tell it for somebody else."
SAY_NAMED = "Choose how you are to be named; no name is fine."
SAY_ABOUT = "Say how the person you speak for is to be named; no real name is needed."
SAY_ALLOWED = "Say whether we may show your words on this website; both answers are fine."

FIELDS = {
    "the title": "title",
    "language": "lang",
    "your story": "text",
    "wrote it down": "captured",
    "wrote this down": "captured",
    "confirms": "attested",
    "you speak for": "about",
    "on whose behalf": "about",
    "the note": "note",
    "the name": "name",
    "picture shows": "alt",
}
"""Words of a refusal -> the field that it is about."""


Use = Literal["quote", "translate", "voice", "face"]


class Begun(msgspec.Struct, frozen=True, omit_defaults=True):
    """A story as far as it was told. whose: of the one who tells it, or of somebody else. uses: what is allowed besides. alt: what
    the picture shows. files: what waits with it.
    """

    text: str = ""
    title: str = ""
    lang: str = ""
    whose: Literal["", "mine", "other"] = ""
    named: Literal["", "self", "made-up", "none"] = ""
    name: str = ""
    about: str = ""
    captured: str = ""
    attested: str = ""
    note: str = ""
    publish: Literal["", "yes", "no"] = ""
    uses: tuple[Use, ...] = ()
    alt: str = ""
    files: tuple[Medium, ...] = ()

    @property
    def telling(self) -> Telling:
        """What is said about the story besides it; what was typed for the other answer is left out."""
        if self.whose == "other":
            return Telling(about=self.about, captured=self.captured, attested=self.attested, note=self.note)
        if self.named in ("self", "made-up"):
            return Telling(named=self.named, name=self.name, note=self.note)
        return Telling(note=self.note)

    @property
    def is_named(self) -> bool:
        """Whether a name was chosen that stands beside the story."""
        return bool(self.telling.name or self.telling.about)


def find(ask: Ask, canvas: str, draft: str) -> Draft | None:
    """A draft of the viewer for this canvas."""
    found = ask.front.people.drafts.find(ask.viewer.person, draft) if ask.viewer.person else None
    return found if found and (found.community, found.canvas) == (ask.community, canvas) else None


def told(found: Draft | None) -> Begun:
    """What was answered in a draft."""
    return msgspec.json.decode(found.content, type=Begun) if found and found.content else Begun()


async def save(ask: Ask, canvas: str, draft: str, answers: dict[str, Any]) -> Begun:
    """Keep some answers with those given before.

    Raises NotYours, and Problem 409 when it was sent already or there are too many.
    """
    if not re.fullmatch("[0-9a-f]{16}", draft):
        raise Problem(404, "There is no such story here. Begin it again from the canvas.")
    async with ask.front.joining(ask.viewer.person):
        begun = msgspec.structs.replace(told(find(ask, canvas, draft)), **answers)
        content = msgspec.json.encode(begun)
        try:
            kept = await asyncio.to_thread(ask.front.people.drafts.save, ask.viewer.person, draft, ask.community, canvas, content)
        except TooMany:
            raise Problem(409, ENOUGH) from None
    if not kept:
        raise Problem(409, ALREADY_SENT)
    return begun


async def save_files(
    ask: Ask, draft: str, begun: Begun, sent: dict[Medium, bytes], remove: tuple[Medium, ...]
) -> tuple[Medium, ...]:
    """Keep or remove the files of a draft that was saved; answers which it has now.

    Raises Refused for a file that cannot be taken, and Problem 409 when too many wait.
    """
    now = dict.fromkeys(begun.files)
    for kind, content in sent.items():
        if content:
            ask.fault = kind
            kept = await media.prepared(kind, content)
            try:
                await asyncio.to_thread(ask.front.people.drafts.keep_file, ask.viewer.person, draft, kind, kept)
            except TooManyFiles:
                raise Problem(409, ENOUGH_FILES) from None
            now[kind] = None
        elif kind in remove:
            await asyncio.to_thread(ask.front.people.drafts.keep_file, ask.viewer.person, draft, kind, b"")
            now.pop(kind, None)
    ask.fault = ""
    return tuple(sorted(now))


async def attach(ask: Ask, contribution: str, draft: str, begun: Begun) -> None:
    """Let go with a story what waits with its draft and was allowed; the rest goes with the draft."""
    for file in await asyncio.to_thread(ask.front.people.drafts.files, ask.viewer.person, draft):
        kind: Medium = "audio" if file.kind == "audio" else "picture"
        if NEEDS[kind] in begun.uses:
            about = begun.alt if kind == "picture" else ""
            command = AttachToContribution(
                contribution=contribution, kind=kind, file=file.content, about=about, lang=begun.lang or "und"
            )
            await ask.do(command, key=f"{kind} {draft}")


async def save_anywhere(ask: Ask, canvas: str, draft: str, answers: dict[str, Any]) -> tuple[str, Begun]:
    """The same for the words themselves: under a new name when that draft is somebody else's, so that nobody who comes
    back as somebody new loses a long story.

    Raises Problem 409 as above.
    """
    try:
        return draft, await save(ask, canvas, draft, answers)
    except NotYours:
        fresh = around.fresh()
        return fresh, await save(ask, canvas, fresh, answers)


def check(step: str, begun: Begun) -> tuple[str, str]:
    """The sentence that says what one step still lacks, and the field it is about; both empty when it is complete."""
    if step == "whose" and not begun.whose:
        return SAY_WHOSE, "whose"
    if step == "allow" and not begun.publish:
        return SAY_ALLOWED, "publish"
    if step == "name" and begun.whose == "other" and not begun.about.strip():
        return SAY_ABOUT, "about"
    if step == "name" and begun.whose != "other" and not begun.named:
        return SAY_NAMED, "named"
    try:
        if step == "words":
            text(begun.text, "your story", LONGEST["story"])
            tag(begun.lang or "und")
            if "picture" in begun.files:
                text(begun.alt, "what the picture shows", LONGEST_ABOUT)
            if begun.title.strip():
                text(begun.title, "the title", 200)
        elif step == "name":
            parts(msgspec.structs.replace(begun.telling, note=""), "story")
        elif step == "note":
            parts(Telling(note=begun.note), "story")
    except Refused as refused:
        return str(refused), around.fault(refused, FIELDS, step)
    return "", ""


def lacking(begun: Begun) -> str:
    """The first step that is not complete, empty when all are."""
    return next((step for step in STEPS if check(step, begun)[0]), "")


def contribute(ask: Ask, canvas: str, begun: Begun) -> Contribute:
    """What is asked for when the story is sent, with the wording that was shown as evidence of consent."""
    return Contribute(
        canvas=canvas,
        kind="story",
        text=begun.text,
        lang=begun.lang or "und",
        title=begun.title,
        publish=begun.publish == "yes",
        notice=consent.NOTICE_NAMED if begun.is_named else consent.NOTICE,
        notice_text=consent.notice(ask.locale, named=begun.is_named),
        notice_lang=ask.locale,
        telling=begun.telling,
    )
