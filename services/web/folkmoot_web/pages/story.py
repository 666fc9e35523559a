"""A story is told one question a page; what was saved waits for its person until it is sent, removed or too old."""

import asyncio
import time
from typing import Annotated, Any, Literal

import msgspec

from folkmoot.domain.contributing import GiveConsent
from folkmoot.domain.contribution import LONGEST
from folkmoot.events.contribution import Medium
from folkmoot.record.drafts import NotYours
from folkmoot.views import canvas as canvases
from folkmoot_web import begun as stories
from folkmoot_web import media
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.begun import STEPS, Begun
from folkmoot_web.pages import around, consent
from folkmoot_web.pages.canvas import not_there
from folkmoot_web.pages.recording import WITHIN
from folkmoot_web.policy import everyone, guest
from folkmoot_web.problem import Problem
from folkmoot_web.routing import Nothing, Routes, Serve

routes = Routes()

CANVAS = "/c/{community}/canvas/{canvas}"
ROOT = f"{CANVAS}/story/{{draft}}"
_NO_WORDS = ("audio", "picture", "remove", "later")
"""Fields of a form that are not shown again with what was typed."""

NO_DRAFT = "There is no such story for this browser. It may have been sent, removed, or kept for its 30 days already."
OFFICE = "An office writes on the one-page form, where its words are public. Sign out to tell a story of your own."

Short = Annotated[str, msgspec.Meta(max_length=2_000)]


class Step(msgspec.Struct):
    """later: stop here for now, with what was typed saved."""

    later: bool = False


class Words(Step):
    """What happened. audio, picture: files that tell it. alt: what the picture shows. remove: files to remove."""

    text: str = ""
    title: Short = ""
    lang: Short = ""
    audio: bytes = b""
    picture: bytes = b""
    alt: Short = ""
    remove: tuple[Medium, ...] = ()


class Whose(Step):
    """Whether it is the teller's own story."""

    whose: Literal["", "mine", "other"] = ""


class Name(Step):
    """How the teller is named, or the one it is told for, with who wrote it down and who confirms it."""

    named: Literal["", "self", "made-up", "none"] = ""
    name: Short = ""
    about: Short = ""
    captured: Short = ""
    attested: Short = ""


class Note(Step):
    """What readers should know before they read it."""

    note: Short = ""


class Allow(Step):
    """What may be done with it."""

    publish: Literal["", "yes", "no"] = ""
    uses: tuple[stories.Use, ...] = ()


FORMS: dict[str, type[Step]] = {"words": Words, "whose": Whose, "name": Name, "note": Note, "allow": Allow}


def _path(ask: Ask, canvas: str, draft: str, step: str) -> str:
    return f"/c/{ask.community}/canvas/{canvas}/story/{draft}/{step}"


def _thanks(ask: Ask, made: str) -> Go:
    return Go(f"/c/{ask.community}/contribution/{made}/thanks")


def _page(ask: Ask, canvas: str, draft: str, step: str, begun: Begun, until: int = 0, **more: Any) -> Page:
    """A step with what was saved, or, after a refusal, with what was typed."""
    found = canvases.canvas(ask.view, canvas) or not_there()
    given = around.values(ask, ask.view)
    saved = msgspec.structs.asdict(begun)
    if ask.refusal and step in FORMS:
        typed = {name: ask.typed[name] for name in FORMS[step].__struct_fields__ if name not in _NO_WORDS}
        saved |= typed | {"uses": ask.typed.all("uses")}
    return Page.of(
        "story.html",
        **given,
        canvas=found,
        draft=draft,
        step=step,
        steps=STEPS,
        saved=saved,
        begun=begun,
        until=time.strftime("%Y-%m-%d", time.gmtime(until)) if until else "",
        longest=LONGEST["story"],
        tongues=around.tongues(ask, given["place"]),
        **more,
    )


@routes.read(f"{CANVAS}/tell", may=everyone)
def telling(ask: Ask, canvas: str) -> Answer:
    """The first question, at an address of its own, so that the back button leads to what was saved there."""
    if ask.offices:
        return Go(f"/c/{ask.community}/canvas/{canvas}/add-story")
    return Go(_path(ask, canvas, around.fresh(), "words"))


def _others(ask: Ask, canvas: str) -> list[dict[str, str]]:
    """What the viewer began in this canvas and did not send."""
    mine = ask.front.people.drafts.of(ask.viewer.person) if ask.viewer.person else []
    return [line(one) for one in mine if (one.community, one.canvas) == (ask.community, canvas)]


def line(draft: Any) -> dict[str, str]:
    """A draft in a list: where it goes on, how it begins, until when it is kept."""
    begun = stories.told(draft)
    return {
        "href": f"/c/{draft.community}/canvas/{draft.canvas}/story/{draft.id}",
        "text": begun.title or begun.text,
        "lang": begun.lang,
        "until": time.strftime("%Y-%m-%d", time.gmtime(draft.expires)),
    }


def _ask_for(step: str) -> None:
    @routes.read(f"{ROOT}/{step}", may=everyone)
    def asked(ask: Ask, canvas: str, draft: str) -> Answer:
        """One question of a story."""
        found = stories.find(ask, canvas, draft)
        if found and found.made and not ask.refusal:
            return _thanks(ask, found.made)
        if found is None and not ask.refusal and step != "words":
            raise Problem(404, NO_DRAFT)
        others = [] if found else _others(ask, canvas)
        return _page(ask, canvas, draft, step, stories.told(found), found.expires if found else 0, others=others)

    _take_in(step, asked)


def _take_in(step: str, asked: Serve) -> None:
    roomy = {"most": media.MOST_SENT, "upload": True, "within": WITHIN} if step == "words" else {"most": 64 * 1024}

    @routes.act(f"{ROOT}/{step}", may=guest, form=FORMS[step], again=asked, **roomy)
    async def answered(ask: Ask, canvas: str, draft: str, form: Step) -> Answer:
        """Save the answer first, whatever it is, and then say what it lacks or go on."""
        if ask.offices:
            raise Problem(409, OFFICE)
        answers = {name: getattr(form, name) for name in form.__struct_fields__ if name not in _NO_WORDS}
        try:
            if step == "words":
                draft, begun = await stories.save_anywhere(ask, canvas, draft, answers)
                begun = await _with_files(ask, canvas, draft, begun, form)
            else:
                begun = await stories.save(ask, canvas, draft, answers)
        except NotYours:
            raise Problem(409, stories.OF_ANOTHER) from None
        if form.later:
            return Go(f"/c/{ask.community}/mine")
        sentence, ask.fault = stories.check(step, begun)
        if sentence:
            raise Problem(422, sentence)
        after = [*STEPS, "check"][STEPS.index(step) + 1]
        return Go(_path(ask, canvas, draft, after))


async def _with_files(ask: Ask, canvas: str, draft: str, begun: Begun, form: Step) -> Begun:
    """A draft with what was sent besides the words."""
    assert isinstance(form, Words)
    sent: dict[Medium, bytes] = {"audio": form.audio, "picture": form.picture}
    files = await stories.save_files(ask, draft, begun, sent, form.remove)
    return begun if files == begun.files else await stories.save(ask, canvas, draft, {"files": files})


for _step in STEPS:
    _ask_for(_step)


@routes.read(f"{ROOT}/check", may=everyone)
def checking(ask: Ask, canvas: str, draft: str) -> Answer:
    """The whole story as it is to be sent."""
    found = stories.find(ask, canvas, draft)
    if found is None:
        raise Problem(404, NO_DRAFT)
    if found.made:
        return _thanks(ask, found.made)
    begun = stories.told(found)
    step = stories.lacking(begun)
    if step and not ask.refusal:
        return Go(_path(ask, canvas, draft, step))
    return _page(ask, canvas, draft, "check", begun, found.expires, purposes=dict(consent.purposes("story")))


@routes.act(f"{ROOT}/send", may=guest, form=Nothing, again=checking)
async def sent(ask: Ask, canvas: str, draft: str, form: Nothing) -> Answer:
    """Send it, once however often it is asked; the draft goes when it is taken."""
    found = stories.find(ask, canvas, draft)
    if found is None:
        raise Problem(404, NO_DRAFT)
    if found.made:
        return _thanks(ask, found.made)
    if ask.offices:
        raise Problem(409, OFFICE)
    begun = stories.told(found)
    step = stories.lacking(begun)
    if step:
        return Go(_path(ask, canvas, draft, step))
    made = (await ask.do(stories.contribute(ask, canvas, begun), key=f"story {draft}")).made
    if begun.uses:
        wording = consent.asked(ask.locale, "story" if begun.files else "")
        allowed = GiveConsent(contribution=made, purposes=tuple(sorted(set(begun.uses))), **wording)
        await ask.do(allowed, key=f"uses {draft}")
    await stories.attach(ask, made, draft, begun)
    await asyncio.to_thread(ask.front.people.drafts.sent, ask.viewer.person, draft, made)
    return _thanks(ask, made)


@routes.read(f"{ROOT}/remove", may=everyone)
def removing(ask: Ask, canvas: str, draft: str) -> Answer:
    """What removing it does."""
    found = stories.find(ask, canvas, draft)
    if found is None or found.made:
        raise Problem(404, NO_DRAFT)
    return _page(ask, canvas, draft, "remove", stories.told(found), found.expires)


@routes.act(f"{ROOT}/remove", may=guest, form=Nothing)
async def removed(ask: Ask, canvas: str, draft: str, form: Nothing) -> Answer:
    """Remove it for good."""
    await asyncio.to_thread(ask.front.people.drafts.drop, ask.viewer.person, draft)
    return Go(f"/c/{ask.community}/mine")
