"""What one person does at a shared device: choose, say, allow, and be thanked, one thing a page."""

import asyncio
from typing import Literal

import msgspec

from folkmoot.domain.contributing import Contribute
from folkmoot.domain.contribution import LONGEST
from folkmoot.domain.rules import Refused, text
from folkmoot.events.contribution import Brought
from folkmoot.record.drafts import Draft
from folkmoot_web import languages
from folkmoot_web.answers import Answer, Go
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around, consent
from folkmoot_web.pages.bringing import KINDS, SAY_FIRST
from folkmoot_web.pages.device import ROOT, Asked, Held, address, device_page, is_theirs
from folkmoot_web.policy import everyone
from folkmoot_web.routing import Routes

routes = Routes()


class Words(Held):
    """more: save, and give me more time."""

    text: str = ""
    more: bool = False


class Allowing(Held):
    """publish: whether the words may be shown."""

    publish: Literal["", "yes", "no"] = ""


class Begun(msgspec.Struct, frozen=True):
    """What somebody typed on a shared device and did not send."""

    kind: Brought = "idea"
    text: str = ""


def _draft(ask: Ask, canvas: str) -> tuple[Draft | None, Begun]:
    """What the person at the device typed so far."""
    mine = ask.front.people.drafts.of(ask.viewer.person)
    found = next((one for one in mine if (one.community, one.canvas) == (ask.community, canvas)), None)
    return found, msgspec.json.decode(found.content, type=Begun) if found else Begun()


@routes.read(f"{ROOT}/choose", may=everyone)
def choosing(ask: Ask, canvas: str) -> Answer:
    """What somebody wants to bring."""
    return device_page(ask, canvas, "choose") if is_theirs(ask, canvas) else Go(address(ask, canvas))


def _say(kind: Brought) -> None:
    @routes.read(f"{ROOT}/say-{kind}", may=everyone, query=Asked)
    def saying(ask: Ask, canvas: str, query: Asked) -> Answer:
        """The box for the words, with what was saved."""
        if not is_theirs(ask, canvas):
            return Go(address(ask, canvas))
        _, saved = _draft(ask, canvas)
        ask.refusal = languages.translation(ask.locale)(_lacks(kind, saved.text)) if query.again else ""
        ask.fault = "text"
        return device_page(ask, canvas, "say", kind=kind, saved=saved, longest=LONGEST[kind])

    @routes.act(f"{ROOT}/say-{kind}", may=everyone, form=Words)
    async def said(ask: Ask, canvas: str, form: Words) -> Answer:
        """Save the words first, then go on; each page that shows them is asked for, so that none is left to go back to."""
        if not is_theirs(ask, canvas, form):
            return Go(address(ask, canvas))
        draft, _ = _draft(ask, canvas)
        content = msgspec.json.encode(Begun(kind, form.text))
        named = draft.id if draft else around.fresh()
        await asyncio.to_thread(ask.front.people.drafts.save, ask.viewer.person, named, ask.community, canvas, content)
        if form.more:
            return Go(address(ask, canvas, f"/say-{kind}"))
        return Go(address(ask, canvas, f"/say-{kind}?again=true" if _lacks(kind, form.text) else "/allow"))


for _kind in KINDS:
    _say(_kind)


def _lacks(kind: Brought, words: str) -> str:
    """The sentence of what is wrong with the words, empty when they can be sent."""
    try:
        body = text(words, f"your {kind}", LONGEST[kind])
    except Refused as refused:
        return str(refused)
    return "A statement is one sentence on one line; put the rest in a comment." if kind == "statement" and "\n" in body else ""


@routes.read(f"{ROOT}/allow", may=everyone, query=Asked)
def allowing(ask: Ask, canvas: str, query: Asked) -> Answer:
    """The words once more, and whether they may be shown."""
    if not is_theirs(ask, canvas):
        return Go(address(ask, canvas))
    draft, saved = _draft(ask, canvas)
    if draft is None:
        return Go(address(ask, canvas, "/choose"))
    ask.refusal, ask.fault = (languages.translation(ask.locale)(SAY_FIRST), "publish") if query.again else ("", "")
    return device_page(ask, canvas, "allow", saved=saved, kind=saved.kind)


@routes.act(f"{ROOT}/allow", may=everyone, form=Allowing)
async def sent(ask: Ask, canvas: str, form: Allowing) -> Answer:
    """Send it, as everybody sends it."""
    if not is_theirs(ask, canvas, form):
        return Go(address(ask, canvas))
    draft, saved = _draft(ask, canvas)
    if draft is None:
        return Go(address(ask, canvas, "/choose"))
    if not form.publish:
        return Go(address(ask, canvas, "/allow?again=true"))
    command = Contribute(
        canvas=canvas,
        kind=saved.kind,
        text=saved.text,
        lang=ask.locale,
        publish=form.publish == "yes",
        notice=consent.NOTICE,
        notice_text=consent.notice(ask.locale),
        notice_lang=ask.locale,
    )
    made = (await ask.do(command, key=f"device {draft.id}")).made
    await asyncio.to_thread(ask.front.people.drafts.drop, ask.viewer.person, draft.id)
    return Go(address(ask, canvas, f"/thanks/{made}"))


@routes.read(f"{ROOT}/thanks/{{contribution}}", may=everyone)
def thanked(ask: Ask, canvas: str, contribution: str) -> Answer:
    """It is in; a code to take away, something more, or finish."""
    thing = ask.front.things.find(ask.community, contribution)
    mine = is_theirs(ask, canvas) and thing is not None and thing.by == ask.pseudonym(canvas)
    return device_page(ask, canvas, "thanks", contribution=contribution, code="") if mine else Go(address(ask, canvas))


@routes.act(f"{ROOT}/thanks/{{contribution}}", may=everyone, form=Held)
async def slip(ask: Ask, canvas: str, contribution: str, form: Held) -> Answer:
    """The code of a slip, shown this once, to write down."""
    thing = ask.front.things.find(ask.community, contribution)
    me = ask.pseudonym(canvas) if ask.viewer.person else ""
    if not is_theirs(ask, canvas, form) or thing is None or not me or thing.by != me:
        return Go(address(ask, canvas))
    code = await asyncio.to_thread(ask.front.people.slips.new, ask.viewer.person, ask.community, contribution, me)
    return device_page(ask, canvas, "thanks", contribution=contribution, code=code)
